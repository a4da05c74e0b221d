"""The terminal driver, hardened against hang-ups, stalls, stray bytes and badly timed signals.

It overrides private parts of Textual, so it is used with the tested versions only.
"""

from __future__ import annotations

import codecs
import os
import re
import select
import signal
import sys
import termios
import threading
import time
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import textual
from textual import events
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from tui_crm.terminal.sequences import handed_on_by_screen, usual
from tui_crm.terminal.typed_text import joined

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver
    from textual.message import Message

TESTED_TEXTUAL: Final = ("8.2.8",)
PASTE_SILENCE: Final = 1.0
MAX_BACKLOG: Final = 8 * 1024 * 1024
_HUNG_UP: Final = 128 + signal.SIGHUP
_LAST_RESORT: Final = 5.0
_PASTE_START: Final = "\x1b[200~"
_PASTE_END: Final = "\x1b[201~"
MAX_PASTE: Final = 4 * 1024 * 1024
# The clipboard and a notification.
_FOR_THE_DESKTOP: Final = ("\x1b]52;", "\x1b]9;")
# After Escape these begin a longer sequence, or (b, f) move by a word.
_NO_LETTER: Final = "[OPX]^_bf"
# What XTermParser raises on numbers and code points that no terminal sends.
_PARSER_ERRORS: Final = (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError)


def textual_is_tested() -> bool:
    """Whether the installed Textual is a version whose private parts were tested."""
    packages = Path(textual.__file__).parent.parent
    # importlib.metadata would give the same answer but takes milliseconds at the start.
    return any((packages / f"textual-{version}.dist-info").is_dir() for version in TESTED_TEXTUAL)


def driver_class() -> type[Driver]:
    """The hardened driver, or the stock one on a Textual that is not tested."""
    return CrmDriver if textual_is_tested() else LinuxDriver


class Writer(WriterThread):
    """A writer thread that never blocks the event loop, survives a closed line, writes UTF-8."""

    def __init__(self, fileno: int) -> None:
        super().__init__(sys.__stderr__ or sys.stderr)
        self._out = fileno
        self._chunks: deque[bytes] = deque()
        self._ready = threading.Condition()
        self._stopping = False
        self._behind_screen = os.environ.get("TERM", "").startswith("screen")
        self.backlog = 0
        self.dead = False

    def write(self, text: str) -> None:
        if self._behind_screen and text.startswith(_FOR_THE_DESKTOP):
            # It may be tmux, which obeys the plain sequence and ignores the wrapped one.
            text += handed_on_by_screen(text)
        data = text.encode("utf-8", "replace")
        with self._ready:
            # With such a backlog the terminal is as good as gone: do not fill the memory.
            if self.dead or self.backlog > MAX_BACKLOG:
                return
            self._chunks.append(data)
            self.backlog += len(data)
            self._ready.notify()

    def run(self) -> None:
        while True:
            with self._ready:
                self._ready.wait_for(lambda: self._chunks or self._stopping)
                if not self._chunks:
                    return
                data = b"".join(self._chunks)
                self._chunks.clear()
            self._send(data)
            with self._ready:
                self.backlog -= len(data)

    def _send(self, data: bytes) -> None:
        view = memoryview(data)
        while view and not self.dead:
            try:
                view = view[os.write(self._out, view) :]
            except BlockingIOError:
                select.select([], [self._out], [], 0.1)
            except OSError:
                self.dead = True

    def stop(self) -> None:
        """Wait at most a second for the last bytes: the terminal may have stopped reading."""
        with self._ready:
            self._stopping = True
            self._ready.notify()
        self.join(1.0)


class _Parser(XTermParser):
    """Names a letter or Enter right after Escape `alt+L`, `alt+enter`.

    A terminal sends the same bytes for Alt with a key and for Escape and a key typed quickly (with
    tmux, within half a second); `terminal.type_ahead` decides by the focus which one was meant.
    """

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        letter = sequence if alt else sequence[1:]
        lone = len(letter) == 1 and (letter.isprintable() or letter == "\r")
        if lone and (alt or (sequence[0] == "\x1b" and letter not in _NO_LETTER)):
            for event in super()._sequence_to_key_events(letter):
                yield events.Key(f"alt+{event.key}", letter)
        else:
            yield from super()._sequence_to_key_events(sequence, alt=alt)


