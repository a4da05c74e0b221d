"""Stored text never reaches the terminal as anything but text."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from contextlib import closing

import pytest

from tests.support.terminal.program import FORM, LIST, Program
from tests.support.terminal.pty import Terminal

ATTACKS = (
    "\x1b]0;PWNED\x07", "\x1b[2J", "\x1b]52;c;ZXZpbA==\x07", "\x1bP1;evil\x1b\\", "\x1b[8m",
    "\x9b2J", "\x9d0;PWNED\x9c", "\x90q\x9c", "\x85", "\u202egnp.exe", "\u2066x\u2069", "\u200f",
    "\x00", "\x08", "\x7f", "\x0e", "[/]", "[@click=app.bell]x[/]",
)  # fmt: skip
EVIL = "zły" + "".join(ATTACKS) + "koniec"
OF_THE_PROGRAM = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\]22;default\x07")
NEVER = (b"\x1b]0;", b"\x1b]52;", b"\x1b[2J", b"\x1bP", b"\x1b[8m", b"PWNED\x07", b"\x00", b"\x0e")


def spoil(program: Program) -> str:
    """Today's first contact, its contractor, person, type and operator, full of sequences."""
    row = next(row for row in program.json("today") if row["person_id"])
    assert program.database is not None
    with closing(sqlite3.connect(program.database)) as database, database:
        database.execute(
            "UPDATE activity SET subject = ?, note = ?, venue = ? WHERE id = ?",
            (EVIL, EVIL + "\n" + EVIL, EVIL, row["id"]),
        )
        for table, column, record in (
            ("contractor", "name", row["contractor_id"]),
            ("contractor", "city", row["contractor_id"]),
            ("person", "first_name", row["person_id"]),
            ("person", "last_name", row["person_id"]),
            ("employee", "last_name", 1),
        ):
            changed = database.execute(
                f"UPDATE {table} SET {column} = ? WHERE id = ?", (EVIL, record)
            )
            assert changed.rowcount == 1
        for table, column in (("entry", "name"), ("phone", "raw"), ("email", "raw")):
            database.execute(f"UPDATE {table} SET {column} = {column} || ?", (EVIL,))
    return str(row["number"])


def assert_clean(output: bytes) -> None:
    for sequence in NEVER:
        assert sequence not in output, output[max(0, output.find(sequence) - 60) :][:160]
    text = OF_THE_PROGRAM.sub("", output.decode())
    bad = {
        f"{text[max(0, at - 20) : at]!r} U+{ord(character):04X}"
        for at, character in enumerate(text)
        if unicodedata.category(character) in {"Cc", "Cf"} and character not in "\r\n\x1b\t"
    }
    assert not bad, bad


@pytest.fixture
def number(program: Program) -> str:
    return spoil(program)


def start(program: Program) -> Terminal:
    terminal = program.open()
    # What the program itself sends at its start is another test's business.
    terminal.settle(0.2)
    return terminal


def test_no_screen_sends_a_stored_sequence(program: Program, number: str) -> None:
    with start(program) as terminal:
        assert "zły" in terminal.text()
        place = [row["number"] for row in program.json("today")].index(number)
        terminal.press(*("down",) * place)
        for keys, shown in (
            (("enter",), number),
            (("f7",), FORM),
            (("escape",), LIST),
            (("e",), "Note: "),
            (("escape",), LIST),
            (("c",), "outcome"),
            (("tab", "down"), "Enter take"),
            (("escape",), "outcome"),
            (("escape",), LIST),
            (("r",), "Move "),
            (("escape",), LIST),
            (("h",), number),
            (("escape",), LIST),
            (("l",), "Log a conversation"),
            (("ctrl+n",), "Space ticks"),
            (("escape",), "Log a conversation"),
            (("escape",), LIST),
            (("/", *"zły"), "filter"),
            (("enter",), LIST),
            (("escape",), LIST),
            (("n",), "New contact"),
            (("down",), "Enter take"),
            (("escape",), "New contact"),
            (("escape",), LIST),
            (("2",), "activities"),
            (("a",), "Everybody"),
            (("u",), "othing"),
        ):
            terminal.press(*keys)
            terminal.wait_for(shown)
            # Esc and a letter at once would be Alt and that letter.
            terminal.settle(0.15)
        output = bytes(terminal.output)
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0
    assert_clean(output)


def test_a_copied_number_carries_no_sequence(program: Program, number: str) -> None:
    place = [row["number"] for row in program.json("today")].index(number)
    with start(program) as terminal:
        terminal.press(*("down",) * place, "y")
        terminal.wait_for("Copied: ")
        terminal.settle()
        output = bytes(terminal.output)
    assert_clean(re.sub(rb"\x1b\]52;c;[A-Za-z0-9+/=]*(\x07|\x1b\\)", b"", output))


@pytest.mark.parametrize("command", [["today"], ["show"]])
def test_no_listing_sends_a_stored_sequence(
    program: Program, number: str, command: list[str]
) -> None:
    arguments = [*command, number] if command == ["show"] else command
    with program.open(*arguments, cols=200, rows=50, ready=re.compile(r"\w")) as terminal:
        assert terminal.exit_code() == 0
        assert_clean(bytes(terminal.output))
    assert_clean(program.run(*arguments).stdout.encode())


def test_the_json_of_a_stored_sequence_is_that_text_and_prints_harmlessly(
    program: Program, number: str
) -> None:
    done = program.run("show", number, "--json")
    assert done.returncode == 0
    assert_clean(done.stdout.encode())
    assert program.json("show", number)["subject"].startswith("zły")
