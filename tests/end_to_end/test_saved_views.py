"""A view saved in the installed program, found by its letters, and asked for in a pipe."""

from __future__ import annotations

from tests.support.terminal.program import Program, to_activities


def test_a_filter_is_saved_shown_again_and_listed_in_a_pipe(program: Program) -> None:
    with program.open() as terminal:
        to_activities(terminal)
        terminal.press(*"F", *"not", "tab", *"meeting", "ctrl+s")
        terminal.wait_for("My activities · not completed · meeting")
        terminal.press("v", *"Łódzkie spotkania [/]", "ctrl+n")
        terminal.wait_for("Łódzkie spotkania [/]: My activities · not completed")
        terminal.press("escape")
        terminal.wait_gone("not completed")
        terminal.press("v", *"lodz", "enter")
        terminal.wait_for("Łódzkie spotkania [/]: My activities · not completed")
    rows = program.json("activities", "--view", "lodzkie spotkania [/]")
    assert {(row["kind"], row["completed"]) for row in rows} == {("meeting", False)}
