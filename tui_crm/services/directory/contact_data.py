"""Saving the phone numbers and e-mail addresses of a contractor or a person.

They are read in the order “primary first, then by id”. So a kept row can keep its id only while ids
ascend in the wanted order; a row that has to move back is deleted and inserted again.
"""

from __future__ import annotations

from typing import Any, Final, Literal, NamedTuple

from tui_crm.domain.directory.phone import PhoneNumber
from tui_crm.services.common.validation import number_key
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Email, Phone
from tui_crm.store.unit_of_work import UnitOfWork

Owner = Literal["contractor_id", "person_id"]
Column = dict[str, Any]
_OF_THE_ROW: Final = ("type", "bad_since")
"""Columns that are kept when a number is moved to another place in the form."""


class Reach(NamedTuple):
    """Phone numbers and e-mail addresses; the first of each is the primary one."""

    phones: tuple[PhoneNumber, ...] = ()
    emails: tuple[str, ...] = ()


def replace_reach(unit: UnitOfWork, owner: Owner, owner_id: int, reach: Reach) -> bool:
    """Make *reach* the owner's numbers and addresses; returns whether anything changed."""
    phones = {
        number_key(number.normalised, number.extension): phone_columns(number)
        for number in reach.phones
    }
    emails = {address.lower(): email_columns(address) for address in reach.emails}
    changed = [
        _replace(unit, model, owner, owner_id, wanted)
        for model, wanted in ((Phone, phones), (Email, emails))
    ]
    return any(changed)


def phone_columns(number: PhoneNumber) -> Column:
    """The columns to write for a number; `Phone.derived` reads the others from them."""
    return {"raw": number.raw, "normalised": number.normalised}


def email_columns(address: str) -> Column:
    """The columns of an address."""
    return {"raw": address, "normalised": address.lower()}


def rows_of(model: Any, owner: Owner, owner_id: int) -> dict[str, Column]:
    """The rows of an owner in their order, by `key_of`."""
    names = ["id", "raw", "normalised", "is_primary"]
    names += ["extension", "remark", *_OF_THE_ROW] if model is Phone else []
    found = fetch_tuples(
        model.select(*(getattr(model, name) for name in names))
        .where(getattr(model, owner) == owner_id)
        .order_by(model.is_primary.desc(), model.id)
    )
    rows: dict[str, Column] = {}
    for values in found:
        row = dict(zip(names, values, strict=True))
        key = key_of(model, row)
        # Two rows of one number, made by another program, are kept apart.
        rows[key if key not in rows else f"{key} {row['id']}"] = row
    return rows


def key_of(model: Any, row: Column) -> str:
    """A key that is equal for two rows of the same number or address."""
    if model is not Phone:
        return str(row["normalised"])
    return number_key(row["normalised"], row["extension"])


def _replace(
    unit: UnitOfWork, model: Any, owner: Owner, owner_id: int, wanted: dict[str, Column]
) -> bool:
    present = rows_of(model, owner, owner_id)
    removed = present.keys() - wanted.keys()
    for key in removed:
        unit.delete(model, present[key]["id"])
    changed = bool(removed)
    last_id = 0
    for place, (key, columns) in enumerate(wanted.items()):
        row = present.get(key)
        held = {**columns, "is_primary": place == 0}
        if row is not None and (place == 0 or row["id"] > last_id):
            row_id = row["id"]
            changed |= unit.update(model, row_id, **held)
        else:
            if row is not None:
                unit.delete(model, row["id"])
                held |= {name: row[name] for name in _OF_THE_ROW if name in row}
            row_id = unit.insert(model, **{owner: owner_id}, **held)
            changed = True
        # The primary one comes first whatever its id is.
        last_id = row_id if place else 0
    return changed
