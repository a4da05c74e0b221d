"""The keystroke budgets of the design, counted; the letters of a note or a name are not keys."""

from __future__ import annotations

from tests.support.builders import at
from tests.support.ui.driver import CrmDriver

AGREED = "wants the new price list before 1 Dec, 5 % for"


async def test_logging_a_call_on_the_contractors_row_takes_2_keys(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    before = crm.keys
    await crm.press("l")
    await crm.type("they take 12 pieces")
    await crm.press("ctrl+s")
    assert crm.keys - before == 2
    await crm.see("Saved C/2026/0006.")
    stored = crm.newest()
    assert (stored["note"], stored["contractor_id"]) == ("they take 12 pieces", 2)
    assert stored["completed_at"] is not None


async def test_logging_from_anywhere_takes_at_most_8_keys(crm: CrmDriver) -> None:
    await crm.press("2")
    before = crm.keys
    await crm.press("L", *"gamm", "enter")
    await crm.type("they take 12 pieces")
    await crm.press("ctrl+s")
    assert crm.keys - before <= 8
    await crm.see("Saved C/2026/0006.")
    stored = crm.newest()
    assert (stored["note"], stored["contractor_id"]) == ("they take 12 pieces", 3)
    assert stored["completed_at"] is not None


async def test_completing_and_setting_the_next_in_3_days_takes_4_keys(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    before = crm.keys
    await crm.press("c", "3", "d", "enter")
    assert crm.keys - before == 4
    await crm.see("Completed. Next Thu 26 Nov 10:00.")
    assert crm.activity(crm.known.beta)["completed_at"] is not None
    assert crm.newest()["starts_at"] == at(26, "10:00")


async def test_correcting_a_finished_note_takes_5_keys_beside_the_text(crm: CrmDriver) -> None:
    first = crm.activity(crm.known.delta)
    await crm.to(crm.known.delta)
    before = crm.keys
    await crm.press("o", "e")
    await crm.type(", by Friday")
    await crm.press("ctrl+s", "c", "enter")
    assert crm.keys - before <= 5
    await crm.see("Completed, as it was Mon 23 Nov 08:20.")
    mended = crm.activity(crm.known.delta)
    assert mended["note"] == "agreed: 12 pieces, by Friday"
    assert mended["completed_at"] == first["completed_at"]


async def test_moving_all_overdue_to_tomorrow_takes_5_keys(crm: CrmDriver) -> None:
    assert crm.current_id() == crm.known.invoice
    before = crm.keys
    await crm.press("*", "r", "1", "d", "enter")
    assert crm.keys - before == 5
    await crm.see("2 moved, the first to Tue 24 Nov 14:00.")
    assert crm.activity(crm.known.invoice)["starts_at"] == at(24, "14:00")
    assert crm.activity(crm.known.offer)["starts_at"] == at(24, "15:30")
    await crm.not_see("OVERDUE")


async def test_what_was_agreed_last_takes_0_keys_on_the_row(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    before = crm.keys
    await crm.see("12 Nov, 4 min", AGREED)
    assert crm.keys == before


async def test_what_was_agreed_last_takes_at_most_6_keys_from_anywhere(crm: CrmDriver) -> None:
    await crm.press("G")
    before = crm.keys
    await crm.press("/", *"beta", "enter")
    await crm.see(AGREED)
    assert crm.keys - before <= 6
