"""Contact persons: made on the spot, and linked to the contractors they work for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_crm.domain.ids import ContractorId, PersonId
from tui_crm.domain.operator import Who
from tui_crm.i18n import _
from tui_crm.services.contractors import add_numbers, checked_email, checked_name, checked_phone
from tui_crm.store.database import fetch_one
from tui_crm.store.models import Affiliation, Contractor, Person
from tui_crm.store.unit import Unit, write


@dataclass(frozen=True, slots=True)
class QuickPerson:
    """A person as they are typed into a picker; the last word of *name* is the last name."""

    key: str
    name: str
    contractor_id: ContractorId
    position: str = ""
    phone: str = ""
    email: str = ""


def create(quick: QuickPerson, *, who: Who, now: datetime) -> PersonId:
    """Add a person with a place at the contractor; the same key twice makes one.

    Raises `RuleViolation` on “name”, “position”, “phone” or “email”, `NotFound` for the contractor.
    """
    name = checked_name("name", quick.name, _("Type the person's first and last name."))
    position = checked_name("position", quick.position)
    phone, email = checked_phone(quick.phone), checked_email(quick.email)
    first, _blank, last = name.rpartition(" ")
    with write("person.create", who=who, now=now, subject=name) as unit:
        known = fetch_one(Person.select(Person.id).where(Person.key == quick.key))
        if known is not None:
            return PersonId(known[0])
        unit.row(Contractor, quick.contractor_id)
        person_id = unit.insert(Person, key=quick.key, first_name=first.strip(), last_name=last)
        add_numbers(unit, phone, email, person_id=person_id)
        _affiliate(unit, person_id, quick.contractor_id, position=position)
        return PersonId(person_id)


def link(person_id: PersonId, contractor_id: ContractorId, *, who: Who, now: datetime) -> None:
    """Give a person a place at a contractor, or back the one they had."""
    with write("person.link", who=who, now=now) as unit:
        person = unit.row(Person, person_id)
        contractor = unit.row(Contractor, contractor_id)
        full_name = f"{person['first_name']} {person['last_name']}".strip()
        unit.subject = f"{full_name}: {contractor['name']}"
        standing = fetch_one(
            Affiliation.select(Affiliation.id).where(
                (Affiliation.person == person_id) & (Affiliation.contractor == contractor_id)
            )
        )
        if standing is None:
            _affiliate(unit, person_id, contractor_id)
        else:
            unit.update(Affiliation, standing[0], active=True)


def _affiliate(unit: Unit, person_id: int, contractor_id: int, *, position: str = "") -> None:
    primary = fetch_one(
        Affiliation.select(Affiliation.id).where(
            (Affiliation.contractor == contractor_id) & Affiliation.is_primary & Affiliation.active
        )
    )
    unit.insert(
        Affiliation,
        person_id=int(person_id),
        contractor_id=int(contractor_id),
        position=position,
        is_primary=primary is None,
    )
