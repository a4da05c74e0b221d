"""Counting an unanswered call and moving the activity to the next attempt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from tui_crm.domain.activities.activity import Kind, Status, subject_of
from tui_crm.domain.activities.call_retry import RETRY_STEPS, next_attempt, spread
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.domain.errors import Refused, RuleViolation
from tui_crm.domain.ids import ActivityId, EntryId
from tui_crm.domain.text import clean_note, shortened
from tui_crm.i18n import _, ngettext
from tui_crm.services.activities.attempts import record_attempt, unanswered_outcome
from tui_crm.services.activities.contractor_summary import refresh_contractors
from tui_crm.services.activities.next_steps import PROPOSED
from tui_crm.services.activities.selectable import check_selectable
from tui_crm.services.activities.start_time import Start, check_to_come, start_of_row, typed_start
from tui_crm.services.activities.timers import stopped
from tui_crm.services.activities.writes import Seen, move_to, rows_to_change, with_words
from tui_crm.services.common.company_settings import read_company
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Activity, StoredActivity
from tui_crm.store.unit_of_work import write

_LOOKED_AHEAD: Final = timedelta(days=31)
"""Further than `call_retry` ever moves an activity, holidays included."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The moved activities, the earliest new start, and the highest number of attempts."""

    ids: tuple[ActivityId, ...]
    attempts: int
    first: Start
    wrong_numbers: tuple[str, ...] = ()
    """The numbers, as they are shown, that the outcome has marked as wrong."""


def no_answer(
    ids: Sequence[ActivityId],
    *,
    to: str = "",
    next_at: str = "",
    outcome_id: EntryId | None = None,
    note: str = "",
    seen: Seen | None = None,
    actor: Actor,
    instant: Instant,
) -> Unanswered:
    """Count an attempt on each contact and move it as `call_retry` says, in one operation.

    *next_at* is a typed time for all of them, instead of the ladder. *to* is one for those with
    more than `RETRY_STEPS` attempts: when both are blank for one, `RuleViolation` on “to” asks.
    *outcome_id* None is “no answer”; *note* is added to theirs. A running timer is stopped and its
    seconds are kept. Raises `Refused` for a meeting, a task and a completed one, `StaleRecord` when
    a colleague has moved one since it was *seen*.
    """
    with write("activity.no_answer", actor=actor, now=instant.now) as unit:
        rows = rows_to_change(unit, ids, actor, seen)
        _check_contacts(rows)
        check_selectable({"outcome": outcome_id}, ())
        if next_at.strip() not in {"", PROPOSED}:
            starts = _typed_starts(rows, next_at, actor=actor, now=instant.now)
        else:
            starts = _next_starts(rows, to, actor=actor, now=instant.now)
        wrong = []
        for row, start in zip(rows, starts, strict=True):
            counted = _counted(row, instant) | {"note": with_words(row["note"], clean_note(note))}
            move_to(unit, row, start, **counted)
            outcome = outcome_id or unanswered_outcome()
            wrong.append(record_attempt(unit, row, outcome, actor=actor))
        refresh_contractors(unit, rows)
        return Unanswered(
            ids=tuple(ActivityId(row["id"]) for row in rows),
            attempts=max(row["attempts"] for row in rows) + 1,
            first=min(starts, key=lambda start: start.moment),
            wrong_numbers=tuple(filter(None, wrong)),
        )


def _check_contacts(rows: Sequence[StoredActivity]) -> None:
    for row in rows:
        if row["kind"] is not Kind.CONTACT:
            raise Refused(
                _(
                    "Only a contact goes without an answer. <activity.reschedule> moves this "
                    "one: {subject}"
                ).format(subject=shortened(subject_of(row)))
            )


def _typed_starts(
    rows: Sequence[StoredActivity], typed: str, *, actor: Actor, now: datetime
) -> list[Start]:
    starts = []
    for row in rows:
        current = start_of_row(row, actor.zone)
        start = typed_start("next", typed, current, now=now, zone=actor.zone)
        assert start is not None  # something was typed
        check_to_come("next", start, now=now)
        starts.append(start)
    return starts


