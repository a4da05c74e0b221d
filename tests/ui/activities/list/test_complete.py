"""Completing: the tick that locks the form, the strip, and what is read-only afterwards."""

from __future__ import annotations

import pytest

from tests.support import builders
from tests.support.builders import at, entry
from tests.support.ui.driver import CrmDriver
from tui_crm.domain.permissions import Role
from tui_crm.services.activities.save import save
from tui_crm.store.models import Activity, Change, Operation, Operator

FIELDS = (
    "contractor", "employee", "subject", "starts", "planned", "type", "priority", "category",
    "persons", "note", "follow_up", "next_kind", "hours", "days", "weeks", "calendar",
    "in_schedule", "incoming", "all_day",
)  # fmt: skip


async def test_r21_ticking_completed_makes_every_field_inactive_at_once(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("completed")
    await crm.press("space")
    assert [field.id for field in crm.app.screen.focus_chain] == ["completed", "next"]
    for field in FIELDS:
        assert crm.app.screen.query_one(f"#{field}").is_disabled, field


async def test_r21_letters_change_nothing_after_the_tick(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("note")
    await crm.type("agreed")
    await crm.press("ctrl+g")
    await crm.type("zzz")
    await crm.see("It is ticked as completed: Space or Ctrl+G unticks it to write on.")
    await crm.press("ctrl+r", "ctrl+n")
    assert crm.shown("#note") == "agreed"
    assert crm.focused_id() == "completed"
    assert crm.is_seen("[ ] Next contact")


async def test_r21_the_slip_is_undone_before_saving(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.press("ctrl+g", "ctrl+g")
    await crm.go("note")
    await crm.type("go on")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert (crm.newest()["completed_at"], crm.newest()["note"]) == (None, "go on")


async def test_r21_space_undoes_it_for_whoever_went_to_the_tick(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("completed")
    await crm.press("space", "space")
    await crm.see("[ ] Completed")
    assert crm.focused_id() == "completed"
    assert not crm.app.screen.query_one("#note").is_disabled
    await crm.press("space")
    await crm.see("[x] Completed")


@pytest.mark.parametrize("undo", ["space", "ctrl+g"])
@pytest.mark.parametrize("field", ["contractor", "subject", "starts", "note", "days", "completed"])
async def test_r21_after_ctrl_g_the_tick_has_the_cursor_and_space_works(
    crm: CrmDriver, field: str, undo: str
) -> None:
    await crm.new_contact()
    await crm.go(field)
    await crm.press("ctrl+g")
    await crm.see("[x] Completed", "Ctrl+S saves it, Ctrl+G or Space unticks it.")
    assert crm.focused_id() == "completed"
    await crm.press(undo)
    await crm.see("[ ] Completed")
    assert crm.focused_id() == field


async def test_r21_what_is_typed_on_after_ctrl_g_is_not_lost(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("note")
    await crm.type("agreed")
    await crm.press("ctrl+g", *" and more words")
    await crm.see("[ ] Completed")
    assert crm.shown("#note") == "agreed and more words"


@pytest.mark.parametrize("undo", ["space", "ctrl+g"])
@pytest.mark.parametrize("field", ["subject", "days"])
async def test_r21_what_stood_in_the_field_is_not_replaced_after_the_slip(
    crm: CrmDriver, field: str, undo: str
) -> None:
    await crm.new_contact()
    await crm.go(field)
    await crm.press("end", "1")
    before = crm.shown(f"#{field}")
    await crm.press("ctrl+g", undo, "2")
    assert crm.shown(f"#{field}") == before + "2"


async def test_r21_a_letter_on_the_tick_that_was_gone_to_does_nothing(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("completed")
    await crm.press("space", "x", "y")
    await crm.see("[x] Completed")
    assert crm.focused_id() == "completed"


async def test_r22_a_completed_one_opens_read_only(crm: CrmDriver) -> None:
    before = crm.activity(crm.known.delta)
    await crm.open(crm.known.delta)
    await crm.see("✓ completed 23.11.2026 08:20 by Anna Nowak")
    assert [field.id for field in crm.app.screen.focus_chain] == ["next"]
    await crm.type("zzz")
    await crm.press("ctrl+g", "ctrl+s", "ctrl+t", "ctrl+r")
    assert crm.shown("#note") == "agreed: 12 pieces"
    await crm.press("escape")
    await crm.see("DONE")
    assert crm.activity(crm.known.delta) == before


async def test_r22_the_read_only_form_offers_only_what_works(crm: CrmDriver) -> None:
    await crm.open(crm.known.delta)
    await crm.see("Esc back")
    assert "save" not in crm.screen_text()[-1]


async def test_r22_reopening_is_its_own_action_and_is_written_to_the_history(
    crm: CrmDriver,
) -> None:
    await crm.to(crm.known.delta)
    await crm.press("o")
    await crm.see("Reopened; it is written to the history.")
    assert crm.activity(crm.known.delta)["completed_at"] is None
    await crm.press("h")
    await crm.see("History of C/2026/0004", "reopened")
    assert "Anna" in crm.listed("done")
    assert crm.ask(
        lambda: (
            Operation.select()
            .join(Change, on=(Change.operation == Operation.id))
            .where(Operation.action == "activity.reopen", Change.row_id == crm.known.delta)
            .exists()
        )
    )


async def test_a_slip_is_mended_without_moving_the_completion_to_now(crm: CrmDriver) -> None:
    first = crm.activity(crm.known.delta)
    order = crm.ask(entry, "order")
    crm.ask(lambda: Activity.update(outcome=order).where(Activity.id == crm.known.delta).execute())
    await crm.to(crm.known.delta)
    await crm.press("o", "e", "backspace", *"t", "ctrl+s", "c")
    await crm.see("Complete Delta", "outcome 9 order")
    await crm.press("enter")
    await crm.see("Completed, as it was Mon 23 Nov 08:20. u takes it back.")
    mended = crm.activity(crm.known.delta)
    for column in ("completed_at", "completed_by_id"):
        assert mended[column] == first[column]
    assert mended["outcome_id"] == order
    await crm.to(crm.known.delta)
    await crm.press("h")
    await crm.see("History of C/2026/0004")
    await crm.press("down")
    await crm.see("Completed · Anna Nowak · completed", "After: 23.11.2026 08:20")
    await crm.press(*["down"] * 4)
    await crm.see("Completed · Anna Nowak · reopened", "Before: 23.11.2026 08:20")


async def test_another_outcome_chosen_while_mending_is_taken(crm: CrmDriver) -> None:
    await crm.to(crm.known.delta)
    await crm.press("o", "c", "#", "2", "enter")
    await crm.see("Completed, as it was Mon 23 Nov 08:20.")
    mended = crm.activity(crm.known.delta)
    assert mended["outcome_id"] == crm.ask(entry, "call_later")


async def test_r22_reopening_needs_the_right_to(crm: CrmDriver) -> None:
    def demote() -> None:
        Operator.update(role=Role.OPERATOR).where(Operator.login == "anna").execute()
        marek = Operator.select(Operator.id).where(Operator.login == "marek")
        Activity.update(completed_by_id=marek).where(Activity.id == crm.known.delta).execute()

    crm.ask(demote)
    await crm.restart()
    await crm.to(crm.known.delta)
    await crm.press("o")
    await crm.see("you may not reopen it. Ask them or a manager.")
    assert crm.activity(crm.known.delta)["completed_at"] is not None


async def test_the_history_names_who_completed_it_and_not_the_login(closed: CrmDriver) -> None:
    closed.size = (160, 40)
    await closed.start()
    await closed.to(closed.known.beta)
    await closed.press("c", "enter")
    await closed.see("Completed.")
    await closed.to(closed.known.beta)
    await closed.press("h")
    await closed.see("Completed by")
    assert "Anna Nowak" in closed.listed("Completed by").partition("Completed by")[2]


async def test_the_action_bar_completes_and_sets_the_next_one(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c")
    await crm.see("Complete Beta S.A.", "outcome 1 talked")
    assert crm.focused_id() == "next-at"
    await crm.type("3d")
    await crm.see("→ Thu 26 Nov 10:00")
    await crm.press("enter")
    await crm.see("Completed. Next Thu 26 Nov 10:00.")
    done = crm.activity(crm.known.beta)
    assert (done["completed_at"], done["outcome_id"]) == (
        crm.clock().now,
        crm.ask(entry, "talked"),
    )
    assert crm.newest()["previous_id"] == crm.known.beta
    assert crm.newest()["starts_at"] == at(26, "10:00")


async def test_an_empty_next_means_none(crm: CrmDriver) -> None:
    before = crm.count()
    await crm.press("c", "enter")
    await crm.see("Completed. u takes it back.")
    assert crm.count() == before
    assert crm.activity(crm.known.invoice)["completed_at"] is not None


async def test_outcome_and_note_of_the_action_bar_are_stored(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", "tab", *"wrong", "tab", "tab", *"another firm", "enter")
    await crm.see("Completed.")
    done = crm.activity(crm.known.beta)
    assert done["outcome_id"] == crm.ask(entry, "wrong_number")
    assert done["note"] == "send the price list\nanother firm"


async def test_after_completing_the_cursor_is_on_the_next_open_row(crm: CrmDriver) -> None:
    await crm.press("c", "enter")
    await crm.see("Completed.")
    assert crm.current_id() == crm.known.offer
    assert "prepare offer" in crm.cursor_row()


async def test_the_action_bar_left_with_escape_changes_nothing(crm: CrmDriver) -> None:
    before = crm.stored()
    await crm.press("c", *"3d", "escape")
    await crm.not_see("Complete ALFA")
    assert crm.focused_id() == "list"
    assert crm.stored() == before


async def test_a_completed_row_is_not_completed_again(crm: CrmDriver) -> None:
    await crm.to(crm.known.delta)
    await crm.press("c")
    await crm.see("It is completed already. o reopens it.")
    assert crm.focused_id() == "list"


async def test_all_marked_rows_are_completed_in_one_go(crm: CrmDriver) -> None:
    await crm.press("space", "space", "c")
    await crm.see("Complete 2 activities")
    await crm.press("enter")
    await crm.see("2 completed.")
    for done in (crm.known.invoice, crm.known.offer):
        assert crm.activity(done)["completed_at"] is not None
    await crm.not_see("OVERDUE")


async def test_one_of_the_marked_was_completed_meanwhile(crm: CrmDriver) -> None:
    from tui_crm.services.activities.complete import Completion, complete

    colleague = crm.colleague()
    await crm.press("space", "space", "c")
    colleague.does(
        complete, [crm.known.offer], Completion(None), actor=colleague.actor,  # type: ignore[list-item]
        instant=builders.instant(),
    )  # fmt: skip
    await crm.press("enter")
    await crm.see("prepare offer: this is completed and can only be read.")
    assert crm.activity(crm.known.invoice)["completed_at"] is None
    assert crm.focused_id() == "next-at"


async def test_completing_stops_the_running_timer(crm: CrmDriver) -> None:
    await crm.press("p")
    crm.clock.forward(seconds=95)
    await crm.press("c", "enter")
    await crm.see("Completed.")
    done = crm.activity(crm.known.invoice)
    assert (done["duration_seconds"], done["timer_started_at"]) == (95, None)
    await crm.not_see("● 1:35")


async def test_the_form_completes_with_one_key_and_the_row_moves_to_done(crm: CrmDriver) -> None:
    await crm.open(crm.known.gamma)
    await crm.press("ctrl+g", "ctrl+s")
    await crm.see("Saved M/2026/0001.")
    assert crm.activity(crm.known.gamma)["completed_by_id"] == crm.actor.operator_id
    assert crm.listed("Gamma").startswith("✓")


async def test_a_next_one_that_is_somebodys_own_plan_is_said_to_stay(crm: CrmDriver) -> None:
    await crm.open(crm.known.beta)
    await crm.press("ctrl+r", "3", "ctrl+s")
    await crm.see("Saved C/2026/0003; next contact Thu 26 Nov")
    colleague = crm.colleague()
    edit = crm.ask(builders.edit_of, crm.newest()["id"], note="samples")
    colleague.does(save, edit, actor=colleague.actor, instant=crm.clock())
    await crm.to(crm.known.beta)
    await crm.press("c", *"1w", "enter")
    await crm.see("Completed. The next one stays where it was, Thu 26 Nov")
