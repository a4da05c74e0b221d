"""An app in a terminal: keys pass a gate, leaving is orderly, a bug is loud and shows no data.

What of it overrides private parts of Textual is here, so that `ui` overrides none.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from contextlib import suppress
from typing import Any

from textual import events
from textual.app import App

from tui_crm.settings import BUG
from tui_crm.terminal.type_ahead import TypeAheadGate

log = logging.getLogger("tui_crm")

LAST_BYTES = 0.1
LAST_KEYS = 1.0
"""Seconds that the last keys may take when the program is to end, within the grace of signals."""


class TerminalApp(App[int]):
    """The part of the app that knows the terminal and how Textual runs an app."""

    def __init__(self, *, driver: Any = None) -> None:
        super().__init__(driver_class=driver)
        self.gate = TypeAheadGate(self)
        self.bug: Exception | None = None
        """What ended the program, if it was a bug."""
        self.leaving = False
        self._ending: asyncio.Task[None] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes pass the gate first, so that none is handled too early."""
        typed = isinstance(event, events.Key | events.Paste)
        if typed and not event.is_forwarded and not self.gate.admit(event):
            return
        await super().on_event(event)

    def on_load(self) -> None:
        """Nothing is handled that the gate does not count, in one order on every Python."""
        # From 3.12 on Textual lets tasks begin within the call that makes them: a screen would be
        # composed before it is on the stack, and what a key sets off would come in another order.
        asyncio.get_running_loop().set_task_factory(None)
        self.gate.watch()

    def get_screen(self, screen: Any, screen_class: Any = None) -> Any:
        """A screen that is about to be mounted; its sheets are read by then."""
        found = super().get_screen(screen, screen_class)
        self._load_screen_css(found)
        return found

    # Leaving

    def end(self, status: int) -> None:
        """Leave for a signal or a dropped line; what was typed before it is handled first."""
        if self._ending is None:
            self._ending = asyncio.create_task(self._end(status))

    async def _end(self, status: int) -> None:
        # The thread that reads the terminal may have to hand over its last bytes yet.
        await asyncio.sleep(LAST_BYTES)
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.gate.rest(), LAST_KEYS)
        finally:
            self.exit(status)

    def exit(self, *args: Any, **kwargs: Any) -> None:
        """Leave: from here on the screens go, under whatever is still being done on them."""
        self.leaving = True
        super().exit(*args, **kwargs)

    # Bugs

    def keep_typed(self) -> None:
        """Write down what is typed: the program is about to end by a bug."""

    def _handle_exception(self, error: Exception) -> None:
        if self.leaving or self._closing or not self.is_running:
            log.warning("while leaving: %s", "".join(traceback.format_exception(error)))
            return
        log.error("".join(traceback.format_exception(error)))
        self.keep_typed()
        self.bug = error
        self._return_code = BUG
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Textual would print local variables here; ours go nowhere."""
        self.bell()
        self._close_messages_no_wait()

    def _set_pointer_shape(self, shape: str) -> None:
        """There is no mouse, so nothing is told to a pointer."""
