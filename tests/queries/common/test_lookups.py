"""What is offered while a field is being filled in."""

from __future__ import annotations

import pytest

from tests.queries.conftest import Office
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities.defaults import persons_linked, primary_person
from tui_crm.queries.common import lookups
from tui_crm.store.models import Entry

ALL = PageRequest(100)


def labels(text: str) -> list[str]:
    return [match.label for match in lookups.contractors(text, ALL)]


def test_names_that_begin_so_come_before_words_that_do_before_the_rest(office: Office) -> None:
    for name in ("Metalfa", "Zakład Alfa", "Alfa Zet", "Beta", "alfa bis"):
        office.contractor(name)
    office.contractor("Gamma", code="ALF1")

    assert labels("alfa") == ["alfa bis", "Alfa Zet", "Zakład Alfa", "Metalfa"]
    assert labels("alf")[:3] == ["alfa bis", "Alfa Zet", "Gamma"]


def test_a_town_is_no_word_of_the_name(office: Office) -> None:
    office.contractor("Aaa", city="Opole")
    office.contractor("Zakład Opole")

    assert labels("opole") == ["Zakład Opole", "Aaa"]


def test_lodz_finds_the_town_with_its_diacritics(office: Office) -> None:
    office.contractor("Zakład", city="Łódź", code="ZAK")

    (match,) = lookups.contractors("lodz", ALL)
    assert (match.label, match.detail) == ("Zakład", "Łódź · ZAK")


def test_all_words_must_occur(office: Office) -> None:
    office.contractor("Alfa Metal")
    office.contractor("Alfa Drewno")

    assert labels("alf met") == ["Alfa Metal"]


def test_inactive_contractors_are_not_offered(office: Office) -> None:
    office.contractor("Alfa", active=False)

    assert labels("") == []
    assert labels("alfa") == []


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", '"', "\x00", "\ud800", "[/]"])
def test_strange_characters_are_looked_for_as_they_are(office: Office, text: str) -> None:
    office.contractor("Alfa")

    assert labels(text) in ([], ["Alfa"])
    if text in "%_\\":
        assert labels(text) == []


def test_only_persons_linked_to_the_contractor_are_offered_the_primary_first(
    office: Office,
) -> None:
    alfa, beta = office.contractor("Alfa"), office.contractor("Beta")
    office.person(alfa, "Jan Abacki")
    ewa = office.person(
        alfa,
        "Ewa Żak",
        is_primary=True,
        position="director",
        phone="+48601234567",
        email="ewa@alfa.example",
        do_not_call=True,
    )
    office.person(beta, "Adam Nowy")
    office.person(alfa, "Left Already", linked=False)
    office.person(alfa, "Gone Person", active=False)

    found = lookups.persons(alfa, "", ALL)
    assert [person.name for person in found] == ["Ewa Żak", "Jan Abacki"]
    assert found[0].id == ewa
    assert (found[0].position, found[0].email) == ("director", "ewa@alfa.example")
    assert found[0].phone.replace(" ", "").endswith("601234567")
    assert found[0].do_not_call
    assert [person.name for person in lookups.persons(alfa, "zak", ALL)] == ["Ewa Żak"]
    assert lookups.persons(999, "", ALL) == []


def test_paging_through_persons_goes_on_behind_the_primary_one(office: Office) -> None:
    alfa = office.contractor()
    office.person(alfa, "Jan Abacki")
    office.person(alfa, "Ewa Żak", is_primary=True)
    office.person(alfa, "Jan Abacki")

    whole = lookups.persons(alfa, "", ALL)
    first = lookups.persons(alfa, "", PageRequest(1))
    assert first == whole[:1]
    assert lookups.persons(alfa, "", PageRequest(5, first[0].place)) == whole[1:]
    assert lookups.persons(alfa, "", PageRequest(5, whole[2].place, backwards=True)) == whole[:2]


