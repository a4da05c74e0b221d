"""The strips say what they understood, for one row and for many, and open the calendar."""

from __future__ import annotations

from tests.support.builders import at
from tests.support.ui.driver import CrmDriver


async def both_overdue(crm: CrmDriver, key: str) -> None:
    """ALFA at 14:00 and the task at 15:30, both of Friday, are marked."""
    await crm.press("space", "space", key)


async def test_moving_several_says_how_many_and_the_day(crm: CrmDriver) -> None:
    await both_overdue(crm, "r")
    await crm.type("tomorrow")
    await crm.see("→ 2 activities: Tue 24 Nov")
    assert "14:00" not in crm.shown("#rescheduling .bar-echo")
    await crm.press("enter")
    await crm.see("2 moved, the first to Tue 24 Nov 14:00.")
    assert crm.activity(crm.known.offer)["starts_at"] == at(24, "15:30")


async def test_moving_several_to_one_time_says_the_time(crm: CrmDriver) -> None:
    await both_overdue(crm, "r")
    await crm.type("tomorrow 9")
    await crm.see("→ 2 activities: Tue 24 Nov 09:00")


async def test_moving_several_of_different_days_says_from_when_to_when(crm: CrmDriver) -> None:
    await crm.to(crm.known.gamma)
    await crm.press("r", *"wed", "enter", "2")
    for marked in (crm.known.beta, crm.known.gamma):
        await crm.to(marked)
        await crm.press("space")
    await crm.press("r")
    await crm.type("+1d")
    await crm.see("→ 2 activities: Tue 24 Nov – Thu 26 Nov")
    await crm.press("enter")
    await crm.see("2 moved, the first to Tue 24 Nov 10:00.")
    assert crm.activity(crm.known.gamma)["starts_at"] == at(26, "11:00")


async def test_the_next_step_of_several_is_said_so_too(crm: CrmDriver) -> None:
    await both_overdue(crm, "c")
    await crm.type("fri 9")
    await crm.see("→ 2 activities: Fri 27 Nov 09:00")


async def test_the_next_step_is_picked_in_the_calendar(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", *"3d", "ctrl+o")
    await crm.see("Choose a day", "November 2026", "Thu 26 Nov 10:00")
    await crm.press("right", "enter")
    await crm.see("→ Fri 27 Nov 10:00")
    assert crm.focused_id() == "next-at"
    await crm.press("enter")
    await crm.see("Completed. Next Fri 27 Nov 10:00.")
    assert crm.newest()["starts_at"] == at(27, "10:00")


async def test_the_calendar_of_something_overdue_opens_on_today(crm: CrmDriver) -> None:
    await crm.press("r", "ctrl+o")
    await crm.see("Mon 23 Nov 14:00")
    await crm.press("down", "enter", "enter")
    await crm.see("Moved to Mon 30 Nov 14:00.")


async def test_a_day_picked_for_several_leaves_each_its_hour(crm: CrmDriver) -> None:
    await both_overdue(crm, "r")
    await crm.press("ctrl+o", "right", "enter", "enter")
    await crm.see("2 moved, the first to Tue 24 Nov 14:00.")
    assert crm.activity(crm.known.offer)["starts_at"] == at(24, "15:30")


async def test_the_calendar_left_changes_nothing_in_the_action_bar(crm: CrmDriver) -> None:
    await crm.press("c", *"3d", "ctrl+o", "down", "escape")
    assert crm.shown("#next-at") == "3d"
    assert crm.focused_id() == "next-at"


async def test_the_outcomes_are_listed_with_the_same_key(crm: CrmDriver) -> None:
    await crm.press("c", "tab", "ctrl+o")
    await crm.see("busy")
    assert crm.focused_id() == "outcome"
