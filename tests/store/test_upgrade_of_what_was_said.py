"""An older database is told apart into plans and what was said, by its history."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playhouse.schema_diff import diff_models

from tests.store.test_upgrade import ROWS, STAMPS, activity, migrate, put
from tui_crm.store.connection import fetch_tuples, open_database
from tui_crm.store.models import TABLES, Activity, Attempt, Entry

DONE = "2025-02-03 05:00:00"
PLAN, WORDS = "Cennik", " chce 12\n\nw piątek"
SAID = f"{PLAN}\n{WORDS}"


def change(
    plain: sqlite3.Connection, at: str, row_id: int, **changes: tuple[object, object]
) -> None:
    """An operation that changed columns of an activity."""
    operation_id = plain.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM operation").fetchone()[0]
    put(plain, "operation", {"id": operation_id, "at": at, "session": "", "action": "x",
                             "subject": ""})  # fmt: skip
    for field, (old, new) in changes.items():
        put(plain, "change", {
            "operation_id": operation_id, "table_name": "activity", "row_id": row_id,
            "field": field, "old": json.dumps(old), "new": json.dumps(new),
        })  # fmt: skip


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Of the sixth schema: one completed in each way, and one that is open."""
    path = tmp_path / "crm.db"
    migrate(path, "0001_the_main_job")
    with closing(sqlite3.connect(path)) as plain:
        for table, values in ROWS:
            put(plain, table, values)
        for row_id in (1, 2, 3, 4, 5, 6):
            row = activity(row_id, 1, None if row_id == 6 else DONE)
            put(plain, "activity", row | {"note": PLAN if row_id in {4, 6} else SAID})
        # Row 1, with the words of the bar.
        change(plain, DONE, 1, note=(PLAN, SAID), completed_at=(None, DONE))
        # Row 2, written in place after its start, and completed without a word.
        change(plain, "2025-02-03 04:30:00", 2, note=(PLAN, SAID))
        change(plain, DONE, 2, completed_at=(None, DONE))
        # Row 3 was logged: no change has completed it.
        # Row 4, completed without a word.
        change(plain, DONE, 4, completed_at=(None, DONE))
        # Row 5, written at an earlier time, moved, and moved again while it was completed.
        change(plain, "2025-02-02 05:00:00", 5, note=("", PLAN))
        change(
            plain,
            "2025-02-02 06:00:00",
            5,
            starts_at=("2025-02-02 05:00:00", "2025-02-03 06:00:00"),
        )
        change(plain, DONE, 5, note=(PLAN, SAID), completed_at=(None, DONE),
               starts_at=("2025-02-03 06:00:00", "2025-02-03 04:05:06"))  # fmt: skip
        plain.commit()
    migrate(path, "0006_words_without_signs")
    return path


def test_what_was_said_is_found_in_the_history(old: Path) -> None:
    open_database(old)
    found = fetch_tuples(Activity.select(Activity.id, Activity.note, Activity.agreed))
    assert sorted(found) == [
        (1, SAID, WORDS), (2, SAID, WORDS), (3, SAID, SAID), (4, PLAN, ""), (5, SAID, WORDS),
        (6, PLAN, ""),
    ]  # fmt: skip


