"""An older database is told apart into plans and what was said, by its history."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.test_upgrade import ROWS, activity, migrate, put
from tui_crm.store.connection import fetch_tuples, open_database
from tui_crm.store.models import Activity

DONE = "2025-02-03 05:00:00"
PLAN, SAID = "Cennik", "Cennik\n chce 12\n\nw piątek"


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
    said = " chce 12\n\nw piątek"
    assert sorted(found) == [
        (1, SAID, said), (2, SAID, said), (3, SAID, SAID), (4, PLAN, ""), (5, SAID, said),
        (6, PLAN, ""),
    ]  # fmt: skip
