"""A new user, an empty database: from the first start to the first saved contact."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.terminal.program import Program, answer_own_name, saved_number
from tests.support.terminal.pty import Terminal


class Newcomer:
    """Presses only keys that the screen names; the letters of names and numbers do not count."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.keys = 0

    def told(self, words: str, *keys: str) -> None:
        """Read the words on the screen, then press what they say."""
        self.terminal.wait_for(words)
        self.keys += len(keys)
        self.terminal.press(*keys)

    def stands_at(self, field: str) -> None:
        """The terminal's own cursor, which input methods follow, is in the line of this field."""
        self.terminal.settle()
        assert field in self.terminal.lines()[self.terminal.cursor[1]], self.terminal.text()


def test_a_new_user_saves_the_first_contact_in_at_most_40_keys(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    program = Program(home)
    with program.open(ready="Nothing planned, nothing overdue.") as terminal:
        answer_own_name(terminal, "Anna Nowak")
        user = Newcomer(terminal)
        user.told("n plans a contact", "n")
        terminal.wait_for("New contact")
        terminal.type("Huta Szkła Nowa")
        user.told("Ctrl+N new contractor", "ctrl+n")
        terminal.wait_for("New contractor")
        user.stands_at("Telephone")
        terminal.type("22 555 01 23")
        terminal.wait_for(re.compile(r"Telephone +22 555 01 23"))
        user.told("Ctrl+S", "ctrl+s")
        terminal.wait_for("Contact persons*")
        user.told("nobody yet: Ctrl+N or + adds a person", "ctrl+n")
        terminal.type("Ewa Lis")
        user.told("Ctrl+N new person", "ctrl+n")
        user.told("New person · Huta", "enter")
        user.stands_at("Telephone")
        terminal.type("601 234 567")
        terminal.wait_for(re.compile(r"Telephone +601 234 567"))
        user.told("Ctrl+S", "ctrl+s")
        terminal.wait_gone("New person ·")
        terminal.wait_for("601 234 567")
        user.told("Ctrl+S save", "ctrl+s")
        shown = program.json("show", saved_number(terminal))
    assert (shown["contractor"], shown["person"]) == ("Huta Szkła Nowa", "Ewa Lis")
    assert [person["phone"] for person in shown["persons"]] == ["601 234 567"]
    assert user.keys <= 40, user.keys
