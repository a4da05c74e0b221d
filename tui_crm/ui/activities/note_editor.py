"""The editor for a note on the list, shown over it below the row (R33)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import TextArea

from tui_crm.terminal.told_errors import TellsErrors
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.fields import NoteArea

HEIGHT = 7


class NoteEditor(TellsErrors, Vertical):
    """Covers the list below its row; posts messages and saves nothing itself."""

    DEFAULT_CSS = """
    NoteEditor {
        layer: over; position: absolute; display: none; height: 7; width: 100%;
        background: $panel; border: round $primary; border-title-color: $strong; padding: 0 1;
        NoteArea { height: 1fr; background: $panel; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.NOTE))

    @dataclass
    class Changed(Message):
        """The text changed."""

        activity_id: int
        text: str

    @dataclass
    class Saved(Message):
        """Ctrl+S: the text should be saved over *version*."""

        activity_id: int
        version: int
        text: str

    @dataclass
    class Left(Message):
        """Esc: the editor should be closed; *changed* if the text differs from the stored one."""

        activity_id: int
        text: str
        changed: bool

    def __init__(self) -> None:
        super().__init__()
        self.activity_id = 0
        self.version = 0
        self.original = ""
        self._line = self._height = 0

    def compose(self) -> ComposeResult:
        yield NoteArea(id="list-note")

    @property
    def area(self) -> NoteArea:
        """The text area."""
        return self.query_one(NoteArea)

    def open_at(
        self, line: int, *, title: str, activity_id: int, version: int, original: str, text: str
    ) -> None:
        """Open below a screen line; *original* is the stored note that *text* is based on.

        The text area is focused on return, so that keys typed ahead arrive there.
        """
        self.activity_id, self.version, self.original = activity_id, version, original
        self.border_title = content(title)
        self.area.fill(text)
        self._line = line
        self._place()
        self.display = True
        self.screen.set_focus(self.area)

    def on_mount(self) -> None:
        """The editor is moved when the terminal gets another height."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._follow)

    def _follow(self, _screen: object) -> None:
        if self.display and self.screen.size.height != self._height:
            self._place()

    def _place(self) -> None:
        self._height = height = self.screen.size.height
        below = self._line + 1
        top = below if below + HEIGHT <= height - 2 else min(self._line, height - 2) - HEIGHT
        self.styles.offset = (0, max(0, top))

    def close(self) -> None:
        """Hide the editor."""
        self.display = False

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.display:
            self.post_message(self.Changed(self.activity_id, event.text_area.text))

    def action_save_note(self) -> None:
        self.post_message(self.Saved(self.activity_id, self.version, self.area.text))

    def action_leave_note(self) -> None:
        text = self.area.text
        self.post_message(self.Left(self.activity_id, text, text != self.original))
