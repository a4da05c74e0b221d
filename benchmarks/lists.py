"""Measures queries, their plans, and keys in the program, on 10,000 and a million activities.

    python benchmarks/lists.py [count ...]

The databases have the real schema and are created in a temporary folder: a million takes two
minutes and 650 MB. In the plans `!` marks sorts and scans without an index (a sort of one person's
telephone numbers is harmless); joins that are one lookup by id are left out.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from company import EMPLOYEES, NOW, ZONE, make
from line import PROGRAM, Cost, TimedTerminal

from tui_crm.domain.activities.list_options import Without
from tui_crm.domain.activities.saved_view import ActivityOrder
from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities.activities import ActivityFilter, activities_page, activity_row
from tui_crm.queries.activities.details import activity_details
from tui_crm.queries.activities.form import open_activity
from tui_crm.queries.activities.today import today_counts, today_page
from tui_crm.queries.common.lookups import contractors, employees, entries, persons
from tui_crm.queries.directory.contractor_card import contractor_card
from tui_crm.queries.directory.contractors import (
    ContractorFilter,
    ContractorOrder,
    ContractorSubset,
    contractors_page,
)
from tui_crm.queries.directory.duplicates import contractor_duplicates, person_duplicates
from tui_crm.queries.directory.person_card import person_card
from tui_crm.queries.directory.persons import PersonFilter, PersonOrder, persons_page
from tui_crm.store.connection import open_database
from tui_crm.store.engines.sqlite import CrmDatabase
from tui_crm.store.models.dictionaries import Entry

ASKED = 15
PAGE = 40
ONE_SEEK = "USING INTEGER PRIMARY KEY (rowid=?)"


# Queries


@dataclass(frozen=True)
class Question:
    """A query of a screen, with a label."""

    label: str
    ask: Callable[[], object]


def questions() -> list[Question]:
    """The queries that screens run during work."""
    mine = ActivityFilter(employee_id=1)
    middle = (
        activities_page(mine, PageRequest(1, backwards=True))[0].id // 2 // EMPLOYEES * EMPLOYEES
    )
    place = activity_row(middle or EMPLOYEES)
    assert place is not None
    here, there = PageRequest(PAGE, place.place), PageRequest(PAGE, place.place, backwards=True)
    alone = activities_page(mine, PageRequest(1))[0]

    def page(label: str, chosen: ActivityFilter, request: PageRequest, **order: Any) -> Question:
        return Question(label, lambda: activities_page(chosen, request, **order))

    return [
        page("all, first page", ActivityFilter(), PageRequest(PAGE)),
        page("all, last page", ActivityFilter(), PageRequest(PAGE, backwards=True)),
        page("all, after the middle", ActivityFilter(), here),
        page("all, before the middle", ActivityFilter(), there),
        page("mine, first page", mine, PageRequest(PAGE)),
        page(
            "mine and open, first page",
            ActivityFilter(employee_id=1, state="open"),
            PageRequest(PAGE),
        ),
        page(
            "mine and completed",
            ActivityFilter(employee_id=1, state="completed"),
            PageRequest(PAGE),
        ),
        page("of one contractor", ActivityFilter(contractor_id=1), PageRequest(PAGE)),
        page(
            "this week",
            ActivityFilter(since=NOW - timedelta(days=7), until=NOW),
            PageRequest(PAGE),
        ),
        page(
            "all by contractor", ActivityFilter(), PageRequest(PAGE), order=ActivityOrder.CONTRACTOR
        ),
        page("all by person", ActivityFilter(), PageRequest(PAGE), order=ActivityOrder.PERSON),
        page("mine by type", mine, PageRequest(PAGE), order=ActivityOrder.TYPE),
        page("all that say “rabat”", ActivityFilter(text="rabat"), PageRequest(PAGE)),
        page("all that say “zzz” (none)", ActivityFilter(text="zzz"), PageRequest(PAGE)),
        page(
            "mine that say “zzz” (none)",
            ActivityFilter(employee_id=1, text="zzz"),
            PageRequest(PAGE),
        ),
        Question("today", lambda: today_page(PageRequest(PAGE), employee_id=1, now=NOW, zone=ZONE)),
        Question("today, its figures", lambda: today_counts(employee_id=1, now=NOW, zone=ZONE)),
        Question(
            "today, figures of everybody",
            lambda: today_counts(employee_id=None, now=NOW, zone=ZONE),
        ),
        Question("lines under the list", lambda: activity_details(alone.id)),
        Question("an activity in its form", lambda: open_activity(alone.id, zone=ZONE)),
        Question("picker: contractors", lambda: contractors("", PageRequest(20))),
        Question("picker: contractors, “lodz”", lambda: contractors("lodz", PageRequest(20))),
        Question("picker: contractors, “zzz”", lambda: contractors("zzz", PageRequest(20))),
        Question("picker: persons of one", lambda: persons(1, "", PageRequest(20))),
        Question("picker: employees", lambda: employees("", PageRequest(20))),
        Question("picker: types", lambda: entries("contact_type", "", PageRequest(20))),
        *filter_questions(),
        *directory_questions(),
    ]


def filter_questions() -> list[Question]:
    """The queries of the filter form: states, outcomes, and what is missing."""
    month: dict[str, Any] = {"since": NOW - timedelta(days=60), "until": NOW - timedelta(days=30)}
    common, rare = (Entry.get(Entry.code == code).id for code in ("talked", "order"))
    filters = {
        "all overdue": ActivityFilter(state="overdue", now=NOW),
        "mine, overdue": ActivityFilter(employee_id=1, state="overdue", now=NOW),
        "all overdue in a month": ActivityFilter(state="overdue", now=NOW, **month),
        "all that wait (none)": ActivityFilter(state="waiting"),
        "all called off (none)": ActivityFilter(state="cancelled"),
        "all of a month": ActivityFilter(**month),
        "mine of a month": ActivityFilter(employee_id=1, **month),
        "all of a common outcome": ActivityFilter(outcome_id=common),
        "all of an outcome of one in a thousand": ActivityFilter(outcome_id=rare),
        "mine of that outcome": ActivityFilter(employee_id=1, outcome_id=rare),
        "all without a number": ActivityFilter(without=Without.NUMBER),
        "mine, open, without a number": ActivityFilter(
            employee_id=1, state="open", without=Without.NUMBER
        ),
        "all without a next step": ActivityFilter(without=Without.NEXT_STEP),
        "mine, completed, without a next step": ActivityFilter(
            employee_id=1, state="completed", without=Without.NEXT_STEP
        ),
    }
    return [
        Question(label, partial(activities_page, chosen, PageRequest(PAGE)))
        for label, chosen in filters.items()
    ]


def directory_questions() -> list[Question]:
    """The queries of the lists and cards of contractors and persons."""

    def found(text: str, order: ContractorOrder = ContractorOrder.NAME) -> object:
        return contractors_page(ContractorFilter(text), PageRequest(PAGE), order=order)

    def known(text: str, order: PersonOrder = PersonOrder.NAME) -> object:
        return persons_page(PersonFilter(text), PageRequest(PAGE), order=order)

    cooling = ContractorFilter(
        view=ContractorSubset.COOLING, cooling_before=NOW - timedelta(days=60)
    )
    return [
        Question("list of contractors", lambda: found("")),
        Question("contractors, “rabat lodz”", lambda: found("rabat lodz")),
        Question("contractors, “567”", lambda: found("567")),
        Question("contractors by last contact", lambda: found("", ContractorOrder.LAST_CONTACT)),
        Question("contractors, cooling", lambda: contractors_page(cooling, PageRequest(PAGE))),
        *(
            Question(
                f"contractors, {view.value}",
                partial(contractors_page, ContractorFilter(view=view), PageRequest(PAGE)),
            )
            for view in (ContractorSubset.WITHOUT_NUMBER, ContractorSubset.WITHOUT_NEXT)
        ),
        Question("card of a contractor", lambda: contractor_card(1)),
        Question("twins of a contractor", lambda: contractor_duplicates(name="Rabat Kraków 77")),
        Question("list of persons", lambda: known("")),
        Question("persons, “jan nazwisko”", lambda: known("jan nazwisko")),
        Question(
            "persons without a number",
            lambda: persons_page(PersonFilter(without_number=True), PageRequest(PAGE)),
        ),
        Question("persons by contractor", lambda: known("", PersonOrder.CONTRACTOR)),
        Question("card of a person", lambda: person_card(1)),
        Question("twins of a person", lambda: person_duplicates(name="Jan Nazwisko77")),
    ]


def spent(ask: Callable[[], object]) -> float:
    """The median time of several runs in milliseconds; slow queries run less often."""
    times: list[float] = []
    while len(times) < ASKED and sum(times) < 3000:
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def plan(crm: CrmDatabase, ask: Callable[[], object]) -> list[str]:
    """The query plan, one step per line, with `!` at steps that grow with the table."""
    steps: list[str] = []
    execute: Any = crm.execute_sql

    def explain(sql: str, params: Any = None) -> Any:
        steps.extend(row[3] for row in execute(f"EXPLAIN QUERY PLAN {sql}", params).fetchall())
        return execute(sql, params)

    crm.execute_sql = explain  # type: ignore[method-assign]
    try:
        ask()
    finally:
        crm.execute_sql = execute  # type: ignore[method-assign]
    return [f"{'!' if grows(step) else ' '} {step}" for step in steps if ONE_SEEK not in step]


def grows(step: str) -> bool:
    """Whether a step sorts, or scans a table without an index."""
    if "TEMP B-TREE" in step or "AUTOMATIC" in step:
        return True
    walked = ("page", "(subquery", "CONSTANT ROW")
    table = step.removeprefix("SCAN ")
    return step.startswith("SCAN") and " INDEX " not in step and not table.startswith(walked)


# The program itself


STEPS = (
    ("arrow", "down", 12),
    ("page", "pagedown", 8),
    ("end", "end", 3),
    ("home", "home", 3),
)


def first_screen(terminal: TimedTerminal) -> float:
    terminal.wait_for("to do", timeout=60)
    terminal.settle(0.4)
    # What comes half a second later is no part of the first screen.
    early = [at for at, _size in terminal.arrivals if at < terminal.arrivals[0][0] + 0.5]
    return (early[-1] - terminal.spawned) * 1000


def in_the_program(database: Path, home: Path) -> dict[str, Cost | float]:
    """Measure the first screen, then keys on the list of all activities."""
    home.mkdir()
    argv = (PROGRAM[0], "--db", str(database))
    found: dict[str, Cost | float] = {}
    with TimedTerminal(argv, home=home) as terminal:
        found["first screen"] = first_screen(terminal)
        terminal.cost("2")
        terminal.cost("a")
        terminal.wait_for("All activities")
        for label, key, times in STEPS:
            found[label] = middle([pressed(terminal, label, key) for _ in range(times)])
        found["form opens, first time"] = terminal.cost("n")
        found["letter of a contractor"] = terminal.cost("l")
    return found


def pressed(terminal: TimedTerminal, label: str, key: str) -> Cost:
    # From the other end each time, because otherwise there is nothing to paint.
    if label in {"end", "home"}:
        terminal.cost("home" if label == "end" else "end")
    return terminal.cost(key)


def middle(costs: list[Cost]) -> Cost:
    """The median of each figure."""
    first, last, sent = (
        statistics.median(getattr(cost, name) for cost in costs)
        for name in ("first", "last", "sent")
    )
    return Cost(first, last, int(sent))


# Printing


def shown(figure: Cost | float) -> str:
    if isinstance(figure, Cost):
        return f"{figure.first:.1f} / {figure.last:.1f} ms, {figure.sent:,} B"
    return f"{figure:.0f} ms"


def lines(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print columns of text, figures right-aligned."""
    whole = [headings, *rows]
    widths = [max(map(len, column)) for column in zip(*whole, strict=True)]
    for head, *others in whole:
        cells = [f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True)]
        print("  ".join([f"{head:<{widths[0]}}", *cells]))
    print()


