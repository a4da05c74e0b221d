"""Bad values in the tables of a database, as a faulty disk, or another program, leaves them.

What can be damaged is taken from the schema: every column of every table, with every kind of
bad value.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from tui_crm.store.models import TABLES
from tui_crm.store.models.base import table_name

KINDS: Final = {
    "no date": "2026-11-20 10:4x",
    "a word": "nonsense",
    "a broken JSON": '{"a": [1,',
    "no UTF-8": b"Caf\xff\xfe",
    "bytes": b"\x00\xff\x01",
    "nothing": None,
    "too great": 9_000_000_000_000_000,
    "no number": "9e999",
    "negative": -7,
}
_WHOLE: Final = {"too great", "negative"}


class Spot(NamedTuple):
    """A column of one row of a table."""

    table: str
    column: str
    row_id: int


def columns_of(table: str) -> list[str]:
    """The columns of a table but its key."""
    model = next(model for model in TABLES if table_name(model) == table)
    return [field.column_name for field in model._meta.sorted_fields if not field.primary_key]


def tables() -> list[str]:
    """The names of all tables."""
    return [table_name(model) for model in TABLES]


@contextmanager
def unchecked(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that stores whatever it is given, also NULL where none may be."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA ignore_check_constraints = 1")
        # The triggers of the search index read the texts; a faulty disk asks none.
        triggers = database.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        for name, _sql in triggers:
            database.execute(f'DROP TRIGGER "{name}"')
        declared = _without_not_null(database)
        database.commit()
        with closing(sqlite3.connect(path)) as lenient:
            lenient.execute("PRAGMA ignore_check_constraints = 1")
            yield lenient
            lenient.commit()
        _schema(database, declared)
        for _name, sql in triggers:
            database.execute(sql)
        database.commit()


def _without_not_null(database: sqlite3.Connection) -> dict[str, str]:
    declared = dict(
        database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    )
    own = {name: sql for name, sql in declared.items() if name in tables()}
    _schema(database, {name: re.sub("(?<!IS) NOT NULL", "", sql) for name, sql in own.items()})
    return own


def _schema(database: sqlite3.Connection, declared: dict[str, str]) -> None:
    database.execute("PRAGMA writable_schema = 1")
    for name, sql in declared.items():
        database.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql, name))
    database.execute("PRAGMA writable_schema = RESET")


def put(lenient: sqlite3.Connection, spot: Spot, kind: str) -> bool:
    """Put a bad value in one place; returns whether the table takes it there."""
    value: Any = KINDS[kind]
    as_text = kind == "no UTF-8"
    asked = f'UPDATE "{spot.table}" SET "{spot.column}" = ' + (
        "CAST(? AS TEXT)" if as_text else "?"
    )
    try:
        lenient.execute(f"{asked} WHERE id = ?", (value, spot.row_id))
    except sqlite3.IntegrityError:
        return False  # a unique column that has this bad value already
    return True


def damage_everywhere(path: Path, kind: str, *, spared: frozenset[Spot] = frozenset()) -> int:
    """Put one kind of bad value into each column of each table, in a row of its own if possible.

    The last row of each table that has more than one is left whole. Returns how many were put.
    """
    count = 0
    with unchecked(path) as lenient:
        for table in tables():
            ids = [
                row_id
                for (row_id,) in lenient.execute(f'SELECT id FROM "{table}" ORDER BY id DESC')
            ]
            for number, column in enumerate(columns_of(table)):
                for row_id in ids[1:][number % max(len(ids) - 1, 1) :][:1]:
                    spot = Spot(table, column, row_id)
                    count += spot not in spared and put(lenient, spot, kind)
    return count
