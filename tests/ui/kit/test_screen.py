"""What a screen does beside its keys ends with it."""

from __future__ import annotations

import asyncio

import pytest
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import WorkerFailed

from tests.support.ui.driver import CrmDriver
from tui_crm.ui.kit.screen import CrmWindow


class Window(CrmWindow[None]):
    """Shows an answer that comes late."""

    def __init__(self, crm: CrmDriver) -> None:
        super().__init__(crm.app.crm)
        self.answered = asyncio.Event()
        self.ended = asyncio.Event()

    def compose(self) -> ComposeResult:
        yield Static("", id="answer")

    async def answer(self) -> None:
        await self.answered.wait()
        try:
            self.query_one("#answer", Static).update("late")
        finally:
            self.ended.set()


async def late(crm: CrmDriver) -> Window:
    """A window whose answer is under way, and whose line for it has gone already."""
    window = Window(crm)
    await crm.app.push_screen(window)
    window.run_in_background(window.answer(), group="answer")
    await crm.pilot.pause()
    await window.query_one("#answer").remove()
    return window


async def test_an_answer_for_a_window_that_closes_is_dropped(crm: CrmDriver) -> None:
    window = await late(crm)
    window.finish()
    window.answered.set()
    await window.ended.wait()
    await crm.rest()
    await crm.see("OVERDUE")


async def test_a_widget_that_is_missing_in_an_open_window_is_a_bug(crm: CrmDriver) -> None:
    window = await late(crm)
    window.answered.set()
    await window.ended.wait()
    with pytest.raises(WorkerFailed, match="#answer"):
        await crm.leave()
