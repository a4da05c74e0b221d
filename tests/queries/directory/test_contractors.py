"""The list of contractors: its views, its orders, and what finds one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.queries.conftest import Office
from tests.support.builders import NOW
from tui_crm.domain.page import PageRequest
from tui_crm.queries.directory.contractors import (
    ContractorFilter,
    ContractorOrder,
    ContractorSubset,
    contractor_by_code,
    contractor_place,
    contractors_page,
)
from tui_crm.store.models import Contractor, Email, Phone

ALL = PageRequest(100)


def names(text: str = "", **chosen: Any) -> list[str]:
    return [row.name for row in contractors_page(ContractorFilter(text, **chosen), ALL)]


def phone(office: Office, typed: str, **owner: int) -> None:
    office.add(Phone, raw=typed, normalised=f"+48{typed}", tail=typed[-9:], **owner)


def test_a_row_tells_what_is_known_at_a_glance(office: Office) -> None:
    alfa = office.contractor(
        "Alfa", code="ALFA", city="Łódź", owner_id=office.anna, open_activities=2,
        last_contact_at=NOW,
    )  # fmt: skip
    phone(office, "601234567", contractor_id=alfa)
    office.add(Email, contractor_id=alfa, raw="a@alfa.example", normalised="a@alfa.example")
    (row,) = contractors_page(ContractorFilter(), ALL)
    assert (row.id, row.version, row.code, row.city, row.owner) == (
        alfa, 1, "ALFA", "Łódź", "Anna Nowak",
    )  # fmt: skip
    assert (row.phone, row.email, row.open_activities) == ("601 234 567", "a@alfa.example", 2)
    assert (row.last_contact_at, row.next_activity_at, row.active) == (NOW, None, True)


def test_a_code_finds_its_contractor_however_it_is_capitalised(office: Office) -> None:
    office.contractor("Alfa", code="ALFA")
    for code in ("ALFA", "alfa", " Alfa "):
        row = contractor_by_code(code)
        assert row is not None
        assert row.name == "Alfa"
    office.contractor("Beta", code="BETA", merged_into_id=1, active=False)
    assert contractor_by_code("BETA") is contractor_by_code("GAMMA") is None


def test_the_views_show_mine_the_cooling_those_without_a_next_step_and_the_inactive(
    office: Office,
) -> None:
    marek = office.employee("Marek", "Lis")
    long_ago, lately = NOW - timedelta(days=90), NOW - timedelta(days=5)
    office.contractor("mine", owner_id=office.anna, last_contact_at=lately, next_activity_at=NOW)
    office.contractor("cold", owner_id=marek, last_contact_at=long_ago, next_activity_at=NOW)
    office.contractor("stuck", last_contact_at=lately)
    office.contractor("retired", owner_id=office.anna, active=False, last_contact_at=long_ago)
    office.contractor("never", created_at=long_ago, next_activity_at=NOW)
    office.contractor("new", next_activity_at=NOW)
    office.contractor("merged", merged_into_id=1, active=False)

    before = NOW - timedelta(days=60)
    shown = {
        view: names(view=view, employee_id=office.anna, cooling_before=before)
        for view in ContractorSubset
    }
    assert shown == {
        ContractorSubset.ALL: ["cold", "mine", "never", "new", "retired", "stuck"],
        ContractorSubset.MINE: ["mine"],
        ContractorSubset.COOLING: ["cold", "never"],
        ContractorSubset.WITHOUT_NEXT: ["stuck"],
        ContractorSubset.WITHOUT_NUMBER: ["cold", "mine", "never", "new", "stuck"],
        ContractorSubset.INACTIVE: ["retired"],
    }
    assert names("retired") == ["retired"]
    assert names("merged") == []


def test_a_contractor_is_found_by_the_beginnings_of_its_words(office: Office) -> None:
    office.contractor("Zakład Łódzki Alfa-Met", city="Kraków", code="ZLA")
    office.contractor("Beta", tax_id="5260001246")
    office.contractor("Gamma", tax_id="DE123456789")

    for text in ("lodzki", "ALFA", "met", "alfa-met", "krak", "zla", "zak alf kra", "ŁÓDZ"):
        assert names(text) == ["Zakład Łódzki Alfa-Met"], text
    for text in ("526-000-12-46", "5260001246", "52600", "PL 526 000 12 46"):
        assert names(text) == ["Beta"], text
    assert names("DE 123-456") == names("de1234") == ["Gamma"]
    assert names("zak beta") == []
    assert len(names("  ")) == 3


def test_digits_find_a_number_from_either_end_its_own_or_a_persons(office: Office) -> None:
    alfa, beta, gamma = (office.contractor(name) for name in ("Alfa", "Beta", "Gamma"))
    phone(office, "226123456", contractor_id=alfa)
    phone(office, "601234567", person_id=office.person(beta))
    phone(office, "601234999", person_id=office.person(gamma, linked=False))

    assert names("3456") == names("22 612") == names("(22) 612-34-56") == ["Alfa"]
    assert names("+48 601 234 567") == names("0048601234567") == names("601234") == ["Beta"]
    assert names("567") == ["Beta"]
    assert names("34567") == ["Beta"]
    assert names("012345") == []
    assert names("67") == []


def test_an_address_finds_whoever_has_it(office: Office) -> None:
    alfa, beta = office.contractor("Alfa"), office.contractor("Beta")
    office.add(Email, contractor_id=alfa, raw="X", normalised="office@alfa.example")
    office.person(beta, email="jan@beta.example")
    assert names("office@alfa") == ["Alfa"]
    assert names("JAN@beta.example") == ["Beta"]
    assert names("beta.example@") == []


@pytest.mark.parametrize(
    "text",
    ["%", "_", "\\", "'", '"', '""', "[/]", "NOT", "a OR", "fold:x", "*", "^x",
     "(", "NEAR(a b)", "-", "+", "@", "'; DROP TABLE contractor; --", "x" * 500, "٣٤٥"],
)  # fmt: skip
def test_strange_characters_are_looked_for_and_hurt_nothing(office: Office, text: str) -> None:
    office.contractor("Alfa")
    assert names(text) == []


@pytest.mark.parametrize("name", ["'; DROP TABLE x; --", "paid [/] unpaid", '100% "Alfa" (b)'])
def test_hostile_names_are_found_by_what_is_typed(office: Office, name: str) -> None:
    office.contractor(name)
    assert names(name) == [name]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", ContractorOrder)
def test_every_order_is_walked_to_both_ends_a_page_at_a_time(
    office: Office, order: ContractorOrder, descending: bool
) -> None:
    marek = office.employee("Marek", "Lis")
    for n in range(6):
        office.contractor(
            "Alfa", city=("", "Łódź", "Kraków")[n % 3], open_activities=n // 2,
            owner_id=(None, office.anna, marek)[n % 3],
            last_contact_at=None if n < 2 else NOW - timedelta(days=n // 2),
            next_activity_at=None if n > 3 else NOW + timedelta(days=n // 2),
        )  # fmt: skip
    whole = contractors_page(ContractorFilter(), ALL, order=order, descending=descending)
    assert len({row.id for row in whole}) == 6
    for row in whole:
        assert contractor_place(row.id, order, descending=descending) == row.place

    down, up = whole[:1], whole[-1:]
    while page := contractors_page(
        ContractorFilter(), PageRequest(2, down[-1].place), order=order, descending=descending
    ):
        down += page
    while page := contractors_page(
        ContractorFilter(),
        PageRequest(2, up[0].place, backwards=True),
        order=order,
        descending=descending,
    ):
        up = page + up
    assert down == up == whole


@pytest.mark.parametrize("descending", [False, True])
def test_contractors_without_a_value_come_last_either_way(office: Office, descending: bool) -> None:
    office.contractor("without")
    office.contractor(
        "with", city="Łódź", owner_id=office.anna, last_contact_at=NOW, next_activity_at=NOW
    )
    for order in (
        ContractorOrder.CITY, ContractorOrder.OWNER, ContractorOrder.LAST_CONTACT,
        ContractorOrder.NEXT_STEP,
    ):  # fmt: skip
        page = contractors_page(ContractorFilter(), ALL, order=order, descending=descending)
        assert [row.name for row in page] == ["with", "without"], order


def test_the_order_is_that_of_the_column(office: Office) -> None:
    marek = office.employee("Marek", "Abacki")
    office.contractor("Ćma", code="B", city="Łódź", owner_id=office.anna, open_activities=1,
                      last_contact_at=NOW, next_activity_at=NOW)  # fmt: skip
    office.contractor("Cyna", code="C", city="Lublin", owner_id=marek, open_activities=3,
                      last_contact_at=NOW - timedelta(days=9),
                      next_activity_at=NOW - timedelta(days=9))  # fmt: skip
    for order in ContractorOrder:
        page = contractors_page(ContractorFilter(), ALL, order=order)
        first = page[0].name
        assert first == ("Ćma" if order in {ContractorOrder.CODE, ContractorOrder.OPEN} else "Cyna")
        assert contractors_page(ContractorFilter(), ALL, order=order, descending=True) == page[::-1]


def test_a_merged_or_unknown_contractor_has_no_place(office: Office) -> None:
    alfa = office.contractor("Alfa")
    office.change(Contractor, alfa, merged_into_id=office.contractor("Beta"))
    assert contractor_place(alfa) is None
    assert contractor_place(999) is None
