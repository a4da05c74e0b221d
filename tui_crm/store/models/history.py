"""Tables of the history: operations with their changes, which are shown and can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_crm.store.models.base import Table
from tui_crm.store.models.fields import (
    CharField,
    ForeignKeyField,
    IntegerField,
    TextField,
    UTCDateTimeField,
)


class Operation(Table):
    """One action of an operator in one transaction; undone as a whole."""

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
    """A change of one column of one row, old and new value as JSON.

    `field` is empty for an added row (`new` holds the whole row) or a removed one (`old` does).
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
