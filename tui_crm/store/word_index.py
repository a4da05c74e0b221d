"""Bulk inserts into tables with a full-text index, which SQLite triggers keep up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tui_crm.store.models.base import database

INDEXED = ("contractor", "person", "activity", "affiliation")


@contextmanager
def indexed_afterwards() -> Iterator[None]:
    """Within a transaction with many new rows: rebuild the full-text indexes once, at the end."""
    triggers = database.execute_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_words_%'"
    ).fetchall()
    for name, _sql in triggers:
        database.execute_sql(f'DROP TRIGGER "{name}"')
    yield
    for table in INDEXED:
        database.execute_sql(f"INSERT INTO {table}_words({table}_words) VALUES ('rebuild')")
    for _name, sql in triggers:
        database.execute_sql(sql)
