"""Tables of employees, who do the work, and operators, who log in (R25)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui_crm.domain.directory.phone import dialled
from tui_crm.domain.permissions import Role
from tui_crm.domain.text import backwards, fold, sort_key
from tui_crm.store.models.base import Stamped, StoredRecord
from tui_crm.store.models.fields import BooleanField, CharField, EnumField, ForeignKeyField


class Employee(Stamped):
    """A person of the company who does activities and has a schedule."""

    code = CharField(unique=True)
    first_name = CharField(default="")
    last_name = CharField()
    position = CharField(default="")
    email = CharField(default="")
    phone = CharField(default="", index=True)
    phone_backwards = CharField(default="", index=True)
    department = CharField(default="")
    active = BooleanField(default=True)
    sort_key = CharField(index=True)
    fold = CharField()

    @staticmethod
    def derived(row: Mapping[str, Any]) -> dict[str, Any]:
        name = f"{row['last_name']} {row['first_name']}"
        return {
            "sort_key": sort_key(name),
            "fold": fold(f"{row['code']} {row['first_name']} {name}"),
            "phone_backwards": backwards(dialled(row.get("phone") or "")),
        }


class StoredEmployee(StoredRecord):
    """A row of `Employee`."""

    code: str
    first_name: str
    last_name: str
    position: str
    email: str
    phone: str
    phone_backwards: str
    department: str
    active: bool
    sort_key: str
    fold: str


class Operator(Stamped):
    """A login of the operating system that may use the program."""

    login = CharField(unique=True)
    employee = ForeignKeyField(Employee, null=True, lazy_load=False, on_delete="RESTRICT")
    role = EnumField(Role, default=Role.OPERATOR)
    language = CharField(null=True)
    time_zone = CharField(null=True)
    theme = CharField(null=True)
    active = BooleanField(default=True)

    if TYPE_CHECKING:
        employee_id: int | None


class StoredOperator(StoredRecord):
    """A row of `Operator`."""

    login: str
    employee_id: int | None
    role: Role
    language: str | None
    time_zone: str | None
    theme: str | None
    active: bool
