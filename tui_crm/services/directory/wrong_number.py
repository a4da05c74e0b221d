"""Marking a number as wrong: it stays stored, but is not proposed any more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tui_crm.domain.actor import Actor
from tui_crm.domain.directory.phone import shown
from tui_crm.domain.text import full_name
from tui_crm.services.common.permissions import must
from tui_crm.store.models import Contractor, Person, Phone
from tui_crm.store.unit_of_work import UnitOfWork, write


def set_wrong(phone_id: int, *, wrong: bool, actor: Actor, now: datetime) -> None:
    """Mark a number as wrong, or as right again, if it is not yet; raises `NotFound`, `Refused`.

    The version of its owner counts up, as with any change of what belongs to them.
    """
    must(actor, "directory")
    with write("phone.wrong" if wrong else "phone.right", actor=actor, now=now) as unit:
        row = unit.any_row(Phone, phone_id)
        if bool(row["bad_since"]) is wrong:
            return
        unit.update(Phone, phone_id, bad_since=now if wrong else None)
        number = shown(row["normalised"] or row["raw"], row["extension"])
        unit.subject = f"{number}, {_touch_owner(unit, row)}"


def _touch_owner(unit: UnitOfWork, row: dict[str, Any]) -> str:
    """Count up the owner's version; returns the owner's name."""
    if row["contractor_id"] is not None:
        contractor = unit.row(Contractor, row["contractor_id"])
        unit.touch(Contractor, contractor)
        return contractor["name"]
    person = unit.row(Person, row["person_id"])
    unit.touch(Person, person)
    return full_name(person["first_name"], person["last_name"])
