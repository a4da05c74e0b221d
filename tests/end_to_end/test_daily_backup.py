"""The first start of a day makes a backup beside the database, in the background."""

from __future__ import annotations

import sqlite3
import stat
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from tests.end_to_end.conftest import set_daily_backup
from tests.support.terminal.program import ZONE, Program
from tests.support.terminal.pty import Terminal
from tui_crm.daily_backup import DELAY
from tui_crm.store.backup import is_backup


def folder(program: Program) -> Path:
    assert program.database is not None
    return program.database.parent / "backups"


def history(program: Program) -> list[tuple[str, int | None]]:
    assert program.database is not None
    with closing(sqlite3.connect(program.database)) as opened:
        sql = "SELECT subject, operator_id FROM operation WHERE action = 'database.backup'"
        return opened.execute(sql).fetchall()


def leave(terminal: Terminal) -> None:
    terminal.press("ctrl+q")
    assert terminal.exit_code() == 0


ANNOUNCED = "From now on the first start of a day backs the database up"


@pytest.fixture
def program(program: Program) -> Program:
    assert program.database is not None
    set_daily_backup(program.database, wanted=True)
    return program


def made_so_far(program: Program, terminal: Terminal, count: int) -> list[Path]:
    """The backups, once there are so many and the history says so."""
    deadline = time.monotonic() + 30
    while len(history(program)) < count and time.monotonic() < deadline:
        terminal.let_pass(0.05)
    return sorted(folder(program).iterdir())


def test_it_is_made_once_a_day_and_told_once(program: Program) -> None:
    with program.open(cols=160) as terminal:
        terminal.wait_for(ANNOUNCED)
        (made,) = made_so_far(program, terminal, 1)
        leave(terminal)
    assert made.name.startswith(f"crm-{datetime.now(ZONE):%Y-%m-%d}-")
    assert is_backup(made)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert history(program) == [(str(made), None)]
    with program.open(cols=160) as terminal:
        terminal.let_pass(DELAY + 1)
        assert ANNOUNCED not in terminal.text()
        leave(terminal)
    assert list(folder(program).iterdir()) == [made]
    made.rename(made.with_name("crm-2026-01-02-030405.db"))
    with program.open(cols=160) as terminal:
        assert len(made_so_far(program, terminal, 2)) == 2
        assert ANNOUNCED not in terminal.text()
        leave(terminal)


def test_the_company_can_switch_it_off(program: Program) -> None:
    assert program.database is not None
    set_daily_backup(program.database, wanted=False)
    with program.open(cols=160) as terminal:
        terminal.let_pass(DELAY + 1)
        assert ANNOUNCED not in terminal.text()
        leave(terminal)
    assert not folder(program).exists()


def test_where_none_can_be_made_it_is_said_and_work_goes_on(program: Program) -> None:
    folder(program).write_text("no folder")
    with program.open(cols=160) as terminal:
        terminal.wait_for("Today's backup could not be made")
        terminal.press("n")
        terminal.wait_for("New contact")
        leave(terminal)
