"""Every widget hears of its own size, whoever asked meanwhile where something stands."""

from __future__ import annotations

import asyncio

from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from tui_crm.terminal.layout import tell_sizes


class Heard(Widget):
    height = 0

    def on_resize(self, event: events.Resize) -> None:
        self.height = event.size.height


class ListBelowField(Screen[None]):
    def compose(self) -> ComposeResult:
        with Vertical(id="list"):
            yield Heard()


async def test_a_list_that_opens_again_hears_its_new_size() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        screen = ListBelowField()
        tell_sizes(screen)
        await app.push_screen(screen)
        box, rows = screen.query_one("#list"), screen.query_one(Heard)
        box.styles.height, box.display = 1, False
        await pilot.pause(0.1)
        # As after a frame in which something hidden had changed.
        screen._compositor._full_map_invalidated = True
        box.styles.height, box.display = 2, True
        while box.region.height != 2:
            # Somebody asks where it stands before all is laid out anew.
            await asyncio.sleep(0)
            screen._compositor._full_map_invalidated = True
        await pilot.pause(0.1)
        assert rows.height == 2
