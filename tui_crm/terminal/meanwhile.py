"""Keys that are handled while the action of an earlier key waits.

An action runs in the app's own queue, so that nothing else in that queue is handled until it ends:
the next keys wait, which is what keeps them in order. While a colleague's transaction is waited
for, that would leave the operator before a dead keyboard.
"""

from __future__ import annotations

import asyncio
from collections.abc import Container
from typing import TYPE_CHECKING, Any

from textual import events

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message
    from textual.screen import Screen


class Meanwhile:
    """Handles some keys at once, and all keys of the screens that these open."""

    def __init__(self, app: App[Any], keys: Container[str]) -> None:
        self._app = app
        self._keys = keys
        self._below = app.screen
        self._opened: Screen[Any] | None = None
        self._last: asyncio.Task[None] | None = None

    def takes(self, message: Message) -> bool:
        """Whether this is such a key; it is handled then, after those taken before."""
        if not isinstance(message, events.Key):
            return False
        opened = self._opened in self._app.screen_stack
        if not opened and message.key not in self._keys:
            return False
        self._last = asyncio.create_task(self._handle(message, self._last))
        return True

    async def _handle(self, key: events.Key, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait({before})
        app = self._app
        opened = self._opened in app.screen_stack
        if key.is_forwarded or not opened:
            # From a field that cannot use it; or the queue it would be forwarded to may be stuck.
            await app._check_bindings(key.key)
        elif not await app._check_bindings(key.key, priority=True):
            (app.focused or app.screen)._forward_event(key)
        if self._opened not in app.screen_stack and app.screen is not self._below:
            self._opened = app.screen

    async def close(self) -> None:
        """Close what was opened, once what was taken is handled."""
        if self._last is not None:
            await asyncio.wait({self._last})
        while self._opened in self._app.screen_stack:
            # Not awaited: the screen below may be the one whose handler waits.
            self._app.pop_screen()
