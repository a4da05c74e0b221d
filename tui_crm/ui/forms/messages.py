"""What the form of a record says: under its fields, and to the screen that it is left for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmScreen


class SpeakingForm(CrmScreen[int]):
    """Rows of fields; one complaint and one warning, each under the row that it is about."""

    ANSWERS: ClassVar[Mapping[str, str]] = {}
    """The name of a field here, by the one that a rule gives it."""

    def __init__(self, crm: Context) -> None:
        super().__init__(crm)
        self.row_of: dict[str, Widget] = {}
        self._wrong = ""
        self.new_lines()

    def new_lines(self) -> tuple[Static, Static]:
        """Lines for a complaint and a warning, to be mounted behind the rows."""
        self._complaint = Static("", id="form-complaint", classes="complaint", markup=False)
        self._warning = Static("", id="form-warning", classes="complaint", markup=False)
        return self._complaint, self._warning

    def go_to(self, name: str) -> None:
        """Put the focus into a field."""
        for widget in self.query(f"#{name}") if name else ():
            within = [one for one in self.focus_chain if widget in one.ancestors_with_self]
            self.set_focus(within[0] if within else None)

    def field_error(self, name: str, sentence: str, *, go: bool = True) -> None:
        """Say what is wrong under a field, and go there."""
        name = self.ANSWERS.get(name, name)
        if name not in self.row_of:
            self.show_error(sentence)
            return
        self._put(self._complaint, name, sentence)
        self._wrong = name
        if go:
            self.go_to(name)

    def field_of(self, widget: Widget) -> str:
        """The name of the field that a widget is, or is within."""
        return next((one.id for one in widget.ancestors_with_self if one.id in self.row_of), "")

    def warn(self, name: str, sentence: str) -> None:
        """Put a line under a field that keeps nobody from saving; an empty one goes."""
        self._put(self._warning, name, sentence)

    def clear_field_errors(self, name: str = "") -> None:
        """Take the complaint away: any, or the one under a field."""
        if not name or name == self._wrong:
            self._complaint.display = False

    def _put(self, line: Static, name: str, sentence: str) -> None:
        line.update(content(sentence))
        line.display = bool(sentence)
        row = self.row_of.get(name)
        if sentence and row is not None:
            self.query_one("#form-rows").move_child(line, after=row)
            self.call_after_refresh(line.scroll_visible, animate=False)

    def leave_message(self, text: str, *, error: bool = False) -> None:
        """Say something on the screen that this one is left for."""
        below = self.app.screen_stack[-2]
        if isinstance(below, CrmScreen):
            (below.show_error if error else below.show_done)(text)

    def below_has(self, command_id: str) -> bool:
        """Whether the screen that this one is left for has a command."""
        below = self.app.screen_stack[-2]
        return any(key.binding.id == command_id for key in below.active_bindings.values())
