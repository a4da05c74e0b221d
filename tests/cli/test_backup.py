"""`tui-crm backup`, as cron runs it."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.test_main import crm, started
from tests.support.builders import NOW, operator
from tests.support.files import contents
from tui_crm.domain.permissions import Role
from tui_crm.services.setup import operators
from tui_crm.services.setup.operators import OperatorEdit
from tui_crm.settings import login_of_process
from tui_crm.store.connection import open_database
from tui_crm.store.engines.sqlite_file import connect
from tui_crm.store.models import Employee
from tui_crm.store.unit_of_work import write

ME = login_of_process()[0]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    folder = tmp_path / "crm"
    folder.mkdir()
    assert crm(tmp_path, "init", str(folder / "crm.db")).returncode == 0
    return folder / "crm.db"


def history(database: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(database)) as opened:
        rows = opened.execute(
            "SELECT action, subject FROM operation WHERE action = 'database.backup' ORDER BY id"
        )
        return rows.fetchall()


def test_it_says_where_and_the_history_says_it_too(database: Path) -> None:
    done = started(database.parent, "--db", str(database), "backup")
    assert (done.returncode, done.stderr) == (0, "")
    (made,) = (database.parent / "backups").iterdir()
    assert done.stdout.startswith(f"Backup made and tested: {made}, ")
    assert history(database) == [("database.backup", str(made))]


def test_a_year_of_cron_keeps_what_it_was_told(database: Path) -> None:
    folder = database.parent / "backups"
    assert crm(database.parent, "--db", str(database), "backup").returncode == 0
    (made,) = folder.iterdir()
    for month in range(1, 10):
        (folder / f"crm-2026-0{month}-01-000000.db").write_bytes(made.read_bytes())
    words = ("backup", str(folder), "--keep", "1d,4m", "--json")
    done = json.loads(crm(database.parent, "--db", str(database), *words).stdout)
    assert len(done["removed"]) >= 7
    assert done["path"] in {str(path) for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("target", "status", "said"),
    [
        ("nowhere/x.db", 1, "There is no folder"), ("crm/crm.db", 1, "is there already"),
        ("letter", 1, "is there already"), ("crm/new.db --keep 3d", 1, "--keep needs a folder"),
        ("crm --keep never", 2, "14d,8w,12m"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_has_a_status_for_cron(
    tmp_path: Path, database: Path, target: str, status: int, said: str
) -> None:
    (tmp_path / "letter").write_text("Dear")
    before = contents(tmp_path)
    path, *more = target.split()
    done = crm(tmp_path, "--db", str(database), "backup", str(tmp_path / path), *more)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr
    assert contents(tmp_path) == before


def test_only_who_may_keep_the_database_backs_it_up(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    opened = open_database(path, create=True, quick=True)
    anna = operator()
    edit = OperatorEdit(ME, role=Role.MANAGER)
    operators.save(edit, actor=anna, now=NOW)
    opened.close()
    done = crm(tmp_path, "--db", str(path), "backup")
    assert (done.returncode, done.stdout) == (1, "")
    assert "You may not back up, restore or repair the database." in done.stderr
    assert not (tmp_path / "backups").exists()


def test_who_is_no_operator_may_when_the_file_is_theirs(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    opened = open_database(path, create=True, quick=True)
    operator()
    opened.close()
    done = crm(tmp_path, "--db", str(path), "backup")
    assert (done.returncode, done.stderr) == (0, "")
    assert history(path)[0][1].endswith(f" ({ME})")
    stranger = crm(tmp_path, "--db", str(path), "--as", "stranger", "backup")
    assert (stranger.returncode, "stranger" in stranger.stderr) == (1, True)


def test_a_history_that_cannot_be_written_is_said_and_is_no_failure(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute(
            "CREATE TRIGGER full BEFORE INSERT ON operation"
            " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    done = crm(database.parent, "--db", str(database), "backup")
    assert done.returncode == 0
    assert "The backup is whole, but the history does not say so: The disk is full" in done.stderr


def test_while_four_save_it_holds_every_save_from_before_its_start(
    tmp_path: Path, database: Path
) -> None:
    writers, ready = [], os.pipe()
    for number in range(4):
        child = os.fork()
        if not child:
            open_database(database)
            for count in range(10_000):
                with write("employee.create", actor=None, now=NOW) as unit:
                    code = f"W{number}-{count}"
                    unit.insert(Employee, code=code, last_name="Nowy")
                os.write(ready[1], f"{code}\n".encode())
            os._exit(0)
        writers.append(child)
    saved: set[str] = set()
    read = threading.Thread(target=_read, args=(ready[0], saved), daemon=True)
    read.start()
    try:
        for turn in range(4):
            while len(saved) < 20 * (turn + 1):
                pass
            before = set(saved)
            done = started(tmp_path, "--db", str(database), "backup", str(tmp_path / "copy.db"))
            assert (done.returncode, done.stderr) == (0, "")
            with closing(connect(tmp_path / "copy.db", "mode=ro&immutable=1")) as copy:
                codes = {code for (code,) in copy.execute("SELECT code FROM employee")}
                assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
            assert before - codes == set()
    finally:
        for child in writers:
            os.kill(child, 9)
            os.waitpid(child, 0)


def _read(source: int, saved: set[str]) -> None:
    rest = b""
    while chunk := os.read(source, 65536):
        *lines, rest = (rest + chunk).split(b"\n")
        saved.update(line.decode() for line in lines)
