"""A table, a dialog and a timer line, painted in either way: run by the painting tests."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import DataTable, Input, Label, Static

from tui_crm.terminal.driver import driver_class
from tui_crm.terminal.painter import install


class Dialog(ModalScreen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Close")]
    CSS = "Dialog { align: center middle; } Input { width: 40; }"

    def compose(self) -> ComposeResult:
        yield Label("Zażółć gęślą 漢字")
        field = Input()
        field.cursor_blink = False
        yield field


class Demo(App[None]):
    ENABLE_COMMAND_PALETTE = False
    CSS = "DataTable { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "modal", "Modal"),
        Binding("t", "turn", "Theme"),
        Binding("r", "reply", "Reply"),
    ]

    def __init__(self) -> None:
        super().__init__(driver_class=driver_class())
        self.answers = self.keys = 0

    async def on_event(self, event: events.Event) -> None:
        """Name the terminal after the number of keys, and the last size, that have been painted."""
        pressed = isinstance(event, events.Key) and not event.is_forwarded
        await super().on_event(event)
        if pressed:
            self.keys += 1
            self.screen.call_after_refresh(self.tell, f"{self.keys} keys")
        elif isinstance(event, events.Resize):
            self.screen.call_after_refresh(self.tell, f"{event.size.width} columns")

    def tell(self, painted: str) -> None:
        assert self._driver is not None
        self._driver.write(f"\x1b]2;{painted}\x07")

    def compose(self) -> ComposeResult:
        yield Static("Demo \x1b]0;title\x07", markup=False)
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        install(self)
        table = self.query_one(DataTable)
        table.add_columns("No", "Name", "City", "Phone")
        for number in range(200):
            table.add_row(str(number), f"Contractor {number}", "Łódź 漢", f"+48 600 {number:06}")

    def action_modal(self) -> None:
        self.push_screen(Dialog())

    async def action_reply(self) -> None:
        """Paint, wait as for the database, and paint again."""
        title = self.query_one(Static)
        self.answers += 1
        title.update(f"Asking {self.answers}", layout=False)
        await asyncio.sleep(0.003)
        title.update(f"Answered {self.answers} Łódź", layout=False)

    def action_turn(self) -> None:
        self.theme = "textual-light"


if __name__ == "__main__":
    Demo().run(mouse=False)
