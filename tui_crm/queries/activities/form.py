"""Loading an activity into its form: the draft and the values that are only shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from peewee import JOIN

from tui_crm.domain.activities.activity import Kind, Status, subject_of
from tui_crm.domain.activities.fields import COLUMNS, ENTRIES, ActivityDraft
from tui_crm.domain.activities.timer import Timer
from tui_crm.domain.choice import Choice
from tui_crm.domain.damaged import is_damaged
from tui_crm.domain.dates.dates import numeric
from tui_crm.domain.errors import CrmError, NotFound
from tui_crm.domain.permissions import check_seen
from tui_crm.domain.recurrence.phrase import describe, read_rule
from tui_crm.domain.text import full_name
from tui_crm.i18n import _
from tui_crm.queries.activities.defaults import currency_used
from tui_crm.queries.activities.details import NEXT, NEXT_COLUMNS, NextStep, next_step
from tui_crm.queries.common.activity_rows import (
    TIMER,
    shown_entry,
)
from tui_crm.queries.common.columns import (
    PERSONS_LIMIT,
    colleagues_of,
    contractor_columns,
    contractor_of,
    employee_columns,
    employee_of,
    participants_of,
)
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import (
    Activity,
    Contractor,
    Employee,
    Entry,
    Operator,
    Series,
)


class DayOfSeries(NamedTuple):
    """The first day of a series, and the day that an activity is scheduled for; local dates."""

    first_on: date
    occurs_on: date


@dataclass(frozen=True, slots=True)
class OpenActivity:
    """An activity for its form: the draft to edit, and the values that are only shown."""

    draft: ActivityDraft
    number: str
    status: Status
    attempts: int
    timer: Timer
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str
    completed_at: datetime | None
    completed_by: str
    previous_id: int | None
    next: NextStep | None
    series: DayOfSeries | None = None
    """None unless the activity belongs to a series that goes on."""
    damaged: str = ""
    """The name of a column that cannot be read, so that nothing can be changed; mostly empty."""


class _Groups(NamedTuple):
    """The columns of the query in groups; the same class holds the values that were read."""

    draft: tuple[Any, ...]
    shown: tuple[Any, ...]
    timer: tuple[Any, ...]
    contractor: tuple[Any, ...]
    employee: tuple[Any, ...]
    entries: tuple[Any, ...]
    next: tuple[Any, ...]
    created_by: tuple[Any, ...]
    changed_by: tuple[Any, ...]
    completed_by: tuple[Any, ...]
    series: tuple[Any, ...]
    occurs_on: tuple[Any, ...]

    @property
    def employee_id(self) -> int:
        """The id of the activity's employee."""
        return int(self.employee[0] or 0)


_PLAIN: Final = tuple(field for field in COLUMNS if field.shown is not None)
"""The fields whose form value is converted from one column."""
_DRAFT: Final = (
    "id", "version", "key", "kind", "subject", "subject_generated", "starts_at", "starts_on",
    "follow_up", "follow_up_hours", "follow_up_days", "follow_up_weeks", "follow_up_picked_at",
    *(field.column for field in _PLAIN),
)  # fmt: skip
_ENTRY: Final = {field.name: Entry.alias(f"{field.name}_entry") for field in ENTRIES}
_SHOWN: Final = (
    "number", "status", "attempts", "created_at", "changed_at",
    "completed_at", "previous_id",
)  # fmt: skip
_PEOPLE: Final = {
    stamp: (Operator.alias(stamp), Employee.alias(f"{stamp}_employee"))
    for stamp in ("created", "changed", "completed")
}


def open_activity(
    activity_id: int, *, zone: ZoneInfo, visible_employee_ids: frozenset[int] | None = None
) -> OpenActivity:
    """The activity as it is stored, with times as text in *zone*.

    Raises `NotFound` when it is deleted, `Refused` when it may not be seen.
    """
    read = _read(activity_id)
    check_seen(visible_employee_ids, read.employee_id)
    shown = dict(zip(_SHOWN, read.shown, strict=True))
    following = next_step(read.next, visible_employee_ids)
    _rule, first_on, goes_on = read.series
    return OpenActivity(
        draft=_draft(read, shown, following, zone),
        timer=Timer.stored(*read.timer),
        created_by=_by(*read.created_by),
        changed_by=_by(*read.changed_by),
        completed_by=_by(*read.completed_by),
        next=following,
        series=DayOfSeries(first_on, *read.occurs_on) if goes_on else None,
        damaged=_damaged(read),
        **shown,
    )


def _damaged(read: _Groups) -> str:
    names = (*_DRAFT, *_SHOWN, *(column.name for column in TIMER))
    values = (*read.draft, *read.shown, *read.timer)
    return next((name for name, value in zip(names, values, strict=True) if is_damaged(value)), "")


