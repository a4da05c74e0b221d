"""Tasks that an operator has created for other employees (R44): open ones, then recently done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from peewee import SQL

from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities.activities import ActivityFilter, conditions
from tui_crm.queries.activities.open_then_done import PartRow, open_and_done
from tui_crm.store.models import Activity

DONE_FOR: Final = timedelta(days=30)
"""How long completed tasks stay in the list."""


@dataclass(frozen=True, slots=True)
class Delegator:
    """Who delegated the tasks: the operator, and their employee, whose own tasks do not count."""

    operator_id: int
    employee_id: int | None


def delegated_page(
    delegator: Delegator, request: PageRequest, *, now: datetime, chosen: ActivityFilter
) -> list[PartRow]:
    """One page: open tasks, earliest first, then recently completed ones, latest first."""
    return _page(delegator, conditions(chosen), request, now=now)


def delegated_row(
    delegator: Delegator, activity_id: int, *, now: datetime, chosen: ActivityFilter
) -> PartRow | None:
    """One task with its place in the list; None when it is not in it."""
    rows = _page(
        delegator, [Activity.id == activity_id, *conditions(chosen)], PageRequest(1), now=now
    )
    return rows[0] if rows else None


def _page(
    delegator: Delegator, where: list[Any], request: PageRequest, *, now: datetime
) -> list[PartRow]:
    # As literal SQL, not as a bound value: otherwise the partial index on tasks is not used.
    tasks = Activity.kind == SQL("'task'")
    of_others: list[Any] = [Activity.created_by_id == delegator.operator_id, tasks]
    if delegator.employee_id is not None:
        of_others.append(Activity.employee_id != delegator.employee_id)
    lately = Activity.completed_at >= now - DONE_FOR
    return open_and_done([*of_others, *where], request, done=[lately])
