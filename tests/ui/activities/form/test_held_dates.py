"""The start of a conversation that is logged is looked for backwards; a far date is asked about."""

from __future__ import annotations

from tests.support.builders import at
from tests.support.ui.driver import CrmDriver


async def test_a_held_conversation_is_stored_in_the_year_that_has_been(crm: CrmDriver) -> None:
    await crm.press("l")
    await crm.fill("starts", "20.11 15:00")
    await crm.see("Fri 20 Nov 15:00 · 3 days ago")
    await crm.fill("note", "wants two crates")
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0006.")
    assert crm.newest()["starts_at"] == at(20, "15:00")


async def test_what_was_echoed_is_saved_however_long_the_note_takes(crm: CrmDriver) -> None:
    await crm.press("l")
    await crm.fill("starts", "10:20")
    await crm.see("Sun 22 Nov 10:20 · yesterday")
    await crm.fill("note", "a long one")
    assert crm.shown("#starts") == "22.11.2026 10:20"
    crm.clock.forward(hours=1)
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0006.")
    assert crm.newest()["starts_at"] == at(22, "10:20")


async def test_a_held_conversation_in_the_future_is_refused_until_it_is_planned(
    crm: CrmDriver,
) -> None:
    await crm.press("l")
    await crm.fill("starts", "tomorrow 15:00")
    await crm.see("? still to come")
    await crm.press("ctrl+s")
    await crm.see("That is still to come")
    await crm.press("ctrl+g", "ctrl+s")
    await crm.see("Saved C/2026/0006.")
    assert crm.newest()["starts_at"] == at(24, "15:00")
    assert crm.newest()["completed_at"] is None


async def test_a_new_contact_of_a_later_day_is_not_held_already(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("starts", "tomorrow 9")
    await crm.press("ctrl+g", "ctrl+s")
    await crm.see("That is still to come")
    await crm.press("ctrl+g", "ctrl+s")
    await crm.see("Saved C/2026/0006.")


async def test_a_plan_in_the_next_year_is_taken_by_the_second_saving(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("starts", "20.11 15:00")
    await crm.see("far away")
    await crm.press("ctrl+s")
    await crm.see("20.11.2027 is in 12 months, because no year was typed. Ctrl+S again")
    before = crm.count()
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0006.")
    assert crm.count() == before + 1
    assert crm.newest()["starts_at"].year == 2027


async def test_a_year_that_was_typed_is_asked_about_no_more(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("starts", "20.11.2027 15:00")
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0006.")


async def test_a_move_into_the_next_year_takes_a_second_enter(crm: CrmDriver) -> None:
    await crm.press("r")
    await crm.type("20.11")
    await crm.see("far away")
    await crm.press("enter")
    await crm.see("20.11.2027 is in 12 months, because no year was typed. Enter again")
    await crm.press("enter")
    await crm.see("2027")
    await crm.not_see("again takes it")
