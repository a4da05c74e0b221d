"""The installed program with the home of one operator and one database, as a person meets it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.support.terminal import observer, starter
from tests.support.terminal.pty import Terminal, started
from tui_crm.settings import login_of_process

ZONE = ZoneInfo(os.environ.get("TUI_CRM_TEST_ZONE", "Europe/Warsaw"))
FIRST_SCREEN = re.compile(r"\d+ to do")
LIST = "n new  l log"
FORM = re.compile(r"Ctrl\+S save +Esc back")
SAVED = re.compile(r"Saved (\S+/\d+/\d+)")
PERSONS_FROM_EMPLOYEE = ("tab",) * 9
NOTE_FROM_EMPLOYEE = (*PERSONS_FROM_EMPLOYEE, "tab")
PERSONS_FROM_CONTRACTOR = ("tab", *PERSONS_FROM_EMPLOYEE)
NOTE_FROM_CONTRACTOR = ("tab", *NOTE_FROM_EMPLOYEE)


def installed() -> tuple[str, ...]:
    """The console script of the interpreter that runs the tests."""
    return (str(Path(sys.executable).with_name("tui-crm")),)


@dataclass(frozen=True)
class Program:
    """Starts the program; every start is a login of the same operator."""

    home: Path
    database: Path | None = None
    command: tuple[str, ...] = field(default_factory=installed)
    forked: bool = False
    """Its screens are opened by the starter, where a test is not about starting."""

    def _argv(self, arguments: tuple[str, ...]) -> list[str]:
        return [*self.command, *self._arguments(arguments)]

    def _arguments(self, arguments: tuple[str, ...]) -> list[str]:
        database = () if self.database is None else ("--db", str(self.database))
        return [*database, *arguments]

    def environment(self) -> dict[str, str]:
        return {**Terminal._environment(self.home, {}), "TZ": ZONE.key, "TMPDIR": str(self.home)}

    def open(self, *arguments: str, cols: int = 80, rows: int = 24, ready: Any = None) -> Terminal:
        """The program in a pty, once its first screen stands; `ready` names what is waited for."""
        terminal = Terminal(
            self._argv(arguments), home=self.home, cols=cols, rows=rows, env=self.environment(),
            start=starter.fork if self.forked else started,
        )  # fmt: skip
        try:
            terminal.wait_for(ready or FIRST_SCREEN)
            terminal.settle(0.1)
        except BaseException:
            terminal.close()
            raise
        return terminal

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The program without a terminal, as in a pipe."""
        return subprocess.run(
            self._argv(arguments),
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
            cwd=self.home,
        )

    def json(self, *arguments: str) -> Any:
        """What is stored, seen from beside."""
        arguments = (*arguments, "--json")
        if self.command == installed():
            asked = self._arguments(arguments)
            done = observer.ask(asked, env=self.environment(), cwd=self.home)
        else:
            done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def everything(self) -> list[dict[str, Any]]:
        """All activities of everybody."""
        found: list[dict[str, Any]] = self.json("activities", "--all", "--limit", "100000")
        return found


def saved_number(terminal: Terminal) -> str:
    """The number of what was saved last, as the list says it."""
    said = SAVED.search(terminal.wait_for(SAVED))
    assert said is not None
    return said[1]


def choose_contractor(terminal: Terminal, letters: str = "ALFA", name: str = "ALFA sp.") -> None:
    """In the form's first field; its main person comes along."""
    terminal.type(letters)
    terminal.press("enter")
    terminal.wait_for(re.compile(rf"Subject\s+\S.*: {re.escape(name)}"))


def new_contact(terminal: Terminal) -> None:
    """A new window with a contractor; the focus is on the employee then."""
    terminal.press("n")
    terminal.wait_for("New contact")
    choose_contractor(terminal)
    terminal.wait_for("Jan Kowalski")


def to_activities(terminal: Terminal) -> None:
    """The list that has every day: just before midnight a new start is not of today."""
    terminal.press("2")
    terminal.wait_for("My activities")


def answer_own_name(terminal: Terminal, name: str) -> None:
    """Where the account of these tests has no full name, the first start asks for one."""
    first, _space, last = login_of_process()[1].partition(" ")
    if not (first and last):
        terminal.wait_for("What is your name?")
        terminal.type(f"{name}\r")
        terminal.wait_gone("What is your name?")
