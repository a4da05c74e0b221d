"""No answer, spreading and the same again, in a real terminal."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from tests.support.terminal.program import ZONE, Program


def open_contact(program: Program) -> tuple[int, dict[str, Any]]:
    """The place and the row of an open contact in Today."""
    return next(
        (place, row)
        for place, row in enumerate(program.json("today"))
        if not row["completed"] and row["kind"] == "contact"
    )


def start_of(program: Program, number: str) -> datetime:
    return datetime.fromisoformat(program.json("show", number)["starts_at"]).astimezone(ZONE)


def test_nobody_answered_and_one_key_takes_it_back(program: Program) -> None:
    place, row = open_contact(program)
    with program.open() as terminal:
        terminal.press(*("down",) * place, "x")
        terminal.wait_for("No answer (")
        tried = start_of(program, row["number"])
        assert tried - datetime.now(ZONE) > timedelta(minutes=100)
        assert tried.minute % 15 == 0
        assert not program.json("show", row["number"])["completed"]
        terminal.press("u")
        terminal.wait_for("Taken back: no answer")
    assert program.json("show", row["number"])["starts_at"] == row["starts_at"]


def test_all_overdue_are_spread_over_free_time_in_one_packet_and_taken_back(
    program: Program,
) -> None:
    before = {row["number"]: row["starts_at"] for row in program.everything()}
    with program.open() as terminal:
        terminal.type("*r1d..")
        terminal.wait_for(": free time from ")
        terminal.wait_for(re.compile(r"\(\d+\): \d\d:\d\d "))
        terminal.press("enter")
        terminal.wait_for(" moved, ")
        moved = [row for row in program.everything() if before[row["number"]] != row["starts_at"]]
        starts = [start_of(program, row["number"]) for row in moved]
        assert len(set(starts)) == len(starts) > 1
        assert all(8 <= start.hour < 16 for start in starts)
        terminal.press("u")
        terminal.wait_for("Taken back: moved")
    assert {row["number"]: row["starts_at"] for row in program.everything()} == before


def test_the_point_does_the_same_on_the_next_row(program: Program) -> None:
    before = {row["number"] for row in program.everything() if row["completed"]}
    done = sum(row["completed"] for row in program.json("today"))
    with program.open() as terminal:
        terminal.type("c")
        terminal.wait_for("outcome")
        terminal.type("#4")
        terminal.wait_for("outcome 4 busy")
        terminal.press("enter")
        terminal.wait_for(f"{done + 1} done")
        terminal.type(".")
        terminal.wait_for(f"{done + 2} done")
    outcomes = [
        row["outcome"]
        for row in program.everything()
        if row["completed"] and row["number"] not in before
    ]
    assert outcomes == ["busy", "busy"]
