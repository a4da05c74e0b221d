"""The change log of an activity, and turning recorded changes of any record into words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from peewee import JOIN, SQL, fn

from tui_crm.domain.activities.activity import subject_of
from tui_crm.domain.damaged import DamagedMoment, DamagedText
from tui_crm.domain.errors import CrmError
from tui_crm.domain.page import PageRequest, Place
from tui_crm.domain.recurrence.phrase import describe, read_rule
from tui_crm.domain.text import full_name
from tui_crm.queries.common.activity_rows import shown_entry
from tui_crm.queries.common.keyset import KeysetPart, in_order, page_of
from tui_crm.queries.common.text_match import like
from tui_crm.queries.common.visibility import whose
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import (
    Activity,
    Attempt,
    Change,
    Colleague,
    Contractor,
    Employee,
    Entry,
    Operation,
    Operator,
    Participant,
    Person,
    table_name,
)

_BOOKKEEPING: Final = (
    "agreed", "series_id", "occurs_on", "subject_generated", "timer_boot_id", "timer_boot_seconds",
    "timer_heartbeat_at", "timer_operator_id",
)  # fmt: skip
"""Internal columns, left out of the change log."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change of a field.

    `field` is empty when the record itself was added or removed, and for example `person_id` when
    a person was. `by` is empty for changes made by the program.
    """

    at: datetime
    by: str
    action: str
    field: str
    old: str
    new: str
    place: Place


def activity_history(
    activity_id: int, request: PageRequest, *, visible_employee_ids: frozenset[int] | None = None
) -> list[ChangeRow]:
    """The changes of an activity, its persons, colleagues and series, newest first.

    Empty when the activity may not be seen.
    """
    changes = _changes(activity_id)
    if visible_employee_ids is not None:
        seen = Activity.select(Activity.id).where(
            Activity.id == activity_id, *whose(None, visible_employee_ids)
        )
        changes = changes.where(fn.EXISTS(seen))
    named = {
        "participant": "person_id", "colleague": "employee_id", "series": "rule",
        "attempt": "outcome_id",
    }  # fmt: skip
    return changes_page(changes, request, named)


def changes_page(changes: Any, request: PageRequest, named: Mapping[str, str]) -> list[ChangeRow]:
    """One page of the changes that a query selects, newest first, in words.

    *named* maps a table to the column that names its added and removed rows; rows of other tables
    are the record itself.
    """
    part = KeysetPart(changes, Change.id, (Change.operation_id,), descending=True)
    page = page_of([part], request).alias("page")
    places = tuple(getattr(page.c, f"place_{n}") for n in range(3))
    found = fetch_tuples(
        Change.select(
            Operation.at,
            Operator.login,
            Employee.first_name,
            Employee.last_name,
            Operation.action,
            Change.table,
            Change.field,
            Change.old,
            Change.new,
            *places,
            Operation.subject,
        )
        .from_(page)
        .join(Change, JOIN.LEFT_OUTER, on=(Change.id == places[-1]))
        .join(Operation, JOIN.LEFT_OUTER, on=(Operation.id == Change.operation_id))
        .join(Operator, JOIN.LEFT_OUTER, on=(Operator.id == Operation.operator_id))
        .join(Employee, JOIN.LEFT_OUTER, on=(Employee.id == Operator.employee_id))
    )
    entries = [
        (
            values[:-1],
            *_in_words_of(values[-1] or "", *_field_and_values(*values[5:9], named=named)),
        )
        for values in found
    ]
    names = _names((field, value) for _values, field, *both in entries for value in both)
    rows = [
        ChangeRow(
            DamagedMoment(None) if values[0] is None else values[0],
            full_name(values[2], values[3]) or values[1] or "",
            DamagedText(None) if values[4] is None else values[4],
            field,
            _shown(field, old, names),
            _shown(field, new, names),
            tuple(values[9:]),
        )
        for values, field, old, new in entries
    ]
    return in_order(rows, [part])


def _changes(activity_id: int) -> Any:
    """The activity's own changes, and persons, colleagues and tries added to it or removed.

    The ids of removed rows are taken from the operations that changed the activity, too. Such an id
    may have been reused for another activity, so the recorded row must name this one.
    """
    own = (
        (Change.table == "activity")
        & (Change.row_id == activity_id)
        & Change.field.not_in(_BOOKKEEPING)
    )
    series = Activity.select(Activity.series_id).where(Activity.id == activity_id)
    of_series = (
        (Change.table == "series")
        & (Change.row_id == series)
        & Change.field.in_(("", "rule", "active"))
    )
    touching = Change.alias()
    operations = touching.select(touching.operation_id).where(
        touching.table == "activity", touching.row_id == activity_id
    )
    of_it = [
        like(text, f'%"activity_id": {activity_id}{end}%')
        for text in (Change.old, Change.new)
        for end in (",", "}")
    ]
    named = of_it[0] | of_it[1] | of_it[2] | of_it[3]
    taking_part = [
        _taking_part(table, activity_id, operations) & named
        for table in (Participant, Colleague, Attempt)
    ]
    return Change.select().where(own | of_series | taking_part[0] | taking_part[1] | taking_part[2])


def _taking_part(model: Any, activity_id: int, operations: Any) -> Any:
    """The condition for rows of a table that were added to the activity or removed from it."""
    table = table_name(model)
    present = model.select(model.id).where(model.activity_id == activity_id)
    other_change = Change.alias()
    removed = other_change.select(other_change.row_id).where(
        other_change.operation_id << operations, other_change.table == table
    )
    return (
        (Change.table == table)
        & (Change.field == "")
        & (Change.row_id.in_(removed) | Change.row_id.in_(present))
    )


def _field_and_values(
    table: str, field: str, old: str | None, new: str | None, *, named: Mapping[str, str]
) -> tuple[str, Any, Any]:
    """The column to show and its old and new value; for a whole row, its naming column."""
    before, after = _decoded(old), _decoded(new)
    if field:
        is_table = field == "raw" or (table, field) == ("series", "active")
        return table if is_table else field, before, after
    column = named.get(table, "subject")
    # A colleague must not be labelled like the employee of the activity.
    own_word = column == "raw" or table in {"colleague", "attempt"}
    field = "" if table not in named else (table if own_word else column)
    return field, _named_by(column, before), _named_by(column, after)


def _named_by(column: str, row: Any) -> Any:
    if not isinstance(row, dict):
        return None
    return (
        subject_of(row) if "subject_generated" in row and column == "subject" else row.get(column)
    )


def _in_words_of(subject: str, field: str, old: Any, new: Any) -> tuple[str, Any, Any]:
    """Of a number that became wrong, or right again: which one, instead of since when."""
    if field != "bad_since":
        return field, old, new
    return field, subject if old else None, subject if new else None


def _decoded(text: str | None) -> Any:
    if text is None:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text


_REFERRED: Final[dict[str, Any]] = {
    "contractor_id": Contractor,
    "person_id": Person,
    "employee_id": Employee,
    "colleague": Employee,
    "attempt": Entry,
    "owner_id": Employee,
    "merged_into_id": Contractor,
    "type_id": Entry,
    "priority_id": Entry,
    "category_id": Entry,
    "outcome_id": Entry,
    "completed_by_id": Operator,
    "previous_id": Activity,
}


def _names(values: Iterable[tuple[str, Any]]) -> dict[tuple[Any, int], str]:
    """The names of the records that ids refer to; one statement per table."""
    wanted: dict[Any, set[int]] = {}
    for field, value in values:
        if field in _REFERRED and isinstance(value, int):
            wanted.setdefault(_REFERRED[field], set()).add(value)
    return {
        (model, row_id): name
        for model, ids in wanted.items()
        for row_id, name in _names_in(model, ids)
    }


def _names_in(model: Any, ids: set[int]) -> list[tuple[int, str]]:
    if model is Operator:
        return _operators_in(ids)
    columns: tuple[Any, ...] = {
        Contractor: (Contractor.name, SQL("NULL")),
        Activity: (Activity.number, SQL("NULL")),
        Entry: (Entry.name, Entry.code),
        Person: (Person.first_name, Person.last_name),
        Employee: (Employee.first_name, Employee.last_name),
    }[model]
    to_name = shown_entry if model in {Contractor, Activity, Entry} else full_name
    found = fetch_tuples(
        model.select(model.id, *columns).where(model.id.in_(sorted(ids))).limit(len(ids))
    )
    return [(row_id, to_name(first, second)) for row_id, first, second in found]


def _operators_in(ids: set[int]) -> list[tuple[int, str]]:
    """The employees that operators work as; the login of one who works as none."""
    found = fetch_tuples(
        Operator.select(Operator.id, Operator.login, Employee.first_name, Employee.last_name)
        .join(Employee, JOIN.LEFT_OUTER, on=(Employee.id == Operator.employee_id))
        .where(Operator.id.in_(sorted(ids)))
        .limit(len(ids))
    )
    return [(row_id, full_name(*name) or login) for row_id, login, *name in found]


def _rule_in_words(rule: str) -> str:
    """A rule in words; the RRULE itself when this program cannot read it."""
    try:
        return describe(read_rule(rule, date.min))
    except CrmError:
        return rule


def _shown(field: str, value: Any, names: dict[tuple[Any, int], str]) -> str:
    if value is None:
        return ""
    if field in _REFERRED and isinstance(value, int):
        return names.get((_REFERRED[field], value), str(value))
    if isinstance(value, bool) or field == "series":
        return "✓" if value else "–"
    if field == "rule":
        return _rule_in_words(str(value))
    return str(value)
