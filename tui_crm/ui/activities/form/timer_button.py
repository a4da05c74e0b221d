"""The button left of the time in the activity form: starts and pauses the timer (R09)."""

from __future__ import annotations

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip

from tui_crm.terminal.text import Piece
from tui_crm.ui.kit.fields import LinkField
from tui_crm.ui.kit.styles import style_of


class TimerButton(LinkField):
    """`● 00:01:12 running`, with its time; Enter or Space presses it."""

    DEFAULT_CSS = "TimerButton { &:disabled { display: none; } }"

    piece: reactive[Piece] = reactive(("", ""))

    def show(self, piece: Piece) -> None:
        """Show sign and time; the row is laid out again only when the width changes."""
        if Segment(piece[0]).cell_length != self.get_content_width():
            self.relabel(piece[0])
        self.label, self.piece = piece[0], piece

    def render_line(self, y: int) -> Strip:
        del y
        text, name = self.piece
        style = self.rich_style if self.has_focus else self.rich_style + style_of(self, name)
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)
