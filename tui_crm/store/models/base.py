"""Base classes of all tables: the database, stamps, a version, derived columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, TypedDict

from peewee import AutoField, DatabaseProxy, Model

from tui_crm.store.models.fields import IntegerField, UTCDateTimeField

database: DatabaseProxy = DatabaseProxy()
"""Bound once by `store.connection.open_database`; each thread has a connection of its own."""


class Table(Model):
    """A table. `derived` computes columns from others on every write."""

    id = AutoField()

    tracked: ClassVar[bool] = True
    """Whether changes are recorded in the history, so that they can be undone."""

    class Meta:
        database = database
        legacy_table_names = False
        only_save_dirty = True

    @staticmethod
    def derived(row: Mapping[str, Any]) -> dict[str, Any]:
        """Columns computed from the *whole* row; called by `store.unit_of_work` only."""
        del row
        return {}


def table_name(model: type[Table]) -> str:
    """The name of a table in the database and in the history."""
    name: str = model._meta.table_name
    return name


def fields_of(model: type[Table]) -> dict[str, Any]:
    """The columns of a table by attribute name."""
    fields: dict[str, Any] = model._meta.fields
    return fields


class Stamped(Table):
    """A record that operators edit, with stamps of creation and change, and a version."""

    created_at = UTCDateTimeField()
    created_by_id = IntegerField(null=True)
    changed_at = UTCDateTimeField()
    changed_by_id = IntegerField(null=True)
    version = IntegerField(default=1)


class StoredRow(TypedDict):
    """A row of a table, by the attribute names of its columns."""

    id: int


class StoredRecord(StoredRow):
    """A row of a `Stamped` table."""

    created_at: datetime
    created_by_id: int | None
    changed_at: datetime
    changed_by_id: int | None
    version: int
