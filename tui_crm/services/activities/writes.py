"""Shared steps of saving activities: rows, numbers, subjects, persons, the next activity."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeAlias, cast

from peewee import fn

from tui_crm.domain.activities.activity import Kind, Status, generated_subject, number, subject_of
from tui_crm.domain.activities.fields import CARRIED, ActivityEdit, stored_columns
from tui_crm.domain.activities.rules import analogous, as_kind
from tui_crm.domain.actor import Actor
from tui_crm.domain.dictionary import entry_name
from tui_crm.domain.errors import Refused, StaleRecord
from tui_crm.domain.ids import EmployeeId, PersonId
from tui_crm.domain.limits import check_note_length
from tui_crm.domain.text import with_others
from tui_crm.i18n import _
from tui_crm.services.activities.kinds import (
    active_employees,
    colleagues_of,
    currency_of,
    replace_colleagues,
    type_for,
    waiting_columns,
)
from tui_crm.services.activities.start_time import Start, Timed
from tui_crm.services.common.permissions import may_change, must_change
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import (
    Activity,
    Affiliation,
    Change,
    Contractor,
    Entry,
    Operation,
    Participant,
    Person,
    StoredActivity,
)
from tui_crm.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Next:
    """The next activity; *kept*: it was planned separately and left unchanged."""

    id: int
    start: Start
    kept: bool = False


def open_row(unit: UnitOfWork, activity_id: int) -> StoredActivity:
    """The activity's row; raises `Refused` when it is completed (R22), `NotFound`."""
    row = unit.row(Activity, activity_id)
    if row["completed_at"] is not None:
        raise Refused(
            _("{subject}: this is completed and can only be read. Reopen it to change it.").format(
                subject=subject_of(row)
            )
        )
    return row


Seen: TypeAlias = Mapping[int, tuple[datetime | None, date | None]]
"""The `starts_at` and `starts_on` of activities, as the operator saw them, by id."""


def rows_to_change(
    unit: UnitOfWork, ids: Iterable[int], actor: Actor, seen: Seen | None = None
) -> list[StoredActivity]:
    """The open activities that an operation changes, each once; sets the operation's subject.

    Raises `Refused` when there is none, when one is completed or the actor may not change it, and
    `StaleRecord` when one was moved since it was *seen*.
    """
    rows = [open_row(unit, activity_id) for activity_id in dict.fromkeys(ids)]
    if not rows:
        raise Refused(_("There is no activity under the cursor."))
    unit.subject = shared_subject(rows)
    for row in rows:
        must_change(actor, row["employee_id"], subject_of(row))
        check_not_moved(row, seen)
    return rows


def check_not_moved(row: StoredActivity, seen: Seen | None) -> None:
    """Raise `StaleRecord` when the activity was moved since it was *seen*."""
    start = row["starts_at"], row["starts_on"]
    if seen is not None and seen.get(row["id"], start) != start:
        raise StaleRecord(
            _("Somebody has moved this meanwhile; look, and do it again: {subject}").format(
                subject=subject_of(row)
            ),
            row,
        )


class Movable(Timed):
    """The columns of an activity that `move_to` needs."""

    id: int
    snoozed_until: datetime | None


class NextActivity(Movable):
    """The columns of a next activity that are needed to move it."""

    employee_id: int
    completed_at: datetime | None


def forget_snooze(unit: UnitOfWork, before: Movable) -> None:
    """Clear the snooze of an activity that was moved: its reminder follows the new start."""
    if before["snoozed_until"] is None:
        return
    after = unit.row(Activity, before["id"])
    if (before["starts_at"], before["starts_on"]) != (after["starts_at"], after["starts_on"]):
        unit.set_untracked(Activity, before["id"], snoozed_until=None)


def move_to(unit: UnitOfWork, row: Movable, start: Start, **values: Any) -> bool:
    """Give an activity another start and *values*; returns whether anything changed."""
    changed = unit.update(Activity, row["id"], **values, **start.columns())
    forget_snooze(unit, row)
    return changed


def shared_subject(rows: Sequence[StoredActivity]) -> str:
    """The subject of an operation on these rows: the first one's, and how many more (`+2`)."""
    return with_others(subject_of(rows[0]), len(rows))


