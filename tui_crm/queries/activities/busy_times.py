"""What fills an employee's time: open activities of the schedule, and meetings of colleagues."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from peewee import JOIN, fn

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
    """What an employee does in that time, the earliest first; all-day activities take no hours.

    *but* leaves out activities that are being moved. What may not be seen is busy all the same,
    without a label. At most `LIMIT` rows.
    """
    own = _between(begins, ends, but).where(Activity.employee_id == employee_id)
    beside = (
        _between(begins, ends, but)
        .join(Colleague, on=(Colleague.activity_id == Activity.id))
        .where(Colleague.employee_id == employee_id)
    )
    found = fetch_tuples((own | beside).limit(LIMIT))
    rows = [
        Busy(
            starts_at,
            starts_at + lasting(minutes),
            (contractor or subject)
            if visible_employee_ids is None or owner in visible_employee_ids
            else "",
        )
        for owner, starts_at, minutes, contractor, subject in found
    ]
    return sorted(overlapping(begins, ends, rows))


def last_operation() -> int:
    """Where the history stands: what is read after it is not older."""
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
