"""Keeping the columns of a contractor that are derived from its activities up to date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from peewee import fn

from tui_crm.domain.activities.activity import Kind, Status
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import Activity, Contractor, StoredActivity, reached
from tui_crm.store.unit_of_work import UnitOfWork


def refresh_contractor(unit: UnitOfWork, contractor_id: int | None) -> None:
    """Recompute last activity, last contact, next activity and number of open ones.

    Cancelled activities do not count. Does nothing when *contractor_id* is None.
    """
    if contractor_id is None:
        return
    unit.set_untracked(
        Contractor,
        contractor_id,
        last_activity_id=_last(Activity.id, contractor_id, tuple(Kind)),
        last_contact_at=_last(Activity.completed_at, contractor_id, (Kind.CONTACT, Kind.MEETING)),
        next_activity_at=_next_at(contractor_id),
        open_activities=_open(contractor_id),
    )


def refresh_contractors(unit: UnitOfWork, activities: Iterable[StoredActivity]) -> None:
    """Do this for the contractors of these activities, for each once."""
    for contractor_id in {row["contractor_id"] for row in activities}:
        refresh_contractor(unit, contractor_id)


def _last(column: Any, contractor_id: int, kinds: tuple[Kind, ...]) -> Any:
    found = fetch_one(
        Activity.select(column)
        .where(
            (Activity.contractor == contractor_id)
            & Activity.completed_at.is_null(False)
            & (Activity.status == Status.DONE)
            & reached()
            & Activity.kind.in_(kinds)
        )
        .order_by(Activity.completed_at.desc(), Activity.id.desc())
    )
    return None if found is None else found[0]


def _next_at(contractor_id: int) -> datetime | None:
    found = fetch_one(
        Activity.select(Activity.order_at)
        .where((Activity.contractor == contractor_id) & Activity.completed_at.is_null())
        .order_by(Activity.order_at, Activity.id)
    )
    return None if found is None else found[0]


def _open(contractor_id: int) -> int:
    found = fetch_one(
        Activity.select(fn.COUNT(Activity.id)).where(
            (Activity.contractor == contractor_id) & Activity.completed_at.is_null()
        )
    )
    return 0 if found is None else int(found[0])
