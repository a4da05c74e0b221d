"""Cancelling activities that will not take place; they become read-only and never count as done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.activity import Status, called_off_as
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.ids import ActivityId
from tui_crm.services.activities.agreed import agreed
from tui_crm.services.activities.contractor_summary import refresh_contractors
from tui_crm.services.activities.timers import stopped
from tui_crm.services.activities.writes import completed_columns, rows_to_change
from tui_crm.store.models import Activity, StoredActivity
from tui_crm.store.unit_of_work import write


@dataclass(frozen=True, slots=True)
class CalledOff:
    """The cancelled activities; *not_held* is how many of them are meetings of the past."""

    ids: tuple[ActivityId, ...]
    not_held: int = 0


def call_off(ids: Sequence[ActivityId], *, actor: Actor, instant: Instant) -> CalledOff:
    """Cancel all of them in one operation; no next activity is planned.

    Raises `Refused` when one of them is completed or the actor may not change it.
    """
    with write("activity.call_off", actor=actor, now=instant.now) as unit:
        rows = rows_to_change(unit, ids, actor)
        not_held = 0
        for row in rows:
            status = _status_of(row, now=instant.now, zone=actor.zone)
            not_held += status is Status.NOT_HELD
            closed = completed_columns(actor=actor, now=instant.now) | {"status": status}
            closed["agreed"] = agreed(row, row["note"], at=instant.now, zone=actor.zone)
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
