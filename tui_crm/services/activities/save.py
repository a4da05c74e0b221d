"""Saving a new or edited activity with its follow-up and series; saving a note alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tui_crm.domain.activities.activity import Kind, subject_of
from tui_crm.domain.activities.draft import follow_up_time
from tui_crm.domain.activities.fields import ENTRIES, ActivityEdit
from tui_crm.domain.activities.rules import check
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.ids import ActivityId
from tui_crm.i18n import _
from tui_crm.services.activities.agreed import agreed
from tui_crm.services.activities.contractor_summary import refresh_contractor
from tui_crm.services.activities.earlier_completion import kept_columns
from tui_crm.services.activities.form_outcome import plan_next_try, record_try, with_outcome
from tui_crm.services.activities.kinds import (
    check_colleagues,
    colleague_ids_of,
    colleagues_of,
    replace_colleagues,
    waiting_columns,
)
from tui_crm.services.activities.selectable import check_selectable, refuse_inactive
from tui_crm.services.activities.series import save_series
from tui_crm.services.activities.start_time import Start, start_of, start_of_row
from tui_crm.services.activities.timers import NO_TIMER, timer_of
from tui_crm.services.activities.writes import (
    Next,
    columns_of,
    completed_columns,
    forget_snooze,
    insert_activity,
    insert_next,
    linked,
    move_next,
    next_row,
    open_row,
    person_ids_of,
    replace_persons,
)
from tui_crm.services.common.permissions import must_change, must_hand_over, must_register
from tui_crm.services.common.validation import checked_note
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import Activity, Contractor, Employee, StoredActivity
from tui_crm.store.unit_of_work import UnitOfWork, check_version, write


@dataclass(frozen=True, slots=True)
class Saved:
    """The result; *follow_up_kept*: a next activity that was planned separately was not moved."""

    activity_id: ActivityId
    number: str
    follow_up_id: ActivityId | None = None
    follow_up_at: datetime | None = None
    follow_up_kept: bool = False
    follow_up_kind: Kind | None = None
    tried_at: Start | None = None
    """When an open contact that nobody answered is tried again."""
    attempts: int = 0
    wrong_number: str = ""
    """The number, as it is shown, that the outcome has marked as wrong."""


def save(edit: ActivityEdit, *, actor: Actor, instant: Instant) -> Saved:
    """Save a new or a changed activity, and its follow-up, in one transaction.

    A new one may belong to any employee (R24); for a stored one the right to change it is needed.
    Raises `RuleViolation`, `StaleRecord`, `Refused`, `NotFound`. Saving the same key twice makes
    one record: the second save changes it.
    """
    must_register(actor)
    check(edit)
    edit = dataclasses.replace(edit, person_ids=tuple(dict.fromkeys(edit.person_ids)))
    with write("activity.create", actor=actor, now=instant.now) as unit:
        row = _row_to_change(unit, edit, actor)
        if row is not None and row["completed_at"] is not None:
            # Saved and completed before, only the reply was lost; later input is refused.
            if (edit.note, edit.subject or row["subject"]) != (row["note"], row["subject"]):
                open_row(unit, row["id"])
            return _saved_already(row, actor)
        _check_links(edit, row)
        chosen = with_outcome(unit, edit, row, actor=actor)
        edit = chosen.edit
        if row is None:
            held = completed_columns(actor=actor, now=unit.now) | {"agreed": edit.note}
            activity_id = insert_activity(
                unit, edit, actor=actor, **(held if edit.completed else {})
            )
        else:
            unit.action = "activity.edit"
            activity_id = row["id"]
            _change(unit, row, edit, actor=actor, instant=instant)
        stored = unit.row(Activity, activity_id)
        wrong_number = record_try(unit, stored, chosen, new=row is None, actor=actor)
        following = _follow_up(unit, edit, row, activity_id=activity_id, actor=actor)
        if chosen.unreached and following is None:
            made = unit.row(Activity, activity_id)
            following = plan_next_try(unit, edit, made, actor=actor)
        repeated = save_series(unit, edit, row, activity_id=activity_id, actor=actor)
        refresh_contractor(unit, edit.contractor_id)
        if row is not None and row["contractor_id"] != edit.contractor_id:
            refresh_contractor(unit, row["contractor_id"])
        saved = unit.row(Activity, activity_id)
        unit.subject = subject_of(saved)
        return dataclasses.replace(
            _saved(saved, following or repeated),
            tried_at=start_of_row(saved, actor.zone) if chosen.tried else None,
            attempts=saved["attempts"],
            wrong_number=wrong_number,
        )


def edit_note(
    activity_id: ActivityId, note: str, *, version: int, actor: Actor, now: datetime
) -> int:
    """Save the note alone, from the list (R33, R34); returns the activity's new version."""
    text = checked_note(note)
    with write("activity.note", actor=actor, now=now) as unit:
        row = open_row(unit, activity_id)
        unit.subject = subject_of(row)
        must_change(actor, row["employee_id"], subject_of(row))
        unit.update(Activity, activity_id, version=version, note=text)
        return int(unit.row(Activity, activity_id)["version"])


