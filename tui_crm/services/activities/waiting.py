"""Marking tasks as waiting for another person (R44); a waiting task is never overdue."""

from __future__ import annotations

from collections.abc import Sequence

from tui_crm.domain.activities.activity import Kind, Status, subject_of
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused
from tui_crm.domain.ids import ActivityId
from tui_crm.domain.text import shortened
from tui_crm.i18n import _
from tui_crm.services.activities.contractor_summary import refresh_contractors
from tui_crm.services.activities.timers import stopped
from tui_crm.services.activities.writes import rows_to_change
from tui_crm.store.models import Activity
from tui_crm.store.unit_of_work import write


def toggle_waiting(ids: Sequence[ActivityId], *, actor: Actor, instant: Instant) -> bool:
    """Mark the tasks as waiting, or, if all of them are, as planned; returns whether they wait now.

    The running timer of a task that begins to wait is paused.

    Raises `Refused` when one is no task or is completed, or the actor may not change it.
    """
    with write("activity.waiting", actor=actor, now=instant.now) as unit:
        rows = rows_to_change(unit, ids, actor)
        for row in rows:
            if row["kind"] is not Kind.TASK:
                raise Refused(
                    _(
                        "{subject}: only a task can wait for somebody. Move this one with "
                        "<activity.reschedule>."
                    ).format(subject=shortened(subject_of(row)))
                )
        waits = any(row["status"] is not Status.WAITING for row in rows)
        if not waits:
            unit.action = "activity.waiting_over"
        for row in rows:
            if waits or row["status"] is Status.WAITING:
                values = stopped(row, instant) if waits else {}
                status = Status.WAITING if waits else Status.PLANNED
                unit.update(Activity, row["id"], status=status, **values)
        refresh_contractors(unit, rows)
        return waits
