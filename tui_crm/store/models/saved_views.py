"""Table of saved views: named filters of the list of activities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui_crm.domain.text import fold, sort_key
from tui_crm.store.models.base import Stamped, StoredRecord
from tui_crm.store.models.fields import BooleanField, CharField, ForeignKeyField, TextField
from tui_crm.store.models.staff import Operator


class SavedView(Stamped):
    """A view of one operator, who may share it; names are unique for each operator."""

    key = CharField(unique=True)
    operator = ForeignKeyField(Operator, lazy_load=False, on_delete="RESTRICT", index=False)
    shared = BooleanField(default=False, index=True)
    name = CharField()
    content = TextField()
    """JSON, written by `domain.activities.saved_view`."""
    sort_key = CharField()
    fold = CharField()

    if TYPE_CHECKING:
        operator_id: int

    class Meta:
        indexes = ((("operator", "fold"), True),)

    @staticmethod
    def derived(row: Mapping[str, Any]) -> dict[str, Any]:
        return {"sort_key": sort_key(row["name"]), "fold": fold(row["name"])}


class StoredView(StoredRecord):
    """A row of `SavedView`."""

    key: str
    operator_id: int
    shared: bool
    name: str
    content: str
    sort_key: str
    fold: str
