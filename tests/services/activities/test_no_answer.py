"""Nobody answered: counted, moved by the ladder, taken back whole."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.support.builders import (
    NOW,
    activity,
    at,
    contact,
    contractor,
    entry,
    everything,
    instant,
    person,
    row,
    saved_contact,
    task,
)
from tests.support.departments import two_departments
from tui_crm.domain.activities.activity import FollowUp, Kind, Status
from tui_crm.domain.actor import Actor
from tui_crm.domain.company_settings import Hours
from tui_crm.domain.dates.follow_up import Offsets
from tui_crm.domain.errors import Refused, RuleViolation
from tui_crm.domain.ids import ActivityId
from tui_crm.services import undo
from tui_crm.services.activities import timers
from tui_crm.services.activities.complete import Completion, complete
from tui_crm.services.activities.no_answer import asks, no_answer
from tui_crm.services.activities.save import save
from tui_crm.services.activities.snooze import snooze
from tui_crm.services.common.company_settings import read_company, save_company
from tui_crm.store.models import Activity, Contractor, Operation


def tried_before(activity_id: ActivityId, attempts: int) -> ActivityId:
    """So often already."""
    Activity.update(attempts=attempts).where(Activity.id == activity_id).execute()
    return activity_id


def test_it_counts_and_moves_by_two_hours_and_stays_open(anna: Actor) -> None:
    saved = saved_contact(anna)
    done = no_answer([saved.activity_id], actor=anna, instant=instant())
    stored = activity(saved.activity_id)
    assert (done.attempts, done.first.at) == (1, at(23, "11:45"))
    assert (stored["attempts"], stored["starts_at"]) == (1, at(23, "11:45"))
    assert (stored["completed_at"], stored["outcome_id"]) == (None, None)
    assert row(Contractor, stored["contractor_id"])["next_activity_at"] == at(23, "11:45")


def test_the_ladder_goes_on_with_every_attempt(anna: Actor) -> None:
    saved = saved_contact(anna)
    starts = [
        no_answer([saved.activity_id], actor=anna, instant=instant()).first for _n in range(3)
    ]
    assert [start.at for start in starts] == [at(23, "11:45"), at(24, "14:00"), at(26, "14:00")]


def test_past_the_ladder_it_asks_when_and_counts_once_that_is_said(anna: Actor) -> None:
    saved = tried_before(saved_contact(anna).activity_id, 3)
    before = everything()
    with pytest.raises(RuleViolation, match="4 attempts without an answer: when next"):
        no_answer([saved], actor=anna, instant=instant())
    with pytest.raises(RuleViolation) as refused:
        no_answer([saved], to="soon-ish", actor=anna, instant=instant())
    assert refused.value.field == "to"
    with pytest.raises(RuleViolation, match="That time has passed"):
        no_answer([saved], to="yesterday", actor=anna, instant=instant())
    assert everything() == before
    done = no_answer([saved], to="1w", actor=anna, instant=instant())
    assert (done.attempts, done.first.at) == (4, at(30, "14:30"))


def test_only_those_past_the_ladder_go_where_it_is_said(anna: Actor) -> None:
    fresh = saved_contact(anna, "ALFA").activity_id
    tried = tried_before(saved_contact(anna, "BETA").activity_id, 5)
    done = no_answer([fresh, tried], to="2d", actor=anna, instant=instant())
    assert activity(fresh)["starts_at"] == at(23, "11:45")
    assert activity(tried)["starts_at"] == at(25, "14:30")
    assert (done.attempts, done.first.at) == (6, at(23, "11:45"))


def test_a_running_timer_is_stopped_and_its_seconds_are_kept(anna: Actor) -> None:
    saved = saved_contact(anna, duration_seconds=10)
    timers.start(saved.activity_id, actor=anna, instant=instant())
    no_answer([saved.activity_id], actor=anna, instant=instant(25))
    stored = activity(saved.activity_id)
    assert (stored["duration_seconds"], stored["timer_started_at"]) == (35, None)
    assert stored["status"] is Status.PLANNED


def test_an_all_day_contact_gets_an_hour(anna: Actor) -> None:
    saved = saved_contact(anna, starts_at=None, starts_on=date(2026, 11, 23))
    no_answer([saved.activity_id], actor=anna, instant=instant())
    stored = activity(saved.activity_id)
    assert (stored["starts_at"], stored["starts_on"]) == (at(23, "11:45"), None)


@pytest.mark.parametrize("kind", [Kind.MEETING, Kind.TASK])
def test_a_meeting_or_a_task_cannot_go_without_an_answer(anna: Actor, kind: Kind) -> None:
    first = saved_contact(anna, "ALFA").activity_id
    beta = contractor(anna, "BETA")
    edit = (
        task(anna, "site visit")
        if kind is Kind.TASK
        else contact(anna, beta, person(anna, beta), kind=kind, subject="site visit", type_id=None)
    )
    other = save(edit, actor=anna, instant=instant()).activity_id
    before = everything()
    with pytest.raises(Refused, match=r"Only a contact .* site visit"):
        no_answer([first, other], actor=anna, instant=instant())
    assert everything() == before


def test_put_off_until_later_it_is_reminded_of_at_the_new_time(anna: Actor) -> None:
    saved = saved_contact(anna).activity_id
    snooze(saved, "2d", actor=anna, now=NOW)
    no_answer([saved], actor=anna, instant=instant())
    assert activity(saved)["snoozed_until"] is None


def test_a_completed_one_is_refused(anna: Actor) -> None:
    saved = saved_contact(anna, completed=True)
    with pytest.raises(Refused, match="completed"):
        no_answer([saved.activity_id], actor=anna, instant=instant())


def test_a_colleagues_is_refused_to_whoever_may_change_only_their_own(anna: Actor) -> None:
    office = two_departments()
    theirs = office.activity_of("stranger")
    with pytest.raises(Refused, match="belongs to Jan"):
        no_answer([theirs], actor=office.me(), instant=instant())


def test_one_undo_takes_all_of_it_back(anna: Actor) -> None:
    rows = [saved_contact(anna, name).activity_id for name in ("ALFA", "BETA", "GAMMA")]
    timers.start(rows[0], actor=anna, instant=instant())
    before = everything()
    operations = Operation.select().count()
    no_answer(rows, actor=anna, instant=instant(30))
    assert Operation.select().count() == operations + 1
    undone = undo.undo(actor=anna, now=NOW)
    assert (undone.action, undone.subject) == ("activity.no_answer", "phone call: ALFA +2")
    assert everything() == before


def test_a_next_one_tried_by_itself_is_somebodys_own_plan(anna: Actor) -> None:
    saved = saved_contact(anna, follow_up=FollowUp(Offsets(days=3)))
    assert saved.follow_up_id is not None
    no_answer([saved.activity_id, saved.follow_up_id], actor=anna, instant=instant())
    done = complete(
        [saved.activity_id], Completion(entry("talked"), next="1w"), actor=anna, instant=instant()
    )
    assert done.next_kept


def test_the_ladder_keeps_to_the_hours_of_the_company(anna: Actor) -> None:
    week = (Hours(time(6), time(10)),) * 7
    save_company(read_company()._replace(working_hours=week), actor=anna, now=NOW)
    saved = saved_contact(anna)
    assert no_answer([saved.activity_id], actor=anna, instant=instant()).first.at == at(24, "06:00")


def test_somebody_is_asked_when_before_the_attempt_that_is_past_the_ladder() -> None:
    assert [asks(attempts) for attempts in (0, 2, 3, 4)] == [False, False, True, True]


def test_several_within_minutes_are_tried_again_one_after_the_other(anna: Actor) -> None:
    ids = [saved_contact(anna, name).activity_id for name in ("ALFA", "BETA", "GAMMA")]
    for seconds, each in enumerate(ids):
        no_answer([each], actor=anna, instant=instant(seconds * 60))
    assert [activity(each)["starts_at"] for each in ids] == [
        at(23, "11:45"), at(23, "12:00"), at(23, "12:15"),
    ]  # fmt: skip


def test_marked_ones_do_not_all_come_back_at_one_moment(anna: Actor) -> None:
    ids = [saved_contact(anna, f"C{n}").activity_id for n in range(6)]
    done = no_answer(ids, actor=anna, instant=instant())
    starts = [activity(each)["starts_at"] for each in ids]
    assert (done.first.at, starts[-1]) == (at(23, "11:45"), at(23, "13:00"))
    assert len(set(starts)) == 6
    no_answer(ids, actor=anna, instant=instant(60))
    assert sorted(activity(each)["starts_at"] for each in ids)[:2] == [
        at(24, "14:00"), at(24, "14:15"),
    ]  # fmt: skip
    undo.undo(actor=anna, now=NOW)
    assert sorted(starts) == sorted(activity(each)["starts_at"] for each in ids)
