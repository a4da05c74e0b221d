"""The base class of the app: key gate, orderly exit, handling of bugs.

All overrides of private methods of Textual's `App` are here, so that `ui` needs none.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Container
from contextlib import asynccontextmanager, suppress
from typing import Any
from weakref import WeakSet

from textual import events
from textual.app import App
from textual.message import Message
from textual.worker import WorkerFailed

from tui_crm.domain.errors import CrmError
from tui_crm.settings import BUG
from tui_crm.terminal.meanwhile import Meanwhile
from tui_crm.terminal.pens import Inks
from tui_crm.terminal.type_ahead import TypeAheadGate

log = logging.getLogger("tui_crm")

LAST_BYTES = 0.1
LAST_KEYS = 1.0
"""Seconds in which the last keys may be handled before an exit; less than the grace of signals."""


class TerminalApp(App[int]):
    """The part of the app that depends on the terminal and on how Textual runs an app."""

    def __init__(self, *, driver: Any = None) -> None:
        super().__init__(driver_class=driver)
        self.gate = TypeAheadGate(self)
        self.bug: Exception | None = None
        """The exception that ended the program, if it was a bug."""
        self.leaving = False
        self.inks = Inks.OWN
        """Which colours of the terminal the theme is drawn with."""
        self._ending: asyncio.Task[None] | None = None
        self.gone = asyncio.Event()
        """Set when the app is about to end."""
        self._meanwhile: Meanwhile | None = None
        self._taken: WeakSet[events.Key] = WeakSet()

    def post_message(self, message: Message) -> bool:
        """Keys that work while another key waits do not queue behind it."""
        if isinstance(message, events.Key):
            if self._meanwhile is not None and self._meanwhile.takes(message):
                return True
            if message in self._taken:
                # It comes up from a field of what was opened meanwhile and is closed now.
                return True
        return super().post_message(message)

    @property
    def waits(self) -> bool:
        """Whether a key's action waits, so that only some keys work."""
        return self._meanwhile is not None

    @asynccontextmanager
    async def waiting(self, keys: Container[str]) -> AsyncIterator[None]:
        """Within this block a key's action waits; these keys, and all in what they open, work.

        The block is left when what they have opened is closed, since the action goes on with what
        is below.
        """
        self._meanwhile = now = self._meanwhile or Meanwhile(self, keys, self._taken)
        now.waiting += 1
        try:
            yield
            await now.closed(self.gone)
        finally:
            # Several may wait, and the first need not be the last to have its answer.
            now.waiting -= 1
            if not now.waiting:
                self._meanwhile = None

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes have to pass the gate first, so that none is handled too early."""
        typed = isinstance(event, events.Key | events.Paste)
        if typed and not event.is_forwarded and not self.gate.admit(event):
            return
        await super().on_event(event)

    def on_load(self) -> None:
        """Start the gate's counting, and set the same task order on every Python."""
        # From 3.12 on Textual uses eager tasks: a screen would be composed before it is on the
        # stack, and the effects of a key would be handled in another order.
        asyncio.get_running_loop().set_task_factory(None)
        self.gate.watch()

    def get_screen(self, screen: Any, screen_class: Any = None) -> Any:
        """A screen that is about to be mounted, with its stylesheets read."""
        found = super().get_screen(screen, screen_class)
        self._load_screen_css(found)
        return found

    # Leaving

    def end(self, status: int) -> None:
        """Exit after a signal or a dropped line; earlier input is handled first."""
        if self._ending is None:
            self._ending = asyncio.create_task(self._end(status))

    async def _end(self, status: int) -> None:
        # The input thread may still have to deliver its last bytes.
        await asyncio.sleep(LAST_BYTES)
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.gate.rest(), LAST_KEYS)
        finally:
            self.exit(status)

    def exit(self, *args: Any, **kwargs: Any) -> None:
        """Exit; from here on errors are only logged, since screens are being removed."""
        self.leaving = True
        self.gone.set()
        super().exit(*args, **kwargs)

    # Bugs

    def keep_typed(self) -> None:
        """Save typed input because the program is about to end by a bug; a hook for the app."""

    def tell(self, error: CrmError) -> None:
        """Show the sentence of an expected error that nothing nearer has shown; a hook."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except CrmError as error:
            self.tell(error)

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, CrmError):
            self.tell(cause)
            return
        if self.leaving or self._closing or not self.is_running:
            log.warning("while leaving: %s", "".join(traceback.format_exception(error)))
            return
        log.error("".join(traceback.format_exception(error)))
        self.keep_typed()
        self.bug = error
        self._return_code = BUG
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without Textual's traceback, which would print local variables with stored data."""
        self.bell()
        self._close_messages_no_wait()

    def _set_pointer_shape(self, shape: str) -> None:
        """Do nothing: the program does not use the mouse."""
