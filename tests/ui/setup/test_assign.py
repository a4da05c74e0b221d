"""What an inactive employee has is offered to others; what “department” means without any."""

from __future__ import annotations

from tests.support.ui.driver import CrmDriver
from tests.support.ui.setup import EMPLOYEES, RIGHTS, on, setup
from tui_crm.store.models import Employee


async def test_what_an_inactive_employee_has_is_offered_and_goes_at_once(crm: CrmDriver) -> None:
    await setup(crm, down=EMPLOYEES)
    await on(crm, "Marek")
    await crm.press("i")
    await crm.see("1 open activity is still theirs. A assigns all of it to somebody else.")
    before = crm.keys
    await crm.press("A")
    await crm.see("Assign 1 activity, Marek Lis")
    await crm.press(*"ann", "enter")
    assert crm.keys - before <= 6
    await crm.see("Assigned to Anna Nowak. u takes it back.")
    assert crm.activity(crm.known.marek)["employee_id"] == crm.actor.employee_id
    await crm.press("A")
    await crm.see("Marek Lis has no open activities.")
    await crm.press("u")
    await crm.see("Taken back: assigned")
    assert crm.activity(crm.known.marek)["employee_id"] != crm.actor.employee_id


async def test_what_has_left_is_not_offered_to_give_to(crm: CrmDriver) -> None:
    await setup(crm, down=EMPLOYEES)
    await on(crm, "Marek")
    await crm.press("i", "A", "down")
    await crm.see("Assign 1 activity, Marek Lis")
    await crm.until(lambda: crm.table().id != "list", "the employees to choose from")
    assert any("Anna" in line for line in crm.rows())
    assert not any("Marek" in line for line in crm.rows())
    await crm.press("escape", "escape")
    await crm.not_see("to whom")
    assert crm.focused_id() == "list"


def _no_departments(everybody: bool) -> None:
    wanted = Employee.select(Employee.id).order_by(Employee.id)
    ids = [one.id for one in wanted]
    Employee.update(department="").where(Employee.id.in_(ids if everybody else ids[:1])).execute()


async def test_department_without_departments_is_told_where_rights_are_set(crm: CrmDriver) -> None:
    crm.ask(_no_departments, everybody=True)
    await setup(crm, down=RIGHTS)
    await crm.see("no departments are filled in: “department” means “own”")
    await crm.press("space", "space")
    await crm.see("See activities – department.", "it means “own” for everybody")


async def test_who_has_no_department_is_counted(crm: CrmDriver) -> None:
    crm.ask(_no_departments, everybody=False)
    await setup(crm, down=RIGHTS)
    await crm.see("administrators have them all")
    await crm.press("space", "space")
    await crm.see("1 employee has no department: for that one it means “own”.")


async def test_with_departments_nothing_is_said_of_them(crm: CrmDriver) -> None:
    await setup(crm, down=RIGHTS)
    await crm.press("space", "space")
    await crm.see("See activities – department. u takes it back.")
    assert not crm.is_seen("no department")
