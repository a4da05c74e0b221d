"""What the digest of a day is made of: done, moved, open, planned."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from tui_crm.queries.activities import is_open
from tui_crm.queries.activity_rows import ActivityRow, rows_of
from tui_crm.queries.sight import whose
from tui_crm.store.models import Activity, Change, Operation

LIMIT: Final = 300
_MOVES: Final = ("activity.reschedule", "activity.no_answer")
_A_DAY: Final = timedelta(days=1)


def completed_between(
    begins: datetime, ends: datetime, *, employee_id: int | None, sees: frozenset[int] | None
) -> list[ActivityRow]:
    """What was completed, or called off, in that time, in its order; at most `LIMIT`."""
    query = Activity.select(Activity.id.alias("place_0")).where(
        Activity.completed_at >= begins, Activity.completed_at < ends, *whose(employee_id, sees)
    )
    rows = rows_of(query.order_by(Activity.completed_at).limit(LIMIT), places=1)
    return sorted(rows, key=lambda row: (row.completed_at or row.order_at, row.id))


def moved_between(
    begins: datetime, ends: datetime, *, employee_id: int | None, sees: frozenset[int] | None
) -> list[ActivityRow]:
    """What was moved in that time and is open still, by when it is now; at most `LIMIT`."""
    touched = (
        Change.select(Change.row_id)
        .join(Operation, on=(Operation.id == Change.operation))
        .where(
            Operation.at >= begins,
            Operation.at < ends,
            Operation.action.in_(_MOVES),
            Operation.undone_by.is_null(),
            Change.table == "activity",
            Change.field.in_(("starts_at", "starts_on")),
        )
        .limit(LIMIT)
    )
    query = Activity.select(Activity.id.alias("place_0")).where(
        Activity.id.in_(touched), is_open(), *whose(employee_id, sees)
    )
    return _by_start(query.limit(LIMIT))


def planned_on(
    day: date,
    begins: datetime,
    ends: datetime,
    *,
    employee_id: int | None,
    sees: frozenset[int] | None,
) -> list[ActivityRow]:
    """What is open and starts on that day, which is from *begins* to *ends*; at most `LIMIT`."""
    query = Activity.select(Activity.id.alias("place_0")).where(
        is_open(),
        Activity.order_at >= begins - _A_DAY,
        Activity.order_at < ends + _A_DAY,
        ((Activity.starts_at >= begins) & (Activity.starts_at < ends))
        | (Activity.starts_on == day),
        *whose(employee_id, sees),
    )
    return _by_start(query.order_by(Activity.order_at).limit(LIMIT))


def _by_start(query: Any) -> list[ActivityRow]:
    return sorted(rows_of(query, places=1), key=lambda row: (row.order_at, row.id))