STAMP = "2025-02-03 0"
CASES: dict[str, tuple[dict[str, object], list[tuple[str, dict[str, tuple[object, object]]]], str]]
CASES = {
    "written while the timer ran, before the start": (
        {},
        [
            (f"{STAMP}3:50:00", {"timer_started_at": (None, f"{STAMP}3:50:00")}),
            (f"{STAMP}3:55:00", {"note": (PLAN, SAID)}),
        ],
        WORDS,
    ),
    "written that morning for later": ({}, [(f"{STAMP}3:55:00", {"note": (PLAN, SAID)})], ""),
    "written that day, completed before the start": (
        {"starts_at": f"{STAMP}9:00:00"}, [(f"{STAMP}3:55:00", {"note": (PLAN, SAID)})], WORDS,
    ),
    "of all the day, begun at midnight in Warsaw": (
        {"starts_at": None, "starts_on": "2025-02-03"},
        [("2025-02-02 23:30:00", {"note": (PLAN, SAID)})],
        WORDS,
    ),
    "of all the day, written the evening before": (
        {"starts_at": None, "starts_on": "2025-02-03"},
        [("2025-02-02 22:30:00", {"note": (PLAN, SAID)})],
        "",
    ),
    "made for the very moment": ({"created_at": f"{STAMP}3:50:06"}, [], SAID),
    "made a quarter of an hour before": ({"created_at": f"{STAMP}3:50:05"}, [], ""),
    "completed early, reopened, corrected": (
        {"starts_at": f"{STAMP}4:59:00"},
        [
            ("2025-02-02 05:00:00", {"completed_at": (None, "2025-02-02 05:00:00")}),
            ("2025-02-02 08:00:00", {"completed_at": ("2025-02-02 05:00:00", None)}),
            ("2025-02-02 09:00:00", {"note": (PLAN, SAID)}),
        ],
        WORDS,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_upgrade_has_the_rule_of_its_day(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values, history, expected = CASES[case]
    path = tmp_path / "crm.db"
    migrate(path, "0001_the_main_job")
    with closing(sqlite3.connect(path)) as plain:
        for table, row in ROWS:
            put(plain, table, row)
        put(plain, "activity", activity(1, 1, DONE) | {"note": SAID} | values)
        for at, changes in history:
            change(plain, at, 1, **changes)
        change(plain, DONE, 1, completed_at=(None, DONE))
        plain.commit()
    migrate(path, "0006_words_without_signs")
    with closing(sqlite3.connect(path)) as plain:
        put(plain, "setting", STAMPS | {"id": 1, "name": "time_zone", "value": '"Europe/Warsaw"'})
        plain.commit()
    for rule in ("agreed", "added"):
        monkeypatch.setattr(f"tui_crm.domain.activities.agreed.{rule}", lambda *_a, **_k: "new")
    open_database(path)
    assert fetch_tuples(Activity.select(Activity.agreed)) == [(expected,)]


@pytest.fixture
def tried(old: Path) -> Path:
    """Row 1 was reached by Anna; row 6 was tried twice, once undone, and nobody answered."""
    with closing(sqlite3.connect(old)) as plain:
        login = {"id": 1, "login": "anna", "employee_id": 1, "role": "administrator", "active": 1}
        put(plain, "operator", STAMPS | login)
        put(plain, "employee", {**ROWS[0][1], "id": 2, "code": "ML"})
        put(plain, "dictionary", STAMPS | {
            "id": 4, "code": "outcome", "name": "Outcomes", '"group"': "CRM", "system": 1,
        })  # fmt: skip
        for number, code in enumerate(("talked", "no_answer", None), 1):
            put(plain, "entry", STAMPS | {
                "id": number, "dictionary_id": 4, "code": code, "name": code or "our own",
                "position": number, "is_default": 0, "active": 1, "system": 1,
                "kinds": "contact meeting task", "follow_up_days": 1, "connected": 1,
                "fold": "",
            })  # fmt: skip
        put(plain, "participant", {"id": 1, "activity_id": 6, "person_id": 1, "position": 0})
        plain.execute("UPDATE activity SET attempts = 1, employee_id = 2 WHERE id = 6")
        plain.execute("UPDATE activity SET outcome_id = 1 WHERE id = 1")
        plain.execute("UPDATE activity SET kind = 'meeting' WHERE id = 2")
        plain.execute("UPDATE activity SET status = 'cancelled' WHERE id IN (3, 4, 5)")
        for operation_id, undone_by in ((101, None), (102, 103)):
            put(plain, "operation", {
                "id": operation_id, "at": f"2025-02-03 06:0{operation_id % 10}:00",
                "operator_id": 1, "session": "", "action": "activity.no_answer", "subject": "",
            })  # fmt: skip
            put(plain, "change", {
                "operation_id": operation_id, "table_name": "activity", "row_id": 6,
                "field": "attempts", "old": "0", "new": "1",
            })  # fmt: skip
            if undone_by:
                put(plain, "operation", {
                    "id": undone_by, "at": "2025-02-03 06:09:00", "session": "", "action": "undo",
                    "subject": "",
                })  # fmt: skip
                plain.execute("UPDATE operation SET undone_by_id = 103 WHERE id = 102")
        plain.commit()
    return old


def test_tries_get_rows_as_far_as_the_history_goes(tried: Path) -> None:
    opened = open_database(tried)
    assert str(diff_models(opened, list(TABLES))) == ""
    found = fetch_tuples(
        Attempt.select(
            Attempt.activity, Attempt.at, Attempt.employee, Attempt.person, Attempt.number,
            Attempt.outcome,
        ).order_by(Attempt.id)
    )  # fmt: skip
    assert found == [
        (6, datetime(2025, 2, 3, 6, 1, tzinfo=UTC), 1, 1, "", 2),
        (1, datetime(2025, 2, 3, 5, 0, tzinfo=UTC), 1, None, "", 1),
    ]
    flags = fetch_tuples(Entry.select(Entry.kinds, Entry.not_reached, Entry.follow_up_days))
    assert flags == [
        ("contact meeting", False, 1), ("contact", True, None), ("contact meeting", False, 1),
    ]  # fmt: skip
