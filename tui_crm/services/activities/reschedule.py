"""Moving several activities in one operation, each to a start of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from tui_crm.domain.activities.activity import subject_of
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import StaleRecord
from tui_crm.domain.ids import ActivityId
from tui_crm.i18n import _
from tui_crm.services.activities.complete import Rescheduled
from tui_crm.services.activities.contractor_summary import refresh_contractors
from tui_crm.services.activities.start_time import Start
from tui_crm.services.activities.writes import move_to, rows_to_change
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import Operation
from tui_crm.store.unit_of_work import write


class Move(NamedTuple):
    """The new start of an activity; *version* is the one on which the plan was based."""

    id: ActivityId
    to: Start
    version: int


def reschedule_to(
    moves: Sequence[Move], *, planned_at: int | None = None, actor: Actor, now: datetime
) -> Rescheduled:
    """Move each activity to its own start, all of them or none.

    *planned_at* is the id of the last operation when free time was searched. Raises `Refused` when
    one is completed or the actor may not change it, `StaleRecord` when a colleague has changed one
    of them since it was read, or anything at all after *planned_at*.
    """
    with write("activity.reschedule", actor=actor, now=now) as unit:
        rows = rows_to_change(unit, [move.id for move in moves], actor)
        by_id = {row["id"]: row for row in rows}
        for move in moves:
            row = by_id[move.id]
            if row["version"] != move.version:
                raise StaleRecord(
                    _(
                        "Somebody has changed this meanwhile; look, and do it again: {subject}"
                    ).format(subject=subject_of(row)),
                    row,
                )
            move_to(unit, row, move.to)
        if planned_at is not None and _others_since(planned_at, actor):
            raise StaleRecord(
                _("Somebody has changed the schedule meanwhile; look, and do it again."), rows[0]
            )
        refresh_contractors(unit, rows)
        first = min(moves, key=lambda move: move.to.moment)
        return Rescheduled(tuple(move.id for move in moves), first.to.at)


def _others_since(operation_id: int, actor: Actor) -> bool:
    later = Operation.select(Operation.id).where(
        (Operation.id > operation_id) & (Operation.session != actor.session)
    )
    return fetch_one(later.limit(1)) is not None