def insert_activity(
    unit: UnitOfWork,
    edit: ActivityEdit,
    *,
    actor: Actor,
    previous_id: int | None = None,
    **values: Any,
) -> int:
    """Add an activity with the next number of its kind and year, its persons and colleagues."""
    year = unit.now.astimezone(actor.zone).year
    running = _next_running(edit.kind, year)
    activity_id = unit.insert(
        Activity,
        key=edit.key,
        number=number(edit.kind, year=year, running=running),
        number_year=year,
        number_running=running,
        kind=edit.kind,
        previous_id=previous_id,
        **{
            "duration_seconds": edit.duration_seconds or 0,
            **columns_of(edit),
            **waiting_columns(edit),
            **values,
        },
    )
    for position, person_id in enumerate(edit.person_ids):
        unit.insert(Participant, activity_id=activity_id, person_id=person_id, position=position)
    replace_colleagues(unit, activity_id, colleagues_of(edit))
    return activity_id


def _next_running(kind: Kind, year: int) -> int:
    found = fetch_one(
        Activity.select(fn.MAX(Activity.number_running)).where(
            (Activity.number_year == year) & (Activity.kind == kind)
        )
    )
    return 1 + (0 if found is None or found[0] is None else int(found[0]))


def columns_of(edit: ActivityEdit) -> dict[str, Any]:
    """The values of the form by column, without the kind (never changes) and the duration."""
    generated = not edit.subject
    follow_up = edit.follow_up
    offsets = None if follow_up is None else follow_up.offsets
    return {
        **stored_columns(edit),
        "subject": _subject(edit) if generated else edit.subject,
        "subject_generated": generated,
        "starts_at": edit.starts_at,
        "starts_on": edit.starts_on,
        "in_schedule": edit.in_schedule or edit.kind is Kind.TASK,
        "currency": currency_of(edit) if edit.kind is Kind.MEETING else "",
        "follow_up": follow_up is not None,
        "follow_up_hours": 0 if offsets is None else offsets.hours,
        "follow_up_days": 0 if offsets is None else offsets.days,
        "follow_up_weeks": 0 if offsets is None else offsets.weeks,
        "follow_up_picked_at": None if follow_up is None else follow_up.picked_at,
    }


def _subject(edit: ActivityEdit) -> str:
    type_name = contractor_name = ""
    if edit.type_id is not None:
        found = fetch_one(Entry.select(Entry.name, Entry.code).where(Entry.id == edit.type_id))
        type_name = "" if found is None else entry_name(*found)
    if edit.contractor_id is not None:
        named = fetch_one(
            Contractor.select(Contractor.name).where(Contractor.id == edit.contractor_id)
        )
        contractor_name = "" if named is None else named[0]
    return generated_subject(edit.kind, type_name=type_name, contractor_name=contractor_name)


def person_ids_of(activity_id: int) -> tuple[PersonId, ...]:
    """The ids of the activity's persons in their order."""
    found = fetch_tuples(
        Participant.select(Participant.person)
        .where(Participant.activity == activity_id)
        .order_by(Participant.position, Participant.id)
    )
    return tuple(PersonId(person_id) for (person_id,) in found)


def linked(person_ids: Iterable[int], contractor_id: int | None) -> set[int]:
    """Ids of those active persons who have an active affiliation with the contractor (R38)."""
    if contractor_id is None:
        return set()
    found = fetch_tuples(
        Affiliation.select(Affiliation.person)
        .join(Person, on=(Person.id == Affiliation.person))
        .where(
            (Affiliation.contractor == contractor_id)
            & Affiliation.active
            & Person.active
            & Affiliation.person.in_(list(person_ids))
        )
    )
    return {person_id for (person_id,) in found}


def replace_persons(unit: UnitOfWork, activity_id: int, person_ids: Sequence[int]) -> bool:
    """Make these the activity's persons, in this order; returns whether anything changed."""
    found = fetch_tuples(
        Participant.select(Participant.person, Participant.id, Participant.position).where(
            Participant.activity == activity_id
        )
    )
    present = {person_id: (row_id, position) for person_id, row_id, position in found}
    changed = False
    for person_id in present.keys() - set(person_ids):
        unit.delete(Participant, present[person_id][0])
        changed = True
    for position, person_id in enumerate(person_ids):
        if person_id not in present:
            unit.insert(
                Participant, activity_id=activity_id, person_id=person_id, position=position
            )
            changed = True
        elif present[person_id][1] != position:
            unit.update(Participant, present[person_id][0], position=position)
            changed = True
    return changed


