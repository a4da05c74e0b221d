"""The top of a person's card: what counts, what reaches them, where they work."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.directory.person_card import PersonAffiliation, PersonCard
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.panels.contractor import MARK_PRIMARY, TWO_COLUMNS, joined
from tui_crm.ui.panels.contractor_head import LEFT, LOW, MOST_LEFT, PERSONS_LOW
from tui_crm.ui.panels.head_text import (
    BETWEEN,
    Line,
    dotted,
    first_lines,
    in_columns,
    natural_width,
    note_lines,
    side_by_side,
)
from tui_crm.ui.panels.numbers import in_order, shown_of
from tui_crm.ui.panels.person import all_numbers

GIVES = ((2, 10), (1, 10), (0, 20))
"""Detail, position and name of a contractor give way, in this order."""


class PersonHead:
    """The lines about one person as of *now*."""

    def __init__(self, card: PersonCard, *, now: datetime, zone: ZoneInfo) -> None:
        self.card = card
        self.now = now
        self.zone = zone

    def lines(self, width: int, height: int) -> list[Line]:
        """The head in at most *height* lines; the contractors beside the data where it is wide."""
        card = self.card
        mark: Line = () if card.active else ((f"  ✗ {_('inactive')}", "urgent"),)
        title = f"{card.title} " if card.title else ""
        top, rest = first_lines(title + card.name, mark, [], self.status(), width)
        if width >= TWO_COLUMNS:
            room = height - len(top)
            table = natural_width([_cells(one) for one in card.affiliations])
            left = min(MOST_LEFT, max(LEFT, width - len(BETWEEN[0][0]) - table))
            places = self._places(width - left - len(BETWEEN[0][0]), room)
            data = self._data(rest, left, max(len(places), min(4, room)))
            return [*top, *side_by_side(data, left, places)][:height]
        most = min(PERSONS_LOW, height) if height < LOW else height
        wanted = min(len(card.affiliations) or 1, most)
        data = self._data(rest, width, max(2, height - len(top) - wanted))
        room = max(1, height - len(top) - len(data))
        return [*top, *data, *self._places(width, min(room, most))][:height]

    def status(self) -> list[Line]:
        """The next step, and how many activities there are."""
        card = self.card
        step: Piece = (_("none"), "muted")
        if card.next is not None:
            step = formats.next_step(card.next.at, card.next.on, now=self.now, zone=self.zone)
        return [
            ((f"{_('next')} ", "muted"), step),
            ((_("{n} in all").format(n=card.activity_count), "muted"),),
        ]

    def _data(self, rest: list[Line], width: int, room: int) -> list[Line]:
        """What reaches them, or why they must not be called; the note."""
        card = self.card
        reach = in_order(shown_of(all_numbers(card)), named=card.name)
        if card.do_not_call:
            reach = [((formats.not_to_be_called(plain(card.reason)), "urgent"),)]
        reach += [((plain(email), ""),) for email in card.emails]
        lines = dotted([*reach, *rest], width)
        return [*lines, *note_lines(card.note, width, min(2, room - len(lines)))]

    def _places(self, width: int, room: int) -> list[Line]:
        card = self.card
        if not card.affiliations:
            return [((_("Works for no contractor yet: <card.edit> adds one."), "muted"),)]
        shown = list(card.affiliations)[: max(1, room)]
        if len(card.affiliations) > len(shown) and room > 1:
            shown = shown[: room - 1]
        lines = in_columns([_cells(one) for one in shown], width, gives=GIVES)
        more = len(card.affiliations) - len(shown)
        if more > 0 and room > 1:
            lines.append(((f"  {_('and {n} more').format(n=more)}", "muted"),))
        return lines


def _cells(one: PersonAffiliation) -> tuple[Line, ...]:
    """Contractor, position, what tells the contractor from others of its name."""
    name, detail = plain(one.contractor), plain(one.contractor_detail)
    work = joined(plain(one.position), plain(one.department))
    if not one.active:
        return (((joined(f"  {_('left')}: {name}", work), "done"),),)
    star: Piece = (f"{MARK_PRIMARY} " if one.is_primary else "  ", "star")
    return ((star, (name, "strong")), ((work, "muted"),), ((detail, "muted"),))
