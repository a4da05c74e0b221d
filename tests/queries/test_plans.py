"""The default lists walk an index: no full scan, no sort, however many activities there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.queries.conftest import NOW, WARSAW, Office
from tui_crm.queries.activities import ActivityFilter, ActivityOrder, activities_page
from tui_crm.queries.paging import Span
from tui_crm.queries.pickers import contractors
from tui_crm.queries.today import today_page
from tui_crm.store.database import CrmDatabase

PLACE = (0, "2026-11-23 08:41:00", 1)


def plan(crm: CrmDatabase, ask: Callable[[], object]) -> list[str]:
    """How SQLite answers what *ask* asks, a step a line."""
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
    return steps


def slow_steps(steps: list[str]) -> list[str]:
    """Sorts, and scans of a table that go along no index."""
    walked = ("page", "(subquery", "CONSTANT ROW")
    return [
        step for step in steps
        if "TEMP B-TREE" in step or "AUTOMATIC" in step
        or (step.startswith("SCAN") and " INDEX " not in step
            and not step.removeprefix("SCAN ").startswith(walked))
    ]  # fmt: skip


@pytest.mark.parametrize(
    "span", [Span(40), Span(40, backwards=True), Span(40, PLACE), Span(40, PLACE, backwards=True)]
)
@pytest.mark.parametrize(
    "chosen",
    [
        ActivityFilter(),
        ActivityFilter(state="open"),
        ActivityFilter(employee_id=1),
        ActivityFilter(employee_id=1, state="open"),
        ActivityFilter(employee_id=1, state="completed"),
        ActivityFilter(contractor_id=1),
        ActivityFilter(since=NOW - timedelta(days=7), until=NOW),
    ],
    ids=["all", "open", "mine", "my open", "my completed", "of a contractor", "a week"],
)
def test_the_list_by_start_walks_an_index(
    crm: CrmDatabase, office: Office, chosen: ActivityFilter, span: Span
) -> None:
    for descending in (True, False):
        steps = plan(crm, lambda: activities_page(chosen, span, descending=descending))  # noqa: B023
        assert slow_steps(steps) == []
        assert any("SEARCH t1 USING INTEGER PRIMARY KEY" in step for step in steps)


@pytest.mark.parametrize(
    "order",
    [ActivityOrder.CONTRACTOR, ActivityOrder.PERSON, ActivityOrder.EMPLOYEE, ActivityOrder.NUMBER],
)
def test_sorting_everything_by_a_name_or_number_walks_an_index(
    crm: CrmDatabase, office: Office, order: ActivityOrder
) -> None:
    assert (
        slow_steps(plan(crm, lambda: activities_page(ActivityFilter(), Span(40), order=order)))
        == []
    )


@pytest.mark.parametrize("mine", [True, False])
def test_today_walks_indexes(crm: CrmDatabase, office: Office, mine: bool) -> None:
    whose = office.anna if mine else None
    steps = plan(crm, lambda: today_page(Span(40), employee_id=whose, now=NOW, zone=WARSAW))
    assert slow_steps(steps) == []


def test_an_empty_contractor_field_walks_the_names(crm: CrmDatabase, office: Office) -> None:
    assert slow_steps(plan(crm, lambda: contractors("", Span(20)))) == []
