"""A terminal that records when bytes arrive, for the benchmarks that use a pty."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.terminal.pty import Terminal  # noqa: E402

PROGRAM = (str(Path(sys.executable).with_name("tui-crm")), "demo")
QUIET = 0.3
NO_ANSWER = 1.5


def bare(*arguments: str) -> tuple[str, ...]:
    """The command line of a bare Textual app."""
    return (sys.executable, str(Path(__file__).with_name("bare.py")), *arguments)


@dataclass(frozen=True, slots=True)
class Cost:
    """First and last byte of the reply to a key, in ms after the key, and the number of bytes."""

    first: float
    last: float
    sent: int


class TimedTerminal(Terminal):
    """Records when bytes arrive, before the emulator draws them, which takes milliseconds."""

    def __init__(self, argv: Sequence[str], *, home: Path, env: Mapping[str, str] | None = None):
        self.arrivals: list[tuple[float, int]] = []
        self.spawned = time.perf_counter()
        # A killed demo leaves its folder behind: let that be in the temporary home.
        super().__init__(argv, home=home, env={"TMPDIR": str(home), **(env or {})})
        draw = self._emulator.feed

        def feed(data: bytes | str) -> str:
            self.arrivals.append((time.perf_counter(), len(data)))
            return draw(data)

        self._emulator.feed = feed  # type: ignore[method-assign]

    def cost(self, key: str) -> Cost:
        """Press a key on an idle screen, and wait for the end of the reply."""
        self.settle(QUIET)
        known, start = len(self.arrivals), time.perf_counter()
        self.press(key)
        while True:
            time.sleep(0.005)
            now, news = time.perf_counter(), self.arrivals[known:]
            if now - (news[-1][0] if news else start) > (QUIET if news else NO_ANSWER):
                break
        if not news:
            return Cost(0.0, 0.0, 0)
        first, last = ((news[n][0] - start) * 1000 for n in (0, -1))
        return Cost(first, last, sum(size for _at, size in news))
