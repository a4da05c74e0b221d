"""Setup in the installed program: a value is added, ordered, retired, and the rest knows."""

from __future__ import annotations

import re

from tests.support.terminal.program import Program


def test_a_type_is_added_and_retired_and_rights_are_given(program: Program) -> None:
    with program.open() as terminal:
        terminal.press("7")
        terminal.wait_for("Contact type")
        terminal.press("tab", *"N")
        terminal.wait_for("New entry · Contact type")
        terminal.type("gołąb pocztowy")
        terminal.press("ctrl+s")
        terminal.wait_for("gołąb pocztowy: saved.")
        terminal.press(*"<*")
        terminal.wait_for("New records begin with “gołąb pocztowy”.")
        terminal.press(*"1n")
        terminal.wait_for(re.compile(r"Type\s+gołąb pocztowy"))
        terminal.press("escape")
        terminal.wait_gone("New contact")
        terminal.press(*"7i")
        terminal.wait_for("is not offered on new ones")
        terminal.press(*"1n")
        terminal.wait_for("New contact")
        terminal.wait_gone("gołąb")
        terminal.press("escape")
        terminal.wait_gone("New contact")
        terminal.press(*"7", "tab", *["down"] * 7, "tab", "space")
        terminal.wait_for("Operator: See activities – own.")
        terminal.press(*"u")
        terminal.wait_for("Taken back: settings")
    assert program.run("today").returncode == 0
