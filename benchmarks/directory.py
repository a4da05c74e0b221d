"""Measures *who is calling* and *find anywhere*, key by key, on a big database.

    python benchmarks/directory.py [activities]

The database has the real schema and is created in a temporary folder: a million activities, with
50,000 contractors and 150,000 persons, takes two minutes and 800 MB. Every prefix of some texts is
searched, as while typing. A scan of a whole table is reported.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from crowd import make_crowd
from lists import lines, plan

from tui_crm.queries.directory.callers import who_is_calling
from tui_crm.queries.search import find_anywhere
from tui_crm.store.connection import open_database
from tui_crm.store.engines.sqlite import CrmDatabase

TIMES = 7
NUMBERS = ("007919", "+48 600 007 919", "0048 600-015-838", "123456", "000000")
TEXTS = (
    "oferta rabat",
    "zamówienie",
    "kowalski jan",
    "sp. z o.o.",
    "za",
    "umowa kowalczyk",
    "żaneta",
    "c/2026/500000",
    "601234567",
    "zzzz",
)
ONE_COLLEAGUE = frozenset({3})
NOBODY = frozenset({999})


def spent(ask: Callable[[], object]) -> float:
    """The median time of several calls, in milliseconds."""
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def typed(text: str, ask: Callable[[str], object]) -> dict[str, float]:
    """The time of a search for each prefix of the text, in milliseconds."""
    return {text[:n]: spent(lambda: ask(text[:n])) for n in range(1, len(text) + 1)}  # noqa: B023


def summary(label: str, costs: dict[str, float]) -> tuple[str, ...]:
    worst = max(costs, key=lambda text: costs[text])
    middle = statistics.median(costs.values())
    return (label, f"{middle:.1f}", f"{costs[worst]:.1f}", repr(worst))


def scans_table(step: str) -> bool:
    """Whether a step of a plan scans a whole table, other than subqueries with few rows."""
    table = step.lstrip("! ").removeprefix("SCAN ")
    bounded = table.startswith(("(subquery", "w", "page")) or " VIRTUAL TABLE INDEX " in table
    return "SCAN " in step and not bounded


def show_plans(crm: CrmDatabase) -> None:
    asked: dict[str, Callable[[], object]] = {
        "who is calling, 007919": lambda: who_is_calling("007919"),
        "find, oferta": lambda: find_anywhere("oferta"),
        "find, kowalski j": lambda: find_anywhere("kowalski j"),
        "find, oferta, of one colleague": lambda: find_anywhere(
            "oferta", visible_employee_ids=ONE_COLLEAGUE
        ),
        "find, 567": lambda: find_anywhere("567"),
    }
    for label, ask in asked.items():
        steps = plan(crm, ask)
        print("\n  ".join([label, *dict.fromkeys(steps)]))
        for step in steps:
            if scans_table(step):
                print(f"\n*** SCAN of a whole table: {step} ***\n")


def main(activities: int) -> None:
    """Create the database, measure the searches, print times and query plans."""
    with tempfile.TemporaryDirectory(prefix="tui-crm-bench-") as name:
        path, start = Path(name) / "crowd.db", time.perf_counter()
        contractors, persons = activities // 20, activities * 3 // 20
        make_crowd(path, contractors=contractors, persons=persons, activities=activities)
        size, took = path.stat().st_size / 1e6, time.perf_counter() - start
        print(
            f"{contractors:,} contractors, {persons:,} persons, {activities:,} activities"
            f" made in {took:.0f} s, {size:,.0f} MB\n",
            flush=True,
        )
        with closing(open_database(path)) as crm:
            rows = [
                summary(f"who is calling: {text}", typed(text, who_is_calling)) for text in NUMBERS
            ]
            rows += [summary(f"find: {text}", typed(text, find_anywhere)) for text in TEXTS]
            for label, visible_employee_ids in (
                ("one colleague", ONE_COLLEAGUE),
                ("of nobody", NOBODY),
            ):
                costs = typed(
                    "oferta r",
                    lambda text, visible_employee_ids=visible_employee_ids: find_anywhere(
                        text, visible_employee_ids=visible_employee_ids
                    ),
                )  # type: ignore[misc]
                rows.append(summary(f"find: oferta r, rights: {label}", costs))
            lines(("ms a key", "median", "worst", "at"), rows)
            show_plans(crm)


if __name__ == "__main__":
    main(int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 1_000_000)
