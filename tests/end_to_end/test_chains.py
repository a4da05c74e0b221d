"""Follow-ups, chains, completing, notes, moving and undo, in a real terminal."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from tests.support.terminal.program import (
    LIST,
    ZONE,
    Program,
    new_contact,
    saved_number,
    to_activities,
)
from tests.support.terminal.pty import Terminal


def local(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp).astimezone(ZONE)


def start_of(activity: dict[str, Any]) -> datetime:
    return local(activity["starts_at"])


def number_of(program: Program, activity_id: int) -> str:
    found: str = next(row["number"] for row in program.everything() if row["id"] == activity_id)
    return found


def at_ten_tomorrow(terminal: Terminal) -> None:
    new_contact(terminal)
    terminal.press("ctrl+r", "ctrl+r")
    terminal.paste("tomorrow 10:00")
    terminal.wait_for(re.compile(r"Starts +tomorrow 10:00 +\w{3} \d"))


def open_row(program: Program) -> tuple[int, dict[str, Any]]:
    """The place and the row of an open activity with an hour, and without a next one, in Today."""
    return next(
        (place, row)
        for place, row in enumerate(program.json("today"))
        if not row["completed"] and row["starts_at"] and row["next_id"] is None
    )


def test_saving_sets_exactly_one_next_contact_and_a_picked_day_wins(program: Program) -> None:
    later = timedelta(days=8)
    before = {row["number"] for row in program.everything()}
    with program.open() as terminal:
        at_ten_tomorrow(terminal)
        terminal.press("ctrl+r", "3", "ctrl+o", "down", "left", "left", "enter")
        terminal.wait_for(re.compile(r"→ \w{3} \d"))
        terminal.press("ctrl+s")
        number = saved_number(terminal)
    current = program.json("show", number)
    made = [row for row in program.everything() if row["number"] not in before]
    following = next(row for row in made if row["number"] != number)
    assert {row["id"] for row in made} == {current["id"], current["next_id"]}
    start = start_of(current)
    assert (start.hour, start.minute) == (10, 0)
    # Wall clock, as a person counts days.
    assert start_of(following).replace(tzinfo=None) == start.replace(tzinfo=None) + later
    assert following["previous_id"] == current["id"]
    same = ("kind", "contractor", "person", "employee", "type", "priority", "category", "subject")
    assert [following[name] for name in same] == [current[name] for name in same]
    assert (following["completed"], following["note"]) == (False, "")


def test_four_keys_complete_and_set_the_next_and_one_takes_it_back(program: Program) -> None:
    place, row = open_row(program)
    with program.open() as terminal:
        terminal.press(*("down",) * place, "c", "3", "d", "enter")
        terminal.wait_for("Completed. Next ")
        done = program.json("show", row["number"])
        assert done["completed"]
        following = start_of(program.json("show", number_of(program, done["next_id"])))
        assert following.time() == start_of(row).time()
        assert following.date() == local(done["completed_at"]).date() + timedelta(days=3)
        terminal.press("u")
        terminal.wait_for("Taken back: completed")
        back = program.json("show", row["number"])
        assert (back["completed"], back["next_id"]) == (False, None)
        terminal.press("U")
        terminal.wait_for("Done again")
        assert program.json("show", row["number"])["completed"]


def test_a_completed_one_can_be_read_and_nothing_else(program: Program) -> None:
    row = next(row for row in program.json("today") if row["contractor"])
    with program.open() as terminal:
        terminal.press(*("down",) * program.json("today").index(row), "l")
        terminal.wait_for("Log a conversation")
        terminal.type("gotowe")
        terminal.press("ctrl+s")
        number = saved_number(terminal)
        stored = program.json("show", number)
        place = [row["number"] for row in program.json("today")].index(number)
        terminal.press("home", *("down",) * place, "e")
        terminal.wait_for("A completed activity cannot be changed. o reopens it first.")
        terminal.press("enter")
        terminal.wait_for("✓ completed")
        assert number in terminal.lines()[0]
        terminal.type("zmiana")
        terminal.press("tab", "delete", "ctrl+r", "ctrl+n", "ctrl+t", "ctrl+g", "ctrl+s")
        terminal.settle()
        assert "zmiana" not in terminal.text()
        assert "gotowe" in terminal.text()
        assert "New person" not in terminal.text()
        terminal.press("escape")
        terminal.wait_for(LIST)
        assert program.json("show", number) == stored
        terminal.press("o")
        terminal.wait_for("Reopened")
    assert not program.json("show", number)["completed"]


def test_the_text_of_a_note_may_be_anything(program: Program) -> None:
    text = "pierwsza [/]\ndruga [bold]zażółć[/bold] 🤝 \\\n\n\ttrzecia"
    with program.open() as terminal:
        new_contact(terminal)
        terminal.paste(text)
        terminal.wait_for("trzecia")
        terminal.press("ctrl+s")
        number = saved_number(terminal)
    assert program.json("show", number)["note"] == text


def test_from_the_activities_the_way_leads_back_to_today(program: Program) -> None:
    with program.open() as terminal:
        for back in ("1", "q"):
            to_activities(terminal)
            terminal.press(back)
            terminal.wait_for("OVERDUE")
        terminal.press("q")
        assert terminal.exit_code() == 0
