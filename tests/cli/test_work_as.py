"""Working as somebody else: by the login of the system, for administrators (`--as`)."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_main import crm, environment
from tests.queries.conftest import Office
from tests.support.builders import NOW
from tui_crm.cli import main as cli
from tui_crm.domain.permissions import Role
from tui_crm.settings import login_of_process
from tui_crm.store.connection import open_database
from tui_crm.store.models import Employee, Operator, Setting
from tui_crm.store.unit_of_work import write

ME = login_of_process()[0]
REFUSED = f"tui-crm: You are {ME} here, and only an administrator may work as anna."


@pytest.fixture(scope="module")
def annas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Anna's office, where the login of the system is nobody yet."""
    path = tmp_path_factory.mktemp("annas") / "annas.db"
    opened = open_database(path, create=True, quick=True)
    with opened.atomic():
        office = Office()
        office.activity("hers")
        office.activity("his", employee_id=office.employee("Jan", "Zając", department="service"))
    opened.close()
    return path


@pytest.fixture
def database(annas: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(annas, tmp_path / "crm.db"))


def join(database: Path, rights: dict[str, Any] | None = None, **values: Any) -> None:
    """Make the login of the system an operator who works as an employee in sales."""
    opened = open_database(database)
    with write("test", actor=None, now=NOW) as unit:
        mine = unit.insert(Employee, code="ME", last_name="Lis", department="sales")
        unit.insert(Operator, login=ME, **{"employee_id": mine, **values})
        if rights is not None:
            unit.insert(Setting, name="rights", value=json.dumps({"operator": rights}))
    opened.close()


@pytest.mark.parametrize(
    "command", ["contractors", "persons", "activities --all", "find anything", "who 567"]
)
def test_whole_lists_are_for_those_who_may_export(
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    join(database)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(database.parent))
    asked = [*command.split(), "--db", str(database), "--lang", "en", "--limit"]
    assert cli.main([*asked, "200"]) == 0
    assert cli.main([*asked, "201"]) == 1
    assert (
        "more than 200 rows at once. Ask a manager or an administrator." in capsys.readouterr().err
    )
    opened = open_database(database)
    with write("test", actor=None, now=NOW) as unit:
        unit.insert(Setting, name="rights", value='{"operator": {"export": true}}')
    opened.close()
    assert cli.main([*asked, "201"]) == 0


@pytest.mark.parametrize(
    "values",
    [
        None,
        {"role": Role.OPERATOR},
        {"role": Role.MANAGER},
        {"role": Role.ADMINISTRATOR, "active": False},
    ],
    ids=["a stranger", "an operator", "a manager", "a former administrator"],
)
def test_only_an_administrator_works_as_somebody_else(
    database: Path, tmp_path: Path, values: dict[str, Any] | None
) -> None:
    if values is not None:
        join(database, **values)
    done = crm(tmp_path, "--db", str(database), "--as", "anna", "activities")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(REFUSED)
    assert done.stderr.count("\n") == 1


def test_an_administrator_works_as_somebody_else(database: Path, tmp_path: Path) -> None:
    join(database, role=Role.ADMINISTRATOR, employee_id=None)
    done = crm(tmp_path, "--db", str(database), "--as", "anna", "activities", "--json")
    assert [row["subject"] for row in json.loads(done.stdout)] == ["hers"]


def test_naming_oneself_needs_no_right(database: Path, tmp_path: Path) -> None:
    join(database)
    assert crm(tmp_path, "--db", str(database), "--as", ME, "today").returncode == 0


def test_the_login_is_the_kernels_also_under_sudo(database: Path, tmp_path: Path) -> None:
    told = {"SUDO_USER": "anna", "SUDO_UID": "0", "USER": "anna", "LOGNAME": "anna"}
    done = crm(tmp_path, "--db", str(database), "today", **told)
    assert done.returncode == 1
    assert f"There is no operator {ME}." in done.stderr
    done = crm(tmp_path, "--db", str(database), "--as", "anna", "today", **told)
    assert done.stderr.startswith(REFUSED)


def test_no_screen_is_opened_as_somebody_else(database: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tui_crm", "--db", str(database), "--as", "anna"],
            env=environment(tmp_path), stdin=theirs, stdout=theirs, stderr=theirs, timeout=60,
            check=False,
        )  # fmt: skip
        told = os.read(ours, 4096).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 1
    assert told.startswith(REFUSED)


def test_the_sample_company_may_be_anybodys(tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    made = crm(tmp_path, "demo", "--no-ui", "--db", str(kept), "--as", "zofia")
    assert (made.returncode, made.stderr) == (0, "")


def test_the_lists_hold_what_the_operator_may_see(database: Path, tmp_path: Path) -> None:
    join(database, rights={"see": "coworkers"})
    at = ("--db", str(database))
    assert json.loads(crm(tmp_path, *at, "activities", "--all", "--json").stdout) == []
    done = crm(tmp_path, *at, "show", "T/2026/2")
    assert done.returncode == 1
    assert "whose activities you may not see" in done.stderr
