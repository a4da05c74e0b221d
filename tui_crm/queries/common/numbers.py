"""All numbers by which the people of an activity, a contractor or a person are reached."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from peewee import fn

from tui_crm.domain.choice import PersonChoice
from tui_crm.domain.directory.do_not_call import REASON_READ, reason_not_to_call
from tui_crm.domain.text import full_name
from tui_crm.queries.common.contact_data import NumberLine, phones_by_owner
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Affiliation, Person

PERSONS_ASKED: Final = 20
"""Persons of a contractor whose numbers stand in for those that are missing."""


def numbers_with(
    persons: Sequence[PersonChoice], contractor_id: int | None, contractor: str
) -> tuple[NumberLine, ...]:
    """The numbers of these persons in their order, then those of the contractor.

    Where none of them is right, those of the contractor's other persons.
    """
    found = phones_by_owner(
        contractor_ids=() if contractor_id is None else (contractor_id,),
        person_ids=[person.id for person in persons],
    )
    numbers = [
        number._replace(owner=person.name, do_not_call=person.do_not_call)
        for person in persons
        for number in found.get(("person", person.id), ())
    ]
    if contractor_id is not None:
        own = found.get(("contractor", contractor_id), ())
        numbers += [number._replace(owner=contractor) for number in own]
        if all(number.bad for number in numbers):
            numbers += _others_at(contractor_id, {person.id for person in persons})
    return tuple(numbers)


def _others_at(contractor_id: int, known: Collection[int]) -> list[NumberLine]:
    """The numbers of whoever works at a contractor, the main person's first."""
    found = fetch_tuples(
        Affiliation.select(
            Person.id,
            Person.first_name,
            Person.last_name,
            Person.do_not_call,
            fn.SUBSTR(Person.note, 1, REASON_READ),
        )
        .join(Person, on=(Person.id == Affiliation.person_id))
        .where(Affiliation.contractor_id == contractor_id, Affiliation.active, Person.active)
        .order_by(Affiliation.is_primary.desc(), Person.sort_key, Person.id)
        .limit(PERSONS_ASKED)
    )
    persons = [one for one in found if one[0] not in known]
    numbers = phones_by_owner(person_ids=[one[0] for one in persons])
    return [
        number._replace(
            owner=full_name(first_name, last_name),
            do_not_call=reason_not_to_call(do_not_call, note),
        )
        for person_id, first_name, last_name, do_not_call, note in persons
        for number in numbers.get(("person", person_id), ())
    ]
