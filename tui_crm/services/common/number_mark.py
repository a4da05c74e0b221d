"""The mark of a wrong number, as it is written by more than one operation."""

from __future__ import annotations

from typing import Any

from tui_crm.domain.actor import Actor
from tui_crm.domain.directory.phone import shown
from tui_crm.domain.text import full_name
from tui_crm.store.models import Contractor, Person, Phone
from tui_crm.store.unit_of_work import UnitOfWork


def mark_wrong(unit: UnitOfWork, phone_id: int, *, actor: Actor) -> str:
    """Mark a number as wrong as part of another operation; returns the number as it is shown.

    Blank when it is marked already, or when the actor may not change the directory.
    """
    row = unit.any_row(Phone, phone_id)
    if row["bad_since"] or not actor.rights.directory:
        return ""
    return set_mark(unit, row, wrong=True)[0]


def set_mark(unit: UnitOfWork, row: dict[str, Any], *, wrong: bool) -> tuple[str, str]:
    """Change the mark; returns the number as it is shown, and its owner's name."""
    unit.update(Phone, row["id"], bad_since=unit.now if wrong else None)
    return shown(row["normalised"] or row["raw"], row["extension"]), _touch_owner(unit, row)


def _touch_owner(unit: UnitOfWork, row: dict[str, Any]) -> str:
    """Count up the owner's version; returns the owner's name."""
    if row["contractor_id"] is not None:
        contractor = unit.row(Contractor, row["contractor_id"])
        unit.touch(Contractor, contractor)
        return contractor["name"]
    person = unit.row(Person, row["person_id"])
    unit.touch(Person, person)
    return full_name(person["first_name"], person["last_name"])
