"""Columns of contractors, persons and employees for lookup fields, and the choices made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from peewee import fn

from tui_crm.domain.choice import Choice, PersonChoice
from tui_crm.domain.directory.do_not_call import REASON_READ, reason_not_to_call
from tui_crm.domain.directory.phone import shown
from tui_crm.domain.text import full_name
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import (
    Affiliation,
    Colleague,
    Contractor,
    Email,
    Employee,
    Participant,
    Person,
    Phone,
)

PERSONS_LIMIT: Final = 1000
"""The most persons, and the most colleagues, of one activity."""


def phone_of(*, contractor_id: Any = None, person_id: Any = None) -> Any:
    """A subquery for `shown_phone`: the primary (else first) number of the owner outside of it.

    A number that is known to be wrong is none.
    """
    phone = Phone.alias()
    owned = _owned(phone, contractor_id, person_id)
    return (
        phone.select(number_and_extension(phone))
        .where(owned, phone.bad_since.is_null())
        .order_by(phone.is_primary.desc(), phone.id)
        .limit(1)
    )


def email_of(*, contractor_id: Any = None, person_id: Any = None) -> Any:
    """A subquery: the primary (else first) e-mail address of the owner in the outer query."""
    email = Email.alias()
    owned = _owned(email, contractor_id, person_id)
    # Joined with nothing, bytes that are no text become one.
    return (
        email.select(email.raw.concat(""))
        .where(owned)
        .order_by(email.is_primary.desc(), email.id)
        .limit(1)
    )


def _owned(table: Any, contractor_id: Any, person_id: Any) -> Any:
    if contractor_id is not None:
        return table.contractor_id == contractor_id
    return table.person_id == person_id


def number_and_extension(phone: Any) -> Any:
    """The number and its extension in one column."""
    number = fn.COALESCE(fn.NULLIF(phone.normalised, ""), phone.raw)
    return number.concat("\n").concat(phone.extension)


def shown_phone(number: str | None) -> str:
    """The value of `number_and_extension` formatted for reading; empty when there is none."""
    normalised, _break, extension = (number or "").partition("\n")
    return shown(normalised, extension) if normalised else ""


def place_name(city: str, code: str) -> str:
    """“Łódź · ALFA”: tells contractors of the same name apart."""
    return " · ".join(part for part in (city, code) if part)


def contractor_columns() -> tuple[Any, ...]:
    """The columns for `contractor_of`."""
    return Contractor.id, Contractor.name, Contractor.city, Contractor.code


def contractor_of(values: Sequence[Any]) -> Choice | None:
    """The contractor as the value of a field; None when the id is None."""
    contractor_id, name, city, code = values
    return None if contractor_id is None else Choice(contractor_id, name, place_name(city, code))


def employee_columns() -> tuple[Any, ...]:
    """The columns for `employee_of`."""
    return (
        Employee.id, Employee.first_name, Employee.last_name, Employee.position, Employee.code,
    )  # fmt: skip


def employee_of(values: Sequence[Any]) -> Choice | None:
    """The employee as the value of a field; None when the id is None."""
    employee_id, first_name, last_name, position, code = values
    if employee_id is None:
        return None
    return Choice(employee_id, full_name(first_name, last_name), place_name(position, code))


def employee_choice(employee_id: int | None) -> Choice | None:
    """An employee by id; None when there is none."""
    found = fetch_one(Employee.select(*employee_columns()).where(Employee.id == employee_id))
    return None if found is None else employee_of(found)


def colleagues_of(activity_id: int, *, limit: int) -> tuple[Choice, ...]:
    """The employees at a meeting besides its own, in the order they were added (R43)."""
    query = (
        Colleague.select(*employee_columns())
        .join(Employee, on=(Employee.id == Colleague.employee_id))
        .where(Colleague.activity_id == activity_id)
        .order_by(Colleague.id)
        .limit(limit)
    )
    found = (employee_of(values) for values in fetch_tuples(query))
    return tuple(one for one in found if one is not None)


def person_columns() -> tuple[Any, ...]:
    """The columns for `person_of`; the query needs `Person` and, by outer join, `Affiliation`."""
    return (
        Person.id, Person.first_name, Person.last_name,
        fn.COALESCE(Affiliation.position, ""),
        phone_of(person_id=Person.id),
        email_of(person_id=Person.id),
        Person.do_not_call,
        fn.SUBSTR(Person.note, 1, REASON_READ),
    )  # fmt: skip


PERSON_WIDTH: Final = 8
"""The number of `person_columns`."""


def person_of(values: Sequence[Any]) -> PersonChoice:
    """The contact person from the values of `person_columns`."""
    person_id, first_name, last_name, position, phone, email, do_not_call, note = values
    name = full_name(first_name, last_name)
    reason = reason_not_to_call(do_not_call, note)
    return PersonChoice(person_id, name, position, shown_phone(phone), email or "", reason)


def participants_of(
    activity_id: int, contractor_id: int | None, *, limit: int
) -> tuple[PersonChoice, ...]:
    """The persons of an activity in their order, with their position at the contractor."""
    at_contractor = (Affiliation.person_id == Person.id) & (
        Affiliation.contractor_id == contractor_id
    )
    query = (
        Participant.select(*person_columns())
        .join(Person, on=(Person.id == Participant.person_id))
        .join(Affiliation, "LEFT OUTER JOIN", on=at_contractor)
        .where(Participant.activity_id == activity_id)
        .order_by(Participant.position, Participant.id)
        .limit(limit)
    )
    return tuple(person_of(values) for values in fetch_tuples(query))