def main(counts: list[int]) -> None:
    """Create the databases, run the queries and keys, print the results."""
    asked: dict[str, list[float]] = {}
    plans: dict[str, list[str]] = {}
    seen: dict[str, list[Cost | float]] = {}
    with tempfile.TemporaryDirectory(prefix="tui-crm-bench-") as name:
        folder = Path(name)
        for count in counts:
            database, start = folder / f"{count}.db", time.perf_counter()
            make(database, count)
            size = database.stat().st_size / 1e6
            took = time.perf_counter() - start
            print(f"{count:,} activities made in {took:.0f} s, {size:,.0f} MB", flush=True)
            with closing(open_database(database)) as crm:
                for question in questions():
                    asked.setdefault(question.label, []).append(spent(question.ask))
                    plans[question.label] = plan(crm, question.ask)
            for label, figure in in_the_program(database, folder / f"home-{count}").items():
                seen.setdefault(label, []).append(figure)
    sizes = [f"{count:,}" for count in counts]
    print()
    lines(
        ("a question, ms", *sizes),
        [(label, *(f"{ms:.2f}" for ms in times)) for label, times in asked.items()],
    )
    lines(
        ("the program: first / last byte", *sizes),
        [(label, *map(shown, figures)) for label, figures in seen.items()],
    )
    print(f"How {sizes[-1]} are walked\n")
    for label, steps in plans.items():
        print("\n  ".join([label, *steps]))


if __name__ == "__main__":
    main([int(one.replace("_", "")) for one in sys.argv[1:]] or [10_000, 1_000_000])
