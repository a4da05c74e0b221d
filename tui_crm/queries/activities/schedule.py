"""The entries of employees' schedules between two instants (R19, R20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from tui_crm.domain.activities.activity import Status
from tui_crm.domain.dates.duration import LONGEST_PLAN_MINUTES
from tui_crm.queries.common.activity_rows import ActivityRow, rows_of
from tui_crm.queries.common.visibility import within
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Activity, Colleague

LIMIT: Final = 3_000
_LONGEST: Final = timedelta(minutes=LONGEST_PLAN_MINUTES)
_A_DAY: Final = timedelta(days=1)
_GONE: Final = (Status.CANCELLED, Status.NOT_HELD)


def schedule_rows(
    employee_ids: Sequence[int],
    begins: datetime,
    ends: datetime,
    *,
    visible_employee_ids: frozenset[int] | None = None,
) -> list[ActivityRow]:
    """The schedule entries of these employees in that time, the earliest first.

    Activities with *in_schedule* (R19) of the activity's own employee (R20), and meetings with one
    of them as a colleague; no cancelled ones. Entries that began before *begins* are included and
    may have ended before it, too. At most `LIMIT`.
    """
    if not employee_ids:
        return []
    own = _between(begins, ends, visible_employee_ids).where(
        Activity.employee.in_(list(employee_ids))
    )
    as_colleague = (
        _between(begins, ends, visible_employee_ids)
        .join(Colleague, on=(Colleague.activity_id == Activity.id))
        .where(Colleague.employee.in_(list(employee_ids)))
    )
    rows = rows_of((own | as_colleague).limit(LIMIT), places=1)
    return sorted(rows, key=lambda row: (row.order_at, row.id))


def colleagues_on(activity_ids: Sequence[int], employee_ids: Sequence[int]) -> dict[int, list[int]]:
    """The ids of those of the employees who are colleagues at each meeting, by activity id."""
    if not activity_ids:
        return {}
    found = fetch_tuples(
        Colleague.select(Colleague.activity_id, Colleague.employee_id)
        .where(
            Colleague.activity.in_(list(activity_ids)),
            Colleague.employee.in_(list(employee_ids)),
        )
        .limit(LIMIT)
    )
    colleagues: dict[int, list[int]] = {}
    for activity_id, employee_id in found:
        colleagues.setdefault(activity_id, []).append(employee_id)
    return colleagues


def _between(begins: datetime, ends: datetime, visible_employee_ids: frozenset[int] | None) -> Any:
    # `order_at` of an all-day activity is midnight UTC of its date: add a day for the time zone.
    return Activity.select(Activity.id.alias("place_0")).where(
        Activity.in_schedule,
        Activity.order_at >= begins - _LONGEST,
        Activity.order_at < ends + _A_DAY,
        Activity.status.not_in(_GONE),
        *within(Activity.employee_id, visible_employee_ids),
    )


def start_of_activity(
    activity_id: int, *, visible_employee_ids: frozenset[int] | None = None
) -> tuple[datetime | None, date | None] | None:
    """When an activity starts: an instant or a date; None if it is deleted or may not be seen."""
    found: tuple[datetime | None, date | None] | None = fetch_one(
        Activity.select(Activity.starts_at, Activity.starts_on).where(
            Activity.id == activity_id, *within(Activity.employee_id, visible_employee_ids)
        )
    )
    return found
