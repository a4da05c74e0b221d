"""The edit conflict window: a colleague saved the same record; both versions side by side."""

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
"""Cells for each of the two versions."""


class Difference(NamedTuple):
    """A field whose values differ, both as one line of text."""

    label: str
    mine: str
    theirs: str


class ConflictWindow(CrmWindow[str]):
    """Returns “mine”, “theirs” or “both” (notes); None to decide later.

    *Mine* already contains the colleague's changes to fields that the operator did not change.
    """

    SHEETS = (*CrmWindow.SHEETS, "forms/windows.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.CONFLICT))

    def __init__(
        self, crm: Context, title: str, differences: Sequence[Difference], *, notes: bool
    ) -> None:
        """*notes*: whether notes differ, which allows “both”."""
        super().__init__(crm)
        self.heading = title
        self.differences = differences
        self.notes = notes

    def compose(self) -> ComposeResult:
        """The fields that differ, the operator's version left, the colleague's right."""
        with Vertical(classes="window conflict") as window:
            window.border_title = content(self.heading)
            yield Static(content(fit("", 17) + fit(_("mine"), SIDE) + " " + _("theirs")))
            with VerticalScroll(classes="differences", can_focus=False):
                for one in self.differences:
                    yield Static(content(side_by_side(one)))
            yield HintBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (action == "keep" and parameters == ("both",) and not self.notes)

    def action_keep(self, whose: str) -> None:
        self.finish(whose)

    def action_leave(self) -> None:
        self.finish(None)


def side_by_side(one: Difference) -> str:
    """Both values in one line, starting shortly before their first difference."""
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
    """The operator's values with each note merged from both; None where the notes are equal."""
    differ = [
        field.name
        for field in fields
        if field.shape is Shape.NOTE and mine[field.name] != theirs[field.name]
    ]
    if not differ:
        return None
    notes = {name: merge_notes(before[name], mine[name], theirs[name]) for name in differ}
    return {**mine, **notes}
