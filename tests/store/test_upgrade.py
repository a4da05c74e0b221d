"""A database of the first schema is brought up to date; what it was is kept beside it."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from tui_crm.domain.text import backwards, fold, sort_key
from tui_crm.store import migrate as migrate_module
from tui_crm.store.backup import Copy, copy_whole
from tui_crm.store.connection import open_database
from tui_crm.store.engines.sqlite import CrmDatabase
from tui_crm.store.models import TABLES, Activity, Affiliation, Contractor, Person
from tui_crm.store.schema import MIGRATIONS, SCHEMA_VERSION

STAMPS = {"created_at": "2025-01-02 03:04:05", "changed_at": "2025-01-02 03:04:05", "version": 1}
ROLES = {"customer": 1, "vendor": 0, "prospect": 0}
ADDRESS = {"tax_id": "", "www": "", "street": "", "postcode": "", "country": "PL", "note": ""}
ROWS: tuple[tuple[str, dict[str, object]], ...] = (
    ("employee", STAMPS | {
        "id": 1, "code": "AN", "first_name": "Anna", "last_name": "Nowak", "position": "",
        "email": "", "phone": "+48 601 234 567", "active": 1, "sort_key": "nowak!anna",
        "fold": "an anna nowak anna",
    }),
    ("contractor", STAMPS | ROLES | ADDRESS | {
        "id": 1, "key": "c1", "code": "ALFA", "name": "Żółw Alfa", "city": "Łódź", "owner_id": 1,
        "active": 1, "sort_key": sort_key("Żółw Alfa"), "fold": fold("Żółw Alfa ALFA Łódź"),
    }),
    ("contractor", STAMPS | ROLES | ADDRESS | {
        "id": 2, "key": "c2", "code": "BETA", "name": "Beta", "city": "", "active": 0,
        "sort_key": "beta", "fold": "beta beta",
    }),
    ("person", STAMPS | {
        "id": 1, "key": "p1", "title": "", "first_name": "Jan", "last_name": "Kowalski",
        "language": "", "note": "", "do_not_call": 0, "active": 1, "sort_key": "kowalski!jan",
        "fold": "jan kowalski jan",
    }),
    ("affiliation", {
        "id": 1, "person_id": 1, "contractor_id": 1, "position": "", "department": "",
        "is_primary": 1, "active": 1,
    }),
    ("phone", {
        "id": 1, "person_id": 1, "raw": "601 234 568", "normalised": "+48601234568",
        "tail": "601234568", "type": "", "is_primary": 1,
    }),
)  # fmt: skip


def activity(number: int, contractor_id: int, completed_at: str | None) -> dict[str, object]:
    return STAMPS | {
        "id": number, "key": f"a{number}", "number": f"C/2025/{number}", "number_year": 2025,
        "number_running": number, "kind": "contact", "subject": "call", "subject_generated": 0,
        "status": "done" if completed_at else "planned", "contractor_id": contractor_id,
        "employee_id": 1, "direction": "out", "starts_at": "2025-02-03 04:05:06",
        "order_at": "2025-02-03 04:05:06", "duration_seconds": 0, "timer_boot_id": "",
        "timer_boot_seconds": 0, "in_schedule": 1, "note": "Cennik", "venue": "", "currency": "",
        "follow_up": 0, "follow_up_hours": 0, "follow_up_days": 0, "follow_up_weeks": 0,
        "attempts": 0, "completed_at": completed_at, "fold": "call cennik",
    }  # fmt: skip


def migrate(path: Path, last: str) -> None:
    """Bring a database, or a new one, to the schema of the migration of this name."""
    opened = CrmDatabase(str(path), autoconnect=False)
    opened.connect()
    Runner(opened, str(MIGRATIONS)).up(last)
    opened.pragma("user_version", int(last.partition("_")[0]))
    opened.close()


def put(plain: sqlite3.Connection, table: str, values: dict[str, Any]) -> None:
    """Insert a row as it was in an old schema."""
    marks = ", ".join("?" * len(values))
    plain.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", [*values.values()])


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database as the first release left it: only its migration has run."""
    path = tmp_path / "crm.db"
    migrate(path, "0001_the_main_job")
    done = "2025-02-03 05:00:00"
    plans = ((1, 1, None), (2, 1, None), (3, 1, done), (4, 2, None))
    with closing(sqlite3.connect(path)) as plain:
        for table, values in (*ROWS, *(("activity", activity(*plan)) for plan in plans)):
            put(plain, table, values)
        plain.commit()
    return path


