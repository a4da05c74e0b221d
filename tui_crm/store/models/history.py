"""Who changed what, when: the history that people read, and what undo walks back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from tui_crm.store.models.base import Table
from tui_crm.store.models.fields import UTCDateTimeField


class Operation(Table):
    """One thing an operator did, in one transaction; undone as a whole."""

    tracked = False

    at = UTCDateTimeField()
    operator_id = IntegerField(null=True)
    session = CharField(default="")
    action = CharField()
    subject = CharField(default="")
    undoes = ForeignKeyField("self", null=True, lazy_load=False, on_delete="SET NULL")
    undone_by = ForeignKeyField("self", null=True, lazy_load=False, on_delete="SET NULL")

    if TYPE_CHECKING:
        undoes_id: int | None
        undone_by_id: int | None

    class Meta:
        indexes = ((("session", "id"), False), (("at",), False))


class Change(Table):
    """One column of one row, old and new as JSON.

    `field` is empty for a row that was added (`new` holds all of it) or removed (`old` does).
    """

    tracked = False

    operation = ForeignKeyField(Operation, lazy_load=False, on_delete="CASCADE")
    table = CharField(column_name="table_name")
    row_id = IntegerField()
    field = CharField(default="")
    old = TextField(null=True)
    new = TextField(null=True)

    if TYPE_CHECKING:
        operation_id: int

    class Meta:
        indexes = ((("table", "row_id", "id"), False),)
