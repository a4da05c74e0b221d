"""Tables of contractors, contact persons, affiliations, phone numbers and e-mail addresses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from peewee import SQL, Check

from tui_crm.domain.directory.phone import stored_phone
from tui_crm.domain.directory.tax_id import tax_id_words
from tui_crm.domain.text import backwards, fold, joined_words, sort_key, with_joined
from tui_crm.store.models.base import Stamped, StoredRecord, StoredRow, Table
from tui_crm.store.models.fields import (
    BooleanField,
    CharField,
    ForeignKeyField,
    IntegerField,
    TextField,
    UTCDateTimeField,
)
from tui_crm.store.models.staff import Employee


class Contractor(Stamped):
    """A contractor; one that was merged into another is inactive and has *merged_into_id*.

    The last four columns are derived from its activities.
    """

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
    joined = TextField(default="")
    address = TextField(default="")
    city_key = CharField(default="")
    merged_into_id = IntegerField(null=True)
    last_activity_id = IntegerField(null=True)
    last_contact_at = UTCDateTimeField(null=True)
    next_activity_at = UTCDateTimeField(null=True)
    open_activities = IntegerField(default=0)

    if TYPE_CHECKING:
        owner_id: int | None

    class Meta:
        indexes = (
            (("city_key", "id"), False),
            (("last_contact_at", "id"), False),
            (("next_activity_at", "id"), False),
            (("open_activities", "id"), False),
            (("tax_id",), False),
        )

    @staticmethod
    def derived(row: Mapping[str, Any]) -> dict[str, Any]:
        city, tax_id = row.get("city") or "", row.get("tax_id") or ""
        folded = fold(f"{row['name']} {row['code']} {city} {tax_id}")
        street = f"{row.get('street') or ''} {row.get('postcode') or ''}"
        return {
            "sort_key": sort_key(row["name"]),
            "city_key": sort_key(city),
            "fold": folded,
            "joined": f"{joined_words(folded)} {tax_id_words(tax_id, row.get('country'))}".strip(),
            "address": with_joined(fold(street)),
        }


class StoredContractor(StoredRecord):
    """A row of `Contractor`."""

    key: str
    code: str
    name: str
    tax_id: str
    customer: bool
    vendor: bool
    prospect: bool
    www: str
    street: str
    postcode: str
    city: str
    country: str
    owner_id: int | None
    note: str
    active: bool
    sort_key: str
    fold: str
    joined: str
    address: str
    city_key: str
    merged_into_id: int | None
    last_activity_id: int | None
    last_contact_at: datetime | None
    next_activity_at: datetime | None
    open_activities: int


class Person(Stamped):
    """A contact person at one or several contractors."""

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
    joined = TextField(default="")

    @staticmethod
    def derived(row: Mapping[str, Any]) -> dict[str, Any]:
        first, last = row.get("first_name") or "", row["last_name"]
        folded = fold(f"{first} {last} {first}")
        return {
            "sort_key": sort_key(f"{last} {first}"),
            "fold": folded,
            "joined": joined_words(folded),
        }


class StoredPerson(StoredRecord):
    """A row of `Person`."""

    key: str
    title: str
    first_name: str
    last_name: str
    language: str
    note: str
    do_not_call: bool
    active: bool
    sort_key: str
    fold: str
    joined: str


class Affiliation(Table):
    """A person's position at a contractor; a former one is inactive and stays on old records."""

    person = ForeignKeyField(Person, lazy_load=False, on_delete="CASCADE", index=False)
    contractor = ForeignKeyField(Contractor, lazy_load=False, on_delete="CASCADE")
    position = CharField(default="")
    department = CharField(default="")
    is_primary = BooleanField(default=False)
    active = BooleanField(default=True)
    fold = TextField(default="")

    if TYPE_CHECKING:
        person_id: int
        contractor_id: int

    class Meta:
        indexes = ((("person", "contractor"), True),)

    @staticmethod
    def derived(row: Mapping[str, Any]) -> dict[str, Any]:
        place = f"{row.get('position') or ''} {row.get('department') or ''}"
        return {"fold": with_joined(fold(place))}


class StoredAffiliation(StoredRow):
    """A row of `Affiliation`."""

    person_id: int
    contractor_id: int
    position: str
    department: str
    is_primary: bool
    active: bool
    fold: str


_ONE_OWNER = Check("(contractor_id IS NULL) <> (person_id IS NULL)")


class Phone(Table):
    """A number: *raw* as it was typed, and the columns that are derived from that.

    *bad_since* is set while it is known to be wrong: such a number is kept, but not proposed.
    """

    contractor = ForeignKeyField(Contractor, null=True, lazy_load=False, on_delete="CASCADE")
    person = ForeignKeyField(Person, null=True, lazy_load=False, on_delete="CASCADE")
    raw = CharField()
    normalised = CharField(index=True)
    tail = CharField(index=True)
    backwards = CharField(index=True)
    extension = CharField(default="")
    remark = CharField(default="")
    bad_since = UTCDateTimeField(null=True)
    type = CharField(default="")
    is_primary = BooleanField(default=False)

    if TYPE_CHECKING:
        contractor_id: int | None
        person_id: int | None

    class Meta:
        constraints = (_ONE_OWNER,)

    @staticmethod
    def derived(row: Mapping[str, Any]) -> dict[str, Any]:
        number = stored_phone(row["raw"], known=row.get("normalised") or "")
        return {
            "normalised": number.normalised,
            "tail": number.tail,
            "backwards": backwards(number.normalised),
            "extension": number.extension,
            "remark": number.remark,
        }


RIGHT = SQL("contractor_id IS NOT NULL AND bad_since IS NULL")
Phone.add_index(Phone.index(Phone.contractor, where=RIGHT, name="phone_right_contractor"))
RIGHT_OF_PERSON = SQL("person_id IS NOT NULL AND bad_since IS NULL")
Phone.add_index(Phone.index(Phone.person, where=RIGHT_OF_PERSON, name="phone_right_person"))


class Email(Table):
    """An e-mail address as typed, and in lower case."""

    contractor = ForeignKeyField(Contractor, null=True, lazy_load=False, on_delete="CASCADE")
    person = ForeignKeyField(Person, null=True, lazy_load=False, on_delete="CASCADE")
    raw = CharField()
    normalised = CharField(index=True)
    is_primary = BooleanField(default=False)

    if TYPE_CHECKING:
        contractor_id: int | None
        person_id: int | None

    class Meta:
        constraints = (_ONE_OWNER,)
