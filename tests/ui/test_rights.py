"""What the operator may not do is said with the reason, before anything is typed in vain."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.support.builders import NOW
from tests.support.ui.driver import CrmDriver
from tui_crm.domain.permissions import Role
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import Employee, Operator, Setting
from tui_crm.store.schema import SCHEMA_VERSION
from tui_crm.store.unit_of_work import write

HERS = "this belongs to Anna Nowak, and you may change only your department's activities."


def _arrange(rights: dict[str, Any], *, linked: bool, role: Role) -> None:
    found = fetch_one(
        Operator.select(Operator.id, Operator.employee).where(Operator.login == "marek")
    )
    assert found is not None
    operator_id, employee_id = found
    with write("staff.edit", actor=None, now=NOW) as unit:
        unit.update(Employee, employee_id, department="service")
        unit.update(Operator, operator_id, role=role, employee_id=employee_id if linked else None)
        unit.insert(Setting, name="rights", value=json.dumps({"operator": rights}))


async def as_marek(
    crm: CrmDriver, *, linked: bool = True, role: Role = Role.OPERATOR, **rights: Any
) -> None:
    """Marek, of another department than Anna, before his Today."""
    crm.ask(_arrange, rights, linked=linked, role=role)
    crm.login, crm.full_name = "marek", "Marek Lis"
    await crm.start()


@pytest.fixture
async def marek(closed: CrmDriver) -> CrmDriver:
    """He sees everybody's activities and may change those of his department."""
    await as_marek(closed)
    await closed.press("a")
    await closed.see("Everybody's activities.")
    return closed


@pytest.mark.parametrize("key", ["c", "r", "e", "p"])
async def test_what_belongs_to_another_department_is_refused_at_once(
    marek: CrmDriver, key: str
) -> None:
    await marek.to(marek.known.beta)
    before = marek.activity(marek.known.beta)
    await marek.press(key)
    await marek.see(HERS, "Ask them or a manager.")
    assert marek.focused_id() == "list"
    assert marek.activity(marek.known.beta) == before


async def test_one_of_others_among_the_marked_rows_is_named(marek: CrmDriver) -> None:
    await marek.to(marek.known.marek)
    await marek.press("space")
    await marek.to(marek.known.gamma)
    await marek.press("space", "c")
    await marek.see("site visit: " + HERS)
    assert marek.activity(marek.known.marek)["completed_at"] is None


async def test_it_opens_to_be_read_and_says_why_it_cannot_be_changed(marek: CrmDriver) -> None:
    await marek.open(marek.known.beta)
    await marek.see("It belongs to Anna Nowak, so you can only read it.")
    await marek.press("tab")
    await marek.type("mine")
    await marek.press("ctrl+s", "escape")
    await marek.until(lambda: marek.focused_id() == "list")
    assert marek.activity(marek.known.beta)["version"] == 1
    assert marek.drafts.all() == ()


async def test_his_own_is_changed_as_ever(marek: CrmDriver) -> None:
    await marek.to(marek.known.marek)
    await marek.press("c", "enter")
    await marek.see("Completed.")
    assert marek.activity(marek.known.marek)["completed_at"] is not None


async def test_a_manager_changes_everybodys(closed: CrmDriver) -> None:
    await as_marek(closed, role=Role.MANAGER)
    await closed.press("a")
    await closed.see("Everybody's activities.")
    await closed.to(closed.known.beta)
    await closed.press("c", "enter")
    await closed.see("Completed.")


async def test_who_sees_a_department_is_told_so_and_sees_no_others(closed: CrmDriver) -> None:
    await as_marek(closed, see="coworkers")
    await closed.press("a")
    await closed.see("Activities of your department; you may not see the others.")
    await closed.see("Maria Zielińska")
    assert not closed.is_seen("Beta")
    await closed.press("2", "a")
    await closed.see("Activities of my department")
    assert not closed.is_seen("Beta")


