"""Somebody else saved the same record meanwhile: both texts, field by field."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from tui_crm.i18n import _
from tui_crm.terminal.text import fit
from tui_crm.ui.commands import keys
from tui_crm.ui.forms.activity_conflict import SIDE, side_by_side
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar


class Difference(NamedTuple):
    """A field in which the two texts are not the same."""

    label: str
    mine: str
    theirs: str


class RecordConflict(CrmWindow[str]):
    """Gives “mine”, “theirs” or “both” (notes), None when nothing was decided.

    *Mine* is what I have changed on top of what they saved: a field that only they changed is
    theirs either way.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.CONFLICT))

    def __init__(self, crm: Context, differences: list[Difference], *, notes: bool) -> None:
        super().__init__(crm)
        self.differences = differences
        self.notes = notes

    def compose(self) -> ComposeResult:
        """The fields that differ, mine left, theirs right."""
        with Vertical(classes="window conflict") as window:
            window.border_title = content(_("Someone else changed this record"))
            yield Static(content(fit("", 17) + fit(_("mine"), SIDE) + " " + _("theirs")))
            with VerticalScroll(classes="differences", can_focus=False):
                for one in self.differences:
                    yield Static(content(side_by_side(one.label, one.mine, one.theirs)))
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
