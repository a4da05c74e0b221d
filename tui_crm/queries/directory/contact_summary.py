"""Short summaries of contractors, persons and employees: affiliations, last and next activity."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final, Literal, NamedTuple

from peewee import JOIN, fn

from tui_crm.domain.directory.do_not_call import REASON_READ, reason_not_to_call
from tui_crm.domain.text import full_name
from tui_crm.queries.activities.details import (
    LAST,
    LAST_COLUMNS,
    NEXT,
    NEXT_COLUMNS,
    LastAgreed,
    NextStep,
    last_agreed,
    next_step,
)
from tui_crm.queries.common.activity_rows import OUTCOME, TYPE
from tui_crm.queries.common.columns import phone_of, place_name, shown_phone
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Activity, Affiliation, Contractor, Employee, Person

AFFILIATIONS_READ: Final = 200


class ContactAffiliation(NamedTuple):
    """A contractor where a person works, or (inactive) worked."""

    contractor_id: int
    contractor: str
    position: str
    active: bool


class ContactSummary(NamedTuple):
    """A contractor, a person or an employee, with what is needed while they are on the phone.

    *detail* tells namesakes apart, *do_not_call* is the reason, empty when they may be called.
    """

    kind: Literal["contractor", "person", "employee"]
    id: int
    name: str
    detail: str = ""
    position: str = ""
    number: str = ""
    wrong_number: bool = False
    """Whether *number*, by which they were found, is known not to be theirs."""
    active: bool = True
    do_not_call: str = ""
    affiliations: tuple[ContactAffiliation, ...] = ()
    """Active ones first, within these the one with the latest conversation first."""
    last: LastAgreed | None = None
    last_with: str = ""
    """The name of the contractor of *last*; a person may work at several."""
    next: NextStep | None = None


_FIRST_OPEN: Final = Activity.alias("first_open")


def contractor_summaries(
    ids: Collection[int], *, visible_employee_ids: frozenset[int] | None = None
) -> dict[int, ContactSummary]:
    """Summaries of these contractors by id, without those merged into another one."""
    if not ids:
        return {}
    first_open = (
        _FIRST_OPEN.select(_FIRST_OPEN.id)
        .where(_FIRST_OPEN.contractor_id == Contractor.id, _FIRST_OPEN.completed_at.is_null())
        .order_by(_FIRST_OPEN.order_at, _FIRST_OPEN.id)
        .limit(1)
    )
    found = fetch_tuples(
        Contractor.select(
            Contractor.id,
            Contractor.name,
            Contractor.city,
            Contractor.code,
            Contractor.active,
            phone_of(contractor_id=Contractor.id),
            *NEXT_COLUMNS,
            *LAST_COLUMNS,
        )
        .join(LAST, JOIN.LEFT_OUTER, on=(LAST.id == Contractor.last_activity_id))
        .join(TYPE, JOIN.LEFT_OUTER, on=(TYPE.id == LAST.type_id))
        .join(OUTCOME, JOIN.LEFT_OUTER, on=(OUTCOME.id == LAST.outcome_id))
        .join(NEXT, JOIN.LEFT_OUTER, on=(NEXT.id == first_open))
        .where(Contractor.id.in_(list(ids)), Contractor.merged_into_id.is_null())
        .limit(len(ids))
    )
    return {values[0]: _contractor(values, visible_employee_ids) for values in found}


def _contractor(
    values: tuple[Any, ...], visible_employee_ids: frozenset[int] | None
) -> ContactSummary:
    contractor_id, name, city, code, active, phone, *others = values
    steps = len(NEXT_COLUMNS)
    return ContactSummary(
        "contractor",
        contractor_id,
        name,
        detail=place_name(city, code),
        number=shown_phone(phone),
        active=active,
        last=last_agreed(tuple(others[steps:]), visible_employee_ids),
        last_with=name,
        next=next_step(tuple(others[:steps]), visible_employee_ids),
    )


def person_summaries(
    ids: Collection[int], *, visible_employee_ids: frozenset[int] | None = None
) -> dict[int, ContactSummary]:
    """Summaries of these persons by id, with all their affiliations."""
    if not ids:
        return {}
    found = fetch_tuples(
        Person.select(
            Person.id,
            Person.first_name,
            Person.last_name,
            Person.active,
            Person.do_not_call,
            fn.SUBSTR(Person.note, 1, REASON_READ),
            phone_of(person_id=Person.id),
        )
        .where(Person.id.in_(list(ids)))
        .limit(len(ids))
    )
    affiliations = _affiliations(ids)
    at = contractor_summaries(
        {affiliation.contractor_id for those in affiliations.values() for affiliation in those},
        visible_employee_ids=visible_employee_ids,
    )
    return {values[0]: _person(values, affiliations.get(values[0], []), at) for values in found}


def _affiliations(ids: Collection[int]) -> dict[int, list[ContactAffiliation]]:
    found = fetch_tuples(
        Affiliation.select(
            Affiliation.person_id,
            Affiliation.contractor_id,
            Contractor.name,
            Affiliation.position,
            Affiliation.active,
        )
        .join(Contractor, on=(Contractor.id == Affiliation.contractor_id))
        .where(Affiliation.person.in_(list(ids)))
        .limit(AFFILIATIONS_READ)
    )
    affiliations: dict[int, list[ContactAffiliation]] = {}
    for person_id, *values in found:
        affiliations.setdefault(person_id, []).append(ContactAffiliation(*values))
    return affiliations


def _person(
    values: tuple[Any, ...],
    affiliations: Sequence[ContactAffiliation],
    at: dict[int, ContactSummary],
) -> ContactSummary:
    person_id, first_name, last_name, active, do_not_call, note, phone = values
    known = [affiliation for affiliation in affiliations if affiliation.contractor_id in at]
    known.sort(key=lambda affiliation: _spoken_at(at[affiliation.contractor_id]), reverse=True)
    known.sort(key=lambda affiliation: not affiliation.active)
    present = [at[affiliation.contractor_id] for affiliation in known if affiliation.active] or [
        at[affiliation.contractor_id] for affiliation in known
    ]
    latest = max(present, key=_spoken_at, default=None)
    return ContactSummary(
        "person",
        person_id,
        full_name(first_name, last_name),
        position=known[0].position if known else "",
        number=shown_phone(phone),
        active=active,
        do_not_call=reason_not_to_call(do_not_call, note),
        affiliations=tuple(known),
        last=latest.last if latest else None,
        last_with=latest.name if latest else "",
        next=min((one.next for one in present if one.next), key=_planned_at, default=None),
    )


def _spoken_at(contractor: ContactSummary) -> datetime:
    return contractor.last.at if contractor.last else datetime.min.replace(tzinfo=UTC)


def _planned_at(step: NextStep) -> datetime:
    return step.at or datetime.combine(step.on or date.max, time(), UTC)


def employee_summaries(ids: Collection[int]) -> dict[int, ContactSummary]:
    """Summaries of these employees by id."""
    if not ids:
        return {}
    columns = (
        Employee.id, Employee.first_name, Employee.last_name, Employee.code, Employee.department,
        Employee.position, Employee.phone, Employee.active,
    )  # fmt: skip
    query = Employee.select(*columns).where(Employee.id.in_(list(ids))).limit(len(ids))
    return {values[0]: _employee(values) for values in fetch_tuples(query)}


def _employee(values: tuple[Any, ...]) -> ContactSummary:
    employee_id, first_name, last_name, code, department, position, phone, active = values
    return ContactSummary(
        "employee",
        employee_id,
        full_name(first_name, last_name),
        detail=place_name(department, code),
        position=position,
        number=phone,
        active=active,
    )
