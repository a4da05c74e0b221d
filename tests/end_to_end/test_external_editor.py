"""The note in the operator's own editor: the terminal goes there and comes back."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

from tests.support.drafts import until_kept
from tests.support.terminal.program import FIRST_SCREEN, Program, new_contact, saved_number
from tests.support.terminal.pty import Terminal

HAS_THE_TERMINAL = "type into the editor:"


def wrapped(sentence: str) -> re.Pattern[str]:
    """The sentence wherever its line ends; the path of the editor stands before it."""
    return re.compile(r"\s+".join(map(re.escape, sentence.split())))


def editor(folder: Path, *lines: str) -> str:
    """A tiny editor: shows what it was given, then does what *lines* of shell say."""
    script = folder / "editor"
    shown = ("#!/bin/sh", 'file="$2"', "clear", 'cat "$file"', f'echo "{HAS_THE_TERMINAL}"')
    script.write_text("\n".join((*shown, *lines, "")), encoding="utf-8")
    script.chmod(0o755)
    return f"{script} --wait"


def opened(program: Program, command: str | None) -> Terminal:
    """The program with an editor set, before its first screen."""
    own = {} if command is None else {"EDITOR": command}
    terminal = Terminal(
        program._argv(()), home=program.home, cols=80, rows=24,
        env={**program.environment(), **own},
    )  # fmt: skip
    terminal.wait_for(FIRST_SCREEN)
    terminal.settle(0.1)
    return terminal


def to_note(terminal: Terminal, text: str) -> None:
    new_contact(terminal)
    terminal.type(text)
    terminal.wait_for(text.rstrip())


def private_files(program: Program) -> list[Path]:
    return list(program.home.rglob("note.txt"))


def test_the_note_is_edited_in_the_editor_and_saved_with_the_form(program: Program) -> None:
    with opened(program, editor(program.home, "read line", 'echo "$line" >> "$file"')) as terminal:
        to_note(terminal, "pierwsza linia ")
        terminal.press("ctrl+o")
        terminal.wait_for(HAS_THE_TERMINAL)
        assert "pierwsza linia" in terminal.text()
        assert "New contact" not in terminal.text()
        (path,) = private_files(program)
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0
        terminal.type("żółć\r")
        terminal.wait_for("The note is back from the editor")
        terminal.wait_for("pierwsza linia żółć")
        terminal.wait_for("New contact")
        terminal.type("!")
        terminal.wait_for("żółć!")
        terminal.press("ctrl+s")
        number = saved_number(terminal)
    assert program.json("show", number)["note"] == "pierwsza linia żółć!"
    assert private_files(program) == []


def test_an_editor_that_fails_loses_nothing(program: Program) -> None:
    with opened(program, editor(program.home, "exit 3")) as terminal:
        to_note(terminal, "nie zginie")
        terminal.press("ctrl+o")
        terminal.wait_for(wrapped("ended with an error (3). The note holds what it had saved."))
        assert "nie zginie" in terminal.text()
        terminal.press("ctrl+s")
        number = saved_number(terminal)
    assert program.json("show", number)["note"] == "nie zginie"


def test_an_editor_that_removes_the_file_loses_nothing(program: Program) -> None:
    with opened(program, editor(program.home, 'rm "$file"')) as terminal:
        to_note(terminal, "nie zginie")
        terminal.press("ctrl+o")
        terminal.wait_for("The editor left no text: the note is as it was.")
        assert "nie zginie" in terminal.text()


def test_interrupting_the_editor_does_not_end_the_program(program: Program) -> None:
    with opened(program, editor(program.home, "exec sleep 60")) as terminal:
        to_note(terminal, "nie zginie")
        terminal.press("ctrl+o")
        terminal.wait_for(HAS_THE_TERMINAL)
        terminal.settle(0.3)
        terminal.send(b"\x03")
        terminal.wait_for(wrapped("ended with an error (-2)."))
        assert "nie zginie" in terminal.text()


def test_without_an_editor_the_reason_is_said(program: Program) -> None:
    with opened(program, "/no/such/editor") as terminal:
        to_note(terminal, "nie zginie")
        terminal.press("ctrl+o")
        terminal.wait_for("/no/such/editor cannot be started: No such file or directory.")
        terminal.type(" nic")
        terminal.wait_for("nie zginie nic")


def test_what_the_editor_has_saved_outlives_the_line(program: Program) -> None:
    command = editor(program.home, 'echo " i dalej" >> "$file"', "echo written", "read line")
    with opened(program, command) as terminal:
        to_note(terminal, "nie zginie")
        terminal.press("ctrl+o")
        terminal.wait_for("written")
        until_kept(program.home, "i dalej")
        os.kill(terminal.process.pid, signal.SIGHUP)
        assert terminal.exit_code() == 128 + signal.SIGHUP
    with program.open(ready="d to resume") as terminal:
        terminal.press("d")
        terminal.wait_for("nie zginie i dalej")
