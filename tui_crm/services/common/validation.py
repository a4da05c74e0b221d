"""Cleaning and checking typed values before saving; errors name the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui_crm.domain.directory.email import read_email
from tui_crm.domain.directory.phone import PhoneNumber, read_numbers, read_phone
from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.domain.fields import Field, Shape
from tui_crm.domain.limits import check_length, check_note_length
from tui_crm.domain.text import clean_line, clean_note, shortened
from tui_crm.i18n import _


def checked_name(field: str, typed: str, missing: str = "") -> str:
    """One cleaned line; raises `RuleViolation` when too long, or blank and *missing* is given."""
    line = clean_line(typed)
    if missing and not line:
        raise RuleViolation(field, missing)
    check_length(field, line)
    return line


def checked_columns(columns: Mapping[str, Field], record: object) -> dict[str, Any]:
    """The cleaned values of a record's fields by column; `RuleViolation` names the field."""
    values: dict[str, Any] = {}
    for column, field in columns.items():
        value = getattr(record, column)
        if field.shape is Shape.LINE:
            value = checked_name(field.name, value, _(field.missing) if field.missing else "")
        elif field.shape is Shape.NOTE:
            value = checked_note(value)
        values[column] = value
    return values


def checked_note(typed: str) -> str:
    """The cleaned note; `RuleViolation` on “note” when it is too long."""
    note = clean_note(typed)
    check_note_length(note)
    return note


def checked_phone(typed: str) -> PhoneNumber | None:
    """The number, None for a blank text; `RuleViolation` on “phone” when it is unreadable."""
    if not checked_name("phone", typed):
        return None
    try:
        return read_phone(typed)
    except CrmError as unreadable:
        raise RuleViolation("phone", unreadable.message) from unreadable


def checked_email(typed: str) -> str:
    """The address, empty for a blank text; `RuleViolation` on “email” when it is malformed."""
    try:
        email = read_email(typed)
    except CrmError as unreadable:
        raise RuleViolation("email", unreadable.message) from unreadable
    return checked_name("email", email)


def checked_phones(typed: tuple[str, ...], field: str = "phones") -> tuple[PhoneNumber, ...]:
    """The numbers in their order, each once; `RuleViolation` on *field* names the unreadable.

    One text may hold several numbers; each keeps the words beside it.
    """
    numbers: dict[str, PhoneNumber] = {}
    for one in typed:
        try:
            for number in _numbers(one):
                numbers.setdefault(number_key(number.normalised, number.extension), number)
        except RuleViolation as unreadable:
            raise RuleViolation(field, _named(one, unreadable)) from unreadable
    return tuple(numbers.values())


def _numbers(typed: str) -> tuple[PhoneNumber, ...]:
    try:
        numbers = read_numbers(typed)
    except CrmError as unreadable:
        raise RuleViolation("phone", unreadable.message) from unreadable
    for number in numbers:
        checked_name("phone", number.raw)
    return numbers


def checked_emails(typed: tuple[str, ...]) -> tuple[str, ...]:
    """The addresses in order, each once; `RuleViolation` on “emails” names a malformed one."""
    addresses: dict[str, str] = {}
    for one in typed:
        try:
            email = checked_email(one)
        except RuleViolation as unreadable:
            raise RuleViolation("emails", _named(one, unreadable)) from unreadable
        if email:
            addresses.setdefault(email.lower(), email)
    return tuple(addresses.values())


def number_key(normalised: str, extension: str) -> str:
    """A key that is equal for the same number and extension, however they were typed."""
    return f"{normalised} {extension}"


def _named(typed: str, unreadable: RuleViolation) -> str:
    return f"“{shortened(clean_line(typed))}”: {unreadable.message}"
