"""The work queue in the installed program: calls worked through by digits."""

from __future__ import annotations

import re

from tests.support.terminal.program import LIST, Program


def test_three_calls_are_worked_through_and_one_is_taken_back(program: Program) -> None:
    # Given away is nobody's call: whoever must not be called, or a task, is passed over by hand.
    open_rows = [row for row in program.json("today") if not row["completed"]]
    with program.open() as terminal:
        terminal.press("Q")
        terminal.wait_for(f"{len(open_rows)} left")
        terminal.wait_for("Last agreed")
        terminal.press("1", "enter")
        terminal.wait_for(re.compile(r"1 done"))
        terminal.press("2", "2", "d", "enter")
        terminal.wait_for(re.compile(r"2 done"))
        terminal.press("u")
        terminal.wait_for(re.compile(r"1 done"))
        terminal.press("escape")
        terminal.wait_for("Queue: 1 done.")
        terminal.wait_for(LIST)
    first = program.json("show", open_rows[0]["number"])
    assert first["completed"]
    assert not program.json("show", open_rows[1]["number"])["completed"]


def test_the_digest_of_the_day_is_read_and_copied(program: Program) -> None:
    with program.open() as terminal:
        terminal.press("D")
        terminal.wait_for(re.compile(r"\d+ done, talk"))
        terminal.press("y")
        terminal.wait_for("Copied.")
        assert b"\x1b]52;" in bytes(terminal.output)
        terminal.press("escape")
        terminal.wait_for("OVERDUE")
