"""A pane about a contractor, person or employee found by search or by caller number."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.directory.contact_summary import ContactAffiliation, ContactSummary
from tui_crm.terminal.text import Piece, cells, cut_pieces, plain, wrap_to
from tui_crm.ui.kit.cells import Cell
from tui_crm.ui.panels.contractor import barred, joined, last_agreed, next_step
from tui_crm.ui.panels.numbers import MARK_WRONG

if TYPE_CHECKING:
    from tui_crm.ui.kit.status_bars import Notice
    from tui_crm.ui.panels.detail_pane import PaneLine
    from tui_crm.ui.panels.text_pane import TextPane

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


def joined_pieces(first: tuple[Piece, ...], second: tuple[Piece, ...]) -> PaneLine:
    """Both with ` · ` between them; one alone where the other is empty."""
    between: tuple[Piece, ...] = ((" · ", ""),) if cells(first) and cells(second) else ()
    return (*first, *between, *second)


class Titled(Protocol):
    """What stands in a pane under a rule that names it."""

    def title(self) -> tuple[Piece, ...]:
        """What the rule says."""

    def beside_title(self) -> tuple[Piece, ...]:
        """What it says at the right."""

    def lines(self, width: int, height: int) -> list[PaneLine]:
        """The lines for a pane of this size."""


def show_about(rule: Notice, pane: TextPane, panel: Titled | None) -> None:
    """Show what is under the cursor of a list of results; None for an empty list."""
    if panel is None:
        rule.name_rule()
        pane.show(None)
    else:
        rule.name_rule(*panel.title(), right=panel.beside_title())
        pane.show(panel.lines)


class ContactPanel:
    """Shows one contact as of *now*."""

    def __init__(self, one: ContactSummary, *, now: datetime, zone: ZoneInfo) -> None:
        self.one = one
        self.now = now
        self.zone = zone

    def title(self) -> tuple[Piece, ...]:
        """What the rule above the pane says: who it is."""
        return self._name(job=not self.one.affiliations)

    def beside_title(self) -> tuple[Piece, ...]:
        """What it says at the right: the next step."""
        if self.one.kind == "employee":
            return ()
        return (
            (f"{_('next')}: ", "muted"),
            next_step(self.one.next, now=self.now, zone=self.zone),
        )

    def lines(self, width: int, height: int) -> list[PaneLine]:
        """The lines for a pane: two or three, or full texts from `TALL` lines on."""
        return self._short(width, height) if height < TALL else self._tall(width, height)

    def _short(self, width: int, height: int) -> list[PaneLine]:
        first = joined_pieces(self._number(), ((where(self.one), ""),))
        last = [] if self.one.kind == "employee" else self._last(width, height - 1)
        return [cut_pieces(first, width), *last]

    def _tall(self, width: int, height: int) -> list[PaneLine]:
        one = self.one
        number = self._number()
        who: list[PaneLine] = [number] if number else []
        if one.kind == "person":
            who += [
                self._affiliation(affiliation)
                for affiliation in one.affiliations[:AFFILIATIONS_SHOWN]
            ]
        else:
            who.append(((where(one), "muted"),))
        if one.kind == "employee":
            return who
        following: list[PaneLine] = []
        if one.next:
            following = [(*self.beside_title(), (f" · {plain(one.next.subject)}", ""))]
        room = max(1, height - len(who) - len(following))
        return [*who, *self._last(width, room), *following]

    def _name(self, *, job: bool = True) -> tuple[Piece, ...]:
        one = self.one
        what = f", {plain(one.position)}" if one.position and job else ""
        left: Piece = ("" if one.active else f" ✗ {_('inactive')}", "urgent")
        return ((plain(one.name), "title"), (what, "muted"), left)

    def _number(self) -> tuple[Piece, ...]:
        one = self.one
        shown: tuple[Piece, ...] = ((plain(one.number), "number"),) if one.number else ()
        if one.wrong_number:
            # By this number they were looked for: it is not theirs.
            shown = ((f"{MARK_WRONG} {plain(one.number)}", "wrong"),)
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
