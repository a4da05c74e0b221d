"""The loop on the list: no answer, the same again, and one undo for each of them."""

from __future__ import annotations

from tests.support import builders
from tests.support.builders import at, entry
from tests.support.ui.driver import CrmDriver
from tui_crm.domain.ids import ActivityId
from tui_crm.services.activities.complete import Completion, complete
from tui_crm.store.models import Activity


def tried_before(crm: CrmDriver, activity_id: int, attempts: int) -> None:
    """So often already."""

    def count() -> None:
        Activity.update(attempts=attempts).where(Activity.id == activity_id).execute()

    crm.ask(count)


# No answer


async def test_x_moves_the_row_by_two_hours_and_goes_on_to_the_next(crm: CrmDriver) -> None:
    before = crm.keys
    await crm.press("x")
    assert crm.keys - before == 1
    await crm.see("No answer (1): Mon 23 Nov 11:45. u takes it back.")
    stored = crm.activity(crm.known.invoice)
    assert (stored["starts_at"], stored["attempts"]) == (at(23, "11:45"), 1)
    assert stored["completed_at"] is None
    assert crm.current_id() == crm.known.offer
    assert "×1 call" in crm.listed("ALFA")


async def test_the_second_x_is_the_other_half_of_the_next_day(crm: CrmDriver) -> None:
    await crm.press("x")
    await crm.to(crm.known.invoice)
    await crm.press("x")
    await crm.see("No answer (2): Tue 24 Nov 14:00.")


async def test_how_often_nobody_answered_is_told_of_the_row_and_in_its_form(
    crm: CrmDriver,
) -> None:
    await crm.press("x")
    await crm.to(crm.known.invoice)
    await crm.until(lambda: "×1 no answer" in crm.shown("#details"))
    await crm.press("enter")
    await crm.until(lambda: "×1 no answer" in crm.shown("#stamps"))
    await crm.press("escape", "h")
    await crm.see("no answer", "Attempts")


async def test_one_undo_takes_the_attempt_back(crm: CrmDriver) -> None:
    before = crm.activity(crm.known.invoice)
    await crm.press("x", "u")
    await crm.see("Taken back: no answer, phone call: ALFA")
    stored = crm.activity(crm.known.invoice)
    assert (stored["starts_at"], stored["attempts"]) == (before["starts_at"], 0)
    assert crm.current_id() == crm.known.invoice
    await crm.press("U")
    await crm.see("Done again: no answer")
    assert crm.activity(crm.known.invoice)["attempts"] == 1


async def test_x_stops_the_timer_and_keeps_its_seconds(crm: CrmDriver) -> None:
    await crm.press("p")
    await crm.see("● 0:00")
    crm.clock.forward(seconds=40)
    await crm.press("x")
    await crm.see("No answer (1)")
    stored = crm.activity(crm.known.invoice)
    assert (stored["duration_seconds"], stored["timer_started_at"]) == (40, None)
    await crm.not_see("● 0:")


async def test_x_works_on_all_marked_rows(crm: CrmDriver) -> None:
    await crm.press("space")
    await crm.to(crm.known.beta)
    await crm.press("space", "x")
    await crm.see("2 without an answer, the first again Mon 23 Nov 11:45.")
    attempts = [crm.activity(one)["attempts"] for one in (crm.known.invoice, crm.known.beta)]
    assert attempts == [1, 1]
    await crm.press("u")
    assert crm.activity(crm.known.beta)["starts_at"] == at(23, "10:00")


async def test_x_on_a_task_or_a_meeting_is_refused_with_what_to_do(crm: CrmDriver) -> None:
    await crm.to(crm.known.offer)
    await crm.press("x")
    await crm.see("Only a contact goes without an answer. r moves this one: prepare offer")
    await crm.to(crm.known.delta)
    await crm.press("x")
    await crm.see("It is completed already. o reopens it.")
    await crm.to(crm.known.gamma)
    await crm.press("x")
    await crm.see("r moves this one: site visit")


async def test_the_fourth_attempt_asks_when(crm: CrmDriver) -> None:
    tried_before(crm, crm.known.invoice, 3)
    await crm.press("x")
    await crm.see("No answer ALFA", "4 attempts without an answer: when next?")
    assert crm.focused_id() == "move-to"
    assert crm.activity(crm.known.invoice)["attempts"] == 3
    await crm.press("1", "w")
    await crm.see("→ Mon 30 Nov 14:00 · in 7 days")
    await crm.press("enter")
    await crm.see("No answer (4): Mon 30 Nov 14:00.")
    assert crm.activity(crm.known.invoice)["attempts"] == 4
    assert crm.current_id() == crm.known.offer


async def test_the_question_left_counts_nothing(crm: CrmDriver) -> None:
    tried_before(crm, crm.known.invoice, 3)
    before = crm.stored()
    await crm.press("x", "enter")
    await crm.see("4 attempts without an answer: when next?")
    await crm.press("escape")
    await crm.not_see("when next?")
    assert crm.stored() == before
    assert crm.focused_id() == "list"


async def test_an_unreadable_answer_is_said_in_the_action_bar(crm: CrmDriver) -> None:
    tried_before(crm, crm.known.invoice, 3)
    await crm.press("x", *"soon", "enter")
    await crm.see("“soon” is not a date.")
    assert crm.focused_id() == "move-to"


