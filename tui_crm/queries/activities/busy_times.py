"""The occupied times of an employee: own open activities in the schedule, colleagues' meetings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from peewee import JOIN, fn

from tui_crm.domain.activities.activity import shown_subject
from tui_crm.domain.dates.duration import LONGEST_PLAN_MINUTES
from tui_crm.domain.dates.free_time import Busy, lasting, overlapping
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Activity, Colleague, Contractor, Operation

LIMIT: Final = 2_000
_LONGEST: Final = timedelta(minutes=LONGEST_PLAN_MINUTES)


def busy_times(
    employee_id: int,
    begins: datetime,
    ends: datetime,
    *,
    but: Sequence[int] = (),
    visible_employee_ids: frozenset[int] | None = None,
) -> list[Busy]:
    """The occupied times of an employee in that range, earliest first; without all-day activities.

    *but* are activities to leave out because they are being moved. One that may not be seen is
    included without a label. At most `LIMIT` rows.
    """
    own = _between(begins, ends, but).where(Activity.employee_id == employee_id)
    as_colleague = (
        _between(begins, ends, but)
        .join(Colleague, on=(Colleague.activity_id == Activity.id))
        .where(Colleague.employee_id == employee_id)
    )
    found = fetch_tuples((own | as_colleague).limit(LIMIT))
    rows = [
        Busy(
            starts_at,
            starts_at + lasting(minutes),
            (contractor or shown_subject(subject, generated=generated))
            if visible_employee_ids is None or owner in visible_employee_ids
            else "",
        )
        for owner, starts_at, minutes, contractor, subject, generated in found
    ]
    return sorted(overlapping(begins, ends, rows))


def last_operation() -> int:
    """The id of the latest operation, to find out later whether anything was changed since."""
    found = fetch_one(Operation.select(fn.MAX(Operation.id)))
    return 0 if found is None or found[0] is None else int(found[0])


def _between(begins: datetime, ends: datetime, but: Sequence[int]) -> Any:
    query = (
        Activity.select(
            Activity.employee_id,
            Activity.starts_at,
            Activity.planned_minutes,
            Contractor.name,
            Activity.subject,
            Activity.subject_generated,
        )
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == Activity.contractor_id))
        .switch(Activity)
        .where(
            Activity.completed_at.is_null(),
            Activity.in_schedule,
            Activity.starts_at.is_null(False),
            Activity.order_at >= begins - _LONGEST,
            Activity.order_at < ends,
        )
    )
    return query.where(Activity.id.not_in(list(but))) if but else query
