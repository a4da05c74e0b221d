"""Creating, changing and deactivating contact persons, with their affiliations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tui_crm.domain.actor import Actor
from tui_crm.domain.directory.person import COLUMNS, AffiliationEdit, PersonEdit
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.ids import ContractorId, PersonId
from tui_crm.domain.text import full_name
from tui_crm.i18n import _
from tui_crm.services.common.idempotency import row_to_change, saved_earlier
from tui_crm.services.common.permissions import must
from tui_crm.services.common.validation import (
    checked_columns,
    checked_email,
    checked_emails,
    checked_name,
    checked_phones,
)
from tui_crm.services.directory.contact_data import Reach, replace_reach
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Affiliation, Contractor, Person, StoredPerson
from tui_crm.store.unit_of_work import UnitOfWork, write


@dataclass(frozen=True, slots=True)
class QuickPerson:
    """A person from the small window of a lookup; the last word of *name* is the last name."""

    key: str
    name: str
    contractor_id: ContractorId
    position: str = ""
    phone: str = ""
    email: str = ""


def create(quick: QuickPerson, *, actor: Actor, now: datetime) -> PersonId:
    """Add a person with an affiliation at the contractor; the same key twice makes one record.

    Raises `RuleViolation` on “name”, “position”, “phone” or “email”, `NotFound` for the contractor.
    """
    must(actor, "directory")
    name = checked_name("name", quick.name, _("Type the person's first and last name."))
    position = checked_name("position", quick.position)
    phones, email = checked_phones((quick.phone,), field="phone"), checked_email(quick.email)
    reach = Reach(phones, (email,) if email else ())
    first, _blank, last = name.rpartition(" ")
    with write("person.create", actor=actor, now=now, subject=name) as unit:
        made_id = saved_earlier(Person, quick.key)
        affiliation = AffiliationEdit(quick.contractor_id, position)
        names = {"first_name": first.strip(), "last_name": last}
        if made_id is not None:
            made = unit.row(Person, made_id)
            if made["version"] == 1:
                # Saved again after a lost reply.
                _change(unit, made, names, reach, _as_primary(made, [affiliation]))
            return PersonId(made["id"])
        unit.row(Contractor, quick.contractor_id)
        person_id = unit.insert(Person, key=quick.key, **names)
        replace_reach(unit, "person_id", person_id, reach)
        _affiliate(unit, person_id, affiliation)
        return PersonId(person_id)


def save(edit: PersonEdit, *, actor: Actor, now: datetime) -> PersonId:
    """Add a person, or change the version of one that was read.

    Saving the same key twice makes one record: the second save changes it. A primary affiliation
    replaces the contractor's primary person. Raises `RuleViolation` on the name of the field,
    `StaleRecord`, `NotFound`, `Refused`.
    """
    must(actor, "directory")
    values = checked_columns(COLUMNS, edit)
    affiliations = _checked_affiliations(edit.affiliations)
    reach = Reach(checked_phones(edit.phones), checked_emails(edit.emails))
    action = "person.create" if edit.id is None else "person.edit"
    with write(action, actor=actor, now=now, subject=_name(values)) as unit:
        before = row_to_change(Person, lambda person_id: unit.row(Person, person_id), edit, actor)
        if before is not None:
            again = edit.id is None
            _change(
                unit,
                before,
                values,
                reach,
                _as_primary(before, affiliations) if again else affiliations,
            )
            return PersonId(before["id"])
        person_id = unit.insert(Person, key=edit.key, **values)
        replace_reach(unit, "person_id", person_id, reach)
        _replace_affiliations(unit, person_id, affiliations)
        return PersonId(person_id)


def set_active(
    person_id: PersonId, *, active: bool, version: int, actor: Actor, now: datetime
) -> None:
    """Make a person inactive or active; raises `StaleRecord`, `NotFound`, `Refused`."""
    must(actor, "directory")
    with write("person.active" if active else "person.inactive", actor=actor, now=now) as unit:
        unit.subject = _name(unit.row(Person, person_id))
        unit.update(Person, person_id, version=version, active=active)


def _change(
    unit: UnitOfWork,
    before: StoredPerson,
    values: dict[str, Any],
    reach: Reach,
    affiliations: list[AffiliationEdit],
) -> None:
    unit.action = "person.edit"
    changed = unit.update(Person, before["id"], **values)
    belongings = [
        replace_reach(unit, "person_id", before["id"], reach),
        _replace_affiliations(unit, before["id"], affiliations),
    ]
    if any(belongings) and not changed:
        unit.touch(Person, before)


def _as_primary(person: StoredPerson, affiliations: list[AffiliationEdit]) -> list[AffiliationEdit]:
    """Keep *is_primary* where it was set automatically for the first person of a contractor."""
    primary = Affiliation.select(Affiliation.contractor_id).where(
        (Affiliation.person_id == person["id"]) & Affiliation.is_primary
    )
    first_at = {contractor_id for (contractor_id,) in fetch_tuples(primary)}
    return [
        affiliation._replace(
            is_primary=affiliation.active
            and (affiliation.is_primary or affiliation.contractor_id in first_at)
        )
        for affiliation in affiliations
    ]


def _name(row: Mapping[str, Any]) -> str:
    return full_name(row["first_name"], row["last_name"])


def _checked_affiliations(affiliations: Sequence[AffiliationEdit]) -> list[AffiliationEdit]:
    """The cleaned affiliations; raises `RuleViolation` when a contractor occurs twice.

    An inactive affiliation is never primary.
    """
    if len({affiliation.contractor_id for affiliation in affiliations}) < len(affiliations):
        raise RuleViolation(
            "places", _("The same contractor is there twice. Remove one of the two places.")
        )
    return [
        affiliation._replace(
            position=checked_name("places", affiliation.position),
            department=checked_name("places", affiliation.department),
            is_primary=affiliation.is_primary and affiliation.active,
        )
        for affiliation in affiliations
    ]


def _replace_affiliations(
    unit: UnitOfWork, person_id: int, affiliations: list[AffiliationEdit]
) -> bool:
    """Save these affiliations; stored ones that are missing become inactive.

    Returns whether anything changed.
    """
    present = dict(
        fetch_tuples(
            Affiliation.select(Affiliation.contractor_id, Affiliation.id).where(
                Affiliation.person_id == person_id
            )
        )
    )
    wanted = {affiliation.contractor_id for affiliation in affiliations}
    changed = False
    for contractor_id in present.keys() - wanted:
        inactive = {"active": False, "is_primary": False}
        changed |= unit.update(Affiliation, present[contractor_id], **inactive)
    for affiliation in affiliations:
        row_id = present.get(affiliation.contractor_id)
        if row_id is None:
            _affiliate(unit, person_id, affiliation)
            changed = True
            continue
        if affiliation.is_primary:
            _take_primary(unit, affiliation.contractor_id, but=row_id)
        columns = affiliation._asdict()
        del columns["contractor_id"]
        changed |= unit.update(Affiliation, row_id, **columns)
    return changed


def _affiliate(unit: UnitOfWork, person_id: int, affiliation: AffiliationEdit) -> None:
    """Add an affiliation; the first person of a contractor becomes its primary one."""
    contractor = unit.row(Contractor, affiliation.contractor_id)
    if contractor["merged_into_id"] is not None:
        raise RuleViolation(
            "places",
            _("{name} was merged into another contractor. Choose that one instead.").format(
                name=contractor["name"]
            ),
        )
    primary = _primary(affiliation.contractor_id)
    if affiliation.is_primary:
        _take_primary(unit, affiliation.contractor_id)
    columns = affiliation._asdict() | {
        "is_primary": affiliation.active and (affiliation.is_primary or primary is None),
    }
    unit.insert(Affiliation, person_id=person_id, **columns)


def _primary(contractor_id: int) -> int | None:
    found = fetch_one(
        Affiliation.select(Affiliation.id).where(
            (Affiliation.contractor == contractor_id) & Affiliation.is_primary & Affiliation.active
        )
    )
    return None if found is None else int(found[0])


def _take_primary(unit: UnitOfWork, contractor_id: int, *, but: int = 0) -> None:
    """Clear *is_primary* of all other persons of the contractor."""
    others = Affiliation.select(Affiliation.id, Affiliation.person_id).where(
        (Affiliation.contractor == contractor_id) & Affiliation.is_primary & (Affiliation.id != but)
    )
    for row_id, person_id in fetch_tuples(others):
        unit.update(Affiliation, row_id, is_primary=False)
        unit.touch(Person, unit.row(Person, person_id))