class Keys:
    """Converts bytes from the terminal to messages; no input makes it fail.

    Pastes are collected here, because Textual's parser interprets sequences inside of them and
    never ends one whose closing mark was lost.
    """

    def __init__(self, *, debug: bool = False) -> None:
        self._debug = debug
        self._parser = _Parser(debug)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._paste: str | None = None
        self._tail = ""
        self._heard_at = 0.0

    @property
    def patience(self) -> float | None:
        """Seconds until `tick` has something to decide; None when nothing is pending."""
        if self._paste is not None:
            return PASTE_SILENCE
        due = self._parser._timeout_time  # not public
        return None if due is None else max(0.0, due - get_time()) + 0.001

    def feed(self, data: bytes) -> list[Message]:
        self._heard_at = time.monotonic()
        text = self._decode(data)
        messages: list[Message] = []
        while text:
            if self._paste is not None:
                text = self._collect(text, messages)
                continue
            heard = self._tail + text
            start = heard.find(_PASTE_START)
            cut = len(text) if start < 0 else start + len(_PASTE_START) - len(self._tail)
            self._feed_sequences(text[:cut], messages)
            text = text[cut:]
            if start < 0:
                self._tail = heard[1 - len(_PASTE_START) :]
            else:
                self._paste, self._tail = "", ""
        return messages

    def tick(self) -> list[Message]:
        """Messages after a pause: a lone Escape, and a paste whose end was lost."""
        messages: list[Message] = []
        if self._paste is not None:
            if time.monotonic() - self._heard_at >= PASTE_SILENCE:
                self._end_paste(self._paste, messages)
            return messages
        try:
            messages.extend(self._parser.tick())
        except _PARSER_ERRORS:
            self._parser = _Parser(self._debug)
        return messages

    def _feed_sequences(self, text: str, messages: list[Message]) -> None:
        # One sequence at a time, so that a bad one discards nothing else.
        for piece in re.split(r"(?=\x1b)", usual(text)):
            if not piece:
                continue
            try:
                messages.extend(self._parser.feed(piece))
            except _PARSER_ERRORS:
                # The parser is a generator, which is finished after an exception.
                self._parser = _Parser(self._debug)

    def _collect(self, text: str, messages: list[Message]) -> str:
        """Add to the paste; returns the text after its end."""
        collected = self._paste or ""
        pasted = collected + text
        end = pasted.find(_PASTE_END, max(0, len(collected) - len(_PASTE_END)))
        if end < 0 and len(pasted) < MAX_PASTE:
            self._paste = pasted
            return ""
        if end < 0:
            self._end_paste(pasted, messages)
            return ""
        self._end_paste(pasted[:end], messages)
        return pasted[end + len(_PASTE_END) :]

    def _end_paste(self, pasted: str, messages: list[Message]) -> None:
        self._paste = None
        # The parser has seen the start and must see the end; it reports an empty paste for it.
        list(self._parser.feed(_PASTE_END))
        messages.append(events.Paste(pasted.replace("\x00", "")))


