"""Somebody else was faster: both texts, field by field, and nobody's is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from tui_crm.domain.fields import Field, Shape
from tui_crm.domain.merge import merge_notes
from tui_crm.i18n import _
from tui_crm.terminal.text import cut, fit
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar

SIDE = 28
"""Cells for each of the two texts."""


class Difference(NamedTuple):
    """A field in which the two texts are not the same."""

    label: str
    mine: str
    theirs: str


class ConflictWindow(CrmWindow[str]):
    """Gives “mine”, “theirs” or “both” (notes), None when nothing was decided.

    *Mine* is what I have changed on top of what they saved: a field that only they changed is
    theirs either way.
    """

    SHEETS = (*CrmWindow.SHEETS, "forms/windows.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.CONFLICT))

    def __init__(
        self, crm: Context, title: str, differences: Sequence[Difference], *, notes: bool
    ) -> None:
        """*notes*: the notes are among what differs."""
        super().__init__(crm)
        self.heading = title
        self.differences = differences
        self.notes = notes

    def compose(self) -> ComposeResult:
        """The fields that differ, mine left, theirs right."""
        with Vertical(classes="window conflict") as window:
            window.border_title = content(self.heading)
            yield Static(content(fit("", 17) + fit(_("mine"), SIDE) + " " + _("theirs")))
            with VerticalScroll(classes="differences", can_focus=False):
                for one in self.differences:
                    yield Static(content(side_by_side(one)))
            yield HintBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Both notes: only where the notes differ."""
        return not (action == "keep" and parameters == ("both",) and not self.notes)

    def action_keep(self, whose: str) -> None:
        """Close with “mine”, “theirs” or “both”."""
        self.finish(whose)

    def action_leave(self) -> None:
        """Close undecided: the form stays as it was."""
        self.finish(None)


def side_by_side(one: Difference) -> str:
    """One field of both, from a little before the place where they part."""
    mine, theirs = one.mine, one.theirs
    at = next(
        (i for i, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b),
        min(len(mine), len(theirs)),
    )
    start = max(0, at - 8)
    if start:
        mine, theirs = "…" + mine[start:], "…" + theirs[start:]
    return fit(one.label, 16) + " " + fit(mine, SIDE) + " " + cut(theirs, SIDE)


def both_notes(
    fields: Sequence[Field],
    before: Mapping[str, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
) -> dict[str, Any] | None:
    """Mine, with my notes below their notes; None where the notes are the same."""
    differ = [
        field.name
        for field in fields
        if field.shape is Shape.NOTE and mine[field.name] != theirs[field.name]
    ]
    if not differ:
        return None
    notes = {name: merge_notes(before[name], mine[name], theirs[name]) for name in differ}
    return {**mine, **notes}
