"""A small office to test in: a fresh database, Anna, and the records she works with."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.fields import ActivityEdit
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.directory.person import COLUMNS, AffiliationEdit, PersonEdit
from tui_crm.domain.ids import ActivityId, ContractorId, EntryId, PersonId
from tui_crm.services.activities.save import Saved, save
from tui_crm.services.directory import contractors, persons
from tui_crm.services.setup import login as login_service
from tui_crm.store.connection import fetch_one, fetch_tuples, open_database
from tui_crm.store.engines.sqlite import CrmDatabase
from tui_crm.store.models import (
    TABLES,
    Activity,
    Affiliation,
    Email,
    Employee,
    Entry,
    Participant,
    Person,
    Phone,
)
from tui_crm.store.unit_of_work import columns

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 23, 9, 41, tzinfo=WARSAW)
"""A Monday."""
BOOT = "boot-1"


def at(day: int, clock: str = "09:41", month: int = 11) -> datetime:
    """A moment of November 2026 in Warsaw."""
    hour, minute = clock.split(":")
    return datetime(2026, month, day, int(hour), int(minute), tzinfo=WARSAW)


def instant(seconds: float = 0, *, boot: str = BOOT) -> Instant:
    """So many seconds after NOW, on both clocks."""
    return Instant(NOW + timedelta(seconds=seconds), boot, 1000.0 + seconds)


def fresh_database(path: Path) -> CrmDatabase:
    """A new database at *path*, open in this thread."""
    return open_database(path, create=True, quick=True)


def copied_database(empty: Path, path: Path) -> CrmDatabase:
    """The same from a file that was made once: the migrations are nine tenths of its making."""
    shutil.copy(empty, path)
    return open_database(path, quick=True)


def operator(login: str = "anna", full_name: str = "Anna Nowak", *, session: str = "s1") -> Actor:
    """Somebody who has logged in; the first one is the administrator."""
    return login_service.log_in(
        login, session=session, zone=WARSAW, language=None, full_name=full_name, now=NOW
    )


def contractor(actor: Actor, name: str = "ALFA Sp. z o.o.", **known: str) -> ContractorId:
    """A contractor made by *who*."""
    quick = contractors.QuickContractor(key=str(uuid.uuid4()), name=name, **known)
    return contractors.create(quick, actor=actor, now=NOW)


def person(
    actor: Actor, contractor_id: ContractorId, name: str = "Jan Kowalski", **known: str
) -> PersonId:
    """A person of the contractor."""
    quick = persons.QuickPerson(
        key=str(uuid.uuid4()), name=name, contractor_id=contractor_id, **known
    )
    return persons.create(quick, actor=actor, now=NOW)


def person_edit(person_id: int) -> PersonEdit:
    """All that stands in the form of a person."""
    stored = row(Person, person_id)
    fields = {name: stored[name] for name in ("key", "id", "version", *COLUMNS)}
    for name, table in (("phones", Phone), ("emails", Email)):
        owned = table.select(table.raw).where(table.person == person_id)
        found = fetch_tuples(owned.order_by(table.is_primary.desc(), table.id))
        fields[name] = tuple(raw for (raw,) in found)
    affiliations = (
        Affiliation.select().where(Affiliation.person == person_id).order_by(Affiliation.id)
    )
    fields["affiliations"] = tuple(
        AffiliationEdit(one.contractor_id, one.position, one.department, one.is_primary, one.active)
        for one in affiliations
    )
    return PersonEdit(**fields)


def link(person_id: int, contractor_id: int, *, actor: Actor) -> None:
    """Give a person one more place, as their form does."""
    edit = person_edit(person_id)
    persons.save(
        replace(edit, affiliations=(*edit.affiliations, AffiliationEdit(contractor_id))),
        actor=actor,
        now=NOW,
    )


def contact(
    actor: Actor, contractor_id: ContractorId | None, *person_ids: PersonId, **values: Any
) -> ActivityEdit:
    """A telephone call at 14:30 today; *values* replace any of its fields."""
    fields: dict[str, Any] = {
        "key": str(uuid.uuid4()),
        "kind": Kind.CONTACT,
        "employee_id": actor.employee_id,
        "contractor_id": contractor_id,
        "person_ids": person_ids,
        "starts_at": at(23, "14:30"),
        "type_id": entry("telephone"),
        "priority_id": entry("normal"),
    }
    return ActivityEdit(**{**fields, **values})


def saved_contact(actor: Actor, name: str = "ALFA", **values: Any) -> Saved:
    """A saved contact with a contractor and a person of its own."""
    contractor_id = contractor(actor, name)
    person_id = person(actor, contractor_id)
    return save(contact(actor, contractor_id, person_id, **values), actor=actor, instant=instant())


def task(actor: Actor, subject: str = "prepare offer", **values: Any) -> ActivityEdit:
    """A task for Anna, today at 15:30."""
    fields: dict[str, Any] = {
        "key": str(uuid.uuid4()),
        "kind": Kind.TASK,
        "employee_id": actor.employee_id,
        "subject": subject,
        "starts_at": at(23, "15:30"),
    }
    return ActivityEdit(**{**fields, **values})


def edit_of(activity_id: ActivityId, **values: Any) -> ActivityEdit:
    """What the form holds after opening the activity and changing some fields."""
    stored = row(Activity, activity_id)
    names = (
        "key", "kind", "employee_id", "id", "version", "contractor_id", "starts_at", "starts_on",
        "planned_minutes", "type_id", "priority_id", "category_id", "outcome_id", "direction",
        "note", "in_schedule",
    )  # fmt: skip
    fields = {name: stored[name] for name in names}
    fields["subject"] = "" if stored["subject_generated"] else stored["subject"]
    fields["person_ids"] = persons_on(activity_id)
    return ActivityEdit(**{**fields, **values})


def entry(code: str) -> EntryId:
    """A shipped dictionary entry."""
    found = fetch_one(Entry.select(Entry.id).where(Entry.code == code))
    assert found is not None
    return EntryId(found[0])


def row(model: Any, row_id: int) -> dict[str, Any]:
    """A whole row by column."""
    fields = columns(model)
    found = fetch_one(model.select(*fields.values()).where(model.id == row_id))
    assert found is not None, f"{model.__name__} {row_id} is not there"
    return dict(zip(fields, found, strict=True))


def version_of(model: Any, row_id: int) -> int:
    """The version of a row, as a list or a form reads it."""
    return int(row(model, row_id)["version"])


def activity(activity_id: int) -> dict[str, Any]:
    """An activity as it is stored."""
    return row(Activity, activity_id)


def activity_count() -> int:
    """How many activities there are."""
    return len(fetch_tuples(Activity.select(Activity.id)))


def persons_on(activity_id: int) -> tuple[PersonId, ...]:
    """The activity's persons in order."""
    found = fetch_tuples(
        Participant.select(Participant.person)
        .where(Participant.activity == activity_id)
        .order_by(Participant.position)
    )
    return tuple(PersonId(person_id) for (person_id,) in found)


def deactivate(model: Any, row_id: int) -> None:
    """As an administrator would do it elsewhere."""
    model.update(active=False).where(model.id == row_id).execute()


def colleague() -> Actor:
    """Marek, another operator with an employee of his own; all are of one department."""
    operator("marek", "Marek Lis", session="s2")
    one_department()
    return operator("marek", "Marek Lis", session="s2")


def one_department() -> None:
    """Everybody without a department works in the office."""
    Employee.update(department="office").where(Employee.department == "").execute()


def employees() -> dict[str, int]:
    """Employee ids by code."""
    return dict(fetch_tuples(Employee.select(Employee.code, Employee.id)))


_STAMPS = {"changed_at", "changed_by_id", "version", "timer_heartbeat_at"}


def everything() -> dict[str, dict[int, dict[str, Any]]]:
    """All that people see of the database: every tracked row without its stamps."""
    whole = {}
    for model in TABLES:
        if model.tracked:
            fields = columns(model)
            found = fetch_tuples(model.select(*fields.values()))
            rows = [dict(zip(fields, values, strict=True)) for values in found]
            whole[model.__name__] = {
                stored["id"]: {k: v for k, v in stored.items() if k not in _STAMPS}
                for stored in rows
            }
    return whole
