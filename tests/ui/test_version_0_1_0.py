"""What was half typed in 0.1.0, and all that was done with it, is gone on with here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.ui.driver import CrmDriver
from tests.support.version_0_1_0 import put_database, put_drafts
from tui_crm.store.models import Contractor, Person


@pytest.fixture
async def crm(tmp_path: Path, _as_before: None) -> AsyncIterator[CrmDriver]:
    """Anna, who upgraded since her line dropped."""
    put_database(tmp_path / "old.db")
    home = tmp_path / "home"
    home.mkdir()
    driver = CrmDriver(home, tmp_path / "old.db")
    put_drafts(home / "state" / "drafts" / "anna")
    try:
        await driver.start()
        yield driver
    finally:
        await driver.close()


async def take(crm: CrmDriver, text: str) -> None:
    """Go on with the draft whose row holds the text."""
    await crm.press("W")
    await crm.see("Typed and not saved")
    await crm.see(text)
    row = next(number for number, row in enumerate(crm.rows()) if text in row)
    await crm.press("home", *["down"] * row, "enter")
    await crm.rest()


async def test_all_of_them_are_listed(crm: CrmDriver) -> None:
    await crm.press("W")
    await crm.see("half a conversatio", "typed in 0.1.0", "Halfway", "Half Ltd", "an opened one")


async def test_a_contact_with_letters_in_its_lookup(crm: CrmDriver) -> None:
    await take(crm, "half a conversatio")
    await crm.see("New contact", "from 0.1.0", "Zofia Nowa", "No match. Ctrl+N: new person")
    assert "Jan Kowalski" in crm.shown("#persons")
    assert crm.shown("#days").strip() == "3"
    await crm.press(*["backspace"] * len("Zofia Nowa"), "escape")
    await crm.see("half a conversation: żółć")
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0008")
    saved = {row["number"]: row for row in crm.stored()}["C/2026/0008"]
    assert (saved["subject"], saved["note"]) == ("from 0.1.0", "half a conversation: żółć")
    assert crm.newest()["previous_id"] == saved["id"]


async def test_a_meeting(crm: CrmDriver) -> None:
    await take(crm, "typed in 0.1.0")
    await crm.see("New meeting", "the old place", "typed in 0.1.0")
    await crm.press("ctrl+s")
    await crm.see("Saved M/2026/")
    kept = crm.newest()
    assert (kept["venue"], str(kept["planned_cost"]), kept["remind_minutes"]) == (
        "the old place", "12.50", 60,
    )  # fmt: skip


async def test_a_change_of_one_that_was_saved(crm: CrmDriver) -> None:
    await take(crm, "an opened one")
    await crm.see("site visit", "an opened one, changed")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.activity(5)["note"] == "an opened one, changed"


async def test_a_note_and_a_completion_on_the_list(crm: CrmDriver) -> None:
    await crm.to(3)
    await crm.press("e")
    await crm.see("a half note")
    await crm.press("ctrl+s")
    await crm.until(lambda: "a half note" in crm.activity(3)["note"], "the note")
    await crm.to(4)
    await crm.press("c")
    await crm.see("fri 9", "Fri 27 Nov 09:00")
    await crm.press("enter")
    await crm.see("ompleted.")
    assert crm.activity(4)["status"] == "done"


async def test_a_contractor_and_a_person(crm: CrmDriver) -> None:
    await take(crm, "Half Ltd")
    await crm.see("New contractor", "601 234 999")
    await crm.press("ctrl+s")
    await crm.see("Half Ltd: saved")
    assert crm.stored(Contractor)[-1]["name"] == "Half Ltd"
    await take(crm, "Halfway")
    await crm.fill("first_name", "Jan")
    await crm.press("ctrl+s")
    await crm.see("saved")
    assert crm.stored(Person)[-1]["last_name"] == "Halfway"


async def test_its_history_is_read(crm: CrmDriver) -> None:
    await crm.press("3", "h")
    await crm.see("History of ALFA Sp. z o.o.", "contractor c", "alfa.example")


async def test_a_saved_view_is_applied(crm: CrmDriver) -> None:
    await crm.press("2", "v", *"mine", "enter")
    await crm.see("mine: My activities")
