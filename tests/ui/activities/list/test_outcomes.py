"""Outcomes in the bar, the queue and the form: what is proposed, what is tried again."""

from __future__ import annotations

from typing import Any

from tests.support.builders import at, entry
from tests.support.ui.driver import CrmDriver
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Activity, Attempt, Entry


def echo(crm: CrmDriver) -> str:
    return crm.shown("#completion .bar-echo")


def next_at(crm: CrmDriver) -> str:
    return crm.shown("#next-at")


def tried(crm: CrmDriver, activity_id: int) -> list[str]:
    def read() -> list[str]:
        found = Attempt.select(Entry.code).join(Entry, on=(Entry.id == Attempt.outcome))
        mine = found.where(Attempt.activity == activity_id).order_by(Attempt.id)
        return [code for (code,) in fetch_tuples(mine)]

    return crm.ask(read)


def is_open(stored: dict[str, Any]) -> bool:
    return stored["completed_at"] is None and stored["outcome_id"] is None


# The next step of an outcome


async def test_an_outcome_fills_next_with_its_own_step_and_enter_takes_it(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", "#", "2")
    await crm.until(lambda: next_at(crm) == "1d", "the next step")
    await crm.until(lambda: "→ Tue 24 Nov 10:00 · tomorrow" in echo(crm), "what it means")
    await crm.press("enter")
    await crm.see("Completed. Next Tue 24 Nov 10:00.")
    assert crm.newest()["starts_at"] == at(24, "10:00")


async def test_one_key_deletes_it_which_means_none(crm: CrmDriver) -> None:
    before = crm.count()
    await crm.to(crm.known.beta)
    await crm.press("c", "#", "2")
    await crm.until(lambda: next_at(crm) == "1d", "the next step")
    await crm.press("backspace", "enter")
    await crm.see("Completed. u takes it back.")
    assert crm.count() == before


async def test_it_is_deleted_in_the_same_packet(crm: CrmDriver) -> None:
    crm.slow(0.05)
    before = crm.count()
    await crm.to(crm.known.beta)
    await crm.burst("c", "#", "2", "backspace", "enter")
    await crm.until(lambda: crm.activity(crm.known.beta)["completed_at"], "completed")
    assert crm.activity(crm.known.beta)["outcome_id"] == crm.ask(entry, "call_later")
    assert crm.count() == before


async def test_what_is_typed_replaces_it_and_stays_with_another_outcome(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", "#", "2")
    await crm.until(lambda: next_at(crm) == "1d", "the next step")
    await crm.press(*"3d")
    assert next_at(crm) == "3d"
    await crm.press("#", "9")
    await crm.until(lambda: crm.shown("#outcome") == "9 order", "the outcome")
    assert next_at(crm) == "3d"


async def test_another_outcome_takes_its_own_step_with_it(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", "#", "9")
    await crm.until(lambda: next_at(crm) == "7d", "a week")
    await crm.press("#", "2")
    await crm.until(lambda: next_at(crm) == "1d", "a day")
    await crm.press("#", "1")
    await crm.until(lambda: "= plans" in echo(crm), "none of its own")
    assert next_at(crm) == "none"


async def test_a_proposed_day_off_becomes_the_next_working_day(crm: CrmDriver) -> None:
    def weekly() -> None:
        Entry.update(follow_up_days=5).where(Entry.code == "call_later").execute()

    crm.ask(weekly)
    await crm.to(crm.known.beta)
    await crm.press("c", "#", "2")
    await crm.until(lambda: next_at(crm) == "7d", "Saturday is off")
    await crm.until(lambda: "→ Mon 30 Nov 10:00" in echo(crm), "Monday")


async def test_what_the_outcome_wrote_is_no_draft(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", "#", "2")
    await crm.until(lambda: next_at(crm) == "1d", "the next step")
    await crm.press("escape", "c")
    assert crm.shown("#outcome") == "1 talked"
    assert not crm.is_seen("What was typed before")
    await crm.press("#", "2", "shift+tab", *"wait")
    await crm.press("escape")
    await crm.see("Not completed")
    await crm.press("c")
    await crm.until(lambda: crm.shown("#done-note") == "wait", "the note")
    assert (crm.shown("#outcome"), next_at(crm)) == ("2 asked to call later", "1d")


# Not reached


async def test_reaching_nobody_leaves_it_open_and_the_echo_says_when(crm: CrmDriver) -> None:
    await crm.to(crm.known.invoice)
    await crm.press("c", "#", "4")
    await crm.until(lambda: "→ Mon 23 Nov 11:45 · in 2 h · stays open" in echo(crm), "the ladder")
    await crm.press("enter")
    await crm.see("No answer (1): Mon 23 Nov 11:45. u takes it back.")
    stored = crm.activity(crm.known.invoice)
    assert is_open(stored)
    assert (stored["starts_at"], stored["attempts"]) == (at(23, "11:45"), 1)
    assert tried(crm, crm.known.invoice) == ["busy"]
    await crm.press("u")
    await crm.until(lambda: not crm.activity(crm.known.invoice)["attempts"], "undone")
    assert tried(crm, crm.known.invoice) == []


async def test_a_typed_date_wins(crm: CrmDriver) -> None:
    await crm.to(crm.known.invoice)
    await crm.press("c", "#", "5", *"3d")
    await crm.until(lambda: "→ Thu 26 Nov 14:00" in echo(crm) and "stays open" in echo(crm))
    await crm.press("enter")
    await crm.see("No answer (1): Thu 26 Nov 14:00.")
    assert tried(crm, crm.known.invoice) == ["voice_mail"]


async def test_past_the_ladder_the_bar_asks(crm: CrmDriver) -> None:
    def thrice() -> None:
        Activity.update(attempts=3).where(Activity.id == crm.known.invoice).execute()

    crm.ask(thrice)
    await crm.restart()
    await crm.to(crm.known.invoice)
    await crm.press("c", "#", "3")
    await crm.until(lambda: "4 attempts without an answer" in echo(crm), "the question")
    await crm.press("enter")
    await crm.see("4 attempts without an answer: when next?")
    assert crm.activity(crm.known.invoice)["attempts"] == 3
    await crm.press(*"1w", "enter")
    await crm.see("No answer (4): ")
    assert is_open(crm.activity(crm.known.invoice))


async def test_the_same_again_counts_a_try_on_the_next_row(crm: CrmDriver) -> None:
    await crm.to(crm.known.invoice)
    await crm.press("c", "#", "4", "enter")
    await crm.see("No answer (1)")
    await crm.to(crm.known.beta)
    await crm.press(".")
    await crm.until(lambda: crm.activity(crm.known.beta)["attempts"], "counted")
    assert tried(crm, crm.known.beta) == ["busy"]


async def test_a_task_has_no_outcome(crm: CrmDriver) -> None:
    await crm.to(crm.known.offer)
    await crm.press("c")
    await crm.see("Complete prepare offer")
    assert not crm.is_seen("outcome ")
    assert crm.focused_id() == "next-at"
    await crm.press("tab")
    assert crm.focused_id() == "took"
    await crm.press("tab")
    assert crm.focused_id() == "done-note"
    await crm.press("escape")


async def test_in_the_queue_an_unanswered_call_is_not_completed(crm: CrmDriver) -> None:
    await crm.press("Q")
    await crm.see("Queue", "3 no answer")
    await crm.press("3", "enter")
    await crm.see("1 moved", "No answer (1)")
    assert is_open(crm.activity(crm.known.invoice))
    assert tried(crm, crm.known.invoice) == ["no_answer"]
    await crm.see("prepare offer")
    assert not crm.is_seen("3 no answer")
    await crm.press("3")
    await crm.see("There is no outcome 3.")
    await crm.see("1 complete")
    await crm.press("1", "enter")
    await crm.see("1 done")
    done = crm.activity(crm.known.offer)
    assert (done["completed_at"] is None, done["outcome_id"]) == (False, None)


# In the form


async def test_a_logged_call_records_its_outcome(crm: CrmDriver) -> None:
    await crm.to(crm.known.invoice)
    await crm.press("l")
    await crm.see("Log a conversation")
    assert crm.shown("#outcome") == "talked"
    await crm.type("wants 12")
    await crm.press("tab", "9")
    await crm.until(lambda: crm.shown("#outcome") == "order", "the outcome")
    await crm.until(lambda: crm.shown("#days") == "7", "its next step")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    logged = crm.stored()[-2]
    assert (logged["note"], logged["outcome_id"]) == ("wants 12", crm.ask(entry, "order"))
    assert crm.newest()["previous_id"] == logged["id"]


async def test_a_logged_try_is_kept_and_planned_again(crm: CrmDriver) -> None:
    await crm.to(crm.known.invoice)
    await crm.press("l")
    await crm.see("Log a conversation")
    await crm.press("tab", "3")
    await crm.see("attempt: next is planned")
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0006; next contact Mon 23 Nov 11:45.")
    held, following = crm.stored()[-2:]
    assert held["outcome_id"] == crm.ask(entry, "no_answer")
    assert held["completed_at"] is not None
    assert (following["starts_at"], following["attempts"]) == (at(23, "11:45"), 1)
    assert tried(crm, held["id"]) == ["no_answer"]


async def test_a_new_contact_with_an_outcome_was_held(crm: CrmDriver) -> None:
    await crm.new_contact("beta")
    await crm.press("ctrl+l", "tab", "1")
    await crm.see("completed on saving")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["completed_at"] is not None
    assert crm.newest()["outcome_id"] == crm.ask(entry, "talked")


async def test_an_open_contact_that_nobody_answered_is_moved_from_its_form(crm: CrmDriver) -> None:
    await crm.open(crm.known.invoice)
    await crm.press("ctrl+l", "tab", "4")
    await crm.see("attempt: moved, open")
    await crm.press("ctrl+s")
    await crm.see("Not reached (1): Mon 23 Nov 11:45.")
    assert is_open(crm.activity(crm.known.invoice))


async def test_a_digit_that_comes_before_the_outcomes_are_read_chooses_then(crm: CrmDriver) -> None:
    await crm.to(crm.known.invoice)
    crm.slow(0.08)
    await crm.press("enter", "ctrl+l", "tab", "4")
    await crm.see("attempt: moved, open")


async def test_the_outcome_of_a_completed_one_is_shown_and_cannot_be_changed(
    crm: CrmDriver,
) -> None:
    await crm.to(crm.known.invoice)
    await crm.press("c", "enter")
    await crm.see("Completed.")
    await crm.open(crm.known.invoice)
    await crm.until(lambda: crm.shown("#outcome") == "talked", "the outcome")
    assert crm.app.screen.query_one("#outcome").is_disabled


async def test_tasks_and_meetings_have_no_outcome_in_their_form(crm: CrmDriver) -> None:
    for one in (crm.known.offer, crm.known.gamma):
        await crm.open(one)
        assert not crm.app.screen.query("#outcome")
        await crm.press("escape")
        await crm.see("OVERDUE")


async def test_taking_the_tick_of_a_logged_call_away_takes_its_outcome_along(
    crm: CrmDriver,
) -> None:
    await crm.to(crm.known.invoice)
    await crm.press("l")
    await crm.see("[x] Completed on saving")
    await crm.go("completed")
    await crm.press("space", "ctrl+s")
    await crm.see("Saved")
    assert is_open(crm.newest())
