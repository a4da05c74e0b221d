"""A call that nobody answered: counted, and tried again by the ladder of attempts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tui_crm.domain.activities.activity import Kind, Status
from tui_crm.domain.activities.call_retry import RUNGS, next_attempt
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.domain.errors import Refused, RuleViolation
from tui_crm.domain.ids import ActivityId
from tui_crm.domain.text import shortened
from tui_crm.i18n import _, ngettext
from tui_crm.services.activities.contractor_summary import refresh_contractors
from tui_crm.services.activities.start_time import Start, check_to_come, start_of_row, typed_start
from tui_crm.services.activities.timers import stopped
from tui_crm.services.activities.writes import Seen, move_to, rows_to_change
from tui_crm.services.common.company_settings import read_company
from tui_crm.store.models import StoredActivity
from tui_crm.store.unit_of_work import write


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What was moved; *first* is the earliest of the new starts, *attempts* the most of any."""

    ids: tuple[ActivityId, ...]
    attempts: int
    first: Start


def no_answer(
    ids: Sequence[ActivityId],
    *,
    to: str = "",
    seen: Seen | None = None,
    actor: Actor,
    instant: Instant,
) -> Unanswered:
    """Count an attempt on each contact and move it by the ladder, in one operation.

    A running timer is stopped, and what it measured is kept. *to* is typed as people say it, for
    those that are past the ladder: without it `RuleViolation` on “to” asks when. Raises `Refused`
    for a meeting, a task, and what is completed, `StaleRecord` when somebody has moved one since
    it was *seen*.
    """
    with write("activity.no_answer", actor=actor, now=instant.now) as unit:
        rows = rows_to_change(unit, ids, actor, seen)
        _check_contacts(rows)
        days = WorkDays.of(read_company())
        starts = [_next_start(row, to, days=days, actor=actor, now=instant.now) for row in rows]
        for row, start in zip(rows, starts, strict=True):
            move_to(unit, row, start, **_counted(row, instant))
        refresh_contractors(unit, rows)
        return Unanswered(
            ids=tuple(ActivityId(row["id"]) for row in rows),
            attempts=max(row["attempts"] for row in rows) + 1,
            first=min(starts, key=lambda start: start.moment),
        )


def _check_contacts(rows: Sequence[StoredActivity]) -> None:
    for row in rows:
        if row["kind"] is not Kind.CONTACT:
            raise Refused(
                _(
                    "Only a contact goes without an answer. <activity.reschedule> moves this "
                    "one: {subject}"
                ).format(subject=shortened(row["subject"]))
            )


def _next_start(
    row: StoredActivity, to: str, *, days: WorkDays, actor: Actor, now: datetime
) -> Start:
    attempts = row["attempts"] + 1
    at = next_attempt(attempts, tried_at=now, planned=row["starts_at"], days=days, zone=actor.zone)
    if at is not None:
        return Start(at)
    typed = typed_start("to", to, start_of_row(row, actor.zone), now=now, zone=actor.zone)
    if typed is None:
        raise RuleViolation("to", when_next(attempts))
    check_to_come("to", typed, now=now)
    return typed


def when_next(attempts: int) -> str:
    """The question when the ladder is at its end."""
    return ngettext(
        "{n} attempt without an answer: when next?",
        "{n} attempts without an answer: when next?",
        attempts,
    ).format(n=attempts)


def asks(attempts: int) -> bool:
    """Whether one more attempt without an answer is past the ladder."""
    return attempts >= RUNGS


def _counted(row: StoredActivity, instant: Instant) -> dict[str, Any]:
    going_on = row["status"] is Status.IN_PROGRESS
    return {
        **stopped(row, instant),
        "attempts": row["attempts"] + 1,
        "status": Status.PLANNED if going_on else row["status"],
    }