def test_what_is_derived_is_filled_in(old: Path) -> None:
    opened = open_database(old)
    assert int(opened.pragma("user_version")) == SCHEMA_VERSION
    assert str(diff_models(opened, list(TABLES))) == ""

    def rows(sql: str) -> list[tuple[object, ...]]:
        return list(opened.execute_sql(sql).fetchall())  # type: ignore[no-untyped-call]

    assert rows("SELECT backwards FROM phone") == [(backwards("48601234568"),)]
    assert rows("SELECT phone_backwards, department FROM employee") == [("76543210684", "")]
    assert rows("SELECT city_key, open_activities, merged_into_id FROM contractor ORDER BY id") == [
        (sort_key("Łódź"), 2, None), ("", 1, None),
    ]  # fmt: skip
    for table, word, found in (
        ("contractor", "zolw*", [(1,)]), ("contractor", "lodz", [(1,)]),
        ("person", "kow*", [(1,)]), ("activity", "cennik", [(1,), (2,), (3,), (4,)]),
    ):  # fmt: skip
        sql = f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH '{word}' ORDER BY rowid"
        assert rows(sql) == found


def test_what_is_written_afterwards_is_found_and_what_is_changed_no_more(old: Path) -> None:
    opened = open_database(old)

    def found(word: str) -> list[tuple[object, ...]]:
        sql = f"SELECT rowid FROM contractor_words WHERE contractor_words MATCH '{word}'"
        return list(opened.execute_sql(sql).fetchall())  # type: ignore[no-untyped-call]

    opened.execute_sql("UPDATE contractor SET fold = 'gamma' WHERE id = 1")  # type: ignore[no-untyped-call]
    opened.execute_sql("DELETE FROM activity WHERE contractor_id = 2")  # type: ignore[no-untyped-call]
    opened.execute_sql("DELETE FROM contractor WHERE id = 2")  # type: ignore[no-untyped-call]
    assert (found("zolw"), found("gamma"), found("beta")) == ([], [(1,)], [])


def test_the_old_database_is_kept_beside_the_new_one(old: Path) -> None:
    open_database(old).close()
    backup = old.with_name("crm.db.v1")
    with closing(sqlite3.connect(backup)) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (1,)
        assert kept.execute("SELECT name FROM contractor ORDER BY id").fetchall() == [
            ("Żółw Alfa",), ("Beta",),
        ]  # fmt: skip
        columns = {column[1] for column in kept.execute("PRAGMA table_info(contractor)")}
        assert "city_key" not in columns
    assert not stat.S_IMODE(backup.stat().st_mode) & 0o077


def test_a_database_of_the_third_schema_gets_its_views(old: Path) -> None:
    migrate(old, "0003_meetings_tasks_series")
    opened = open_database(old)
    assert int(opened.pragma("user_version")) == SCHEMA_VERSION
    assert str(diff_models(opened, list(TABLES))) == ""
    assert "saved_view" in opened.get_tables()
    counted = opened.execute_sql("SELECT COUNT(*) FROM activity").fetchone()  # type: ignore[no-untyped-call]
    assert counted == (4,)
    with closing(sqlite3.connect(old.with_name("crm.db.v3"))) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (3,)
        assert not kept.execute("SELECT 1 FROM sqlite_master WHERE name = 'saved_view'").fetchall()


def test_a_backup_that_is_there_already_is_left_alone(old: Path) -> None:
    backup = old.with_name("crm.db.v1")
    backup.write_bytes(b"somebody's own")
    opened = open_database(old)
    opened.close()
    assert backup.read_bytes() == b"somebody's own"
    assert opened.kept == old.with_name("crm.db.v1-2")


