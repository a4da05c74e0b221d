"""All data of one person, for their card and their form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from peewee import JOIN, fn

from tui_crm.domain.activities.activity import Status
from tui_crm.domain.directory.do_not_call import REASON_READ, reason_not_to_call
from tui_crm.domain.directory.person import COLUMNS, PersonData
from tui_crm.domain.errors import NotFound
from tui_crm.domain.text import full_name
from tui_crm.i18n import _
from tui_crm.queries.common.columns import place_name
from tui_crm.queries.common.contact_data import (
    NumberLine,
    emails_of,
    phones_by_owner,
    phones_of,
)
from tui_crm.queries.common.visibility import within
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Activity, Affiliation, Contractor, Participant, Person, reached

AFFILIATIONS_SHOWN: Final = 1000
_NOTE_READ: Final = 400


class PersonAffiliation(NamedTuple):
    """An affiliation with a contractor; an inactive one is a former one."""

    contractor_id: int
    contractor: str
    contractor_detail: str
    """City and code, to tell namesakes apart."""
    position: str
    department: str
    is_primary: bool
    active: bool


class PersonActivity(NamedTuple):
    """An activity of the person, *at* a time or, all day, *on* a date."""

    contractor: str
    at: datetime | None
    on: date | None
    completed_at: datetime | None
    note: str
    """The first `_NOTE_READ` characters: of one that took place what was said, else its note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard(PersonData):
    """The form values of a person, with derived data."""

    id: int
    key: str
    version: int
    name: str
    reason: str
    """Why they must not be called; empty when they may be."""
    created_at: datetime
    numbers: tuple[NumberLine, ...]
    """The phones, formatted for reading."""
    contractor_numbers: tuple[NumberLine, ...]
    """Those of the contractors where they work."""
    affiliations: tuple[PersonAffiliation, ...]
    """Active ones before former ones, in the order they were added."""
    last: PersonActivity | None
    """The latest activity that took place."""
    next: PersonActivity | None
    """The earliest open activity."""
    activity_count: int


_NAMES: Final = ("id", "key", "version", *COLUMNS, "created_at")
_COLUMNS: Final = tuple(getattr(Person, name) for name in _NAMES)


def person_card(
    person_id: int, *, visible_employee_ids: frozenset[int] | None = None
) -> PersonCard:
    """The card of a person; raises `NotFound` when they are deleted.

    Only activities of employees among *visible_employee_ids* (None: all) are included.
    """
    count = (
        Participant.select(fn.COUNT(Participant.id))
        .join(Activity, on=(Activity.id == Participant.activity_id))
        .where(
            Participant.person_id == Person.id, *within(Activity.employee_id, visible_employee_ids)
        )
    )
    found = fetch_one(Person.select(*_COLUMNS, count).where(Person.id == person_id))
    if found is None:
        raise NotFound(_("This is not there any more: someone else has removed it."))
    columns: dict[str, Any] = dict(zip(_NAMES, found, strict=False))
    name = full_name(columns["first_name"], columns["last_name"])
    numbers = tuple(one._replace(owner=name) for one in phones_of(person_id=person_id))
    affiliations = _affiliations(person_id)
    return PersonCard(
        **columns,
        name=name,
        reason=reason_not_to_call(columns["do_not_call"], columns["note"][:REASON_READ]),
        phones=tuple(one.raw for one in numbers),
        numbers=numbers,
        contractor_numbers=_contractor_numbers(affiliations),
        emails=emails_of(person_id=person_id),
        affiliations=affiliations,
        last=_first(
            person_id,
            visible_employee_ids,
            (Activity.status == Status.DONE) & reached(),
            Activity.completed_at.desc(),
            note=Activity.agreed,
        ),
        next=_first(
            person_id, visible_employee_ids, Activity.completed_at.is_null(), Activity.order_at
        ),
        activity_count=found[-1],
    )


def _affiliations(person_id: int) -> tuple[PersonAffiliation, ...]:
    found = fetch_tuples(
        Affiliation.select(
            Contractor.id,
            Contractor.name,
            Contractor.city,
            Contractor.code,
            Affiliation.position,
            Affiliation.department,
            Affiliation.is_primary,
            Affiliation.active,
        )
        .join(Contractor, on=(Contractor.id == Affiliation.contractor_id))
        .where(Affiliation.person_id == person_id)
        .order_by(Affiliation.active.desc(), Affiliation.id)
        .limit(AFFILIATIONS_SHOWN)
    )
    return tuple(
        PersonAffiliation(contractor_id, name, place_name(city, code), *others)
        for contractor_id, name, city, code, *others in found
    )


def _contractor_numbers(affiliations: tuple[PersonAffiliation, ...]) -> tuple[NumberLine, ...]:
    names = {one.contractor_id: one.contractor for one in affiliations if one.active}
    found = phones_by_owner(contractor_ids=names)
    return tuple(
        number._replace(owner=name)
        for contractor_id, name in names.items()
        for number in found.get(("contractor", contractor_id), ())
    )


def _first(
    person_id: int,
    visible_employee_ids: frozenset[int] | None,
    condition: Any,
    order: Any,
    *,
    note: Any = Activity.note,
) -> PersonActivity | None:
    found = fetch_one(
        Participant.select(
            fn.COALESCE(Contractor.name, ""),
            Activity.starts_at,
            Activity.starts_on,
            Activity.completed_at,
            fn.SUBSTR(note, 1, _NOTE_READ),
        )
        .join(Activity, on=(Activity.id == Participant.activity_id))
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == Activity.contractor_id))
        .where(Participant.person_id == person_id, condition)
        .where(*within(Activity.employee_id, visible_employee_ids))
        .order_by(order, Activity.id)
    )
    return None if found is None else PersonActivity(*found)
