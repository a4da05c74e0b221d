"""On the first start of a login without a full name, the person is asked for one."""

from __future__ import annotations

from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Employee, Operator


def employee_of(driver: CrmDriver) -> tuple[str, str, str]:
    def read() -> tuple[str, str, str]:
        operator = Operator.get(Operator.login == "ewa")
        made = Employee.get_by_id(operator.employee_id)
        return made.first_name, made.last_name, made.code

    return driver.ask(read)


async def first_start(driver: CrmDriver) -> None:
    driver.login, driver.full_name = "ewa", ""
    await driver.start()
    await driver.app.navigation.ask_own_name(driver.app._after_own_name)
    await driver.see("What is your name?", "It is shown with the activities of ewa.")


async def test_the_name_is_taken_and_a_blank_one_asked_for_again(closed: CrmDriver) -> None:
    await first_start(closed)
    await closed.press("enter")
    await closed.see("Type your first and last name.")
    await closed.type("Ewa Maria Lis")
    await closed.press("enter")
    await closed.not_see("What is your name?")
    assert employee_of(closed) == ("Ewa Maria", "Lis", "EML")
    assert closed.app.crm.actor.employee_name == "Ewa Maria Lis"


async def test_it_can_be_left_and_the_program_goes_on(closed: CrmDriver) -> None:
    await first_start(closed)
    await closed.press("escape", "2")
    await closed.see("My activities")
    assert employee_of(closed)[:2] == ("", "ewa")
