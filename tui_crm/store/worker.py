"""The one thread that uses the database.

All queries and writes of the screens run on it one after another; a database lock held by a
colleague makes this thread wait, never the screen.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import Any, Final, ParamSpec, TypeVar

from tui_crm.store.connection import environment_errors
from tui_crm.store.models.base import database

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE: Final = 0.5
"""Seconds after which an answer is late."""

_Job = tuple[Callable[[], Any], "Future[Any]"]


class DatabaseWorker:
    """Runs plain synchronous functions one after another on a thread with its own connection."""

    def __init__(self, opening: Callable[[], object]) -> None:
        """*opening* binds and connects the database; it runs first, on the thread."""
        self.kept_waiting: Callable[[asyncio.Future[Any]], Awaitable[None]] | None = None
        """Called with an answer that is late; returns when it is there, or raises."""
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="database", daemon=True)
        self._thread.start()
        self.opened = self.submit(opening)

    def submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a call; its result, or the error it raised, arrives in the future."""
        future: Future[T] = Future()
        self._jobs.put((lambda: function(*args, **kwargs), future))
        return future

    async def __call__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call on the thread and await the result, without blocking the screen."""
        answer = asyncio.wrap_future(self.submit(function, *args, **kwargs))
        try:
            done, _late = await asyncio.wait({answer}, timeout=PATIENCE)
            if not done and self.kept_waiting is not None:
                await self.kept_waiting(answer)
            return await answer
        finally:
            # A caller that has gone: what did not begin yet is not done at all.
            answer.cancel()

    @property
    def waits_for_lock(self) -> bool:
        """Whether the thread waits for another process to end its transaction."""
        return bool(database.waits_for_lock)

    def give_up(self) -> None:
        """What waits for another process, or follows, is not written any more."""
        database.obj.given_up = True

    @property
    def who_writes(self) -> str:
        """The login of whoever the thread waits for; empty if it cannot be told."""
        return str(database.who_writes())

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call on the thread and wait: for the command line and for tests."""
        return self.submit(function, *args, **kwargs).result()

    def close(self) -> None:
        """Finish the queued calls, close the connection, end the thread.

        A call that waits for another process is left: nothing of it is in the database yet.
        """
        self._jobs.put(None)
        for _quarter_of_a_second in range(80):
            self._thread.join(timeout=0.25)
            waits = database.obj is not None and database.waits_for_lock
            if waits or not self._thread.is_alive():
                break

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            call, future = job
            if not future.set_running_or_notify_cancel():
                continue
            try:
                with environment_errors():
                    result = call()
            except BaseException as error:  # noqa: BLE001  # passed to the caller, not hidden
                future.set_exception(error)
            else:
                future.set_result(result)
        if database.obj is not None and not database.is_closed():
            database.close()
