"""A form that waited opens as a new one does: nothing of it tells which it was."""

from __future__ import annotations

from tests.support.builders import at
from tests.support.ui.driver import CrmDriver
from tui_crm.domain.activities.activity import Kind


async def prepared(crm: CrmDriver, *kinds: Kind) -> None:
    """Nobody has typed for a moment, and forms of these kinds were opened before."""
    forms = crm.app.navigation.pool
    forms.prepares = True
    forms._wanted = set(kinds)
    crm.app.call_later(forms._prepare)
    await crm.until(lambda: forms._waiting.keys() >= set(kinds), "forms that wait")
    for form in forms._waiting.values():
        await crm.until(lambda form=form: form.query("HintBar").first().size, "their places")  # type: ignore[misc]
    await crm.rest()


async def test_it_looks_and_works_as_one_that_did_not_wait(crm: CrmDriver) -> None:
    await crm.new_contact()
    new = crm.screen_text()
    await crm.press("escape")
    await crm.see("OVERDUE")
    await prepared(crm, Kind.CONTACT)
    await crm.new_contact()
    assert crm.screen_text() == new
    assert crm.focused_id() == "note"
    await crm.fill("starts", "fri 14:00")
    await crm.fill("note", "wants 12")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert (crm.newest()["starts_at"], crm.newest()["note"]) == (at(27, "14:00"), "wants 12")


async def test_each_kind_waits_for_itself_and_the_next_one_is_a_fresh_one(crm: CrmDriver) -> None:
    await prepared(crm, *Kind)
    await crm.press("m")
    await crm.see("New meeting", "Venue")
    await crm.type("beta")
    await crm.press("enter", "escape", "escape", "escape")
    await crm.see("OVERDUE")
    await crm.press("t")
    await crm.see("New task", "Due")
    await crm.press("escape")
    await prepared(crm, Kind.MEETING)
    await crm.press("m")
    await crm.see("New meeting")
    assert crm.shown("#contractor") == ""


async def test_a_completed_one_opens_read_only_in_it(crm: CrmDriver) -> None:
    await prepared(crm, Kind.CONTACT)
    await crm.open(crm.known.delta)
    await crm.see("✓ completed 23.11.2026", "Delta")
    assert crm.focused_id() == "next"
    await crm.press("escape")
    await prepared(crm, Kind.CONTACT)
    await crm.open(crm.known.beta)
    assert crm.focused_id() == "note"
    await crm.press(*"more ", "ctrl+s")
    await crm.see("Saved")


async def test_in_another_size_than_it_was_made_in_it_fits(crm: CrmDriver) -> None:
    await prepared(crm, Kind.CONTACT)
    await crm.pilot.resize_terminal(120, 36)
    await crm.press("n")
    await crm.see("New contact")
    wide = max(len(line) for line in crm.screen_text())
    assert 100 < wide <= 120


async def test_the_program_ends_with_a_form_that_waits(crm: CrmDriver) -> None:
    await prepared(crm, *Kind)
    await crm.restart()
    await crm.press("n")
    await crm.see("New contact")
