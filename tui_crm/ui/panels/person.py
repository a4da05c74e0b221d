"""A contact person in lines: below the list, beside it, and as the head of the card."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.directory.person_card import PersonAffiliation, PersonCard
from tui_crm.terminal.text import Piece, cut, cut_pieces, plain, wrap, wrap_to
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

if TYPE_CHECKING:
    from tui_crm.ui.panels.detail_pane import PaneLine


def present(card: PersonCard) -> list[PersonAffiliation]:
    """Where the person works."""
    return [affiliation for affiliation in card.affiliations if affiliation.active]


def main_affiliation(card: PersonCard) -> PersonAffiliation | None:
    """Where the person is the one to talk to, else where they work first."""
    affiliations = present(card)
    return next(
        (affiliation for affiliation in affiliations if affiliation.is_primary),
        affiliations[0] if affiliations else None,
    )


class PersonPanel:
    """Tells of one person at one moment."""

    def __init__(self, card: PersonCard, *, now: datetime, zone: ZoneInfo) -> None:
        self.card = card
        self.now = now
        self.zone = zone

    def below(self, width: int, height: int) -> list[PaneLine]:
        """Under the list in two lines, beside it with room for whole texts."""
        return self.short(width) if height < 6 else self.tall(width)

    def _reach(self, *, several: bool) -> list[Piece]:
        """Numbers and addresses; the reason in place of numbers that must not be called."""
        card = self.card
        phones = card.numbers if several else card.numbers[:1]
        emails = card.emails if several else card.emails[:1]
        reach: list[Piece] = [(plain(phone.shown), "accent") for phone in phones]
        if card.do_not_call:
            reach = [(formats.not_to_be_called(plain(card.reason)), "urgent")]
        return reach + [(plain(email), "") for email in emails]

    def _mark(self) -> tuple[Piece, ...]:
        return () if self.card.active else ((f"  ✗ {_('inactive')}", "urgent"),)

    def next_said(self) -> Piece:
        """`Wed 25 Nov 11:00`, `! Fri 20 Nov 14:00` when it is overdue, or that there is none."""
        following = self.card.next
        if following is None:
            return (_("none"), "muted")
        return formats.next_step(following.at, following.on, now=self.now, zone=self.zone)

    def short(self, width: int) -> list[PaneLine]:
        """Who, at which contractors, how to reach them; what was said last."""
        card = self.card
        reach = flowing(self._reach(several=False), width)
        first: tuple[Piece, ...] = ((plain(card.name), "strong"), *self._mark())
        reached = reach[0] if reach else ()
        room = width - sum(cell_len(text) for text, _n in (*first, *reached)) - 3
        where = "; ".join(
            joined(plain(affiliation.contractor), plain(affiliation.position))
            for affiliation in present(card)
        )
        if where and room > 8:
            first = (*first, (f" · {cut(where, room - 3)}", "muted"))
        if reached:
            first = (*first, (" · ", "muted"), *reached)
        return [first, self._last_line()]

    def _last_line(self) -> PaneLine:
        last = self.card.last
        if last is None or last.completed_at is None:
            return ((_("Nothing was agreed yet."), "muted"),)
        local = last.completed_at.astimezone(self.zone)
        said = joined(formats.day_and_month(local), plain(last.contractor))
        note = formats.quoted(plain(last.note)) if last.note else "–"
        return ((f"{_('Last')}, {said}: ", "muted"), (note, ""))

    def tall(self, width: int) -> list[PaneLine]:
        """The lines of the pane beside a list."""
        card = self.card
        told: list[PaneLine] = [((piece, "strong"),) for piece in wrap_to(card.name, width, 3)]
        told += [self._mark()] if self._mark() else []
        told += [((piece, name),) for text, name in self._reach(several=True)[:6]
                 for piece in wrap(text, width)]  # fmt: skip
        for affiliation in card.affiliations[:6]:
            told += [(), *self._affiliation_lines(affiliation)]
        told += [(), ((_("LAST AGREED"), "muted"),)]
        last = card.last
        if last is None or last.completed_at is None:
            told.append(((_("Nothing yet."), ""),))
        else:
            local = last.completed_at.astimezone(self.zone)
            when = joined(formats.day_and_month(local), plain(last.contractor))
            told.append(((when, "accent"),))
            told += [((piece, ""),) for piece in wrap_to(last.note, width, 8)]
        told += [(), ((_("NEXT STEP"), "muted"),), (self.next_said(),)]
        if card.note:
            told += [(), ((_("NOTE"), "muted"),)]
            told += [((piece, ""),) for piece in wrap_to(card.note[:2000], width, 8)]
        return told

    def _affiliation_lines(self, affiliation: PersonAffiliation) -> list[PaneLine]:
        style = "" if affiliation.active else "quieter"
        left = "" if affiliation.active else f"{_('left')}: "
        work = joined(plain(affiliation.position), plain(affiliation.department))
        return [
            ((left + plain(affiliation.contractor), style),),
            *([((work, "muted"),)] if work else []),
        ]

    # The head of the card

    def head(self, width: int, height: int) -> list[PaneLine]:
        """Data, then places; beside each other where there is room."""
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
        told = name_lines(title + card.name, self._mark(), width)
        told += flowing(self._reach(several=True), width)
        told += note_lines(card.note, width, height - len(told))
        return told[: max(1, height)]

    def _affiliations(self, width: int, height: int) -> list[PaneLine]:
        card = self.card
        if not card.affiliations:
            return [((_("Works for no contractor yet: <card.edit> adds one."), "muted"),)]
        shown = list(card.affiliations)[: max(1, height)]
        if height == 1:
            return [self._affiliation(shown[0], width)]
        if len(card.affiliations) > len(shown):
            shown = shown[: max(0, height - 1)]
        told = [self._affiliation(affiliation, width) for affiliation in shown]
        more = len(card.affiliations) - len(shown)
        if more > 0:
            told.append(((_("and {n} more").format(n=more), "muted"),))
        return told

    def _affiliation(self, affiliation: PersonAffiliation, width: int) -> PaneLine:
        star = f"{MARK_PRIMARY} " if affiliation.is_primary and affiliation.active else "  "
        name, detail = plain(affiliation.contractor), plain(affiliation.contractor_detail)
        work = joined(plain(affiliation.position), plain(affiliation.department))
        if not affiliation.active:
            said = joined(f"  {_('left')}: {name}", work)
            return cut_pieces(((said, "quieter"),), width)
        rest = "".join(f" · {text}" for text in (work, detail) if text)
        return cut_pieces(((star, "accent"), (name, "strong"), (rest, "muted")), width)
