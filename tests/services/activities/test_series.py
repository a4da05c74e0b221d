"""Recurring activities: begun, followed, changed, ended; exactly one a series and day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.support import builders
from tests.support.builders import NOW, activity, activity_count, at, edit_of, instant, row
from tests.support.recurring import (
    DONE,
    MONDAY,
    complete,
    days,
    of_series,
    recurring,
    rule,
    tomorrow,
)
from tui_crm.domain.activities.activity import FollowUp, Kind
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.follow_up import Offsets
from tui_crm.domain.ids import ActivityId
from tui_crm.services import undo
from tui_crm.services.activities import complete as complete_service
from tui_crm.services.activities import series
from tui_crm.services.activities.complete import Completion
from tui_crm.services.activities.save import save
from tui_crm.services.directory import merge
from tui_crm.services.setup import dictionaries
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import (
    Affiliation,
    Change,
    Colleague,
    Contractor,
    Employee,
    Entry,
    Operation,
    Series,
)

# Beginning


def test_saving_with_a_repeat_begins_a_series_whose_first_day_is_its_own(anna: Actor) -> None:
    activity_id = recurring(anna)
    stored, kept = activity(activity_id), row(Series, 1)
    assert (stored["series_id"], stored["occurs_on"]) == (1, MONDAY)
    assert (kept["rule"], kept["first_on"], kept["active"]) == (
        "FREQ=WEEKLY;BYDAY=MO",
        MONDAY,
        True,
    )
    assert activity_count() == 1


def test_without_a_repeat_there_is_no_series(anna: Actor) -> None:
    builders.saved_contact(anna)
    assert Series.select().count() == 0


def test_a_standing_activity_can_begin_to_repeat(anna: Actor) -> None:
    saved = builders.saved_contact(anna)
    save(edit_of(saved.activity_id, repeat=rule("daily")), actor=anna, instant=instant())
    assert activity(saved.activity_id)["occurs_on"] == MONDAY


def test_saving_from_elsewhere_leaves_the_repeat_as_it_is(anna: Actor) -> None:
    activity_id = recurring(anna)
    save(edit_of(activity_id, note="changed"), actor=anna, instant=instant())
    assert row(Series, 1)["active"]


def test_the_follow_up_of_a_recurring_one_is_none_of_its_series(anna: Actor) -> None:
    recurring(anna, follow_up=FollowUp(Offsets(days=3)))
    assert [one["series_id"] for one in (activity(1), activity(2))] == [1, None]


# The next one


def test_r12_the_next_one_is_like_it_but_for_what_only_this_one_has(anna: Actor) -> None:
    activity_id = recurring(
        anna, planned_minutes=30, remind_minutes=15, note="said much", duration_seconds=90,
        subject="the weekly call", in_schedule=False,
    )  # fmt: skip
    (made,) = complete(activity_id, anna)
    first = activity(activity_id)
    same = (
        "kind", "subject", "contractor_id", "employee_id", "type_id", "priority_id", "category_id",
        "in_schedule", "planned_minutes", "remind_minutes", "series_id", "created_by_id",
    )  # fmt: skip
    assert {name: made[name] for name in same} == {name: first[name] for name in same}
    assert builders.persons_on(made["id"]) == builders.persons_on(activity_id)
    assert (made["note"], made["duration_seconds"], made["outcome_id"]) == ("", 0, None)
    assert made["starts_at"] == at(30, "14:30")
    assert (made["previous_id"], made["completed_at"]) == (activity_id, None)


def test_venue_cost_and_colleagues_are_carried_on_but_what_it_cost_is_not(
    anna: Actor, marek: Actor
) -> None:
    activity_id = recurring(
        anna, kind=Kind.MEETING, venue="Kraków", planned_cost=Decimal("120.50"),
        actual_cost=Decimal(99), currency="PLN", colleague_ids=(marek.employee(),),
    )  # fmt: skip
    (made,) = complete(activity_id, anna)
    told = (made["venue"], made["planned_cost"], made["currency"])
    assert told == ("Kraków", Decimal("120.50"), "PLN")
    assert made["actual_cost"] is None
    there = fetch_tuples(
        Colleague.select(Colleague.employee).where(Colleague.activity == made["id"])
    )
    assert there == [(marek.employee_id,)]


def test_completing_before_its_day_makes_the_next_one_of_the_series(anna: Actor) -> None:
    activity_id = recurring(anna, "weekly", starts_at=at(25, "14:30"))
    assert [made["occurs_on"] for made in complete(activity_id, anna)] == [date(2026, 11, 30)]


def test_completing_late_makes_up_no_missed_days(anna: Actor) -> None:
    activity_id = recurring(anna, "daily")
    assert [made["occurs_on"] for made in complete(activity_id, anna, days=9)] == [
        MONDAY + timedelta(days=9)
    ]


def test_completing_in_the_form_makes_the_next_one_and_says_when(anna: Actor) -> None:
    activity_id = recurring(anna)
    saved = save(edit_of(activity_id, completed=True), actor=anna, instant=instant())
    assert saved.follow_up_at == at(30, "14:30")
    assert days() == [MONDAY, date(2026, 11, 30)]


def test_several_of_one_series_completed_at_once_make_one_next(anna: Actor) -> None:
    first = recurring(anna, "daily")
    series.bring_up_to_date(actor=anna, now=tomorrow())
    second = ActivityId(of_series()[-1]["id"])
    when = Instant(tomorrow(), builders.BOOT, 1000.0)
    complete_service.complete([first, second], DONE, actor=anna, instant=when)
    assert days() == [MONDAY + timedelta(days=n) for n in range(3)]


def test_an_older_one_completed_makes_nothing_while_a_newer_one_stands(anna: Actor) -> None:
    first = recurring(anna, "daily")
    series.bring_up_to_date(actor=anna, now=tomorrow())
    assert complete(first, anna, days=1) == []


def test_a_reopened_one_completed_again_makes_no_second_next(anna: Actor) -> None:
    first = recurring(anna)
    complete(first, anna)
    complete_service.reopen(first, actor=anna, now=NOW)
    assert complete(first, anna) == []
    assert len(days()) == 2


def test_an_own_next_step_and_the_series_both_come(anna: Actor) -> None:
    first = recurring(anna)
    done = complete_service.complete(
        [first], Completion(None, next="3d"), actor=anna, instant=instant()
    )
    assert [activity(i)["starts_at"] for i in done.next_ids] == [at(26, "14:30"), at(30, "14:30")]
    assert done.next_at == at(26, "14:30")
    assert [activity(i)["previous_id"] for i in done.next_ids] == [first, None]


def test_working_days_pass_over_company_days_off_and_holidays(anna: Actor) -> None:
    activity_id = recurring(anna, "every weekday", starts_at=at(24, "09:00", 12))
    assert [made["occurs_on"] for made in complete(activity_id, anna)] == [date(2026, 12, 28)]


def test_the_hour_stays_over_the_change_of_the_clocks(anna: Actor) -> None:
    activity_id = recurring(anna, "daily", starts_at=at(27, "02:30", 3).replace(year=2027))
    (saturday,) = complete(activity_id, anna)
    (sunday,) = complete(ActivityId(saturday["id"]), anna)
    assert f"{sunday['starts_at'].astimezone(builders.WARSAW):%d %H:%M}" == "29 02:30"
    assert f"{saturday['starts_at'].astimezone(builders.WARSAW):%d %H:%M}" == "28 03:30"


def test_an_all_day_one_stays_all_day(anna: Actor) -> None:
    activity_id = recurring(anna, "monthly", starts_at=None, starts_on=MONDAY)
    (made,) = complete(activity_id, anna)
    assert (made["starts_at"], made["starts_on"]) == (None, date(2026, 12, 23))


def test_who_has_left_is_not_carried_on(anna: Actor) -> None:
    activity_id = recurring(anna)
    jan, ewa = builders.persons_on(activity_id)
    Affiliation.update(active=False).where(Affiliation.person == jan).execute()
    (made,) = complete(activity_id, anna)
    assert builders.persons_on(made["id"]) == (ewa,)


def test_a_merged_contractor_is_followed_to_the_other_one(anna: Actor) -> None:
    activity_id = recurring(anna)
    other = builders.contractor(anna, "Beta")
    merge.merge(activity(activity_id)["contractor_id"], other, actor=anna, now=NOW)
    (made,) = complete(activity_id, anna)
    assert made["contractor_id"] == other
    assert len(builders.persons_on(made["id"])) == 2


def test_an_employee_who_has_left_ends_the_series_and_the_history_says_so(anna: Actor) -> None:
    activity_id = recurring(anna)
    builders.deactivate(Employee, anna.employee())
    assert complete(activity_id, anna) == []
    assert not row(Series, 1)["active"]
    told = fetch_tuples(
        Change.select(Change.field, Change.old, Change.new).where(
            (Change.table == "series") & (Change.field == "active")
        )
    )
    assert [(name, json.loads(old), json.loads(new)) for name, old, new in told] == [
        ("active", True, False)
    ]


def test_after_its_last_day_a_series_ends(anna: Actor) -> None:
    first = recurring(anna, "weekly 2 times")
    (second,) = complete(first, anna)
    assert complete(ActivityId(second["id"]), anna, days=7) == []
    assert not row(Series, 1)["active"]


# A new day


def test_when_its_day_is_over_the_next_one_comes_though_it_is_open(anna: Actor) -> None:
    recurring(anna, "daily")
    assert series.bring_up_to_date(actor=anna, now=NOW) == 0
    assert series.bring_up_to_date(actor=anna, now=tomorrow()) == 1
    assert days() == [MONDAY, MONDAY + timedelta(days=1)]


def test_after_a_long_pause_there_is_one_today_or_later(anna: Actor) -> None:
    recurring(anna, "daily")
    series.bring_up_to_date(actor=anna, now=NOW + timedelta(days=400))
    assert days() == [MONDAY, MONDAY + timedelta(days=400)]


def test_a_second_look_makes_no_second_one(anna: Actor, marek: Actor) -> None:
    recurring(anna, "daily")
    for actor in (anna, marek, anna):
        series.bring_up_to_date(actor=actor, now=tomorrow())
    assert len(days()) == 2


def test_what_comes_by_itself_is_nobodys_operation_to_take_back(anna: Actor) -> None:
    activity_id = recurring(anna, "daily")
    save(edit_of(activity_id, note="mine"), actor=anna, instant=instant())
    series.bring_up_to_date(actor=anna, now=tomorrow())
    assert undo.undo(actor=anna, now=tomorrow()).action == "activity.edit"
    assert len(days()) == 2


def test_what_comes_by_itself_was_made_by_whoever_began_the_series(
    anna: Actor, marek: Actor
) -> None:
    recurring(anna, "daily")
    series.bring_up_to_date(actor=marek, now=tomorrow())
    assert of_series()[-1]["created_by_id"] == anna.operator_id


def test_a_rule_that_cannot_be_read_ends_its_series_and_nobody_is_kept_from_working(
    anna: Actor,
) -> None:
    recurring(anna, "daily")
    Series.update(rule="FREQ=SECONDLY").execute()
    assert series.bring_up_to_date(actor=anna, now=tomorrow()) == 0
    assert not row(Series, 1)["active"]


def test_a_series_in_another_zone_keeps_its_hour_there(anna: Actor) -> None:
    from dataclasses import replace
    from zoneinfo import ZoneInfo

    recurring(anna, "daily")
    there = replace(anna, zone=ZoneInfo("America/New_York"))
    series.bring_up_to_date(actor=there, now=NOW + timedelta(days=2))
    assert of_series()[-1]["starts_at"] == at(25, "14:30")


def test_the_new_day_begins_at_the_operators_midnight(anna: Actor) -> None:
    recurring(anna, "daily")
    assert series.bring_up_to_date(actor=anna, now=at(23, "23:59")) == 0
    assert series.bring_up_to_date(actor=anna, now=at(24, "00:00")) == 1
    assert days()[-1] == date(2026, 11, 24)


def test_what_comes_by_itself_is_known_to_the_contractor_and_named_in_the_history(
    anna: Actor,
) -> None:
    activity_id = recurring(anna, "daily")
    series.bring_up_to_date(actor=anna, now=tomorrow())
    assert row(Contractor, activity(activity_id)["contractor_id"])["open_activities"] == 2
    made = Operation.select().order_by(Operation.id.desc()).get()
    assert (made.action, made.operator_id) == ("series.next", None)
    assert made.subject == "phone call: ALFA Sp. z o.o."


def test_in_the_form_the_own_next_one_is_said_before_the_series_one(anna: Actor) -> None:
    activity_id = recurring(anna)
    edit = edit_of(activity_id, completed=True, follow_up=FollowUp(Offsets(days=3)))
    saved = save(edit, actor=anna, instant=instant())
    assert saved.follow_up_at == at(26, "14:30")
    assert days() == [MONDAY, date(2026, 11, 30)]


def test_the_next_all_day_one_is_said_as_its_day(anna: Actor) -> None:
    activity_id = recurring(anna, "daily", starts_at=None, starts_on=MONDAY)
    done = complete_service.complete([activity_id], DONE, actor=anna, instant=instant())
    assert done.next_at == at(24, "00:00")


def test_where_everybody_has_left_the_old_persons_stay_to_be_replaced(anna: Actor) -> None:
    activity_id = recurring(anna)
    Affiliation.update(active=False).execute()
    (made,) = complete(activity_id, anna)
    assert builders.persons_on(made["id"]) == builders.persons_on(activity_id)


def test_a_colleague_who_has_left_is_not_carried_on(anna: Actor, marek: Actor) -> None:
    activity_id = recurring(anna, kind=Kind.MEETING, colleague_ids=(marek.employee(),))
    builders.deactivate(Employee, marek.employee())
    complete(activity_id, anna)
    assert Colleague.select().count() == 1


def test_an_entry_that_was_deleted_since_is_left_out(anna: Actor) -> None:
    categories = row(Entry, builders.entry("orders"))["dictionary_id"]
    edit = dictionaries.EntryEdit(dictionary_id=categories, name="fairs")
    fairs = dictionaries.save(edit, actor=anna, now=NOW)
    activity_id = recurring(anna, "daily", category_id=fairs)
    save(edit_of(activity_id, category_id=None), actor=anna, instant=instant())
    dictionaries.delete(fairs, actor=anna, now=NOW)
    assert series.bring_up_to_date(actor=anna, now=tomorrow()) == 1
    made = of_series()[-1]
    assert (made["category_id"], made["type_id"]) == (None, builders.entry("telephone"))


@pytest.mark.parametrize("pattern", ["", "{}", "[]", "null", '{"values": {"kind": "visit"}}'])
def test_a_pattern_that_cannot_be_read_ends_its_series_and_nobody_is_kept_from_working(
    anna: Actor, pattern: str
) -> None:
    activity_id = recurring(anna, "daily")
    Series.update(pattern=pattern).execute()
    assert series.bring_up_to_date(actor=anna, now=tomorrow()) == 0
    assert not row(Series, 1)["active"]
    assert complete(activity_id, anna) == []


def test_a_zone_that_this_machine_does_not_know_is_the_operators(anna: Actor) -> None:
    recurring(anna, "daily")
    pattern = row(Series, 1)["pattern"].replace("Europe/Warsaw", "Mars/Olympus")
    Series.update(pattern=pattern).execute()
    series.bring_up_to_date(actor=anna, now=tomorrow())
    assert of_series()[-1]["starts_at"] == at(24, "14:30")
