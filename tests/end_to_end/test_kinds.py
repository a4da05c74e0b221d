"""Meetings, tasks, what comes again and what is reminded of, in a real terminal."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from tests.support.terminal.program import Program, choose_contractor, saved_number


def stored(program: Program, number: str, *columns: str) -> tuple[object, ...]:
    assert program.database is not None
    with closing(sqlite3.connect(program.database)) as db:
        row: tuple[object, ...] = db.execute(
            f"SELECT {', '.join(columns)} FROM activity WHERE number = ?", (number,)
        ).fetchone()
    return row


def test_a_meeting_has_a_venue_a_cost_and_an_end(program: Program) -> None:
    with program.open() as terminal:
        terminal.press("m")
        terminal.wait_for("New meeting")
        choose_contractor(terminal)
        terminal.wait_for("Venue")
        terminal.press("ctrl+r", "ctrl+r")
        terminal.type("tomorrow 10:00")
        terminal.press("tab")
        terminal.type("until 11:30")
        terminal.wait_for(re.compile(r"til 11:30"))
        terminal.press(*["tab"] * 6)
        terminal.type("Kraków, Rynek 1")
        terminal.press("tab")
        terminal.type("1 200,50")
        terminal.press("ctrl+s")
        number = saved_number(terminal)
    venue, cost, minutes = stored(program, number, "venue", "planned_cost", "planned_minutes")
    assert (venue, float(str(cost)), minutes) == ("Kraków, Rynek 1", 1200.5, 90)


def test_a_task_waits_is_given_away_and_found_again(program: Program) -> None:
    with program.open() as terminal:
        terminal.press("t")
        terminal.wait_for("New task")
        terminal.type("zamówić tonery")
        terminal.press("shift+tab")
        terminal.type("katarzyna")
        terminal.press("enter", "ctrl+s")
        number = saved_number(terminal)
        terminal.press("2", "a", "a")
        terminal.wait_for("Given by me")
        terminal.wait_for("zamówić tonery")
        terminal.press("/")
        terminal.type("tonery")
        terminal.wait_for("“tonery”")
        terminal.press("enter", "w")
        terminal.wait_for("It waits for somebody else")
    assert stored(program, number, "status", "kind") == ("waiting", "task")


def test_a_reminder_is_told_and_opened_by_one_key(program: Program) -> None:
    soon = (datetime.now(UTC) + timedelta(minutes=10)).strftime("%Y-%m-%d %H:%M:%S")
    assert program.database is not None
    with closing(sqlite3.connect(program.database)) as db, db:
        db.execute(
            "UPDATE activity SET remind_minutes = 15, starts_at = ?, starts_on = NULL, order_at = ?"
            " WHERE id = (SELECT id FROM activity WHERE completed_at IS NULL AND kind = 'contact'"
            " AND employee_id = 1 ORDER BY id LIMIT 1)",
            (soon, soon),
        )
    with program.open(ready="Reminder: ") as terminal:
        heard = bytes(terminal.output)
        assert re.search(rb"(?<!\x1b\]9;)\x07", heard)
        assert re.search(rb"\x1b\]9;Reminder: [^\x00-\x1f]+\x07", heard), "told to the desktop"
        terminal.press("ctrl+y")
        terminal.wait_for("Reminders")
        terminal.press("enter")
        terminal.wait_for(re.compile(r"Contact C/\d+"))
