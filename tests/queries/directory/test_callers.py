"""Who is calling, by the last digits typed so far."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.queries.conftest import Office
from tests.support.builders import NOW
from tui_crm.queries.directory.callers import who_is_calling
from tui_crm.store.models import Affiliation, Contractor, Employee, Phone


def number(office: Office, raw: str, normalised: str = "", **owner: Any) -> None:
    office.add(Phone, raw=normalised or raw, **owner)


def names(typed: str, **how: int) -> list[str]:
    return [caller.name for caller in who_is_calling(typed, **how)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed",
    [
        "567", "234567", "601234567", "601 234 567", "(601) 234-567", "+48 601 234 567",
        "+48601234567", "0048 601 234 567", "0601234567", "48 601.234.567", "+48 (0) 601 234 567",
        "٦٠١٢٣٤٥٦٧",
    ],
)  # fmt: skip
def test_any_notation_of_the_last_digits_finds_the_person(office: Office, typed: str) -> None:
    office.person(office.contractor(), phone="+48601234567")
    office.person(office.contractor("Beta"), "Ewa Lis", phone="+48601234999")
    assert names(typed) == ["Jan Kowalski"]


@pytest.mark.parametrize("typed", ["601234567", "+48 601 234 567", "0048601234567"])
def test_a_number_stored_without_its_country_is_found(office: Office, typed: str) -> None:
    office.person(office.contractor(), phone="601234567")
    assert names(typed) == ["Jan Kowalski"]


def test_a_number_of_another_country_is_no_match_beside_the_right_one(office: Office) -> None:
    alfa = office.contractor()
    office.person(alfa, "Hans Meier", phone="+49601234567")
    assert names("+48 601 234 567") == ["Hans Meier"], "better than nobody"
    office.person(alfa, phone="+48601234567")
    assert names("+48 601 234 567") == ["Jan Kowalski"]
    assert names("601 234 567") == ["Jan Kowalski", "Hans Meier"]


@pytest.mark.parametrize("typed", ["", "5", "67", "+48", "tel.", "\ud800", "%", "abc"])
def test_less_than_three_digits_ask_nothing(office: Office, typed: str) -> None:
    office.person(office.contractor(), phone="+48601234567")
    assert names(typed) == []


def test_the_number_that_is_told_is_the_one_that_calls(office: Office) -> None:
    jan = office.person(office.contractor(), phone="+48601234567")
    number(office, "+48225550123", person_id=jan)
    office.change(Employee, office.anna, phone="+48225550123")
    told = [(caller.kind, caller.number) for caller in who_is_calling("0123")]
    assert told == [("person", "22 555 01 23"), ("employee", "22 555 01 23")]


def test_digits_in_the_middle_are_neither_end_of_a_number(office: Office) -> None:
    office.person(office.contractor(), phone="+48601234567")
    assert names("234") == []
    assert names("0123") == []


BEGINNINGS = [
    ("+48601234567", "601"), ("+48601234567", "48601"), ("+48601234567", "+48 60"),
    ("+48601234567", "0048601"), ("+48601234567", "0601"), ("+48601234567", "60123456"),
    ("+4962159834123", "49621598"), ("+4962159834123", "+49 621 598"),
    ("+4962159834123", "0049621"), ("+4962159834123", "4962159834123"),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "typed"), BEGINNINGS)
def test_a_number_is_found_by_its_beginning_with_and_without_the_country(
    office: Office, stored: str, typed: str
) -> None:
    office.person(office.contractor(), phone=stored)
    office.person(None, "Ewa Lis", phone="+48502999000")
    office.employee("Marek", "Lis", phone=stored)
    assert names(typed) == ["Jan Kowalski", "Marek Lis"]


def test_a_number_that_ends_so_comes_before_one_that_begins_so(office: Office) -> None:
    office.person(None, "Ada Zet", phone="+48225550123")
    office.person(None, "Ewa Lis", phone="+48601230225")
    assert names("225") == ["Ewa Lis", "Ada Zet"]


def test_a_wrong_number_is_found_last_and_says_so(office: Office) -> None:
    ada = office.person(None, "Ada Zet")
    number(office, "+48601234567", person_id=ada, bad_since=NOW)
    office.person(None, "Ewa Lis", phone="+48502234567")
    found = who_is_calling("234567")
    assert [(one.name, one.wrong_number) for one in found] == [
        ("Ewa Lis", False), ("Ada Zet", True),
    ]  # fmt: skip


def test_numbers_of_contractors_and_colleagues_are_looked_at_too(office: Office) -> None:
    alfa = office.contractor("Alfa", city="Łódź")
    number(office, "22 612 34 56", "+48226123456", contractor_id=alfa)
    office.employee("Marek", "Lis", phone="600 123 456", department="Sales")
    office.person(alfa, "Ewa Nowa", phone="+48502123456")
    found = who_is_calling("123456")
    assert [(one.kind, one.name) for one in found] == [
        ("person", "Ewa Nowa"), ("contractor", "Alfa"), ("employee", "Marek Lis"),
    ]  # fmt: skip
    assert found[1].detail == "Łódź · " + office_code(alfa)
    assert found[2].number == "600 123 456"


def office_code(contractor_id: int) -> str:
    return str(Contractor.get_by_id(contractor_id).code)


def test_a_caller_tells_company_position_last_agreed_and_next_step(office: Office) -> None:
    alfa = office.contractor("Alfa")
    jan = office.person(alfa, phone="+48601234567", position="director", do_not_call=True)
    done = office.activity(
        at=-timedelta(days=3), done=NOW - timedelta(days=3), contractor_id=alfa, note="5 % agreed"
    )
    office.change(Contractor, alfa, last_activity_id=done)
    office.activity("later", timedelta(days=9), contractor_id=alfa)
    office.activity("send the offer", timedelta(days=2), contractor_id=alfa)
    (caller,) = who_is_calling("234567")
    assert (caller.kind, caller.id, caller.position, caller.number) == (
        "person", jan, "director", "601 234 567",
    )  # fmt: skip
    assert [place.contractor for place in caller.affiliations] == ["Alfa"]
    assert caller.do_not_call == "This person does not want to be called."
    assert caller.last is not None
    assert caller.next is not None
    assert (caller.last.note, caller.last_with) == ("5 % agreed", "Alfa")
    assert caller.next.subject == "send the offer"


def test_what_colleagues_out_of_sight_agreed_is_not_told(office: Office) -> None:
    alfa = office.contractor("Alfa")
    office.person(alfa, phone="+48601234567")
    done = office.activity(done=NOW, contractor_id=alfa, note="secret")
    office.change(Contractor, alfa, last_activity_id=done)
    office.activity("secret plan", timedelta(days=2), contractor_id=alfa)
    (caller,) = who_is_calling("234567", visible_employee_ids=frozenset({office.anna + 1}))
    assert caller.last is not None
    assert caller.next is not None
    assert (caller.last.note, caller.next.subject) == ("", "")
    (caller,) = who_is_calling("234567", visible_employee_ids=frozenset({office.anna}))
    assert caller.last is not None
    assert caller.last.note == "secret"


def test_a_person_at_several_contractors_tells_all_those_left_last(office: Office) -> None:
    left, beta, gamma = (office.contractor(name) for name in ("Left", "Beta", "Gamma"))
    jan = office.person(left, phone="+48601234567", linked=False)
    for contractor_id in (beta, gamma):
        office.add(Affiliation, person_id=jan, contractor_id=contractor_id, position="buyer")
    for contractor_id, days, note in ((beta, 9, "older"), (gamma, 2, "newer"), (left, 1, "gone")):
        at = NOW - timedelta(days=days)
        done = office.activity(at=at, done=at, contractor_id=contractor_id, note=note)
        office.change(Contractor, contractor_id, last_activity_id=done)
    (caller,) = who_is_calling("234567")
    assert [(place.contractor, place.active) for place in caller.affiliations] == [
        ("Gamma", True), ("Beta", True), ("Left", False),
    ]  # fmt: skip
    assert caller.last is not None
    assert (caller.last.note, caller.last_with) == ("newer", "Gamma")


def test_one_person_with_two_such_numbers_is_one_caller(office: Office) -> None:
    jan = office.person(office.contractor(), phone="+48601234567")
    number(office, "+48226234567", person_id=jan)
    assert names("234567") == ["Jan Kowalski"]


def test_the_inactive_come_last_and_the_merged_away_not_at_all(office: Office) -> None:
    alfa = office.contractor("Alfa")
    office.person(alfa, "Adam Gone", phone="+48601234567", active=False)
    office.person(alfa, "Zofia Here", phone="+48602234567")
    old = office.contractor("Old", active=False, merged_into_id=alfa)
    number(office, "+48603234567", contractor_id=old)
    found = who_is_calling("234567")
    assert [(one.name, one.active) for one in found] == [("Zofia Here", True), ("Adam Gone", False)]


def test_a_whole_extension_comes_before_numbers_that_end_so(office: Office) -> None:
    alfa = office.contractor()
    office.person(alfa, "Adam Aaa", phone="+48601234521")
    office.change(Employee, office.anna, phone="4521")
    assert names("4521") == ["Anna Nowak", "Adam Aaa"]


def test_only_so_many_are_given(office: Office) -> None:
    alfa = office.contractor()
    for n in range(12):
        office.person(alfa, f"Jan No{n:02}", phone=f"+486{n:02}000777")
    assert len(names("777")) == 8
    assert names("777", limit=3) == ["Jan No00", "Jan No01", "Jan No02"]


def test_of_equal_numbers_persons_come_first_then_contractors_then_colleagues(
    office: Office,
) -> None:
    office.change(Employee, office.anna, phone="601 234 567")
    alfa = office.contractor("Aaa")
    number(office, "+48602234567", contractor_id=alfa)
    office.person(alfa, "Zofia Żak", phone="+48603234567")
    office.person(alfa, "Adam Bąk", phone="+48604234567")
    assert names("234567") == ["Adam Bąk", "Zofia Żak", "Aaa", "Anna Nowak"]


def test_a_number_that_is_the_same_as_a_whole_comes_first_whoever_has_it(office: Office) -> None:
    alfa = office.contractor("Alfa")
    office.person(alfa, "Adam Aaa", phone="+48601004521")
    gone = office.contractor("Gone", active=False)
    number(office, "4521", contractor_id=gone)
    assert names("4521") == ["Gone", "Adam Aaa"]
