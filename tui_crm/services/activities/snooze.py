"""Snoozing a reminder until a typed time."""

from __future__ import annotations

from datetime import datetime

from tui_crm.domain.activities.activity import subject_of
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.dates import is_before, read_when
from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.domain.ids import ActivityId
from tui_crm.i18n import _
from tui_crm.services.activities.writes import open_row
from tui_crm.services.common.permissions import must_change
from tui_crm.store.models import Activity
from tui_crm.store.unit_of_work import write


def snooze(activity_id: ActivityId, until: str, *, actor: Actor, now: datetime) -> datetime:
    """Snooze a reminder until the typed time (`10 min`, `14:30`, `tomorrow 9`); returns it.

    It does not change the version and is not recorded in the history. Raises `RuleViolation` on
    “until”, `Refused`, `NotFound`.
    """
    at = read_until(until, actor=actor, now=now)
    with write("activity.snooze", actor=actor, now=now) as unit:
        row = open_row(unit, activity_id)
        must_change(actor, row["employee_id"], subject_of(row))
        unit.set_untracked(Activity, activity_id, snoozed_until=at)
    return at


def read_until(until: str, *, actor: Actor, now: datetime) -> datetime:
    """The typed moment, in the actor's zone; raises `RuleViolation` on “until” for a past one."""
    if not until.strip():
        raise RuleViolation("until", _("Say until when, for example 20 min, 14:30 or tomorrow 9."))
    try:
        at = read_when(until, now=now, zone=actor.zone).at
    except CrmError as unreadable:
        raise RuleViolation("until", unreadable.message) from unreadable
    if not is_before(now, at):
        raise RuleViolation("until", _("That time has passed. Type for example 20 min."))
    return at
