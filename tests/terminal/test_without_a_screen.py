"""How the installed program answers where it cannot, or need not, open a screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.terminal.program import LIST, Program
from tui_crm import __version__


@pytest.mark.parametrize("arguments", [(), ("demo",)])
def test_without_a_terminal_a_sentence_says_so(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = Program(tmp_path).run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "needs a terminal" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_version_is_told(tmp_path: Path) -> None:
    done = Program(tmp_path).run("--version")
    assert (done.returncode, done.stdout) == (0, f"tui-crm {__version__}\n")


@pytest.mark.parametrize("command", [["today"], ["activities"], ["show", "C/1/1"], ["contractors"]])
def test_listing_a_database_that_is_not_there_is_an_error(
    tmp_path: Path, command: list[str]
) -> None:
    missing = tmp_path / "nowhere.db"
    done = Program(tmp_path, missing).run(*command)
    assert (done.returncode, done.stdout) == (1, "")
    assert str(missing) in done.stderr
    assert "Traceback" not in done.stderr
    assert not missing.exists()


def test_what_is_not_understood_is_a_usage_error(tmp_path: Path) -> None:
    done = Program(tmp_path).run("--lang", "tlh")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_demo_opens_a_throwaway_copy_and_leaves_nothing(tmp_path: Path) -> None:
    with Program(tmp_path).open("demo") as terminal:
        terminal.wait_for("OVERDUE")
        terminal.press("l")
        terminal.wait_for("Log a conversation")
        terminal.settle()
        terminal.press("escape")
        terminal.wait_for(LIST)
        terminal.press("q")
        assert terminal.exit_code() == 0
    assert not list(tmp_path.rglob("*.db*"))


def test_an_empty_database_is_made_on_first_use_and_told(tmp_path: Path) -> None:
    program = Program(tmp_path)
    with program.open(ready="A new, empty database was made") as terminal:
        terminal.wait_for("Nothing planned, nothing overdue.")
        terminal.press("q")
        assert terminal.exit_code() == 0
    assert [path.name for path in tmp_path.rglob("crm.db")] == ["crm.db"]
    assert program.json("today") == []
    with program.open() as terminal:
        terminal.settle()
        assert not re.search("was made", terminal.text())
