"""An outcome chosen in the form of a contact: it completes it, or counts a try."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import NamedTuple

from tui_crm.domain.activities.activity import Kind, Status
from tui_crm.domain.activities.draft import follow_up_time
from tui_crm.domain.activities.fields import ActivityEdit
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import RuleViolation
from tui_crm.services.activities.attempts import (
    not_reached,
    record_attempt,
    record_completion,
)
from tui_crm.services.activities.no_answer import (
    asks,
    first_attempt,
    ladder_start,
    next_attempt_question,
)
from tui_crm.services.activities.start_time import Start, check_to_come, start_of_row
from tui_crm.services.activities.writes import Next, insert_next, next_row
from tui_crm.store.models import Activity, StoredActivity
from tui_crm.store.unit_of_work import UnitOfWork


class Chosen(NamedTuple):
    """The edit to be saved, and what its outcome means."""

    edit: ActivityEdit
    outcome_id: int | None
    tried: bool = False
    """Nobody was reached, and the stored contact stays open."""
    unreached: bool = False
    """Nobody was reached, and the held attempt is stored as completed: another one follows."""


def with_outcome(
    unit: UnitOfWork, edit: ActivityEdit, row: StoredActivity | None, *, actor: Actor
) -> Chosen:
    """What is to be saved for the chosen outcome; *row* None is a new contact.

    Raises `RuleViolation` on “days” when the next try must be typed, or lies in the past.
    """
    outcome_id = edit.outcome_id
    if not edit.outcome_chosen or edit.kind is not Kind.CONTACT:
        return Chosen(edit, outcome_id)
    unreached = not_reached(outcome_id)
    if row is None or not unreached:
        return Chosen(dataclasses.replace(edit, completed=True), outcome_id, unreached=unreached)
    if edit.completed:
        return Chosen(edit, outcome_id)
    return Chosen(_moved(edit, row, actor=actor, now=unit.now), outcome_id, tried=True)


def _moved(edit: ActivityEdit, row: StoredActivity, *, actor: Actor, now: datetime) -> ActivityEdit:
    """The open contact at its next try: at the typed time, else where the ladder says."""
    open_edit = dataclasses.replace(edit, outcome_id=None)
    if (edit.starts_at, edit.starts_on) != (row["starts_at"], row["starts_on"]):
        return open_edit
    current = start_of_row(row, actor.zone)
    if edit.follow_up is not None and next_row(row["id"]) is None:
        at = follow_up_time(edit.follow_up, current=current.at, now=now, zone=actor.zone)
        start = Start(at.astimezone(actor.zone), current.all_day)
        check_to_come("days", start, now=now)
        return dataclasses.replace(open_edit, follow_up=None, **start.columns())
    if asks(row["attempts"]):
        raise RuleViolation("days", next_attempt_question(row["attempts"] + 1))
    return dataclasses.replace(open_edit, **ladder_start(row, actor=actor, now=now).columns())


def record_try(
    unit: UnitOfWork, row: StoredActivity, chosen: Chosen, *, new: bool, actor: Actor
) -> str:
    """Write the try of a contact that was saved as completed, or counted and left open.

    The row is as it was saved. One that is *new* was tried at its start. Returns the number that
    was marked as wrong, blank when none was.
    """
    if chosen.tried:
        unit.action = "activity.no_answer"
        unit.update(Activity, row["id"], attempts=row["attempts"] + 1, status=Status.PLANNED)
        return record_attempt(unit, row, chosen.outcome_id, actor=actor)
    if row["status"] is Status.DONE:
        at = row["completed_at"]
        assert at is not None  # a CHECK of the database
        if new and row["starts_at"] is not None:
            at = min(row["starts_at"], at)
        return record_completion(unit, row, row["outcome_id"], at=at, actor=actor)
    return ""


def plan_next_try(
    unit: UnitOfWork, edit: ActivityEdit, row: StoredActivity, *, actor: Actor
) -> Next:
    """The next contact after a completed attempt that reached nobody; the try counts there."""
    start = first_attempt(
        row["employee_id"], row["starts_at"], but=row["id"], actor=actor, now=unit.now
    )
    following = insert_next(unit, edit, start, after=row["id"], actor=actor)
    unit.update(Activity, following.id, attempts=1)
    return following
