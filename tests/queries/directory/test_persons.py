"""The list of contact persons: each once, with where they work and whether they may be called."""

from __future__ import annotations

import pytest

from tests.queries.conftest import Office
from tui_crm.domain.page import PageRequest
from tui_crm.queries.directory.callers import who_is_calling
from tui_crm.queries.directory.contractor_card import contractor_card
from tui_crm.queries.directory.contractors import ContractorFilter, contractors_page
from tui_crm.queries.directory.person_card import person_card
from tui_crm.queries.directory.persons import (
    PersonFilter,
    PersonOrder,
    PersonRow,
    person_place,
    persons_page,
)
from tui_crm.store.models import Affiliation, Phone

ALL = PageRequest(100)


def rows(text: str = "", contractor_id: int | None = None, **chosen: bool) -> list[PersonRow]:
    return persons_page(PersonFilter(text, contractor_id, **chosen), ALL)


def names(text: str = "", contractor_id: int | None = None, **chosen: bool) -> list[str]:
    return [row.name for row in rows(text, contractor_id, **chosen)]


def at(office: Office, person_id: int, contractor_id: int, **values: object) -> None:
    office.add(Affiliation, person_id=person_id, contractor_id=contractor_id, **values)


def test_a_person_at_three_contractors_is_listed_once(office: Office) -> None:
    alfa, beta, gamma = (office.contractor(name) for name in ("Alfa", "Beta", "Gamma"))
    jan = office.person(
        alfa, position="director", title="dr", phone="601234567", email="jan@alfa.example"
    )
    at(office, jan, beta, position="adviser")
    at(office, jan, gamma, active=False)

    (row,) = rows()
    assert (row.id, row.name, row.title, row.position) == (jan, "Jan Kowalski", "dr", "director")
    assert (row.contractor, row.more, row.here) == ("Alfa", 1, True)
    assert (row.phone.replace(" ", ""), row.email) == ("601234567", "jan@alfa.example")
    assert len(persons_page(PersonFilter(), ALL, order=PersonOrder.CONTRACTOR)) == 1
    (there,) = rows(contractor_id=beta)
    assert (there.contractor, there.position, there.more, there.here) == (
        "Beta",
        "adviser",
        1,
        True,
    )
    (left,) = rows(contractor_id=gamma)
    assert (left.contractor, left.more, left.here) == ("Gamma", 2, False)
    office.change(Affiliation, 1, active=False)
    assert [(one.contractor, one.more, one.here) for one in rows()] == [("Beta", 0, True)]


def test_a_number_is_told_with_its_extension_wherever_it_stands(office: Office) -> None:
    alfa = office.contractor("Alfa")
    jan = office.person(alfa)
    for owner in ({"person_id": jan}, {"contractor_id": alfa}):
        raw = "22 555 01 23 wew. 7"
        office.add(Phone, raw=raw, normalised="+48225550123", tail="225550123", **owner)
    told = [
        rows()[0].phone,
        contractors_page(ContractorFilter(), ALL)[0].phone,
        person_card(jan).numbers[0].shown,
        contractor_card(alfa).numbers[0].shown,
        *(one.number for one in who_is_calling("0123")),
    ]
    assert told == ["22 555 01 23 ext. 7"] * 6


def test_whoever_must_not_be_called_is_told_with_the_reason(office: Office) -> None:
    alfa = office.contractor()
    office.person(alfa, "Ewa A", do_not_call=True, note="\n  asked in March not to \nmore")
    office.person(alfa, "Ewa B", do_not_call=True)
    office.person(alfa, "Ewa C", note="asked in March not to")
    assert [row.do_not_call for row in rows()] == [
        "asked in March not to", "This person does not want to be called.", "",
    ]  # fmt: skip


def test_a_person_is_found_by_name_contractor_number_and_address(office: Office) -> None:
    alfa, beta = office.contractor("Alfa Łódź"), office.contractor("Beta")
    office.person(alfa, "Jan Żak", phone="601234567", email="jan@alfa.example")
    ewa = office.person(beta, "Ewa Żak")
    at(office, ewa, alfa, active=False)

    assert names("zak") == ["Ewa Żak", "Jan Żak"]
    assert names("jan zak") == names("zak jan") == names("zak lodz") == names("alfa") == ["Jan Żak"]
    assert names("601 23") == names("4567") == names("+48 601-234-567") == ["Jan Żak"]
    assert names("jan@alfa") == ["Jan Żak"]
    assert names("kowalski") == names("12") == names("%") == names('"') == []


def test_the_inactive_are_listed_alone_apart_or_with_the_others(office: Office) -> None:
    alfa = office.contractor()
    office.person(alfa, "Jan Here")
    office.person(alfa, "Jan Gone", active=False)
    assert names() == ["Jan Gone", "Jan Here"]
    assert names(inactive=False) == ["Jan Here"]
    assert names(inactive=True) == names("gone") == ["Jan Gone"]
    assert [row.active for row in rows()] == [False, True]


@pytest.mark.parametrize("text", ["", "jan"])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", PersonOrder)
def test_every_order_is_walked_to_both_ends_a_page_at_a_time(
    office: Office, order: PersonOrder, descending: bool, text: str
) -> None:
    beta, alfa = office.contractor("Beta"), office.contractor("Alfa")
    for contractor_id in (beta, None, alfa, beta, None, alfa):
        jan = office.person(contractor_id, "Jan Kowalski")
    at(office, jan, beta)
    chosen = PersonFilter(text)
    whole = persons_page(chosen, ALL, order=order, descending=descending)
    assert len({row.id for row in whole}) == len(whole) == 6
    if order is PersonOrder.CONTRACTOR:
        expected = ["Alfa", "Alfa", "Beta", "Beta"]
        assert [row.contractor for row in whole] == [*expected[:: -1 if descending else 1], "", ""]
    for row in whole:
        assert person_place(row.id, order, descending=descending) == row.place
    down, up = whole[:1], whole[-1:]
    while page := persons_page(
        chosen, PageRequest(2, down[-1].place), order=order, descending=descending
    ):
        down += page
    while page := persons_page(
        chosen, PageRequest(2, up[0].place, backwards=True), order=order, descending=descending
    ):
        up = page + up
    assert down == up == whole


def test_the_place_among_one_contractors_persons_is_that_of_the_row(office: Office) -> None:
    alfa = office.contractor()
    office.person(alfa, "Jan Żak")
    office.person(alfa, "Ewa Lis")
    for row in rows(contractor_id=alfa):
        place = person_place(row.id, PersonOrder.CONTRACTOR, contractor_id=alfa)
        assert place == row.place
    assert person_place(999) is None
