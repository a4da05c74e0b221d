"""Writing to the database: one transaction makes one operation, and all changes are recorded.

All writes go through here, so that none can omit derived columns (`sort_key`, `fold`, `order_at`),
stamps, versions or the history.
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
from tui_crm.domain.damaged import DamagedRecord, damaged_fields, is_damaged
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

SUBJECT_LIMIT: Final = 200


@contextmanager
def write(
    action: str, *, actor: Actor | None, now: datetime, subject: str = "", undoes: int | None = None
) -> Iterator[UnitOfWork]:
    """One IMMEDIATE transaction that makes one operation; the body must not await anything.

    *action* names the operation (`activity.complete`), *subject* the record. *actor* is None only
    for writes of the program itself: first use, shipped data, next activities of series.
    """
    database.check_in_place()
    with database.immediate():
        database.check_version()
        unit = UnitOfWork(action, actor=actor, now=now, subject=subject, undoes=undoes)
        yield unit
        unit.flush()


def record(action: str, *, subject: str, actor: Actor | None, now: datetime) -> None:
    """Write an operation without changes into the history: it tells of the file, not of a record.

    It belongs to no session, so that undo, which has nothing to revert here, passes it over.
    """
    database.check_in_place()
    with database.immediate():
        database.check_version()
        Operation.insert(
            at=now,
            operator_id=None if actor is None else actor.operator_id,
            session="",
            action=action,
            subject=subject[:SUBJECT_LIMIT],
        ).execute()


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
        check_readable(model, values)
        row = self._stamped(model, values)
        row_id = int(model.insert(**row).execute())
        self._record(model, row_id, new=_plain(model, {**row, "id": row_id}))
        return row_id

    def insert_exactly(self, model: type[Table], row: Mapping[str, Any]) -> None:
        """Put a removed row back with the id and the stamps it had."""
        row = {**row, **model.derived(row)}
        model.insert(**row).execute()
        self._record(model, row["id"], new=_plain(model, row))

    def update(
        self, model: type[Table], row_id: int, *, version: int | None = None, **values: Any
    ) -> bool:
        """Change some columns of a row; returns whether anything changed.

        With *version* the row must still have that version: else `StaleRecord` with the present
        row. Raises `NotFound` when the row was deleted.
        """
        old = self.any_row(model, row_id)
        check_readable(model, old)
        if version is not None:
            check_version(old, version)
        derived = model.derived({**old, **values})
        values = {**values, **derived}
        changed = {name: value for name, value in values.items() if _differs(old[name], value)}
        if not changed:
            return False
        recorded = {name: value for name, value in changed.items() if name not in derived}
        self._record_update(model, row_id, old, recorded)
        if issubclass(model, Stamped):
            changed |= {
                "changed_at": self.now,
                "changed_by_id": self.operator_id,
                "version": old["version"] + 1,
            }
        model.update(**changed).where(model.id == row_id).execute()
        return True

    def set_untracked(self, model: type[Table], row_id: int, **values: Any) -> None:
        """Set columns without history, stamps and version: derived ones, heartbeats, snoozes.

        A stand-in for a damaged value is set nowhere: the column keeps what it has.
        """
        readable = {name: value for name, value in values.items() if not is_damaged(value)}
        if readable:
            model.update(**readable).where(model.id == row_id).execute()

    def touch(self, model: type[Stamped], row: Mapping[str, Any]) -> None:
        """Raise the version of a record after a change of its numbers, persons or affiliations."""
        check_readable(model, row)
        self.set_untracked(
            model,
            row["id"],
            version=row["version"] + 1,
            changed_at=self.now,
            changed_by_id=self.operator_id,
        )

    def delete(self, model: type[Table], row_id: int) -> None:
        """Delete a row; the history keeps all of its values."""
        old = self.any_row(model, row_id)
        check_readable(model, old)
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
        """The row within this transaction, by column attribute.

        Raises `NotFound` when it does not exist.
        """
        return self.any_row(model, row_id)

    def any_row(self, model: type[Table], row_id: int) -> dict[str, Any]:
        """Like `row`, for code that handles any table."""
        found = database.execute_sql(_select_row(model), (row_id,)).fetchall()
        if not found:
            raise NotFound(_("This is not there any more: someone else has removed it."))
        named = zip(columns(model).items(), found[0], strict=True)
        return {name: _read(field, value) for (name, field), value in named}

    def flush(self) -> None:
        """Write the operation and its changes; without changes no operation is written."""
        if not self._changes:
            return
        self.operation_id = int(
            Operation.insert(
                at=self.now,
                operator_id=self.operator_id,
                session=self.session,
                action=self.action,
                subject=self.subject[:SUBJECT_LIMIT],
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
        fields = columns(model)
        for name, value in changed.items():
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


def _read(field: Any, value: Any) -> Any:
    return field.damaged(None) if value is None and not field.null else field.python_value(value)


def check_readable(model: type[Table], row: Mapping[str, Any]) -> None:
    """Raise `DamagedRecord` if a column cannot be read; one that is derived is written anew."""
    damaged = damaged_fields(row)
    if damaged:
        derived = model.derived(row)
        for name in damaged:
            if name not in derived:
                raise DamagedRecord(field=name)


def check_version(row: Mapping[str, Any], version: int | None) -> None:
    """Raise `StaleRecord` unless the row still has the version that was read."""
    if row["version"] != version:
        raise StaleRecord(
            _("Someone else has changed this meanwhile. Your text is still here."), row
        )


def _differs(old: Any, new: Any) -> bool:
    if isinstance(old, datetime) and isinstance(new, datetime):
        # Python compares equal moments of two zones as unequal in the hour that occurs twice.
        return old.astimezone(UTC) != new.astimezone(UTC)
    return bool(old != new)


@cache
def columns(model: type[Table]) -> dict[str, Any]:
    """The columns of a table by the names that `insert` and `update` take (`contractor_id`)."""
    return {
        getattr(field, "object_id_name", name): field for name, field in fields_of(model).items()
    }


@cache
def _select_row(model: type[Table]) -> str:
    # Built once: Peewee takes ten times as long to build it as SQLite to run it.
    named = ", ".join(f'"{field.column_name}"' for field in columns(model).values())
    table = table_name(model)
    return f'SELECT {named} FROM "{table}" WHERE "id" = {database.param}'


def with_stamps(
    model: type[Table], values: dict[str, Any], *, now: datetime, operator_id: int | None
) -> dict[str, Any]:
    """The complete new row: with defaults, stamps and derived columns."""
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
    """Add many rows with given ids, without history: for shipped and sample data."""
    whole = [with_stamps(model, row, now=now, operator_id=operator_id) | _id(row) for row in rows]
    if not whole:
        return
    # Peewee builds its statement value by value, which takes longer than everything else.
    fields = {name: field for name, field in columns(model).items() if name in whole[0]}
    values = [[_stored(field, row[name]) for name, field in fields.items()] for row in whole]
    table = table_name(model)
    named = ", ".join(f'"{field.column_name}"' for field in fields.values())
    marks = ", ".join([database.param] * len(fields))
    with __exception_wrapper__:
        database.cursor().executemany(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', values)


_STORED_AS_THEY_ARE: Final = frozenset({str, int, bool, float, type(None)})


def _stored(field: Any, value: Any) -> Any:
    # Converting is slower than storing; values of exactly these types need no conversion.
    return value if type(value) in _STORED_AS_THEY_ARE else field.db_value(value)


def _id(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": row["id"]} if "id" in row else {}


@cache
def _defaults(model: type[Table]) -> tuple[dict[str, Any], dict[str, Callable[[], Any]]]:
    """The constant defaults, and the callables that make the others for each row."""
    defaults = {name: field.default for name, field in columns(model).items() if name != "id"}
    made = {name: default for name, default in defaults.items() if callable(default)}
    return {name: defaults[name] for name in defaults if name not in made}, made


def _plain(model: type[Table], row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as JSON values, as the columns store them."""
    fields = columns(model)
    return {name: plain(fields[name], value) for name, value in row.items()}


def plain(field: Any, value: Any) -> Any:
    """One value of a column as a JSON value."""
    stored = field.db_value(value)
    return stored if isinstance(stored, str | int | float | bool | None) else str(stored)
