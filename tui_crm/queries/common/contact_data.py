"""Phone numbers and e-mail addresses of a contractor or a person, in their order."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from tui_crm.domain.directory.phone import shown
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Email, Phone

LIMIT: Final = 1000


class PhoneLine(NamedTuple):
    """A number: *raw* as it was typed, for the form, and *shown* formatted for reading."""

    raw: str
    shown: str


def phones_of(
    *, contractor_id: int | None = None, person_id: int | None = None
) -> tuple[PhoneLine, ...]:
    """The numbers in their order, the primary one first."""
    owned = _owned(Phone, contractor_id, person_id)
    query = Phone.select(Phone.raw, Phone.normalised)
    found = fetch_tuples(
        query.where(owned).order_by(Phone.is_primary.desc(), Phone.id).limit(LIMIT)
    )
    return tuple(PhoneLine(raw, shown(number or raw, raw)) for raw, number in found)


def emails_of(*, contractor_id: int | None = None, person_id: int | None = None) -> tuple[str, ...]:
    """The addresses as typed, in their order, the primary one first."""
    owned = _owned(Email, contractor_id, person_id)
    query = Email.select(Email.raw)
    found = fetch_tuples(
        query.where(owned).order_by(Email.is_primary.desc(), Email.id).limit(LIMIT)
    )
    return tuple(raw for (raw,) in found)


def _owned(table: Any, contractor_id: int | None, person_id: int | None) -> Any:
    if contractor_id is not None:
        return table.contractor_id == contractor_id
    return table.person_id == person_id
