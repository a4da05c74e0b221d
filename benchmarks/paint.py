"""Measures bytes and milliseconds per key of a bare DataTable app, with and without the painter.

    python benchmarks/paint.py [rounds]

A time is from writing the key into the pty to the first and the last byte of the reply, without the
pause that shows its end. The second table is the painter alone, in this process.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from rich.color import ColorSystem  # noqa: E402
from rich.segment import Segment  # noqa: E402
from rich.style import Style  # noqa: E402

from tests.support.terminal.pty import Terminal  # noqa: E402
from tui_crm.terminal.frame import Frame  # noqa: E402

DEMO = str(ROOT / "tests" / "terminal" / "paint_demo.py")
STEPS: dict[str, tuple[str, int]] = {
    "down": ("down", 12),
    "down, scrolling": ("down", 12),
    "page down": ("pagedown", 4),
    "end": ("ctrl+end", 1),
    "home": ("ctrl+home", 1),
    "answer after 3 ms": ("r", 6),
    "dialog opens": ("m", 1),
    "a letter": ("a", 6),
    "dialog closes": ("escape", 1),
}
Sample = tuple[float, float, int]


def measure(terminal: Terminal, key: str) -> Sample:
    terminal.settle(0.08)
    before, first, last = terminal.sent_bytes, 0.0, 0.0
    start = time.perf_counter()
    terminal.press(key)
    seen = before
    while time.perf_counter() - max(start, last) < 0.12:
        if terminal.sent_bytes != seen:
            seen, last = terminal.sent_bytes, time.perf_counter()
            first = first or last
        time.sleep(0.0002)
    answered = (first - start) * 1000 if first else 0.0
    return answered, (last - start) * 1000 if last else 0.0, seen - before


def run(painting: str, results: dict[tuple[str, str], list[Sample]]) -> None:
    env = {"PYTHONPATH": str(ROOT), "TUI_CRM_PAINT": painting}
    with (
        tempfile.TemporaryDirectory() as home,
        Terminal([sys.executable, DEMO], home=Path(home), env=env) as terminal,
    ):
        terminal.wait_for("Contractor 0")
        terminal.settle(0.3)
        for step, (key, times) in STEPS.items():
            if step == "down, scrolling":
                terminal.press(*["down"] * 10)
            for _ in range(times):
                results.setdefault((step, painting), []).append(measure(terminal, key))


def keys(rounds: int) -> None:
    results: dict[tuple[str, str], list[Sample]] = {}
    for _ in range(rounds):
        for painting in ("stock", "thin"):
            run(painting, results)
    print(f"{'key':18} {'stock: first / last ms, bytes':>34} {'thin':>34}")
    for step in STEPS:
        cells = []
        for painting in ("stock", "thin"):
            first, last, sent = zip(*results[step, painting], strict=True)
            times = f"{statistics.median(first):.1f} / {statistics.median(last):.1f}"
            cells.append(f"{times:>16} {statistics.median(sent):>10.0f} B")
        print(f"{step:18} {cells[0]:>34} {cells[1]:>34}")


def timed(label: str, prepare: Callable[[], object], times: int = 300) -> None:
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        prepare()
        spent.append((time.perf_counter() - start) * 1000)
    print(f"{label:34} {statistics.median(spent):7.3f} ms")


def painter_alone() -> None:
    dice = random.Random(7)
    styles = [Style.parse(f"color({n}) on color({232 + n})") for n in range(6)]
    words = ["Zażółć ", "ACME Sp. z o.o.", "+48 600 100 200", "spotkanie   "]
    screens = [
        [
            [
                Segment((dice.choice(words) * 2)[:16].ljust(16), dice.choice(styles))
                for _ in range(5)
            ]
            for _ in range(24)
        ]
        for _ in range(8)
    ]
    frame = Frame(80, 24, ColorSystem.EIGHT_BIT)

    def paint(lines: int) -> None:
        for y, line in enumerate(dice.choice(screens)[:lines]):
            frame.place(0, y, 80, line)
        frame.emit((0, 0))

    def repaint() -> None:
        for y, line in enumerate(screens[0]):
            frame.place(0, y, 80, line)
        frame.emit((0, 0))

    timed("a new 80x24 screen", lambda: paint(24))
    timed("two new lines", lambda: paint(2))
    repaint()
    timed("the same 80x24 screen again", repaint)


if __name__ == "__main__":
    keys(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
    painter_alone()
