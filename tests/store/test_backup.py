"""A backup is whole, tested and private, and takes no other file's place."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.builders import NOW, fresh_database
from tests.support.files import NO_DATABASES, contents
from tui_crm.domain.backup_keep import Keep
from tui_crm.domain.errors import CrmError, DatabaseTrouble, Refused
from tui_crm.store import backup
from tui_crm.store.backup import back_up, backups_folder, copy_whole, is_backup
from tui_crm.store.engines.sqlite_file import BACKUP_ID, connect, read_header
from tui_crm.store.file_system import locked_folder
from tui_crm.store.models import Employee
from tui_crm.store.unit_of_work import write

AT = datetime(2026, 11, 23, 9, 41)  # noqa: DTZ001  # the local time in the name of a file


@pytest.fixture
def database(tmp_path: Path) -> Path:
    (tmp_path / "here").mkdir()
    path = tmp_path / "here" / "crm.db"
    fresh_database(path)
    with write("employee.create", actor=None, now=NOW) as unit:
        unit.insert(Employee, code="AN", last_name="Nowak")
    return path


def employees(path: Path) -> list[tuple[str]]:
    with closing(connect(path, "mode=ro&immutable=1")) as opened:
        return opened.execute("SELECT last_name FROM employee ORDER BY id").fetchall()


def test_it_holds_what_is_in_the_wal_and_is_private(tmp_path: Path, database: Path) -> None:
    before = os.umask(0)
    try:
        made = back_up(database, tmp_path / "copy.db", now=AT)
    finally:
        os.umask(before)
    assert employees(made.path) == [("Nowak",)]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert read_header(made.path).application_id == BACKUP_ID
    assert list(contents(tmp_path)) == ["copy.db", "here", "here/crm.db", *(
        f"here/crm.db-{ending}" for ending in ("shm", "wal")
    )]  # fmt: skip


def test_in_a_folder_it_is_named_after_the_time_and_never_replaces(
    tmp_path: Path, database: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    names = [back_up(database, folder, now=AT).path.name for _ in range(2)]
    assert names == ["crm-2026-11-23-094100.db", "crm-2026-11-23-094101.db"]


def test_a_file_that_is_a_backup_is_replaced(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "copy.db"
    back_up(database, path, now=AT)
    with write("employee.create", actor=None, now=NOW) as unit:
        unit.insert(Employee, code="EL", last_name="Lis")
    back_up(database, path, now=AT)
    assert employees(path) == [("Nowak",), ("Lis",)]


@pytest.mark.parametrize("kind", [kind for kind in NO_DATABASES if kind != "folder"])
def test_no_other_file_is_replaced(tmp_path: Path, database: Path, kind: str) -> None:
    path = tmp_path / "mine"
    NO_DATABASES[kind][0](path)
    before = contents(tmp_path)
    with pytest.raises(Refused, match=f"{path} is there already"):
        back_up(database, path, now=AT)
    assert contents(tmp_path) == before


def test_neither_a_database_nor_a_link_to_a_backup_is(tmp_path: Path, database: Path) -> None:
    copy, link = tmp_path / "copy.db", tmp_path / "link.db"
    back_up(database, copy, now=AT)
    link.symlink_to(copy)
    before = contents(tmp_path)
    for path in (link, database):
        with pytest.raises(Refused, match="is there already"):
            back_up(database, path, now=AT)
    assert contents(tmp_path) == before


def test_a_link_under_the_name_of_the_unfinished_copy_is_not_followed(
    tmp_path: Path, database: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "copy.db.part").symlink_to(victim)
    back_up(database, tmp_path / "copy.db", now=AT)
    assert victim.read_text() == "precious"
    assert not os.path.lexists(tmp_path / "copy.db.part")


def test_only_own_backups_of_this_database_are_thinned_out(tmp_path: Path, database: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old = [AT.replace(day=day) for day in (1, 2, 3)]
    for at in old:
        back_up(database, folder, now=at)
    others = {
        "crm-2026-11-01-000000.db": "text", "crm-2026-13-99-000000.db": "text",
        "notes.txt": "text", "other-2026-11-01-094100.db": "text",
    }  # fmt: skip
    for name, text in others.items():
        (folder / name).write_text(text)
    (folder / "crm-2026-11-01-000001.db").symlink_to(folder / "crm-2026-11-01-094100.db")
    made = back_up(database, folder, now=AT, keep=Keep(2))
    assert [path.name for path in made.removed] == [
        "crm-2026-11-02-094100.db", "crm-2026-11-01-094100.db",
    ]  # fmt: skip
    assert {path.name for path in folder.iterdir()} == {
        *others, "crm-2026-11-01-000001.db", "crm-2026-11-03-094100.db", "crm-2026-11-23-094100.db",
    }  # fmt: skip


def test_a_damaged_database_gives_no_backup(tmp_path: Path, database: Path) -> None:
    copy = tmp_path / "damaged.db"
    copy_whole(database, copy, application_id=0)
    whole = bytearray(copy.read_bytes())
    for page in range(2, len(whole) // 4096):
        whole[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    copy.write_bytes(whole)
    before = contents(tmp_path)
    with pytest.raises(DatabaseTrouble, match="damaged"):
        back_up(copy, tmp_path / "copy.db", now=AT)
    assert contents(tmp_path) == before


def test_a_copy_that_lacks_rows_is_thrown_away(
    tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = backup._mark

    def lose(part: Path, application_id: int) -> None:
        with closing(sqlite3.connect(part)) as opened, opened:
            opened.execute("DELETE FROM employee")
        mark(part, application_id)

    monkeypatch.setattr(backup, "_mark", lose)
    with pytest.raises(DatabaseTrouble, match="does not hold all rows of “employee”"):
        back_up(database, tmp_path / "copy.db", now=AT)
    assert not list(tmp_path.glob("copy*"))


def test_where_nothing_can_be_written_it_says_so(database: Path) -> None:
    with pytest.raises(CrmError, match="/proc"):
        back_up(database, Path("/proc/copy.db"), now=AT)


def test_two_at_once_into_one_folder_are_one(tmp_path: Path, database: Path) -> None:
    with locked_folder(tmp_path), pytest.raises(Refused, match="just now"):
        back_up(database, tmp_path / "copy.db", now=AT)


def test_killed_at_any_moment_it_is_there_whole_or_not_at_all(
    tmp_path: Path, database: Path
) -> None:
    path = tmp_path / "copy.db"
    for wait in (0, 0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05):
        child = os.fork()
        if not child:
            back_up(database, path, now=AT)
            os._exit(0)
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert not path.exists() or employees(path) == [("Nowak",)]
    assert back_up(database, path, now=AT).rows > 0
    assert {one.name for one in tmp_path.iterdir()} == {"copy.db", "here"}


def test_the_folder_beside_the_database_is_no_link(tmp_path: Path, database: Path) -> None:
    folder = backups_folder(database)
    assert (folder, stat.S_IMODE(folder.stat().st_mode)) == (database.parent / "backups", 0o700)
    folder.rmdir()
    folder.symlink_to(tmp_path)
    with pytest.raises(Refused, match="is no folder of its own"):
        backups_folder(database)
    folder.unlink()
    database.chmod(0o660)
    assert stat.S_IMODE(backups_folder(database).stat().st_mode) == 0o2770


def test_what_is_not_there_is_no_backup(tmp_path: Path, database: Path) -> None:
    assert not is_backup(tmp_path / "nowhere")
    assert not is_backup(database)
