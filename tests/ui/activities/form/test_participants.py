"""The section *Contact persons* of the form."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.support import builders
from tests.support.builders import persons_on
from tests.support.ui import company
from tests.support.ui.directory import person_id
from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Affiliation

FIRST_CHOOSE = "Choose the contractor first: only its own persons can be added."


async def test_r37_several_persons_are_ticked_with_space(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("persons")
    await crm.press("delete", "ctrl+n")
    await crm.see("Maria Zielińska")
    await crm.press("space", "down", "space", "enter")
    await crm.until(lambda: "Maria Zielińska" in crm.shown("#persons"))
    assert "Jan Kowalski" in crm.shown("#persons")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert set(crm.ask(persons_on, crm.newest()["id"])) == {
        person_id(crm, "Kowalski"),
        person_id(crm, "Zielińska"),
    }


async def test_r37_enter_takes_one_person(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.press("ctrl+n")
    await crm.type("mar")
    await crm.press("enter")
    await crm.until(lambda: "Maria Zielińska" in crm.shown("#persons"))
    assert "602 345 678" in crm.shown("#persons")


async def test_a_name_that_is_being_typed_is_not_dropped_by_going_on(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.press("ctrl+n", *"zof", "tab")
    await crm.see("Nothing matches “zof”. Ctrl+N adds it as a new person.")
    assert (crm.focused_id(), crm.shown("#person-finder")) == ("note", "zof")
    await crm.press("ctrl+s")
    assert crm.focused_id() == "person-finder"
    await crm.press("ctrl+u", *"mar", "tab")
    await crm.until(lambda: "Maria Zielińska" in crm.shown("#persons"))
    assert crm.focused_id() == "note"
    await crm.not_see("Nothing matches")


async def test_r37_the_numbers_to_dial_stand_beside_the_names(crm: CrmDriver) -> None:
    await crm.open(crm.known.invoice)
    line = crm.shown("#persons")
    for word in ("Jan Kowalski", "director", "601 234 567", "jan@alfa.example"):
        assert word in line


async def test_r38_only_persons_of_the_contractor_are_offered(crm: CrmDriver) -> None:
    await crm.new_contact("beta")
    await crm.press("ctrl+n")
    await crm.until(lambda: any("Ewa Lis" in line for line in crm.rows()), "Ewa in the list")
    offered = "\n".join(crm.rows())
    assert not any(name in offered for name in ("Jan Kowalski", "Maria", "Piotr", "Adam"))
    await crm.type("kowal")
    await crm.see("No match. Ctrl+N: new person")


async def test_r38_somebody_who_left_the_contractor_is_not_offered(crm: CrmDriver) -> None:
    maria = person_id(crm, "Zielińska")
    crm.ask(lambda: Affiliation.update(active=False).where(Affiliation.person == maria).execute())
    await crm.new_contact()
    await crm.press("ctrl+n")
    await crm.until(lambda: any("Jan Kowalski" in line for line in crm.rows()), "Jan in the list")
    assert "Maria" not in "\n".join(crm.rows())


async def test_r39_without_a_contractor_nobody_can_be_added(crm: CrmDriver) -> None:
    await crm.press("n", "ctrl+n")
    await crm.see(FIRST_CHOOSE)
    await crm.go("persons")
    await crm.press("+")
    await crm.see(FIRST_CHOOSE)
    assert not crm.app.screen.query_one("#person-finder").display


async def test_r39_the_plus_is_inactive_until_a_contractor_is_chosen(crm: CrmDriver) -> None:
    await crm.press("n")
    await crm.see("choose the contractor first")
    assert not crm.is_seen("Ctrl+N add one")
    await crm.type("lodz")
    await crm.press("enter")
    await crm.see("nobody yet: Ctrl+N or + adds a person")
    await crm.see("Ctrl+N add one")


async def test_r40_choosing_the_contractor_makes_the_plus_work(crm: CrmDriver) -> None:
    await crm.new_contact("gamma")
    await crm.press("ctrl+n")
    await crm.see("Enter take")
    await crm.until(lambda: "Piotr Zając" in crm.cursor_row(), "Piotr in the list")


async def test_r40_another_contractor_drops_the_persons_not_linked_and_says_so(
    crm: CrmDriver,
) -> None:
    await crm.new_contact()
    await crm.go("contractor")
    await crm.type("gamma")
    await crm.press("enter")
    await crm.see("Jan Kowalski is not linked to this contractor and was taken off.")
    assert "Piotr Zając" in crm.shown("#persons")
    assert "Jan" not in crm.shown("#persons")


async def test_r40_saving_with_another_contractor_typed_says_who_was_dropped(
    crm: CrmDriver,
) -> None:
    await crm.new_contact()
    await crm.go("contractor")
    await crm.type("gamma")
    await crm.press("ctrl+s")
    await crm.see("Saved", "Jan Kowalski is not linked to this contractor and was taken off.")


async def test_r40_a_person_of_both_contractors_stays(crm: CrmDriver) -> None:
    gamma = crm.ask(company.contractor_id, "Gamma s.c.")
    crm.ask(builders.link, person_id(crm, "Kowalski"), gamma, actor=crm.actor)
    await crm.new_contact()
    await crm.go("contractor")
    await crm.type("gamma")
    await crm.press("enter")
    await crm.until(lambda: crm.shown("#contractor") == "Gamma s.c.")
    assert "Jan Kowalski" in crm.shown("#persons")
    assert "taken off" not in crm.notice()


EMPTIED = "was taken off: without a contractor there are no contact persons."


@pytest.mark.parametrize("leave", [("tab",), ("enter",), ("shift+tab",), ("ctrl+l",), ("ctrl+s",)])
async def test_r40_emptying_the_contractor_of_a_task_drops_its_persons_and_says_so(
    crm: CrmDriver, leave: Sequence[str]
) -> None:
    await crm.press("t", *"call them")
    await crm.fill("contractor", "alfa")
    await crm.press("tab")
    await crm.until(lambda: "Jan Kowalski" in crm.shown("#persons"), "Jan")
    await crm.go("contractor")
    await crm.press("end", "ctrl+u", *leave)
    await crm.see(f"Jan Kowalski {EMPTIED}")
    if leave == ("ctrl+s",):
        assert not crm.ask(persons_on, crm.newest()["id"])
    else:
        assert "Jan" not in crm.shown("#persons")


async def test_r40_of_a_contact_the_persons_stay_until_the_next_contractor(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("contractor")
    await crm.press("end", "ctrl+u", "tab")
    assert "Jan Kowalski" in crm.shown("#persons")
    assert "taken off" not in crm.notice()


async def test_a_person_is_taken_off_with_delete(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.press("ctrl+n")
    await crm.type("mar")
    await crm.press("enter")
    await crm.go("persons")
    await crm.press("delete")
    await crm.until(lambda: "Jan Kowalski" not in crm.shown("#persons"))
    assert "Maria Zielińska" in crm.shown("#persons")


async def test_escape_closes_the_finder_and_leaves_the_form_open(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.press("ctrl+n")
    await crm.see("Maria Zielińska")
    await crm.press("escape")
    await crm.not_see("Maria Zielińska")
    assert crm.focused_id() == "persons"
    assert "New contact" in crm.title
