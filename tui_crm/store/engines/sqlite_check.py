"""SQLite: what its own checks say of a file, and the conditions for values it should not hold."""

from __future__ import annotations

import sqlite3
from typing import Final

_SHOWN: Final = 5


def damage(opened: sqlite3.Connection) -> list[str]:
    """The first complaints of SQLite about pages, indexes and constraints."""
    found = opened.execute(f"PRAGMA integrity_check({_SHOWN})").fetchall()
    return [] if found == [("ok",)] else [str(one) for (one,) in found]


def broken_references(opened: sqlite3.Connection) -> dict[tuple[str, str], list[int]]:
    """The rows that refer to rows that are not there: by table and the table referred to."""
    found: dict[tuple[str, str], list[int]] = {}
    for table, row_id, parent, _number in opened.execute("PRAGMA foreign_key_check"):
        found.setdefault((table, parent), []).append(row_id)
    return found


def index_is_right(opened: sqlite3.Connection, table: str) -> bool:
    """Whether the index of words of a table is that of its rows; takes a lock for a moment."""
    opened.execute("BEGIN IMMEDIATE")
    try:
        opened.execute(
            f"INSERT INTO {table}_words({table}_words, rank) VALUES ('integrity-check', 1)"
        )
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") not in {"SQLITE_CORRUPT", "SQLITE_CORRUPT_VTAB"}:
            raise
        return False
    finally:
        opened.execute("ROLLBACK")
    return True


def rebuild_index(opened: sqlite3.Connection, table: str) -> None:
    """Make the index of words of a table anew."""
    opened.execute(f"INSERT INTO {table}_words({table}_words) VALUES ('rebuild')")


def not_a_time(column: str) -> str:
    """The condition for what is not a time as the program writes it."""
    # A modifier makes SQLite compute: without one it gives the 30th of February back.
    return f"({column} IS NOT NULL AND datetime({column}, '+0 days') IS NOT {column})"


def not_a_day(column: str) -> str:
    """The condition for what is not a day as the program writes it."""
    return f"({column} IS NOT NULL AND date({column}, '+0 days') IS NOT {column})"


def not_json(column: str) -> str:
    """The condition for a text that is not JSON."""
    return f"({column} IS NOT NULL AND NOT json_valid({column}))"


def not_of_type(column: str, *types: str) -> str:
    """The condition for values of other types of storage than these, or null."""
    named = ", ".join(f"'{one}'" for one in ("null", *types))
    return f"typeof({column}) NOT IN ({named})"


def not_one_of(column: str, values: tuple[str, ...]) -> str:
    """The condition for a value that is none of these words."""
    named = ", ".join(f"'{one}'" for one in values)
    return f"({column} IS NOT NULL AND {column} NOT IN ({named}))"
