"""Rows of several people that are spread: each into their own days, told as time goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from tests.support.builders import NOW, WARSAW, at
from tests.support.ui.hostile import filled
from tui_crm.domain.company_settings import Company
from tui_crm.queries.activities.busy_times import busy_times, last_operation
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.services.common.company_settings import read_company
from tui_crm.ui.activities.distribution_plan import distribution_message, plan_distribution
from tui_crm.ui.panels.activity_columns import ListRow

ANNA, MAREK = 1, 2


def context() -> Any:
    """An office in which nobody has anything to do yet."""
    answers: dict[Callable[..., Any], Any] = {
        last_operation: 7, read_company: Company(), busy_times: [],
    }  # fmt: skip

    async def db(function: Callable[..., Any], *_args: Any, **_named: Any) -> Any:
        return answers[function]

    return SimpleNamespace(db=db, zone=WARSAW, actor=SimpleNamespace(visible_employee_ids=None))


def row(number: int, employee_id: int, minutes: int) -> ListRow:
    made = replace(
        filled(ActivityRow, ""), id=number, employee_id=employee_id, planned_minutes=minutes
    )
    return ListRow(number, (number,), made)


async def test_rows_of_several_people_are_told_as_time_goes() -> None:
    rows = [row(1, ANNA, 60), row(2, ANNA, 60), row(3, MAREK, 30), row(4, MAREK, 90)]
    plan = await plan_distribution(context(), rows, at(24, "00:00"))
    assert [(one.row.id, f"{one.at:%H:%M}") for one in plan.placed] == [
        (1, "08:00"), (3, "08:00"), (4, "08:30"), (2, "09:00"),
    ]  # fmt: skip
    assert (plan.left, plan.operation) == ((), 7)
    said = distribution_message(plan, now=NOW, crm=context())
    assert said == "4 moved, Tue 24 Nov 08:00 to Tue 24 Nov 09:00."


async def test_what_fits_into_no_day_stays_and_hinders_nothing() -> None:
    rows = [row(1, ANNA, 24 * 60), row(2, ANNA, 60)]
    plan = await plan_distribution(context(), rows, at(24, "00:00"))
    assert [one.row.id for one in plan.placed] == [2]
    assert [one.id for one in plan.left] == [1]
