"""Refusing inactive dictionary entries and persons that are newly chosen on an activity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.text import full_name
from tui_crm.i18n import _
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Entry, Person


def check_selectable(chosen: Mapping[str, int | None], before: Sequence[Mapping[str, Any]]) -> None:
    """Raise `RuleViolation` on the field of an entry that is not active (R31).

    *chosen* is by field: “type”, “priority”, “category”, “outcome”. An entry that all rows *before*
    have already is allowed.
    """
    new = {
        field: entry_id
        for field, entry_id in chosen.items()
        if entry_id is not None
        and not (before and all(row[f"{field}_id"] == entry_id for row in before))
    }
    if not new:
        return
    active = Entry.select(Entry.id).where(Entry.id.in_(sorted(set(new.values()))) & Entry.active)
    offered = {entry_id for (entry_id,) in fetch_tuples(active)}
    for field, entry_id in new.items():
        if entry_id not in offered:
            raise RuleViolation(field, _("This is not offered any more. Choose something else."))


def refuse_inactive(person_ids: Iterable[int]) -> None:
    """Raise `RuleViolation` on “persons” naming one who is not active, if there is one."""
    found = fetch_one(
        Person.select(Person.first_name, Person.last_name).where(
            Person.id.in_(sorted(person_ids)) & ~Person.active
        )
    )
    if found is not None:
        name = full_name(*found)
        raise RuleViolation(
            "persons", _("{name} is not active. Take that person off.").format(name=name)
        )
