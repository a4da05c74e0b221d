"""SQL conditions on whether activities are open, and whether their time has passed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from tui_crm.domain.activities.activity import Status
from tui_crm.store.models import Activity


def is_open() -> Any:
    """Not completed; the same condition as in the partial indexes on open activities."""
    return Activity.completed_at.is_null()


def midnight_utc(day: date) -> datetime:
    """The `order_at` of an all-day activity."""
    return datetime.combine(day, time(), UTC)


def overdue(now: datetime, today: date) -> list[Any]:
    """Open ones whose time has passed; waiting tasks are none of them."""
    return [*past(now, today), Activity.status != Status.WAITING]


def past(now: datetime, today: date) -> list[Any]:
    """Open ones, waiting or not, whose time has passed, and whose timer does not run since then."""
    # The bound on order_at limits the index scan; the exact conditions follow.
    return [
        is_open(),
        Activity.order_at < max(now, midnight_utc(today)),
        (Activity.starts_at < now) | (Activity.starts_on < today),
        not_going_on(today),
    ]


def going_on(today: date) -> Any:
    """Running since before it was due; starting the timer of an overdue row does not move it."""
    return Activity.timer_started_at.is_null(False) & (
        (Activity.starts_at >= Activity.timer_started_at)
        | (Activity.starts_on >= today)
        | (Activity.status == Status.WAITING)
    )


def not_going_on(today: date) -> Any:
    """The complement of `going_on`, by conditions that are never NULL where one is true."""
    return Activity.timer_started_at.is_null() | (
        ((Activity.starts_at < Activity.timer_started_at) | (Activity.starts_on < today))
        & (Activity.status != Status.WAITING)
    )
