"""Starting and pausing the timer of an activity; an operator has one running timer (R09)."""

from __future__ import annotations

from typing import Any, Final

from tui_crm.domain.activities.activity import Status, subject_of
from tui_crm.domain.activities.timer import Instant, Timer
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused
from tui_crm.domain.ids import ActivityId
from tui_crm.domain.permissions import Scope
from tui_crm.i18n import _
from tui_crm.services.common.permissions import must_change
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import Activity, StoredActivity
from tui_crm.store.unit_of_work import UnitOfWork, write

NO_TIMER: Final[dict[str, Any]] = {
    "timer_started_at": None,
    "timer_boot_id": "",
    "timer_boot_seconds": 0.0,
    "timer_heartbeat_at": None,
    "timer_operator_id": None,
}


def start(activity_id: ActivityId, *, actor: Actor, instant: Instant) -> int:
    """Start or continue the timer; a running one of this operator on another activity is paused.

    Returns the activity's version.
    """
    with write("timer.start", actor=actor, now=instant.now) as unit:
        row = unit.row(Activity, activity_id)
        unit.subject = subject_of(row)
        _check_may_time(row, actor)
        timer = timer_of(row)
        if timer.running and not _from_another_boot(row, instant):
            return int(row["version"])
        _pause_the_other(unit, activity_id, actor=actor, instant=instant)
        timer_now = timer.pause(instant).start(instant)
        in_progress = Status.IN_PROGRESS if row["status"] is Status.PLANNED else row["status"]
        unit.update(
            Activity,
            activity_id,
            status=in_progress,
            duration_seconds=timer_now.duration_seconds,
            timer_started_at=instant.now,
            timer_boot_id=instant.boot_id,
            timer_boot_seconds=instant.boot_seconds,
            timer_heartbeat_at=instant.now,
            timer_operator_id=actor.operator_id,
        )
        return int(unit.row(Activity, activity_id)["version"])


def pause(activity_id: ActivityId, *, actor: Actor, instant: Instant) -> int:
    """Pause the timer if it runs. Returns the activity's version."""
    with write("timer.pause", actor=actor, now=instant.now) as unit:
        row = unit.row(Activity, activity_id)
        unit.subject = subject_of(row)
        if timer_of(row).running:
            _check_may_time(row, actor)
            unit.update(Activity, activity_id, **stopped(row, instant))
        return int(unit.row(Activity, activity_id)["version"])


def heartbeat(*, actor: Actor, instant: Instant) -> None:
    """Store that the call still goes on, so that its end is known after a crash.

    A timer from before a restart of the machine is left alone: its last heartbeat is its end.
    """
    with write("timer.heartbeat", actor=actor, now=instant.now) as unit:
        activity_id = _running_of(actor)
        if activity_id is None:
            return
        if not _from_another_boot(unit.row(Activity, activity_id), instant):
            unit.set_untracked(Activity, activity_id, timer_heartbeat_at=instant.now)


def timer_of(row: StoredActivity) -> Timer:
    """The timer of an activity's row."""
    return Timer.stored(
        row["duration_seconds"],
        row["timer_started_at"],
        row["timer_boot_id"],
        row["timer_boot_seconds"],
        row["timer_heartbeat_at"],
    )


def stopped(row: StoredActivity, instant: Instant) -> dict[str, Any]:
    """The timer columns after stopping: a running timer is added to the duration."""
    return {"duration_seconds": timer_of(row).elapsed(instant), **NO_TIMER}


def _pause_the_other(unit: UnitOfWork, activity_id: int, *, actor: Actor, instant: Instant) -> None:
    other = _running_of(actor)
    if other is not None and other != activity_id:
        unit.update(Activity, other, **stopped(unit.row(Activity, other), instant))


def _running_of(actor: Actor) -> int | None:
    found = fetch_one(
        Activity.select(Activity.id).where(Activity.timer_operator == actor.operator_id)
    )
    return None if found is None else int(found[0])


def _from_another_boot(row: StoredActivity, instant: Instant) -> bool:
    return bool(row["timer_boot_id"] != instant.boot_id)


def _check_may_time(row: StoredActivity, actor: Actor) -> None:
    if row["completed_at"] is not None:
        raise Refused(_("This activity is completed: its time is fixed. Reopen it to go on."))
    timer_operator_id = row["timer_operator_id"]
    if timer_operator_id == actor.operator_id:
        # The operator who started it may continue, even if the activity was handed over.
        return
    must_change(actor, row["employee_id"], subject_of(row))
    if timer_operator_id is not None and actor.rights.change is not Scope.ALL:
        raise Refused(_("A colleague is on this call: the timer is theirs until they pause it."))
