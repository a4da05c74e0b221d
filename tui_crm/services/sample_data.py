"""Filling a fresh database with the sample company, fast, as the demo's first screen waits."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.activity import Kind, Status, generated_subject, number
from tui_crm.domain.dictionary import entry_name
from tui_crm.domain.directory.phone import PhoneNumber, read_phone
from tui_crm.domain.permissions import Role
from tui_crm.services.directory.contact_data import phone_columns
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import (
    Activity,
    Affiliation,
    Attempt,
    Contractor,
    Email,
    Employee,
    Entry,
    Operator,
    Participant,
    Person,
    Phone,
    Table,
    database,
)
from tui_crm.store.models.activities import order_at_of
from tui_crm.store.seed import seed_dictionaries
from tui_crm.store.unit_of_work import insert_many
from tui_crm.store.word_index import indexed_afterwards

_Row = dict[str, Any]
_Ids = dict[str, int]

_DICTIONARY_OF = {"type": 1, "priority": 2, "category": 3, "outcome": 4}


@dataclass(slots=True)
class _Sample:
    """The contents of the sample files, and the ids by their names."""

    now: datetime
    zone: ZoneInfo
    employees: list[_Row]
    contractors: list[_Row]
    persons: list[_Row]
    activities: list[_Row]
    employee_ids: _Ids
    contractor_ids: _Ids
    person_ids: _Ids


def load_sample(
    folder: Path, *, now: datetime, zone: ZoneInfo, login: str, full_name: str = ""
) -> None:
    """Fill a fresh database from the files in *folder*, with days counted from today.

    The operator *login* is linked to the first employee and is administrator. A *full_name* renames
    that employee.
    """
    sample = _read(folder, now, zone)
    if full_name:
        first, _blank, last = full_name.rpartition(" ")
        sample.employees[0] |= {"first_name": first, "last_name": last}
    with database.immediate(), indexed_afterwards():
        seed_dictionaries(now)
        _insert_staff(sample, login)
        for_contractors = _activity_rows(sample)
        _insert_directory(sample, _derived(for_contractors))
        insert_many(Activity, for_contractors, now=now, operator_id=1)
        participants = _participants(sample)
        insert_many(Participant, participants, now=now)
        insert_many(Attempt, _attempts(for_contractors, participants), now=now)


def _read(folder: Path, now: datetime, zone: ZoneInfo) -> _Sample:
    def rows(name: str) -> list[_Row]:
        found: list[_Row] = json.loads((folder / f"{name}.json").read_bytes())
        return found

    def ids(found: list[_Row], name: str) -> _Ids:
        return {row[name]: row_id for row_id, row in enumerate(found, start=1)}

    employees, contractors, persons = rows("employees"), rows("contractors"), rows("persons")
    return _Sample(
        now=now,
        zone=zone,
        employees=employees,
        contractors=contractors,
        persons=persons,
        activities=rows("activities"),
        employee_ids=ids(employees, "code"),
        contractor_ids=ids(contractors, "code"),
        person_ids=ids(persons, "key"),
    )


def _insert_staff(sample: _Sample, login: str) -> None:
    now = sample.now
    employees = [
        {"id": row_id, **row, "phone": _phone(row["phone"]).normalised}
        for row_id, row in enumerate(sample.employees, start=1)
    ]
    insert_many(Employee, employees, now=now)
    operator = {"id": 1, "login": login, "employee_id": 1, "role": Role.ADMINISTRATOR}
    insert_many(Operator, [operator], now=now)


def _insert_directory(sample: _Sample, derived: dict[int, _Row]) -> None:
    contractors, persons, affiliations = [], [], []
    phones: list[_Row] = []
    emails: list[_Row] = []
    for row_id, row in enumerate(sample.contractors, start=1):
        owner_id = None if row["owner"] is None else sample.employee_ids[row["owner"]]
        contractors.append(
            {"id": row_id, "key": f"sample-{row['code']}", "owner_id": owner_id}
            | _without(row, "phones", "emails", "owner")
            | derived.get(row_id, {})
        )
        _add_numbers(row, phones, emails, contractor_id=row_id)
    for row_id, row in enumerate(sample.persons, start=1):
        persons.append({"id": row_id, **_without(row, "phones", "emails", "affiliations")})
        _add_numbers(row, phones, emails, person_id=row_id)
        affiliations += [_affiliation(sample, row_id, place) for place in row["affiliations"]]
    batches: list[tuple[type[Table], list[_Row]]] = [
        (Contractor, contractors), (Person, persons), (Affiliation, affiliations),
        (Phone, phones), (Email, emails),
    ]  # fmt: skip
    for model, rows in batches:
        insert_many(model, rows, now=sample.now)


def _without(row: _Row, *names: str) -> _Row:
    return {
        name: "" if value is None else value for name, value in row.items() if name not in names
    }


def _affiliation(sample: _Sample, person_id: int, place: _Row) -> _Row:
    return {
        "person_id": person_id,
        "contractor_id": sample.contractor_ids[place["contractor"]],
        "position": place["position"] or "",
        "department": place["department"] or "",
        "is_primary": place["primary"],
        "active": place["active"],
    }


def _add_numbers(row: _Row, phones: list[_Row], emails: list[_Row], **owner: int) -> None:
    for position, typed_phone in enumerate(row["phones"]):
        phone = _phone(typed_phone)
        phones.append(
            {
                **phone_columns(phone),
                "is_primary": position == 0,
                **owner,
            }
        )
    for position, typed in enumerate(row["emails"]):
        emails.append(
            {"raw": typed, "normalised": typed.lower(), "is_primary": position == 0, **owner}
        )


def _phone(raw: str | dict[str, str]) -> PhoneNumber:
    """A foreign number comes with its E.164 form, because importing the library takes 50 ms."""
    if isinstance(raw, str):
        return read_phone(raw)
    return PhoneNumber(**raw, tail=raw["normalised"][-9:])


def _working_days(today: date) -> Callable[[int], date]:
    """A function that returns the date so many working days (Mon–Fri) from today."""

    def day(offset: int) -> date:
        step = 1 if offset > 0 else -1
        at, left = today, abs(offset)
        while left:
            at += timedelta(days=step)
            left -= at.weekday() < 5
        return at

    return day


def _activity_rows(sample: _Sample) -> list[_Row]:
    day_of = _working_days(sample.now.astimezone(sample.zone).date())
    days = {offset: day_of(offset) for offset in {row["day"] for row in sample.activities}}
    ids = {row["key"]: row_id for row_id, row in enumerate(sample.activities, start=1)}
    entries, names = _entries()
    contractor_names = {row["code"]: row["name"] for row in sample.contractors}
    numbers: Counter[tuple[int, str]] = Counter()
    rows = []
    for row_id, row in enumerate(sample.activities, start=1):
        day = days[row["day"]]
        year = day.year
        numbers[year, row["kind"]] += 1
        kind = Kind(row["kind"])
        subject = row["subject"] or generated_subject(
            kind,
            type_name=names.get(row["type"], ""),
            contractor_name=contractor_names.get(row["contractor"], ""),
        )
        rows.append(
            {
                "id": row_id,
                "key": f"sample-{row['key']}",
                "number": number(kind, year=year, running=numbers[year, row["kind"]]),
                "number_year": year,
                "number_running": numbers[year, row["kind"]],
                "kind": kind,
                "subject": subject,
                "subject_generated": not row["subject"],
                "previous_id": ids.get(row["previous"]),
                **{f"{name}_id": entries[name, row[name]] for name in _DICTIONARY_OF},
                **_plain_columns(row, sample),
                **_times(row, day, sample),
            }
        )
    return rows


def _plain_columns(row: _Row, sample: _Sample) -> _Row:
    return {
        "status": Status(row["status"]),
        "contractor_id": sample.contractor_ids.get(row["contractor"]),
        "employee_id": sample.employee_ids[row["employee"]],
        "direction": row["direction"],
        "planned_minutes": row["minutes"],
        "duration_seconds": row["duration"] or 0,
        "in_schedule": row["in_schedule"],
        "venue": row.get("venue") or "",
        "note": row["note"] or "",
    }


def _times(row: _Row, day: date, sample: _Sample) -> _Row:
    def at(clock: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(clock), sample.zone).astimezone(UTC)

    starts_at = None if row["time"] is None else at(row["time"])
    # Nothing is completed in the future, however early in the day the demo is opened.
    completed_at = None if row["completed"] is None else min(at(row["completed"]), sample.now)
    made_at = min(starts_at or at("08:00"), completed_at or sample.now, sample.now)
    return {
        "starts_at": starts_at,
        "starts_on": day if starts_at is None else None,
        "completed_at": completed_at,
        "completed_by_id": None if completed_at is None else 1,
        "created_at": made_at,
        "changed_at": completed_at or made_at,
        "agreed": "" if completed_at is None else row["note"] or "",
    }


def _entries() -> tuple[dict[tuple[str, str | None], int | None], dict[str | None, str]]:
    """The id of each entry by dictionary and code, and the name of each type by code."""
    name_of = {dictionary_id: name for name, dictionary_id in _DICTIONARY_OF.items()}
    ids: dict[tuple[str, str | None], int | None] = {(name, None): None for name in _DICTIONARY_OF}
    types: dict[str | None, str] = {}
    query = Entry.select(Entry.dictionary, Entry.code, Entry.id, Entry.name)
    for dictionary_id, code, entry_id, name in fetch_tuples(query):
        ids[name_of[dictionary_id], code] = entry_id
        if name_of[dictionary_id] == "type":
            types[code] = entry_name(name, code)
    return ids, types


def _participants(sample: _Sample) -> list[_Row]:
    return [
        {"activity_id": activity_id, "person_id": sample.person_ids[key], "position": position}
        for activity_id, row in enumerate(sample.activities, start=1)
        for position, key in enumerate(row["persons"])
    ]


def _attempts(activities: list[_Row], participants: list[_Row]) -> list[_Row]:
    """The try that every completed contact was."""
    first = {row["activity_id"]: row["person_id"] for row in reversed(participants)}
    return [
        {
            "at": row["completed_at"],
            "employee_id": row["employee_id"],
            "activity_id": row["id"],
            "person_id": first.get(row["id"]),
            "outcome_id": row["outcome_id"],
        }
        for row in activities
        if row["kind"] is Kind.CONTACT and row["status"] is Status.DONE
    ]


def _derived(activities: list[_Row]) -> dict[int, _Row]:
    """The same columns as `contractor_summary` computes, without 50 queries."""
    flagged = fetch_tuples(Entry.select(Entry.id).where(Entry.not_reached))
    unreached = {entry_id for (entry_id,) in flagged}
    found: dict[int, _Row] = {}
    for row in sorted(activities, key=_by_completion):
        if row["contractor_id"] is None:
            continue
        columns = found.setdefault(row["contractor_id"], {})
        if row["completed_at"] is None:
            order_at = order_at_of(row)
            columns["next_activity_at"] = min(order_at, columns.get("next_activity_at", order_at))
            columns["open_activities"] = columns.get("open_activities", 0) + 1
        else:
            if row["outcome_id"] in unreached:
                continue
            columns["last_activity_id"] = row["id"]
            if row["kind"] is not Kind.TASK:
                columns["last_contact_at"] = row["completed_at"]
    return found


def _by_completion(row: _Row) -> tuple[datetime, int]:
    return row["completed_at"] or datetime.min.replace(tzinfo=UTC), row["id"]
