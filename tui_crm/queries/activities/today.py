"""The list and figures of *Today*: overdue activities, those to do today, and those done today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from peewee import JOIN, Select, Value, fn

from tui_crm.domain.activities.activity import Kind, Status
from tui_crm.domain.dates.dates import localise
from tui_crm.domain.page import PageRequest, Place
from tui_crm.queries.activities.activities import found_by
from tui_crm.queries.activities.due import (
    going_on,
    is_open,
    midnight_utc,
    not_going_on,
    overdue,
    past,
)
from tui_crm.queries.common.activity_rows import ActivityRow, rows_of
from tui_crm.queries.common.keyset import KeysetPart, in_order, page_of
from tui_crm.queries.common.visibility import whose
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import Activity, Contractor, database

COUNT_LIMIT: Final = 1000
"""Counting stops here, so that no count scans the whole table."""


class Section(StrEnum):
    """The three parts of the screen, in their order."""

    OVERDUE = "overdue"
    TODAY = "today"
    DONE = "done"


# The section of today has three keyset parts: activities with a running timer that were not
# overdue when it was started, whatever their date; waiting tasks that were due before; and what is
# planned for today.
_SECTIONS: Final = (Section.OVERDUE, Section.TODAY, Section.TODAY, Section.TODAY, Section.DONE)


@dataclass(frozen=True, slots=True)
class TodayRow:
    """An activity, the section it belongs to, and its place in the list."""

    section: Section
    row: ActivityRow
    place: Place


@dataclass(frozen=True, slots=True)
class TodayCounts:
    """The figures of the head line, each at most `COUNT_LIMIT` except `talk_seconds`."""

    overdue: int
    to_do: int
    done: int
    talk_seconds: int
    without_next: int


@dataclass(frozen=True, slots=True)
class _Day:
    """A day in the operator's zone; all-day activities are dates and have no zone."""

    now: datetime
    today: date
    starts_at: datetime
    ends_at: datetime


def _day(now: datetime, zone: ZoneInfo) -> _Day:
    today = now.astimezone(zone).date()
    starts_at, ends_at = (
        localise(datetime.combine(today + timedelta(days=days), time()), zone).astimezone(UTC)
        for days in (0, 1)
    )
    return _Day(now, today, starts_at, ends_at)


def today_page(
    request: PageRequest,
    *,
    employee_id: int | None,
    now: datetime,
    zone: ZoneInfo,
    text: str = "",
    visible_employee_ids: frozenset[int] | None = None,
) -> list[TodayRow]:
    """One page: overdue (oldest first), today (earliest first), done (latest first).

    *employee_id* None is all employees who may be seen.
    """
    return _page(
        _parts(_day(now, zone), [*whose(employee_id, visible_employee_ids), *found_by(text)]),
        request,
    )


def today_row(
    activity_id: int,
    *,
    employee_id: int | None,
    now: datetime,
    zone: ZoneInfo,
    visible_employee_ids: frozenset[int] | None = None,
) -> TodayRow | None:
    """One activity with its place in the list; None when it is not in it."""
    where = [*whose(employee_id, visible_employee_ids), Activity.id == activity_id]
    rows = _page(_parts(_day(now, zone), where), PageRequest(1))
    return rows[0] if rows else None


def today_counts(
    *,
    employee_id: int | None,
    now: datetime,
    zone: ZoneInfo,
    visible_employee_ids: frozenset[int] | None = None,
) -> TodayCounts:
    """The figures of the head line, in one statement."""
    day, visible = _day(now, zone), whose(employee_id, visible_employee_ids)
    closed_today = [*_done(day), *visible]
    # Cancelled activities are listed as done but not counted.
    done_today = [*closed_today, Activity.status == Status.DONE]
    ended = (
        Activity.select(Activity.duration_seconds)
        .where(*done_today, Activity.kind.in_((Kind.CONTACT, Kind.MEETING)))
        .limit(COUNT_LIMIT)
    )
    talk_seconds = Select([ended], [fn.COALESCE(fn.SUM(ended.c.duration_seconds), 0)])
    # CROSS fixes the join order: start from the few that are done today.
    without_next = (
        Activity.select(Activity.contractor_id)
        .distinct()
        .join(Contractor, JOIN.CROSS)
        .where(
            *closed_today,
            Contractor.id == Activity.contractor_id,
            Contractor.next_activity_at.is_null(),
        )
    )
    running = Activity.select(Activity.id).where(is_open(), going_on(day.today), *visible)
    waiting = Activity.select(Activity.id).where(*_waiting_since(day), *visible)
    to_do = Activity.select(Activity.id).where(*_to_do(day), *visible)
    figures = (
        _counted(Activity.select(Activity.id).where(*_overdue(day), *visible)),
        Value(0)
        + _counted(running.order_by(Activity.order_at))
        + _counted(waiting)
        + _counted(to_do),
        _counted(Activity.select(Activity.id).where(*done_today)),
        talk_seconds,
        _counted(without_next),
    )
    found = fetch_one(Select(columns=figures).bind(database))
    assert found is not None
    return TodayCounts(*found)


def _counted(query: Any) -> Any:
    return Select([query.limit(COUNT_LIMIT)], [fn.COUNT()])


def _parts(day: _Day, where: list[Any]) -> list[KeysetPart]:
    by_start: tuple[Any, ...] = (Activity.order_at,)
    return [
        KeysetPart(Activity.select().where(*_overdue(day), *where), Activity.id, by_start),
        KeysetPart(
            Activity.select().where(is_open(), going_on(day.today), *where), Activity.id, by_start
        ),
        KeysetPart(Activity.select().where(*_waiting_since(day), *where), Activity.id, by_start),
        KeysetPart(Activity.select().where(*_to_do(day), *where), Activity.id, by_start),
        KeysetPart(
            Activity.select().where(*_done(day), *where),
            Activity.id,
            (Activity.completed_at,),
            descending=True,
        ),
    ]


def _overdue(day: _Day) -> list[Any]:
    return overdue(day.now, day.today)


def _waiting_since(day: _Day) -> list[Any]:
    """Waiting tasks whose time has passed: listed as to do, never as overdue."""
    return [*past(day.now, day.today), Activity.status == Status.WAITING]


def _to_do(day: _Day) -> list[Any]:
    first = min(day.now, midnight_utc(day.today))
    last = max(day.ends_at, midnight_utc(day.today + timedelta(days=1)))
    return [
        is_open(),
        Activity.order_at >= first,
        Activity.order_at < last,
        ((Activity.starts_at >= day.now) & (Activity.starts_at < day.ends_at))
        | (Activity.starts_on == day.today),
        not_going_on(day.today),
    ]


def _done(day: _Day) -> list[Any]:
    return [Activity.completed_at >= day.starts_at, Activity.completed_at < day.ends_at]


def _page(parts: list[KeysetPart], request: PageRequest) -> list[TodayRow]:
    rows = in_order(rows_of(page_of(parts, request), places=3), parts)
    return [TodayRow(_SECTIONS[row.place[0]], row, row.place) for row in rows]
