"""A colleague's transaction keeps a save waiting; what the operator can do meanwhile."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import PIPE

from tests.support.terminal.program import Program, new_contact
from tui_crm.settings import login_of_process

SAVING = f"{login_of_process()[0]} is writing to the database just now"
HOLDS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("begun", flush=True)
sys.stdin.read()
"""


@contextmanager
def lock(program: Program) -> Iterator[None]:
    """A transaction of another process, as long as the block lasts."""
    assert program.database is not None
    command = [sys.executable, "-S", "-c", HOLDS, str(program.database)]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True) as held:
        assert held.stdout is not None
        assert held.stdout.readline() == "begun\n"
        try:
            yield
        finally:
            held.communicate()


def test_help_is_opened_and_closed_meanwhile_and_the_save_goes_on(program: Program) -> None:
    with program.open() as terminal:
        new_contact(terminal)
        terminal.type("czy to jutro? tak")
        with lock(program):
            terminal.press("ctrl+s")
            terminal.wait_for(SAVING)
            terminal.press("f1")
            terminal.wait_for("Keys of this screen")
            terminal.press("down", "escape")
            terminal.wait_gone("Keys of this screen")
            terminal.wait_for(SAVING)
            terminal.press("f1")
            terminal.wait_for("Keys of this screen")
        terminal.press("escape")
        terminal.wait_for("Saved C/")
    assert [row["note"] for row in program.everything() if "jutro?" in row["note"]] == [
        "czy to jutro? tak"
    ]


def test_one_leaves_meanwhile_and_nothing_is_lost(program: Program) -> None:
    before = program.everything()
    with program.open() as terminal:
        new_contact(terminal)
        terminal.type("zostaje szkic")
        with lock(program):
            terminal.press("ctrl+s")
            terminal.wait_for(SAVING)
            terminal.press("ctrl+q")
            assert terminal.exit_code() == 0
    assert program.everything() == before
    with program.open(ready="d to resume") as terminal:
        terminal.press("d")
        terminal.wait_for("zostaje szkic")
