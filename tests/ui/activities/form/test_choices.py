"""Type, priority, category, employee: what is offered, what is default, what stays on old rows."""

from __future__ import annotations

from tests.support.builders import entry, row
from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Employee, Entry, Operator

FIELDS = [
    ("r28", "type", "e-mail", "email", ["telephone", "e-mail", "video", "chat", "SMS"]),
    ("r29", "priority", "high", "high", ["low", "normal", "high", "urgent"]),
    (
        "r30", "category", "acquiring", "acquiring",
        ["negotiations", "acquiring a customer", "processing of orders", "keeping a customer"],
    ),
]  # fmt: skip


async def test_r28_r29_r30_is_one_value_of_its_dictionary(crm: CrmDriver) -> None:
    await crm.new_contact()
    for rule, field, typed, _code, offered in FIELDS:
        await crm.go(field)
        await crm.press("ctrl+o")
        await crm.see(offered[0])
        shown = "\n".join(crm.rows())
        assert [name for name in offered if name in shown] == offered, rule
        await crm.type(typed)
        await crm.press("enter")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    stored = crm.newest()
    for rule, field, _typed, code, _offered in FIELDS:
        assert stored[f"{field}_id"] == crm.ask(entry, code), rule


async def test_r28_the_default_type_is_filled_in_and_marked(crm: CrmDriver) -> None:
    await crm.press("n")
    assert crm.shown("#type") == "telephone"
    assert crm.shown("#priority") == "normal"
    assert crm.shown("#category") == ""
    await crm.go("type")
    await crm.press("ctrl+o")
    await crm.see("video")
    assert crm.listed("telephone").startswith("·")


async def test_r28_a_meeting_is_not_offered_the_types_of_calls(crm: CrmDriver) -> None:
    await crm.press("m")
    await crm.go("type")
    await crm.press("ctrl+o")
    await crm.see("in person")
    assert not any("SMS" in line for line in crm.rows())


async def test_r30_a_category_can_be_cleared(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("category", "nego")
    await crm.press("enter")
    await crm.go("category")
    await crm.press("ctrl+u", "tab", "ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["category_id"] is None


async def test_r28_what_matches_nothing_is_said_next_to_the_field(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("type", "fax")
    await crm.press("ctrl+s")
    await crm.see("Nothing matches “fax”. Type other letters, or ↓ for the list.")
    assert crm.focused_id() == "type"


async def test_r31_a_deactivated_value_stays_on_old_records_and_is_not_offered(
    crm: CrmDriver,
) -> None:
    email = crm.ask(entry, "email")
    crm.ask(lambda: Entry.update(active=False).where(Entry.id == email).execute())
    await crm.open(crm.known.beta)
    assert crm.shown("#type") == "e-mail"
    await crm.go("type")
    await crm.press("ctrl+o")
    await crm.see("video")
    assert not any("e-mail" in line for line in crm.rows())
    await crm.press("escape", "tab", "ctrl+s")
    await crm.see("Saved")
    assert crm.activity(crm.known.beta)["type_id"] == email


async def test_r23_the_employee_is_the_one_linked_to_the_operator(crm: CrmDriver) -> None:
    await crm.new_contact()
    assert crm.shown("#employee") == "Anna Nowak"
    await crm.press("ctrl+s")
    await crm.see("Saved")
    operator = next(one for one in crm.stored(Operator) if one["login"] == "anna")
    assert crm.newest()["employee_id"] == operator["employee_id"]


async def test_r24_it_can_be_changed_to_any_other_active_employee(crm: CrmDriver) -> None:
    def hire() -> None:
        Employee.insert(
            code="OL", first_name="Ola", last_name="Wrona", active=False, sort_key="w", fold="ola",
            created_at=crm.clock().now, changed_at=crm.clock().now,
        ).execute()  # fmt: skip

    crm.ask(hire)
    await crm.new_contact()
    await crm.go("employee")
    await crm.press("ctrl+o")
    await crm.see("Marek Lis")
    assert "Ola" not in "\n".join(crm.rows())
    await crm.type("marek")
    await crm.press("enter", "ctrl+s")
    await crm.see("Saved")
    marek = crm.newest()["employee_id"]
    assert crm.ask(row, Employee, marek)["code"] == "ML"


async def test_r24_an_activity_given_to_another_leaves_my_list(crm: CrmDriver) -> None:
    await crm.open(crm.known.beta)
    await crm.fill("employee", "marek")
    await crm.press("enter", "ctrl+s")
    await crm.see("Saved C/2026/0003.")
    assert not any("Beta" in line for line in crm.rows())


async def test_r44_a_task_given_to_another_is_followed_in_what_i_gave_away(crm: CrmDriver) -> None:
    await crm.press("t", "shift+tab")
    await crm.fill("subject", "count the pallets")
    await crm.fill("employee", "marek")
    await crm.press("enter", "ctrl+s")
    await crm.see("Saved")
    await crm.press("2", "a", "a")
    await crm.see("Given by me", "TO DO", "ML")
    assert "count the pallets" in crm.listed("ML")


async def alone(closed: CrmDriver) -> None:
    """Anna's operator is linked to nobody."""
    closed.ask(lambda: Operator.update(employee=None).where(Operator.login == "anna").execute())
    await closed.start()


async def test_r25_an_operator_without_an_employee_is_told_so_and_how_to_mend_it(
    closed: CrmDriver,
) -> None:
    await alone(closed)
    await closed.press("2", "a")
    await closed.see("✗", "employee", "administrator")


async def test_r25_without_an_employee_nothing_is_registered_and_it_says_why(
    closed: CrmDriver,
) -> None:
    await alone(closed)
    await closed.press("n")
    await closed.see("anna is not linked to an employee. An administrator can link them in Setup")
    assert closed.focused_id() == "list"


async def test_r25_without_an_employee_everybodys_activities_are_shown(
    closed: CrmDriver,
) -> None:
    await alone(closed)
    await closed.see("Marek's own", "Ewa Lis")