def test_a_copy_of_an_earlier_upgrade_is_not_taken_for_one_of_this(old: Path) -> None:
    """Somebody went back to the old version and worked on."""
    before = old.read_bytes()
    open_database(old).close()
    first = old.with_name("crm.db.v1").read_bytes()
    for _ in range(2):
        old.write_bytes(before)
        with closing(sqlite3.connect(old)) as plain, plain:
            plain.execute(
                "INSERT INTO operation (at, session, action, subject)"
                " VALUES ('2025-02-03 04:05:06', '', 'activity.note', '')"
            )
        # The second time as if the first had been interrupted: there is a copy of this already.
        opened = open_database(old)
        opened.close()
        assert opened.kept == old.with_name("crm.db.v1-2")
    assert old.with_name("crm.db.v1").read_bytes() == first
    with closing(sqlite3.connect(old.with_name("crm.db.v1-2"))) as kept:
        assert kept.execute("SELECT COUNT(*) FROM operation").fetchone() == (1,)


def test_a_copy_that_was_interrupted_is_made_anew(old: Path) -> None:
    part = old.with_name("crm.db.v1.part")
    part.write_bytes(b"half a copy")
    open_database(old).close()
    assert not part.exists()
    with closing(sqlite3.connect(old.with_name("crm.db.v1"))) as kept:
        assert kept.execute("SELECT COUNT(*) FROM activity").fetchone() == (4,)


def test_words_with_signs_streets_and_positions_of_an_older_database_are_found(old: Path) -> None:
    with closing(sqlite3.connect(old)) as plain:
        plain.execute(
            "UPDATE contractor SET name = 'F.H.U. Beta', fold = 'f.h.u. beta beta',"
            " street = 'Kręta 7', tax_id = '5260001246' WHERE id = 2"
        )
        plain.execute("UPDATE affiliation SET position = 'Vice-prezes', department = 'Zakupy'")
        plain.execute("UPDATE person SET fold = 'jan o''brien jan', last_name = 'O''Brien'")
        plain.execute(
            "UPDATE activity SET note = 'sp. z o.o.', fold = 'call sp. z o.o.' WHERE id < 3"
        )
        plain.commit()
    opened = open_database(old)

    def found(table: str, word: str) -> list[int]:
        sql = f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH ? ORDER BY rowid"
        return [row_id for (row_id,) in opened.execute_sql(sql, (word,)).fetchall()]  # type: ignore[no-untyped-call]

    for table, word, ids in (
        ("contractor", "fhu", [2]), ("contractor", "kreta", [2]), ("contractor", "zolw", [1]),
        ("contractor", "pl5260001246", [2]), ("affiliation", "viceprezes", [1]),
        ("affiliation", "zakupy", [1]),
        ("person", "obrien", [1]), ("activity", "spzoo", [1, 2]), ("activity", "cennik", [3, 4]),
    ):  # fmt: skip
        assert found(table, word) == ids, word
    tables: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (Contractor, ("joined", "address")), (Activity, ("joined",)), (Person, ("joined",)),
        (Affiliation, ("fold",)),
    )  # fmt: skip
    for model, names in tables:
        for row in model.select().dicts():
            derived = model.derived(row)
            assert {name: row[name] for name in names} == {name: derived[name] for name in names}
    opened.execute_sql("UPDATE affiliation SET fold = 'else'")  # type: ignore[no-untyped-call]
    opened.execute_sql("UPDATE contractor SET joined = '' WHERE id = 2")  # type: ignore[no-untyped-call]
    assert found("affiliation", "zakupy") == found("contractor", "fhu") == []


def test_what_is_saved_while_the_copy_is_made_waits_and_is_in_neither_half(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program of the old version that still runs cannot save between copy and migrations."""
    copied = copy_whole
    tried: list[str] = []

    def copy_while_another_saves(source: Path, target: Path) -> Copy:
        with closing(sqlite3.connect(old, timeout=0.1)) as other:
            try:
                other.execute("UPDATE contractor SET name = 'late' WHERE id = 1")
                other.commit()
            except sqlite3.OperationalError as error:
                tried.append(str(error))
        return copied(source, target)

    monkeypatch.setattr(migrate_module, "copy_whole", copy_while_another_saves)
    open_database(old).close()
    assert tried == ["database is locked"]
    with closing(sqlite3.connect(old)) as now:
        assert now.execute("SELECT name FROM contractor WHERE id = 1").fetchone() != ("late",)
