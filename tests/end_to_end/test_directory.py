"""Contractors and contact persons in a real terminal: found, opened, called, copied."""

from __future__ import annotations

from tests.support.terminal.program import Program, saved_number


def test_a_contractor_is_found_opened_and_its_call_logged(program: Program) -> None:
    with program.open() as terminal:
        terminal.press("3")
        terminal.wait_for("All contractors")
        terminal.press("/")
        terminal.type("acme")
        terminal.wait_for("“acme”")
        terminal.press("enter")
        terminal.wait_for("ACME [Wrocław]")
        terminal.press("enter")
        terminal.wait_for("HISTORY")
        assert "★ Tomasz Rogala" in terminal.text()
        assert "ul. Legnicka 211, 54-130 Wrocław" in terminal.text()
        terminal.press("escape")
        terminal.wait_for("“acme”")
        terminal.press("l")
        terminal.wait_for("Log a conversation")
        terminal.type("umówieni na środę")
        terminal.press("ctrl+s")
        shown = program.json("show", saved_number(terminal))
        terminal.press("a")
        terminal.wait_for("Activities of ACME [Wrocław]")
        terminal.press("q", "escape", "q", "ctrl+q")
        assert terminal.exit_code() == 0
    assert (shown["contractor"], shown["person"]) == ("ACME [Wrocław] sp. z o.o.", "Tomasz Rogala")
    assert shown["completed"]


def test_a_person_is_found_by_number_and_planned_with(program: Program) -> None:
    with program.open() as terminal:
        terminal.press("4")
        terminal.wait_for("Contact persons")
        terminal.press("/")
        terminal.type("555-0143")
        terminal.wait_for("─ Michael Grant ─")
        terminal.press("enter", "y")
        terminal.wait_for("Copied: +1 202-555-0143")
        terminal.press("enter")
        terminal.wait_for("HISTORY")
        terminal.press("n")
        terminal.wait_for("New contact")
        terminal.wait_for("Michael Grant")
        terminal.press("ctrl+s")
        shown = program.json("show", saved_number(terminal))
        assert b"\x1b]52;" in bytes(terminal.output)
    assert (shown["contractor"], shown["person"]) == ("ACME [Wrocław] sp. z o.o.", "Michael Grant")
