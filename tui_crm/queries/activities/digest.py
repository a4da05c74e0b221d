"""The activities of the daily digest: completed, moved and open ones, and the notes of the day."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from peewee import OP, Expression

from tui_crm.domain.activities.digest import written
from tui_crm.domain.dates.dates import localise
from tui_crm.queries.activities.due import is_open
from tui_crm.queries.common.activity_rows import ActivityRow, rows_of
from tui_crm.queries.common.visibility import unindexed, whose
from tui_crm.store.connection import fetch_tuples
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
    agreed: Mapping[int, str]
    """What was written that day into the notes of the closed activities, by their ids."""
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
    closed = completed_between(
        begins, ends, employee_id=employee_id, visible_employee_ids=visible_employee_ids
    )
    return DigestRows(
        day,
        ahead,
        closed,
        _written_between(begins, ends, closed),
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


def _written_between(
    begins: datetime, ends: datetime, rows: Sequence[ActivityRow]
) -> dict[int, str]:
    """What was added to each note in that time, found in the history."""
    ids = [row.id for row in rows]
    before, after = _notes_at(begins, ids), _notes_at(ends, ids)
    made = Activity.select(Activity.id).where(Activity.id.in_(ids), Activity.created_at >= begins)
    # The history of a new activity has no change of its note: all of the note is new.
    before |= {activity_id: "" for (activity_id,) in fetch_tuples(made.limit(LIMIT))}
    return {
        row.id: written(before.get(row.id, row.note), after.get(row.id, row.note)) for row in rows
    }


def _notes_at(moment: datetime, ids: Sequence[int]) -> dict[int, str]:
    """The notes as they were at *moment*, only of activities whose note has changed since."""
    if not ids:
        return {}
    since = (
        Change.select(Change.row_id, Change.old)
        .join(Operation, on=(Operation.id == Change.operation))
        .where(
            Change.table == "activity",
            Change.row_id.in_(ids),
            Change.field == "note",
            Operation.at >= moment,
        )
        .order_by(Change.id.desc())
        .limit(LIMIT * 100)
    )
    # The earliest change comes last and overwrites the later ones.
    return {row_id: json.loads(old) for row_id, old in fetch_tuples(since)}


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
