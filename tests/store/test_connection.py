"""Opening a database: what is made, brought up to date, or refused with a sentence."""

from __future__ import annotations

import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from peewee import OperationalError
from playhouse.schema_diff import diff_models

from tests.support.builders import fresh_database
from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.store.connection import environment_errors, open_database
from tui_crm.store.models import TABLES, database
from tui_crm.store.schema import SCHEMA_VERSION


def test_the_schema_of_the_migrations_is_that_of_the_models(tmp_path: Path) -> None:
    opened = fresh_database(tmp_path / "crm.db")
    assert str(diff_models(opened, list(TABLES))) == ""
    assert int(opened.pragma("user_version")) == SCHEMA_VERSION


def test_a_new_database_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "crm.db"
    fresh_database(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in path.parent.glob("*.upgrade")] == []


def test_a_database_is_opened_again_with_what_it_holds(tmp_path: Path) -> None:
    fresh_database(tmp_path / "crm.db").close()
    opened = open_database(tmp_path / "crm.db")
    assert len(opened.get_tables()) >= len(TABLES)
    assert opened.pragma("journal_mode") == "wal"
    assert opened.pragma("foreign_keys") == 1


def test_a_missing_file_is_refused_unless_it_is_to_be_made(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble, match="There is no database"):
        open_database(tmp_path / "nowhere.db")
    assert list(tmp_path.iterdir()) == []


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    opened = fresh_database(path)
    opened.pragma("user_version", SCHEMA_VERSION + 1)
    opened.close()
    with pytest.raises(DatabaseTrouble, match="newer tui-crm"):
        open_database(path)


def test_an_empty_file_is_refused_and_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    path.touch()
    with pytest.raises(DatabaseTrouble, match="is empty"):
        open_database(path, create=True)
    assert path.stat().st_size == 0


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble, match="is a folder"):
        open_database(tmp_path, create=True)


def test_something_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(DatabaseTrouble, match="damaged or no database"):
        open_database(path)


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE birds (name TEXT)")
    other.close()
    with pytest.raises(DatabaseTrouble, match="not a database of tui-crm"):
        open_database(path)
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("birds",)]
    other.close()


def test_a_start_interrupted_before_its_last_step_is_finished_by_the_next(tmp_path: Path) -> None:
    opened = fresh_database(tmp_path / "crm.db")
    opened.pragma("user_version", 0)
    opened.close()
    assert int(open_database(tmp_path / "crm.db").pragma("user_version")) == SCHEMA_VERSION


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatabaseTrouble, match="cannot be opened"):
        open_database(tmp_path / "file" / "crm.db", create=True)


def test_three_who_start_at_once_make_one_database(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    fresh_database(path)
    database.close()
    connection = sqlite3.connect(path)
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " ORDER BY name NOT LIKE '%_words'"  # with a table of words goes what belongs to it
    ).fetchall():
        connection.execute(f'DROP TABLE IF EXISTS "{name}"')
    connection.execute("PRAGMA user_version = 0")
    connection.commit()
    connection.close()
    troubles: list[BaseException] = []

    def start() -> None:
        try:
            open_database(path, create=True).close()
        except BaseException as trouble:  # noqa: BLE001
            troubles.append(trouble)

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert int(open_database(path).pragma("user_version")) == SCHEMA_VERSION


@pytest.mark.parametrize(
    ("told", "what_to_do"),
    [
        ("disk I/O error", "check that there is room left on it"),
        ("unable to open database file", "that you may read the file"),
        ("database or disk is full", "Make room and save again"),
    ],
)
def test_what_a_disk_refuses_is_told_with_what_to_do(told: str, what_to_do: str) -> None:
    with pytest.raises(DatabaseTrouble, match=what_to_do), environment_errors():
        raise OperationalError(told)
