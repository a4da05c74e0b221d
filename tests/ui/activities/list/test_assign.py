"""Assigning rows to another employee, on every list of activities."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.builders import NOW, edit_of, instant, one_department, operator
from tests.support.ui.driver import CrmDriver
from tui_crm.domain.ids import ActivityId
from tui_crm.services.activities import timers
from tui_crm.services.activities.complete import reschedule
from tui_crm.services.activities.save import save
from tui_crm.store.models import Activity, Employee, Setting
from tui_crm.store.unit_of_work import write


def holder(crm: CrmDriver, activity_id: int) -> int:
    return int(crm.activity(activity_id)["employee_id"])


def marek(crm: CrmDriver) -> int:
    return holder(crm, crm.known.marek)


async def test_all_marked_go_with_at_most_6_keys_and_come_back_with_one(crm: CrmDriver) -> None:
    await crm.press("*")
    before = crm.keys
    await crm.press("A", "m", "a", "r", "enter")
    assert crm.keys - before <= 6
    await crm.see("2 assigned to Marek Lis. u takes it back.")
    given = (crm.known.invoice, crm.known.offer)
    assert {holder(crm, one) for one in given} == {marek(crm)}
    await crm.not_see("OVERDUE")
    await crm.press("u")
    await crm.see("Taken back: assigned, phone call: ALFA", "OVERDUE")
    assert {holder(crm, one) for one in given} == {crm.actor.employee_id}


async def test_the_row_under_the_cursor_goes_and_the_cursor_to_the_next(crm: CrmDriver) -> None:
    await crm.press("A")
    await crm.see("Assign ALFA", "to whom")
    await crm.press(*"lis", "enter")
    await crm.see("Assigned to Marek Lis.")
    assert holder(crm, crm.known.invoice) == marek(crm)
    assert crm.current_id() == crm.known.offer


async def test_the_full_stop_assigns_the_next_row_to_the_same_one(crm: CrmDriver) -> None:
    await crm.press("A", *"lis", "enter")
    await crm.see("Assigned to Marek Lis.")
    await crm.press(".")
    await crm.until(lambda: holder(crm, crm.known.offer) == marek(crm), "the next row")
    await crm.see("Assigned to Marek Lis. u takes it back.")
    await crm.press("u")
    await crm.see("Taken back: assigned")
    assert holder(crm, crm.known.offer) == crm.actor.employee_id
    assert holder(crm, crm.known.invoice) == marek(crm)


async def test_the_full_stop_assigns_all_marked_rows_and_names_what_stays(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("A", *"lis", "enter")
    await crm.see("Assigned to Marek Lis.")
    crm.ask(timers.start, ActivityId(crm.known.offer), actor=crm.actor, instant=crm.clock())
    await crm.press("home", "*", ".")
    await crm.see("1 not assigned: prepare offer: its timer is running. Pause it first.")
    assert holder(crm, crm.known.invoice) == marek(crm)
    assert holder(crm, crm.known.offer) == crm.actor.employee_id


async def test_the_full_stop_says_why_a_row_cannot_be_assigned(crm: CrmDriver) -> None:
    await crm.press("A", *"lis", "enter")
    await crm.see("Assigned to Marek Lis.")
    await crm.press("2", "a")
    await crm.to(crm.known.marek)
    await crm.press(".")
    await crm.see("it is theirs already.")
    crm.ask(lambda: Employee.update(active=False).where(Employee.last_name == "Lis").execute())
    await crm.to(crm.known.beta)
    await crm.press(".")
    await crm.see("This employee is not active. Choose another one.")
    assert holder(crm, crm.known.beta) == crm.actor.employee_id


async def test_nobody_chosen_opens_the_list_and_esc_leaves_all_as_it_was(crm: CrmDriver) -> None:
    await crm.press("A", "enter")
    await crm.see("Anna Nowak", "Marek Lis")
    await crm.press("escape", "escape")
    await crm.not_see("to whom")
    await crm.press("A", *"zzz", "enter")
    await crm.see("No match.")
    assert holder(crm, crm.known.invoice) == crm.actor.employee_id


async def test_who_has_left_is_never_offered(crm: CrmDriver) -> None:
    leaves = marek(crm)

    def leave() -> None:
        Employee.update(active=False).where(Employee.id == leaves).execute()

    crm.ask(leave)
    await crm.press("A", "down")
    await crm.see("Anna Nowak")
    assert not any("Marek" in line for line in crm.rows())


async def test_what_stays_is_named(crm: CrmDriver) -> None:
    crm.ask(timers.start, ActivityId(crm.known.offer), actor=crm.actor, instant=crm.clock())
    await crm.press("*", "A", *"mar", "enter")
    await crm.see(
        "Assigned to Marek Lis. u takes it back.",
        "1 not assigned: prepare offer: its timer is running. Pause it first.",
    )
    assert holder(crm, crm.known.invoice) == marek(crm)
    assert holder(crm, crm.known.offer) == crm.actor.employee_id


async def test_completed_is_refused_before_anything_is_typed(crm: CrmDriver) -> None:
    await crm.to(crm.known.delta)
    await crm.press("A")
    await crm.see("It is completed already.")
    await crm.not_see("to whom")


async def test_a_colleague_who_moved_it_meanwhile_is_not_overridden(crm: CrmDriver) -> None:
    colleague = crm.colleague()
    await crm.press("A", *"mar")
    colleague.does(
        reschedule, [ActivityId(crm.known.invoice)], "3d", actor=colleague.actor, now=NOW
    )
    await crm.press("enter")
    await crm.see("Somebody has moved this meanwhile; look, and do it again")
    assert holder(crm, crm.known.invoice) == crm.actor.employee_id
    await crm.press("enter")
    await crm.see("Assigned to Marek Lis.")


async def test_a_colleague_who_assigned_it_meanwhile_is_not_overridden(crm: CrmDriver) -> None:
    colleague = crm.colleague()
    jan = crm.ask(operator, "jan", "Jan Zając").employee()
    crm.ask(one_department)
    colleague.actor = colleague.log_in()

    def give() -> None:
        save(edit_of(crm.known.offer, employee_id=jan), actor=colleague.actor, instant=instant())  # type: ignore[arg-type]

    await crm.to(crm.known.offer)
    await crm.press("A", *"mar")
    colleague.does(give)
    await crm.press("enter")
    await crm.see("prepare offer: a colleague has assigned it meanwhile.")
    assert holder(crm, crm.known.offer) == jan


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("section", ["2", "5"])
async def test_it_works_on_every_list(
    closed: CrmDriver, section: str, size: tuple[int, int]
) -> None:
    closed.size = size
    await closed.start()
    await closed.press(section)
    if section == "5":
        await closed.press("home", "tab")
    else:
        await closed.to(closed.known.beta)
    given = closed.current_id()
    assert given is not None
    await closed.press("A")
    await closed.see("to whom")
    await closed.press(*"mar", "enter")
    await closed.see("Assigned to Marek Lis.")
    assert holder(closed, given) == marek(closed)


async def test_a_card_of_the_queue_that_was_assigned_leaves_it(crm: CrmDriver) -> None:
    await crm.press("Q")
    await crm.see("Queue")
    given = crm.current_id()
    assert given is not None
    await crm.press("A", *"mar", "enter")
    await crm.see("Assigned to Marek Lis.", "1 assigned")
    assert holder(crm, given) == marek(crm)
    assert crm.current_id() != given
    await crm.press("u")
    await crm.not_see("1 assigned")
    assert crm.current_id() == given


async def as_marek(crm: CrmDriver, **rights: Any) -> None:
    def arrange() -> None:
        with write("company.settings", actor=None, now=NOW) as unit:
            unit.insert(Setting, name="rights", value=json.dumps({"operator": rights}))

    crm.ask(arrange)
    crm.login, crm.full_name = "marek", "Marek Lis"
    await crm.start()


async def test_who_may_assign_only_their_own_is_told_before_typing(closed: CrmDriver) -> None:
    await as_marek(closed, change="all", give="own")
    await closed.press("a")
    await closed.to(closed.known.invoice)
    await closed.press("A")
    await closed.see("this belongs to Anna Nowak.", "You may assign only what is yours")
    await closed.not_see("to whom")


async def test_history_tells_to_whom(crm: CrmDriver) -> None:
    await crm.press("A", *"mar", "enter")
    await crm.press("a")
    await crm.to(crm.known.invoice)
    await crm.press("h")
    await crm.see("assigned", "Employee", "Anna Nowak", "Marek Lis")


async def test_polish(closed: CrmDriver) -> None:
    await closed.start(language="pl")
    await closed.press("*", "A")
    await closed.see("Przekaż 2 działania", "komu")
    await closed.press(*"mar", "enter")
    await closed.see("Przekazano 2 działania: Marek Lis.")
    assert closed.ask(lambda: Activity.select().count()) == 7
