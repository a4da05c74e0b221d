"""Measures the start-up time to the first full screen, of the program and of bare Textual apps.

    python benchmarks/start.py [runs]

The three take turns, so that other load of the machine affects all of them.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
from pathlib import Path

from line import PROGRAM, TimedTerminal, bare

GOAL = 1.5
TABLE, STATIC, CRM = "(a) bare DataTable, 50 rows", "(b) bare Static", "(c) tui-crm demo"
STARTED = {
    TABLE: (bare("table", "50"), re.compile(r"Contractor 0020")),
    STATIC: (bare("static"), re.compile(r"Line 23")),
    CRM: (PROGRAM, re.compile(r"^ (?:TODAY|DONE) ─", re.MULTILINE)),
}


def started(name: str, home: Path) -> float:
    argv, full = STARTED[name]
    with TimedTerminal(argv, home=home, env={"TERM": "xterm-256color"}) as terminal:
        terminal.wait_for(full, timeout=30)
        return (terminal.arrivals[-1][0] - terminal.spawned) * 1000


def main(runs: int) -> None:
    spent: dict[str, list[float]] = {name: [] for name in STARTED}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(runs + 1):
            for name in STARTED:
                home = Path(folder) / f"{turn}-{name[1]}"
                home.mkdir()
                took = started(name, home)
                # The first turn compiles and fills the disk cache; it does not count.
                spent[name] += [took] if turn else []
    for name, times in spent.items():
        low, high = min(times), max(times)
        print(f"{name:28} {statistics.median(times):6.0f} ms   ({low:.0f} to {high:.0f})")
    ratio = statistics.median(spent[CRM]) / statistics.median(spent[TABLE])
    turns = [crm / table for crm, table in zip(spent[CRM], spent[TABLE], strict=True)]
    met = "met" if ratio <= GOAL else "NOT met"
    print(f"(c)/(a) {ratio:.2f}; the goal is {GOAL} at most: {met}")
    print(f"of each turn by itself: {', '.join(f'{one:.2f}' for one in sorted(turns))}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
