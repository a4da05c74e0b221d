"""Everything in one packet lands where it was meant, however slow anything is on its way."""

from __future__ import annotations

import asyncio
import random

import pytest
from textual import events
from textual.message import Message
from textual.message_pump import MessagePump

from tests.support.builders import at
from tests.support.ui.driver import CrmDriver
from tests.support.ui.keyboard import key_event
from tui_crm.ui.kit.lookup_list import LookupList

SLOW = 0.03


@pytest.fixture
async def office(
    crm: CrmDriver, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> CrmDriver:
    """The program with 30 ms more for all it asks the database, and with queues that dawdle."""
    crm.slow(SLOW)
    let_queues_dawdle(monkeypatch, random.Random(request.node.name))
    return crm


def let_queues_dawdle(monkeypatch: pytest.MonkeyPatch, chance: random.Random) -> None:
    """Each message may be handled some turns of the loop late, as behind a slow neighbour."""
    handle = MessagePump._on_message

    async def dawdle(self: MessagePump, message: Message) -> None:
        if chance.random() < 0.3:
            for _turn in range(chance.randrange(12)):
                await asyncio.sleep(0)
        await handle(self, message)

    monkeypatch.setattr(MessagePump, "_on_message", dawdle)


async def test_a_whole_contact_is_typed_in_one_packet(office: CrmDriver) -> None:
    await office.press("n", *"beta", "enter", *"wants 5 % – żółć", "ctrl+s")
    await office.see("Saved C/2026/0006.")
    stored = office.newest()
    assert (stored["contractor_id"], stored["note"]) == (2, "wants 5 % – żółć")


async def test_a_whole_contact_with_date_and_subject_in_one_packet(office: CrmDriver) -> None:
    await office.press(
        "n", *"alfa", "tab", "enter", *"spring order", "enter", *"fri 14:00", "ctrl+s"
    )
    await office.see("Saved C/2026/0006.")
    stored = office.newest()
    assert (stored["subject"], stored["starts_at"]) == ("spring order", at(27, "14:00"))


async def test_c_3_d_enter_in_one_packet(office: CrmDriver) -> None:
    await office.press("c", "3", "d", "enter")
    await office.see("Completed.")
    assert office.activity(office.known.invoice)["completed_at"] is not None
    assert office.newest()["starts_at"] == at(26, "14:00")


async def test_two_rows_are_completed_in_one_packet(office: CrmDriver) -> None:
    await office.press("c", "enter", "c", "enter")
    await office.until(lambda: office.activity(office.known.offer)["completed_at"])
    assert office.activity(office.known.invoice)["completed_at"] is not None
    assert office.activity(office.known.beta)["completed_at"] is None


async def test_logging_in_one_packet(office: CrmDriver) -> None:
    await office.press("l", *"talked about n and x", "ctrl+s")
    await office.see("Saved C/2026/0006.")
    assert office.newest()["note"] == "talked about n and x"


async def test_logging_elsewhere_in_one_packet(office: CrmDriver) -> None:
    await office.press("L", *"gamm", "enter", *"nothing new", "ctrl+s")
    await office.see("Saved C/2026/0006.")
    assert (office.newest()["contractor_id"], office.newest()["note"]) == (3, "nothing new")


async def test_help_left_and_a_new_contact_in_one_packet(office: CrmDriver) -> None:
    await office.press("?", "escape", "n", *"alf")
    await office.see("New contact")
    assert office.shown("#contractor") == "alf"


async def test_a_command_found_and_run_in_one_packet(office: CrmDriver) -> None:
    await office.press("ctrl+p", *"set a new task", "enter", *"order toner", "ctrl+s")
    await office.see("Saved T/2026/0002.")
    assert office.newest()["subject"] == "order toner"


async def test_two_enters_on_a_found_command_are_harmless(office: CrmDriver) -> None:
    await office.press("ctrl+p", *"everybody", "enter", "enter")
    await office.until(lambda: office.app.screen.query("#title"), "the form")
    assert office.app.bug is None
    assert len(office.app.screen_stack) == 2


async def test_two_enters_on_the_calendar_pick_once_and_go_on(office: CrmDriver) -> None:
    await office.press("n", *"alfa", "enter", "ctrl+r", "ctrl+o", "down", "enter", "enter")
    await office.see("→ Mon 30 Nov 09:45")
    assert len(office.app.screen_stack) == 2
    assert office.focused_id() == "weeks"


async def test_a_note_edited_in_one_packet_and_the_next_key_is_a_command(
    office: CrmDriver,
) -> None:
    await office.press("e", *" again", "ctrl+s", "down", "e", *"draft it", "ctrl+s")
    await office.until(lambda: office.activity(office.known.offer)["note"] == "draft it")
    assert office.activity(office.known.invoice)["note"] == "call about the invoice again"


async def test_two_saves_in_one_packet_make_one_contact(office: CrmDriver) -> None:
    before = office.count()
    await office.press("n", *"alfa", "enter", "ctrl+s", "ctrl+s")
    await office.see("Saved C/2026/0006.")
    assert office.count() == before + 1
    assert len(office.app.screen_stack) == 1


async def test_a_new_person_in_one_packet(office: CrmDriver) -> None:
    await office.press(
        "n", *"beta", "enter", "ctrl+n", *"Ola Nowicka", "ctrl+n", *"buyer", "enter",
        *"604 111 222", "enter", *"ola@beta.example", "enter", "ctrl+s",
    )  # fmt: skip
    await office.see("Saved C/2026/0006.")
    await office.until(lambda: "+1" in office.cursor_row())
    assert "Ewa Lis +1" in office.cursor_row()


async def test_a_filter_and_a_command_in_one_packet(office: CrmDriver) -> None:
    await office.press("/", *"beta", "enter", "c", "enter")
    await office.see("Completed.")
    assert office.activity(office.known.beta)["completed_at"] is not None
    assert office.activity(office.known.invoice)["completed_at"] is None


async def test_the_filter_form_in_one_packet(office: CrmDriver) -> None:
    await office.press("2", "F", *"not", "enter", *"task", "ctrl+s")
    await office.see("My activities · not completed · task")
    assert [row.id for row in office.table().rows] == [office.known.offer]


async def test_sections_and_moves_in_one_packet(office: CrmDriver) -> None:
    await office.press("2", "G", "1", "down", "down", "enter")
    await office.see("Contact C/2026/0003")


async def test_keys_after_a_refused_save_land_in_the_field_that_is_wrong(
    office: CrmDriver,
) -> None:
    await office.press("n", "ctrl+s", *"beta", "enter", "ctrl+s")
    await office.see("Saved C/2026/0006.")
    assert office.newest()["contractor_id"] == 2


async def test_undo_right_after_completing_in_one_packet(office: CrmDriver) -> None:
    before = office.count()
    await office.press("c", *"3d", "enter", "u")
    await office.see("Taken back")
    assert office.activity(office.known.invoice)["completed_at"] is None
    assert office.count() == before


async def test_alt_and_a_letter_is_escape_and_the_letter_but_in_a_text_field_the_letter(
    crm: CrmDriver,
) -> None:
    for key in (events.Key("alt+slash", "/"), events.Key("alt+b", "b"), *map(key_event, "eta")):
        crm.app.post_message(key)
    await crm.see("filter: “beta”")
    for key in (key_event("enter"), events.Key("alt+n", "n"), *map(key_event, "alf")):
        crm.app.post_message(key)
    await crm.see("New contact")
    await crm.until(lambda: crm.shown("#contractor") == "alf", "the letters in the field")


async def test_escape_and_enter_typed_fast_do_not_do_what_was_called_off(crm: CrmDriver) -> None:
    await crm.press("c", *"3d")
    crm.app.post_message(events.Key("alt+enter", "\r"))
    await crm.see("Contact C/2026/0002")
    assert crm.activity(crm.known.invoice)["completed_at"] is None
    await crm.go("note")
    for key in (events.Key("alt+enter", "\r"), key_event("x")):
        crm.app.post_message(key)
    await crm.until(lambda: "\nx" in crm.shown("#note"), "a line end in the note")


async def test_a_held_arrow_key_moves_as_often_as_it_was_pressed(office: CrmDriver) -> None:
    await office.press(*["down"] * 4, *["up"] * 2)
    assert office.current_id() == office.known.beta


async def test_a_paste_between_keys_keeps_its_place(office: CrmDriver) -> None:
    for event in (key_event("l"), key_event("a"), events.Paste("bcd"), key_event("e")):
        office.app.post_message(event)
    await office.press("ctrl+s")
    await office.see("Saved C/2026/0006.")
    assert office.newest()["note"] == "abcde"


async def test_the_list_of_a_field_is_closed_by_one_escape_and_the_form_by_the_next(
    office: CrmDriver,
) -> None:
    await office.press("n", *"al", "escape")
    assert not office.app.screen.query_one(LookupList).display
    assert "New contact" in office.title
    await office.press("escape")
    await office.see("OVERDUE")


@pytest.mark.parametrize("seconds", [0.01, 0.08])
async def test_the_cursor_is_on_the_saved_row_however_slow_the_database_is(
    crm: CrmDriver, seconds: float
) -> None:
    await crm.new_contact("gamma")
    crm.slow(seconds)
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0006.")
    await crm.until(lambda: crm.current_id() == crm.newest()["id"], "the cursor on the saved row")
    # Nothing that was asked before comes in late and moves it away again.
    await crm.until(lambda: "Piotr Zając" in crm.shown("#details"), "the details of the row")
    assert crm.current_id() == crm.newest()["id"]
