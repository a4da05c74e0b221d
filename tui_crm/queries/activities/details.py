"""The details under a list: persons, last conversation and next step of one activity."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from peewee import JOIN, Case, fn

from tui_crm.domain.activities.activity import Kind, Status, shown_subject
from tui_crm.domain.choice import PersonChoice
from tui_crm.domain.errors import NotFound
from tui_crm.domain.permissions import check_seen
from tui_crm.i18n import _
from tui_crm.queries.activities.due import is_open
from tui_crm.queries.common.activity_rows import OUTCOME, TYPE, shown_entry
from tui_crm.queries.common.columns import participants_of
from tui_crm.queries.common.contact_data import NumberLine
from tui_crm.queries.common.numbers import numbers_with
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import Activity, Contractor, Participant, reached

PERSONS_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class LastAgreed:
    """The last completed activity; only the time is set when it may not be seen."""

    id: int
    at: datetime
    type: str
    duration_seconds: int
    note: str
    agreed: str
    """What was said; the note also holds what had been planned."""
    outcome: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next activity, *at* a time or, all day, *on* a date; only that if it may not be seen."""

    id: int
    number: str
    kind: Kind
    subject: str
    at: datetime | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Details:
    """The details of one activity; *more* is how many persons beyond `PERSONS_SHOWN` it has.

    *numbers* are those of the persons in their order, then those of the contractor; where neither
    has one that is right, those of the contractor's other persons.
    """

    persons: tuple[PersonChoice, ...]
    more: int
    numbers: tuple[NumberLine, ...]
    last: LastAgreed | None
    next: NextStep | None


NEXT: Final = Activity.alias("following")
NEXT_COLUMNS: Final = (
    NEXT.id, NEXT.number, NEXT.kind, NEXT.subject, NEXT.subject_generated, NEXT.starts_at,
    NEXT.starts_on, NEXT.employee_id,
)  # fmt: skip
LAST: Final = Activity.alias("last")
LAST_COLUMNS: Final = (
    LAST.id, LAST.completed_at, LAST.duration_seconds, LAST.note, LAST.agreed,
    TYPE.name, TYPE.code, OUTCOME.name, OUTCOME.code, LAST.employee_id,
)  # fmt: skip


def _read(activity_id: int) -> tuple[Any, ...] | None:
    at_it = Participant.activity_id == Activity.id
    count = Participant.select(fn.COUNT(Participant.id)).where(at_it)
    # Stored in the row of the contractor, so that no history has to be searched.
    last_id = Case(
        None,
        ((Activity.contractor.is_null(), Activity.previous_id),),
        Contractor.last_activity_id,
    )
    return fetch_one(
        Activity.select(
            Activity.employee_id,
            Activity.contractor_id,
            Contractor.next_activity_at,
            fn.COALESCE(Contractor.name, ""),
            count,
            *NEXT_COLUMNS,
            *LAST_COLUMNS,
        )
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == Activity.contractor_id))
        .join(
            NEXT,
            JOIN.LEFT_OUTER,
            on=((NEXT.previous_id == Activity.id) & NEXT.completed_at.is_null()),
        )
        .join(LAST, JOIN.LEFT_OUTER, on=((LAST.id == last_id) & (LAST.status == Status.DONE)))
        .join(TYPE, JOIN.LEFT_OUTER, on=(TYPE.id == LAST.type_id))
        .join(OUTCOME, JOIN.LEFT_OUTER, on=(OUTCOME.id == LAST.outcome_id))
        .where(Activity.id == activity_id)
    )


def activity_details(
    activity_id: int, *, visible_employee_ids: frozenset[int] | None = None
) -> Details:
    """The details of one activity.

    Raises `NotFound` when it is deleted, `Refused` when it may not be seen.
    """
    found = _read(activity_id)
    if found is None:
        raise NotFound(_("This is not there any more: someone else has removed it."))
    employee_id, contractor_id, next_activity_at, name, persons = found[:5]
    check_seen(visible_employee_ids, employee_id)
    own_next = next_step(found[5 : 5 + len(NEXT_COLUMNS)], visible_employee_ids)
    last = last_agreed(found[5 + len(NEXT_COLUMNS) :], visible_employee_ids)
    if last is not None and last.id == activity_id:
        last = _last_other(activity_id, contractor_id, visible_employee_ids)
    if own_next is None and next_activity_at is not None:
        own_next = _first_open(
            activity_id,
            contractor_id,
            since=next_activity_at,
            visible_employee_ids=visible_employee_ids,
        )
    shown = participants_of(activity_id, contractor_id, limit=PERSONS_SHOWN)
    numbers = numbers_with(shown, contractor_id, name)
    return Details(shown, max(persons - len(shown), 0), numbers, last, own_next)


def next_step(
    values: tuple[Any, ...], visible_employee_ids: frozenset[int] | None
) -> NextStep | None:
    """The next step from the values of `NEXT_COLUMNS`; None when there is none."""
    activity_id, number, kind, subject, generated, at, on, employee_id = values
    if activity_id is None:
        return None
    subject = shown_subject(subject, generated=generated)
    following = NextStep(activity_id, number, kind, subject, at, on)
    seen = visible_employee_ids is None or employee_id in visible_employee_ids
    return following if seen else dataclasses.replace(following, number="", subject="")


def last_agreed(
    values: tuple[Any, ...], visible_employee_ids: frozenset[int] | None
) -> LastAgreed | None:
    """The last conversation from the values of `LAST_COLUMNS`; None when there was none."""
    last_id, at, seconds, note, agreed, *entries, employee_id = values
    type_name, type_code, outcome, outcome_code = entries
    if last_id is None or at is None:
        return None
    if visible_employee_ids is not None and employee_id not in visible_employee_ids:
        # The time of a contact is not secret; its content is.
        return LastAgreed(last_id, at, "", 0, "", "", "")
    return LastAgreed(
        last_id, at, shown_entry(type_name, type_code), seconds, note, agreed,
        shown_entry(outcome, outcome_code),
    )  # fmt: skip


def _last_other(
    activity_id: int, contractor_id: int | None, visible_employee_ids: frozenset[int] | None
) -> LastAgreed | None:
    found = fetch_one(
        LAST.select(*LAST_COLUMNS)
        .join(TYPE, JOIN.LEFT_OUTER, on=(TYPE.id == LAST.type_id))
        .join(OUTCOME, JOIN.LEFT_OUTER, on=(OUTCOME.id == LAST.outcome_id))
        .where(
            LAST.contractor_id == contractor_id,
            LAST.completed_at.is_null(False),
            LAST.status == Status.DONE,
            LAST.id != activity_id,
            reached(LAST),
        )
        .order_by(LAST.completed_at.desc(), LAST.id.desc())
    )
    return None if found is None else last_agreed(found, visible_employee_ids)


def _first_open(
    activity_id: int,
    contractor_id: int | None,
    *,
    since: datetime,
    visible_employee_ids: frozenset[int] | None,
) -> NextStep | None:
    found = fetch_one(
        Activity.select(
            Activity.id,
            Activity.number,
            Activity.kind,
            Activity.subject,
            Activity.subject_generated,
            Activity.starts_at,
            Activity.starts_on,
            Activity.employee_id,
        )
        .where(
            Activity.contractor_id == contractor_id,
            Activity.order_at >= since,
            is_open(),
            Activity.id != activity_id,
        )
        .order_by(Activity.order_at, Activity.id)
    )
    return None if found is None else next_step(found, visible_employee_ids)
