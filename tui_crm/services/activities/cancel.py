"""Calling off what will not take place: read-only from then on, and never counted as done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.activity import Status, called_off_as
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.ids import ActivityId
from tui_crm.services.activities.contractor_summary import refresh_contractors
from tui_crm.services.activities.timers import stopped
from tui_crm.services.activities.writes import completed_columns, rows_to_change
from tui_crm.store.models import Activity, StoredActivity
from tui_crm.store.unit_of_work import write


@dataclass(frozen=True, slots=True)
class CalledOff:
    """What came of it; *not_held* are meetings whose time had passed."""

    ids: tuple[ActivityId, ...]
    not_held: int = 0


def call_off(ids: Sequence[ActivityId], *, actor: Actor, instant: Instant) -> CalledOff:
    """Call off all of them in one operation; nothing follows from it.

    Raises `Refused` when one of them is completed already, or not theirs to change.
    """
    with write("activity.call_off", actor=actor, now=instant.now) as unit:
        rows = rows_to_change(unit, ids, actor)
        not_held = 0
        for row in rows:
            status = _status_of(row, now=instant.now, zone=actor.zone)
            not_held += status is Status.NOT_HELD
            closed = completed_columns(actor=actor, now=instant.now) | {"status": status}
            unit.update(Activity, row["id"], **closed, **stopped(row, instant))
        refresh_contractors(unit, rows)
        return CalledOff(tuple(ActivityId(row["id"]) for row in rows), not_held)


def _status_of(row: StoredActivity, *, now: datetime, zone: ZoneInfo) -> Status:
    return called_off_as(
        row["kind"],
        starts_at=row["starts_at"],
        starts_on=row["starts_on"],
        now=now,
        today=now.astimezone(zone).date(),
    )
