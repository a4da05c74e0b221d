"""How the installed program answers where it cannot, or need not, open a screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.terminal.program import LIST, Program, answer_own_name, installed


@pytest.mark.parametrize("arguments", [(), ("demo",)])
def test_without_a_terminal_a_sentence_says_so(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = Program(tmp_path).run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "needs a terminal" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("stream", ["<", ">", "2>"])
def test_a_terminal_of_which_one_stream_is_a_file_is_none(tmp_path: Path, stream: str) -> None:
    # The screen is painted on the error stream: the operator would sit before a blank terminal.
    file = tmp_path / "file"
    file.touch()
    shell = ("sh", "-c", f'"$0" "$@" {stream}{file}; echo "status $?"', *installed())
    Program(tmp_path, tmp_path / "crm.db", shell).open("demo", ready="status 2").close()
    assert ("needs a terminal" in file.read_text()) is (stream == "2>")


@pytest.mark.parametrize("login", ["../../evil", ".", "-x", "x" * 3000, "two words", "a/b"])
def test_a_login_that_is_none_is_refused(tmp_path: Path, login: str) -> None:
    done = Program(tmp_path).run(f"--as={login}", "today")
    assert (done.returncode, done.stdout) == (2, "")
    assert "A login " in done.stderr
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("closed", ["<&- >&-", ">&- 2>&-"])
def test_closed_streams_lead_nowhere(tmp_path: Path, closed: str) -> None:
    missing = tmp_path / "nowhere.db"
    shell = Program(tmp_path, missing, ("sh", "-c", f'exec "$0" "$@" {closed}', *installed()))
    done = shell.run("today")
    assert done.returncode == 1
    said = "" if "2>" in closed else f"tui-crm: There is no database at {missing}. Check the path"
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == bool(said)


@pytest.mark.parametrize(
    "command",
    [["today"], ["employee", "add", "ZZ", "Zofia", "Zet"]],
)  # fmt: skip
def test_listing_a_database_that_is_not_there_is_an_error(
    tmp_path: Path, command: list[str]
) -> None:
    missing = tmp_path / "nowhere.db"
    done = Program(tmp_path, missing).run(*command)
    assert (done.returncode, done.stdout) == (1, "")
    assert str(missing) in done.stderr
    assert "Traceback" not in done.stderr
    assert not missing.exists()


def test_the_demo_opens_a_throwaway_copy_and_leaves_nothing(tmp_path: Path) -> None:
    with Program(tmp_path).open("demo") as terminal:
        terminal.wait_for("A demo with an invented company: nothing in it is kept.")
        terminal.wait_for("OVERDUE")
        terminal.press("2")
        terminal.wait_for(re.compile(r"My activities .* demo$", re.MULTILINE))
        terminal.press("1")
        terminal.wait_for("OVERDUE")
        terminal.press("l")
        terminal.wait_for("Log a conversation")
        terminal.settle()
        terminal.press("escape")
        terminal.wait_for(LIST)
        terminal.press("q")
        assert terminal.exit_code() == 0
    assert not list(tmp_path.rglob("*.db*"))


@pytest.mark.parametrize(
    ("language", "told", "town"),
    [("en", "nothing in it is kept", "Stourbridge"), ("pl", "nic z niej nie zostaje", "Toruń")],
)
def test_the_demo_is_of_the_language_one_reads(
    tmp_path: Path, language: str, told: str, town: str
) -> None:
    with Program(tmp_path).open("demo", "--lang", language, ready=told) as terminal:
        terminal.press("3")
        terminal.wait_for(town)
        terminal.press("ctrl+c")
        terminal.wait_for("Ctrl+Q")
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0


def test_an_empty_database_is_made_on_first_use_and_told(tmp_path: Path) -> None:
    program = Program(tmp_path)
    with program.open(ready="A new, empty database was made") as terminal:
        terminal.wait_for("Nothing planned, nothing overdue.")
        answer_own_name(terminal, "Anna Nowak")
        terminal.wait_for("Letters are commands: / searches, ? shows them all.")
        terminal.press("q")
        assert terminal.exit_code() == 0
    assert [path.name for path in tmp_path.rglob("crm.db")] == ["crm.db"]
    assert program.json("today") == []
    with program.open() as terminal:
        terminal.settle()
        assert not re.search("was made|Letters are commands", terminal.text())


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A kept copy of the sample company, and its administrator."""
    home = tmp_path_factory.mktemp("company")
    program = Program(home, home / "kept.db")
    made = Program(home).run("demo", "--lang", "pl", "--no-ui", "--db", str(program.database))
    assert (made.returncode, made.stderr) == (0, "")
    return program


def lines_of(company: Program, *arguments: str, cols: int, ready: str) -> list[str]:
    """What a listing leaves on a terminal of this width."""
    with company.open(*arguments, cols=cols, ready=ready) as terminal:
        assert terminal.exit_code() == 0
        return terminal.lines()


def test_a_narrow_terminal_does_without_columns_and_keeps_the_numbers(company: Program) -> None:
    for cols, wanted in ((80, False), (140, True)):
        lines = lines_of(company, "persons", "kow", cols=cols, ready="Jan Kowalski")
        assert re.search(r"Person +(Position +)?Contractor +Phone +E-mail", lines[0])
        assert ("Position" in lines[0]) is wanted
        (jan,) = (line for line in lines if "Jan Kowalski" in line)
        assert re.search(r"ALFA sp\. z o\.o\. +\d\d \d\d\d \d\d \d\d ", jan)


def test_who_sees_as_many_rows_as_were_asked_for_is_told_how_to_see_more(company: Program) -> None:
    lines = lines_of(company, "persons", "--limit", "3", cols=80, ready="--limit shows more")
    assert "These are the first 3. --limit shows more." in lines
    assert "limit" not in company.run("persons", "--limit", "3").stderr


def test_on_a_terminal_who_is_calling_is_read_at_a_glance_and_whole(company: Program) -> None:
    (jan,) = company.json("persons", "jan", "kowalski")
    (caller,) = company.json("who", jan["phone"])
    lines = lines_of(company, "who", jan["phone"], cols=60, ready=caller["next"]["number"])
    told = dict(re.split(r" {2,}", line, maxsplit=1) for line in lines if re.match(r"\w", line))
    assert (told["Who"], told["Where"], told["Phone"]) == (
        "Jan Kowalski", "ALFA sp. z o.o.", jan["phone"],
    )  # fmt: skip
    assert caller["last"]["note"] in " ".join(line.strip() for line in lines).replace("- ", "-")


def test_staff_is_added_and_told_on_a_terminal(company: Program) -> None:
    added = ("employee", "add", "ZZ", "Zofia", "Zet", "--position", "sales")
    lines = lines_of(company, *added, cols=80, ready="Added")
    assert lines[0] == "Added the employee Zofia Zet (ZZ)."
    assert "ZZ" in {row["code"] for row in company.json("employees")}
