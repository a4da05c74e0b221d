"""The activities of the daily digest: completed, moved and open ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from peewee import OP, Expression

from tui_crm.domain.dates.dates import localise
from tui_crm.queries.activities.due import is_open
from tui_crm.queries.common.activity_rows import ActivityRow, rows_of
from tui_crm.queries.common.visibility import unindexed, whose
from tui_crm.store.models import Activity, Change, Operation

LIMIT: Final = 300
_MOVES: Final = ("activity.reschedule", "activity.no_answer", "activity.edit")
_A_DAY: Final = timedelta(days=1)


class DigestRows(NamedTuple):
    """The activities of *day* and those planned on *ahead*; at most `LIMIT` of each kind."""

    day: date
    ahead: date
    closed: Sequence[ActivityRow]
    """Completed or cancelled, in order of completion."""
    moved: Sequence[ActivityRow]
    still_open: Sequence[ActivityRow]
    coming: Sequence[ActivityRow]


def digest_rows(
    day: date,
    ahead: date,
    *,
    employee_id: int | None,
    visible_employee_ids: frozenset[int] | None = None,
    zone: ZoneInfo,
) -> DigestRows:
    """The day of one employee in *zone*; None is all employees who may be seen."""
    begins, ends = _bounds(day, zone)
    return DigestRows(
        day,
        ahead,
        completed_between(
            begins, ends, employee_id=employee_id, visible_employee_ids=visible_employee_ids
        ),
        moved_between(
            begins, ends, employee_id=employee_id, visible_employee_ids=visible_employee_ids
        ),
        *(
            planned_on(
                on,
                *_bounds(on, zone),
                employee_id=employee_id,
                visible_employee_ids=visible_employee_ids,
            )
            for on in (day, ahead)
        ),
    )


def _bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    begins, ends = (datetime.combine(day + timedelta(days=n), time()) for n in (0, 1))
    return localise(begins, zone), localise(ends, zone)


def completed_between(
    begins: datetime,
    ends: datetime,
    *,
    employee_id: int | None,
    visible_employee_ids: frozenset[int] | None,
) -> list[ActivityRow]:
    """Activities completed or cancelled in that time, in order of completion; at most `LIMIT`."""
    query = Activity.select(Activity.id.alias("place_0")).where(
        Activity.completed_at >= begins,
        Activity.completed_at < ends,
        *whose(employee_id, visible_employee_ids),
    )
    rows = rows_of(query.order_by(Activity.completed_at).limit(LIMIT), places=1)
    return sorted(rows, key=lambda row: (row.completed_at or row.order_at, row.id))


def moved_between(
    begins: datetime,
    ends: datetime,
    *,
    employee_id: int | None,
    visible_employee_ids: frozenset[int] | None,
) -> list[ActivityRow]:
    """Activities moved in that time and still open, by their present start; at most `LIMIT`."""
    touched = (
        Change.select(Change.row_id)
        .join(Operation, on=(Operation.id == Change.operation))
        .where(
            Operation.at >= begins,
            Operation.at < ends,
            Operation.action.in_(_MOVES),
            Expression(unindexed(Operation.undone_by), OP.IS, None),
            Expression(unindexed(Change.table), OP.EQ, "activity"),
            Change.field.in_(("starts_at", "starts_on")),
        )
    )
    query = Activity.select(Activity.id.alias("place_0")).where(
        Activity.id.in_(touched), is_open(), *whose(employee_id, visible_employee_ids)
    )
    return _by_start(query.limit(LIMIT))


def planned_on(
    day: date,
    begins: datetime,
    ends: datetime,
    *,
    employee_id: int | None,
    visible_employee_ids: frozenset[int] | None,
) -> list[ActivityRow]:
    """Open activities that start on *day* (*begins* to *ends* as instants); at most `LIMIT`."""
    query = Activity.select(Activity.id.alias("place_0")).where(
        is_open(),
        Activity.order_at >= begins - _A_DAY,
        Activity.order_at < ends + _A_DAY,
        ((Activity.starts_at >= begins) & (Activity.starts_at < ends))
        | (Activity.starts_on == day),
        *whose(employee_id, visible_employee_ids),
    )
    return _by_start(query.order_by(Activity.order_at).limit(LIMIT))


def _by_start(query: Any) -> list[ActivityRow]:
    return sorted(rows_of(query, places=1), key=lambda row: (row.order_at, row.id))
