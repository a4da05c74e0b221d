"""Writing: one transaction, one operation, every change of it recorded.

All write paths go through here, so that derived columns (`sort_key`, `fold`, `order_at`), stamps,
versions and the history cannot be forgotten by any of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, overload

from peewee import __exception_wrapper__, chunked  # type: ignore[attr-defined]  # not in the stubs

from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import NotFound, StaleRecord
from tui_crm.i18n import _
from tui_crm.store.models import (
    Activity,
    Affiliation,
    Contractor,
    Dictionary,
    Employee,
    Entry,
    Operator,
    Person,
    SavedView,
    Series,
    StoredActivity,
    StoredAffiliation,
    StoredContractor,
    StoredDictionary,
    StoredEmployee,
    StoredEntry,
    StoredOperator,
    StoredPerson,
    StoredSeries,
    StoredView,
)
from tui_crm.store.models.base import Stamped, Table, database, fields_of, table_name
from tui_crm.store.models.history import Change, Operation


@contextmanager
def write(
    action: str, *, actor: Actor | None, now: datetime, subject: str = "", undoes: int | None = None
) -> Iterator[UnitOfWork]:
    """One IMMEDIATE transaction that makes one operation; nothing awaits inside it.

    *action* names what is done (`activity.complete`), *subject* what it is done to. *actor* is None
    only where the program itself writes: first use, shipped data.
    """
    database.check_in_place()
    with database.atomic("IMMEDIATE"):
        unit = UnitOfWork(action, actor=actor, now=now, subject=subject, undoes=undoes)
        yield unit
        unit.flush()


class UnitOfWork:
    """The changes of one operation; rows are written at once, the history at the end."""

    def __init__(
        self, action: str, *, actor: Actor | None, now: datetime, subject: str, undoes: int | None
    ) -> None:
        self.operator_id = None if actor is None else actor.operator_id
        self.session = "" if actor is None else actor.session
        self.now = now
        self.action = action
        self.subject = subject
        self.undoes = undoes
        self.operation_id: int | None = None
        self._changes: list[dict[str, Any]] = []

    def insert(self, model: type[Table], **values: Any) -> int:
        """Add a row; returns its id."""
        row = self._stamped(model, values)
        row_id = int(model.insert(**row).execute())
        self._record(model, row_id, new=_plain(model, {**row, "id": row_id}))
        return row_id

    def insert_exactly(self, model: type[Table], row: Mapping[str, Any]) -> None:
        """Put a removed row back with the id and the stamps it had."""
        model.insert(**row).execute()
        self._record(model, row["id"], new=_plain(model, row))

    def update(
        self, model: type[Table], row_id: int, *, version: int | None = None, **values: Any
    ) -> bool:
        """Change some columns of a row; returns whether anything differed.

        With *version* the row must still have it: `StaleRecord` carries what stands there now.
        Raises `NotFound` when the row is gone.
        """
        old = self.any_row(model, row_id)
        if version is not None:
            check_version(old, version)
        new = {**old, **values}
        values = {**values, **model.derived(new)}
        changed = {name: value for name, value in values.items() if _differs(old[name], value)}
        if not changed:
            return False
        self._record_update(model, row_id, old, changed)
        if issubclass(model, Stamped):
            changed |= {
                "changed_at": self.now,
                "changed_by_id": self.operator_id,
                "version": old["version"] + 1,
            }
        model.update(**changed).where(model.id == row_id).execute()
        return True

    def set_untracked(self, model: type[Table], row_id: int, **values: Any) -> None:
        """Set derived or ticking columns, which are no change that anybody made."""
        model.update(**values).where(model.id == row_id).execute()

    def touch(self, model: type[Stamped], row: Mapping[str, Any]) -> None:
        """The version of a record counts for what belongs to it: its numbers, persons, places."""
        self.set_untracked(
            model,
            row["id"],
            version=row["version"] + 1,
            changed_at=self.now,
            changed_by_id=self.operator_id,
        )

    def delete(self, model: type[Table], row_id: int) -> None:
        """Remove a row; the history keeps all of it."""
        old = self.any_row(model, row_id)
        model.delete().where(model.id == row_id).execute()
        self._record(model, row_id, old=_plain(model, old))

    @overload
    def row(self, model: type[Employee], row_id: int) -> StoredEmployee: ...
    @overload
    def row(self, model: type[Operator], row_id: int) -> StoredOperator: ...
    @overload
    def row(self, model: type[Dictionary], row_id: int) -> StoredDictionary: ...
    @overload
    def row(self, model: type[Entry], row_id: int) -> StoredEntry: ...
    @overload
    def row(self, model: type[Contractor], row_id: int) -> StoredContractor: ...
    @overload
    def row(self, model: type[Person], row_id: int) -> StoredPerson: ...
    @overload
    def row(self, model: type[Affiliation], row_id: int) -> StoredAffiliation: ...
    @overload
    def row(self, model: type[Series], row_id: int) -> StoredSeries: ...
    @overload
    def row(self, model: type[Activity], row_id: int) -> StoredActivity: ...
    @overload
    def row(self, model: type[SavedView], row_id: int) -> StoredView: ...
    def row(self, model: type[Table], row_id: int) -> Any:
        """The row as it stands in this transaction, by column attribute.

        Raises `NotFound` when it is gone.
        """
        return self.any_row(model, row_id)

    def any_row(self, model: type[Table], row_id: int) -> dict[str, Any]:
        """As `row`, for whoever treats all tables alike."""
        found = database.execute_sql(_select_row(model), (row_id,)).fetchall()
        if not found:
            raise NotFound(_("This is not there any more: someone else has removed it."))
        named = zip(columns(model).items(), found[0], strict=True)
        return {name: field.python_value(value) for (name, field), value in named}

    def flush(self) -> None:
        """Write the operation and its changes; an operation without a change leaves no trace."""
        if not self._changes:
            return
        self.operation_id = int(
            Operation.insert(
                at=self.now,
                operator_id=self.operator_id,
                session=self.session,
                action=self.action,
                subject=self.subject[:200],
                undoes_id=self.undoes,
            ).execute()
        )
        rows = [{**change, "operation_id": self.operation_id} for change in self._changes]
        for batch in chunked(rows, 100):
            Change.insert_many(batch).execute()
        self._changes = []

    def _stamped(self, model: type[Table], values: dict[str, Any]) -> dict[str, Any]:
        return with_stamps(model, values, now=self.now, operator_id=self.operator_id)

    def _record_update(
        self, model: type[Table], row_id: int, old: Mapping[str, Any], changed: dict[str, Any]
    ) -> None:
        derived = model.derived(old)
        fields = columns(model)
        for name, value in changed.items():
            if name not in derived:
                before, after = plain(fields[name], old[name]), plain(fields[name], value)
                self._record(model, row_id, field=name, old=before, new=after)

    def _record(
        self, model: type[Table], row_id: int, *, field: str = "", old: Any = None, new: Any = None
    ) -> None:
        if not model.tracked:
            return
        self._changes.append(
            {
                "table": table_name(model),
                "row_id": row_id,
                "field": field,
                "old": None if old is None and not field else json.dumps(old, ensure_ascii=False),
                "new": None if new is None and not field else json.dumps(new, ensure_ascii=False),
            }
        )


def check_version(row: Mapping[str, Any], version: int | None) -> None:
    """Raise `StaleRecord` unless the row still is what was read."""
    if row["version"] != version:
        raise StaleRecord(
            _("Someone else has changed this meanwhile. Your text is still here."), row
        )


def _differs(old: Any, new: Any) -> bool:
    if isinstance(old, datetime) and isinstance(new, datetime):
        # In the hour that the clocks show twice, equal moments of two zones are unequal.
        return old.astimezone(UTC) != new.astimezone(UTC)
    return bool(old != new)


@cache
def columns(model: type[Table]) -> dict[str, Any]:
    """The columns of a table by the name that `insert` and `update` take (`contractor_id`)."""
    return {
        getattr(field, "object_id_name", name): field for name, field in fields_of(model).items()
    }


@cache
def _select_row(model: type[Table]) -> str:
    # Composed once: Peewee would take ten times as long as the database, for every row.
    named = ", ".join(f'"{field.column_name}"' for field in columns(model).values())
    table = table_name(model)
    return f'SELECT {named} FROM "{table}" WHERE "id" = {database.param}'


def with_stamps(
    model: type[Table], values: dict[str, Any], *, now: datetime, operator_id: int | None
) -> dict[str, Any]:
    """A new row, whole: defaults, stamps and derived columns filled in."""
    fixed, made = _defaults(model)
    row = {**fixed, **{name: make() for name, make in made.items()}, **values}
    if issubclass(model, Stamped):
        row |= {
            "created_at": values.get("created_at", now),
            "created_by_id": values.get("created_by_id", operator_id),
            "changed_at": values.get("changed_at", now),
            "changed_by_id": values.get("changed_by_id", operator_id),
            "version": 1,
        }
    return row | model.derived(row)


def insert_many(
    model: type[Table],
    rows: Iterable[dict[str, Any]],
    *,
    now: datetime,
    operator_id: int | None = None,
) -> None:
    """Add many rows that carry their ids, without a history: for shipped and sample data."""
    whole = [with_stamps(model, row, now=now, operator_id=operator_id) | _id(row) for row in rows]
    if not whole:
        return
    # Peewee composes its statement value by value, which takes longer than all the rest.
    fields = {name: field for name, field in columns(model).items() if name in whole[0]}
    values = [[_stored(field, row[name]) for name, field in fields.items()] for row in whole]
    table = table_name(model)
    named = ", ".join(f'"{field.column_name}"' for field in fields.values())
    marks = ", ".join([database.param] * len(fields))
    with __exception_wrapper__:
        database.cursor().executemany(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', values)


_STORED_AS_THEY_ARE: Final = frozenset({str, int, bool, float, type(None)})


def _stored(field: Any, value: Any) -> Any:
    # Asking each field costs more than storing; what is of these very types is stored as it is.
    return value if type(value) in _STORED_AS_THEY_ARE else field.db_value(value)


def _id(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": row["id"]} if "id" in row else {}


@cache
def _defaults(model: type[Table]) -> tuple[dict[str, Any], dict[str, Callable[[], Any]]]:
    """The defaults that are always the same, and those that are made for each row."""
    given = {name: field.default for name, field in columns(model).items() if name != "id"}
    made = {name: default for name, default in given.items() if callable(default)}
    return {name: given[name] for name in given if name not in made}, made


def _plain(model: type[Table], row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as JSON values, exactly as the columns hold it."""
    fields = columns(model)
    return {name: plain(fields[name], value) for name, value in row.items()}


def plain(field: Any, value: Any) -> Any:
    """One value as JSON holds it."""
    stored = field.db_value(value)
    return stored if isinstance(stored, str | int | float | bool | None) else str(stored)