async def test_who_sees_only_their_own_is_told_why_there_are_no_others(closed: CrmDriver) -> None:
    await as_marek(closed, see="own")
    await closed.press("a")
    await closed.see("You may see only your own activities. An administrator can change that.")
    assert not closed.is_seen("Beta")


async def test_the_last_agreement_of_another_department_is_a_date(closed: CrmDriver) -> None:
    await as_marek(closed, see="coworkers")
    await closed.to(closed.known.marek)
    await closed.see("Fri 20 Nov 14:00")
    assert not closed.is_seen("call about the invoice")


@pytest.mark.parametrize("key", ["n", "l", "m", "t", "c", "e"])
async def test_r25_who_works_as_nobody_looks_and_is_told_how_to_be_linked(
    closed: CrmDriver, key: str
) -> None:
    await as_marek(closed, linked=False)
    await closed.see("Beta S.A.")
    await closed.press(key)
    await closed.see("An administrator can link them in Setup")
    assert closed.focused_id() == "list"


async def test_who_works_as_nobody_and_sees_only_their_own_is_told_why_it_is_empty(
    closed: CrmDriver,
) -> None:
    await as_marek(closed, linked=False, see="own")
    await closed.see("is not linked to an employee", "An administrator can link them in Setup.")
    assert not closed.is_seen("Beta")


READ_ONLY = [
    (["3", "e"], "You may not change contractors and persons."),
    (["3", "N"], "You may not change contractors and persons."),
    (["3", "i"], "You may not change contractors and persons."),
    (["3", "M"], "You may not merge contractors."),
    (["3", "enter", "E"], "You may not change contractors and persons."),
    (["3", "enter", "M"], "You may not merge contractors."),
    (["4", "e"], "You may not change contractors and persons."),
    (["4", "enter", "E"], "You may not change contractors and persons."),
]


async def test_the_directory_is_read_by_whose_role_may_not_change_it(closed: CrmDriver) -> None:
    await as_marek(closed, directory=False)
    for keys, sentence in READ_ONLY:
        for key in keys:
            await closed.press(key)
        await closed.see(sentence, "Ask a manager or an administrator.")
        # From the card back to its list, which would be left with the card on it otherwise.
        await closed.press(*["q"] * ("enter" in keys), "1")
        await closed.not_see(sentence)


async def test_what_an_administrator_changes_counts_at_once_for_whoever_is_in(
    closed: CrmDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_crm.ui.colleagues.EVERY", 0.05)
    await as_marek(closed, linked=False)
    await closed.press("c")
    await closed.see("An administrator can link them in Setup")
    boss = closed.colleague()

    def changes(**values: Any) -> None:
        with write("operator.edit", actor=boss.actor, now=NOW) as unit:
            unit.update(Operator, closed.actor.operator_id, **values)

    employee_id = closed.ask(Employee.get, Employee.last_name == "Lis").id
    boss.does(changes, employee_id=employee_id, role=Role.MANAGER)
    await closed.until(lambda: closed.app.crm.actor.rights.merge)
    await closed.press("t")
    await closed.type("half a word")
    boss.does(changes, active=False)
    await closed.until(lambda: not closed.app.is_running)
    assert (
        closed.app.signed_out_because == "The operator marek is not active. Ask an administrator."
    )
    assert closed.app.return_code == 1
    await closed.leave()
    assert "half a word" in str(closed.drafts.all())


async def test_a_session_under_which_the_database_was_upgraded_ends_with_its_drafts(
    crm: CrmDriver,
) -> None:
    await crm.press("t")
    await crm.type("half a word")
    with closing(sqlite3.connect(crm.path)) as newer, newer:
        newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    await crm.press("ctrl+s")
    await crm.see("The database was upgraded by a newer tui-crm")
    await crm.until(lambda: not crm.app.is_running)
    assert "Start the program again" in crm.app.signed_out_because
    await crm.leave()
    assert "half a word" in str(crm.drafts.all())
