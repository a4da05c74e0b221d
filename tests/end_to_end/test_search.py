"""Who is calling and find anywhere, in a real terminal."""

from __future__ import annotations

import json
import re

from tests.support.terminal.program import Program, saved_number
from tui_crm.domain.directory.phone import digits


def a_person(program: Program) -> tuple[str, str, str]:
    """Name, contractor and number of somebody in the sample company."""
    for row in program.json("today"):
        for person in program.json("show", row["number"])["persons"]:
            if len(digits(person["phone"])) >= 9:
                return person["name"], row["contractor"], digits(person["phone"])
    raise AssertionError(json.dumps(program.json("today"))[:500])


def test_a_call_is_answered_from_its_last_digits_and_logged(program: Program) -> None:
    name, contractor, number = a_person(program)
    with program.open() as terminal:
        terminal.press("#", *number[-6:])
        terminal.wait_for("Who is calling")
        terminal.wait_for(name)
        terminal.wait_for(contractor[:12])
        terminal.wait_for(re.compile(r"next: "))
        terminal.press("l")
        terminal.wait_for("Log a conversation")
        terminal.wait_for(re.compile(r"00:00:\d\d running"))
        terminal.type("oddzwoni jutro")
        terminal.press("ctrl+s")
        saved = saved_number(terminal)
    shown = program.json("show", saved)
    assert (shown["contractor"], shown["direction"]) == (contractor, "in")
    assert [person["name"] for person in shown["persons"]] == [name]


def test_find_anywhere_leads_to_the_card_and_back(program: Program) -> None:
    with program.open() as terminal:
        terminal.press("ctrl+f", *"alfa")
        terminal.wait_for("CONTRACTORS")
        terminal.wait_for(re.compile(r"Last, .*“"))
        terminal.press("enter")
        terminal.wait_for(re.compile(r"last .* open of \d+"))
        terminal.wait_for("HISTORY")
        terminal.press("escape")
        terminal.wait_for("Find alfa")
        terminal.press("escape")
        terminal.wait_for(re.compile(r"\d+ to do"))