def _next_starts(
    rows: Sequence[StoredActivity], to: str, *, actor: Actor, now: datetime
) -> list[Start]:
    """When each is tried again: no two of an employee at one moment, unless the time was typed."""
    days = WorkDays.of(read_company())
    taken: dict[int, set[datetime]] = {}
    starts = []
    for row in rows:
        start = _next_start(row, to, days=days, actor=actor, now=now)
        if not asks(row["attempts"]):
            employee_id = row["employee_id"]
            if employee_id not in taken:
                taken[employee_id] = _starts_of(employee_id, {one["id"] for one in rows}, now)
            at = spread(start.at, taken[employee_id], days=days, zone=actor.zone)
            taken[employee_id].add(at.astimezone(UTC))
            start = Start(at)
        starts.append(start)
    return starts


def _starts_of(employee_id: int, but: set[int], now: datetime) -> set[datetime]:
    """The moments, in UTC, at which open activities of an employee start in the next days."""
    found = fetch_tuples(
        Activity.select(Activity.id, Activity.starts_at).where(
            Activity.employee_id == employee_id,
            Activity.completed_at.is_null(),
            Activity.order_at >= now,
            Activity.order_at < now + _LOOKED_AHEAD,
        )
    )
    return {at.astimezone(UTC) for row_id, at in found if at is not None and row_id not in but}


def _next_start(
    row: StoredActivity, to: str, *, days: WorkDays, actor: Actor, now: datetime
) -> Start:
    attempts = row["attempts"] + 1
    at = next_attempt(attempts, tried_at=now, planned=row["starts_at"], days=days, zone=actor.zone)
    if at is not None:
        return Start(at)
    typed = typed_start("to", to, start_of_row(row, actor.zone), now=now, zone=actor.zone)
    if typed is None:
        raise RuleViolation("to", next_attempt_question(attempts))
    check_to_come("to", typed, now=now)
    return typed


def next_attempt_question(attempts: int) -> str:
    """The question for the time of the next attempt after so many unanswered ones."""
    return ngettext(
        "{n} attempt without an answer: when next?",
        "{n} attempts without an answer: when next?",
        attempts,
    ).format(n=attempts)


def asks(attempts: int) -> bool:
    """Whether after one more unanswered attempt the operator has to type the time."""
    return attempts >= RETRY_STEPS


def next_tries(activity_ids: Sequence[int], *, actor: Actor, now: datetime) -> list[Start | None]:
    """When each contact would be tried again now; None for those past the ladder."""
    names = ("id", "attempts", "employee_id", "starts_at", "starts_on")
    found = fetch_tuples(
        Activity.select(*(getattr(Activity, name) for name in names)).where(
            Activity.id.in_(list(activity_ids))
        )
    )
    by_id: dict[int, Any] = {values[0]: dict(zip(names, values, strict=True)) for values in found}
    rows = [by_id[one] for one in activity_ids if one in by_id]
    waiting = [row for row in rows if not asks(row["attempts"])]
    starts = dict(
        zip(
            (row["id"] for row in waiting),
            _next_starts(waiting, "", actor=actor, now=now),
            strict=True,
        )
    )
    return [starts.get(row["id"]) for row in rows]


def ladder_start(row: StoredActivity, *, actor: Actor, now: datetime) -> Start:
    """When a contact that is not past the ladder is tried again."""
    (start,) = _next_starts([row], "", actor=actor, now=now)
    return start


def first_attempt(
    employee_id: int, planned: datetime | None, *, but: int, actor: Actor, now: datetime
) -> Start:
    """When to try again after the first try, at no moment at which the employee has another one.

    *planned* is the start of the contact that was tried, *but* its id.
    """
    days = WorkDays.of(read_company())
    at = next_attempt(1, tried_at=now, planned=planned, days=days, zone=actor.zone)
    assert at is not None  # the first step of the ladder
    return Start(spread(at, _starts_of(employee_id, {but}, now), days=days, zone=actor.zone))


def _counted(row: StoredActivity, instant: Instant) -> dict[str, Any]:
    going_on = row["status"] is Status.IN_PROGRESS
    return {
        **stopped(row, instant),
        "attempts": row["attempts"] + 1,
        "status": Status.PLANNED if going_on else row["status"],
    }
