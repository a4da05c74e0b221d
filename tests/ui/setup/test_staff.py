"""Employees, operators (R25), the company and rights in Setup, by keyboard (R42)."""

from __future__ import annotations

import json

import pytest

from tests.support.ui.directory import change
from tests.support.ui.driver import CrmDriver
from tests.support.ui.setup import EMPLOYEES, OPERATORS, RIGHTS, SETTINGS, on, setup
from tui_crm.domain.permissions import Role
from tui_crm.store.models import Employee, Entry, Operator, Setting

# Employees and operators


async def test_r42_an_employee_is_added_changed_and_made_inactive(crm: CrmDriver) -> None:
    await setup(crm, down=EMPLOYEES)
    await crm.press("N")
    await crm.type("Wrona")
    await crm.fill("first_name", "Ola")
    await crm.fill("phone", "601 234 567")
    await crm.press("ctrl+s")
    await crm.see("Ola Wrona: saved.", "601 234 567")
    assert crm.cursor_row().startswith("OW")
    await crm.press("enter")
    await crm.fill("email", "ola")
    await crm.press("ctrl+s")
    await crm.see("An e-mail address looks like jan@alfa.example.")
    await crm.fill("email", "ola@firma.example")
    await crm.press("ctrl+s", "i")
    await crm.see("Ola Wrona is inactive. u takes it back.")
    assert crm.cursor_row().startswith("✗")
    assert crm.stored(Employee)[-1]["email"] == "ola@firma.example"


async def test_an_employee_who_leaves_keeps_what_is_open_and_it_is_said(crm: CrmDriver) -> None:
    await setup(crm, down=EMPLOYEES)
    await on(crm, "Marek Lis")
    await crm.press("i")
    await crm.see("Marek Lis is inactive. 1 open activity is still theirs.")
    await crm.see("marek can still log in.")
    await crm.press("delete")
    await crm.see("Employees and operators stay in the records and are not deleted")
    marek = next(row for row in crm.stored(Employee) if row["last_name"] == "Lis")
    change(crm, Employee, marek["id"], department="North", version=marek["version"] + 1)
    await crm.press("i")
    await crm.see("Someone else has changed this meanwhile.")
    assert not crm.stored(Employee)[1]["active"]
    await crm.press("i")
    await crm.see("Marek Lis is active again.")


async def test_r25_an_operator_is_linked_to_an_employee(crm: CrmDriver) -> None:
    await setup(crm, down=OPERATORS)
    await crm.press("N")
    await crm.type("ola")
    await crm.press("tab")
    await crm.type("marek")
    await crm.press("enter")
    await crm.type("man")
    await crm.press("enter", "ctrl+s")
    await crm.see("ola: saved.")
    added = crm.stored(Operator)[-1]
    assert (added["login"], added["role"]) == ("ola", Role.MANAGER)
    assert "Marek Lis" in crm.listed("ola")


async def test_an_operator_whose_employee_is_not_there_yet_gets_one_on_the_spot(
    crm: CrmDriver,
) -> None:
    await setup(crm, down=OPERATORS)
    await crm.press("N")
    await crm.type("ola")
    await crm.press("tab")
    await crm.type("Ola Maria Wrona")
    await crm.see("Ctrl+N: new employee")
    await crm.press("ctrl+n")
    await crm.see("New employee")
    assert (crm.shown("#last_name"), crm.shown("#first_name")) == ("Wrona", "Ola Maria")
    await crm.press("ctrl+s")
    await crm.see("New operator")
    await crm.press("ctrl+s")
    await crm.see("ola: saved.")
    assert "Ola Maria Wrona" in crm.listed("ola")


