"""A pane about a contact person: below a list, beside it, and at the top of their card."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.common.contact_data import NumberLine
from tui_crm.queries.directory.person_card import PersonAffiliation, PersonCard
from tui_crm.terminal.text import Piece, cut_pieces, plain
from tui_crm.ui.panels.contractor import (
    LOW,
    MARK_PRIMARY,
    TWO_COLUMNS,
    beside,
    flowing,
    joined,
    name_lines,
    note_lines,
)
from tui_crm.ui.panels.numbers import in_one_style, shown_of

if TYPE_CHECKING:
    from tui_crm.ui.panels.detail_pane import PaneLine


def present(card: PersonCard) -> list[PersonAffiliation]:
    """The contractors where the person works now."""
    return [affiliation for affiliation in card.affiliations if affiliation.active]


def main_affiliation(card: PersonCard) -> PersonAffiliation | None:
    """The one where the person is the main contact, else the first; None for none."""
    affiliations = present(card)
    return next(
        (affiliation for affiliation in affiliations if affiliation.is_primary),
        affiliations[0] if affiliations else None,
    )


def all_numbers(card: PersonCard) -> list[NumberLine]:
    """Their own, then those of the contractors; none where they must not be called."""
    return [] if card.do_not_call else [*card.numbers, *card.contractor_numbers]


def inactive_mark(card: PersonCard) -> tuple[Piece, ...]:
    """A mark that the person is inactive; empty if active."""
    return () if card.active else ((f"  ✗ {_('inactive')}", "urgent"),)


def work_lines(affiliation: PersonAffiliation) -> list[PaneLine]:
    """The contractor, and below it what the person does there."""
    style = "" if affiliation.active else "quieter"
    left = "" if affiliation.active else f"{_('left')}: "
    work = joined(plain(affiliation.position), plain(affiliation.department))
    return [
        ((left + plain(affiliation.contractor), style),),
        *([((work, "muted"),)] if work else []),
    ]


class PersonPanel:
    """Shows one person as of *now*."""

    def __init__(self, card: PersonCard, *, now: datetime, zone: ZoneInfo) -> None:
        self.card = card
        self.now = now
        self.zone = zone

    def _numbers(self) -> list[NumberLine]:
        return shown_of(all_numbers(self.card))

    def _reach(self) -> list[Piece]:
        """Numbers and addresses; the reason in place of numbers that must not be called."""
        card = self.card
        reach = in_one_style(self._numbers(), named=card.name)
        if card.do_not_call:
            reach = [(formats.not_to_be_called(plain(card.reason)), "urgent")]
        return reach + [(plain(email), "") for email in card.emails]

    def next_step_piece(self) -> Piece:
        """`Wed 25 Nov 11:00`, with `!` when overdue, or “none”."""
        following = self.card.next
        if following is None:
            return (_("none"), "muted")
        return formats.next_step(following.at, following.on, now=self.now, zone=self.zone)

    # The head of the card

    def head(self, width: int, height: int) -> list[PaneLine]:
        """The head of a card: data and contractors, side by side in a wide terminal."""
        if width >= TWO_COLUMNS:
            left = width * 9 // 20
            data, affiliations = (
                self._data(left - 2, height),
                self._affiliations(width - left, height),
            )
            rows = max(len(data), len(affiliations))
            data += [()] * (rows - len(data))
            affiliations += [()] * (rows - len(affiliations))
            return [beside(one, left, two) for one, two in zip(data, affiliations, strict=True)]
        data = self._data(width, max(3 if height >= LOW else 2, height - 2))
        return data + self._affiliations(width, height - len(data))

    def _data(self, width: int, height: int) -> list[PaneLine]:
        card = self.card
        title = f"{card.title} " if card.title else ""
        lines = name_lines(title + card.name, inactive_mark(self.card), width)
        lines += flowing(self._reach(), width)
        lines += note_lines(card.note, width, height - len(lines))
        return lines[: max(1, height)]

    def _affiliations(self, width: int, height: int) -> list[PaneLine]:
        card = self.card
        if not card.affiliations:
            return [((_("Works for no contractor yet: <card.edit> adds one."), "muted"),)]
        shown = list(card.affiliations)[: max(1, height)]
        if height == 1:
            return [self._affiliation(shown[0], width)]
        if len(card.affiliations) > len(shown):
            shown = shown[: max(0, height - 1)]
        lines = [self._affiliation(affiliation, width) for affiliation in shown]
        more = len(card.affiliations) - len(shown)
        if more > 0:
            lines.append(((_("and {n} more").format(n=more), "muted"),))
        return lines

    def _affiliation(self, affiliation: PersonAffiliation, width: int) -> PaneLine:
        star = f"{MARK_PRIMARY} " if affiliation.is_primary and affiliation.active else "  "
        name, detail = plain(affiliation.contractor), plain(affiliation.contractor_detail)
        work = joined(plain(affiliation.position), plain(affiliation.department))
        if not affiliation.active:
            text = joined(f"  {_('left')}: {name}", work)
            return cut_pieces(((text, "quieter"),), width)
        rest = "".join(f" · {text}" for text in (work, detail) if text)
        return cut_pieces(((star, "star"), (name, "strong"), (rest, "muted")), width)
