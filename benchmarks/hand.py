"""An operator at a program on a pty: what is pressed is counted, what is shown is read."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import line  # noqa: F401  puts the root of the repository into the path

from tests.support.terminal.pty import Terminal

CURSOR = "005f87"
QUIET = 0.1
# Where the pty is.
ZONE = ZoneInfo("Europe/Warsaw")


@dataclass
class Step:
    """One action: its keys, the way to the next row, and what was wrong."""

    keys: int = 0
    way: int | None = None
    wrong: str = ""


@dataclass
class Hand:
    """An operator at the keyboard of one program, on a database of their own."""

    program: str
    database: Path
    language: str
    terminal: Terminal
    steps: dict[str, Step] = field(default_factory=dict)
    now: Step = field(default_factory=Step)

    # The keyboard

    def press(self, *keys: str) -> None:
        self.go_on(*keys)
        self.now.keys += len(keys)

    def go_on(self, *keys: str) -> None:
        """Keys between two actions, which do not count."""
        for key in keys:
            self.terminal.press(key)
            # What follows Esc at once would be taken for Alt with a letter.
            self.terminal.settle(3 * QUIET if key == "escape" else QUIET)

    def type(self, text: str) -> None:
        """Letters of names, numbers and dates, which count as keys."""
        self.press(*text)

    def say(self, text: str) -> None:
        """The text of a note or a subject, which does not count."""
        self.terminal.type(text)
        self.terminal.settle(QUIET)

    def tab_to(self, *labels: str) -> None:
        """As many Tabs as it takes to the field after one of these labels."""
        for _ in range(25):
            x, y = self.terminal.cursor
            if any(label in self.terminal.lines()[y][:x] for label in labels):
                return
            self.press("tab")
        raise AssertionError(f"no way to {labels}\n{self.terminal.text()}")

    # The screen

    def here(self) -> int:
        """The line of the cursor in the list, 0 without one."""
        for y, _text in enumerate(self.terminal.lines()):
            if y and all(self.terminal.cell(x, y).bg == CURSOR for x in (2, 30)):
                return y
        return 0

    def row(self) -> str:
        """The row under the cursor."""
        return self.terminal.lines()[self.here()]

    def go(self, wanted: str) -> int:
        """The number of keys, mostly arrows, to the row that has this text."""
        self.terminal.settle(3 * QUIET)
        row = re.compile(rf"^.{{0,22}}[☎✉⚑☐] .*({wanted})")
        for count in range(60):
            lines, here = self.terminal.lines(), self.here()
            found = [y for y, text in enumerate(lines) if row.search(text)]
            if here in found:
                return count
            nearest = min(found, key=lambda y: abs(y - here), default=None)
            key = "down" if nearest is None or nearest > here else "up"
            self.terminal.press("g" if nearest is None and not count else key)
            self.terminal.settle(QUIET)
        raise AssertionError(f"no row of {wanted}\n{self.terminal.text()}")

    def on_screen(self, *texts: str) -> str:
        return "".join(f"no {text!r}; " for text in texts if text not in self.terminal.text())

    def copied(self) -> str:
        """What was copied last, as the terminal's clipboard has it."""
        found = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)", bytes(self.terminal.output))
        return base64.b64decode(found[-1]).decode() if found else ""

    # What is stored

    def told(self, *arguments: str) -> Any:
        command = [self.program, "--db", str(self.database), *arguments, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    def shown(self, number: str) -> Any:
        return self.told("show", number)

    def with_note(self, text: str) -> Any:
        rows = [row for row in self.told("activities", "--all") if text in (row["note"] or "")]
        return rows[0] if rows else {}

    @contextmanager
    def doing(self, name: str) -> Iterator[Step]:
        self.now = self.steps[name] = Step()
        try:
            yield self.now
        except (AssertionError, KeyError, TypeError) as error:
            self.now.wrong = str(error).splitlines()[0] if str(error) else repr(error)
        finally:
            if self.now.wrong:
                print(f"{name}: {self.now.wrong}\n{self.terminal.text()}", file=sys.stderr)
                self.home()

    def home(self) -> None:
        """Out of whatever is open, to Today; these keys are not counted."""
        self.go_on("escape", "escape", "escape", "1")


def day_of(row: dict[str, Any]) -> date:
    return datetime.fromisoformat(row["starts_at"]).astimezone(ZONE).date()


def next_of(shown: dict[str, Any]) -> date | None:
    following = shown.get("next")
    return day_of(following) if following and following.get("starts_at") else None


def in_days(days: int) -> date:
    return datetime.now(ZONE).date() + timedelta(days=days)


def meant(ok: object, otherwise: str) -> str:
    return "" if ok else otherwise


# The day, in the order in which it is walked.
