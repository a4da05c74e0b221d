"""Completing, reopening and rescheduling activities, one or many in one operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tui_crm.domain.activities.activity import Status, subject_of
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused, RuleViolation
from tui_crm.domain.ids import ActivityId, EntryId
from tui_crm.domain.text import clean_note
from tui_crm.i18n import _
from tui_crm.services.activities.agreed import agreed
from tui_crm.services.activities.attempts import applies_to, record_completion
from tui_crm.services.activities.contractor_summary import refresh_contractors
from tui_crm.services.activities.earlier_completion import earlier_completion, kept_columns
from tui_crm.services.activities.kinds import colleague_ids_of
from tui_crm.services.activities.next_steps import PROPOSED, proposed_starts
from tui_crm.services.activities.selectable import check_selectable
from tui_crm.services.activities.series import create_next_of_series
from tui_crm.services.activities.start_time import Start, check_to_come, start_of_row, typed_start
from tui_crm.services.activities.talk_time import length_columns
from tui_crm.services.activities.writes import (
    Next,
    Seen,
    completed_columns,
    edit_like,
    insert_next,
    move_next,
    move_to,
    next_row,
    person_ids_of,
    rows_to_change,
    with_words,
)
from tui_crm.services.common.permissions import must_reopen
from tui_crm.store.models import Activity, StoredActivity
from tui_crm.store.unit_of_work import UnitOfWork, write


@dataclass(frozen=True, slots=True)
class Completion:
    """The values of the completion bar.

    *next* is the typed time of the next activity; `=` takes the outcome's or the type's proposal.
    """

    outcome_id: EntryId | None
    note: str = ""
    next: str = ""
    outcome_chosen: bool = True
    """False for an outcome that was only proposed: activities completed before keep theirs."""
    took: str = ""
    """How long each took, as typed; empty leaves what was timed."""
    card_seconds: int = 0
    """How long a card of the queue was shown until the outcome was chosen."""


@dataclass(frozen=True, slots=True)
class Completed:
    """The completed activities; *next_at* is the earliest start of their next ones."""

    ids: tuple[ActivityId, ...]
    next_ids: tuple[ActivityId, ...] = ()
    next_at: datetime | None = None
    next_kept: bool = False
    """Whether a next activity that was planned separately was left unchanged."""
    first_at: datetime | None = None
    """When a single one was completed first, if it keeps that."""
    wrong_numbers: tuple[str, ...] = ()
    """The numbers, as they are shown, that the outcome has marked as wrong."""


@dataclass(frozen=True, slots=True)
class Rescheduled:
    """The moved activities; *first_at* is the earliest of the new starts."""

    ids: tuple[ActivityId, ...]
    first_at: datetime


def complete(
    ids: Sequence[ActivityId],
    completion: Completion,
    *,
    seen: Seen | None = None,
    actor: Actor,
    instant: Instant,
) -> Completed:
    """Complete all of them, and plan their next ones, in one operation.

    One that was reopened and not moved since keeps the moment and the operator of its earlier
    completion. Raises `Refused` when one of them is completed already, `StaleRecord` when a
    colleague has moved one since it was *seen*, `RuleViolation` on “outcome”, “next”, “note” or
    “took”.
    """
    with write("activity.complete", actor=actor, now=instant.now) as unit:
        rows = rows_to_change(unit, ids, actor, seen)
        check_selectable({"outcome": completion.outcome_id}, rows)
        starts = _next_starts(rows, completion, actor=actor, now=instant.now)
        for start in starts:
            if start is not None:
                check_to_come("next", start, now=instant.now)
        wrong = []
        for row in rows:
            values = _completed(row, completion, actor, instant)
            unit.update(Activity, row["id"], **values)
            at = values["completed_at"]
            wrong.append(record_completion(unit, row, values["outcome_id"], at=at, actor=actor))
        # After all updates: the next activity of one row may be another of the rows.
        planned = [
            _plan_next(unit, row, start, actor)
            for row, start in zip(rows, starts, strict=True)
            if start is not None
        ]
        planned += create_next_of_series(unit, rows, actor=actor)
        refresh_contractors(unit, rows)
        first = min(
            (following.start for following in planned), key=lambda start: start.moment, default=None
        )
        return Completed(
            ids=tuple(ActivityId(row["id"]) for row in rows),
            next_ids=tuple(ActivityId(following.id) for following in planned),
            next_at=None if first is None else first.at,
            next_kept=any(following.kept for following in planned),
            first_at=_first_at(rows),
            wrong_numbers=tuple(filter(None, wrong)),
        )


def _first_at(rows: Sequence[StoredActivity]) -> datetime | None:
    earlier = earlier_completion(rows[0]) if len(rows) == 1 else None
    return None if earlier is None else earlier.completed_at


def _next_starts(
    rows: Sequence[StoredActivity], completion: Completion, *, actor: Actor, now: datetime
) -> list[Start | None]:
    if completion.next.strip() == PROPOSED:
        return proposed_starts(rows, completion.outcome_id, actor=actor, now=now)
    return [
        typed_start(
            "next", completion.next, start_of_row(row, actor.zone), now=now, zone=actor.zone
        )
        for row in rows
    ]


def reopen(activity_id: ActivityId, *, actor: Actor, now: datetime) -> None:
    """Make a completed activity open again (R22).

    Raises `Refused` unless the actor completed it or has the right to reopen it.
    """
    with write("activity.reopen", actor=actor, now=now) as unit:
        row = unit.row(Activity, activity_id)
        unit.subject = subject_of(row)
        if row["completed_at"] is None:
            raise Refused(_("This activity is open already."))
        must_reopen(actor, completed_by=row["completed_by_id"], subject=subject_of(row))
        unit.update(
            Activity, activity_id, status=Status.PLANNED, completed_at=None, completed_by_id=None
        )
        refresh_contractors(unit, [row])


def reschedule(
    ids: Sequence[ActivityId], to: str, *, seen: Seen | None = None, actor: Actor, now: datetime
) -> Rescheduled:
    """Move all of them to the typed time *to*, which is read relative to each one's own start.

    Raises `Refused` when one of them is completed, `StaleRecord` when a colleague has moved one
    since it was *seen*, `RuleViolation` on “to”.
    """
    with write("activity.reschedule", actor=actor, now=now) as unit:
        rows = rows_to_change(unit, ids, actor, seen)
        starts: list[Start] = []
        for row in rows:
            start = typed_start("to", to, start_of_row(row, actor.zone), now=now, zone=actor.zone)
            if start is None:
                raise RuleViolation("to", _("Say when, for example 3d or tomorrow 9."))
            move_to(unit, row, start)
            starts.append(start)
        refresh_contractors(unit, rows)
        return Rescheduled(
            ids=tuple(ActivityId(row["id"]) for row in rows),
            first_at=min(starts, key=lambda start: start.moment).at,
        )


def _completed(
    row: StoredActivity, completion: Completion, actor: Actor, instant: Instant
) -> dict[str, Any]:
    earlier = kept_columns(row)
    keeps = (earlier and not completion.outcome_chosen) or not applies_to(
        completion.outcome_id, row["kind"]
    )
    closed = completed_columns(actor=actor, now=instant.now) | earlier
    note = with_words(row["note"], clean_note(completion.note))
    return {
        **closed,
        **length_columns(
            row,
            took=completion.took,
            card_seconds=0 if earlier else completion.card_seconds,
            outcome_id=completion.outcome_id,
            instant=instant,
        ),
        "outcome_id": row["outcome_id"] if keeps else completion.outcome_id,
        "note": note,
        "agreed": agreed(row, note, at=closed["completed_at"], zone=actor.zone),
    }


def _plan_next(unit: UnitOfWork, row: StoredActivity, start: Start, actor: Actor) -> Next:
    """Move the open next activity to *start*, or create one at the end of the chain."""
    after = row["id"]
    following = next_row(after)
    while following is not None and following["completed_at"] is not None:
        after = following["id"]
        following = next_row(after)
    if following is None:
        return insert_next(
            unit,
            edit_like(row, person_ids_of(row["id"]), colleague_ids_of(row["id"])),
            start,
            after=after,
            actor=actor,
        )
    if move_next(unit, following, start, after=row["id"], actor=actor):
        return Next(following["id"], start)
    return Next(following["id"], start_of_row(following, actor.zone), kept=True)
