"""Tasks that somebody has made for somebody else (R44): what is open first, then what was done."""

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
"""How long what was done stays in the list."""


@dataclass(frozen=True, slots=True)
class Delegator:
    """Who gave them: the operator, and the employee whose tasks are no gifts."""

    operator_id: int
    employee_id: int | None


def delegated_page(
    delegator: Delegator, request: PageRequest, *, now: datetime, chosen: ActivityFilter
) -> list[PartRow]:
    """One page: what is open, the nearest first, then what was done of late, the latest first."""
    return _page(delegator, conditions(chosen), request, now=now)


def delegated_row(
    delegator: Delegator, activity_id: int, *, now: datetime, chosen: ActivityFilter
) -> PartRow | None:
    """Where a task stands in the list; None when it is not on it."""
    rows = _page(
        delegator, [Activity.id == activity_id, *conditions(chosen)], PageRequest(1), now=now
    )
    return rows[0] if rows else None


def _page(
    delegator: Delegator, where: list[Any], request: PageRequest, *, now: datetime
) -> list[PartRow]:
    # As text, not as a bound value: else the partial index of the given ones is not used.
    tasks = Activity.kind == SQL("'task'")
    of_others: list[Any] = [Activity.created_by_id == delegator.operator_id, tasks]
    if delegator.employee_id is not None:
        of_others.append(Activity.employee_id != delegator.employee_id)
    lately = Activity.completed_at >= now - DONE_FOR
    return open_and_done([*of_others, *where], request, done=[lately])
