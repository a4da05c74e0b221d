"""What all tables share: the database they live in, stamps, a version, derived columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, TypedDict

from peewee import AutoField, DatabaseProxy, IntegerField, Model

from tui_crm.store.models.fields import UTCDateTimeField

database: DatabaseProxy = DatabaseProxy()
"""Bound once by `store.database.open_database`; each thread has a connection of its own to it."""


class Table(Model):
    """A table. `derived` gives the columns that follow from others, on every write path."""

    id = AutoField()

    tracked: ClassVar[bool] = True
    """Whether changes of it are written to the history, so that they can be undone."""

    class Meta:
        database = database
        legacy_table_names = False
        only_save_dirty = True

    @staticmethod
    def derived(row: Mapping[str, Any]) -> dict[str, Any]:
        """Columns computed from the *whole* row; called by `store.unit` and nowhere else."""
        del row
        return {}


def table_name(model: type[Table]) -> str:
    """What a table is called in the database, and in the history."""
    name: str = model._meta.table_name
    return name


def fields_of(model: type[Table]) -> dict[str, Any]:
    """The columns of a table, by the name of their attribute."""
    fields: dict[str, Any] = model._meta.fields
    return fields


class Stamped(Table):
    """A record that people edit: who made it, who changed it, and how often."""

    created_at = UTCDateTimeField()
    created_by_id = IntegerField(null=True)
    changed_at = UTCDateTimeField()
    changed_by_id = IntegerField(null=True)
    version = IntegerField(default=1)


class StoredRow(TypedDict):
    """A row as its table holds it, by the name of the column's attribute."""

    id: int


class StoredRecord(StoredRow):
    """A row of a `Stamped` table."""

    created_at: datetime
    created_by_id: int | None
    changed_at: datetime
    changed_by_id: int | None
    version: int
