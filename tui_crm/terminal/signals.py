"""Ending the program in order on HUP, INT, TERM and QUIT, even when the event loop is blocked."""

from __future__ import annotations

import asyncio
import os
import signal
import termios
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

ENDING: Final = frozenset({signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT})
GRACE: Final = 2.0

# Resets: Kitty keys, synchronized output, paste, focus, mouse; wrap, colours, region, screen,
# cursor.
_SANE: Final = (
    b"\x1b[<u\x1b[?2026l\x1b[?2004l\x1b[?1004l\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l"
    b"\x1b[?7h\x1b[m\x1b[r\x1b[?1049l\x1b[?25h"
)


def unblock_in_child() -> None:
    """For `preexec_fn`: a child inherits the blocked signals, so it could not be terminated."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


class SignalGuard:
    """Handles HUP, TERM and QUIT in a thread of its own; `status` is 128 + n after signal n.

    INT is handed on to that thread by a handler, because an external editor in the same terminal
    gets it too, and then only the handler is exchanged.

    The process ends at the latest after `flush`, which must be bounded, and `grace` seconds.
    """

    def __init__(self, flush: Callable[[], object], *, grace: float = GRACE) -> None:
        self.status: int | None = None
        self._flush = flush
        self._grace = grace
        self._exit: Callable[[], object] | None = None
        self._terminal: list[Any] | None = None

    def install(self) -> None:
        """Call from the main thread before any other thread starts: threads inherit the mask."""
        with suppress(termios.error, OSError):
            self._terminal = termios.tcgetattr(0)
        # nohup leaves SIGHUP ignored, and the kernel discards ignored signals.
        for number in ENDING:
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        signal.signal(signal.SIGINT, self._interrupted)
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        threading.Thread(target=self._watch, name="signals", daemon=True).start()

    def attach(
        self, loop: asyncio.AbstractEventLoop, request_exit: Callable[[int], object]
    ) -> None:
        """From now on let this loop exit first; `request_exit` runs in it with the exit status."""

        def ask() -> None:
            # A closed loop raises; then the main thread is exiting already.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(request_exit, self.status or 1)

        self._exit = ask

    def detach(self) -> None:
        """The app has ended and the terminal is restored: a signal now ends the process at once."""
        self._exit = None

    def _interrupted(self, *_: object) -> None:
        self.status = 128 + signal.SIGINT
        os.kill(os.getpid(), signal.SIGTERM)

    def _watch(self) -> None:
        number = signal.sigwait(ENDING)
        self.status = self.status or 128 + number
        try:
            # First, because after the request to exit the process may end within 30 ms.
            self._flush()
            if self._exit is not None:
                self._exit()
                # A second signal is ignored: a hang-up comes from the kernel and from the driver.
                time.sleep(self._grace)
        finally:
            self._leave()

    def _leave(self) -> None:
        with suppress(OSError, termios.error):
            self._restore_terminal()
        os._exit(self.status or 1)

    def _restore_terminal(self) -> None:
        # With SIGTTOU blocked a background process can restore the terminal without being stopped.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        # Opened anew: O_NONBLOCK on the inherited description would affect the shell.
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        if self._terminal is not None:
            termios.tcsetattr(terminal, termios.TCSANOW, self._terminal)
        os.write(terminal, _SANE)
