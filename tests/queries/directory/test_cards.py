"""The card of a contractor and of a person: everything the form and the screen show."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.queries.conftest import Office
from tests.support.builders import NOW
from tui_crm.domain.activities.activity import Status
from tui_crm.domain.errors import NotFound
from tui_crm.queries.activities.details import activity_details
from tui_crm.queries.common.columns import participants_of
from tui_crm.queries.directory.contractor_card import PERSONS_SHOWN, contractor_card
from tui_crm.queries.directory.person_card import person_card
from tui_crm.store.models import Affiliation, Contractor, Email, Phone

NEVER = frozenset[int]()


def phone(office: Office, typed: str, **values: object) -> None:
    digits = typed.replace(" ", "")
    office.add(Phone, raw=typed, normalised=f"+48{digits}", tail=digits, **values)


def test_the_card_of_a_contractor_holds_what_its_form_shows(office: Office) -> None:
    alfa = office.contractor(
        "Alfa", code="ALFA", tax_id="5260001246", customer=True, www="alfa.example",
        street="Długa 1", postcode="90-001", city="Łódź", owner_id=office.anna, note="a\nb",
    )  # fmt: skip
    phone(office, "601 234 567", contractor_id=alfa)
    phone(office, "22 612 34 56", contractor_id=alfa, is_primary=True)
    office.add(Email, contractor_id=alfa, raw="A@alfa.example", normalised="a@alfa.example")

    card = contractor_card(alfa)
    assert (card.id, card.version, card.code, card.tax_id) == (alfa, 1, "ALFA", "5260001246")
    assert (card.customer, card.vendor, card.prospect, card.active) == (True, False, False, True)
    assert (card.street, card.postcode, card.city, card.country) == (
        "Długa 1", "90-001", "Łódź", "PL",
    )  # fmt: skip
    assert (card.owner_id, card.owner, card.note) == (office.anna, "Anna Nowak", "a\nb")
    assert [(one.raw, one.shown) for one in card.numbers] == [
        ("22 612 34 56", "22 612 34 56"),
        ("601 234 567", "601 234 567"),
    ]
    assert card.emails == ("A@alfa.example",)
    assert (card.persons, card.last, card.next, card.merged_into) == ((), None, None, "")


def test_persons_who_work_there_come_first_the_primary_one_before_all(office: Office) -> None:
    alfa = office.contractor()
    office.person(alfa, "Adam Lis", phone="601234567", email="adam@alfa.example")
    office.person(alfa, "Ewa Żak", is_primary=True, do_not_call=True, note="on leave\nuntil May")
    office.person(alfa, "Jan Abacki", linked=False, is_primary=True)
    office.person(alfa, "Jan Babacki", active=False)

    card = contractor_card(alfa)
    assert [(one.name, one.active) for one in card.persons] == [
        ("Ewa Żak", True), ("Adam Lis", True), ("Jan Abacki", False), ("Jan Babacki", False),
    ]  # fmt: skip
    assert (card.persons[0].do_not_call, card.persons[1].do_not_call) == ("on leave", "")
    assert card.persons[1].email == "adam@alfa.example"
    assert card.person_count == 4


def test_a_hundred_persons_are_shown_and_all_are_counted(office: Office) -> None:
    alfa = office.contractor()
    for _ in range(PERSONS_SHOWN + 1):
        office.person(alfa)
    card = contractor_card(alfa)
    assert (len(card.persons), card.person_count) == (PERSONS_SHOWN, PERSONS_SHOWN + 1)


def test_the_card_tells_what_was_agreed_and_what_is_next(office: Office) -> None:
    alfa = office.contractor()
    office.activity("later", timedelta(days=9), contractor_id=alfa)
    soon = office.activity("soon", timedelta(days=2), contractor_id=alfa)
    done = office.activity("old", done=NOW, contractor_id=alfa, note="price list in June")
    office.change(Contractor, alfa, last_activity_id=done, last_contact_at=NOW, open_activities=2)
    card = contractor_card(alfa)
    assert card.last is not None
    assert card.next is not None
    assert (card.last.id, card.last.note, card.next.id) == (done, "price list in June", soon)
    assert (card.activity_count, card.open_activities, card.last_contact_at) == (3, 2, NOW)

    unseen = contractor_card(alfa, visible_employee_ids=NEVER)
    assert unseen.last is not None
    assert unseen.next is not None
    assert (unseen.last.at, unseen.last.note, unseen.next.subject) == (NOW, "", "")


def test_a_merged_contractor_names_the_other_one(office: Office) -> None:
    beta = office.contractor("Beta")
    alfa = office.contractor("Alfa", merged_into_id=beta, active=False)
    card = contractor_card(alfa)
    assert (card.merged_into_id, card.merged_into, card.active) == (beta, "Beta", False)


def test_the_card_of_a_person_holds_what_their_form_shows(office: Office) -> None:
    alfa = office.contractor("Alfa", code="ALFA", city="Łódź")
    beta = office.contractor("Beta", active=False)
    jan = office.person(
        beta, "Jan Kowalski", title="dr", language="de", note="on leave\nuntil May",
        do_not_call=True, linked=False, position="adviser",
    )  # fmt: skip
    office.add(
        Affiliation, person_id=jan, contractor_id=alfa, position="director", department="sales",
        is_primary=True,
    )  # fmt: skip
    phone(office, "601 234 567", person_id=jan)
    phone(office, "601 234 568", person_id=jan, is_primary=True)

    card = person_card(jan)
    assert (card.title, card.first_name, card.last_name, card.name) == (
        "dr", "Jan", "Kowalski", "Jan Kowalski",
    )  # fmt: skip
    assert (card.language, card.do_not_call, card.reason) == ("de", True, "on leave")
    assert list(card.phones) == ["601 234 568", "601 234 567"]
    here, left = card.affiliations
    assert (here.contractor_id, here.contractor, here.contractor_detail) == (
        alfa, "Alfa", "Łódź · ALFA",
    )  # fmt: skip
    assert (here.position, here.department, here.is_primary, here.active) == (
        "director", "sales", True, True,
    )  # fmt: skip
    assert (left.contractor, left.active) == ("Beta", False)


def test_last_and_next_of_a_person_are_on_their_card_as_far_as_they_may_be_seen(
    office: Office,
) -> None:
    alfa = office.contractor("Alfa")
    jan = office.person(alfa)
    marek = office.employee("Marek", "Lis")
    day = timedelta(days=1)
    office.activity("", -9 * day, contractor_id=alfa, persons=(jan,), note="talked", done=NOW)
    office.activity(
        "", day, contractor_id=alfa, persons=(jan,), note="called off", done=NOW + day,
        status=Status.CANCELLED,
    )  # fmt: skip
    office.activity("", 3 * day, contractor_id=alfa, persons=(jan,), employee_id=marek, note="his")
    for n in range(25):
        office.activity("", (2 + n % 7) * day, contractor_id=alfa, persons=(jan,), note=f"n{n % 7}")
    office.activity("another's", day, contractor_id=alfa)

    card = person_card(jan)
    assert card.last is not None
    assert card.next is not None
    assert (card.last.note, card.last.contractor, card.last.completed_at) == ("talked", "Alfa", NOW)
    assert (card.next.note, card.activity_count) == ("n0", 28)
    seen = person_card(jan, visible_employee_ids=frozenset({marek}))
    assert seen.next is not None
    assert (seen.last, seen.next.note, seen.activity_count) == (None, "his", 1)


def test_what_is_gone_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        contractor_card(999)
    with pytest.raises(NotFound):
        person_card(999)


def test_whoever_must_not_be_called_is_told_wherever_their_number_is(office: Office) -> None:
    alfa = office.contractor()
    ewa = office.person(alfa, "Ewa Lis", phone="601234567", do_not_call=True, note="asked not to")
    call = office.activity("call", contractor_id=alfa, persons=(ewa,))
    (shown,) = activity_details(call).persons
    assert (shown.phone.replace(" ", ""), shown.do_not_call) == ("601234567", "asked not to")
    assert participants_of(call, alfa, limit=5) == (shown,)
