"""Keys that are handled while the action of an earlier key waits.

An action runs in the app's own queue, so that nothing else in that queue is handled until it ends:
the next keys wait, which is what keeps them in order. While a colleague's transaction is waited
for, that would leave the operator before a dead keyboard.
"""

from __future__ import annotations

import asyncio
from collections.abc import Container
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from textual import events

if TYPE_CHECKING:
    from weakref import WeakSet

    from textual.app import App
    from textual.screen import Screen


_LOOK_AGAIN: Final = 0.05


class Meanwhile:
    """Handles some keys at once, and all keys of the screens that these open."""

    def __init__(self, app: App[Any], keys: Container[str], taken: WeakSet[events.Key]) -> None:
        """*taken* gets the keys that are handled here."""
        self._app = app
        self._keys = keys
        self._taken = taken
        self.waiting = 0
        """How many wait."""
        self._opening = False
        self._opened: Screen[Any] | None = None
        self._last: asyncio.Task[None] | None = None

    @property
    def _is_open(self) -> bool:
        return self._opened in self._app.screen_stack

    def takes(self, key: events.Key) -> bool:
        """Whether this is such a key; it is handled then, after those taken before.

        A key that is text where the focus is (`?` in a note) stays text.
        """
        if not (self._opening or self._is_open):
            focused = self._app.focused
            is_text = focused is not None and focused.check_consume_key(key.key, key.character)
            if is_text or key.key not in self._keys:
                return False
            self._opening = True
        self._taken.add(key)
        self._last = asyncio.create_task(self._handle(key, self._last))
        return True

    async def _handle(self, key: events.Key, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait({before})
        # A key from the terminal comes without the context that opening a screen needs.
        with self._app._context():
            await self._act_on(key)

    async def _act_on(self, key: events.Key) -> None:
        app = self._app
        if self._is_open and not key.is_forwarded:
            if not await app._check_bindings(key.key, priority=True):
                (app.focused or app.screen)._forward_event(key)
        elif self._is_open:
            # It has come up from the field, which could not use it.
            await app._check_bindings(key.key)
        elif key.key in self._keys:
            # Not forwarded: the queue of the field may be the one that waits.
            below = app.screen
            try:
                await app._check_bindings(key.key)
            finally:
                self._opened = app.screen if app.screen is not below else None
                self._opening = False

    async def closed(self, gone: asyncio.Event) -> None:
        """Wait until the operator has closed what was opened, or the app is about to end."""
        while (self._opening or self._is_open) and not gone.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(gone.wait(), _LOOK_AGAIN)
