"""Completing, reopening and moving activities, one or many in one operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tui_crm.domain.activity import Status
from tui_crm.domain.errors import CrmError, Refused, RuleViolation
from tui_crm.domain.ids import ActivityId, EntryId
from tui_crm.domain.operator import Who
from tui_crm.domain.text import NOTE_LIMIT, clean_note
from tui_crm.domain.timer import Instant
from tui_crm.i18n import _
from tui_crm.services.activity_rows import (
    Next,
    completed_columns,
    edit_of,
    insert_next,
    move_next,
    next_row,
    open_row,
    person_ids_of,
    shared_subject,
)
from tui_crm.services.derived import refresh_contractor
from tui_crm.services.reminders import forget_snooze
from tui_crm.services.rights import must_change, must_reopen
from tui_crm.services.series import follow
from tui_crm.services.starts import Start, read_start, start_of_row
from tui_crm.services.timers import stopped
from tui_crm.store.models import Activity
from tui_crm.store.unit import Unit, write


@dataclass(frozen=True, slots=True)
class Completion:
    """What the strip says: how it went, and when the next one is (typed as people say it)."""

    outcome_id: EntryId | None
    note: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Completed:
    """What came of it; *next_at* is the earliest of the next ones."""

    ids: tuple[ActivityId, ...]
    next_ids: tuple[ActivityId, ...] = ()
    next_at: datetime | None = None
    next_kept: bool = False
    """Somebody's own plan for a next one was left as it is."""


@dataclass(frozen=True, slots=True)
class Rescheduled:
    """What was moved; *first_at* is the earliest of the new times."""

    ids: tuple[ActivityId, ...]
    first_at: datetime


def complete(
    ids: Sequence[ActivityId], completion: Completion, *, who: Who, instant: Instant
) -> Completed:
    """Complete all of them, and plan their next ones, in one operation.

    Raises `Refused` when one of them is completed already, `RuleViolation` on “next” or “note”.
    """
    with write("activity.complete", who=who, now=instant.now) as unit:
        rows = _open_rows(unit, ids, who)
        starts = [
            _read("next", completion.next, start_of_row(row, who.zone), who=who, now=instant.now)
            for row in rows
        ]
        _check_to_come(starts, now=instant.now, who=who)
        for row in rows:
            unit.update(Activity, row["id"], **_completed(row, completion, who, instant))
        # Only now: the next one of a row may be another of the rows.
        planned = [
            _plan_next(unit, row, start, who)
            for row, start in zip(rows, starts, strict=True)
            if start is not None
        ]
        planned += follow(unit, rows, who=who)
        _refresh(unit, rows)
        return Completed(
            ids=tuple(ActivityId(row["id"]) for row in rows),
            next_ids=tuple(ActivityId(following.id) for following in planned),
            next_at=min((following.start.at for following in planned), default=None),
            next_kept=any(following.kept for following in planned),
        )


def reopen(activity_id: ActivityId, *, who: Who, now: datetime) -> None:
    """Make a completed activity an open one again (R22): whoever completed it, or may do so."""
    with write("activity.reopen", who=who, now=now) as unit:
        row = unit.row(Activity, activity_id)
        unit.subject = row["subject"]
        if row["completed_at"] is None:
            raise Refused(_("This activity is open already."))
        must_reopen(who, completed_by=row["completed_by_id"], subject=row["subject"])
        unit.update(
            Activity, activity_id, status=Status.PLANNED, completed_at=None, completed_by_id=None
        )
        _refresh(unit, [row])


def reschedule(ids: Sequence[ActivityId], to: str, *, who: Who, now: datetime) -> Rescheduled:
    """Move all of them to what is typed, read against each one's own start.

    Raises `Refused` when one of them is completed, `RuleViolation` on “to”.
    """
    with write("activity.reschedule", who=who, now=now) as unit:
        rows = _open_rows(unit, ids, who)
        starts: list[Start] = []
        for row in rows:
            start = _read("to", to, start_of_row(row, who.zone), who=who, now=now)
            if start is None:
                raise RuleViolation("to", _("Say when, for example 3d or tomorrow 9."))
            unit.update(Activity, row["id"], **start.columns())
            forget_snooze(unit, row)
            starts.append(start)
        _refresh(unit, rows)
        return Rescheduled(
            ids=tuple(ActivityId(row["id"]) for row in rows),
            first_at=min(start.at for start in starts),
        )


def _open_rows(unit: Unit, ids: Sequence[ActivityId], who: Who) -> list[dict[str, Any]]:
    rows = [open_row(unit, activity_id) for activity_id in dict.fromkeys(ids)]
    if not rows:
        raise Refused(_("There is no activity under the cursor."))
    unit.subject = shared_subject(rows)
    for row in rows:
        must_change(who, row["employee_id"], row["subject"])
    return rows


def _read(field: str, text: str, current: Start, *, who: Who, now: datetime) -> Start | None:
    try:
        return read_start(text, current, now=now, zone=who.zone)
    except CrmError as unreadable:
        raise RuleViolation(field, unreadable.message) from unreadable


def _completed(
    row: dict[str, Any], completion: Completion, who: Who, instant: Instant
) -> dict[str, Any]:
    outcome_id = completion.outcome_id
    return {
        **completed_columns(who=who, now=instant.now),
        **stopped(row, instant),
        "outcome_id": row["outcome_id"] if outcome_id is None else outcome_id,
        "note": _appended(row["note"], clean_note(completion.note)),
    }


def _appended(note: str, added: str) -> str:
    if not added.strip():
        return note
    whole = f"{note}\n{added}" if note else added
    if len(whole) > NOTE_LIMIT:
        raise RuleViolation(
            "note",
            _("The note is {n} characters long; {limit} is the most.").format(
                n=len(whole), limit=NOTE_LIMIT
            ),
        )
    return whole


def _check_to_come(starts: Sequence[Start | None], *, now: datetime, who: Who) -> None:
    today = now.astimezone(who.zone).date()
    for start in starts:
        if start is None:
            continue
        over = start.at.date() < today if start.all_day else start.at < now
        if over:
            raise RuleViolation(
                "next", _("That time has passed. Say when the next one is to be, for example 3d.")
            )


def _plan_next(unit: Unit, row: dict[str, Any], start: Start, who: Who) -> Next:
    """Move the open next one there, or make one at the end of the chain."""
    after = row["id"]
    following = next_row(after)
    while following is not None and following["completed_at"] is not None:
        after = following["id"]
        following = next_row(after)
    if following is None:
        return insert_next(
            unit, edit_of(row, person_ids_of(row["id"])), start, after=after, who=who
        )
    if move_next(unit, following, start, after=row["id"], who=who):
        return Next(following["id"], start)
    return Next(following["id"], start_of_row(following, who.zone), kept=True)


def _refresh(unit: Unit, rows: Sequence[dict[str, Any]]) -> None:
    for contractor_id in {row["contractor_id"] for row in rows}:
        refresh_contractor(unit, contractor_id)
