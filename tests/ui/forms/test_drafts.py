"""What is typed and not saved: it stays, is said, is gone on with, survives the program."""

from __future__ import annotations

from tests.support.ui.driver import CrmDriver
from tui_crm.drafts.slot import Slot, SlotKind
from tui_crm.store.models import Contractor


async def half_a_contact(crm: CrmDriver, note: str = "half a sentence") -> None:
    await crm.new_contact()
    await crm.fill("subject", "spring order")
    await crm.go("note")
    await crm.type(note)


async def test_escape_keeps_a_draft_and_says_how_to_get_it_again(crm: CrmDriver) -> None:
    before = crm.count()
    await half_a_contact(crm)
    await crm.press("escape")
    await crm.see("Kept as a draft: d to resume, W to discard.")
    assert crm.count() == before
    await crm.press("d")
    await crm.see("New contact", "half a sentence")
    assert crm.shown("#subject") == "spring order"
    assert crm.shown("#contractor") == "ALFA Sp. z o.o."
    assert "Jan Kowalski" in crm.shown("#persons")


async def test_a_saved_draft_is_gone(crm: CrmDriver) -> None:
    await half_a_contact(crm)
    await crm.press("escape", "d", "ctrl+s")
    await crm.see("Saved C/2026/0006.")
    assert crm.newest()["note"] == "half a sentence"
    await crm.press("d")
    await crm.see("There is no draft: everything typed is saved.")


async def test_a_draft_survives_leaving_the_program(crm: CrmDriver) -> None:
    await half_a_contact(crm)
    await crm.press("escape")
    await crm.restart()
    await crm.see("1 unsaved draft: d to resume.")
    await crm.press("d")
    await crm.see("half a sentence")
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0006.")
    assert crm.newest()["subject"] == "spring order"


async def test_leaving_the_program_from_the_form_keeps_it_too(crm: CrmDriver) -> None:
    await half_a_contact(crm)
    await crm.press("ctrl+q")
    await crm.restart()
    await crm.see("d to resume.")


async def test_the_timer_of_a_draft_is_paused_while_it_is_closed(crm: CrmDriver) -> None:
    await half_a_contact(crm)
    crm.clock.forward(seconds=30)
    await crm.press("escape")
    crm.clock.forward(hours=3)
    await crm.press("d")
    await crm.see("00:00:30")
    assert crm.title.endswith("‖ 00:00:30 paused")


async def test_a_form_in_which_nothing_was_typed_leaves_no_draft(crm: CrmDriver) -> None:
    await crm.press("n", "escape")
    await crm.see("OVERDUE")
    assert crm.drafts.all() == ()
    assert "draft" not in crm.notice()


async def test_several_drafts_are_chosen_from(crm: CrmDriver) -> None:
    await half_a_contact(crm, "the first")
    await crm.press("escape", "t", *"buy toner", "escape", "d")
    await crm.see("Typed and not saved", "the first", "buy toner")
    assert "buy toner" in crm.cursor_row()
    await crm.press("down", "enter")
    await crm.see("New contact")
    assert crm.shown("#note") == "the first"


async def test_a_draft_is_thrown_away_with_delete(crm: CrmDriver) -> None:
    await half_a_contact(crm, "the first")
    await crm.press("escape", "t", *"buy toner", "escape", "d", "delete")
    await crm.not_see("buy toner")
    await crm.press("escape", "d")
    await crm.see("New contact")
    assert crm.shown("#note") == "the first"


async def test_the_only_draft_can_be_thrown_away_too(crm: CrmDriver) -> None:
    await half_a_contact(crm)
    await crm.press("escape")
    await crm.see("W to discard.")
    await crm.press("W")
    await crm.see("Typed and not saved", "half a sentence", "Del throw away")
    await crm.press("delete")
    await crm.see("Thrown away: u brings it back.", "No draft left.")
    assert crm.drafts.all() == ()
    await crm.press("escape")
    await crm.restart()
    await crm.press("d")
    await crm.see("There is no draft: everything typed is saved.")


async def test_a_draft_thrown_away_is_brought_back(crm: CrmDriver) -> None:
    await half_a_contact(crm)
    await crm.press("escape", "W", "delete", "escape", "d")
    await crm.see("No draft left. u brings back the last one.")
    await crm.press("u")
    await crm.see("It is here again.", "half a sentence")
    await crm.press("enter")
    await crm.see("New contact")
    assert crm.shown("#subject") == "spring order"
    assert crm.shown("#note") == "half a sentence"


async def test_a_draft_brought_back_does_not_replace_a_newer_one(crm: CrmDriver) -> None:
    await crm.open(crm.known.beta)
    await crm.fill("subject", "the older")
    await crm.press("escape", "W", "delete", "escape", "enter")
    await crm.fill("subject", "the newer")
    await crm.press("escape", "W", "u")
    await crm.see("A newer draft of the same stands here")
    await crm.press("enter")
    assert crm.shown("#subject") == "the newer"


async def test_with_nothing_typed_there_is_nothing_to_throw_away(crm: CrmDriver) -> None:
    await crm.press("W")
    await crm.see("There is no draft: everything typed is saved.")
    assert len(crm.app.screen_stack) == 1


async def test_an_opened_activity_left_with_changes_is_gone_on_with(crm: CrmDriver) -> None:
    await crm.open(crm.known.beta)
    await crm.fill("subject", "half")
    await crm.press("escape")
    await crm.see("Kept as a draft")
    assert crm.activity(crm.known.beta)["subject"] == "e-mail: Beta S.A."
    await crm.press("enter")
    await crm.see("What was typed before and not saved is here again.")
    assert crm.shown("#subject") == "half"


