"""`tui-crm restore` makes a new database and says what the one in use has beyond it."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.test_main import crm
from tests.support.builders import NOW, fresh_database, operator
from tests.support.files import NO_DATABASES, contents
from tests.support.version_0_1_0 import put_database
from tui_crm.domain.permissions import Role
from tui_crm.services.setup import operators
from tui_crm.services.setup.operators import OperatorEdit
from tui_crm.settings import login_of_process
from tui_crm.store.backup import copy_whole
from tui_crm.store.connection import open_database
from tui_crm.store.engines.sqlite_file import DATABASE_ID, read_header

ME = login_of_process()[0]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "live" / "crm.db"
    assert crm(tmp_path, "init", str(path)).returncode == 0
    run(path, "backup", str(tmp_path / "one.db"))
    return path


def run(database: Path, *args: str) -> str:
    done = crm(database.parent, "--db", str(database), *args)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(database: Path, *args: str) -> str:
    done = crm(database.parent, "--db", str(database), *args)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def last_entries(path: Path) -> list[tuple[str, str, int]]:
    with closing(sqlite3.connect(path)) as opened:
        sql = "SELECT action, subject, operator_id FROM operation ORDER BY id DESC LIMIT 2"
        return opened.execute(sql).fetchall()


def test_it_says_what_is_newer_and_how_to_swap(tmp_path: Path, database: Path) -> None:
    run(database, "employee", "add", "JK", "Jan", "Kowalski")
    before = contents(tmp_path / "live")
    new = tmp_path / "new place.db"
    said = run(database, "restore", str(tmp_path / "one.db"), "--to", str(new))
    assert f"Restored and tested: {new}, " in said
    assert f"Newer in {database} than in the backup, operations: 1." in said
    assert f"{ME}  new employee, Jan Kowalski" in said
    assert f"mv '{new}' {database}" in said
    assert read_header(new).application_id == DATABASE_ID
    assert run(new, "employees").count("\n") == 2
    assert contents(tmp_path / "live").keys() == before.keys()
    assert last_entries(new)[0] == ("database.restore", str(tmp_path / "one.db"), 1)
    assert last_entries(database)[0][:2] == (
        "database.restore", f"{tmp_path / 'one.db'} → {new}",
    )  # fmt: skip


def test_without_changes_nothing_is_newer(tmp_path: Path, database: Path) -> None:
    said = run(database, "restore", str(tmp_path / "one.db"), "--to", str(tmp_path / "new.db"))
    assert f"There is nothing newer in {database}." in said


def test_a_backup_of_another_database_is_said_to_be_one(tmp_path: Path, database: Path) -> None:
    other = tmp_path / "other.db"
    fresh_database(other).close()
    with closing(sqlite3.connect(other)) as opened, opened:
        opened.execute(
            "INSERT INTO operation (at, session, action, subject)"
            " VALUES ('2020-01-01 10:00:00', '', 'x.y', '')"
        )
    said = run(database, "restore", str(other), "--to", str(tmp_path / "new.db"))
    assert f"Caution: by its history this is no backup of {database}." in said


@pytest.mark.parametrize("kind", [*NO_DATABASES, "database", "leftover"])
def test_nothing_is_restored_over_anything(tmp_path: Path, database: Path, kind: str) -> None:
    new = tmp_path / "new.db"
    if kind == "leftover":
        new.with_name("new.db-wal").write_bytes(b"x")
    elif kind == "database":
        new = database
    else:
        NO_DATABASES[kind][0](new)
    before = contents(tmp_path)
    said = refused(database, "restore", str(tmp_path / "one.db"), "--to", str(new))
    assert "exists already, and nothing is restored over it" in said
    assert contents(tmp_path) == before


@pytest.mark.parametrize("kind", NO_DATABASES)
def test_what_is_no_backup_makes_nothing(tmp_path: Path, database: Path, kind: str) -> None:
    NO_DATABASES[kind][0](tmp_path / "old.db")
    before = contents(tmp_path)
    said = refused(database, "restore", str(tmp_path / "old.db"), "--to", str(tmp_path / "new.db"))
    assert str(tmp_path / "old.db") in said
    assert contents(tmp_path) == before


def test_a_damaged_backup_makes_nothing(tmp_path: Path, database: Path) -> None:
    backup = tmp_path / "one.db"
    whole = bytearray(backup.read_bytes())
    # Somewhere in an index of words or a table: the pages behind the first.
    for page in range(3, len(whole) // 4096, 2):
        whole[page * 4096 : page * 4096 + 200] = bytes(200)
    backup.write_bytes(whole)
    said = refused(database, "restore", str(backup), "--to", str(tmp_path / "new.db"))
    assert "one.db: The file is damaged" in said
    assert [path.name for path in tmp_path.glob("new*")] == []


@pytest.mark.parametrize("state", ["damaged", "gone"])
def test_it_works_when_the_database_in_use_does_not(
    tmp_path: Path, database: Path, state: str
) -> None:
    if state == "gone":
        database.unlink()
    else:
        database.write_bytes(database.read_bytes()[:5000] + bytes(100_000))
    said = run(database, "restore", str(tmp_path / "one.db"), "--to", str(tmp_path / "new.db"))
    assert "It cannot be compared with the database in use: " in said
    assert run(tmp_path / "new.db", "employees")


def test_the_group_of_the_one_in_use_may_work_in_the_new_one(
    tmp_path: Path, database: Path
) -> None:
    database.chmod(0o660)
    new = tmp_path / "new.db"
    run(database, "restore", str(tmp_path / "one.db"), "--to", str(new))
    assert stat.S_IMODE(new.stat().st_mode) == 0o660


def test_a_copy_of_0_1_0_is_restored_and_brought_up_to_date(tmp_path: Path) -> None:
    put_database(tmp_path / "old.db")
    live, new = tmp_path / "live.db", tmp_path / "new.db"
    said = run(live, "restore", str(tmp_path / "old.db"), "--to", str(new))
    assert "It is of an older version" in said
    done = crm(tmp_path, "--db", str(new), "--as", "nobody", "today")
    assert f"as it was before it is in {new}.v4" in done.stderr
    assert read_header(new).version > 4


def test_only_who_may_keep_the_database_restores(tmp_path: Path) -> None:
    path, backup = tmp_path / "crm.db", tmp_path / "one.db"
    opened = open_database(path, create=True, quick=True)
    operators.save(OperatorEdit(ME, role=Role.MANAGER), actor=operator(), now=NOW)
    opened.close()
    copy_whole(path, backup)
    said = refused(path, "restore", str(backup), "--to", str(tmp_path / "new.db"))
    assert "You may not back up, restore or repair the database." in said
    assert not (tmp_path / "new.db").exists()
