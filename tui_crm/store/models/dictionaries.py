"""Tables of dictionaries and their entries: types, priorities, categories, outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui_crm.domain.dictionary import names_in_all_languages
from tui_crm.domain.text import fold
from tui_crm.store.models.base import Stamped, StoredRecord
from tui_crm.store.models.fields import BooleanField, CharField, ForeignKeyField, IntegerField


class Dictionary(Stamped):
    """One dictionary of a group, for example CRM → Contact type."""

    code = CharField(unique=True)
    name = CharField()
    group = CharField()
    system = BooleanField(default=False)


class StoredDictionary(StoredRecord):
    """A row of `Dictionary`."""

    code: str
    name: str
    group: str
    system: bool


class Entry(Stamped):
    """One value. A shipped one has a *code*, and its English name is shown translated."""

    dictionary = ForeignKeyField(Dictionary, lazy_load=False, on_delete="RESTRICT", index=False)
    code = CharField(null=True)
    name = CharField()
    position = IntegerField()
    is_default = BooleanField(default=False)
    active = BooleanField(default=True)
    system = BooleanField(default=False)
    colour = CharField(null=True)
    kinds = CharField(default="contact meeting task")
    planned_minutes = IntegerField(null=True)
    follow_up_days = IntegerField(null=True)
    remind_minutes = IntegerField(null=True)
    connected = BooleanField(default=True)
    not_reached = BooleanField(default=False)
    fold = CharField()

    if TYPE_CHECKING:
        dictionary_id: int

    class Meta:
        indexes = ((("dictionary", "position", "id"), False),)

    @staticmethod
    def derived(row: Mapping[str, Any]) -> dict[str, Any]:
        names = names_in_all_languages(row["name"], row.get("code"))
        return {"fold": fold(" ".join(names))}


class StoredEntry(StoredRecord):
    """A row of `Entry`."""

    dictionary_id: int
    code: str | None
    name: str
    position: int
    is_default: bool
    active: bool
    system: bool
    colour: str | None
    kinds: str
    planned_minutes: int | None
    follow_up_days: int | None
    remind_minutes: int | None
    connected: bool
    not_reached: bool
    fold: str
