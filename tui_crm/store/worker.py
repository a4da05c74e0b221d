"""The one thread that uses the database.

All queries and writes of the screens run on it one after another; a database lock held by a
colleague makes this thread wait, never the screen.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, ParamSpec, TypeVar

from tui_crm.store.connection import environment_errors
from tui_crm.store.models.base import database

P = ParamSpec("P")
T = TypeVar("T")

_Job = tuple[Callable[[], Any], "Future[Any]"]


class DatabaseWorker:
    """Runs plain synchronous functions one after another on a thread with its own connection."""

    def __init__(self, opening: Callable[[], object]) -> None:
        """*opening* binds and connects the database; it runs first, on the thread."""
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
        return await asyncio.wrap_future(self.submit(function, *args, **kwargs))

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call on the thread and wait: for the command line and for tests."""
        return self.submit(function, *args, **kwargs).result()

    def close(self) -> None:
        """Finish the queued calls, close the connection, end the thread."""
        self._jobs.put(None)
        self._thread.join(timeout=20)

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
