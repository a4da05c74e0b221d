"""`tui-crm init` makes a database for oneself or a group; no other command makes a named one."""

from __future__ import annotations

import grp
import json
import os
import pwd
import stat
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.test_main import crm
from tests.support.builders import NOW
from tests.support.files import contents
from tui_crm.cli.init import _may_be_given_away
from tui_crm.settings import login_of_process
from tui_crm.store import migrate  # noqa: F401  # imported before an account may not read it
from tui_crm.store.connection import open_database
from tui_crm.store.models import Employee
from tui_crm.store.unit_of_work import write

ME = login_of_process()[0]
IS_ROOT = os.geteuid() == 0
GROUP = grp.getgrgid(os.getgroups()[-1] if os.getgroups() and not IS_ROOT else os.getgid())
"""A group of this account; root uses one of somebody else."""
if IS_ROOT:
    GROUP = next(one for one in grp.getgrall() if one.gr_gid not in os.getgroups())
ACCOUNTS = (40_001, 40_002, 0) if IS_ROOT else (os.getuid(),)
"""Who opens the database: for root, accounts that have only the group in common."""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that other accounts may enter, as that of the tests may not be."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_database_for_oneself(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "crm.db"
    done = crm(tmp_path, "init", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"Made the database {path}. Its administrator is {ME}.",
        f"Open it: tui-crm --db '{path}'",
    ]
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    operators = json.loads(crm(tmp_path, "--db", str(path), "operators", "--json").stdout)
    assert [(one["login"], one["role"]) for one in operators] == [(ME, "administrator")]
    again = crm(tmp_path, "init", str(path))
    assert (again.returncode, "exists already" in again.stderr) == (1, True)


def test_another_account_may_be_the_administrator(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    login = next(one.pw_name for one in pwd.getpwall() if one.pw_name != ME)
    assert crm(tmp_path, "init", str(path), "--administrator", login).returncode == 0
    opened = open_database(path)
    found = opened.execute_sql("SELECT login, role FROM operator").fetchall()  # type: ignore[no-untyped-call]
    assert found == [(login, "administrator")]
    opened.close()


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--group", "no-such-group"], "groupadd"), (["--administrator", "nobody-here"], "account")],
)
def test_a_name_that_the_host_does_not_know_makes_nothing(
    tmp_path: Path, options: list[str], said: str
) -> None:
    done = crm(tmp_path, "init", str(tmp_path / "there" / "crm.db"), *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("what", ["file", "folder", "link", "link to nothing"])
def test_nothing_that_stands_there_is_touched(tmp_path: Path, what: str) -> None:
    path, victim = tmp_path / "crm.db", tmp_path / "victim"
    victim.write_text("precious")
    if what == "folder":
        path.mkdir()
    elif what == "file":
        path.write_text("mine")
    else:
        path.symlink_to(victim if what == "link" else "gone")
    before = contents(tmp_path)
    assert crm(tmp_path, "init", str(path)).returncode == 1
    assert contents(tmp_path) == before


def as_account(uid: int, umask: int, work: Callable[[], object]) -> int:
    """Begin it in a process of another account, which has the group beside its own."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        if IS_ROOT and uid:
            os.setgroups([GROUP.gr_gid])
            os.setgid(uid)
            os.setuid(uid)
        os.umask(umask)
        work()
        status = 0
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        os._exit(status)


def is_well(child: int) -> bool:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize("umask", [0, 0o022, 0o077])
@pytest.mark.parametrize("first", ACCOUNTS)
def test_a_group_works_in_it_whoever_opens_it_first(place: Path, umask: int, first: int) -> None:
    path = place / "srv" / "crm.db"
    before = os.umask(0o077)
    try:
        done = crm(place, "init", str(path), "--group", GROUP.gr_name)
    finally:
        os.umask(before)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Everybody in the group {GROUP.gr_name} may work in it." in done.stdout
    assert mode(path.parent) == 0o2770
    beside = [path, path.with_name("crm.db-wal"), path.with_name("crm.db-shm")]

    def save() -> None:
        with write("employee.create", actor=None, now=NOW) as unit:
            unit.insert(Employee, code=f"E{os.getuid()}", last_name="Nowy")

    def open_and_save() -> None:
        open_database(path)
        save()

    def stay() -> None:
        open_and_save()
        os.write(ready[1], b"!")
        os.read(left[0], 1)

    ready, left = os.pipe(), os.pipe()
    staying = as_account(first, umask, stay)
    assert os.read(ready[0], 1) == b"!"
    assert [(mode(one), one.stat().st_gid) for one in beside] == [(0o660, GROUP.gr_gid)] * 3
    for other in ACCOUNTS:
        assert other == first or is_well(as_account(other, 0o077, open_and_save))
    os.write(left[1], b"!")
    assert is_well(staying)
    opened = open_database(path)
    found = opened.execute_sql("SELECT COUNT(*) FROM employee").fetchone()  # type: ignore[no-untyped-call]
    assert found == (1 + len(ACCOUNTS),)
    opened.close()


def test_a_folder_with_other_things_is_not_given_away(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    before = mode(tmp_path)
    done = crm(tmp_path, "init", str(tmp_path / "crm.db"), "--group", GROUP.gr_name)
    assert done.returncode == 1
    assert f"chgrp {GROUP.gr_name} {tmp_path} && chmod 2770 {tmp_path}" in done.stderr
    assert (mode(tmp_path), list(contents(tmp_path))) == (before, ["letter.txt"])
    os.chown(tmp_path, -1, GROUP.gr_gid)
    tmp_path.chmod(0o2770)
    done = crm(tmp_path, "init", str(tmp_path / "crm.db"), "--group", GROUP.gr_name)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_database_that_was_named_is_never_made_by_a_listing_or_by_adding(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    for args, more in (
        (["--db", str(path), "today"], {}),
        (["today"], {"TUI_CRM_DB": str(path)}),
        (["--db", str(path), "employee", "add", "JK", "Jan", "Kowalski"], {}),
        (["--db", str(path), "backup"], {}),
    ):
        done = crm(tmp_path, *args, **more)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"There is no database at {path}." in done.stderr
        assert f"tui-crm init {path}" in done.stderr
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("what", ["link to nothing", "file"])
def test_the_demo_makes_its_copy_only_where_nothing_stands(tmp_path: Path, what: str) -> None:
    path = tmp_path / "crm.db"
    path.symlink_to("gone") if what != "file" else path.touch()
    before = contents(tmp_path)
    assert crm(tmp_path, "demo", "--no-ui", "--db", str(path)).returncode == 1
    assert contents(tmp_path) == before


def test_a_folder_of_the_system_is_never_given_away(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir(mode=0o700)
    assert _may_be_given_away(empty, empty.stat())
    assert not _may_be_given_away(Path("/srv"), empty.stat())
    empty.chmod(0o1777)
    assert not _may_be_given_away(empty, empty.stat())
