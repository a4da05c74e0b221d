"""The timer: from the opening of a new window to its saving, paused and resumed."""

from __future__ import annotations

import pytest

from tests.support.ui.driver import CrmDriver


async def test_r08_the_timer_of_a_new_window_runs_at_once(crm: CrmDriver) -> None:
    await crm.press("n")
    assert crm.title.endswith("● 00:00:00 running")
    crm.clock.forward(seconds=72)
    await crm.see("● 00:01:12 running")


async def test_r08_the_timer_counts_until_the_window_is_saved(crm: CrmDriver) -> None:
    await crm.new_contact()
    crm.clock.forward(minutes=3, seconds=41)
    await crm.press("ctrl+s")
    await crm.see("Saved")
    crm.clock.forward(minutes=10)
    assert crm.newest()["duration_seconds"] == 221
    assert crm.newest()["timer_started_at"] is None


async def test_r09_start_pause_stands_left_of_the_time(crm: CrmDriver) -> None:
    await crm.press("n")
    line = crm.screen_text()[0]
    assert line.index("●") < line.index("00:00:00")
    await crm.press("ctrl+t")
    line = crm.screen_text()[0]
    assert line.index("‖") < line.index("00:00:00")


async def test_r09_start_pause_is_a_button_that_tab_reaches(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("timer")
    crm.clock.forward(seconds=60)
    await crm.press("space")
    await crm.see("‖ 00:01:00 paused")
    crm.clock.forward(minutes=5)
    await crm.press("enter")
    await crm.see("● 00:01:00 running")
    assert crm.focused_id() == "timer"
    await crm.press("tab")
    assert crm.focused_id() == "contractor"
    await crm.press("shift+tab")
    assert crm.focused_id() == "timer"


@pytest.mark.parametrize("key", ["n", "l", "m", "t"])
async def test_r09_every_kind_has_the_button_left_of_its_time(crm: CrmDriver, key: str) -> None:
    await crm.press(key)
    await crm.until(lambda: crm.shown("#timer")[:1] in {"●", "‖"}, "the button")
    assert crm.screen_text()[0].endswith(crm.shown("#timer"))
    await crm.go("timer")
    before = crm.shown("#timer")[:1]
    await crm.press("space")
    await crm.until(lambda: crm.shown("#timer")[:1] != before, "the other sign")


async def test_r09_the_button_of_what_is_completed_cannot_be_reached(crm: CrmDriver) -> None:
    await crm.open(crm.known.delta)
    await crm.see("It is completed and can only be read.")
    assert "timer" not in {one.id for one in crm.app.screen.focus_chain}
    assert crm.shown("#timer") == ""


async def test_r09_pause_freezes_the_value_and_start_goes_on_from_it(crm: CrmDriver) -> None:
    await crm.new_contact()
    crm.clock.forward(seconds=60)
    await crm.press("ctrl+t")
    await crm.see("‖ 00:01:00 paused")
    crm.clock.forward(minutes=30)
    await crm.press("tab")
    await crm.see("‖ 00:01:00 paused")
    await crm.press("ctrl+t")
    await crm.see("● 00:01:00 running")
    crm.clock.forward(seconds=5)
    await crm.press("ctrl+t")
    await crm.see("‖ 00:01:05 paused")


async def test_r09_pauses_add_up(crm: CrmDriver) -> None:
    await crm.new_contact()
    for _pause in range(3):
        crm.clock.forward(seconds=10)
        await crm.press("ctrl+t")
        crm.clock.forward(minutes=1)
        await crm.press("ctrl+t")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["duration_seconds"] == 30


async def test_r10_the_time_at_saving_is_the_duration_of_a_held_contact(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("l")
    crm.clock.forward(minutes=4, seconds=10)
    await crm.press("ctrl+s")
    await crm.see("Saved", "talk 14:10")
    assert crm.newest()["duration_seconds"] == 250


async def test_r10_a_contact_saved_while_paused_keeps_the_frozen_value(crm: CrmDriver) -> None:
    await crm.new_contact()
    crm.clock.forward(seconds=90)
    await crm.press("ctrl+t")
    crm.clock.forward(hours=2)
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["duration_seconds"] == 90


async def test_a_reopened_contact_stands_at_its_value_and_start_goes_on(crm: CrmDriver) -> None:
    await crm.new_contact()
    crm.clock.forward(seconds=40)
    await crm.press("ctrl+s")
    await crm.see("Saved")
    await crm.press("enter")
    await crm.see("‖ 00:00:40 paused")
    await crm.press("ctrl+t")
    crm.clock.forward(seconds=20)
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["duration_seconds"] == 60


async def test_p_starts_and_pauses_the_timer_of_a_row(crm: CrmDriver) -> None:
    await crm.press("p")
    await crm.see("Timer running: p pauses it.", "● 0:00 ALFA")
    assert crm.cursor_row().startswith("●")
    crm.clock.forward(seconds=33)
    await crm.see("● 0:33 ALFA")
    await crm.press("p")
    await crm.see("Timer paused.")
    assert crm.activity(crm.known.invoice)["duration_seconds"] == 33
    await crm.not_see("● 0:33 ALFA")


async def test_starting_another_timer_pauses_the_first(crm: CrmDriver) -> None:
    await crm.press("p")
    await crm.see("Timer running")
    crm.clock.forward(seconds=20)
    await crm.to(crm.known.beta)
    await crm.press("p")
    await crm.see("● 0:00 Beta")
    assert crm.activity(crm.known.invoice)["duration_seconds"] == 20
    assert crm.activity(crm.known.invoice)["timer_started_at"] is None


async def test_a_row_whose_timer_runs_shows_it_in_its_form(crm: CrmDriver) -> None:
    await crm.press("p")
    await crm.see("Timer running")
    crm.clock.forward(seconds=15)
    await crm.press("enter")
    await crm.see("● 00:00:15 running")


async def test_the_timer_of_a_completed_row_does_not_start(crm: CrmDriver) -> None:
    await crm.to(crm.known.delta)
    await crm.press("p")
    await crm.see("This activity is completed: its time is fixed.")
    assert crm.activity(crm.known.delta)["timer_started_at"] is None