async def test_typed_back_to_what_was_stored_no_draft_is_left(crm: CrmDriver) -> None:
    await crm.open(crm.known.beta)
    await crm.go("note")
    await crm.press("end", "!", "backspace")
    assert crm.drafts.all() == ()
    await crm.press("!", "escape", "enter")
    await crm.see("What was typed before and not saved is here again.")
    await crm.press("backspace")
    assert crm.drafts.all() == ()
    await crm.press("escape")
    await crm.see("OVERDUE")
    assert crm.drafts.all() == ()


async def test_unreadable_fields_are_kept_in_the_draft(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("starts", "sometime")
    await crm.press("ctrl+r")
    await crm.fill("days", "many")
    await crm.press("escape")
    await crm.restart()
    await crm.press("d")
    await crm.see("New contact")
    assert crm.shown("#starts") == "sometime"
    assert crm.shown("#days") == "many"


async def test_a_draft_of_what_a_colleague_has_changed_ends_in_the_conflict_window(
    crm: CrmDriver,
) -> None:
    from tui_crm.services.activities.save import edit_note

    await crm.open(crm.known.beta)
    await crm.fill("subject", "mine")
    await crm.press("escape")
    colleague = crm.colleague()
    version = crm.activity(crm.known.beta)["version"]
    colleague.does(
        edit_note, crm.known.beta, "theirs", version=version, actor=colleague.actor,  # type: ignore[arg-type]
        now=crm.clock().now,
    )  # fmt: skip
    await crm.press("enter")
    await crm.see("What was typed before and not saved is here again.")
    await crm.press("ctrl+s")
    await crm.see("Someone else changed this activity")
    assert crm.activity(crm.known.beta)["note"] == "theirs"


async def test_letters_that_nothing_was_chosen_with_come_back(crm: CrmDriver) -> None:
    await crm.press("n", *"bet")
    await crm.restart()
    await crm.press("d", "a")
    await crm.see("What was typed before and not saved is here again.", "Beta S.A.")
    assert (crm.focused_id(), crm.shown("#contractor").rstrip(" ▾")) == ("contractor", "beta")
    await crm.press("enter")
    await crm.until(lambda: crm.shown("#contractor").startswith("Beta S.A."))


async def test_the_list_of_drafts_shows_the_letters(crm: CrmDriver) -> None:
    await crm.press("n", *"bet")
    await crm.restart()
    await crm.press("W")
    assert "bet" in crm.cursor_row().split()


async def test_letters_taken_back_leave_no_draft(crm: CrmDriver) -> None:
    await crm.press("n", *"bet", "escape")
    assert crm.drafts.all() == ()
    await crm.press(*"bet")
    assert len(crm.drafts.all()) == 1
    await crm.press(*["backspace"] * 3)
    assert crm.drafts.all() == ()


async def test_a_new_contractor_half_typed_comes_back_with_the_form(crm: CrmDriver) -> None:
    await crm.press("n", *"Nowa Huta Szkła", "ctrl+n")
    await crm.see("New contractor")
    await crm.press(*"601 999 0")
    await crm.restart()
    await crm.press("d", *"00")
    await crm.see("New contractor", "Nowa Huta Szkła", "601 999 000")
    await crm.press("ctrl+s")
    await crm.until(lambda: crm.shown("#contractor").startswith("Nowa Huta Szkła"))
    made = [row for row in crm.stored(Contractor) if row["name"] == "Nowa Huta Szkła"]
    assert len(made) == 1
    await crm.restart()
    await crm.press("d")
    await crm.not_see("New contractor")


async def test_a_new_person_half_typed_comes_back_with_the_form(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.press("ctrl+n", *"Zenon Nowy", "ctrl+n")
    await crm.see("New person · ALFA")
    await crm.press(*"director", "tab", *"601 999 000")
    await crm.restart()
    await crm.press("d")
    await crm.see("New person · ALFA", "Zenon Nowy", "director", "601 999 000")
    await crm.press("ctrl+s")
    await crm.until(lambda: "Zenon Nowy" in crm.shown("#persons"))


async def test_the_small_window_left_and_opened_again_has_what_was_typed(crm: CrmDriver) -> None:
    await crm.press("n", *"Nowa Huta", "ctrl+n", *"601 999", "escape", "ctrl+n", *" 000", "escape")
    await crm.restart()
    await crm.press("d")
    await crm.see("Nowa Huta")
    await crm.not_see("New contractor")
    await crm.press("ctrl+n")
    await crm.see("New contractor", "601 999 000")
    await crm.press("escape", *" Cegieł", "ctrl+n")
    await crm.see("Nowa Huta Cegieł")
    await crm.not_see("601 999 000")


async def test_a_draft_that_was_stored_right_before_the_program_died_is_none(
    crm: CrmDriver,
) -> None:
    slot = Slot.of_activities(SlotKind.ACTIVITY, crm.known.beta)
    await crm.open(crm.known.beta)
    await crm.fill("subject", "half")
    on_the_disk = crm.drafts.get(slot)
    assert on_the_disk is not None
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0003.")
    crm.drafts.put(slot, on_the_disk)
    await crm.press("enter")
    await crm.see("Contact C/2026/0003")
    assert "not saved" not in crm.notice()
    assert crm.drafts.all() == ()
