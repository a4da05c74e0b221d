"""Completing, reopening and moving: many at once, in one operation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.builders import (
    NOW,
    activity,
    activity_count,
    at,
    edit_of,
    entry,
    instant,
    persons_on,
    row,
    saved_contact,
    task,
)
from tui_crm.domain.activities.activity import FollowUp, Kind, Status
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.follow_up import Offsets
from tui_crm.domain.errors import NotFound, Refused, RuleViolation
from tui_crm.domain.ids import ActivityId
from tui_crm.domain.text import NOTE_LIMIT
from tui_crm.services.activities import timers
from tui_crm.services.activities.cancel import call_off
from tui_crm.services.activities.complete import Completion, complete, reopen, reschedule
from tui_crm.services.activities.save import edit_note, save
from tui_crm.services.undo import undo
from tui_crm.store.models import Contractor, Operation


def test_completing_says_how_it_went_and_by_whom(anna: Actor) -> None:
    saved = saved_contact(anna, note="before")
    done = complete(
        [saved.activity_id], Completion(entry("talked"), "12 pcs"), actor=anna, instant=instant()
    )
    stored = activity(saved.activity_id)
    assert done.ids == (saved.activity_id,)
    assert done.next_ids == ()
    assert (stored["status"], stored["completed_at"]) == (Status.DONE, NOW)
    assert stored["completed_by_id"] == anna.operator_id
    assert (stored["outcome_id"], stored["note"]) == (entry("talked"), "before\n12 pcs")


def test_a_blank_note_leaves_the_note_as_it_is(anna: Actor) -> None:
    saved = saved_contact(anna, note="before")
    complete([saved.activity_id], Completion(None, "  "), actor=anna, instant=instant())
    assert activity(saved.activity_id)["note"] == "before"


def test_completing_plans_the_next_one_in_the_same_operation(anna: Actor) -> None:
    saved = saved_contact(anna)
    operations = Operation.select().count()
    done = complete(
        [saved.activity_id], Completion(entry("talked"), next="3d"), actor=anna, instant=instant()
    )
    (next_id,) = done.next_ids
    following = activity(next_id)
    assert done.next_at == following["starts_at"] == at(26, "14:30")
    assert following["previous_id"] == saved.activity_id
    assert (following["subject"], following["outcome_id"]) == ("phone call: ALFA", None)
    assert persons_on(next_id) == persons_on(saved.activity_id)
    assert Operation.select().count() == operations + 1
    assert row(Contractor, following["contractor_id"])["next_activity_at"] == at(26, "14:30")


def test_completing_stops_the_running_timer(anna: Actor) -> None:
    saved = saved_contact(anna, duration_seconds=10)
    timers.start(saved.activity_id, actor=anna, instant=instant())
    complete([saved.activity_id], Completion(None), actor=anna, instant=instant(60))
    stored = activity(saved.activity_id)
    assert (stored["duration_seconds"], stored["timer_started_at"]) == (70, None)


def test_each_marked_row_is_read_against_its_own_start(anna: Actor) -> None:
    first = saved_contact(anna, "ALFA")
    second = saved_contact(anna, "BETA", starts_at=at(25, "08:00"))
    done = complete(
        [first.activity_id, second.activity_id], Completion(None, next="1d"),
        actor=anna, instant=instant(),
    )  # fmt: skip
    starts = [activity(next_id)["starts_at"] for next_id in done.next_ids]
    assert starts == [at(24, "14:30"), at(26, "08:00")]
    assert done.next_at == at(24, "14:30")
    operation = Operation.select().order_by(Operation.id.desc()).get()
    assert operation.subject == "phone call: ALFA +1"


def test_one_completed_already_refuses_all_of_them(anna: Actor) -> None:
    first, second = saved_contact(anna, "ALFA"), saved_contact(anna, "BETA", completed=True)
    with pytest.raises(Refused, match="BETA"):
        complete(
            [first.activity_id, second.activity_id], Completion(None), actor=anna, instant=instant()
        )
    assert activity(first.activity_id)["completed_at"] is None


def test_what_cannot_be_read_in_next_is_said_there_and_nothing_is_done(anna: Actor) -> None:
    saved = saved_contact(anna)
    with pytest.raises(RuleViolation) as refused:
        complete([saved.activity_id], Completion(None, next="soon-ish"), actor=anna,
                 instant=instant())  # fmt: skip
    assert refused.value.field == "next"
    assert activity(saved.activity_id)["completed_at"] is None


def test_an_open_next_one_is_moved_rather_than_doubled(anna: Actor) -> None:
    saved = saved_contact(anna, follow_up=FollowUp(Offsets(days=3)))
    done = complete([saved.activity_id], Completion(None, next="1w"), actor=anna, instant=instant())
    assert done.next_ids == (saved.follow_up_id,)
    assert (done.next_at, done.next_kept) == (at(30, "14:30"), False)
    assert activity_count() == 2


def test_an_open_next_one_that_somebody_has_touched_is_kept(anna: Actor) -> None:
    saved = saved_contact(anna, follow_up=FollowUp(Offsets(days=3)))
    assert saved.follow_up_id is not None
    save(edit_of(saved.follow_up_id, note="samples"), actor=anna, instant=instant())
    done = complete([saved.activity_id], Completion(None, next="1w"), actor=anna, instant=instant())
    assert (done.next_at, done.next_kept) == (at(26, "14:30"), True)


def test_completing_a_chain_at_once_leaves_one_next_at_its_end(anna: Actor) -> None:
    saved = saved_contact(anna, follow_up=FollowUp(Offsets(days=1)))
    assert saved.follow_up_id is not None
    done = complete(
        [saved.activity_id, saved.follow_up_id], Completion(None, next="1w"),
        actor=anna, instant=instant(),
    )  # fmt: skip
    assert activity_count() == 3
    assert activity(done.next_ids[-1])["previous_id"] == saved.follow_up_id


def test_a_next_step_of_an_all_day_task_stays_all_day_unless_an_hour_is_typed(anna: Actor) -> None:
    first = save(task(anna, starts_at=None, starts_on=date(2026, 11, 23)), actor=anna,
                 instant=instant())  # fmt: skip
    done = complete([first.activity_id], Completion(None, next="2d"), actor=anna, instant=instant())
    following = activity(done.next_ids[0])
    assert (following["starts_on"], following["starts_at"]) == (date(2026, 11, 25), None)
    done = complete(
        done.next_ids, Completion(None, next="27.11 9:00"), actor=anna, instant=instant()
    )
    following = activity(done.next_ids[0])
    assert (following["starts_on"], following["starts_at"]) == (None, at(27, "09:00"))


def test_completing_nothing_or_something_removed_is_refused(anna: Actor) -> None:
    with pytest.raises(Refused):
        complete([], Completion(None), actor=anna, instant=instant())
    with pytest.raises(NotFound):
        complete([ActivityId(9)], Completion(None), actor=anna, instant=instant())


def test_r22_reopening_is_for_who_completed_it_or_a_manager(anna: Actor, marek: Actor) -> None:
    his = saved_contact(marek, "ALFA", completed=True)
    hers = saved_contact(anna, "BETA", completed=True)
    with pytest.raises(Refused, match="manager"):
        reopen(hers.activity_id, actor=marek, now=NOW)
    reopen(his.activity_id, actor=anna, now=NOW)
    reopen(hers.activity_id, actor=anna, now=NOW)
    stored = activity(hers.activity_id)
    assert (stored["status"], stored["completed_at"]) == (Status.PLANNED, None)
    operation = Operation.select().order_by(Operation.id.desc()).get()
    assert operation.action == "activity.reopen"
    with pytest.raises(Refused):
        reopen(hers.activity_id, actor=anna, now=NOW)


def test_all_marked_rows_are_moved_and_keep_their_hours(anna: Actor) -> None:
    late = saved_contact(anna, "ALFA", starts_at=at(20, "14:00"))
    later = saved_contact(anna, "BETA", starts_at=at(20, "15:30"))
    day = save(task(anna, starts_at=None, starts_on=date(2026, 11, 19)), actor=anna,
               instant=instant())  # fmt: skip
    moved = reschedule(
        [late.activity_id, later.activity_id, day.activity_id], "1d", actor=anna, now=NOW
    )
    assert activity(late.activity_id)["starts_at"] == at(24, "14:00")
    assert activity(later.activity_id)["starts_at"] == at(24, "15:30")
    assert activity(day.activity_id)["starts_on"] == date(2026, 11, 24)
    assert moved.first_at == at(24, "00:00")


@pytest.mark.parametrize("typed", ["", "  ", "whenever"])
def test_rescheduling_to_nothing_readable_is_refused(anna: Actor, typed: str) -> None:
    saved = saved_contact(anna)
    with pytest.raises(RuleViolation) as refused:
        reschedule([saved.activity_id], typed, actor=anna, now=NOW)
    assert refused.value.field == "to"


def test_a_completed_one_is_not_moved(anna: Actor) -> None:
    saved = saved_contact(anna, completed=True)
    with pytest.raises(Refused):
        reschedule([saved.activity_id], "1d", actor=anna, now=NOW)


def test_the_schedule_is_that_of_the_employee_on_the_activity_r20(
    anna: Actor, marek: Actor
) -> None:
    saved = saved_contact(anna)
    save(edit_of(saved.activity_id, employee_id=marek.employee_id), actor=anna, instant=instant())
    stored = activity(saved.activity_id)
    assert (stored["employee_id"], stored["in_schedule"]) == (marek.employee_id, True)


def test_a_next_step_in_the_past_is_refused_and_nothing_is_completed(anna: Actor) -> None:
    saved = saved_contact(anna)
    with pytest.raises(RuleViolation, match="has passed") as refusal:
        complete(
            [saved.activity_id], Completion(None, next="19.11.2026"), actor=anna, instant=instant()
        )
    assert refusal.value.field == "next"
    assert activity(saved.activity_id)["completed_at"] is None


def test_one_kept_next_one_among_several_is_said(anna: Actor) -> None:
    first = saved_contact(anna, "ALFA", follow_up=FollowUp(Offsets(days=3)))
    second = saved_contact(anna, "BETA")
    assert first.follow_up_id is not None
    save(edit_of(first.follow_up_id, note="samples"), actor=anna, instant=instant())
    both = [first.activity_id, second.activity_id]
    done = complete(both, Completion(None, next="1w"), actor=anna, instant=instant())
    assert done.next_kept


def test_behind_a_completed_next_one_another_is_planned(anna: Actor) -> None:
    first = saved_contact(anna, follow_up=FollowUp(Offsets(days=1)))
    assert first.follow_up_id is not None
    complete([first.follow_up_id], Completion(None), actor=anna, instant=instant())
    done = complete([first.activity_id], Completion(None, next="1w"), actor=anna, instant=instant())
    (next_id,) = done.next_ids
    assert activity(next_id)["previous_id"] == first.follow_up_id
    assert (done.next_at, done.next_kept) == (at(30, "14:30"), False)


def test_an_outcome_that_is_not_said_stays_as_it_was(anna: Actor) -> None:
    saved = saved_contact(anna, outcome_id=entry("talked"))
    complete([saved.activity_id], Completion(None), actor=anna, instant=instant())
    assert activity(saved.activity_id)["outcome_id"] == entry("talked")


def test_what_is_said_stands_below_the_note_and_both_together_have_a_limit(anna: Actor) -> None:
    long = saved_contact(anna, "ALFA", note="x" * (NOTE_LIMIT - 3))
    with pytest.raises(RuleViolation) as refused:
        complete([long.activity_id], Completion(None, "abc"), actor=anna, instant=instant())
    assert refused.value.field == "note"
    assert activity(long.activity_id)["completed_at"] is None
    complete([long.activity_id], Completion(None, "ab"), actor=anna, instant=instant())
    assert len(activity(long.activity_id)["note"]) == NOTE_LIMIT
    empty = saved_contact(anna, "BETA")
    complete([empty.activity_id], Completion(None, "12\x07 pcs"), actor=anna, instant=instant())
    assert activity(empty.activity_id)["note"] == "12 pcs"


def test_one_marked_twice_is_completed_once(anna: Actor) -> None:
    saved = saved_contact(anna)
    twice = [saved.activity_id] * 2
    done = complete(twice, Completion(None, "said", next="1w"), actor=anna, instant=instant())
    assert (done.ids, activity_count()) == ((saved.activity_id,), 2)
    assert activity(saved.activity_id)["note"] == "said"


def test_the_contractor_knows_of_what_was_moved_and_reopened(anna: Actor) -> None:
    saved = saved_contact(anna)
    contractor_id = activity(saved.activity_id)["contractor_id"]
    reschedule([saved.activity_id], "1d", actor=anna, now=NOW)
    assert row(Contractor, contractor_id)["next_activity_at"] == at(24, "14:30")
    complete([saved.activity_id], Completion(None), actor=anna, instant=instant())
    reopen(saved.activity_id, actor=anna, now=NOW)
    known = row(Contractor, contractor_id)
    assert (known["open_activities"], known["last_activity_id"]) == (1, None)
    assert activity(saved.activity_id)["completed_by_id"] is None


@pytest.mark.parametrize("kind", Kind)
def test_a_completed_task_is_no_talk_with_the_contractor(anna: Actor, kind: Kind) -> None:
    saved = saved_contact(anna, kind=kind, subject="offer")
    complete([saved.activity_id], Completion(None), actor=anna, instant=instant())
    known = row(Contractor, activity(saved.activity_id)["contractor_id"])
    assert known["last_activity_id"] == saved.activity_id
    assert known["last_contact_at"] == (None if kind is Kind.TASK else NOW)


def test_the_first_of_the_moved_is_the_first_in_time_where_the_clocks_go_back(anna: Actor) -> None:
    first = saved_contact(anna, "ALFA", starts_at=at(25, "01:30", month=10)).activity_id
    second = saved_contact(anna, "BETA", starts_at=at(25, "02:10", month=10)).activity_id
    midnight = at(25, "00:00", month=10)
    moved = reschedule([first, second], "1h", actor=anna, now=midnight)
    assert moved.first_at.isoformat() == "2026-10-25T02:30:00+02:00"


LATER = NOW + timedelta(hours=3)


def _done_and_reopened(actor: Actor, **values: Any) -> ActivityId:
    """An activity that was completed as an order, and reopened an hour later."""
    saved = saved_contact(actor, **values)
    complete(
        [saved.activity_id], Completion(entry("order"), "12 psc"), actor=actor, instant=instant()
    )
    reopen(saved.activity_id, actor=actor, now=NOW + timedelta(hours=1))
    return saved.activity_id


def _completion(activity_id: ActivityId) -> tuple[object, ...]:
    stored = activity(activity_id)
    return stored["completed_at"], stored["completed_by_id"], stored["outcome_id"]


def _again(
    activity_id: ActivityId,
    actor: Actor,
    outcome: str = "talked",
    *,
    chosen: bool = False,
    hours: int = 3,
) -> None:
    complete(
        [activity_id],
        Completion(entry(outcome), outcome_chosen=chosen),
        actor=actor,
        instant=instant(hours * 3600),
    )


def test_completing_again_keeps_when_by_whom_and_with_what_outcome(
    anna: Actor, marek: Actor
) -> None:
    mended = _done_and_reopened(marek)
    first = (NOW, marek.operator_id, entry("order"))
    edit_note(mended, "12 pcs", version=activity(mended)["version"], actor=anna, now=LATER)
    _again(mended, anna)
    assert (_completion(mended), activity(mended)["note"]) == (first, "12 pcs")
    for hours in (5, 7):
        reopen(mended, actor=anna, now=NOW + timedelta(hours=hours))
        _again(mended, anna, hours=hours + 1)
        assert _completion(mended) == first


def test_completing_again_counts_the_contact_when_it_was(anna: Actor) -> None:
    mended = _done_and_reopened(anna)
    _again(mended, anna)
    contractor_id = activity(mended)["contractor_id"]
    assert row(Contractor, contractor_id)["last_contact_at"] == NOW


def test_an_outcome_chosen_by_hand_replaces_the_first_one(anna: Actor) -> None:
    mended = _done_and_reopened(anna)
    _again(mended, anna, "call_later", chosen=True)
    assert _completion(mended) == (NOW, anna.operator_id, entry("call_later"))


def test_what_was_completed_first_without_an_outcome_stays_without(anna: Actor) -> None:
    saved = saved_contact(anna)
    complete([saved.activity_id], Completion(None), actor=anna, instant=instant())
    reopen(saved.activity_id, actor=anna, now=LATER)
    _again(saved.activity_id, anna)
    assert _completion(saved.activity_id) == (NOW, anna.operator_id, None)


@pytest.mark.parametrize("to", ["1d", "26.11"])
@pytest.mark.parametrize("values", [{}, {"starts_at": None, "starts_on": date(2026, 11, 23)}])
def test_what_was_moved_since_is_completed_now(
    anna: Actor, to: str, values: dict[str, Any]
) -> None:
    moved = _done_and_reopened(anna, **values)
    reschedule([moved], to, actor=anna, now=NOW)
    _again(moved, anna)
    assert _completion(moved) == (LATER, anna.operator_id, entry("talked"))


def test_a_move_that_was_undone_is_none(anna: Actor) -> None:
    mended = _done_and_reopened(anna)
    reschedule([mended], "1d", actor=anna, now=NOW)
    undo(actor=anna, now=NOW)
    _again(mended, anna)
    assert _completion(mended) == (NOW, anna.operator_id, entry("order"))


def test_completing_again_is_undone_and_keeps_it_the_next_time_too(anna: Actor) -> None:
    mended = _done_and_reopened(anna)
    _again(mended, anna)
    undo(actor=anna, now=LATER)
    assert activity(mended)["completed_at"] is None
    _again(mended, anna, hours=4)
    assert _completion(mended) == (NOW, anna.operator_id, entry("order"))


def test_a_completion_that_was_undone_is_no_earlier_one(anna: Actor) -> None:
    saved = saved_contact(anna)
    complete([saved.activity_id], Completion(entry("order")), actor=anna, instant=instant())
    undo(actor=anna, now=NOW)
    _again(saved.activity_id, anna)
    assert _completion(saved.activity_id) == (LATER, anna.operator_id, entry("talked"))


def test_what_was_called_off_and_reopened_is_completed_now(anna: Actor) -> None:
    saved = saved_contact(anna)
    call_off([saved.activity_id], actor=anna, instant=instant())
    reopen(saved.activity_id, actor=anna, now=NOW)
    _again(saved.activity_id, anna)
    assert activity(saved.activity_id)["completed_at"] == LATER


def test_what_was_done_and_is_called_off_then_is_called_off_now(anna: Actor) -> None:
    mended = _done_and_reopened(anna)
    call_off([mended], actor=anna, instant=instant(3 * 3600))
    assert activity(mended)["completed_at"] == LATER


def test_of_several_only_the_reopened_ones_keep_theirs(anna: Actor) -> None:
    mended = _done_and_reopened(anna)
    other = saved_contact(anna, "BETA").activity_id
    complete(
        [other, mended],
        Completion(entry("talked"), outcome_chosen=False),
        actor=anna,
        instant=instant(3 * 3600),
    )
    assert _completion(mended) == (NOW, anna.operator_id, entry("order"))
    assert _completion(other) == (LATER, anna.operator_id, entry("talked"))


def test_the_form_keeps_the_earlier_completion_too(anna: Actor) -> None:
    mended = _done_and_reopened(anna)
    save(edit_of(mended, note="12 pcs", completed=True), actor=anna, instant=instant(3 * 3600))
    assert _completion(mended) == (NOW, anna.operator_id, entry("order"))