def _row_to_change(unit: UnitOfWork, edit: ActivityEdit, actor: Actor) -> StoredActivity | None:
    """The row that the edit changes; None for a new activity."""
    if edit.id is not None:
        row = open_row(unit, edit.id)
        after = edit.employee_id or row["employee_id"]
        must_hand_over(actor, subject_of(row), before=row["employee_id"], after=after)
        check_version(row, edit.version)
        return row
    found = fetch_one(Activity.select(Activity.id).where(Activity.key == edit.key))
    if found is None:
        return None
    row = unit.row(Activity, found[0])
    if row["completed_at"] is None and row["changed_by_id"] != actor.operator_id:
        check_version(row, 1)
    return row


def _check_links(edit: ActivityEdit, row: StoredActivity | None) -> None:
    same_contractor = row is not None and row["contractor_id"] == edit.contractor_id
    if edit.contractor_id is not None and not same_contractor:
        _refuse_merged(edit.contractor_id)
        _check_active(
            Contractor,
            edit.contractor_id,
            RuleViolation("contractor", _("This contractor is not active. Choose another one.")),
        )
    if row is None or row["employee_id"] != edit.employee_id:
        _check_active(
            Employee,
            edit.employee_id,
            RuleViolation("employee", _("This employee is not active. Choose another one.")),
        )
    check_selectable(
        {field.name: getattr(edit, field.column) for field in ENTRIES},
        () if row is None else (row,),
    )
    before = set(person_ids_of(row["id"])) if row is not None and same_contractor else set()
    added = set(edit.person_ids) - before
    refuse_inactive(added)
    if added - linked(added, edit.contractor_id):
        raise RuleViolation(
            "persons",
            _(
                "Only persons linked to the contractor can take part. Remove the others, or link "
                "them first."
            ),
        )
    check_colleagues(edit, () if row is None else colleague_ids_of(row["id"]))


def _refuse_merged(contractor_id: int) -> None:
    """Raise `RuleViolation` for a merged contractor, which an old draft may still hold."""
    target = Contractor.alias("target")
    found = fetch_one(
        Contractor.select(Contractor.name, target.name)
        .join(target, on=(target.id == Contractor.merged_into_id))
        .where(Contractor.id == contractor_id)
    )
    if found is not None:
        raise RuleViolation(
            "contractor",
            _("“{name}” was merged into “{other}”. Choose that one instead.").format(
                name=found[0], other=found[1]
            ),
        )


def _check_active(model: Any, row_id: int | None, violation: RuleViolation) -> None:
    if fetch_one(model.select(model.id).where((model.id == row_id) & model.active)) is None:
        raise violation


