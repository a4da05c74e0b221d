"""What a terminal gets and when: shared by the benchmarks that drive a pty."""

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
    """A bare Textual app."""
    return (sys.executable, str(Path(__file__).with_name("bare.py")), *arguments)


@dataclass(frozen=True, slots=True)
class Cost:
    """First and last byte of the answer to a key, in ms after the key, and how many bytes."""

    first: float
    last: float
    sent: int


class TimedTerminal(Terminal):
    """Notes when bytes arrive, before the emulator draws them, which takes milliseconds."""

    def __init__(self, argv: Sequence[str], *, home: Path, env: Mapping[str, str] | None = None):
        self.arrivals: list[tuple[float, int]] = []
        self.spawned = time.perf_counter()
        # A demo that is killed leaves its folder behind: in the home, which goes with it.
        super().__init__(argv, home=home, env={"TMPDIR": str(home), **(env or {})})
        draw = self._emulator.feed

        def feed(data: bytes | str) -> str:
            self.arrivals.append((time.perf_counter(), len(data)))
            return draw(data)

        self._emulator.feed = feed  # type: ignore[method-assign]

    def cost(self, key: str) -> Cost:
        """Press a key on a quiet screen, and wait until the answer has ended."""
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
