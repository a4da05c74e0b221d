"""Undo and redo: an operation is reverted as a whole, by an operation of its own.

Later changes by other operators are never overwritten: if a column no longer has the value that
the operation stored, or a new row depends on one to be deleted, the whole undo is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from peewee import ForeignKeyField, IntegrityError

from tui_crm.domain.activities.activity import subject_of
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import NotFound, Refused
from tui_crm.domain.ids import ActivityId
from tui_crm.i18n import _
from tui_crm.services.activities.contractor_summary import refresh_contractor
from tui_crm.services.common.permissions import Right, must, must_change
from tui_crm.services.setup import dictionaries, operators
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import (
    TABLES,
    Activity,
    Affiliation,
    Change,
    Contractor,
    Email,
    Operation,
    Person,
    Phone,
    Stamped,
    Table,
    table_name,
)
from tui_crm.store.unit_of_work import UnitOfWork, columns, plain, write

_MODELS: Final[dict[str, type[Table]]] = {
    table_name(model): model for model in TABLES if model.tracked
}
_UNDO_ACTIONS: Final = ("undo", "redo")
# Columns that change with every write, or without a recorded change; they show no conflict.
_IGNORED_COLUMNS: Final = frozenset(columns(Stamped)) - {"id"} | {
    "timer_heartbeat_at", "last_activity_id", "last_contact_at", "next_activity_at",
    "open_activities", "snoozed_until",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Undone:
    """The operation that was undone or redone, with those of its activities that still exist."""

    action: str
    subject: str
    activity_ids: tuple[ActivityId, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """One recorded change: an added row, a removed one, or a column."""

    table: str
    row_id: int
    field: str
    old: Any
    new: Any


@dataclass(slots=True)
class _Reversal:
    """The state of reverting one operation, and the records it affects."""

    unit: UnitOfWork
    actor: Actor | None
    """Whose right to change the activities is checked; None for operations on other records."""
    handed_over: frozenset[int]
    """Activities that the operation created or handed over; their right is not checked again."""
    activity_ids: set[int] = field(default_factory=set)
    contractor_ids: set[int] = field(default_factory=set)
    owners: set[tuple[type[Stamped], int]] = field(default_factory=set)
    """Records whose numbers, addresses or affiliations changed: their version is raised."""


def undo(*, actor: Actor, now: datetime) -> Undone:
    """Undo the last operation of this operator in this session; raises `Refused` if impossible."""
    with write("undo", actor=actor, now=now) as unit:
        found = _last_operation(
            actor, Operation.undone_by.is_null() & Operation.action.not_in(_UNDO_ACTIONS)
        )
        if found is None:
            raise Refused(_("There is nothing to undo."))
        operation_id, action, subject, _undoes = found
        _check_right(actor, action)
        activity_ids = _revert(unit, operation_id, subject, _actor_to_check(actor, action))
        _mark(operation_id, undone_by=unit.operation_id)
        return Undone(action, subject, activity_ids)


def redo(*, actor: Actor, now: datetime) -> Undone:
    """Redo what the last undo reverted; raises `Refused` if anything was done since."""
    with write("redo", actor=actor, now=now) as unit:
        found = _last_operation(actor, Operation.undone_by.is_null() & (Operation.action == "undo"))
        since = _last_operation(actor, Operation.action.not_in(_UNDO_ACTIONS))
        if found is None or (since is not None and since[0] > found[0]):
            raise Refused(_("There is nothing to redo."))
        undo_id, _action, subject, undone_id = found
        done = fetch_one(Operation.select(Operation.action).where(Operation.id == undone_id))
        action = "" if done is None else done[0]
        _check_right(actor, action)
        activity_ids = _revert(unit, undo_id, subject, _actor_to_check(actor, action))
        _mark(undo_id, undone_by=unit.operation_id)
        _mark(undone_id, undone_by=None)
        return Undone(action, subject, activity_ids)


def _last_operation(actor: Actor, condition: Any) -> tuple[Any, ...] | None:
    return fetch_one(
        Operation.select(Operation.id, Operation.action, Operation.subject, Operation.undoes)
        .where(
            (Operation.session == actor.session)
            & (Operation.operator_id == actor.operator_id)
            & condition
        )
        .order_by(Operation.id.desc())
    )


def _mark(operation_id: int, *, undone_by: int | None) -> None:
    Operation.update(undone_by_id=undone_by).where(Operation.id == operation_id).execute()


_NEEDS: Final[dict[str, Right]] = {
    "contractor": "directory", "person": "directory", "dictionary": "dictionaries",
    "phone": "directory", "entry": "dictionaries", "employee": "staff", "operator": "staff",
    "company": "staff",
}  # fmt: skip
"""The right that undoing an action needs, by the first part of its name."""


def _check_right(actor: Actor, action: str) -> None:
    right = "merge" if action == "contractor.merge" else _NEEDS.get(action.partition(".")[0])
    if right is not None:
        must(actor, right)


def _actor_to_check(actor: Actor, action: str) -> Actor | None:
    # A merge moves activities of all employees by a right of its own.
    return actor if action.startswith(("activity.", "timer.")) else None


def _revert(
    unit: UnitOfWork, operation_id: int, subject: str, actor: Actor | None
) -> tuple[ActivityId, ...]:
    unit.subject = subject
    unit.undoes = operation_id
    steps = _steps_of(operation_id)
    reversal = _Reversal(unit, actor, _handed_over(steps))
    try:
        _reverse_all(reversal, steps)
    except (IntegrityError, NotFound) as conflict:
        raise _meanwhile() from conflict
    for contractor_id in reversal.contractor_ids:
        refresh_contractor(unit, contractor_id)
    for model, row_id in reversal.owners:
        if fetch_one(model.select(model.id).where(model.id == row_id)) is not None:
            unit.touch(model, unit.any_row(model, row_id))
    _check_rules(unit, steps)
    unit.flush()
    existing = Activity.select(Activity.id).where(Activity.id.in_(reversal.activity_ids))
    return tuple(ActivityId(row_id) for (row_id,) in fetch_tuples(existing.order_by(Activity.id)))


def _steps_of(operation_id: int) -> list[_Step]:
    found = fetch_tuples(
        Change.select(Change.table, Change.row_id, Change.field, Change.old, Change.new)
        .where(Change.operation == operation_id)
        .order_by(Change.id.desc())
    )
    return [
        _Step(table, row_id, name, _loaded(old), _loaded(new))
        for table, row_id, name, old, new in found
    ]


_RULES: Final[dict[str, Callable[[UnitOfWork, frozenset[int]], None]]] = {
    "entry": dictionaries.check_rules,
    "operator": operators.check_rules,
}
"""Checks of a whole table after an undo, by table name."""


def _check_rules(unit: UnitOfWork, steps: list[_Step]) -> None:
    for table, check in _RULES.items():
        touched = frozenset(step.row_id for step in steps if step.table == table)
        if touched:
            check(unit, touched)


def _handed_over(steps: list[_Step]) -> frozenset[int]:
    return frozenset(
        step.row_id
        for step in steps
        if _MODELS[step.table] is Activity and step.field in {"", "employee_id"}
    )


def _loaded(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _reverse_all(reversal: _Reversal, steps: list[_Step]) -> None:
    # All columns of a row are reverted at once, as CHECK constraints span several of them.
    def target(step: _Step) -> tuple[str, int, bool]:
        return step.table, step.row_id, step.field == ""

    for (table, row_id, _whole), together in groupby(steps, key=target):
        model = _MODELS[table]
        for_row = list(together)
        if for_row[0].field:
            _put_back_columns(reversal, model, row_id, for_row)
            continue
        for step in for_row:
            if step.old is None:
                _remove(reversal, model, row_id, step.new)
            else:
                _put_back_row(reversal, model, step.old)


def _put_back_columns(
    reversal: _Reversal, model: type[Table], row_id: int, steps: list[_Step]
) -> None:
    row = reversal.unit.any_row(model, row_id)
    _note(reversal, model, row)
    fields = columns(model)
    derived = model.derived(row).keys()
    # Older histories hold columns that are derived from others by now.
    steps = [step for step in steps if step.field not in derived]
    present = {step.field: plain(fields[step.field], row[step.field]) for step in steps}
    for step in steps:
        if step.field not in _IGNORED_COLUMNS and present[step.field] != step.new:
            raise _meanwhile()
        present[step.field] = step.old
    values = {name: fields[name].python_value(value) for name, value in present.items()}
    reversal.unit.update(model, row_id, **values)
    _note(reversal, model, {**row, **values})


def _remove(reversal: _Reversal, model: type[Table], row_id: int, recorded: dict[str, Any]) -> None:
    row = reversal.unit.any_row(model, row_id)
    derived = model.derived(row).keys()
    fields = columns(model)
    for name, value in recorded.items():
        if name in _IGNORED_COLUMNS or name in derived:
            continue
        if plain(fields[name], row[name]) != value:
            raise _meanwhile()
    _refuse_if_needed(model, row_id)
    _note(reversal, model, row)
    reversal.unit.delete(model, row_id)


def _put_back_row(reversal: _Reversal, model: type[Table], old: dict[str, Any]) -> None:
    fields = columns(model)
    row = {name: fields[name].python_value(value) for name, value in old.items()}
    reversal.unit.insert_exactly(model, row)
    _note(reversal, model, row)


def _refuse_if_needed(model: type[Table], row_id: int) -> None:
    """Refuse if other rows refer to this one: deleting would cascade to later additions."""
    for other in _MODELS.values():
        for column in columns(other).values():
            if not isinstance(column, ForeignKeyField) or column.rel_model is not model:
                continue
            if fetch_one(other.select(other.id).where(column == row_id)) is not None:
                raise _meanwhile()


def _note(reversal: _Reversal, model: type[Table], row: Mapping[str, Any]) -> None:
    if model is Contractor:
        reversal.contractor_ids.add(row["id"])
    elif model is Activity:
        reversal.activity_ids.add(row["id"])
        _check_may_change(reversal, row)
        if row["contractor_id"] is not None:
            reversal.contractor_ids.add(row["contractor_id"])
    elif model in {Phone, Email, Affiliation}:
        reversal.owners.add((Person, row["person_id"]))
        if model is not Affiliation:
            reversal.owners.add((Contractor, row["contractor_id"]))
    elif "activity_id" in row:
        reversal.activity_ids.add(row["activity_id"])
        if row["activity_id"] not in reversal.handed_over:
            _check_may_change(reversal, reversal.unit.row(Activity, row["activity_id"]))


def _check_may_change(reversal: _Reversal, row: Mapping[str, Any]) -> None:
    if reversal.actor is not None and row["id"] not in reversal.handed_over:
        must_change(reversal.actor, row["employee_id"], subject_of(row))


def _meanwhile() -> Refused:
    return Refused(
        _("This cannot be taken back: something has been changed or added there meanwhile.")
    )
