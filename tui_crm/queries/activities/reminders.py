"""The activities an employee is to be reminded of now; computed anew, shown ones are not stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from peewee import JOIN, fn

from tui_crm.domain.activities.activity import Kind, shown_subject
from tui_crm.domain.dates.reminder import LONGEST_REMIND_MINUTES, REMINDED_FOR, begins_at, is_due
from tui_crm.domain.directory.do_not_call import REASON_READ, reason_not_to_call
from tui_crm.domain.text import full_name
from tui_crm.queries.common.activity_rows import FIRST, FIRST_PERSON, first_participant
from tui_crm.queries.common.columns import phone_of, shown_phone
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Activity, Contractor

LOOKED_AT: Final = 200
"""The most open activities with a reminder that are examined, the earliest first."""
_AHEAD: Final = timedelta(minutes=LONGEST_REMIND_MINUTES)
# `order_at` of an all-day activity is midnight UTC, while its reminder counts in local time.
_ZONES: Final = timedelta(days=1)
_SNOOZED_FOR: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A due reminder; *phone* is the first person's, else the contractor's."""

    id: int
    kind: Kind
    subject: str
    contractor: str
    person: str
    phone: str
    do_not_call: str
    starts_at: datetime | None
    starts_on: date | None
    begins: datetime
    remind_minutes: int
    snoozed_until: datetime | None

    @property
    def announced_as(self) -> tuple[object, ...]:
        """Identifies the reminder; changes when the activity is moved or the reminder snoozed."""
        return self.id, self.starts_at, self.starts_on, self.remind_minutes, self.snoozed_until


def due_reminders(employee_id: int, *, now: datetime, zone: ZoneInfo) -> list[Reminder]:
    """The due reminders of an employee's open activities, the earliest start first.

    Later than `REMINDED_FOR` after its start one is left out as overdue, unless it was snoozed.
    """
    since = now - REMINDED_FOR - _ZONES
    query = (
        Activity.select(*_columns())
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == Activity.contractor_id))
        .join(FIRST, JOIN.LEFT_OUTER, on=first_participant(Activity.id))
        .join(FIRST_PERSON, JOIN.LEFT_OUTER, on=(FIRST_PERSON.id == FIRST.person_id))
        .where(
            (Activity.employee_id == employee_id)
            & Activity.completed_at.is_null()
            & Activity.remind_minutes.is_null(False)
            & (Activity.order_at <= now + _AHEAD + _ZONES)
            & (Activity.order_at >= now - _SNOOZED_FOR)
            & ((Activity.order_at >= since) | Activity.snoozed_until.is_null(False))
        )
        .order_by(Activity.order_at, Activity.id)
        .limit(LOOKED_AT)
    )
    found = [_reminder(values, zone) for values in fetch_tuples(query)]
    due = [
        one
        for one in found
        if is_due(one.begins, one.remind_minutes, snoozed_until=one.snoozed_until, now=now)
    ]
    return sorted(due, key=lambda one: (one.begins.astimezone(UTC), one.id))


def _columns() -> tuple[Any, ...]:
    return (
        Activity.id, Activity.kind, Activity.subject, Activity.subject_generated, Contractor.name,
        FIRST_PERSON.first_name, FIRST_PERSON.last_name, phone_of(person_id=FIRST_PERSON.id),
        phone_of(contractor_id=Contractor.id), FIRST_PERSON.do_not_call,
        fn.SUBSTR(FIRST_PERSON.note, 1, REASON_READ), Activity.starts_at, Activity.starts_on,
        Activity.remind_minutes, Activity.snoozed_until,
    )  # fmt: skip


def _reminder(values: tuple[Any, ...], zone: ZoneInfo) -> Reminder:
    (
        activity_id, kind, subject, generated, contractor, first_name, last_name, phone,
        switchboard, do_not_call, note, starts_at, starts_on, remind_minutes, snoozed_until,
    ) = values  # fmt: skip
    reason = reason_not_to_call(do_not_call, note or "") if do_not_call else ""
    return Reminder(
        activity_id, kind, shown_subject(subject, generated=generated), contractor or "",
        full_name(first_name, last_name),
        shown_phone(phone) or shown_phone(switchboard), reason, starts_at, starts_on,
        begins_at(starts_at, starts_on, zone), remind_minutes, snoozed_until,
    )  # fmt: skip
