"""Contractors, the persons one talks to there, and their numbers and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peewee import BooleanField, CharField, Check, ForeignKeyField, IntegerField, TextField

from tui_crm.domain.text import fold, sort_key
from tui_crm.store.models.base import Stamped, Table
from tui_crm.store.models.fields import UTCDateTimeField
from tui_crm.store.models.staff import Employee


class Contractor(Stamped):
    """A company one deals with. The last three columns are derived from its activities."""

    key = CharField(unique=True)
    code = CharField(unique=True)
    name = CharField()
    tax_id = CharField(default="")
    customer = BooleanField(default=False)
    vendor = BooleanField(default=False)
    prospect = BooleanField(default=False)
    www = CharField(default="")
    street = CharField(default="")
    postcode = CharField(default="")
    city = CharField(default="")
    country = CharField(default="PL")
    owner = ForeignKeyField(Employee, null=True, lazy_load=False, on_delete="RESTRICT")
    note = TextField(default="")
    active = BooleanField(default=True)
    sort_key = CharField(index=True)
    fold = TextField()
    last_activity_id = IntegerField(null=True)
    last_contact_at = UTCDateTimeField(null=True)
    next_activity_at = UTCDateTimeField(null=True)

    if TYPE_CHECKING:
        owner_id: int | None

    @staticmethod
    def derived(row: dict[str, Any]) -> dict[str, Any]:
        found_by = (row["name"], row["code"], row.get("city") or "", row.get("tax_id") or "")
        return {"sort_key": sort_key(row["name"]), "fold": fold(" ".join(found_by))}


class Person(Stamped):
    """A human at one or several contractors."""

    key = CharField(unique=True)
    title = CharField(default="")
    first_name = CharField(default="")
    last_name = CharField()
    language = CharField(default="")
    note = TextField(default="")
    do_not_call = BooleanField(default=False)
    active = BooleanField(default=True)
    sort_key = CharField(index=True)
    fold = TextField()

    @staticmethod
    def derived(row: dict[str, Any]) -> dict[str, Any]:
        first, last = row.get("first_name") or "", row["last_name"]
        return {
            "sort_key": sort_key(f"{last} {first}"),
            "fold": fold(f"{first} {last} {first}"),
        }


class Affiliation(Table):
    """A person's place at a contractor; one who left stays on old records, inactive."""

    person = ForeignKeyField(Person, lazy_load=False, on_delete="CASCADE", index=False)
    contractor = ForeignKeyField(Contractor, lazy_load=False, on_delete="CASCADE")
    position = CharField(default="")
    department = CharField(default="")
    is_primary = BooleanField(default=False)
    active = BooleanField(default=True)

    if TYPE_CHECKING:
        person_id: int
        contractor_id: int

    class Meta:
        indexes = ((("person", "contractor"), True),)


_ONE_OWNER = Check("(contractor_id IS NULL) <> (person_id IS NULL)")


class Phone(Table):
    """A number as typed, in E.164, and its last nine digits, by which it is found."""

    contractor = ForeignKeyField(Contractor, null=True, lazy_load=False, on_delete="CASCADE")
    person = ForeignKeyField(Person, null=True, lazy_load=False, on_delete="CASCADE")
    raw = CharField()  # type: ignore[assignment]  # hides Model.raw, which nobody calls
    normalised = CharField()
    tail = CharField(index=True)
    type = CharField(default="")
    is_primary = BooleanField(default=False)

    if TYPE_CHECKING:
        contractor_id: int | None
        person_id: int | None

    class Meta:
        constraints = (_ONE_OWNER,)


class Email(Table):
    """An address as typed, and in lower case."""

    contractor = ForeignKeyField(Contractor, null=True, lazy_load=False, on_delete="CASCADE")
    person = ForeignKeyField(Person, null=True, lazy_load=False, on_delete="CASCADE")
    raw = CharField()  # type: ignore[assignment]  # hides Model.raw, which nobody calls
    normalised = CharField(index=True)
    is_primary = BooleanField(default=False)

    if TYPE_CHECKING:
        contractor_id: int | None
        person_id: int | None

    class Meta:
        constraints = (_ONE_OWNER,)
