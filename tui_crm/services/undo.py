"""Undo and redo: an operation is taken back whole, by an operation of its own.

Nothing is taken back over somebody else's head: where a column no longer holds what the operation
left in it, or something else has come to depend on a row, all of it is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from peewee import ForeignKeyField, IntegrityError

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
_STEPS_BACK: Final = ("undo", "redo")
# Stamps count up with every change, and these are set without one: they prove nothing.
_PROVE_NOTHING: Final = frozenset(columns(Stamped)) - {"id"} | {
    "timer_heartbeat_at", "last_activity_id", "last_contact_at", "next_activity_at",
    "open_activities", "snoozed_until",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, or done again; the activities that it was done to and that exist."""

    action: str
    subject: str
    activity_ids: tuple[ActivityId, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """One change, as the history has it: an added row, a removed one, or a column."""

    table: str
    row_id: int
    field: str
    old: Any
    new: Any


@dataclass(slots=True)
class _Reversal:
    """The steps of an operation taken back, and what they were about."""

    unit: UnitOfWork
    actor: Actor | None
    """Whose rights to the activities count; None where the operation was no deed on activities."""
    given: frozenset[int]
    """The activities that the operation made, or gave to somebody: nobody has had them since."""
    activity_ids: set[int] = field(default_factory=set)
    contractor_ids: set[int] = field(default_factory=set)
    owners: set[tuple[type[Stamped], int]] = field(default_factory=set)
    """Whose numbers, addresses or places changed: a form of theirs that is open is old now."""


def undo(*, actor: Actor, now: datetime) -> Undone:
    """Take back the last thing this operator did in this session; `Refused` where it cannot be."""
    with write("undo", actor=actor, now=now) as unit:
        found = _last_operation(
            actor, Operation.undone_by.is_null() & Operation.action.not_in(_STEPS_BACK)
        )
        if found is None:
            raise Refused(_("There is nothing to undo."))
        operation_id, action, subject, _undoes = found
        _must_still(actor, action)
        activity_ids = _take_back(unit, operation_id, subject, _counting(actor, action))
        _mark(operation_id, undone_by=unit.operation_id)
        return Undone(action, subject, activity_ids)


def redo(*, actor: Actor, now: datetime) -> Undone:
    """Do again what the last undo took back, if nothing was done since; else `Refused`."""
    with write("redo", actor=actor, now=now) as unit:
        found = _last_operation(actor, Operation.undone_by.is_null() & (Operation.action == "undo"))
        since = _last_operation(actor, Operation.action.not_in(_STEPS_BACK))
        if found is None or (since is not None and since[0] > found[0]):
            raise Refused(_("There is nothing to redo."))
        undo_id, _action, subject, undone_id = found
        done = fetch_one(Operation.select(Operation.action).where(Operation.id == undone_id))
        action = "" if done is None else done[0]
        _must_still(actor, action)
        activity_ids = _take_back(unit, undo_id, subject, _counting(actor, action))
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
    "entry": "dictionaries", "employee": "staff", "operator": "staff", "company": "staff",
}  # fmt: skip
"""By what was done: a right that was taken away since is none to walk back with either."""


def _must_still(actor: Actor, action: str) -> None:
    right = "merge" if action == "contractor.merge" else _NEEDS.get(action.partition(".")[0])
    if right is not None:
        must(actor, right)


def _counting(actor: Actor, action: str) -> Actor | None:
    # A merge moves everybody's activities by a right of its own.
    return actor if action.startswith(("activity.", "timer.")) else None


def _take_back(
    unit: UnitOfWork, operation_id: int, subject: str, actor: Actor | None
) -> tuple[ActivityId, ...]:
    unit.subject = subject
    unit.undoes = operation_id
    steps = _steps_of(operation_id)
    reversal = _Reversal(unit, actor, _given(steps))
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
    standing = Activity.select(Activity.id).where(Activity.id.in_(reversal.activity_ids))
    return tuple(ActivityId(row_id) for (row_id,) in fetch_tuples(standing.order_by(Activity.id)))


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
"""What must hold of a whole table, whoever takes back what."""


def _check_rules(unit: UnitOfWork, steps: list[_Step]) -> None:
    for table, check in _RULES.items():
        touched = frozenset(step.row_id for step in steps if step.table == table)
        if touched:
            check(unit, touched)


def _given(steps: list[_Step]) -> frozenset[int]:
    return frozenset(
        step.row_id
        for step in steps
        if _MODELS[step.table] is Activity and step.field in {"", "employee_id"}
    )


def _loaded(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _reverse_all(reversal: _Reversal, steps: list[_Step]) -> None:
    # The columns of a row go back together: the database's CHECKs look at several of them.
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
    standing = {step.field: plain(fields[step.field], row[step.field]) for step in steps}
    for step in steps:
        if step.field not in _PROVE_NOTHING and standing[step.field] != step.new:
            raise _meanwhile()
        standing[step.field] = step.old
    values = {name: fields[name].python_value(value) for name, value in standing.items()}
    reversal.unit.update(model, row_id, **values)
    _note(reversal, model, {**row, **values})


def _remove(reversal: _Reversal, model: type[Table], row_id: int, left: dict[str, Any]) -> None:
    row = reversal.unit.any_row(model, row_id)
    derived = model.derived(row).keys()
    fields = columns(model)
    for name, value in left.items():
        if name in _PROVE_NOTHING or name in derived:
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
    """A cascade would take along what others have added since."""
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
        if row["activity_id"] not in reversal.given:
            _check_may_change(reversal, reversal.unit.row(Activity, row["activity_id"]))


def _check_may_change(reversal: _Reversal, row: Mapping[str, Any]) -> None:
    if reversal.actor is not None and row["id"] not in reversal.given:
        must_change(reversal.actor, row["employee_id"], row["subject"])


def _meanwhile() -> Refused:
    return Refused(
        _("This cannot be taken back: something has been changed or added there meanwhile.")
    )