async def test_the_last_administrator_stays_one(crm: CrmDriver) -> None:
    await setup(crm, down=OPERATORS)
    await crm.press("i")
    await crm.see("This is the last active administrator.")
    await crm.press("e")
    await crm.go("role")
    await crm.type("oper")
    await crm.press("enter", "ctrl+s")
    await crm.see("This is the last active administrator.")
    assert crm.focused_id() == "role"
    assert crm.stored(Operator)[0]["role"] is Role.ADMINISTRATOR


async def test_r25_an_operator_without_an_employee_is_told_how_to_be_linked(
    closed: CrmDriver,
) -> None:
    closed.ask(lambda: Operator.update(employee=None).where(Operator.login == "anna").execute())
    await closed.start()
    await setup(closed, down=0, within=False)
    await closed.see("anna is not linked to an employee: Operators, e on your row, Employee.")
    await closed.press(*["down"] * OPERATORS, "tab")
    assert "– not linked" in closed.listed("anna")
    await closed.press("e")
    await closed.go("employee")
    await closed.type("anna")
    await closed.press("enter", "ctrl+s", "1", "t")
    await closed.see("New task")


# Company and rights


async def test_the_company_sets_its_week(crm: CrmDriver) -> None:
    await setup(crm, down=SETTINGS)
    await crm.press("enter")
    await crm.fill("day-0", "nine to five")
    await crm.press("ctrl+s")
    await crm.see("Type the hours like 8-16 or 7:30-15:30, or nothing for a day off.")
    await crm.fill("day-0", "7:30-15")
    await crm.fill("cooling_days", "30")
    await crm.press("ctrl+s")
    await crm.see("07:30–15:00", "30 days")
    stored = {row["name"]: json.loads(row["value"]) for row in crm.stored(Setting)}
    assert stored["working_hours"][0] == ["07:30", "15:00"]
    assert stored["cooling_days"] == 30
    await on(crm, "Hours Mon")
    await crm.press("h")
    await crm.see("History of working hours")
    assert [word for word in ("Hours Mon", "08:00", "07:30") if word in crm.rows()[0]] == [
        "Hours Mon", "08:00", "07:30",
    ]  # fmt: skip


async def test_a_right_of_a_role_goes_round_by_space(crm: CrmDriver) -> None:
    await setup(crm, down=RIGHTS)
    assert crm.cursor_row().split() == ["See", "activities", "[all]", "all"]
    await crm.press("space")
    await crm.see("Operator: See activities – own. u takes it back.")
    await crm.press("right", "enter", "space")
    assert crm.cursor_row().split() == ["See", "activities", "own", "[department]"]
    assert json.loads(crm.stored(Setting)[0]["value"])["manager"]["see"] == "coworkers"
    await crm.press("u", "u", "u")
    assert crm.cursor_row().split() == ["See", "activities", "all", "[all]"]
    await crm.press("left", "left")
    assert crm.focused_id() == "branches"


# Rights


@pytest.fixture
async def marek(closed: CrmDriver) -> CrmDriver:
    """An operator without rights to Setup."""
    closed.login, closed.full_name = "marek", "Marek Lis"
    await closed.start()
    return closed


async def test_without_the_right_dictionaries_are_only_read(marek: CrmDriver) -> None:
    await setup(marek)
    before = marek.stored(Entry)
    for key in ("e", "enter", "N", "i", "*", "J", ">", "delete"):
        await marek.press(key)
        await marek.see("✗ You may not change the dictionaries. Ask a manager or an administrator.")
        assert marek.focused_id() == "list", key
        await marek.press("w")
        await marek.see("“telephone” is used by")
    assert marek.stored(Entry) == before


async def test_without_the_right_staff_and_company_are_only_read(marek: CrmDriver) -> None:
    await setup(marek, down=EMPLOYEES)
    for key in ("N", "e", "enter", "space"):
        await marek.press(key)
        await marek.see("You may not change employees, operators and what the company sets.")
        assert marek.focused_id() == "list", key
        await marek.press("escape")
        await marek.not_see("You may not change")
        await marek.press("down", "tab")
    assert marek.stored(Setting) == []
