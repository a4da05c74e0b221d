"""How long it took, typed over what the timer measured, in the form."""

from __future__ import annotations

import pytest

from tests.support.ui.driver import CrmDriver


@pytest.mark.parametrize(
    ("typed", "shown", "seconds"),
    [("7", "7 min", 420), ("7:30", "7 min 30 s", 450), ("7 min", "7 min", 420),
     ("1h05", "1 h 5 min", 3900), ("1:02:03", "1 h 2 min 3 s", 3723),
     ("11:59:59", "11 h 59 min 59 s", 43199)],
)  # fmt: skip
async def test_the_length_of_a_logged_call_is_typed_and_echoed(
    crm: CrmDriver, typed: str, shown: str, seconds: int
) -> None:
    await crm.to(crm.known.beta)
    await crm.press("l")
    crm.clock.forward(seconds=40)
    await crm.fill("took", typed)
    await crm.until(lambda: f"{shown} " in crm.title + " ", "the echo in the title")
    await crm.press("tab")
    assert crm.shown("#took") == shown
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["duration_seconds"] == seconds


async def test_log_stores_how_long_the_typing_took_where_nothing_else_is_typed(
    crm: CrmDriver,
) -> None:
    await crm.to(crm.known.beta)
    await crm.press("l")
    crm.clock.forward(minutes=2, seconds=40)
    await crm.type("they take 12")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["duration_seconds"] == 160


async def test_planned_keeps_hours_and_minutes_and_is_echoed_likewise(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("planned", "7:30")
    await crm.press("tab")
    assert crm.shown("#planned") == "7 h 30 min"
    await crm.fill("took", "7:30")
    await crm.press("tab")
    assert crm.shown("#took") == "7 min 30 s"
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["planned_minutes"] == 450
    assert crm.newest()["duration_seconds"] == 450


async def test_what_is_no_length_is_said_at_the_field(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("took", "soon")
    await crm.see("? cannot be read")
    await crm.press("tab")
    await crm.see("“soon” is not how long it took.")
    await crm.press("ctrl+s")
    assert crm.focused_id() == "took"


async def test_the_timer_goes_on_from_what_was_typed(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.press("ctrl+t")
    await crm.fill("took", "5")
    await crm.press("ctrl+t")
    await crm.see("● 00:05:00 running")
    crm.clock.forward(seconds=30)
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["duration_seconds"] == 330


async def test_of_a_stored_one_the_length_is_typed_over_and_history_tells_both(
    crm: CrmDriver,
) -> None:
    await crm.to(crm.known.beta)
    await crm.press("p")
    crm.clock.forward(minutes=3)
    await crm.press("p", "enter")
    await crm.see("3 min")
    await crm.fill("took", "10")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.activity(crm.known.beta)["duration_seconds"] == 600
    await crm.press("h")
    await crm.see("3:00", "10:00")
