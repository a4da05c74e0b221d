"""Keys typed ahead arrive where they were meant, however many come in one packet.

Textual hands a key to whatever has the focus *now*, while the key before it may still be on its
way to open a window or to move the focus. The gate lets a key through only when everything the
last one set off has been handled: the queues of the app, the focused widget, all above it and the
app again are each asked to answer, in order, until a whole round of it meets nothing else that was
handled. One round is not enough: a key climbs to the app faster than the questions do, and what
its action says then begins below again. Letters that a text field takes for itself pass freely one
after the other, because its own queue keeps their order.

Alt and a letter is for a terminal the same as Escape and a letter typed fast. No key here has
an Alt, so it is taken for the two; but in a text field for the letter, since Polish letters may
arrive that way. With Enter it is the same, and in a note a line end.

The rule for everybody else: what a key causes is awaited in the handler of that key, never put
into a worker whose result the next key depends on.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual import events, messages
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message
    from textual.message_pump import MessagePump
    from textual.screen import Screen

PATIENCE = 20.0
"""Seconds to wait for one queue: longer than the database waits for a colleague's lock."""

ROUNDS = 20
"""After so many rounds the next key is let through all the same: something never comes to rest."""

BLIND_ROUNDS = 3
"""Rounds that are enough for nearly everything, where nobody can count."""

OF_ITSELF = (events.Timer, messages.Layout, messages.Update, messages.UpdateScroll, messages.Prompt)
"""What is handled without anybody typing, and what only paints."""


class TypeAheadGate:
    """Holds keys and pastes back until what the last one set off has come to rest."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: deque[events.Event] = deque()
        self._passing: events.Event | None = None
        self._task: asyncio.Task[None] | None = None
        self._field: Widget | None = None
        self._forgotten: Callable[[int], None] | None = None
        self._handled = 0
        self._watches = False

    def watch(self) -> None:
        """Count what is handled; for the task of the app, before it begins anything else."""
        with suppress(ImportError):  # a part of Textual of its own; without it rounds are counted
            from textual._context import message_hook  # noqa: PLC0415

            message_hook.set(self._count)
            self._watches = True

    def _count(self, message: Message) -> None:
        if not isinstance(message, OF_ITSELF):
            self._handled += 1

    def forget(self, told: Callable[[int], None]) -> None:
        """Let nothing through that has come until the last key has done its work.

        For a key that kept the operator waiting and then closed what was typed into. *told* is
        called with the number of what was forgotten, once all is at rest.
        """
        if self._task is not None:
            self._forgotten = told

    def admit(self, event: events.Event) -> bool:
        """Whether to handle the event now; if not, the gate hands it in again when it may."""
        if event is self._passing:
            self._passing = None
            return True
        if self._task is None and self._is_text(event) and self._field is self._app.focused:
            return True
        self._waiting.append(event)
        if self._task is None:
            self._task = asyncio.create_task(self._let_through())
        return False

    @property
    def busy(self) -> bool:
        """Whether keys wait, or what one has set off has not come to rest."""
        return self._task is not None

    async def rest(self) -> None:
        """Wait until every key that was typed has been handled, and all that it set off."""
        while self._task is not None:
            await asyncio.wait({self._task})
        await self._drain()

    def _is_text(self, event: events.Event) -> bool:
        focused = self._app.focused
        return (
            isinstance(event, events.Key)
            and focused is not None
            and focused.check_consume_key(event.key, event.character)
        )

    async def _let_through(self) -> None:
        try:
            while self._waiting:
                if self._field is not None and not (
                    self._is_text(self._waiting[0]) and self._field is self._app.focused
                ):
                    self._field = None
                    await self._drain()
                event = self._waiting.popleft()
                if (letter := _behind_escape(event)) and not self._is_text(event):
                    self._waiting.extendleft((letter, events.Key("escape", "\x1b")))
                    continue
                is_text, focused = self._is_text(event), self._app.focused
                self._passing = event
                self._app.post_message(event)
                if is_text:
                    self._field = focused
                    await self._answer(self._app)
                else:
                    await self._drain()
                if self._forgotten is not None:
                    await self._forget_waiting(self._forgotten)
        finally:
            self._task = None

    async def _forget_waiting(self, told: Callable[[int], None]) -> None:
        self._forgotten = None
        # What was typed meanwhile stands in the queue of the app, behind the key that was slow.
        await self._drain()
        forgotten = len(self._waiting)
        self._waiting.clear()
        told(forgotten)

    async def _drain(self) -> None:
        for asked in range(1, ROUNDS + 1):
            before = self._standing()
            await self._answer(self._app)
            for node in self._path():
                await self._answer(node)
            if before == self._standing() and (self._watches or asked >= BLIND_ROUNDS):
                return

    def _standing(self) -> tuple[object, object, int]:
        stack = self._app.screen_stack
        return (stack[-1] if stack else None, self._app.focused, self._handled)

    def _path(self) -> list[MessagePump]:
        stack = self._app.screen_stack
        start = self._app.focused or (stack[-1] if stack else None)
        return [] if start is None else list(start.ancestors_with_self)

    async def _answer(self, node: MessagePump) -> None:
        if await answered(node):
            self._handled -= 1  # the question itself


def _behind_escape(event: events.Event) -> events.Key | None:
    """What Alt was pressed with, a letter or Enter, as `session.driver` names it."""
    if not isinstance(event, events.Key) or not event.key.startswith("alt+"):
        return None
    if event.character is None or not (event.character.isprintable() or event.character == "\r"):
        return None
    return events.Key(event.key.removeprefix("alt+"), event.character)


async def answered(node: MessagePump) -> bool:
    """Wait until a queue has handled all that stands in it now; False when it does not answer."""
    answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def reached() -> None:
        if not answer.done():
            answer.set_result(None)

    if node.is_running and node.call_later(reached):
        with suppress(TimeoutError):
            await asyncio.wait_for(answer, PATIENCE)
            return True
    return False


async def drained(screen: Screen[Any]) -> None:
    """Wait until what the focused field has said has reached its screen.

    For actions of a key, which run in the app's own queue: that one is not waited for.
    """
    start: Widget = screen.focused or screen
    for node in start.ancestors_with_self:
        if isinstance(node, Widget):
            await answered(node)