class CrmDriver(LinuxDriver):
    """A `LinuxDriver` that survives faulty lines and terminals, and never enables the mouse."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,  # noqa: ARG002 - part of the signature; this program has no mouse
        size: tuple[int, int] | None = None,
    ) -> None:
        self._writer: Writer | None = None
        self._output = sys.__stderr__.fileno() if sys.__stderr__ is not None else 2
        self._raw: list[Any] | None = None
        self._suspended = self._stop_asked = False
        self._wake_reader, self._wake_writer = os.pipe()
        os.set_blocking(self._wake_reader, False)
        super().__init__(app, debug=debug, mouse=False, size=size)

    @property
    def backlog(self) -> int:
        """The number of bytes that the terminal has not read yet."""
        return 0 if self._writer is None else self._writer.backlog

    @property
    def _writer_thread(self) -> WriterThread | None:
        return self._writer

    @_writer_thread.setter
    def _writer_thread(self, stock: WriterThread | None) -> None:
        # The base class sets its own writer here, whose full queue would block the event loop.
        self._writer = None if stock is None else Writer(self._output)

    def _query_in_band_window_resize(self) -> None:
        """Do nothing: sizes come from the kernel, a report in the input may be ahead of it."""

    def start_application_mode(self) -> None:
        with suppress(BlockingIOError):
            os.read(self._wake_reader, 64)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGWINCH, self._terminal_resized)
        with suppress(termios.error):
            self._raw = termios.tcgetattr(self.fileno)

    def stop_application_mode(self) -> None:
        # The painter has left the colours of its last frame.
        self.write("\x1b[m")
        super().stop_application_mode()

    def suspend_application_mode(self) -> None:
        self._suspended = True
        super().suspend_application_mode()

    def resume_application_mode(self) -> None:
        self._suspended = False
        super().resume_application_mode()
        # The size has not changed, so only this repaints what the shell has overwritten.
        self._loop.call_soon_threadsafe(self._app.call_later, self._app.refresh)

    def _terminal_resized(self, *_: object) -> None:
        """Report the new size between two steps of the event loop.

        While a window is dragged, the next signal may interrupt the handler of the last one, which
        would then report the older size last.
        """
        with suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self._send_size)

    def _send_size(self) -> None:
        size = Size(*self._get_terminal_size())
        self.send_message(events.Resize(size, size))

    def _sigtstp_application(self, *_: object) -> None:
        """Suspend between two steps of the event loop.

        The handler interrupts the main thread anywhere, also while it holds the writer's lock; then
        the writer could not write before the process stops.
        """
        if not self._auto_restart:
            # The terminal belongs to another program (the editor), and the loop waits for it.
            super()._sigtstp_application()
            return
        self._stop_asked = True
        self._loop.call_soon_threadsafe(self._stop)

    def _stop(self) -> None:
        # A SIGCONT that came meanwhile cancels the stop, as it does in the kernel.
        if self._stop_asked:
            self._stop_asked = False
            super()._sigtstp_application()

    def _sigcont_application(self, *_: object) -> None:
        """Resume only if suspended: systemd and hang-ups send SIGCONT to running processes."""
        self._stop_asked = False
        if self._suspended:
            super()._sigcont_application()
        elif self._raw is not None and self._writer is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._raw)
            self._terminal_resized()

    def _get_terminal_size(self) -> tuple[int, int]:
        """The size from the terminal; `shutil` would prefer a stale COLUMNS variable."""
        try:
            size = os.get_terminal_size(self._output)
        except OSError:
            return 80, 24
        return size.columns or 80, size.lines or 24

    def disable_input(self) -> None:
        self._raw = None
        os.write(self._wake_writer, b"x")
        super().disable_input()

    def run_input_thread(self) -> None:
        keys = Keys(debug=self._debug)
        while not self.exit_event.is_set():
            sources = [self.fileno, self._wake_reader]
            readable, _, _ = select.select(sources, [], [], keys.patience)
            if self._wake_reader in readable:
                self.exit_event.wait(1.0)
                return
            messages = keys.tick()
            if self.fileno in readable:
                try:
                    data = os.read(self.fileno, 4096)
                except BlockingIOError:
                    continue
                except OSError:  # EIO: the line is gone
                    data = b""
                if not data:
                    self._hang_up()
                    return
                messages += keys.feed(data)
            for message in joined(messages):
                self.process_message(message)

    def process_message(self, message: Message) -> None:
        """Ignore a size reported in the input unless the kernel has the same."""
        if isinstance(message, events.Resize) and message.size != self._get_terminal_size():
            return
        with suppress(RuntimeError):  # the loop is closed: keys are no longer handled
            super().process_message(message)

    def _hang_up(self) -> None:
        """Send SIGHUP to this process, since a wrapper may ignore the one from the kernel."""
        os.kill(os.getpid(), signal.SIGHUP)
        # In case that is ignored, too; with less delay it would exit before drafts are saved.
        leave = partial(self._app.exit, return_code=_HUNG_UP)
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._loop.call_later, _LAST_RESORT, leave)
