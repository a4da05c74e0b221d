"""Measures milliseconds and bytes per key in an empty and in a full schedule.

    python benchmarks/schedule.py [times]

Full is 200 entries in the week, 40 of them in one hour. The goal is at most twice the time of an
empty week, to the first byte: the details of an entry follow when the keys pause.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from line import PROGRAM, Cost, TimedTerminal

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.fields import ActivityEdit
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.services.activities.save import save
from tui_crm.services.setup import login as login_service
from tui_crm.settings import local_zone, login_of_process
from tui_crm.store.connection import open_database

KEYS = ("down", "up", "right", "left", "tab", "shift+tab", "pagedown", "pageup")


def fill(path: Path, entries: int) -> None:
    """Create a week of so many entries, a fifth of them in one hour of today."""
    with closing(open_database(path, create=True, quick=True)):
        login, full_name = login_of_process()
        actor: Actor = login_service.log_in(
            login, session="bench", zone=local_zone(), language=None, full_name=full_name,
            now=datetime.now(UTC),
        )  # fmt: skip
        now = datetime.now(actor.zone)
        monday = (now - timedelta(days=now.weekday())).replace(hour=8, minute=0, second=0)
        for n in range(entries):
            day, quarter = divmod(n, max(1, entries // 5))
            at = monday + timedelta(days=day % 5, minutes=15 * (quarter % 32))
            if n % 5 == 0:
                at = now.replace(hour=10, minute=0, second=0)
            edit = ActivityEdit(
                key=f"k{n}", kind=Kind.TASK, employee_id=actor.employee_id, subject=f"entry {n}",
                starts_at=at, planned_minutes=30,
            )  # fmt: skip
            save(edit, actor=actor, instant=Instant(datetime.now(UTC)))


def measure(path: Path, times: int) -> dict[str, list[Cost]]:
    """Press every key *times* times in the working week."""
    with TimedTerminal([PROGRAM[0], "--db", str(path)], home=path.parent) as terminal:
        terminal.wait_for("1 Today")
        terminal.settle(0.5)
        terminal.press("5")
        terminal.wait_for("working week")
        # Go to the hour with forty entries.
        terminal.press("g", *"today 10:00", "enter")
        terminal.settle(0.5)
        costs: dict[str, list[Cost]] = {}
        for _ in range(times):
            for key in KEYS:
                costs.setdefault(key, []).append(terminal.cost(key))
        return costs


def main(times: int) -> None:
    """Measure both and print them side by side."""
    with tempfile.TemporaryDirectory(prefix="tui-crm-bench-") as folder:
        found = []
        for name, entries in (("empty", 0), ("full", 200)):
            path = Path(folder) / name / "crm.db"
            path.parent.mkdir()
            fill(path, entries)
            found.append(measure(path, times))
    print(f"{'key':<12}{'empty: first byte, bytes':>26}{'full':>26}   ratio")
    for key in KEYS:
        firsts = [statistics.median(cost.first for cost in costs[key]) for costs in found]
        sizes = [statistics.median(cost.sent for cost in costs[key]) for costs in found]
        cells = [
            f"{first:8.1f} ms {size:8.0f} B" for first, size in zip(firsts, sizes, strict=True)
        ]
        ratio = f"{firsts[1] / firsts[0]:.2f}" if all(firsts) else "a key that paints nothing"
        print(f"{key:<12}{cells[0]:>26}{cells[1]:>26}   {ratio}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
