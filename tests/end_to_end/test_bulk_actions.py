"""No answer, spreading and the same again, in a real terminal."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from tests.support.terminal.program import ZONE, Program, to_activities


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


def test_all_marked_are_assigned_with_6_keys_and_one_more_by_the_full_stop(
    program: Program,
) -> None:
    def held() -> dict[str, str]:
        return {row["number"]: row["employee_name"] for row in program.everything()}

    before = held()
    mine = program.json("today")[0]["employee_name"]
    colleague = next(name for name in sorted(before.values()) if name != mine)
    with program.open() as terminal:
        terminal.type("*A")
        terminal.wait_for("to whom")
        letters = colleague.split()[-1][:3].lower()
        terminal.type(letters)
        terminal.press("enter")
        terminal.wait_for(f" assigned to {colleague}. u takes it back.")
        assert len(f"*A{letters}") + 1 <= 6
        given = {number for number, name in held().items() if name != before[number]}
        assert len(given) > 1
        assert {held()[number] for number in given} == {colleague}
        to_activities(terminal)
        # What is planned furthest ahead is open at any hour; a completed row cannot be assigned.
        terminal.press("home")
        terminal.type(".")
        terminal.wait_for(f" Assigned to {colleague}.")
        assert sum(name != before[number] for number, name in held().items()) == len(given) + 1
        terminal.type("u")
        terminal.wait_for("Taken back: assigned")
        terminal.type("u")
        terminal.wait_for(f" +{len(given) - 1} ")
    assert held() == before
