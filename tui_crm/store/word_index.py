"""The index of words that finding anywhere asks; SQLite's own, kept up by triggers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tui_crm.store.models.base import database

INDEXED = ("contractor", "person", "activity")


@contextmanager
def indexed_afterwards() -> Iterator[None]:
    """For many new rows within a transaction: the index is made once, after them."""
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
