"""The field for how long it took, in the action bar: typed over what was measured."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len

from tui_crm.domain.activities.talk_time import read_seconds, shown_seconds
from tui_crm.domain.errors import RuleViolation
from tui_crm.i18n import _
from tui_crm.terminal.text import Piece
from tui_crm.ui.kit.fields import TextField

LEAST: Final = 12
"""Cells for `7 min 30 s` and the cursor behind it."""


def show_whole(field: TextField) -> None:
    """Make room for all of what stands in it: `1 h 2 min 3 s` cut at its left is another length."""
    text = field.value or field.placeholder
    field.styles.width = max(LEAST, cell_len(text) + 2)


class LengthField(TextField):
    """`7:30` is minutes and seconds, and is written out as `7 min 30 s` when the field is left."""

    def show_measured(self, seconds: int) -> None:
        """What counts while nothing is typed; 0 is nothing."""
        self.placeholder = shown_seconds(seconds) if seconds else "–"
        show_whole(self)

    def echo(self) -> Piece:
        """How the text was understood; empty where nothing is typed."""
        try:
            seconds = read_seconds(self.value)
        except RuleViolation:
            return _("? cannot be read"), "error"
        return ("", "") if seconds is None else (shown_seconds(seconds), "accent")

    def on_blur(self) -> None:
        text, style = self.echo()
        if style == "accent":
            self.fill(text)
        show_whole(self)
