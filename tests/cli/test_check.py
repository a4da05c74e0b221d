"""`tui-crm check`: what is wrong is named with what to do, and some of it is mended."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_main import crm, environment, on_a_terminal, started
from tests.support.builders import NOW, operator
from tests.support.files import NO_DATABASES, contents
from tests.support.terminal.program import installed
from tests.support.version_0_1_0 import put_database
from tui_crm.domain.permissions import Role
from tui_crm.services.setup import operators
from tui_crm.services.setup.operators import OperatorEdit
from tui_crm.settings import login_of_process
from tui_crm.store.connection import open_database

ME = login_of_process()[0]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    made = crm(folder, "demo", "--no-ui", "--db", str(folder / "crm.db"))
    assert made.returncode == 0, made.stderr
    return folder / "crm.db"


@pytest.fixture
def database(tmp_path: Path, sample: Path) -> Path:
    (tmp_path / "there").mkdir(mode=0o700)
    return Path(shutil.copy(sample, tmp_path / "there" / "crm.db"))


def checked(database: Path, *args: str, status: int = 1, **more: Any) -> dict[str, Any]:
    done = crm(database.parent.parent, "--db", str(database), "check", "--json", *args, **more)
    assert (done.returncode, done.stderr) == (status, ""), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def areas(found: list[dict[str, str]]) -> list[str]:
    return [one["area"] for one in found]


def execute(database: Path, *statements: str) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as opened:
        opened.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            opened.execute(statement)


def lose_words(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as opened:
        name = "person_words_changed"
        query = f"SELECT sql FROM sqlite_master WHERE name = '{name}'"
        (sql,) = opened.execute(query).fetchone()
        opened.execute(f"DROP TRIGGER {name}")
        opened.execute("UPDATE person SET fold = 'nobody' WHERE id = 1")
        opened.execute(sql)


MENDED: dict[str, tuple[Callable[[Path], object], str]] = {
    "order_at": (
        lambda path: execute(path, "UPDATE activity SET order_at = '2026-11-20 1x' WHERE id = 3"),
        "derived",
    ),
    "search words": (
        lambda path: execute(path, "UPDATE contractor SET joined = 'x' WHERE id = 1"), "derived",
    ),
    "summary": (
        lambda path: execute(path, "UPDATE contractor SET open_activities = 77 WHERE id = 1"),
        "derived",
    ),
    "index": (lose_words, "search"),
    "id": (lambda path: execute(path, "PRAGMA application_id = 0"), "schema"),
    "mode": (lambda path: path.chmod(0o644), "access"),
    "folder": (lambda path: path.parent.chmod(0o777), "access"),
    "shared file": (lambda path: path.chmod(0o660), "access"),
}  # fmt: skip
LEFT: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "time": (
        lambda path: execute(path, "UPDATE activity SET starts_at = 'then' WHERE id = 3"),
        "rows", "activity C/2026/0003: the value of “starts_at” cannot be read.",
    ),
    "enum": (
        lambda path: execute(path, "UPDATE activity SET kind = 'x' WHERE id IN (3, 4, 5, 6, 7, 8)"),
        "rows", "and 1 more: the value of “kind” cannot be read.",
    ),
    "reference": (
        lambda path: execute(path, "UPDATE affiliation SET person_id = 9999 WHERE id = 1"),
        "keys", "affiliation 1 refer to rows of “person” that are not there.",
    ),
    "json": (
        lambda path: execute(
            path, "INSERT INTO setting (created_at, changed_at, version, name, value)"
            " VALUES ('2026-11-23 09:41:00', '2026-11-23 09:41:00', 1, 'holidays', '{')",
        ),
        "rows", "setting 1: the value of “value” cannot be read.",
    ),
}  # fmt: skip


def test_all_is_well(database: Path) -> None:
    before = contents(database.parent)
    found = checked(database, status=0)
    assert (found["findings"], found["repaired"]) == ([], [])
    assert found["rows"] > 2000
    said = started(database.parent.parent, "--db", str(database), "check")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.startswith(f"All is well: {database}, ")
    assert contents(database.parent) == before


@pytest.mark.parametrize("kind", MENDED)
def test_what_can_be_mended_is_told_and_mended_after_a_backup(database: Path, kind: str) -> None:
    spoil, area = MENDED[kind]
    spoil(database)
    found = checked(database)
    assert set(areas(found["findings"])) >= {area}
    assert all(one["what"] and one["to_do"] for one in found["findings"])
    mended = checked(database, "--repair", status=0)
    assert mended["repaired"] == found["findings"]
    assert checked(database, status=0)["findings"] == []
    assert [path.suffix for path in (database.parent / "backups").iterdir()] == [".db"]
    with closing(sqlite3.connect(database)) as opened:
        last = "SELECT action, operator_id FROM operation ORDER BY id DESC LIMIT 1"
        action, operator_id = opened.execute(last).fetchone()
    assert (action, operator_id is not None) == ("database.repair", True)


@pytest.mark.parametrize("kind", LEFT)
def test_what_only_a_person_can_mend_is_told_and_left(database: Path, kind: str) -> None:
    spoil, area, said = LEFT[kind]
    spoil(database)
    found = checked(database)["findings"]
    assert areas(found) == [area]
    assert found[0]["what"].endswith(said)
    before = contents(database.parent)
    assert checked(database, "--repair")["findings"] == found
    assert contents(database.parent) == before


def test_all_at_once_each_is_said(database: Path) -> None:
    for spoil, _area in MENDED.values():
        spoil(database)
    for spoil, _area, _said in LEFT.values():
        spoil(database)
    done = crm(database.parent.parent, "--db", str(database), "check", "--repair")
    assert done.returncode == 1
    assert done.stdout.count("Repaired: ") >= 5
    assert done.stdout.startswith("The database as it was before is in ")
    assert set(areas(checked(database)["findings"])) == {"rows", "keys"}


@pytest.mark.parametrize("where", range(4))
def test_a_damaged_file_is_a_finding_and_nothing_is_mended_in_it(
    database: Path, where: int
) -> None:
    whole = bytearray(database.read_bytes())
    for page in range(2 + where, len(whole) // 4096, 7):
        whole[page * 4096 : page * 4096 + 512] = os.urandom(512)
    database.write_bytes(whole)
    found = checked(database)["findings"]
    assert areas(found)[:1] == ["file"]
    assert "Restore the last backup" in found[0]["to_do"]
    database.chmod(0o644)
    before = contents(database.parent)
    done = crm(database.parent.parent, "--db", str(database), "check", "--repair")
    assert (done.returncode, done.stdout) == (1, "")
    assert "nothing is repaired in it" in done.stderr
    assert contents(database.parent) == before


@pytest.mark.parametrize("kind", NO_DATABASES)
def test_what_is_no_database_is_refused(tmp_path: Path, kind: str) -> None:
    make, said = NO_DATABASES[kind]
    make(tmp_path / "x.db")
    before = contents(tmp_path)
    done = crm(tmp_path, "--db", str(tmp_path / "x.db"), "check")
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert contents(tmp_path) == before


def test_a_backup_is_checked_and_never_changed(tmp_path: Path, database: Path) -> None:
    execute(database, "UPDATE contractor SET open_activities = 77 WHERE id = 1")
    copy = tmp_path / "copy.db"
    assert crm(tmp_path, "--db", str(database), "backup", str(copy)).returncode == 0
    before = contents(tmp_path)
    assert areas(checked(copy)["findings"]) == ["derived"]
    done = crm(tmp_path, "--db", str(copy), "check", "--repair")
    assert (done.returncode, "is a backup: nothing is changed in it" in done.stderr) == (1, True)
    assert contents(tmp_path) == before


def test_an_older_database_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "there" / "old.db"
    path.parent.mkdir(mode=0o700)
    put_database(path)
    path.chmod(0o600)
    found = checked(path)
    assert areas(found["findings"])[:1] == ["schema"]
    assert "brought up to date" in found["findings"][0]["to_do"]
    open_database(path).close()
    assert checked(path, status=0)["findings"] == []


def test_settings_that_cannot_be_read_are_a_finding(tmp_path: Path, database: Path) -> None:
    settings = tmp_path / "config" / "tui-crm" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("theme = 7\n")
    (tmp_path / "state").write_text("no folder")
    more: dict[str, Any] = {
        "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_STATE_HOME": str(tmp_path / "state"),
        "TZ": "Mars/Olympus",
    }  # fmt: skip
    found = checked(database, **more)["findings"]
    assert areas(found) == ["settings", "settings", "zone"]
    assert str(settings) in found[0]["what"]
    assert str(tmp_path / "state") in found[1]["what"]


def test_a_poor_terminal_is_a_finding(tmp_path: Path, database: Path) -> None:
    given = environment(tmp_path, TERM="dumb")
    asked = ["sh", "-c", '"$0" "$@" || true', *installed(), "--db", str(database), "check"]
    seen = on_a_terminal(asked, given)
    assert b"terminal: This terminal cannot move its cursor" in seen
    assert b"UTF-8" not in seen
    given |= {"TERM": "xterm", "PYTHONIOENCODING": "iso-8859-2"}
    assert b"terminal: The terminal is not told to show UTF-8" in on_a_terminal(asked, given)


def test_a_group_that_cannot_use_what_is_beside_is_a_finding(database: Path) -> None:
    database.chmod(0o660)
    database.parent.chmod(0o2770)
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("SELECT COUNT(*) FROM activity").fetchone()
        shm = database.with_name("crm.db-shm")
        shm.chmod(0o600)
        found = checked(database)["findings"]
        assert areas(found) == ["access"]
        assert f"{shm} is not for the group" in found[0]["what"]
        assert checked(database, "--repair", status=0)["repaired"] == found
        assert stat.S_IMODE(shm.stat().st_mode) == 0o660


def test_only_who_may_keep_the_database_mends_it(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    opened = open_database(path, create=True, quick=True)
    operators.save(OperatorEdit(ME, role=Role.MANAGER), actor=operator(), now=NOW)
    opened.close()
    path.chmod(0o644)
    done = crm(tmp_path, "--db", str(path), "check", "--repair")
    assert (done.returncode, done.stdout) == (1, "")
    assert "You may not back up, restore or repair the database." in done.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
