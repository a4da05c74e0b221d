"""The activity for which an operator's timer is running."""

from __future__ import annotations

from dataclasses import dataclass

from peewee import JOIN

from tui_crm.domain.activities.activity import shown_subject
from tui_crm.domain.activities.timer import Timer
from tui_crm.queries.common.activity_rows import TIMER
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import Activity, Contractor


@dataclass(frozen=True, slots=True)
class RunningTimer:
    """The activity whose timer runs, with its contractor and timer."""

    contractor: str
    subject: str
    timer: Timer


def running_timer(operator_id: int) -> RunningTimer | None:
    """The activity that an operator's timer runs for; a unique index allows only one."""
    found = fetch_one(
        Activity.select(Contractor.name, Activity.subject, Activity.subject_generated, *TIMER)
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == Activity.contractor_id))
        .where(Activity.timer_operator_id == operator_id)
    )
    if found is None:
        return None
    contractor, subject, generated, *timer = found
    subject = shown_subject(subject, generated=generated)
    return RunningTimer(contractor or "", subject, Timer.stored(*timer))