def _draft(
    read: _Groups, shown: dict[str, Any], following: NextStep | None, zone: ZoneInfo
) -> ActivityDraft:
    values = dict(zip(_DRAFT, read.draft, strict=True)) | shown
    if is_damaged(values["kind"]):
        # A form is always that of one kind; this one can only be read, and says why.
        values["kind"] = Kind.CONTACT
    contractor, timer = contractor_of(read.contractor), Timer.stored(*read.timer)
    return ActivityDraft(
        key=values["key"],
        kind=values["kind"],
        id=values["id"],
        version=values["version"],
        contractor=contractor,
        employee=employee_of(read.employee),
        subject=subject_of(values),
        subject_typed=not values["subject_generated"],
        starts=shown_start(values["starts_at"], values["starts_on"], zone),
        all_day=values["starts_on"] is not None,
        persons=participants_of(
            values["id"], None if contractor is None else contractor.id, limit=PERSONS_LIMIT
        ),
        repeats=_repeats(*read.series),
        completed=values["completed_at"] is not None,
        duration_seconds=timer.duration_seconds,
        started=timer.started,
        waiting=values["status"] is Status.WAITING,
        next_kind=None if following is None else following.kind,
        **_follow_up(values, zone),
        **_plain(values) | _of_a_meeting(values, read.employee_id),
        **_entries(read.entries),
    )


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """The form values of the `_PLAIN` fields of its kind."""
    return {
        field.name: field.shown(values[field.column])
        for field in _PLAIN
        if field.shown is not None and values["kind"] in field.kinds
    }


def _entries(read: tuple[Any, ...]) -> dict[str, Any]:
    """The chosen dictionary entries by field name, from id, name and code each."""
    chosen: dict[str, Any] = {}
    for at, field in enumerate(ENTRIES):
        entry_id, name, code = read[3 * at : 3 * at + 3]
        shown = None if entry_id is None else Choice(entry_id, shown_entry(name, code))
        chosen[field.name] = shown
    return chosen


def _repeats(rule: str | None, first_on: date | None, active: bool | None) -> str:
    """How often it repeats, in words; the RRULE itself when this program cannot read it."""
    if not active or not rule or first_on is None:
        return ""
    try:
        return describe(read_rule(rule, first_on))
    except CrmError:
        return rule


def _columns() -> _Groups:
    return _Groups(
        draft=tuple(getattr(Activity, name) for name in _DRAFT),
        shown=tuple(getattr(Activity, name) for name in _SHOWN),
        timer=TIMER,
        contractor=contractor_columns(),
        employee=employee_columns(),
        entries=tuple(
            column for entry in _ENTRY.values() for column in (entry.id, entry.name, entry.code)
        ),
        next=NEXT_COLUMNS,
        created_by=_name_columns("created"),
        changed_by=_name_columns("changed"),
        completed_by=_name_columns("completed"),
        series=(Series.rule, Series.first_on, Series.active),
        occurs_on=(Activity.occurs_on,),
    )


def _name_columns(stamp: str) -> tuple[Any, ...]:
    operator, employee = _PEOPLE[stamp]
    return operator.login, employee.first_name, employee.last_name


def _read(activity_id: int) -> _Groups:
    groups = _columns()
    query = (
        Activity.select(*chain(*groups))
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == Activity.contractor_id))
        .join(Employee, JOIN.LEFT_OUTER, on=(Employee.id == Activity.employee_id))
        .join(NEXT, JOIN.LEFT_OUTER, on=(NEXT.previous_id == Activity.id))
        .join(Series, JOIN.LEFT_OUTER, on=(Series.id == Activity.series_id))
    )
    for name, entry in _ENTRY.items():
        query = query.join(entry, JOIN.LEFT_OUTER, on=(entry.id == getattr(Activity, f"{name}_id")))
    for stamp, (operator, employee) in _PEOPLE.items():
        by_id = getattr(Activity, f"{stamp}_by_id")
        query = query.join(operator, JOIN.LEFT_OUTER, on=(operator.id == by_id)).join(
            employee, JOIN.LEFT_OUTER, on=(employee.id == operator.employee_id)
        )
    found = fetch_one(query.where(Activity.id == activity_id))
    if found is None:
        raise NotFound(_("This is not there any more: someone else has removed it."))
    values = iter(found)
    return _Groups(*(tuple(islice(values, len(group))) for group in groups))


def _by(login: str | None, first_name: str | None, last_name: str | None) -> str:
    return full_name(first_name, last_name) or login or ""


def _follow_up(values: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    picked_at = values["follow_up_picked_at"]
    offsets = {name: str(values[f"follow_up_{name}"] or "") for name in ("hours", "days", "weeks")}
    picked = "" if picked_at is None else picked_at.astimezone(zone).isoformat()
    return {"follow_up": values["follow_up"], "picked": picked, **offsets}


def _of_a_meeting(values: dict[str, Any], employee_id: int) -> dict[str, Any]:
    """The fields that only a meeting has: colleagues, and the currency (or its default)."""
    if values["kind"] is not Kind.MEETING:
        return {}
    return {
        "currency": values["currency"] or currency_used(employee_id),
        "colleagues": colleagues_of(values["id"], limit=PERSONS_LIMIT),
    }


def shown_start(starts_at: datetime | None, starts_on: date | None, zone: ZoneInfo) -> str:
    """`26.11.2026 14:30`, or the date alone for an all-day activity."""
    if starts_at is not None:
        return numeric(starts_at, zone)
    if starts_on is not None:
        if is_damaged(starts_on):
            return f"{starts_on}"
        return f"{starts_on.day:02d}.{starts_on.month:02d}.{starts_on.year:04d}"
    return ""
