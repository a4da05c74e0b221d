"""What a lookup field takes, and what it must never take by itself."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.message import Message
from textual.message_pump import MessagePump

from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Employee
from tui_crm.ui.kit.lookup_list import LookupList


async def test_an_emptied_contractor_stays_empty_when_the_field_is_left(crm: CrmDriver) -> None:
    await crm.press("n", *"beta", "enter")
    await crm.go("contractor")
    await crm.press("ctrl+u", "tab")
    assert crm.shown("#contractor") == ""


async def test_r05_an_emptied_contractor_is_not_saved(crm: CrmDriver) -> None:
    await crm.press("n", *"beta", "enter")
    await crm.go("contractor")
    await crm.press("ctrl+u", "ctrl+s")
    await crm.see("Choose the contractor")
    assert crm.focused_id() == "contractor"


async def test_saving_never_chooses_between_two_contractors(crm: CrmDriver) -> None:
    await crm.press("n", "a", "ctrl+s")
    await crm.see("Several match “a”: choose one")
    assert crm.focused_id() == "contractor"


async def test_typing_among_the_persons_looks_for_one(
    crm: CrmDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    await crm.press("n", *"alfa", "enter")
    await crm.go("persons")
    handle = MessagePump._on_message

    async def focus_comes_late(self: MessagePump, message: Message) -> None:
        if isinstance(message, events.Focus):
            await asyncio.sleep(0.05)
        await handle(self, message)

    monkeypatch.setattr(MessagePump, "_on_message", focus_comes_late)
    await crm.press(*"ewa")
    await crm.see("Enter take")
    assert crm.shown("#person-finder") == "ewa"


async def test_after_a_person_was_taken_the_note_is_next(crm: CrmDriver) -> None:
    await crm.press("n", *"alfa", "enter", "ctrl+n", "down", "enter")
    await crm.until(lambda: crm.focused_id() == "note")


async def test_after_a_person_was_made_the_note_is_next(crm: CrmDriver) -> None:
    made = ["n", *"alfa", "enter", "ctrl+n", *"Zofia Nowa", "ctrl+n", "ctrl+s"]
    await crm.press(*made, *"agreed", "ctrl+s")
    await crm.until(lambda: crm.newest()["note"] == "agreed")
    await crm.see("Saved C/")


async def test_esc_in_the_completion_bar_keeps_what_was_typed(crm: CrmDriver) -> None:
    await crm.press("c", "shift+tab", *"agreed 5 %", "escape")
    await crm.see("c on this row goes on with what was typed")
    await crm.press("c")
    assert crm.shown("#done-note") == "agreed 5 %"


async def test_what_was_typed_in_the_completion_bar_outlives_the_session(crm: CrmDriver) -> None:
    await crm.press("c", "3", "shift+tab", *"agreed 5 %", "shift+tab", "shift+tab", "2")
    await crm.restart()
    await crm.not_see("typed")
    await crm.press("W")
    await crm.see("What was typed to complete an activity is kept: c on its row goes on.")
    await crm.see("That is ALFA Sp. z o.o., Fri 20 Nov 14:00.")
    await crm.press("c", "d")
    assert (crm.shown("#done-note"), crm.shown("#next-at")) == ("agreed 5 %", "3d")
    assert crm.shown("#outcome").startswith("2 asked")
    await crm.press("enter")
    await crm.see("Completed.")
    assert crm.activity(crm.known.invoice)["note"].endswith("agreed 5 %")
    assert crm.drafts.all() == ()


async def test_what_matches_nothing_is_not_saved_after_going_on(crm: CrmDriver) -> None:
    await crm.press("n", *"beta", "tab", *"nobody", "tab")
    await crm.see("Nothing matches “nobody”")
    await crm.press("tab", "ctrl+s")
    await crm.see("Nothing matches “nobody”")
    assert (crm.focused_id(), crm.shown("#employee")) == ("employee", "nobody")
    assert crm.is_seen("New contact")


async def test_completing_does_not_swallow_what_matches_nothing(crm: CrmDriver) -> None:
    await crm.press("n", *"beta", "tab", *"nobody", "ctrl+g", "ctrl+s")
    await crm.see("Nothing matches “nobody”", "[ ] Completed", "New contact")
    assert (crm.focused_id(), crm.shown("#employee")) == ("employee", "nobody")


async def test_completing_takes_the_colleague_that_is_being_typed(crm: CrmDriver) -> None:
    await crm.press("n", *"beta", "tab", *"marek", "ctrl+g", "ctrl+s")
    await crm.see("Saved")
    marek = next(row for row in crm.stored(Employee) if row["first_name"] == "Marek")
    assert crm.newest()["employee_id"] == marek["id"]
    assert crm.newest()["completed_at"] is not None


async def test_the_list_appears_where_it_hangs_and_nowhere_before(crm: CrmDriver) -> None:
    await crm.press("n")
    matches, seen = crm.app.screen.query_one(LookupList), set()

    def note(_screen: object) -> None:
        if matches.display:
            seen.add(matches.region)

    crm.app.screen.screen_layout_refresh_signal.subscribe(crm.app.screen, note, immediate=True)
    await crm.type("a")
    await crm.see("ALFA Sp. z o.o.")
    assert seen == {matches.region}
    assert matches.region.y == crm.app.screen.query_one("#contractor").region.bottom


async def test_nothing_is_said_to_match_before_the_answer_is_there(crm: CrmDriver) -> None:
    await crm.press("n", *"alf")
    await crm.see("ALFASPZO")
    table = crm.app.screen.query_one(LookupList).table
    table.restart()
    table.refresh()
    await crm.not_see("ALFASPZO")
    assert not crm.is_seen("No match")
