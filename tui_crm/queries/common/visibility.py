"""Whose activities are shown; the statements of whoever sees all of them stay as they are."""

from __future__ import annotations

from typing import Any

from peewee import SQL, Expression, NodeList

from tui_crm.queries.common.text_match import exactly
from tui_crm.store.models import Activity


def whose(employee_id: int | None, visible_employee_ids: frozenset[int] | None) -> list[Any]:
    """The activities of one employee, or of everybody, as far as *sees* lets them be seen."""
    if visible_employee_ids is None:
        return [] if employee_id is None else [Activity.employee_id == employee_id]
    if employee_id is not None:
        visible_employee_ids &= {employee_id}
    if len(visible_employee_ids) == 1:
        return [Activity.employee_id == next(iter(visible_employee_ids))]
    return within(Activity.employee_id, visible_employee_ids)


def within(column: Any, visible_employee_ids: frozenset[int] | None) -> list[Any]:
    """The employee in *column* is among those whose activities may be seen.

    The sign keeps the indexes that begin with the employee out of it: several employees at once
    would come in no order, so that all of theirs were sorted for one page.
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
    """The column, for a condition that SQLite is not to look up in an index."""
    return NodeList((SQL("+"), column), glue="")
