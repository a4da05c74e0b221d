"""A small office, made row by row, so that every test says what it is about."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.builders import NOW, WARSAW, copied_database
from tui_crm.domain.activities.activity import Kind, Status
from tui_crm.domain.actor import Actor
from tui_crm.domain.permissions import Role
from tui_crm.store.engines.sqlite import CrmDatabase
from tui_crm.store.models import (
    Activity,
    Affiliation,
    Contractor,
    Dictionary,
    Email,
    Employee,
    Entry,
    Operator,
    Participant,
    Person,
    Phone,
    Table,
)
from tui_crm.store.unit_of_work import write

DICTIONARIES = ("contact_type", "priority", "category", "outcome")


class Office:
    """Adds records; what is not said is filled in."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self._numbers = itertools.count(1)
        self.anna = self.employee("Anna", "Nowak", code="AN")
        self.operator_id = self.add(
            Operator, login="anna", employee_id=self.anna, role=Role.ADMINISTRATOR
        )
        for code in DICTIONARIES:
            self.add(Dictionary, code=code, name=code, group="CRM", system=True)

    def actor(self) -> Actor:
        return Actor(self.operator_id, "anna", Role.ADMINISTRATOR, WARSAW, self.anna, "Anna Nowak")  # type: ignore[arg-type]

    def add(self, model: type[Table], **values: Any) -> int:
        with write("test", actor=None, now=self.now) as unit:
            return unit.insert(model, **values)

    def change(self, model: type[Table], row_id: int, **values: Any) -> None:
        with write("test.change", actor=self.actor(), now=self.now) as unit:
            unit.update(model, row_id, **values)

    def employee(self, first: str, last: str, **values: Any) -> int:
        values.setdefault("code", f"E{next(self._numbers)}")
        return self.add(Employee, first_name=first, last_name=last, **values)

    def contractor(self, name: str = "ALFA Sp. z o.o.", **values: Any) -> int:
        number = next(self._numbers)
        values = {"key": f"c{number}", "code": f"K{number}", **values}
        return self.add(Contractor, name=name, **values)

    def person(self, contractor_id: int | None, name: str = "Jan Kowalski", **values: Any) -> int:
        first, _blank, last = name.rpartition(" ")
        place = {key: values.pop(key) for key in ("position", "is_primary") if key in values}
        phone, email = values.pop("phone", ""), values.pop("email", "")
        linked = values.pop("linked", True)
        person_id = self.add(
            Person, key=f"p{next(self._numbers)}", first_name=first, last_name=last, **values
        )
        if contractor_id is not None:
            self.add(
                Affiliation,
                person_id=person_id,
                contractor_id=contractor_id,
                active=linked,
                **place,
            )
        if phone:
            self.add(Phone, person_id=person_id, raw=phone, normalised=phone, tail=phone[-9:])
        if email:
            self.add(Email, person_id=person_id, raw=email, normalised=email)
        return person_id

    def entry(self, dictionary: str, name: str, position: int = 0, **values: Any) -> int:
        dictionary_id = DICTIONARIES.index(dictionary) + 1
        return self.add(Entry, dictionary_id=dictionary_id, name=name, position=position, **values)

    def activity(
        self,
        subject: str = "call",
        at: datetime | timedelta | None = None,
        *,
        on: date | None = None,
        done: datetime | None = None,
        persons: tuple[int, ...] = (),
        **values: Any,
    ) -> int:
        number = next(self._numbers)
        kind = values.pop(
            "kind", Kind.TASK if values.get("contractor_id") is None else Kind.CONTACT
        )
        starts_at = self.now + at if isinstance(at, timedelta) else at or self.now
        values = {
            "key": f"a{number}",
            "number": f"{kind[0].upper()}/2026/{number:04d}",
            "number_year": 2026,
            "number_running": number,
            "employee_id": self.anna,
            "status": Status.DONE if done else Status.PLANNED,
            "agreed": values.get("note", "") if done else "",
            **values,
        }
        activity_id = self.add(
            Activity,
            kind=kind,
            subject=subject,
            completed_at=done,
            starts_at=None if on else starts_at,
            starts_on=on,
            **values,
        )
        for position, person_id in enumerate(persons):
            self.add(Participant, activity_id=activity_id, person_id=person_id, position=position)
        return activity_id


@pytest.fixture
def crm(tmp_path: Path, empty_database: Path) -> Iterator[CrmDatabase]:
    opened = copied_database(empty_database, tmp_path / "crm.db")
    yield opened
    opened.close()


@pytest.fixture
def office(crm: CrmDatabase) -> Office:
    del crm
    return Office()


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]
