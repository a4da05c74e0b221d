"""Reminders put off."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.builders import NOW, activity, at, edit_of, instant, saved_contact
from tests.support.departments import two_departments
from tests.support.recurring import of_series, recurring, rule, tomorrow
from tui_crm.domain.activities.activity import FollowUp
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.follow_up import Offsets
from tui_crm.domain.errors import Refused, RuleViolation
from tui_crm.domain.ids import ActivityId
from tui_crm.services.activities import series
from tui_crm.services.activities.complete import Completion, complete, reschedule
from tui_crm.services.activities.save import save
from tui_crm.services.activities.snooze import snooze
from tui_crm.store.models import Operation


def test_a_snooze_counts_no_version_and_leaves_no_history(anna: Actor) -> None:
    saved = saved_contact(anna, remind_minutes=15)
    before, operations = activity(saved.activity_id), Operation.select().count()
    until = snooze(saved.activity_id, "10 min", actor=anna, now=NOW)
    assert until == at(23, "09:51")
    assert activity(saved.activity_id) == {**before, "snoozed_until": until}
    assert Operation.select().count() == operations


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("5 min", at(23, "09:46")),
        ("1h", at(23, "10:41")),
        ("tomorrow 9", at(24, "09:00")),
        ("14:30", at(23, "14:30")),
    ],
)
def test_until_is_typed_the_way_times_are(anna: Actor, typed: str, until: object) -> None:
    saved = saved_contact(anna)
    assert snooze(saved.activity_id, typed, actor=anna, now=NOW) == until


@pytest.mark.parametrize("typed", ["", "soon", "9:00", "9:41", "yesterday"])
def test_what_is_no_time_to_come_is_refused(anna: Actor, typed: str) -> None:
    saved = saved_contact(anna)
    with pytest.raises(RuleViolation) as refused:
        snooze(saved.activity_id, typed, actor=anna, now=NOW)
    assert refused.value.field == "until"


def test_a_completed_one_is_not_snoozed(anna: Actor) -> None:
    saved = saved_contact(anna)
    complete([saved.activity_id], Completion(None), actor=anna, instant=instant())
    with pytest.raises(Refused):
        snooze(saved.activity_id, "1h", actor=anna, now=NOW)


@pytest.mark.usefixtures("crm")
def test_somebody_elses_is_snoozed_only_by_who_may_change_it() -> None:
    office = two_departments()
    activity_id = office.activity_of("stranger")
    with pytest.raises(Refused):
        snooze(activity_id, "1h", actor=office.me(), now=NOW)


def test_a_moved_one_is_snoozed_no_longer(anna: Actor) -> None:
    saved = saved_contact(anna)
    for move in (
        lambda: reschedule([saved.activity_id], "3d", actor=anna, now=NOW),
        lambda: save(
            edit_of(saved.activity_id, starts_at=at(25, "8:00")), actor=anna, instant=instant()
        ),
    ):
        snooze(saved.activity_id, "1h", actor=anna, now=NOW)
        move()
        assert activity(saved.activity_id)["snoozed_until"] is None


def test_one_that_stays_where_it_is_stays_snoozed(anna: Actor) -> None:
    saved = saved_contact(anna)
    until = snooze(saved.activity_id, "1h", actor=anna, now=NOW)
    save(edit_of(saved.activity_id, note="more"), actor=anna, instant=instant())
    assert activity(saved.activity_id)["snoozed_until"] == until


def test_an_all_day_one_that_was_moved_is_snoozed_no_longer(anna: Actor) -> None:
    saved = saved_contact(anna, starts_at=None, starts_on=date(2026, 11, 24))
    snooze(saved.activity_id, "1h", actor=anna, now=NOW)
    reschedule([saved.activity_id], "27.11", actor=anna, now=NOW)
    assert activity(saved.activity_id)["snoozed_until"] is None


def test_a_next_one_that_moves_along_is_snoozed_no_longer(anna: Actor) -> None:
    saved = saved_contact(anna, follow_up=FollowUp(Offsets(days=3)))
    assert saved.follow_up_id is not None
    for moved in (
        lambda: save(
            edit_of(saved.activity_id, follow_up=FollowUp(Offsets(days=4))),
            actor=anna, instant=instant(),
        ),
        lambda: complete(
            [saved.activity_id], Completion(None, next="1w"), actor=anna, instant=instant()
        ),
    ):  # fmt: skip
        snooze(saved.follow_up_id, "1h", actor=anna, now=NOW)
        moved()
        assert activity(saved.follow_up_id)["snoozed_until"] is None
    assert activity(saved.follow_up_id)["starts_at"] == at(30, "14:30")


def test_one_of_a_series_that_moves_along_is_snoozed_no_longer(anna: Actor) -> None:
    first = recurring(anna, "daily")
    series.bring_up_to_date(actor=anna, now=tomorrow())
    later = ActivityId(of_series()[-1]["id"])
    snooze(later, "1h", actor=anna, now=tomorrow())
    following = {"repeat": rule("daily"), "and_following": True}
    save(edit_of(first, note="more", **following), actor=anna, instant=instant())
    assert activity(later)["snoozed_until"] is not None
    save(edit_of(first, starts_at=at(23, "16:00"), **following), actor=anna, instant=instant())
    assert activity(later)["snoozed_until"] is None


def test_over_the_hour_that_comes_twice_ten_minutes_are_still_to_come(anna: Actor) -> None:
    saved, night = saved_contact(anna), at(25, "02:55", month=10)
    until = snooze(saved.activity_id, "10 min", actor=anna, now=night)
    assert until.isoformat() == "2026-10-25T02:05:00+01:00"
    second = at(25, "02:10", month=10).replace(fold=1)
    with pytest.raises(RuleViolation, match="has passed"):
        snooze(saved.activity_id, "2:05", actor=anna, now=second)
