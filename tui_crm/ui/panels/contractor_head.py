"""The top of a contractor's card: what counts, what reaches the company, who works there."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tui_crm.domain.directory.contractor import FIELDS
from tui_crm.i18n import _, ngettext
from tui_crm.presentation import formats
from tui_crm.queries.directory.contractor_card import CardPerson, ContractorCard
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.panels.contractor import (
    MARK_PRIMARY,
    TWO_COLUMNS,
    address,
    joined,
    kinds,
    next_step,
    other_fields,
    status_mark,
    tax_number,
)
from tui_crm.ui.panels.head_text import (
    BETWEEN,
    Line,
    dotted,
    first_lines,
    in_columns,
    least_width,
    natural_width,
    note_lines,
    side_by_side,
)
from tui_crm.ui.panels.numbers import counted, in_order, shown_of

LEFT, MOST_LEFT = 38, 60
"""Cells of what reaches the company, beside its persons, at least and at most."""
PERSONS_LOW = 3
"""Lines of persons in a terminal of 24 lines, whose timeline needs the others."""
LOW = 9
"""Lines below which a head is that of such a terminal."""
GIVES = ((1, 10), (0, 16), (3, 14))
"""Position, name and e-mail of a person give way, in this order; the number never."""


class ContractorHead:
    """The lines about one contractor as of *now*."""

    def __init__(self, card: ContractorCard, *, now: datetime, zone: ZoneInfo) -> None:
        self.card = card
        self.now = now
        self.zone = zone

    def lines(self, width: int, height: int) -> list[Line]:
        """The head in at most *height* lines; persons beside the data in a wide terminal."""
        card = self.card
        owner = _("owner {name}").format(name=plain(card.owner)) if card.owner else ""
        about = [plain(card.code), kinds(card), tax_number(card), owner]
        mark = tuple((f"  {text}", style) for text, style in status_mark(card))
        top, rest = first_lines(card.name, mark, about, self.status(), width)
        if width >= TWO_COLUMNS:
            room = height - len(top)
            table = natural_width([_cells(one, _all_numbers(one)) for one in card.persons])
            left = min(MOST_LEFT, max(LEFT, width - len(BETWEEN[0][0]) - table))
            persons = self._persons(width - left - len(BETWEEN[0][0]), room)
            data = self._data(rest, left, max(len(persons), min(6, room)))
            return [*top, *side_by_side(data, left, persons)][:height]
        low = height < LOW
        most = min(PERSONS_LOW, height) if low else height
        wanted = min(len(card.persons) or 1, most)
        data = self._data(rest, width, max(2, height - len(top) - wanted), note=1 if low else 2)
        room = max(1, height - len(top) - len(data))
        return [*top, *data, *self._persons(width, min(room, most))][:height]

    def status(self) -> list[Line]:
        """The next step, the last contact, how many activities are open."""
        card = self.card
        last = formats.day(card.last_contact_at, now=self.now, zone=self.zone)
        held = _("last {day}").format(day=last) if last else _("no contact yet")
        counts = _("{n} open of {all}").format(n=card.open_activities, all=card.activity_count)
        return [
            ((f"{_('next')} ", "muted"), next_step(card.next, now=self.now, zone=self.zone)),
            ((held, "muted"),),
            ((counts, "muted"),),
        ]

    def _data(self, rest: list[Line], width: int, room: int, *, note: int = 2) -> list[Line]:
        """What reaches the company, where it is, what did not fit above, its note."""
        card = self.card
        reach = in_order(shown_of(card.numbers), named=card.name)
        reach += [((plain(email), ""),) for email in card.emails]
        reach += [((plain(card.www), "muted"),)] if card.www else []
        others = [((address(card), ""),), *rest]
        others += [((text, "muted"),) for text in other_fields(card, FIELDS)]
        lines = dotted([*reach, *others], width)
        return [*lines, *note_lines(card.note, width, min(note, room - len(lines)))]

    def _persons(self, width: int, room: int) -> list[Line]:
        card = self.card
        if not card.persons:
            return [((_("No contact person yet: <card.person> adds the first one."), "muted"),)]
        shown = list(card.persons)[: max(1, room)]
        if card.person_count > len(shown) and room > 1:
            shown = shown[: room - 1]
        lines = _table(shown, width)
        left = card.person_count - len(shown)
        if left > 0 and room > 1:
            more = ngettext(
                "and {n} more: <contractor.persons> shows all",
                "and {n} more: <contractor.persons> shows all",
                left,
            )
            lines.append(((f"  {more.format(n=left)}", "muted"),))
        return lines


def _table(persons: list[CardPerson], width: int) -> list[Line]:
    """Name, position, numbers, e-mail of each; as many numbers as there is room for."""
    ways = [counted(shown_of(one.numbers), named=one.name) for one in persons]
    rows: list[tuple[Line, ...]] = []
    for level in range(max(map(len, ways))):
        rows = [
            _cells(one, _undotted(way[min(level, len(way) - 1)]))
            for one, way in zip(persons, ways, strict=True)
        ]
        if least_width(rows, GIVES) <= width:
            break
    return in_columns(rows, width, gives=GIVES)


def _cells(person: CardPerson, numbers: Line) -> tuple[Line, ...]:
    """The cells of one person; why they must not be called takes the place of their number."""
    job = joined(plain(person.position), plain(person.department))
    if not person.active:
        gone = f"  {_('left')}: {plain(person.name)}" + (f", {job}" if job else "")
        return (((gone, "done"),),)
    star: Piece = (f"{MARK_PRIMARY} " if person.is_primary else "  ", "star")
    name: Line = (star, (plain(person.name), "strong"))
    if person.do_not_call:
        reason = formats.not_to_be_called(plain(person.do_not_call))
        return (name, ((job, "muted"),), ((reason, "urgent"),))
    if not person.email:
        return (name, ((job, "muted"),), numbers)
    return (name, ((job, "muted"),), numbers, ((plain(person.email), "muted"),))


def _all_numbers(person: CardPerson) -> Line:
    return _undotted(counted(shown_of(person.numbers), named=person.name)[0])


def _undotted(way: Line) -> Line:
    """Numbers without the dot that divides them from a name before."""
    if not way:
        return ()
    (text, style), *others = way
    return ((text.removeprefix(" · "), style), *others)