class RowToRepeat(Timed):
    """The columns that a copy of an activity needs, besides those of `CARRIED`."""

    key: str
    kind: Kind
    subject: str
    subject_generated: bool


def edit_like(
    row: RowToRepeat,
    person_ids: tuple[PersonId, ...],
    colleague_ids: tuple[EmployeeId, ...] = (),
) -> ActivityEdit:
    """A copy of the activity of a row at the same start; a generated subject stays generated."""
    stored: Mapping[str, Any] = row
    return ActivityEdit(
        key=row["key"],
        kind=row["kind"],
        subject="" if row["subject_generated"] else row["subject"],
        person_ids=person_ids,
        starts_at=row["starts_at"],
        starts_on=row["starts_on"],
        colleague_ids=colleague_ids,
        **{column: stored[column] for column in CARRIED},
    )


def next_row(activity_id: int) -> NextActivity | None:
    """The next activity of this one; None when there is none."""
    names = tuple(NextActivity.__annotations__)
    found = fetch_one(
        Activity.select(*(getattr(Activity, name) for name in names)).where(
            Activity.previous == activity_id
        )
    )
    return None if found is None else cast("NextActivity", dict(zip(names, found, strict=True)))


def insert_next(
    unit: UnitOfWork,
    edit: ActivityEdit,
    start: Start,
    *,
    after: int,
    actor: Actor,
    kind: Kind | None = None,
) -> Next:
    """Add the next activity, of the chosen kind (R12; None: the same), after *after*."""
    edit = without_inactive(edit)
    kind = kind or edit.kind
    if kind is not edit.kind:
        named = edit.subject or _subject(edit)
        edit = as_kind(edit, kind, subject=named, type_id=type_for(kind, edit.type_id))
    following = analogous(edit, key=str(uuid.uuid4()), starts_at=start.at)
    placed = dataclasses.replace(following, **start.columns())
    return Next(insert_activity(unit, placed, actor=actor, previous_id=after), start)


def without_inactive(edit: ActivityEdit) -> ActivityEdit:
    """Without persons who have left the contractor, and without inactive colleagues.

    If no person would remain, all of them stay, to be replaced by hand.
    """
    staying = linked(edit.person_ids, edit.contractor_id)
    working = active_employees(edit.colleague_ids)
    persons = tuple(one for one in edit.person_ids if one in staying)
    return dataclasses.replace(
        edit,
        person_ids=persons or edit.person_ids,
        colleague_ids=tuple(one for one in edit.colleague_ids if one in working),
    )


def move_next(
    unit: UnitOfWork, following: NextActivity, start: Start, *, after: int, actor: Actor
) -> bool:
    """Move the next activity; False when it is completed, was edited separately, or may not be."""
    if following["completed_at"] is not None or not may_change(actor, following["employee_id"]):
        return False
    if _touched(following["id"], after=after):
        return False
    move_to(unit, following, start)
    return True


_MOVED_BY_ITSELF: Final = ("activity.reschedule", "activity.no_answer")
"""Actions that give each activity its own time, even when several are changed together."""


def _touched(activity_id: int, *, after: int) -> bool:
    # The version is no proof: moving it together with the one before it raises the version, too.
    table = "activity"
    together = Change.alias()
    same_operation = together.select(together.id).where(
        (together.operation == Change.operation)
        & (together.table == table)
        & (together.row_id == after)
    )
    query = (
        Change.select(Change.id)
        .join(Operation, on=(Operation.id == Change.operation))
        .where(
            (Change.table == table)
            & (Change.row_id == activity_id)
            & (Change.field != "")
            & (Operation.action.in_(_MOVED_BY_ITSELF) | ~fn.EXISTS(same_operation))
        )
    )
    return fetch_one(query) is not None


def completed_columns(*, actor: Actor, now: datetime) -> dict[str, Any]:
    """The columns that mark an activity as completed."""
    return {
        "status": Status.DONE,
        "completed_at": now,
        "completed_by_id": actor.operator_id,
    }


def with_words(note: str, words: str) -> str:
    """A note with *words* below it, the same where there are none; checks the length."""
    if not words.strip():
        return note
    whole = f"{note}\n{words}" if note else words
    check_note_length(whole)
    return whole
