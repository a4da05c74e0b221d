"""A pane about a contractor, person or employee found by search or by caller number."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.directory.contact_summary import ContactAffiliation, ContactSummary
from tui_crm.terminal.text import Piece, cells, cut_pieces, plain, wrap_to
from tui_crm.ui.kit.cells import Cell
from tui_crm.ui.panels.contractor import barred, joined, last_agreed, next_step
from tui_crm.ui.panels.numbers import MARK_WRONG

if TYPE_CHECKING:
    from tui_crm.ui.panels.detail_pane import PaneLine

AFFILIATIONS_SHOWN = 4
NOTE_READ = 1_000
TALL = 6
"""Lines from which on texts are shown in full."""


def where(one: ContactSummary) -> str:
    """What distinguishes a contact: a person's contractor (`+1` for more), a contractor's town."""
    if one.kind == "employee":
        return joined(_("colleague"), plain(one.detail))
    if one.kind == "contractor":
        return joined(plain(one.detail), "" if one.active else _("inactive"))
    if not one.affiliations:
        return _("works for no contractor yet")
    present = [affiliation for affiliation in one.affiliations if affiliation.active]
    first, more = one.affiliations[0], len(present) - 1
    contractor = plain(first.contractor) + (f" +{more}" if more > 0 else "")
    return contractor if present and one.active else joined(contractor, _("left"))


def number_cell(one: ContactSummary) -> Cell:
    """The number by which one was found: theirs, not to be called, or not theirs at all."""
    if one.wrong_number:
        return Cell(f"{MARK_WRONG} {plain(one.number)}", "wrong")
    return Cell(plain(one.number), "urgent" if one.do_not_call else "number")


class ContactPanel:
    """Shows one contact as of *now*."""

    def __init__(self, one: ContactSummary, *, now: datetime, zone: ZoneInfo) -> None:
        self.one = one
        self.now = now
        self.zone = zone

    def lines(self, width: int, height: int) -> list[PaneLine]:
        """The lines for a pane: two or three, or full texts from `TALL` lines on."""
        return self._short(width, height) if height < TALL else self._tall(width, height)

    def _short(self, width: int, height: int) -> list[PaneLine]:
        if self.one.kind == "employee":
            return [(*self._name(), (f" · {where(self.one)}", ""), *self._number())]
        when, style = next_step(self.one.next, now=self.now, zone=self.zone)
        following = f"{_('next')}: "
        room = max(0, width - cell_len(following + when) - 2)
        who = cut_pieces((*self._name(), *self._number(), (f" · {where(self.one)}", "")), room)
        blank = width - cells(who) - cell_len(following + when)
        first = (*who, (" " * max(2, blank), ""), (following, "muted"), (when, style))
        return [first, *self._last(width, height - 1)]

    def _tall(self, width: int, height: int) -> list[PaneLine]:
        one = self.one
        who: list[PaneLine] = [(*self._name(job=not one.affiliations), *self._number())]
        if one.kind == "person":
            who += [
                self._affiliation(affiliation)
                for affiliation in one.affiliations[:AFFILIATIONS_SHOWN]
            ]
        else:
            who.append(((where(one), "muted"),))
        if one.kind == "employee":
            return who
        subject = one.next.subject if one.next else ""
        following: PaneLine = (
            (f"{_('next')}: ", "muted"),
            next_step(one.next, now=self.now, zone=self.zone),
            (f" · {plain(subject)}" if subject else "", ""),
        )
        room = max(1, height - len(who) - 1)
        return [*who, *self._last(width, room), following]

    def _name(self, *, job: bool = True) -> tuple[Piece, ...]:
        one = self.one
        what = f", {plain(one.position)}" if one.position and job else ""
        left: Piece = ("" if one.active else f" ✗ {_('inactive')}", "urgent")
        return ((plain(one.name), "strong"), (what, "muted"), left)

    def _number(self) -> tuple[Piece, ...]:
        one = self.one
        shown: tuple[Piece, ...] = ((f" · {plain(one.number)}", "number"),) if one.number else ()
        if one.wrong_number:
            # By this number they were looked for: it is not theirs.
            shown = ((" · ", ""), (f"{MARK_WRONG} {plain(one.number)}", "wrong"))
        return (*shown, barred(one.do_not_call)) if one.do_not_call else shown

    @staticmethod
    def _affiliation(affiliation: ContactAffiliation) -> PaneLine:
        job = f", {plain(affiliation.position)}" if affiliation.position else ""
        return (
            (plain(affiliation.contractor), ""),
            (job, "muted"),
            ("" if affiliation.active else f" · {_('left')}", "urgent"),
        )

    def _last(self, width: int, most: int) -> list[PaneLine]:
        """`Last, 12 Nov telephone 4:10: “…”`, over at most *most* lines."""
        one = self.one
        if one.last is None:
            return [((_("Nothing was agreed yet."), "muted"),)]
        several = len([affiliation for affiliation in one.affiliations if affiliation.active]) > 1
        at = f" · {plain(one.last_with)}" if several else ""
        head = f"{_('Last')}, {last_agreed(one.last, zone=self.zone)}{at}: "
        note = (
            formats.quoted(" ".join(plain(one.last.agreed[:NOTE_READ]).split()))
            if one.last.agreed
            else "–"
        )
        first, *more_lines = wrap_to(head + note, width, max(1, most))
        return [
            ((first[: len(head)], "muted"), (first[len(head) :], "")),
            *(((line, ""),) for line in more_lines),
        ]
