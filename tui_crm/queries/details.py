"""The lines under a list: who this is, what was agreed last, what is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from peewee import JOIN, Case, fn

from tui_crm.domain.activity import Kind
from tui_crm.domain.draft import PersonChoice
from tui_crm.domain.errors import NotFound
from tui_crm.i18n import _
from tui_crm.queries.activities import is_open
from tui_crm.queries.activity_rows import OUTCOME, TYPE, shown_entry
from tui_crm.queries.choices import participants_of, phone_of, shown_phone
from tui_crm.store.database import fetch_one
from tui_crm.store.models import Activity, Contractor, Participant

PERSONS_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class LastAgreed:
    """The last conversation that was held, or given up."""

    id: int
    at: datetime
    type: str
    duration_seconds: int
    note: str
    outcome: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next, at a time or, all day, on a date."""

    id: int
    number: str
    kind: Kind
    subject: str
    at: datetime | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Details:
    """What the lines under a list say about one activity."""

    persons: tuple[PersonChoice, ...]
    more: int
    contractor_phone: str
    last: LastAgreed | None
    next: NextStep | None


NEXT: Final = Activity.alias("following")
NEXT_COLUMNS: Final = (
    NEXT.id, NEXT.number, NEXT.kind, NEXT.subject, NEXT.starts_at, NEXT.starts_on,
)  # fmt: skip
_LAST: Final = Activity.alias("last")
_LAST_COLUMNS: Final = (
    _LAST.id, _LAST.completed_at, _LAST.duration_seconds, _LAST.note,
    TYPE.name, TYPE.code, OUTCOME.name, OUTCOME.code,
)  # fmt: skip


def activity_details(activity_id: int) -> Details:
    """The lines under the list for one activity; raises `NotFound` when it is gone."""
    count = Participant.select(fn.COUNT(Participant.id)).where(
        Participant.activity_id == Activity.id
    )
    # Kept in the row of the contractor, so that no history is searched.
    last_id = Case(
        None,
        ((Activity.contractor.is_null(), Activity.previous_id),),
        Contractor.last_activity_id,
    )
    found = fetch_one(
        Activity.select(
            Activity.contractor_id,
            Contractor.next_activity_at,
            phone_of(contractor_id=Contractor.id),
            count,
            *NEXT_COLUMNS,
            *_LAST_COLUMNS,
        )
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == Activity.contractor_id))
        .join(NEXT, JOIN.LEFT_OUTER, on=(NEXT.previous_id == Activity.id))
        .join(_LAST, JOIN.LEFT_OUTER, on=(_LAST.id == last_id))
        .join(TYPE, JOIN.LEFT_OUTER, on=(TYPE.id == _LAST.type_id))
        .join(OUTCOME, JOIN.LEFT_OUTER, on=(OUTCOME.id == _LAST.outcome_id))
        .where(Activity.id == activity_id)
    )
    if found is None:
        raise NotFound(_("This is not there any more: someone else has removed it."))
    contractor_id, next_activity_at, phone, persons = found[:4]
    own_next, last = next_step(found[4:10]), _last_agreed(found[10:])
    if last is not None and last.id == activity_id:
        last = _last_other(activity_id, contractor_id)
    if own_next is None and next_activity_at is not None:
        own_next = _first_open(activity_id, contractor_id, since=next_activity_at)
    shown = participants_of(activity_id, contractor_id, limit=PERSONS_SHOWN)
    return Details(shown, max(persons - len(shown), 0), shown_phone(phone), last, own_next)


def next_step(values: tuple[Any, ...]) -> NextStep | None:
    """What `NEXT_COLUMNS` say; None when nothing follows."""
    return None if values[0] is None else NextStep(*values)


def _last_agreed(values: tuple[Any, ...]) -> LastAgreed | None:
    last_id, at, seconds, note, type_name, type_code, outcome, outcome_code = values
    if last_id is None or at is None:
        return None
    return LastAgreed(
        last_id, at, shown_entry(type_name, type_code), seconds, note,
        shown_entry(outcome, outcome_code),
    )  # fmt: skip


def _last_other(activity_id: int, contractor_id: int | None) -> LastAgreed | None:
    found = fetch_one(
        _LAST.select(*_LAST_COLUMNS)
        .join(TYPE, JOIN.LEFT_OUTER, on=(TYPE.id == _LAST.type_id))
        .join(OUTCOME, JOIN.LEFT_OUTER, on=(OUTCOME.id == _LAST.outcome_id))
        .where(
            _LAST.contractor_id == contractor_id,
            _LAST.completed_at.is_null(False),
            _LAST.id != activity_id,
        )
        .order_by(_LAST.completed_at.desc(), _LAST.id.desc())
    )
    return None if found is None else _last_agreed(found)


def _first_open(activity_id: int, contractor_id: int | None, *, since: datetime) -> NextStep | None:
    found = fetch_one(
        Activity.select(
            Activity.id,
            Activity.number,
            Activity.kind,
            Activity.subject,
            Activity.starts_at,
            Activity.starts_on,
        )
        .where(
            Activity.contractor_id == contractor_id,
            Activity.order_at >= since,
            is_open(),
            Activity.id != activity_id,
        )
        .order_by(Activity.order_at, Activity.id)
    )
    return None if found is None else next_step(found)
