"""Merging a duplicate contractor into another one."""

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
"""Columns that the target keeps, or (the note) combines."""
_ADDRESS: Final = ("street", "postcode", "city", "country")
"""Columns that are copied all together or not at all."""


def merge(source_id: ContractorId, target_id: ContractorId, *, actor: Actor, now: datetime) -> None:
    """Move activities, persons, numbers and addresses to the target; the source becomes inactive.

    Blank columns of the target (tax id, address, owner …) are copied from the source, and the
    source's note is appended to the target's. It is one operation, so one undo reverts all of it.
    Raises `Refused` and `NotFound`.
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
        unit.update(Contractor, target["id"], **_merged_columns(source, target))
        # Raises the version, as an open form of the target holds its old numbers.
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
    """Move all activities, also completed ones; generated subjects get the target's name."""
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
    """Move the persons; one with an affiliation at both keeps one; the primary person stays."""
    present = {row["person_id"]: row for row in _affiliations(target["id"])}
    primary = any(row["is_primary"] and row["active"] for row in present.values())
    for row in _affiliations(source["id"]):
        unit.touch(Person, unit.row(Person, row["person_id"]))
        becomes = row["is_primary"] and row["active"] and not primary
        primary = primary or becomes
        same_person = present.get(row["person_id"])
        if same_person is None:
            moved = {"contractor_id": target["id"], "is_primary": becomes}
            unit.update(Affiliation, row["id"], **moved)
            continue
        unit.delete(Affiliation, row["id"])
        unit.update(
            Affiliation,
            same_person["id"],
            active=same_person["active"] or row["active"],
            is_primary=becomes or (same_person["is_primary"] and same_person["active"]),
            position=same_person["position"] or row["position"],
            department=same_person["department"] or row["department"],
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
    """Move numbers or addresses; those that the target has already are deleted."""
    present = {
        key_of(model, row): row for row in rows_of(model, "contractor_id", target["id"]).values()
    }
    primary = bool(present)
    for row in rows_of(model, "contractor_id", source["id"]).values():
        same = present.get(key_of(model, row))
        if same is not None:
            unit.delete(model, row["id"])
            if model is Phone:
                _put_together(unit, same, row)
            continue
        unit.update(
            model,
            row["id"],
            contractor_id=target["id"],
            is_primary=row["is_primary"] and not primary,
        )


def _put_together(unit: UnitOfWork, kept: Mapping[str, Any], dropped: Mapping[str, Any]) -> None:
    """Keep the remark of a number that both have, and that it is wrong."""
    raw = kept["raw"] if kept["remark"] or not dropped["remark"] else dropped["raw"]
    unit.update(Phone, kept["id"], raw=raw, bad_since=kept["bad_since"] or dropped["bad_since"])


def _merged_columns(source: StoredContractor, target: StoredContractor) -> dict[str, Any]:
    """The columns of the target that are filled in from the source."""
    target_row: Mapping[str, Any] = target
    source_row: Mapping[str, Any] = source
    values = {
        name: target_row[name] or source_row[name]
        for name in COLUMNS
        if name not in (*_OWN, *_ADDRESS)
    }
    if not any(target_row[name] for name in _ADDRESS if name != "country"):
        values |= {name: source_row[name] for name in _ADDRESS}
    notes = [note for note in (target["note"], source["note"]) if note.strip()]
    note = "\n\n".join(dict.fromkeys(notes))
    if notes and len(note) <= NOTE_LIMIT:
        values["note"] = note
    return values