async def test_x_works_on_the_card_of_a_contractor(crm: CrmDriver) -> None:
    await crm.press("3", *"/alfa", "enter", "enter")
    await crm.see("NEXT")
    await crm.to(crm.known.invoice)
    await crm.press("x")
    await crm.see("No answer (1): Mon 23 Nov 11:45.")
    assert "×1 call" in crm.listed("Jan Kowalski")


async def test_x_among_all_activities_goes_on_to_the_next(crm: CrmDriver) -> None:
    await crm.press("2")
    await crm.to(crm.known.beta)
    await crm.press("x")
    await crm.see("No answer (1)")
    assert crm.current_id() not in {crm.known.beta, None}


# The same again


async def test_the_point_completes_the_next_row_in_the_same_way(crm: CrmDriver) -> None:
    await crm.press("c", "tab", "9", "tab", "tab", *"as before", "tab", "2", "d", "enter")
    await crm.see("Completed. Next Wed 25 Nov 14:00.")
    before = crm.keys
    await crm.press(".")
    assert crm.keys - before == 1
    await crm.see("Completed. Next Wed 25 Nov 15:30. u takes it back.")
    done = crm.activity(crm.known.offer)
    assert crm.activity(crm.known.invoice)["outcome_id"] == crm.ask(entry, "order")
    # A task has no outcome.
    assert (done["outcome_id"], done["note"]) == (None, "")
    assert crm.current_id() == crm.known.beta
    await crm.press("u")
    assert crm.activity(crm.known.offer)["completed_at"] is None
    assert crm.activity(crm.known.invoice)["completed_at"] is not None


async def test_the_point_reads_the_same_words_against_the_next_row(crm: CrmDriver) -> None:
    await crm.press("r", "1", "d", "enter", ".")
    await crm.see("Moved to Tue 24 Nov 15:30.")
    assert crm.activity(crm.known.offer)["starts_at"] == at(24, "15:30")


async def test_the_point_tries_the_next_contact_again(crm: CrmDriver) -> None:
    await crm.press("x")
    await crm.to(crm.known.beta)
    await crm.press(".")
    await crm.see("No answer (1): Mon 23 Nov 12:00.")
    assert crm.activity(crm.known.beta)["attempts"] == 1


async def test_the_point_works_on_all_marked_rows_and_in_another_section(crm: CrmDriver) -> None:
    await crm.press("r", "1", "d", "enter", "2")
    for marked in (crm.known.beta, crm.known.gamma):
        await crm.to(marked)
        await crm.press("space")
    await crm.press(".")
    await crm.see("2 moved, the first to Tue 24 Nov 10:00.")


async def test_the_point_asks_where_x_would(crm: CrmDriver) -> None:
    tried_before(crm, crm.known.beta, 3)
    await crm.press("x")
    await crm.to(crm.known.beta)
    await crm.press(".")
    await crm.see("4 attempts without an answer: when next?")
    assert crm.focused_id() == "move-to"


async def test_with_nothing_to_repeat_it_says_what_can_be(crm: CrmDriver) -> None:
    before = crm.stored()
    await crm.press(".")
    await crm.see(
        "There is nothing to repeat yet: complete (c), move (r), assign (A) or count no answer (x)"
    )
    assert crm.stored() == before


async def test_what_cannot_be_repeated_on_a_row_is_said_and_changes_nothing(
    crm: CrmDriver,
) -> None:
    await crm.press("x")
    before = crm.stored()
    await crm.press(".")
    await crm.see("r moves this one: prepare offer")
    assert crm.stored() == before
    assert crm.focused_id() == "list"


async def test_a_colleague_was_faster_and_that_is_said(crm: CrmDriver) -> None:
    colleague = crm.colleague()
    await crm.press("r", "1", "d", "enter")
    colleague.does(
        complete, [ActivityId(crm.known.offer)], Completion(None), actor=colleague.actor,
        instant=builders.instant(),
    )  # fmt: skip
    await crm.press(".")
    await crm.see("prepare offer: this is completed and can only be read.")


# All in one packet


async def test_complete_no_answer_and_again_in_one_packet(crm: CrmDriver) -> None:
    await crm.press("c", "3", "d", "enter", "down", "x", "up", "up")
    await crm.until(lambda: crm.activity(crm.known.beta)["attempts"] == 1)
    assert crm.activity(crm.known.invoice)["completed_at"] is not None
    assert crm.activity(crm.known.offer)["completed_at"] is None


async def test_the_fourth_attempt_is_answered_in_the_same_packet(crm: CrmDriver) -> None:
    tried_before(crm, crm.known.invoice, 3)
    crm.slow(0.05)
    await crm.press("x", "1", "w", "enter", "c", "enter")
    await crm.until(lambda: crm.activity(crm.known.offer)["completed_at"])
    stored = crm.activity(crm.known.invoice)
    assert (stored["attempts"], stored["starts_at"]) == (4, at(30, "14:00"))


async def test_c_3_d_enter_x_point_in_one_packet(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", "3", "d", "enter", "home", "x", ".")
    await crm.until(lambda: crm.activity(crm.known.invoice)["attempts"] == 1)
    assert crm.activity(crm.known.beta)["completed_at"] is not None
    await crm.see("r moves this one: prepare offer")
