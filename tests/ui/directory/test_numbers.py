"""All numbers are there: typed, shown with where they belong, copied in turn, marked as wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import builders
from tests.support.builders import NOW, at
from tests.support.ui.driver import CrmDriver
from tui_crm.domain.directory.person import AffiliationEdit, PersonEdit
from tui_crm.services.activities.save import save
from tui_crm.services.directory import persons
from tui_crm.store.models import Contractor, Person, Phone

TWO = "22 555 66 77 wew. 5 (sekretariat), 603 111 222"


def zeta(phone: str = TWO, *, his: tuple[str, ...] = (), **values: Any) -> tuple[int, int, int]:
    """A contractor, a person there, and a call with them at 10:30; their ids."""
    actor = builders.operator()
    made = builders.contractor(actor, "Zeta", phone=phone)
    edit = PersonEdit(
        key="zyta", first_name="Zyta", last_name="Zet", phones=his,
        affiliations=(AffiliationEdit(made),), **values,
    )  # fmt: skip
    zyta = persons.save(edit, actor=actor, now=NOW)
    call = builders.contact(actor, made, zyta, starts_at=at(23, "10:30"))
    return made, zyta, int(save(call, actor=actor, instant=builders.instant()).activity_id)


def task(contractor_id: int) -> int:
    """A task of the contractor, without a person."""
    actor = builders.operator()
    due = builders.task(actor, "send the offer", contractor_id=contractor_id)
    return int(save(due, actor=actor, instant=builders.instant()).activity_id)


async def copied(crm: CrmDriver, number: str, *said: str) -> None:
    await crm.press("y")
    await crm.see(f"Copied: {number}", *said)
    assert crm.app.clipboard == number


async def on_row(crm: CrmDriver, activity_id: int) -> None:
    await crm.press("a", "a")
    await crm.to(activity_id)


async def test_a_contractor_with_two_numbers_gives_one_after_the_other(crm: CrmDriver) -> None:
    made, _zyta, _call = crm.ask(zeta)
    await crm.press("3")
    await crm.see("All contractors")
    await crm.to(made)
    await crm.see("22 555 66 77 ext. 5 (sekretariat) Zyta Zet · company 603 111 222")
    await copied(crm, "22 555 66 77", "(ext. 5, sekretariat)", "also: 603 111 222")
    await copied(crm, "603 111 222", "also: 22 555 66 77")
    await copied(crm, "22 555 66 77")
    await crm.press("y", "up", "down")
    await crm.to(made)
    await copied(crm, "22 555 66 77")


async def test_a_person_without_a_number_is_reached_at_the_company(crm: CrmDriver) -> None:
    _made, zyta, call = crm.ask(zeta)
    await on_row(crm, call)
    await crm.see("company 22 555 66 77 ext. 5 (sekretariat) Zyta Zet · 603 111 222")
    await copied(crm, "22 555 66 77", "(company, ext. 5, sekretariat)")
    await copied(crm, "603 111 222", "(company)")
    await copied(crm, "22 555 66 77")
    await crm.press("4")
    await crm.see("Contact persons")
    await crm.to(zyta)
    await crm.see("company 22 555 66 77 ext. 5", "603 111 222")
    await copied(crm, "22 555 66 77")
    await crm.press("enter")
    await crm.see("company 22 555 66 77 ext. 5 (sekretariat) · 603 111 222")
    await copied(crm, "22 555 66 77")


async def test_a_task_of_a_company_has_its_numbers(crm: CrmDriver) -> None:
    made, _zyta, _call = crm.ask(zeta)
    due = crm.ask(task, made)
    await on_row(crm, due)
    await crm.see("22 555 66 77 ext. 5", "603 111 222")
    await copied(crm, "22 555 66 77")
    await copied(crm, "603 111 222")


async def test_where_nobody_asked_has_a_number_those_at_the_company_have(crm: CrmDriver) -> None:
    made, _zyta, _call = crm.ask(zeta, "", his=("601 333 444",))
    due = crm.ask(task, made)
    await on_row(crm, due)
    await crm.see("Zyta Zet 601 333 444")
    await copied(crm, "601 333 444", "(Zyta Zet)")


async def test_the_queue_has_all_of_them_and_goes_round(crm: CrmDriver) -> None:
    _made, _zyta, call = crm.ask(zeta, his=("601 333 444 (po 16:00)", "601 555 666"))
    await on_row(crm, call)
    await crm.press("space", "Q")
    await crm.see("Queue", "1 left")
    await crm.see("Zyta Zet · 601 333 444 (po 16:00) · 601 555 666")
    await crm.see("company 22 555 66 77 ext. 5 (sekretariat) · 603 111 222")
    for number in ("601 333 444", "601 555 666", "22 555 66 77", "603 111 222", "601 333 444"):
        await copied(crm, number)


async def test_addresses_go_round_as_well(crm: CrmDriver) -> None:
    made, zyta, _call = crm.ask(zeta, emails=("z@zeta.example", "zyta@zeta.example"))
    assert made
    await crm.press("4")
    await crm.see("Contact persons")
    await crm.to(zyta)
    for address in ("z@zeta.example", "zyta@zeta.example", "z@zeta.example"):
        await crm.press("Y")
        await crm.see(f"Copied: {address}", "also: ")
        assert crm.app.clipboard == address


SHOWN = {
    24: (
        ["601 333 444 (po 16:00) Zyta Zet · company 22 555 66 77 ext. 5 (sekretariat)"],
        ["22 555 66 77 ext. 5 (sekretariat) Zyta Zet · company 603 111 222 · Zyta Zet 601 333 444"],
    ),
    40: (
        [
            "601 333 444 (po 16:00)",
            "company 22 555 66 77 ext. 5",
            "(sekretariat)",
            "company 603 111",
        ],
        ["22 555 66 77 ext. 5 │", "(sekretariat)", "603 111 222", "601 333 444 (po 16:00)"],
    ),
}
"""Below a list 120 columns wide: of the call, and of the contractor."""


@pytest.mark.parametrize("height", SHOWN)
async def test_each_number_is_below_the_list_with_what_was_typed_beside_it(
    closed: CrmDriver, height: int
) -> None:
    closed.size = (120, height)
    await closed.start()
    made, _zyta, call = closed.ask(zeta, his=("601 333 444 (po 16:00)",))
    await on_row(closed, call)
    await closed.see(*SHOWN[height][0])
    await closed.press("3")
    await closed.to(made)
    await closed.see(*SHOWN[height][1])


# What must not be called


async def test_the_company_is_no_way_round_a_person_who_must_not_be_called(crm: CrmDriver) -> None:
    _made, _zyta, call = crm.ask(zeta, his=("601 333 444",), do_not_call=True, note="asked not to")
    await on_row(crm, call)
    for _again in range(3):
        await crm.press("y")
        await crm.see("Do not call Zyta Zet: asked not to")
        assert crm.app.clipboard == ""
    assert not crm.is_seen("22 555 66 77")
    assert not crm.is_seen("601 333 444")
    await crm.press("space", "Q")
    await crm.see("⊘ do not call: asked not to")
    assert not crm.is_seen("22 555 66 77")
    await crm.press("b")
    await crm.see("Which number is wrong?")
    assert not crm.is_seen("601 333 444")


async def test_a_call_with_them_is_remarked_in_its_form(crm: CrmDriver) -> None:
    _made, _zyta, call = crm.ask(zeta, his=("601 333 444",), do_not_call=True, note="asked not to")
    await on_row(crm, call)
    for key in ("l", "enter"):
        await crm.press(key)
        await crm.see("Contact persons*", "Zyta Zet", "⊘ do not call: asked not to")
        assert not crm.is_seen("601 333 444")
        await crm.press("escape")
        await crm.see("Today")


# Wrong numbers


async def test_a_wrong_number_is_struck_through_and_not_proposed(crm: CrmDriver) -> None:
    _made, _zyta, call = crm.ask(zeta, "", his=("601 333 444",))
    await on_row(crm, call)
    await crm.press("b")
    await crm.see("601 333 444 is marked as wrong", "✗ 601 333 444")
    await crm.press("y")
    await crm.see("The only number here is wrong: ✗ 601 333 444")
    assert crm.app.clipboard == ""
    await crm.press("u")
    await crm.see("number marked as wrong, 601 333 444, Zyta Zet")
    await copied(crm, "601 333 444")
    await crm.not_see("✗ 601 333 444")


@pytest.mark.parametrize(
    "keys", [("c", "#", "6", "enter"), ("Q", "6", "enter"), ("enter", "wrong", "ctrl+s")], ids=str
)
async def test_the_outcome_wrong_number_marks_it_and_says_so(
    crm: CrmDriver, keys: tuple[str, ...]
) -> None:
    _made, _zyta, call = crm.ask(zeta, "", his=("601 333 444",))
    await on_row(crm, call)
    if keys[0] == "Q":
        await crm.press("space")
    for key in keys:
        if key == "wrong":
            await crm.go("outcome")
            await crm.type("wrong")
        else:
            await crm.press(key)
    await crm.see("Marked as a wrong number: 601 333 444.")
    await crm.until(lambda: crm.activity(call)["completed_at"], "completed")
    if keys[0] == "Q":
        await crm.press("escape")
    await crm.press("u")
    await crm.until(lambda: not crm.activity(call)["completed_at"], "open again")
    await on_row(crm, call)
    await copied(crm, "601 333 444")


async def test_of_several_numbers_the_wrong_one_is_chosen(crm: CrmDriver) -> None:
    _made, zyta, call = crm.ask(zeta, his=("601 333 444", "601 555 666"))
    await on_row(crm, call)
    await crm.press("space", "Q")
    await crm.see("Queue", "1 left")
    await crm.press("b")
    await crm.see("Which number is wrong?", "603 111 222", "sekretariat")
    await crm.press("enter")
    await crm.see("601 333 444 is marked as wrong")
    await crm.see("Zyta Zet · 601 555 666 · ✗ 601 333 444")
    await copied(crm, "601 555 666")
    await crm.press("escape", "4")
    await crm.see("Contact persons")
    await crm.to(zyta)
    assert "601 555 666" in crm.cursor_row()
    await crm.press("enter")
    await crm.see("✗ 601 333 444")
    await crm.press("b")
    await crm.see("Which number is wrong?")
    await crm.press("enter")
    await crm.see("601 333 444 is right again")
    assert not crm.is_seen("✗ 601 333 444")
    await crm.press("H")
    await crm.see("History of Zyta Zet", "Wrong number", "number right again")


async def test_a_wrong_number_is_struck_through_on_the_list_of_contractors(crm: CrmDriver) -> None:
    made, _zyta, _call = crm.ask(zeta, "22 555 66 77")
    await crm.press("3")
    await crm.see("All contractors")
    await crm.to(made)
    await crm.press("b")
    await crm.see("✗ 22 555 66 77", "is marked as wrong")
    struck = [
        segment.text
        for strip in crm._composed()
        for segment in strip
        if segment.style is not None and segment.style.strike
    ]
    assert "✗ 22 555 66 77" in struck
    await crm.press("enter")
    await crm.see("Zeta", "✗ 22 555 66 77")
    await crm.press("b")
    await crm.see("22 555 66 77 is right again")


# Typed into forms


async def test_what_is_typed_into_the_form_of_a_person_is_read_number_by_number(
    crm: CrmDriver,
) -> None:
    _made, zyta, _call = crm.ask(zeta, "")
    await crm.press("4")
    await crm.see("Contact persons")
    await crm.to(zyta)
    await crm.press("e")
    await crm.see("Last name")
    await crm.fill("phones", "601 234 567 (po 16:00, Ewa), 603 234 567 604 345 678")
    await crm.press("ctrl+s")
    await crm.see("Contact persons", "601 234 567")
    raws = [row["raw"] for row in crm.stored(Phone) if row["person_id"] == zyta]
    assert raws == ["601 234 567 (po 16:00, Ewa)", "603 234 567", "604 345 678"]
    await copied(crm, "601 234 567", "(po 16:00, Ewa)")
    await copied(crm, "603 234 567")
    await crm.press("e")
    await crm.see("Last name")
    await crm.fill("phones", "po 16:00")
    await crm.press("ctrl+s")
    await crm.see("“po 16:00”: This holds no phone number.")
    assert crm.stored(Contractor)
    assert crm.stored(Person)


async def test_the_window_finds_a_foreign_number_by_eight_digits(crm: CrmDriver) -> None:
    crm.ask(zeta, "", his=("+49 621 598 34 12",))
    await crm.press("#")
    await crm.type("49621598")
    await crm.see("Zyta Zet", "+49 621 5983412")
