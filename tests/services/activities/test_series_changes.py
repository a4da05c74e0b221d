"""Recurring activities: this one, or this and the following; ended, and taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.support import builders
from tests.support.builders import (
    NOW,
    activity,
    activity_count,
    at,
    edit_of,
    instant,
    persons_on,
    row,
)
from tests.support.departments import two_departments
from tests.support.recurring import complete, days, of_series, recurring, rule, tomorrow
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused
from tui_crm.domain.ids import ActivityId
from tui_crm.services import undo
from tui_crm.services.activities import series
from tui_crm.services.activities.save import save
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Activity, Change, Contractor, Series

# This one, or this and the following


def test_a_change_of_this_one_alone_leaves_the_following_as_they_were(anna: Actor) -> None:
    activity_id = recurring(anna)
    alone = edit_of(
        activity_id, subject="only today", starts_at=at(24, "16:00"), repeat=rule("weekly")
    )
    save(alone, actor=anna, instant=instant())
    (made,) = complete(activity_id, anna)
    assert made["subject"] == "phone call: ALFA Sp. z o.o."
    assert made["starts_at"] == at(30, "14:30")


def test_this_and_the_following_change_together(anna: Actor) -> None:
    activity_id = recurring(anna)
    both = edit_of(
        activity_id, subject="from now on", starts_at=at(23, "16:00"), remind_minutes=60,
        repeat=rule("weekly"), and_following=True,
    )  # fmt: skip
    save(both, actor=anna, instant=instant())
    (made,) = complete(activity_id, anna)
    assert (made["subject"], made["starts_at"]) == ("from now on", at(30, "16:00"))
    assert made["remind_minutes"] == 60


def test_moving_this_and_the_following_moves_the_day_of_the_week(anna: Actor) -> None:
    activity_id = recurring(anna)
    both = edit_of(
        activity_id, starts_at=at(25, "14:30"), repeat=rule("weekly"), and_following=True
    )
    save(both, actor=anna, instant=instant())
    (made,) = complete(activity_id, anna)
    assert made["starts_at"] == at(2, "14:30", 12)
    assert days() == [date(2026, 11, 25), date(2026, 12, 2)]


def test_what_stands_open_later_follows_too_and_keeps_its_day(anna: Actor) -> None:
    first = recurring(anna, "daily")
    series.bring_up_to_date(actor=anna, now=tomorrow())
    both = edit_of(
        first, subject="new words", starts_at=at(23, "16:00"), repeat=rule("daily"),
        and_following=True,
    )  # fmt: skip
    save(both, actor=anna, instant=instant())
    later = of_series()[-1]
    assert (later["subject"], later["starts_at"]) == ("new words", at(24, "16:00"))


def test_a_changed_rule_is_the_series_own_without_any_tick(anna: Actor) -> None:
    activity_id = recurring(anna)
    save(edit_of(activity_id, repeat=rule("daily")), actor=anna, instant=instant())
    assert [made["occurs_on"] for made in complete(activity_id, anna)] == [date(2026, 11, 24)]


def test_an_emptied_repeat_ends_the_series(anna: Actor) -> None:
    activity_id = recurring(anna)
    save(edit_of(activity_id, repeat=""), actor=anna, instant=instant())
    assert complete(activity_id, anna) == []
    assert series.bring_up_to_date(actor=anna, now=NOW + timedelta(days=30)) == 0


def test_an_ended_series_can_be_begun_anew(anna: Actor) -> None:
    activity_id = recurring(anna)
    save(edit_of(activity_id, repeat=""), actor=anna, instant=instant())
    again = edit_of(activity_id, subject="again", repeat=rule("daily"))
    save(again, actor=anna, instant=instant())
    (made,) = complete(activity_id, anna)
    assert (made["subject"], made["series_id"]) == ("again", 1)


@pytest.mark.usefixtures("crm")
def test_what_belongs_to_somebody_else_is_not_changed_along() -> None:
    office = two_departments()
    me = office.me()
    first = recurring(me, "daily")
    series.bring_up_to_date(actor=me, now=tomorrow())
    office.give(ActivityId(of_series()[-1]["id"]), "stranger")
    both = edit_of(first, subject="mine", repeat=rule("daily"), and_following=True)
    save(both, actor=me, instant=instant())
    assert of_series()[-1]["subject"] != "mine"


def test_an_ended_series_goes_on_when_the_same_repeat_is_typed_again(anna: Actor) -> None:
    activity_id = recurring(anna)
    save(edit_of(activity_id, repeat=""), actor=anna, instant=instant())
    save(edit_of(activity_id, repeat=rule("weekly")), actor=anna, instant=instant())
    assert row(Series, 1)["active"]
    assert [made["occurs_on"] for made in complete(activity_id, anna)] == [date(2026, 11, 30)]


def test_a_changed_rule_is_counted_from_the_activity_it_was_changed_on(anna: Actor) -> None:
    (second,) = complete(recurring(anna), anna)
    every_other = edit_of(second["id"], repeat=rule("every 2 weeks"))
    save(every_other, actor=anna, instant=instant())
    (third,) = complete(second["id"], anna)
    assert third["occurs_on"] == date(2026, 12, 14)


def test_a_moved_series_keeps_its_pace_from_the_new_day_on(anna: Actor) -> None:
    activity_id = recurring(anna, "every 2 weeks")
    later = edit_of(activity_id, starts_at=at(1, "14:30", 12), and_following=True)
    save(later, actor=anna, instant=instant())
    assert [made["occurs_on"] for made in complete(activity_id, anna)] == [date(2026, 12, 15)]


@pytest.mark.parametrize("typed", [None, "weekly 3 times"])
def test_a_moved_series_of_so_many_has_no_more_of_them(anna: Actor, typed: str | None) -> None:
    (second,) = complete(recurring(anna, "weekly 3 times"), anna)
    repeat = None if typed is None else rule(typed)
    later = edit_of(second["id"], starts_at=at(1, "14:30", 12), repeat=repeat, and_following=True)
    save(later, actor=anna, instant=instant())
    (third,) = complete(second["id"], anna, days=8)
    assert third["occurs_on"] == date(2026, 12, 8)
    assert complete(third["id"], anna, days=15) == []


def test_a_series_that_is_moved_past_its_last_day_ends(anna: Actor) -> None:
    activity_id = recurring(anna, "weekly until 30.11")
    later = edit_of(activity_id, starts_at=at(2, "14:30", 12), and_following=True)
    save(later, actor=anna, instant=instant())
    assert (row(Series, 1)["active"], row(Series, 1)["first_on"]) == (False, date(2026, 11, 23))
    assert complete(activity_id, anna) == []


def test_one_that_stands_past_the_last_day_can_still_change_with_the_following(anna: Actor) -> None:
    activity_id = recurring(anna, "weekly until 30.11")
    save(edit_of(activity_id, starts_at=at(2, "14:30", 12)), actor=anna, instant=instant())
    back = edit_of(activity_id, starts_at=at(24, "14:30"), and_following=True)
    save(back, actor=anna, instant=instant())
    assert row(Series, 1)["active"]
    assert row(Series, 1)["rule"] == "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261130"


def test_a_day_that_another_one_of_the_series_has_is_left_to_it(anna: Actor) -> None:
    first = recurring(anna, "daily")
    series.bring_up_to_date(actor=anna, now=tomorrow())
    later = edit_of(first, starts_at=at(24, "16:00"), and_following=True)
    save(later, actor=anna, instant=instant())
    assert days() == [date(2026, 11, 23), date(2026, 11, 24)]
    assert activity(first)["starts_at"] == at(24, "16:00")


def test_neither_earlier_ones_nor_completed_ones_follow(anna: Actor) -> None:
    first = recurring(anna, "daily")
    for away in (1, 2):
        series.bring_up_to_date(actor=anna, now=NOW + timedelta(days=away))
    second, third = (ActivityId(one["id"]) for one in of_series()[1:])
    complete(third, anna, days=2)
    both = edit_of(second, subject="new words", repeat=rule("daily"), and_following=True)
    save(both, actor=anna, instant=instant())
    told = [one["subject"] == "new words" for one in of_series()]
    assert told == [False, True, False, True]
    assert first == of_series()[0]["id"]


def test_what_stands_open_later_follows_with_its_persons_to_the_contractor(anna: Actor) -> None:
    first = recurring(anna, "daily")
    series.bring_up_to_date(actor=anna, now=tomorrow())
    later = ActivityId(of_series()[-1]["id"])
    beta = builders.contractor(anna, "Beta")
    alone = edit_of(later, contractor_id=beta, person_ids=(builders.person(anna, beta),))
    save(alone, actor=anna, instant=instant())
    ewa = persons_on(first)[1]
    both = edit_of(first, person_ids=(ewa,), repeat=rule("daily"), and_following=True)
    save(both, actor=anna, instant=instant())
    assert persons_on(later) == (ewa,)
    alfa = activity(first)["contractor_id"]
    open_at = [row(Contractor, one)["open_activities"] for one in (alfa, beta)]
    assert open_at == [2, 0]


# Undo


@pytest.mark.parametrize(
    "deed",
    [
        recurring,
        lambda actor: complete(ActivityId(1), actor),
        lambda actor: save(edit_of(ActivityId(1), repeat=""), actor=actor, instant=instant()),
        lambda actor: save(
            edit_of(ActivityId(1), subject="x", starts_at=at(25, "8:00"), and_following=True),
            actor=actor, instant=instant(),
        ),
    ],
    ids=["begun", "completed", "ended", "changed"],
)  # fmt: skip
def test_undo_takes_all_of_it_back_and_redo_does_it_again(anna: Actor, deed: Any) -> None:
    recurring(anna)
    before = builders.everything()
    operations = fetch_tuples(Change.select(Change.operation).distinct())
    deed(anna)
    after = builders.everything()
    made = fetch_tuples(Change.select(Change.operation).distinct())
    for _operation in range(len(made) - len(operations)):
        undo.undo(actor=anna, now=NOW)
    assert builders.everything() == before
    for _operation in range(len(made) - len(operations)):
        undo.redo(actor=anna, now=NOW)
    assert builders.everything() == after


def test_a_snoozed_next_one_can_still_be_taken_back(anna: Actor) -> None:
    from tui_crm.services.activities.snooze import snooze

    (made,) = complete(recurring(anna), anna)
    snooze(ActivityId(made["id"]), "10 min", actor=anna, now=NOW)
    undo.undo(actor=anna, now=NOW)
    assert activity_count() == 1


def test_a_next_one_that_somebody_changed_is_not_taken_back(anna: Actor) -> None:
    (made,) = complete(recurring(anna), anna)
    save(edit_of(ActivityId(made["id"]), note="mine"), actor=anna, instant=instant())
    undo.undo(actor=anna, now=NOW)
    Activity.update(note="somebody's").where(Activity.id == made["id"]).execute()
    with pytest.raises(Refused):
        undo.undo(actor=anna, now=NOW)
