"""Phone numbers and e-mail addresses of a contractor or a person, in their order."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from tui_crm.domain.phone import shown
from tui_crm.store.database import fetch_tuples
from tui_crm.store.models import Email, Phone

LIMIT: Final = 1000


class PhoneLine(NamedTuple):
    """A number: *raw* as it was typed and goes into the form, *shown* as it is read out."""

    id: int
    raw: str
    shown: str
    type: str
    is_primary: bool


class EmailLine(NamedTuple):
    """An address as it was typed."""

    id: int
    raw: str
    is_primary: bool


def phones_of(
    *, contractor_id: int | None = None, person_id: int | None = None
) -> tuple[PhoneLine, ...]:
    """The numbers in their order, the primary one first."""
    owned = _owned(Phone, contractor_id, person_id)
    query = Phone.select(Phone.id, Phone.raw, Phone.normalised, Phone.type, Phone.is_primary)
    found = fetch_tuples(
        query.where(owned).order_by(Phone.is_primary.desc(), Phone.id).limit(LIMIT)
    )
    return tuple(
        PhoneLine(row_id, raw, shown(number or raw, raw), kind, is_primary)
        for row_id, raw, number, kind, is_primary in found
    )


def emails_of(
    *, contractor_id: int | None = None, person_id: int | None = None
) -> tuple[EmailLine, ...]:
    """The addresses in their order, the primary one first."""
    owned = _owned(Email, contractor_id, person_id)
    query = Email.select(Email.id, Email.raw, Email.is_primary)
    found = fetch_tuples(
        query.where(owned).order_by(Email.is_primary.desc(), Email.id).limit(LIMIT)
    )
    return tuple(EmailLine(*values) for values in found)


def _owned(table: Any, contractor_id: int | None, person_id: int | None) -> Any:
    if contractor_id is not None:
        return table.contractor_id == contractor_id
    return table.person_id == person_id
