"""Numbers stored with the words around them are read again when a database is upgraded."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playhouse.schema_diff import diff_models

from tests.store.test_upgrade import ROWS, STAMPS, migrate, put
from tests.support import builders
from tests.support.builders import NOW
from tui_crm.domain.page import PageRequest
from tui_crm.queries.directory.callers import who_is_calling
from tui_crm.queries.record_change_log import person_history
from tui_crm.services.undo import redo, undo
from tui_crm.store.connection import fetch_tuples, open_database
from tui_crm.store.models import TABLES, Person, Phone

TYPED = [
    ("601 234 567 (po 16:00)", "6012345671600"),
    ("22 555 01 23 wew. 12 (sekretariat)", "22555012312"),
    ("603 234 567 604 345 678", "603234567604345678"),
    ("1-212-555-0100", "12125550100"),
    ("po 16:00", "1600"),
    ("605 456 789", "+48605456789"),
]
READ = [
    ("601 234 567 (po 16:00)", "+48601234567", "601234567", "", "po 16:00"),
    ("22 555 01 23 wew. 12 (sekretariat)", "+48225550123", "225550123", "12", "sekretariat"),
    ("603 234 567", "+48603234567", "603234567", "", ""),
    ("1-212-555-0100", "+12125550100", "125550100", "", ""),
    ("po 16:00", "", "1600", "", ""),
    ("605 456 789", "+48605456789", "605456789", "", ""),
    ("604 345 678", "+48604345678", "604345678", "", ""),
]


def phone(number: int, raw: str, digits: str) -> dict[str, Any]:
    return {
        "id": number, "contractor_id": None, "person_id": 1, "raw": raw, "normalised": digits,
        "tail": digits[-9:], "backwards": digits.lstrip("+")[::-1], "type": "",
        "is_primary": int(number == 1),
    }  # fmt: skip


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database of the fourth schema, where Anna has added Jan with all these numbers."""
    path = tmp_path / "crm.db"
    migrate(path, "0004_saved_views")
    rows = {table: values for table, values in ROWS if table != "phone" and values["id"] == 1}
    with closing(sqlite3.connect(path)) as plain:
        employee = rows["employee"] | {"phone": "22 555 01 25 wew. 3 (rano)"}
        put(plain, "employee", employee | {"phone_backwards": "352105552284"})
        login = {"id": 1, "login": "anna", "employee_id": 1, "role": "administrator", "active": 1}
        put(plain, "operator", STAMPS | login)
        put(plain, "person", rows["person"])
        operation = {"id": 1, "at": "2025-01-02 03:04:05", "operator_id": 1, "session": "s1",
                     "action": "person.create", "subject": "Jan Kowalski"}  # fmt: skip
        put(plain, "operation", operation)
        added = [("person", rows["person"])]
        for number, (raw, digits) in enumerate(TYPED, 1):
            put(plain, "phone", phone(number, raw, digits))
            added.append(("phone", phone(number, raw, digits)))
        for table, values in added:
            change = {"operation_id": 1, "table_name": table, "row_id": values["id"], "field": ""}
            put(plain, "change", change | {"new": json.dumps(values)})
        plain.commit()
    return path


def stored() -> list[tuple[Any, ...]]:
    return fetch_tuples(
        Phone.select(
            Phone.raw, Phone.normalised, Phone.tail, Phone.extension, Phone.remark
        ).order_by(Phone.id)
    )


def test_what_can_be_read_is_read_and_a_second_number_has_its_own_row(old: Path) -> None:
    opened = open_database(old)
    assert str(diff_models(opened, list(TABLES))) == ""
    assert stored() == READ
    owners = fetch_tuples(Phone.select(Phone.person_id, Phone.is_primary, Phone.bad_since))
    assert owners == [(1, number == 0, None) for number in range(len(READ))]
    for typed in ("601234567", "225550123", "604345678", "603234567", "12125550100"):
        assert [one.name for one in who_is_calling(typed)] == ["Jan Kowalski"], typed
    assert [one.name for one in who_is_calling("225550125")] == ["Anna Nowak"]


def test_undo_takes_back_all_of_it_and_redo_brings_it_again(old: Path) -> None:
    open_database(old)
    anna = builders.operator("anna", session="s1")
    undo(actor=anna, now=NOW)
    assert (stored(), Person.select().count()) == ([], 0)
    redo(actor=anna, now=NOW)
    assert sorted(stored()) == sorted(READ)
    assert Person.select().count() == 1
    undo(actor=anna, now=NOW)
    assert stored() == []


def test_the_history_says_each_number_once(old: Path) -> None:
    open_database(old)
    told = [one.new for one in person_history(1, PageRequest(50)) if one.field == "phone"]
    assert sorted(told) == sorted(raw for raw, *_others in READ)


@pytest.mark.parametrize("undone", ["raw", "removed"])
def test_a_change_of_before_the_upgrade_is_taken_back(old: Path, undone: str) -> None:
    """As an older program recorded it: with the columns that are read of the number."""
    was = phone(1, "608 111 222", "+48608111222")
    now = phone(1, *TYPED[0])
    with closing(sqlite3.connect(old)) as plain:
        operation = {"id": 2, "at": "2025-01-03 03:04:05", "operator_id": 1, "session": "s1",
                     "action": "person.edit", "subject": "Jan Kowalski"}  # fmt: skip
        put(plain, "operation", operation)
        head = {"operation_id": 2, "table_name": "phone"}
        if undone == "raw":
            for name in ("raw", "normalised", "tail"):
                sides = {"old": json.dumps(was[name]), "new": json.dumps(now[name])}
                put(plain, "change", head | {"row_id": 1, "field": name} | sides)
        else:
            gone = json.dumps(phone(9, "603 234 567 604 345 678", "603234567604345678"))
            put(plain, "change", head | {"row_id": 9, "field": "", "old": gone})
        plain.commit()
    open_database(old)
    undo(actor=builders.operator("anna", session="s1"), now=NOW)
    raws = {raw: number for raw, number, *_others in stored()}
    if undone == "raw":
        assert raws["608 111 222"] == "+48608111222"
        assert TYPED[0][0] not in raws
    else:
        assert raws["603 234 567 604 345 678"] == "+48603234567"