def test_the_primary_person_is_known_or_the_only_one(office: Office) -> None:
    alfa, beta, gamma = (office.contractor(name) for name in ("Alfa", "Beta", "Gamma"))
    office.person(alfa, "Jan Abacki")
    ewa = office.person(alfa, "Ewa Żak", is_primary=True)
    only = office.person(beta, "Adam Nowy")
    office.person(gamma, "One Person")
    office.person(gamma, "Other Person")

    chosen = [primary_person(contractor) for contractor in (alfa, beta, gamma)]
    assert [None if person is None else person.id for person in chosen] == [ewa, only, None]


def test_persons_who_left_or_work_elsewhere_are_not_linked(office: Office) -> None:
    alfa = office.contractor()
    here, left = office.person(alfa), office.person(alfa, linked=False)
    elsewhere = office.person(office.contractor("Beta"))

    assert persons_linked(alfa, [here, left, elsewhere, 999]) == {here}
    assert persons_linked(alfa, []) == set()


def test_only_active_employees_are_offered(office: Office) -> None:
    office.employee("Jan", "Lis", code="JL", position="sales")
    office.employee("Adam", "Dawny", active=False)

    found = lookups.employees("", ALL)
    assert [(match.label, match.detail) for match in found] == [
        ("Jan Lis", "sales · JL"),
        ("Anna Nowak", "AN"),
    ]
    assert [match.label for match in lookups.employees("jl", ALL)] == ["Jan Lis"]


def test_entries_come_in_the_order_of_the_dictionary_without_the_deactivated(
    office: Office,
) -> None:
    office.entry("contact_type", "second", 2)
    office.entry("contact_type", "first", 1, is_default=True)
    office.entry("contact_type", "gone", 0, active=False)
    office.entry("priority", "other dictionary", 0)

    found = lookups.entries("contact_type", "", ALL)
    assert [(match.label, match.is_default) for match in found] == [
        ("first", True),
        ("second", False),
    ]
    assert lookups.entries("contact_type", "sec", ALL)[0].label == "second"
    assert lookups.entries("contact_type", "", PageRequest(5, found[0].place)) == found[1:]


def test_a_type_is_offered_for_the_kinds_it_applies_to(office: Office) -> None:
    office.entry("contact_type", "letter", 1, kinds="contact task", is_default=True)
    office.entry("contact_type", "in person", 2)

    offered = lookups.entries("contact_type", "", ALL, kinds=(Kind.MEETING,))
    assert [match.label for match in offered] == ["in person"]
    assert lookups.default_entry("contact_type", Kind.MEETING) is None
    default = lookups.default_entry("contact_type", Kind.CONTACT)
    assert default is not None
    assert default.label == "letter"
    assert default == lookups.entries("contact_type", "", ALL)[0]


def test_looking_back_the_inactive_are_offered_behind_the_others_and_marked(office: Office) -> None:
    target = office.contractor("Alfa Zet")
    office.contractor("Alfa Aaa", active=False)
    office.contractor("Alfa Bbb", active=False, merged_into_id=target)
    office.employee("Adam", "Abacki", active=False)
    for text in ("alfa", ""):
        found = lookups.contractors(text, ALL, inactive=True)
        assert [(one.label, one.active) for one in found] == [
            ("Alfa Zet", True), ("Alfa Aaa", False),
        ]  # fmt: skip
        first = lookups.contractors(text, PageRequest(1), inactive=True)
        rest = lookups.contractors(text, PageRequest(5, first[0].place), inactive=True)
        assert first + rest == found
    employees = lookups.employees("", ALL, inactive=True)
    assert [(one.label, one.active) for one in employees][-1] == ("Adam Abacki", False)
    assert "Adam Abacki" not in [one.label for one in lookups.employees("", ALL)]


def test_looking_back_entries_no_longer_offered_are_marked(office: Office) -> None:
    gone = office.entry("contact_type", "e-mail")
    office.change(Entry, gone, active=False)
    found = lookups.entries("contact_type", "email", ALL, inactive=True)
    assert [(one.id, one.active, one.is_default) for one in found] == [(gone, False, False)]
    assert lookups.entries("contact_type", "email", ALL) == []
