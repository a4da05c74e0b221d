"""Notes: kept exactly in the form, edited in place on the list, refused on what is completed."""

from __future__ import annotations

import pytest

from tests.support.ui.driver import CrmDriver
from tui_crm.drafts.slot import Slot, SlotKind
from tui_crm.services.activities.complete import Completion, complete
from tui_crm.ui.kit.table import RecordTable

POEM = (
    "  first line\n\n\tzażółć gęślą jaźń – 漢字 – 🙂👩‍👩‍👧\n"
    "[/] [bold]x[/bold] {n} %s \\n ' \" ; --\n "
)


async def test_r32_a_note_is_kept_exactly_as_it_was_typed(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("note")
    await crm.paste(POEM)
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["note"] == POEM


async def test_r32_a_note_has_as_many_lines_as_are_typed(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("note")
    await crm.press(*"one", "enter", *"two", "enter", "enter", *"żółć", "ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["note"] == "one\ntwo\n\nżółć"


async def test_r32_a_note_of_100_000_characters_is_kept(crm: CrmDriver) -> None:
    note = "abcdefghi\n" * 10_000
    await crm.new_contact()
    await crm.go("note")
    await crm.paste(note)
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["note"] == note


async def test_r32_the_note_is_the_same_when_it_is_opened_again(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("note")
    await crm.paste(POEM)
    await crm.press("ctrl+s")
    await crm.see("Saved")
    await crm.press("enter")
    await crm.see("Contact C/2026/0006")
    await crm.go("subject")
    await crm.press("end", "!", "ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["note"] == POEM


async def test_r33_the_note_of_an_unfinished_row_is_edited_in_place(crm: CrmDriver) -> None:
    await crm.press("e")
    await crm.see("Note: ALFA Sp. z o.o.")
    await crm.see("OVERDUE")
    await crm.type(" – twice")
    await crm.press("ctrl+s")
    await crm.see("Note saved.")
    assert crm.activity(crm.known.invoice)["note"] == "call about the invoice – twice"
    assert crm.focused_id() == "list"
    assert crm.current_id() == crm.known.invoice


async def test_r33_nothing_but_the_note_is_changed(crm: CrmDriver) -> None:
    before = crm.activity(crm.known.beta)
    await crm.to(crm.known.beta)
    await crm.press("e", *"!", "ctrl+s")
    await crm.see("Note saved.")
    after = crm.activity(crm.known.beta)
    stamps = {"note", "fold", "version", "changed_at", "changed_by_id"}
    assert {k for k, v in after.items() if v != before[k]} <= stamps
    assert after["note"] == "send the price list!"


async def test_r33_an_emptied_note_is_stored_as_empty(crm: CrmDriver) -> None:
    await crm.press("e", "ctrl+u", "ctrl+s")
    await crm.see("Note saved.")
    assert crm.activity(crm.known.invoice)["note"] == ""


async def test_r33_enter_makes_a_new_line_and_does_not_save(crm: CrmDriver) -> None:
    await crm.press("e", "enter", *"second", "ctrl+s")
    await crm.see("Note saved.")
    assert crm.activity(crm.known.invoice)["note"] == "call about the invoice\nsecond"


async def test_r34_on_a_completed_row_it_is_refused_with_the_reason(crm: CrmDriver) -> None:
    await crm.to(crm.known.delta)
    await crm.press("e")
    await crm.see("A completed activity cannot be changed. o reopens it first.")
    assert crm.focused_id() == "list"
    await crm.type("jk")
    assert crm.activity(crm.known.delta)["note"] == "agreed: 12 pieces"


async def test_r34_completed_by_a_colleague_while_it_is_typed_nothing_is_lost(
    crm: CrmDriver,
) -> None:
    colleague = crm.colleague()
    await crm.press("e", *" urgent")
    colleague.does(
        complete, [crm.known.invoice], Completion(None), actor=colleague.actor,  # type: ignore[list-item]
        instant=crm.clock(),
    )  # fmt: skip
    await crm.press("ctrl+s")
    await crm.see("this is completed and can only be read", "call about the invoice urgent")
    assert crm.activity(crm.known.invoice)["note"] == "call about the invoice"


async def test_a_left_note_waits_for_the_next_time(crm: CrmDriver) -> None:
    await crm.press("e", *" half", "escape")
    await crm.see("The note is kept unsaved: e on this row to resume.")
    assert crm.activity(crm.known.invoice)["note"] == "call about the invoice"
    await crm.press("e")
    await crm.see("call about the invoice half", "What was typed before and not saved is here")
    await crm.press("ctrl+s")
    await crm.see("Note saved.")
    assert crm.activity(crm.known.invoice)["note"] == "call about the invoice half"


async def test_a_left_note_survives_a_restart(crm: CrmDriver) -> None:
    await crm.press("e", *" half")
    await crm.restart()
    await crm.press("e")
    await crm.see("call about the invoice half")


async def test_a_note_stored_right_before_the_program_died_is_not_put_together_with_itself(
    crm: CrmDriver,
) -> None:
    slot = Slot.of_activities(SlotKind.NOTE, crm.known.invoice)
    await crm.press("e", *" half")
    on_the_disk = crm.drafts.get(slot)
    assert on_the_disk is not None
    await crm.press("ctrl+s")
    await crm.see("Note saved.")
    crm.drafts.put(slot, on_the_disk)
    await crm.press("e", *" more", "ctrl+s")
    await crm.until(lambda: crm.drafts.get(slot) is None)
    assert crm.activity(crm.known.invoice)["note"] == "call about the invoice half more"


@pytest.mark.parametrize("left", [False, True], ids=["typing", "left"])
async def test_notes_of_two_colleagues_are_put_together(crm: CrmDriver, left: bool) -> None:
    from tui_crm.services.activities.save import edit_note

    colleague = crm.colleague()
    await crm.press("e", *" – mine", *(["escape"] if left else []))
    version = crm.activity(crm.known.invoice)["version"]
    colleague.does(
        edit_note, crm.known.invoice, "theirs", version=version, actor=colleague.actor,  # type: ignore[arg-type]
        now=crm.clock().now,
    )  # fmt: skip
    if left:
        await crm.app.screen.query_one(RecordTable).load()
        await crm.press("e")
    await crm.press("ctrl+s")
    await crm.see("Someone else changed this note meanwhile: both texts are here, Ctrl+S saves")
    assert crm.activity(crm.known.invoice)["note"] == "theirs"
    await crm.press("ctrl+s")
    await crm.see("Note saved.")
    assert crm.activity(crm.known.invoice)["note"] == "theirs\ncall about the invoice – mine"


async def test_a_colleagues_change_of_something_else_does_not_disturb_the_note(
    crm: CrmDriver,
) -> None:
    from tui_crm.services.activities.complete import reschedule

    colleague = crm.colleague()
    await crm.press("e", *" – mine")
    colleague.does(
        reschedule, [crm.known.invoice], "tomorrow 9", actor=colleague.actor,  # type: ignore[list-item]
        now=crm.clock().now,
    )  # fmt: skip
    await crm.press("ctrl+s")
    await crm.see("Note saved.")
    assert crm.activity(crm.known.invoice)["note"] == "call about the invoice – mine"


@pytest.mark.parametrize("key", ["escape", "ctrl+s"])
async def test_an_unchanged_note_leaves_no_draft(crm: CrmDriver, key: str) -> None:
    await crm.press("e", key)
    await crm.until(lambda: crm.focused_id() == "list")
    assert crm.drafts.all() == ()