def _change(
    unit: UnitOfWork, row: StoredActivity, edit: ActivityEdit, *, actor: Actor, instant: Instant
) -> None:
    # The kind never changes, because it is part of the number.
    edit = dataclasses.replace(edit, kind=row["kind"])
    values = columns_of(edit) | waiting_columns(edit, row["status"])
    values |= _duration(row, edit, actor, instant)
    if values["subject_generated"] and values["subject"] == subject_of(row):
        # The same in the words of another language is no change.
        values["subject"] = row["subject"]
    if edit.kind is not Kind.CONTACT:
        # Only the form of a contact has the outcome.
        del values["outcome_id"]
    if edit.completed:
        values |= completed_columns(actor=actor, now=unit.now) | kept_columns(row)
        values["agreed"] = agreed(row, edit.note, at=values["completed_at"], zone=actor.zone)
    changed = unit.update(Activity, row["id"], **values)
    forget_snooze(unit, row)
    others = replace_persons(unit, row["id"], edit.person_ids)
    others = replace_colleagues(unit, row["id"], colleagues_of(edit)) or others
    if others and not changed:
        # A change of persons or colleagues alone counts as a new version, too.
        unit.touch(Activity, row)


def _duration(
    row: StoredActivity, edit: ActivityEdit, actor: Actor, instant: Instant
) -> dict[str, Any]:
    """The timer columns after the save (R10); a colleague's running timer is not stopped."""
    measured = edit.duration_seconds
    if edit.completed:
        seconds = timer_of(row).elapsed(instant) if measured is None else measured
        return {"duration_seconds": seconds, **NO_TIMER}
    if measured is None or row["timer_operator_id"] not in {None, actor.operator_id}:
        return {}
    return {"duration_seconds": measured, **NO_TIMER}


def _follow_up(
    unit: UnitOfWork,
    edit: ActivityEdit,
    row: StoredActivity | None,
    *,
    activity_id: int,
    actor: Actor,
) -> Next | None:
    """Exactly one next activity (R11): created, moved, or kept if it was edited separately."""
    if edit.follow_up is None:
        return None
    kind = edit.follow_up.kind
    current = start_of(edit.starts_at, edit.starts_on, actor.zone)
    following = None if row is None else next_row(activity_id)
    if following is not None and row is not None and not _replanned(unit, row, activity_id):
        return Next(following["id"], start_of_row(following, actor.zone))
    at = follow_up_time(edit.follow_up, current=current.at, now=unit.now, zone=actor.zone)
    start = Start(at.astimezone(actor.zone), current.all_day)
    if following is None:
        if row is not None:
            edit = dataclasses.replace(edit, kind=row["kind"])
        return insert_next(unit, edit, start, after=activity_id, actor=actor, kind=kind)
    if move_next(unit, following, start, after=activity_id, actor=actor):
        return Next(following["id"], start)
    return Next(following["id"], start_of_row(following, actor.zone), kept=True)


_PLAN = (
    "starts_at", "starts_on", "follow_up", "follow_up_hours", "follow_up_days", "follow_up_weeks",
    "follow_up_picked_at",
)  # fmt: skip


def _replanned(unit: UnitOfWork, before: StoredActivity, activity_id: int) -> bool:
    """Whether this save changed a column on which the start of the next activity depends."""
    stored_before: Mapping[str, Any] = before
    after: Mapping[str, Any] = unit.row(Activity, activity_id)
    return any(stored_before[name] != after[name] for name in _PLAN)


def _saved(row: StoredActivity, following: Next | None) -> Saved:
    activity_id = ActivityId(row["id"])
    if following is None:
        return Saved(activity_id, row["number"])
    return Saved(
        activity_id,
        row["number"],
        follow_up_id=ActivityId(following.id),
        follow_up_at=following.start.at,
        follow_up_kept=following.kept,
        follow_up_kind=_kind_of(following.id),
    )


def _kind_of(activity_id: int) -> Kind | None:
    found = fetch_one(Activity.select(Activity.kind).where(Activity.id == activity_id))
    return None if found is None else Kind(found[0])


def _saved_already(row: StoredActivity, actor: Actor) -> Saved:
    found = next_row(row["id"])
    following = None if found is None else Next(found["id"], start_of_row(found, actor.zone))
    return _saved(row, following)
