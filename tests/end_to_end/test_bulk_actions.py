"""No answer, spreading and the same again, in a real terminal."""

from __future__ import annotations

import re
from datetime import datetime
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
