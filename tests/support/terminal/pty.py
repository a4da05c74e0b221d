"""Drives the real program in a real pseudo-terminal, the way a hand at a keyboard would."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, Self

from tests.support.terminal.emulator import Emulator, Screen

_CSI_KEYS = {"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F"}
_TILDE_KEYS = {
    "insert": 2, "delete": 3, "pageup": 5, "pagedown": 6, "f5": 15, "f6": 17, "f7": 18, "f8": 19,
    "f9": 20, "f10": 21, "f11": 23, "f12": 24,
}  # fmt: skip
_MODIFIERS = {"shift": 1, "alt": 2, "ctrl": 4}
_KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ",
    "backspace": "\x7f", "ctrl+space": "\x00", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR",
    "f4": "\x1bOS", "plus": "+",
}  # fmt: skip


def key_bytes(key: str) -> str:
    """What xterm sends for a key that is named as in Textual."""
    if key in _KEYS or len(key) == 1:
        return _KEYS.get(key, key)
    *held, name = key.split("+")
    modifier = 1 + sum(_MODIFIERS[one] for one in held)
    if name in _CSI_KEYS:
        return f"\x1b[1;{modifier}{_CSI_KEYS[name]}" if held else f"\x1b[{_CSI_KEYS[name]}"
    if name in _TILDE_KEYS:
        return f"\x1b[{_TILDE_KEYS[name]}{f';{modifier}' if held else ''}~"
    if held == ["ctrl"] and len(name) == 1:
        return chr(ord(name.upper()) & 0x1F)
    if held == ["alt"]:
        return "\x1b" + key_bytes(name)
    raise ValueError(f"no terminal sends {key!r}")


class Process(Protocol):
    """What is known of a program in a terminal."""

    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...


def started(
    argv: Sequence[str], terminal: int, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """The command in a session of its own on this terminal."""
    return subprocess.Popen(
        argv,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=environment,
        start_new_session=True,
        # One ioctl and no lock between fork and exec; Popen has no other way to give a ctty.
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
    )


class Terminal:
    """A program in a session of its own on a pty; the screen is what a person would see."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        home: Path,
        cols: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        synchronized: bool = False,
        start: Callable[[Sequence[str], int, Mapping[str, str]], Process] = started,
    ) -> None:
        """*start* gets the command, the terminal for it and its whole environment."""
        self.sent_bytes = 0
        self.output = bytearray()
        self._emulator = Emulator(cols, rows, synchronized=synchronized)
        self._news = threading.Condition()
        self._last_news = time.monotonic()
        self._reading = threading.Event()
        self._reading.set()
        self._closing = False
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        self.process: Process = start(argv, slave, self._environment(home, env or {}))
        os.close(slave)
        self._reader = threading.Thread(target=self._read, name="pty-reader", daemon=True)
        self._reader.start()

    @staticmethod
    def _environment(home: Path, extra: Mapping[str, str]) -> dict[str, str]:
        own = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        affiliations = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA")}
        affiliations |= {
            f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("STATE", "CACHE")
        }
        fixed = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TZ": "Europe/Warsaw"}
        return {**own, **fixed, "HOME": str(home), **affiliations, **extra}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self) -> None:
        while not self._closing:
            if not (self._reading.wait(0.05) and select.select([self._master], [], [], 0.05)[0]):
                continue
            try:
                data = os.read(self._master, 65536)
            except OSError:  # EIO: nobody holds the other end any more
                return
            with self._news:
                answers = self._emulator.feed(data)
                self.sent_bytes += len(data)
                self.output += data
                self._last_news = time.monotonic()
                self._news.notify_all()
            if answers:
                self.send(answers.encode())

    def send(self, data: bytes) -> None:
        """Raw bytes from the keyboard, in one write."""
        os.write(self._master, data)

    def press(self, *keys: str) -> None:
        """Keys given together arrive in one read, as after a stall of the line."""
        self.send("".join(map(key_bytes, keys)).encode())

    def type(self, text: str) -> None:
        self.send(text.encode())

    def paste(self, text: str) -> None:
        self.send(f"\x1b[200~{text}\x1b[201~".encode())

    def lines(self) -> list[str]:
        with self._news:
            return [line.rstrip() for line in self._emulator.screen.display]

    def text(self) -> str:
        return "\n".join(self.lines())

    def cell(self, x: int, y: int) -> Any:
        """The pyte `Char` there: data, fg, bg, bold, italics, underscore, reverse (no dim)."""
        with self._news:
            return self._emulator.screen.buffer[y][x]

    @contextlib.contextmanager
    def scribbling(self) -> Iterator[Screen]:
        """The screen itself, to spoil it behind the program's back."""
        with self._news:
            yield self._emulator.screen

    @property
    def cursor(self) -> tuple[int, int]:
        with self._news:
            return self._emulator.screen.cursor.x, self._emulator.screen.cursor.y

    def _until(self, wanted: str | re.Pattern[str], *, present: bool, timeout: float) -> str:
        pattern = re.compile(re.escape(wanted)) if isinstance(wanted, str) else wanted
        deadline = time.monotonic() + timeout
        with self._news:
            while bool(match := pattern.search(self.text())) is not present:
                if not self._news.wait(max(0.0, deadline - time.monotonic())):
                    break
            else:
                return match.group() if match else ""
        # The lock is an RLock, so the screen in the message is the one that was judged.
        verb = "never came" if present else "stayed"
        state = self.process.poll()
        raise AssertionError(f"{pattern.pattern!r} {verb} (exit code {state})\n{self.text()}")

    def wait_for(self, wanted: str | re.Pattern[str], timeout: float = 30.0) -> str:
        """The matching text, once it is on the screen."""
        return self._until(wanted, present=True, timeout=timeout)

    def wait_gone(self, wanted: str | re.Pattern[str], timeout: float = 30.0) -> None:
        self._until(wanted, present=False, timeout=timeout)

    def wait_for_output(self, sent: str, timeout: float = 30.0) -> None:
        """Once the program has sent this, also where it is not shown."""
        deadline = time.monotonic() + timeout
        with self._news:
            while sent.encode() not in self.output:
                left = max(0.0, deadline - time.monotonic())
                assert self._news.wait(left), f"{sent!r} never came\n{self.text()}"

    def settle(self, quiet: float = 0.15, timeout: float = 30.0) -> None:
        """Wait until the program has slept and written nothing for `quiet` seconds from now.

        Each second it wakes to look at the clock: under load that reads as running, so that a
        rest as long as that may never be seen.
        """
        assert quiet < 0.9, "use let_pass"
        start = slept_since = time.monotonic()
        while (now := time.monotonic()) - max(slept_since, self._last_news) < quiet:
            assert now - start < timeout, f"never quiet\n{self.text()}"
            if self._runs():
                slept_since = now
            time.sleep(0.005)

    @staticmethod
    def let_pass(seconds: float) -> None:
        """Only to prove that nothing happens meanwhile: what does happen is waited for."""
        time.sleep(seconds)

    def _runs(self) -> bool:
        """Whether a thread of the program runs or waits for a core: silence is no rest then."""
        tasks = f"/proc/{self.process.pid}/task"
        with contextlib.suppress(OSError):  # the program has just ended
            for task in os.listdir(tasks):  # noqa: PTH208  asked 200 times a second
                with contextlib.suppress(OSError), open(f"{tasks}/{task}/stat") as stat:  # noqa: PTH123
                    if stat.read().rpartition(") ")[2][:1] in "RD":
                        return True
        return False

    def wait_stopped(self, timeout: float = 30.0) -> None:
        """Wait until the process is stopped; it has given the screen back a moment before that."""
        end = time.monotonic() + timeout
        stat = Path(f"/proc/{self.process.pid}/stat")
        while stat.read_text().rpartition(")")[2].split()[0] != "T":
            assert time.monotonic() < end, "never stopped"
            time.sleep(0.01)

    def resize(self, cols: int, rows: int) -> None:
        with self._news:
            self._emulator.screen.resize(rows, cols)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def stall(self, *, stalled: bool = True) -> None:
        """Stop reading, as a frozen client does; `stalled=False` reads again."""
        (self._reading.clear if stalled else self._reading.set)()

    def wait_read(self, timeout: float = 30.0) -> None:
        """Wait until the program has read all that was sent."""
        end = time.monotonic() + timeout
        theirs = os.open(f"/proc/{self.process.pid}/fd/0", os.O_RDONLY | os.O_NOCTTY)
        empty = 0
        try:
            # Between two of its buffers the kernel shows nothing for a moment.
            while empty < 5:
                assert time.monotonic() < end, "never read"
                time.sleep(0.01)
                waiting = fcntl.ioctl(theirs, termios.FIONREAD, bytes(4))
                empty = 0 if any(waiting) else empty + 1
        finally:
            os.close(theirs)

    def wait_full(self, timeout: float = 30.0) -> None:
        """Wait until a stalled terminal is full: a thread that writes to it is kept waiting."""
        end = time.monotonic() + timeout
        theirs = os.open(f"/proc/{self.process.pid}/fd/1", os.O_WRONLY | os.O_NOCTTY)
        try:
            while select.select([], [theirs], [], 0)[1]:
                assert time.monotonic() < end, "never full"
                time.sleep(0.01)
        finally:
            os.close(theirs)

    def hang_up(self) -> None:
        """Close the line: the kernel sends SIGHUP to the program's session."""
        self._closing = True
        self._reader.join()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def exit_code(self, timeout: float = 30.0) -> int:
        """How it ended: negative when a signal killed it. What it sent until then has been read."""
        try:
            status = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still running after {timeout} s\n{self.text()}") from None
        if self._reading.is_set():
            self._reader.join(5)
        return status

    def close(self) -> None:
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(5)
        self.hang_up()
