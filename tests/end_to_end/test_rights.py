"""Rights in the installed program: what is refused, and whose login counts."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support.terminal.program import Program, answer_own_name
from tui_crm.settings import login_of_process


def be_an_operator(program: Program, rights: dict[str, str | bool]) -> None:
    """The login of the system works in a department of its own."""
    assert program.database is not None
    with closing(sqlite3.connect(program.database)) as db, db:
        db.execute("UPDATE operator SET role = 'operator'")
        db.execute("UPDATE employee SET department = 'mine' WHERE code = 'AN'")
        db.execute(
            "INSERT INTO setting (name, value, created_at, changed_at, version)"
            " VALUES ('rights', ?, '2026-01-01', '2026-01-01', 1)",
            (json.dumps({"operator": rights}),),
        )


def test_what_belongs_to_another_department_is_refused_with_the_reason(program: Program) -> None:
    be_an_operator(program, {})
    with program.open() as terminal:
        terminal.press("2", "a")
        terminal.wait_for("Everybody's activities.")
        terminal.type("/zwroty z ostatnich\r")
        terminal.wait_for("Uporządkować")
        terminal.press("c")
        terminal.wait_for("this belongs to Katarzyna")
        terminal.wait_for(re.compile(r"Ask them or\s+a manager\."))
        terminal.press("enter")
        terminal.wait_for("so you can only read it.")


def test_what_may_not_be_seen_is_in_no_list(program: Program) -> None:
    be_an_operator(program, {"see": "coworkers", "export": True})
    assert {row["employee"] for row in program.everything()} == {"AN"}
    with program.open() as terminal:
        terminal.press("2", "a")
        terminal.wait_for("Activities of my department")
        terminal.type("/zwroty z ostatnich\r")
        terminal.wait_for("Nothing matches the filter.")


def test_nobody_is_made_by_working_as_them(tmp_path: Path) -> None:
    program = Program(tmp_path)
    with program.open(ready="A new, empty database was made") as terminal:
        answer_own_name(terminal, "Ewa Zet")
        terminal.press("q")
        assert terminal.exit_code() == 0
    for login in ("zofia", login_of_process()[0] + "x"):
        with program.open("--as", login, ready=f"There is no operator {login}") as terminal:
            assert terminal.exit_code() == 1
    assert program.run("operators").stdout.count("\n") == 2
