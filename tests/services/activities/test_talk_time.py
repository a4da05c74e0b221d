"""The length of a completed activity: typed, timed, or measured by a card of the queue."""

from __future__ import annotations

import pytest

from tests.support.builders import NOW, activity, edit_of, entry, instant, saved_contact
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.ids import ActivityId
from tui_crm.services.activities import timers
from tui_crm.services.activities.complete import Completion, complete, reopen
from tui_crm.services.activities.save import save
from tui_crm.services.activities.talk_time import was_timed
from tui_crm.services.common.company_settings import read_company, save_company
from tui_crm.services.undo import redo, undo


def done(actor: Actor, activity_id: ActivityId, outcome: str = "talked", **values: object) -> int:
    """The length in seconds after completing."""
    completion = Completion(entry(outcome), **values)  # type: ignore[arg-type]
    complete([activity_id], completion, actor=actor, instant=instant(60))
    return int(activity(activity_id)["duration_seconds"])


def test_what_is_typed_counts_before_the_timer_and_the_card(anna: Actor) -> None:
    timed = saved_contact(anna).activity_id
    timers.start(timed, actor=anna, instant=instant())
    assert done(anna, timed, took="7:30", card_seconds=300) == 450
    assert activity(timed)["timer_started_at"] is None


def test_zero_may_be_typed(anna: Actor) -> None:
    timed = saved_contact(anna, duration_seconds=600).activity_id
    assert done(anna, timed, took="0") == 0


def test_what_cannot_be_read_completes_nothing(anna: Actor) -> None:
    saved = saved_contact(anna).activity_id
    with pytest.raises(RuleViolation) as refused:
        done(anna, saved, took="soon")
    assert refused.value.field == "took"
    assert activity(saved)["completed_at"] is None


def test_a_card_measures_where_no_timer_was_run(anna: Actor) -> None:
    assert done(anna, saved_contact(anna).activity_id, card_seconds=300) == 300


def test_what_planning_took_is_no_talk_on_a_card(anna: Actor) -> None:
    planned = saved_contact(anna, duration_seconds=22).activity_id
    assert done(anna, planned, card_seconds=300) == 300


def test_a_timer_that_was_run_counts_alone(anna: Actor) -> None:
    running = saved_contact(anna).activity_id
    timers.start(running, actor=anna, instant=instant())
    assert was_timed(running)
    assert done(anna, running, card_seconds=300) == 60
    paused = saved_contact(anna, "BETA").activity_id
    timers.start(paused, actor=anna, instant=instant())
    timers.pause(paused, actor=anna, instant=instant(20))
    assert done(anna, paused, card_seconds=300) == 20


@pytest.mark.parametrize("outcome", ["wrong_number"])
def test_without_a_talk_a_card_measures_nothing(anna: Actor, outcome: str) -> None:
    assert done(anna, saved_contact(anna).activity_id, outcome, card_seconds=300) == 0


def test_a_task_has_no_outcome_and_is_no_talk(anna: Actor) -> None:
    task = saved_contact(anna, kind=Kind.TASK, subject="offer").activity_id
    complete([task], Completion(None, card_seconds=300), actor=anna, instant=instant())
    assert activity(task)["duration_seconds"] == 0


def test_the_company_may_not_want_it(anna: Actor) -> None:
    save_company(read_company()._replace(queue_measures=False), actor=anna, now=NOW)
    assert not read_company().queue_measures
    assert done(anna, saved_contact(anna).activity_id, card_seconds=300) == 0


def test_mending_on_a_card_is_no_talk(anna: Actor) -> None:
    mended = saved_contact(anna).activity_id
    assert done(anna, mended, card_seconds=300) == 300
    reopen(mended, actor=anna, now=NOW)
    assert done(anna, mended, card_seconds=900) == 300


def test_it_is_undone_and_done_again_with_the_completion(anna: Actor) -> None:
    planned = saved_contact(anna, duration_seconds=22).activity_id
    assert done(anna, planned, card_seconds=300) == 300
    undo(actor=anna, now=NOW)
    assert activity(planned)["duration_seconds"] == 22
    redo(actor=anna, now=NOW)
    assert activity(planned)["duration_seconds"] == 300


def test_a_length_typed_in_the_form_is_no_planning(anna: Actor) -> None:
    typed = saved_contact(anna).activity_id
    save(edit_of(typed, duration_seconds=420), actor=anna, instant=instant())
    assert done(anna, typed, card_seconds=300) == 420
