"""Saving what only one kind of activity has: costs and colleagues of meetings, waiting tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from tui_crm.domain.activities.activity import Kind, Status
from tui_crm.domain.activities.fields import ActivityEdit
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.ids import EmployeeId, EntryId
from tui_crm.domain.money import DEFAULT_CURRENCY
from tui_crm.i18n import _
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Colleague, Dictionary, Employee, Entry
from tui_crm.store.unit_of_work import UnitOfWork

COLLEAGUES_LIMIT: Final = 1000


def currency_of(edit: ActivityEdit) -> str:
    """The currency of a meeting's costs; empty when it has none."""
    paid = any(cost is not None for cost in (edit.planned_cost, edit.actual_cost))
    return (edit.currency or DEFAULT_CURRENCY) if paid else ""


def waiting_columns(edit: ActivityEdit, before: Status = Status.PLANNED) -> dict[str, Any]:
    """The status column of a task that begins or stops waiting; empty when nothing changes."""
    if edit.kind is not Kind.TASK or edit.waiting is None:
        return {}
    if edit.waiting:
        return {"status": Status.WAITING}
    return {"status": Status.PLANNED} if before is Status.WAITING else {}


def colleague_ids_of(activity_id: int) -> tuple[EmployeeId, ...]:
    """The employees at a meeting besides its own, in the order they were added."""
    found = fetch_tuples(
        Colleague.select(Colleague.employee)
        .where(Colleague.activity == activity_id)
        .order_by(Colleague.id)
        .limit(COLLEAGUES_LIMIT)
    )
    return tuple(EmployeeId(employee_id) for (employee_id,) in found)


def colleagues_of(edit: ActivityEdit) -> tuple[EmployeeId, ...]:
    """The colleagues to save for a meeting: each once, without its own employee."""
    if edit.kind is not Kind.MEETING:
        return ()
    return tuple(one for one in dict.fromkeys(edit.colleague_ids) if one != edit.employee_id)


def replace_colleagues(
    unit: UnitOfWork, activity_id: int, employee_ids: Sequence[EmployeeId]
) -> bool:
    """Make these the colleagues at a meeting; returns whether that changed anything."""
    found = fetch_tuples(
        Colleague.select(Colleague.employee, Colleague.id).where(Colleague.activity == activity_id)
    )
    present: dict[int, int] = dict(found)
    for employee_id in present.keys() - set(employee_ids):
        unit.delete(Colleague, present[employee_id])
    added = [one for one in employee_ids if one not in present]
    for employee_id in added:
        unit.insert(Colleague, activity_id=activity_id, employee_id=employee_id)
    return bool(added or present.keys() - set(employee_ids))


def active_employees(employee_ids: Sequence[EmployeeId]) -> set[int]:
    """The ids of those of the employees who are active."""
    found = fetch_tuples(
        Employee.select(Employee.id).where(Employee.active & Employee.id.in_(list(employee_ids)))
    )
    return {employee_id for (employee_id,) in found}


def check_colleagues(edit: ActivityEdit, before: Sequence[EmployeeId]) -> None:
    """Raise `RuleViolation` on “colleagues” for an added one who is not active."""
    added = [one for one in colleagues_of(edit) if one not in before]
    if set(added) - active_employees(added):
        raise RuleViolation(
            "colleagues", _("One of these employees is not active. Take that one off.")
        )


def type_for(kind: Kind, type_id: EntryId | None) -> EntryId | None:
    """The type if it is active and applies to the kind; else the default type of the kind."""
    offered = (Entry.kinds.contains(kind.value)) & Entry.active
    if type_id is not None:
        kept = fetch_one(Entry.select(Entry.id).where((Entry.id == type_id) & offered))
        if kept is not None:
            return type_id
    found = fetch_one(
        Entry.select(Entry.id)
        .join(Dictionary, on=(Dictionary.id == Entry.dictionary))
        .where((Dictionary.code == "contact_type") & Entry.is_default & offered)
    )
    return None if found is None else EntryId(found[0])
