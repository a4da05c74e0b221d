"""The gate that delays keys typed ahead until the effects of the previous key are handled.

Textual sends a key to the widget that has the focus *now*, while the previous key may still be
about to open a window or to move the focus. The gate lets a key through only when all messages
caused by the last one have been handled: it posts a callback to the queues of the app, the focused
widget, its ancestors and the app again, one after another, until in a whole round nothing else was
handled. One round is not enough: a key bubbles to the app faster than the callbacks, and messages
of its action begin at the bottom again. Letters for a text field pass without waiting, because the
field's own queue keeps their order.

A terminal sends the same bytes for Alt with a letter and for Escape and a letter typed quickly. No
key binding uses Alt, so it is read as the two keys; but in a text field as the letter, since Polish
letters may arrive that way. With Enter it is the same; in a note that is a line end.

The rule for all other code: the effects of a key are awaited in its handler, never put into a
worker whose result the next key depends on.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual import events, messages
from textual.widget import Widget

from tui_crm.terminal.typed_text import TypedText, is_run

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message
    from textual.message_pump import MessagePump
    from textual.screen import Screen

PATIENCE = 20.0
"""Seconds to wait for one queue; longer than the database waits for a lock."""

ROUNDS = 20
"""After so many rounds the next key is let through in any case."""

BLIND_ROUNDS = 3
"""Rounds that are nearly always enough, if messages cannot be counted."""

OF_ITSELF = (events.Timer, messages.Layout, messages.Update, messages.UpdateScroll, messages.Prompt)
"""Messages that do not count: they occur without input, or only paint."""


class TypeAheadGate:
    """Holds keys and pastes back until all effects of the last one have been handled."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: deque[events.Event] = deque()
        self._passing: events.Event | None = None
        self._task: asyncio.Task[None] | None = None
        self._field: Widget | None = None
        self._report_discarded: Callable[[int], None] | None = None
        self._handled = 0
        self._watches = False

    def watch(self) -> None:
        """Count handled messages; call it in the app's task, before it starts other tasks."""
        with suppress(ImportError):  # not in every Textual; without it, rounds are counted
            from textual._context import message_hook  # noqa: PLC0415

            message_hook.set(self._count)
            self._watches = True

    def _count(self, message: Message) -> None:
        if not isinstance(message, OF_ITSELF):
            self._handled += 1

    def forget(self, report: Callable[[int], None]) -> None:
        """Discard all keys that arrive before the effects of the last key have been handled.

        For a slow key that then closed the window which the keys were meant for. *report* is called
        with the number of discarded keys, once everything is handled.
        """
        if self._task is not None:
            self._report_discarded = report

    def admit(self, event: events.Event) -> bool:
        """Whether to handle the event now; if not, the gate posts it again later."""
        if event is self._passing:
            self._passing = None
            return True
        if self._task is None and self._is_text(event) and self._field is self._app.focused:
            return True
        last = self._waiting[-1] if self._waiting else None
        if isinstance(last, TypedText) and is_run(event):
            # The further the screen is behind, the longer is each of its steps.
            self._waiting[-1] = last.followed_by(event)
        else:
            self._waiting.append(event)
        if self._task is None:
            self._task = asyncio.create_task(self._let_through())
        return False

    @property
    def busy(self) -> bool:
        """Whether keys are waiting, or effects of one have not been handled yet."""
        return self._task is not None

    async def rest(self) -> None:
        """Wait until all typed keys and their effects have been handled."""
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
                if (letter := _key_after_escape(event)) and not self._is_text(event):
                    self._waiting.extendleft((letter, events.Key("escape", "\x1b")))
                    continue
                if isinstance(event, TypedText):
                    text, rest = event.split(self._app.focused)
                    self._waiting.extendleft(reversed(rest))
                    if text is None:
                        continue
                    event = text
                is_text, focused = self._is_text(event), self._app.focused
                self._passing = event
                self._app.post_message(event)
                if is_text:
                    self._field = focused
                    await self._answer(self._app)
                else:
                    await self._drain()
                if self._report_discarded is not None:
                    await self._discard_waiting(self._report_discarded)
        finally:
            self._task = None

    async def _discard_waiting(self, report: Callable[[int], None]) -> None:
        self._report_discarded = None
        # Keys typed meanwhile are in the queue of the app, after the slow key.
        await self._drain()
        discarded = len(self._waiting)
        self._waiting.clear()
        report(discarded)

    async def _drain(self) -> None:
        for asked in range(1, ROUNDS + 1):
            before = self._snapshot()
            await self._answer(self._app)
            for node in self._path():
                await self._answer(node)
            if before == self._snapshot() and (self._watches or asked >= BLIND_ROUNDS):
                return

    def _snapshot(self) -> tuple[object, object, int]:
        stack = self._app.screen_stack
        return (stack[-1] if stack else None, self._app.focused, self._handled)

    def _path(self) -> list[MessagePump]:
        stack = self._app.screen_stack
        start = self._app.focused or (stack[-1] if stack else None)
        return [] if start is None else list(start.ancestors_with_self)

    async def _answer(self, node: MessagePump) -> None:
        if await answered(node):
            self._handled -= 1  # the callback itself


def _key_after_escape(event: events.Event) -> events.Key | None:
    """The letter or Enter of a key that `terminal.driver` has named `alt+…`; None for others."""
    if not isinstance(event, events.Key) or not event.key.startswith("alt+"):
        return None
    if event.character is None or not (event.character.isprintable() or event.character == "\r"):
        return None
    return events.Key(event.key.removeprefix("alt+"), event.character)


async def answered(node: MessagePump) -> bool:
    """Wait until a node has handled all messages now in its queue; False on a timeout."""
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
    """Wait until the messages of the focused field have reached its screen.

    For actions of keys: they run in the app's own queue, which is therefore not waited for.
    """
    start: Widget = screen.focused or screen
    for node in start.ancestors_with_self:
        if isinstance(node, Widget):
            await answered(node)
