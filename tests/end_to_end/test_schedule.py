"""The schedule in the installed program: looked at, planned in, moved, taken back."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from tests.support.terminal.program import ZONE, Program, saved_number


def start_of(program: Program, number: str) -> datetime:
    return datetime.fromisoformat(program.json("show", number)["starts_at"]).astimezone(ZONE)


def test_a_meeting_is_planned_on_its_hour_and_moved_by_a_quarter_and_a_day(
    program: Program,
) -> None:
    with program.open() as terminal:
        terminal.press("5")
        terminal.wait_for("working week")
        terminal.press("g")
        terminal.wait_for("Go to a day")
        terminal.type("next wed")
        terminal.wait_for("→ Wed")
        terminal.press("enter")
        terminal.wait_gone("Go to a day")
        terminal.press("m")
        terminal.wait_for("New meeting")
        terminal.type("ALFA")
        terminal.press("enter")
        terminal.wait_for("Jan Kowalski")
        terminal.press("ctrl+s")
        number = saved_number(terminal)
        planned = start_of(program, number)
        assert planned.weekday() == 2
        terminal.wait_for(re.compile(r"⚑ ?ALFA"))
        terminal.press(">")
        terminal.wait_for("Moved to")
        assert start_of(program, number) == planned + timedelta(minutes=15)
        terminal.press("}")
        terminal.wait_for("Moved to Thu")
        terminal.press("u", "u")
        terminal.wait_for("Taken back: moved")
        terminal.press("v")
        terminal.wait_for(re.compile(r"Wed \d+ \w+ \d+ +day"))
        terminal.press("q")
        terminal.wait_for("OVERDUE")
    assert start_of(program, number) == planned


def test_the_month_leads_to_the_day(program: Program) -> None:
    with program.open() as terminal:
        terminal.press(*"5vvv")
        terminal.wait_for(re.compile(r"\d+ open"))
        terminal.press("enter")
        terminal.wait_for(re.compile(r"\w{3} \d+ \w+ \d{4} +day"))
        terminal.press("escape")
        terminal.wait_for("working week")
