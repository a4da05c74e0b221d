"""Contractors: made on the spot, with what is known during the first call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.domain.ids import ContractorId
from tui_crm.domain.operator import Who
from tui_crm.domain.phone import PhoneNumber, read_phone
from tui_crm.domain.text import NAME_LIMIT, clean_line, fold
from tui_crm.i18n import _
from tui_crm.store.database import fetch_one
from tui_crm.store.models import Contractor, Email, Phone
from tui_crm.store.unit import Unit, write

CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class QuickContractor:
    """A contractor as it is typed into a picker; *key* is a UUID made by the client."""

    key: str
    name: str
    phone: str = ""
    email: str = ""
    city: str = ""


def create(quick: QuickContractor, *, who: Who, now: datetime) -> ContractorId:
    """Add a contractor, owned by the operator's employee; the same key twice makes one.

    Raises `RuleViolation` on “name”, “phone”, “email” or “city”.
    """
    name = checked_name("name", quick.name, _("Type the contractor's name."))
    city = checked_name("city", quick.city)
    phone, email = checked_phone(quick.phone), checked_email(quick.email)
    with write("contractor.create", who=who, now=now, subject=name) as unit:
        known = fetch_one(Contractor.select(Contractor.id).where(Contractor.key == quick.key))
        if known is not None:
            return ContractorId(known[0])
        contractor_id = unit.insert(
            Contractor,
            key=quick.key,
            code=_free_code(name),
            name=name,
            city=city,
            owner_id=who.employee_id,
        )
        add_numbers(unit, phone, email, contractor_id=contractor_id)
        return ContractorId(contractor_id)


def checked_name(field: str, typed: str, missing: str = "") -> str:
    """One clean line that is not too long; with *missing*, one that is not blank either."""
    line = clean_line(typed)
    if missing and not line:
        raise RuleViolation(field, missing)
    if len(line) > NAME_LIMIT:
        raise RuleViolation(
            field,
            _("This is {n} characters long; {limit} is the most.").format(
                n=len(line), limit=NAME_LIMIT
            ),
        )
    return line


def checked_phone(typed: str) -> PhoneNumber | None:
    """The number, None when nothing was typed; `RuleViolation` on “phone”."""
    if not checked_name("phone", typed):
        return None
    try:
        return read_phone(typed)
    except CrmError as unreadable:
        raise RuleViolation("phone", unreadable.message) from unreadable


def checked_email(typed: str) -> str:
    """The address, empty when nothing was typed; `RuleViolation` on “email”."""
    email = checked_name("email", typed)
    local, _at, host = email.partition("@")
    if email and (not local or not host or "@" in host or " " in email):
        raise RuleViolation("email", _("An e-mail address looks like jan@alfa.example."))
    return email


def add_numbers(
    unit: Unit,
    phone: PhoneNumber | None,
    email: str,
    *,
    contractor_id: int | None = None,
    person_id: int | None = None,
) -> None:
    """Add a contractor's or a person's first number and address."""
    if phone is not None:
        unit.insert(
            Phone,
            contractor_id=contractor_id,
            person_id=person_id,
            raw=phone.raw,
            normalised=phone.normalised,
            tail=phone.tail,
            is_primary=True,
        )
    if email:
        unit.insert(
            Email,
            contractor_id=contractor_id,
            person_id=person_id,
            raw=email,
            normalised=email.lower(),
            is_primary=True,
        )


def _free_code(name: str) -> str:
    letters = (sign for sign in fold(name).upper() if sign.isascii() and sign.isalnum())
    stem = "".join(letters)[:CODE_LENGTH] or "K"
    code, number = stem, 1
    while fetch_one(Contractor.select(Contractor.id).where(Contractor.code == code)) is not None:
        number += 1
        code = f"{stem[: CODE_LENGTH - len(str(number))]}{number}"
    return code
