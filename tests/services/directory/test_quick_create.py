"""Contractors and persons made on the spot, from a picker."""

from __future__ import annotations

import dataclasses
import uuid

import pytest

from tests.support.builders import NOW, contractor, operator, person, row
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import NotFound, RuleViolation
from tui_crm.domain.ids import ContractorId
from tui_crm.services.directory import contractors, persons
from tui_crm.services.directory.contractors import QuickContractor
from tui_crm.services.directory.persons import QuickPerson
from tui_crm.store.models import Affiliation, Contractor, Email, Person, Phone


def code_of(contractor_id: ContractorId) -> str:
    code: str = row(Contractor, contractor_id)["code"]
    return code


def test_a_contractor_is_made_with_what_is_known(anna: Actor) -> None:
    alfa = contractor(
        anna, "  ALFA\tSp. z o.o. ", phone="601-234-567", email="Jan@Alfa.example", city="Łódź"
    )
    stored = row(Contractor, alfa)
    assert (stored["name"], stored["city"]) == ("ALFA Sp. z o.o.", "Łódź")
    assert stored["owner_id"] == anna.employee_id
    assert "lodz" in stored["fold"]
    phone, email = Phone.get(), Email.get()
    assert (phone.contractor_id, phone.normalised, phone.tail, phone.is_primary) == (
        alfa, "+48601234567", "601234567", True,
    )  # fmt: skip
    assert (email.raw, email.normalised) == ("Jan@Alfa.example", "jan@alfa.example")


def test_a_code_is_short_ascii_and_unique(anna: Actor) -> None:
    names = ("Łąka i Żuk sp. j.", "Łąka i Żuk sp. k.", "ŁĄKA I ŻUK", "株式会社", "…", "Ab")
    codes = [code_of(contractor(anna, name)) for name in names]
    assert codes[:3] == ["LAKAIZUK", "LAKAIZU2", "LAKAIZU3"]
    assert codes[3:] == ["K", "K2", "AB"]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("name", {"name": ""}),
        ("name", {"name": " \t\u200b"}),
        ("name", {"name": "x" * 201}),
        ("phone", {"name": "A", "phone": "call me"}),
        ("email", {"name": "A", "email": "jan"}),
        ("email", {"name": "A", "email": "@alfa.example"}),
        ("email", {"name": "A", "email": "jan@"}),
        ("email", {"name": "A", "email": "a@b@c"}),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(
    anna: Actor, field: str, values: dict[str, str]
) -> None:
    with pytest.raises(RuleViolation) as refused:
        contractors.create(QuickContractor(key="k", **values), actor=anna, now=NOW)
    assert refused.value.field == field
    assert Contractor.select().count() == 0


def test_the_same_key_twice_makes_one(anna: Actor) -> None:
    quick = QuickContractor(key=str(uuid.uuid4()), name="ALFA", phone="601234567")
    first = contractors.create(quick, actor=anna, now=NOW)
    assert contractors.create(quick, actor=anna, now=NOW) == first
    someone = QuickPerson(key=str(uuid.uuid4()), name="Jan Kowalski", contractor_id=first)
    assert persons.create(someone, actor=anna, now=NOW) == persons.create(
        someone, actor=anna, now=NOW
    )
    assert (Contractor.select().count(), Person.select().count()) == (1, 1)
    assert Phone.select().count() == 1


def test_text_typed_after_a_lost_answer_is_not_lost(anna: Actor) -> None:
    quick = QuickContractor(key=str(uuid.uuid4()), name="ALFA")
    alfa = contractors.create(quick, actor=anna, now=NOW)
    more = dataclasses.replace(quick, name="ALFA II", phone="601234567")
    assert contractors.create(more, actor=anna, now=NOW) == alfa
    assert row(Contractor, alfa)["name"] == "ALFA II"
    jan = QuickPerson(key=str(uuid.uuid4()), name="Jan", contractor_id=alfa)
    jan_id = persons.create(jan, actor=anna, now=NOW)
    typed = dataclasses.replace(jan, name="Jan Lis", position="buyer", email="jan@alfa.example")
    assert persons.create(typed, actor=anna, now=NOW) == jan_id
    assert row(Person, jan_id)["last_name"] == "Lis"
    assert (Phone.select().count(), Email.select().count()) == (1, 1)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("Jan Kowalski", "Jan", "Kowalski"),
        ("Anna  Maria Nowak-Lis", "Anna Maria", "Nowak-Lis"),
        ("Kowalski", "", "Kowalski"),
    ],
)
def test_the_last_word_is_the_last_name(anna: Actor, typed: str, first: str, last: str) -> None:
    stored = row(Person, person(anna, contractor(anna), typed))
    assert (" ".join(stored["first_name"].split()), stored["last_name"]) == (first, last)


def test_the_first_person_of_a_contractor_is_the_primary_one(anna: Actor) -> None:
    alfa = contractor(anna)
    person(anna, alfa, "Jan Kowalski", position="director")
    person(anna, alfa, "Ewa Lis")
    first, second = Affiliation.select().order_by(Affiliation.id)
    assert (first.position, first.is_primary, second.is_primary) == ("director", True, False)


def test_a_person_needs_a_contractor_that_exists(anna: Actor) -> None:
    with pytest.raises(NotFound):
        person(anna, ContractorId(99))
    assert Person.select().count() == 0


def test_hostile_names_are_stored_as_typed(anna: Actor) -> None:
    for name in ("'; DROP TABLE person; --", "paid [/] unpaid", "%_ {0}", "Zażółć 👩‍👩‍👧"):
        assert row(Contractor, contractor(anna, name))["name"] == name
    assert operator().login == "anna"
