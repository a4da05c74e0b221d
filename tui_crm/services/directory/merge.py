"""Two contractors that are one: everything of the one moves to the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from tui_crm.domain.activities.activity import generated_subject
from tui_crm.domain.actor import Actor
from tui_crm.domain.dictionary import entry_name
from tui_crm.domain.directory.contractor import COLUMNS
from tui_crm.domain.errors import Refused
from tui_crm.domain.ids import ContractorId
from tui_crm.domain.text import NOTE_LIMIT
from tui_crm.i18n import _
from tui_crm.services.activities.contractor_summary import refresh_contractor
from tui_crm.services.common.permissions import must
from tui_crm.services.directory.contact_data import key_of, rows_of
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import (
    Activity,
    Affiliation,
    Contractor,
    Email,
    Entry,
    Person,
    Phone,
    StoredContractor,
)
from tui_crm.store.unit_of_work import UnitOfWork, write

_OWN: Final = ("name", "code", "note")
"""What the target has of its own, or puts together."""
_ADDRESS: Final = ("street", "postcode", "city", "country")
"""What is taken over as a whole, or not at all."""


def merge(source_id: ContractorId, target_id: ContractorId, *, actor: Actor, now: datetime) -> None:
    """Move activities, persons, numbers and addresses to the target; the source is retired.

    What the target does not say yet (tax id, address, owner …) it takes over, and its note goes on
    with the other one's. One operation, taken back whole by `history.undo`. Raises `Refused` and
    `NotFound`.
    """
    must(actor, "merge")
    with write("contractor.merge", actor=actor, now=now) as unit:
        source, target = unit.row(Contractor, source_id), unit.row(Contractor, target_id)
        unit.subject = f"{source['name']} → {target['name']}"
        _refuse(source, target)
        _move_activities(unit, source, target)
        _move_affiliations(unit, source, target)
        for model in (Phone, Email):
            _move_reach(unit, model, source, target)
        unit.update(Contractor, target["id"], **_taken_over(source, target))
        # A form of the target that is open holds its numbers as they were.
        unit.touch(Contractor, unit.row(Contractor, target["id"]))
        unit.update(Contractor, source["id"], active=False, merged_into_id=target["id"])
        for contractor_id in (source["id"], target["id"]):
            refresh_contractor(unit, contractor_id)


def _refuse(source: StoredContractor, target: StoredContractor) -> None:
    if source["id"] == target["id"]:
        raise Refused(_("A contractor cannot be merged into itself. Choose another one."))
    for row in (source, target):
        if row["merged_into_id"] is not None:
            raise Refused(
                _("{name} was merged into another contractor. Choose that one instead.").format(
                    name=row["name"]
                )
            )


def _move_activities(unit: UnitOfWork, source: StoredContractor, target: StoredContractor) -> None:
    """All of them, also completed ones; a generated subject names the contractor it now has."""
    types = {
        type_id: entry_name(name, code)
        for type_id, name, code in fetch_tuples(
            Entry.select(Entry.id, Entry.name, Entry.code).where(
                Entry.id.in_(
                    Activity.select(Activity.type_id).where(Activity.contractor_id == source["id"])
                )
            )
        )
    }
    found = fetch_tuples(
        Activity.select(
            Activity.id, Activity.kind, Activity.type_id, Activity.subject_generated
        ).where(Activity.contractor_id == source["id"])
    )
    for activity_id, kind, type_id, generated in found:
        values: dict[str, Any] = {"contractor_id": target["id"]}
        if generated:
            values["subject"] = generated_subject(
                kind, type_name=types.get(type_id, ""), contractor_name=target["name"]
            )
        unit.update(Activity, activity_id, **values)


def _move_affiliations(
    unit: UnitOfWork, source: StoredContractor, target: StoredContractor
) -> None:
    """A person with a place at both has one afterwards; the target's primary person stays it."""
    standing = {row["person_id"]: row for row in _affiliations(target["id"])}
    primary = any(row["is_primary"] and row["active"] for row in standing.values())
    for row in _affiliations(source["id"]):
        unit.touch(Person, unit.row(Person, row["person_id"]))
        becomes = row["is_primary"] and row["active"] and not primary
        primary = primary or becomes
        there = standing.get(row["person_id"])
        if there is None:
            moved = {"contractor_id": target["id"], "is_primary": becomes}
            unit.update(Affiliation, row["id"], **moved)
            continue
        unit.delete(Affiliation, row["id"])
        unit.update(
            Affiliation,
            there["id"],
            active=there["active"] or row["active"],
            is_primary=becomes or (there["is_primary"] and there["active"]),
            position=there["position"] or row["position"],
            department=there["department"] or row["department"],
        )


def _affiliations(contractor_id: int) -> list[dict[str, Any]]:
    names = ("id", "person_id", "position", "department", "is_primary", "active")
    found = fetch_tuples(
        Affiliation.select(*(getattr(Affiliation, name) for name in names))
        .where(Affiliation.contractor_id == contractor_id)
        .order_by(Affiliation.id)
    )
    return [dict(zip(names, values, strict=True)) for values in found]


def _move_reach(
    unit: UnitOfWork, model: Any, source: StoredContractor, target: StoredContractor
) -> None:
    """The numbers, or the addresses: those that the target has as well are there once."""
    standing = {
        key_of(model, row): row for row in rows_of(model, "contractor_id", target["id"]).values()
    }
    primary = bool(standing)
    for row in rows_of(model, "contractor_id", source["id"]).values():
        if key_of(model, row) in standing:
            unit.delete(model, row["id"])
            continue
        unit.update(
            model,
            row["id"],
            contractor_id=target["id"],
            is_primary=row["is_primary"] and not primary,
        )


def _taken_over(source: StoredContractor, target: StoredContractor) -> dict[str, Any]:
    """What the target learns from the source."""
    stands: Mapping[str, Any] = target
    goes: Mapping[str, Any] = source
    values = {
        name: stands[name] or goes[name] for name in COLUMNS if name not in (*_OWN, *_ADDRESS)
    }
    if not any(stands[name] for name in _ADDRESS if name != "country"):
        values |= {name: goes[name] for name in _ADDRESS}
    notes = [note for note in (target["note"], source["note"]) if note.strip()]
    note = "\n\n".join(dict.fromkeys(notes))
    if notes and len(note) <= NOTE_LIMIT:
        values["note"] = note
    return values
