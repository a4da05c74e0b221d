"""Creating, changing and deactivating contractors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from typing import Any, Final

from tui_crm.domain.actor import Actor
from tui_crm.domain.directory.contractor import COLUMNS, ContractorEdit
from tui_crm.domain.directory.tax_id import read_tax_id
from tui_crm.domain.errors import CrmError, Refused, RuleViolation
from tui_crm.domain.ids import ContractorId
from tui_crm.domain.limits import check_length
from tui_crm.domain.text import clean_line, fold
from tui_crm.i18n import _
from tui_crm.services.common.idempotency import row_to_change, saved_earlier
from tui_crm.services.common.permissions import must
from tui_crm.services.common.validation import (
    checked_columns,
    checked_email,
    checked_emails,
    checked_name,
    checked_phones,
)
from tui_crm.services.directory.contact_data import Reach, replace_reach
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Contractor, Employee, StoredContractor
from tui_crm.store.unit_of_work import UnitOfWork, write

CODE_LENGTH: Final = 8
CODE_LIMIT: Final = 20
_COUNTRY: Final = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class QuickContractor:
    """A contractor from the small window of a lookup; *key* is a UUID made by the window."""

    key: str
    name: str
    phone: str = ""
    email: str = ""
    city: str = ""


def create(quick: QuickContractor, *, actor: Actor, now: datetime) -> ContractorId:
    """Add a contractor, owned by the operator's employee; the same key twice makes one record.

    Raises `RuleViolation` on “name”, “phone”, “email” or “city”.
    """
    must(actor, "directory")
    name = checked_name("name", quick.name, _("Type the contractor's name."))
    city = checked_name("city", quick.city)
    phones, email = checked_phones((quick.phone,), field="phone"), checked_email(quick.email)
    reach = Reach(phones, (email,) if email else ())
    values = {"name": name, "city": city, "owner_id": actor.employee_id}
    with write("contractor.create", actor=actor, now=now, subject=name) as unit:
        made_id = saved_earlier(Contractor, quick.key)
        if made_id is None:
            return _insert(unit, quick.key, values, reach)
        made = unit.row(Contractor, made_id)
        if made["version"] == 1:
            # Saved again after a lost reply; the window has no owner to change.
            _change(unit, made, {"name": name, "city": city}, reach)
        return ContractorId(made["id"])


def save(edit: ContractorEdit, *, actor: Actor, now: datetime) -> ContractorId:
    """Add a contractor, or change the version of one that was read.

    Saving the same key twice makes one record: the second save changes it. Raises `RuleViolation`
    on the name of the field, `StaleRecord`, `NotFound`, `Refused`.
    """
    must(actor, "directory")
    values = _checked(edit)
    reach = Reach(checked_phones(edit.phones), checked_emails(edit.emails))
    action = "contractor.create" if edit.id is None else "contractor.edit"
    with write(action, actor=actor, now=now, subject=values["name"]) as unit:
        before = _row_before(unit, edit, actor)
        _check_owner(edit.owner_id, before)
        values |= {"tax_id": _tax_id(edit, values["country"], before), "code": _code(edit, before)}
        if before is None:
            return _insert(unit, edit.key, values, reach)
        _change(unit, before, values, reach)
        return ContractorId(before["id"])


def set_active(
    contractor_id: ContractorId, *, active: bool, version: int, actor: Actor, now: datetime
) -> None:
    """Make a contractor inactive or active; raises `StaleRecord`, `NotFound`, `Refused`."""
    must(actor, "directory")
    action = "contractor.active" if active else "contractor.inactive"
    with write(action, actor=actor, now=now) as unit:
        row = unit.row(Contractor, contractor_id)
        unit.subject = row["name"]
        _refuse_merged(unit, row)
        unit.update(Contractor, contractor_id, version=version, active=active)


def _change(
    unit: UnitOfWork, before: StoredContractor, values: dict[str, Any], reach: Reach
) -> None:
    unit.action = "contractor.edit"
    changed = unit.update(Contractor, before["id"], **values)
    if replace_reach(unit, "contractor_id", before["id"], reach) and not changed:
        unit.touch(Contractor, before)


def _insert(unit: UnitOfWork, key: str, values: dict[str, Any], reach: Reach) -> ContractorId:
    code = values.get("code") or _free_code(values["name"])
    contractor_id = unit.insert(Contractor, **{**values, "key": key, "code": code})
    replace_reach(unit, "contractor_id", contractor_id, reach)
    return ContractorId(contractor_id)


def _checked(edit: ContractorEdit) -> dict[str, Any]:
    """The checked values of the form by column, without the code and the tax id."""
    country = clean_line(edit.country).upper() or "PL"
    if _COUNTRY.fullmatch(country) is None:
        raise RuleViolation("country", _("Type the country as two letters, for example PL or DE."))
    values = checked_columns(COLUMNS, edit)
    del values["code"], values["tax_id"]
    return values | {"country": country}


def _row_before(unit: UnitOfWork, edit: ContractorEdit, actor: Actor) -> StoredContractor | None:
    if edit.id is not None:
        # Before the version is checked: a merged contractor offers no versions to choose from.
        _refuse_merged(unit, unit.row(Contractor, edit.id))
    before = row_to_change(Contractor, lambda row_id: unit.row(Contractor, row_id), edit, actor)
    if before is not None:
        _refuse_merged(unit, before)
    return before


def _refuse_merged(unit: UnitOfWork, row: StoredContractor) -> None:
    if row["merged_into_id"] is not None:
        target = unit.row(Contractor, row["merged_into_id"])
        raise Refused(
            _("“{name}” was merged into “{other}”. Open that one instead.").format(
                name=row["name"], other=target["name"]
            )
        )


def _check_owner(owner_id: int | None, before: StoredContractor | None) -> None:
    if owner_id is None or (before is not None and before["owner_id"] == owner_id):
        return
    active = Employee.select(Employee.id).where((Employee.id == owner_id) & Employee.active)
    if fetch_one(active) is None:
        raise RuleViolation("owner_id", _("This employee is not active. Choose another one."))


def _tax_id(edit: ContractorEdit, country: str, before: StoredContractor | None) -> str:
    if before is not None and (edit.tax_id, country) == (before["tax_id"], before["country"]):
        # An invalid imported tax id does not prevent changes of other fields.
        return edit.tax_id
    try:
        return read_tax_id(edit.tax_id, country)
    except CrmError as unreadable:
        raise RuleViolation("tax_id", unreadable.message) from unreadable


def _code(edit: ContractorEdit, before: StoredContractor | None) -> str:
    """The typed code in capitals, or the stored one; empty when one is to be generated."""
    stored = "" if before is None else str(before["code"])
    code = clean_line(edit.code).upper()
    if not code or edit.code == stored:
        return stored
    check_length("code", code, CODE_LIMIT)
    others = (Contractor.code == code) & (Contractor.key != edit.key)
    if before is not None:
        others &= Contractor.id != before["id"]
    other = fetch_one(Contractor.select(Contractor.name).where(others))
    if other is not None:
        raise RuleViolation(
            "code",
            _("{name} has the code {code}. Type another one, or none to have one made.").format(
                name=other[0], code=code
            ),
        )
    return code


def _free_code(name: str) -> str:
    letters = (sign for sign in fold(name).upper() if sign.isascii() and sign.isalnum())
    stem = "".join(letters)[:CODE_LENGTH] or "K"
    # The prefix of all codes that may be tried, also of one with a five-digit number.
    prefix = stem[: CODE_LENGTH - 5]
    similar = Contractor.select(Contractor.code).where(
        (Contractor.code >= prefix) & (Contractor.code < f"{prefix}~")
    )
    taken = {code for (code,) in fetch_tuples(similar)}
    numbered = (f"{stem[: CODE_LENGTH - len(str(n))]}{n}" for n in count(2))
    return next(code for code in chain([stem], numbered) if code not in taken)
