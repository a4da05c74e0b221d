"""SQL conditions that limit activities to the employees whose activities may be seen."""

from __future__ import annotations

from typing import Any

from peewee import SQL, Expression, NodeList

from tui_crm.queries.common.text_match import exactly
from tui_crm.store.models import Activity


def whose(
    employee_id: int | None, visible_employee_ids: frozenset[int] | None, *, rare: bool = False
) -> list[Any]:
    """The conditions for the visible activities of one employee, or (None) of all employees.

    Both None adds no condition, so that such a statement keeps its query plan. *rare*: another
    condition has an index that leaves fewer rows than that of one employee.
    """
    if visible_employee_ids is None:
        if employee_id is None:
            return []
        visible_employee_ids = frozenset((employee_id,))
    elif employee_id is not None:
        visible_employee_ids &= {employee_id}
    if len(visible_employee_ids) == 1 and not rare:
        return [Activity.employee_id == next(iter(visible_employee_ids))]
    return within(Activity.employee_id, visible_employee_ids)


def within(column: Any, visible_employee_ids: frozenset[int] | None) -> list[Any]:
    """The condition that the employee in *column* is among the visible ones.

    A unary plus keeps SQLite from using indexes that begin with the employee: with several
    employees these yield no order, and all of their rows would be sorted for one page.
    """
    if visible_employee_ids is None:
        return []
    if not visible_employee_ids:
        return [SQL("(0 = 1)")]
    return [
        Expression(
            unindexed(column),
            "IN",
            tuple(exactly(row_id) for row_id in sorted(visible_employee_ids)),
        )
    ]


def unindexed(column: Any) -> Any:
    """The column with a unary plus, so that SQLite uses no index for the condition."""
    return NodeList((SQL("+"), column), glue="")
