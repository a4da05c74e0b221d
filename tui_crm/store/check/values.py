"""Rows with values that the program cannot read: found by the type of each column."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from peewee import (
    AutoField,
    BooleanField,
    CharField,
    DateField,
    FloatField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from tui_crm.store.engines import sqlite_check as sql
from tui_crm.store.models import TABLES, Table, table_name
from tui_crm.store.models.fields import EnumField, MoneyField, UTCDateTimeField
from tui_crm.store.unit_of_work import columns

JSON: Final = frozenset(
    {("change", "old"), ("change", "new"), ("setting", "value"), ("series", "pattern"),
     ("saved_view", "content")}
)  # fmt: skip
"""The columns of texts that hold JSON."""
_BATCH: Final = 5_000

BadValues = dict[tuple[str, str], list[int]]
"""The ids of the rows whose value cannot be read, by table and column."""


def bad_values(opened: sqlite3.Connection) -> BadValues:
    """All values of all tables that cannot be read as what their column holds."""
    found: BadValues = {}
    for model in TABLES:
        for row_id, name in (*_wrong_type(opened, model), *_no_text(opened, model)):
            ids = found.setdefault((table_name(model), name), [])
            if row_id not in ids[-1:]:
                ids.append(row_id)
    return found


def _wrong_type(opened: sqlite3.Connection, model: type[Table]) -> Iterator[tuple[int, str]]:
    fields = {field.column_name: field for field in columns(model).values()}
    table = table_name(model)
    conditions = {name: _condition(table, name, field) for name, field in fields.items()}
    named = ", ".join(f'"{name}"' for name in fields)
    flags = ", ".join(conditions.values())
    opened.text_factory = bytes
    for values in opened.execute(
        f'SELECT id, {named}, {flags} FROM "{table}" WHERE {" OR ".join(conditions.values())}'
    ):
        row_id, stored, flagged = values[0], values[1 : len(fields) + 1], values[len(fields) + 1 :]
        for (name, field), value, is_odd in zip(fields.items(), stored, flagged, strict=True):
            # SQLite takes only one notation of a time; Python reads more.
            if is_odd and not _is_read(field, value):
                yield row_id, name


def _condition(table: str, name: str, field: Any) -> str:
    column = f'"{name}"'
    if (table, name) in JSON:
        return f"({sql.not_of_type(column, 'text')} OR {sql.not_json(column)})"
    conditions: tuple[tuple[type[Any], str], ...] = (
        (UTCDateTimeField, sql.not_a_time(column)),
        (DateField, sql.not_a_day(column)),
        (BooleanField, sql.not_one_of(column, ("0", "1"))),
        (MoneyField, sql.not_of_type(column, "integer", "real")),
        (FloatField, sql.not_of_type(column, "integer", "real")),
        (ForeignKeyField, sql.not_of_type(column, "integer")),
        (AutoField, sql.not_of_type(column, "integer")),
        (IntegerField, sql.not_of_type(column, "integer")),
    )
    if isinstance(field, EnumField):
        return sql.not_one_of(column, tuple(one.value for one in field.enum))
    return next((one for kind, one in conditions if isinstance(field, kind)), "0")


def _is_read(field: Any, value: Any) -> bool:
    """Whether Python reads what is not written as the program writes it."""
    try:
        text = value.decode() if isinstance(value, bytes) else value
        if isinstance(field, UTCDateTimeField):
            datetime.fromisoformat(text)
        elif isinstance(field, DateField):
            date.fromisoformat(text)
        elif isinstance(field, MoneyField):
            return Decimal(text).is_finite()
        else:
            return False
    except (TypeError, ValueError, InvalidOperation):
        return False
    return True


def _no_text(opened: sqlite3.Connection, model: type[Table]) -> Iterator[tuple[int, str]]:
    """Texts that are none: bytes that are not UTF-8."""
    names = [
        field.column_name
        for field in columns(model).values()
        if isinstance(field, CharField | TextField) and not isinstance(field, EnumField)
    ]
    if not names:
        return
    opened.text_factory = bytes
    named = ", ".join(f'CAST("{name}" AS BLOB)' for name in names)
    rows = opened.execute(f'SELECT id, {named} FROM "{table_name(model)}"')
    while batch := rows.fetchmany(_BATCH):
        for row_id, *texts in batch:
            if not _is_utf8(b"".join(text for text in texts if text is not None)):
                for name, text in zip(names, texts, strict=True):
                    if text is not None and not _is_utf8(text):
                        yield row_id, name


def _is_utf8(text: bytes) -> bool:
    if text.isascii():
        return True
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
