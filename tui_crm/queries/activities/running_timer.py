"""The conversation an operator is in."""

from __future__ import annotations

from dataclasses import dataclass

from peewee import JOIN

from tui_crm.domain.activities.timer import Timer
from tui_crm.queries.common.activity_rows import TIMER
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import Activity, Contractor


@dataclass(frozen=True, slots=True)
class RunningTimer:
    """The conversation an operator is in."""

    contractor: str
    subject: str
    timer: Timer


def running_timer(operator_id: int) -> RunningTimer | None:
    """What an operator's timer runs for; at most one, by a unique index."""
    found = fetch_one(
        Activity.select(Contractor.name, Activity.subject, *TIMER)
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == Activity.contractor_id))
        .where(Activity.timer_operator_id == operator_id)
    )
    if found is None:
        return None
    return RunningTimer(found[0] or "", found[1], Timer.stored(*found[2:]))
