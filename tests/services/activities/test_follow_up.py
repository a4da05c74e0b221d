"""Set the next one: exactly one, analogous, from the current one, moved only while untouched."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.support.builders import (
    WARSAW,
    activity,
    activity_count,
    at,
    contact,
    contractor,
    edit_of,
    entry,
    instant,
    person,
    persons_on,
    saved_contact,
    task,
)
from tui_crm.domain.activities.activity import Direction, FollowUp, Kind, Status
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.follow_up import Offsets
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.ids import ActivityId
from tui_crm.services.activities.complete import Completion, complete, reschedule
from tui_crm.services.activities.save import Saved, edit_note, save
from tui_crm.store.models import Affiliation

IN_3_DAYS = FollowUp(Offsets(days=3))
IN_A_WEEK = FollowUp(Offsets(weeks=1))


def next_id(saved: Saved) -> ActivityId:
    assert saved.follow_up_id is not None
    return saved.follow_up_id


def test_r11_saving_creates_exactly_one_next_activity(anna: Actor) -> None:
    saved = saved_contact(anna, follow_up=IN_3_DAYS)
    assert activity_count() == 2
    assert activity(next_id(saved))["previous_id"] == saved.activity_id
    assert saved.follow_up_at == at(26, "14:30")

    again = save(
        edit_of(saved.activity_id, follow_up=IN_3_DAYS, note="x"), actor=anna, instant=instant()
    )
    assert again.follow_up_id == saved.follow_up_id
    assert activity_count() == 2


def test_r12_the_next_one_is_analogous_and_has_nothing_of_what_happened(anna: Actor) -> None:
    saved = saved_contact(
        anna, follow_up=IN_3_DAYS, note="said no", outcome_id=entry("talked"),
        duration_seconds=99, completed=True, category_id=entry("orders"), in_schedule=False,
    )  # fmt: skip
    current, following = activity(saved.activity_id), activity(next_id(saved))
    same = ("kind", "contractor_id", "employee_id", "type_id", "priority_id", "category_id",
            "in_schedule", "subject", "subject_generated", "planned_minutes")  # fmt: skip
    assert [following[name] for name in same] == [current[name] for name in same]
    assert persons_on(next_id(saved)) == persons_on(saved.activity_id)
    assert following["status"] is Status.PLANNED
    assert following["completed_at"] is following["outcome_id"] is None
    assert (following["note"], following["duration_seconds"]) == ("", 0)
    assert following["follow_up"] is False


def test_r12_a_person_who_has_left_is_not_carried_on(anna: Actor) -> None:
    alfa = contractor(anna)
    jan, ewa = person(anna, alfa, "Jan Kowalski"), person(anna, alfa, "Ewa Lis")
    saved = save(contact(anna, alfa, jan, ewa), actor=anna, instant=instant())
    Affiliation.update(active=False).where(Affiliation.person == jan).execute()
    saved = save(edit_of(saved.activity_id, follow_up=IN_3_DAYS), actor=anna, instant=instant())
    assert persons_on(next_id(saved)) == (ewa,)


def test_r16_it_is_counted_from_the_current_activity(anna: Actor) -> None:
    saved = saved_contact(
        anna, starts_at=at(27, "08:15"), follow_up=FollowUp(Offsets(hours=2, days=1, weeks=1))
    )
    assert saved.follow_up_at == datetime(2026, 12, 5, 10, 15, tzinfo=WARSAW)


def test_r16_a_start_in_the_past_counts_from_now_and_keeps_the_time_of_day(anna: Actor) -> None:
    saved = saved_contact(anna, starts_at=at(3, "14:00"), follow_up=IN_3_DAYS)
    assert saved.follow_up_at == at(26, "14:00")


def test_r17_a_picked_time_wins_over_the_offsets(anna: Actor) -> None:
    saved = saved_contact(anna, follow_up=FollowUp(Offsets(days=3), at(30, "11:00")))
    assert saved.follow_up_at == activity(next_id(saved))["starts_at"] == at(30, "11:00")


@pytest.mark.parametrize("kind", list(Kind))
def test_r18_meetings_and_tasks_have_the_same_setting(anna: Actor, kind: Kind) -> None:
    saved = saved_contact(anna, kind=kind, subject="offer", follow_up=IN_3_DAYS)
    following = activity(next_id(saved))
    assert (following["kind"], following["subject"]) == (kind, "offer")


def test_a_follow_up_of_an_all_day_activity_is_all_day_again(anna: Actor) -> None:
    edit = task(anna, starts_at=None, starts_on=date(2026, 11, 24), follow_up=IN_3_DAYS)
    saved = save(edit, actor=anna, instant=instant())
    following = activity(next_id(saved))
    assert (following["starts_at"], following["starts_on"]) == (None, date(2026, 11, 27))
    assert saved.follow_up_at == at(27, "00:00")


def test_the_setting_is_stored_with_the_activity(anna: Actor) -> None:
    setting = FollowUp(Offsets(1, 2, 3), at(30))
    stored = activity(saved_contact(anna, follow_up=setting).activity_id)
    names = ("follow_up", "follow_up_hours", "follow_up_days", "follow_up_weeks",
             "follow_up_picked_at")  # fmt: skip
    assert [stored[name] for name in names] == [True, 1, 2, 3, at(30)]


def test_an_offset_of_nothing_is_refused_and_nothing_is_saved(anna: Actor) -> None:
    with pytest.raises(RuleViolation) as refused:
        saved_contact(anna, follow_up=FollowUp())
    assert refused.value.field == "days"
    assert activity_count() == 0


def test_another_offset_moves_an_untouched_next_one_again_and_again(anna: Actor) -> None:
    saved = saved_contact(anna, follow_up=IN_3_DAYS)
    moved = save(edit_of(saved.activity_id, follow_up=IN_A_WEEK), actor=anna, instant=instant(1))
    assert (moved.follow_up_at, moved.follow_up_kept) == (at(30, "14:30"), False)
    back = save(edit_of(saved.activity_id, follow_up=IN_3_DAYS), actor=anna, instant=instant(2))
    assert (back.follow_up_at, back.follow_up_kept) == (at(26, "14:30"), False)
    assert activity_count() == 2


@pytest.mark.parametrize("touch", ["note", "date", "done"])
def test_a_next_one_that_somebody_has_touched_is_left_where_it_is(anna: Actor, touch: str) -> None:
    saved = saved_contact(anna, follow_up=IN_3_DAYS)
    following = next_id(saved)
    if touch == "note":
        edit_note(following, "bring samples", version=1, actor=anna, now=at(23))
    elif touch == "date":
        reschedule([following], "27.11 10:00", actor=anna, now=at(23))
    else:
        save(edit_of(following, completed=True), actor=anna, instant=instant())
    before = activity(following)["starts_at"]
    kept = save(edit_of(saved.activity_id, follow_up=IN_A_WEEK), actor=anna, instant=instant(1))
    assert (kept.follow_up_id, kept.follow_up_at, kept.follow_up_kept) == (following, before, True)
    assert activity_count() == 2


def test_saving_something_else_later_does_not_move_the_next_one(anna: Actor) -> None:
    saved = saved_contact(anna, follow_up=IN_3_DAYS)
    day_later = instant(86_400 * 2)
    again = save(
        edit_of(saved.activity_id, follow_up=IN_3_DAYS, note="x"), actor=anna, instant=day_later
    )
    assert (again.follow_up_at, again.follow_up_kept) == (at(26, "14:30"), False)


def test_a_removed_tick_leaves_the_next_one_in_peace(anna: Actor) -> None:
    saved = saved_contact(anna, follow_up=IN_3_DAYS)
    again = save(edit_of(saved.activity_id), actor=anna, instant=instant())
    assert again.follow_up_id is None
    assert activity(next_id(saved))["previous_id"] == saved.activity_id


def test_an_offset_in_days_keeps_the_hour_across_the_change_of_clocks(anna: Actor) -> None:
    spring = datetime(2027, 3, 26, 9, 0, tzinfo=WARSAW)
    saved = saved_contact(anna, starts_at=spring, follow_up=IN_3_DAYS)
    assert saved.follow_up_at == datetime(2027, 3, 29, 9, 0, tzinfo=WARSAW)


def test_r12_which_way_one_calls_and_the_reminder_are_carried_on(anna: Actor) -> None:
    saved = saved_contact(
        anna, direction=Direction.IN, remind_minutes=45, planned_minutes=20, follow_up=IN_3_DAYS
    )
    done = complete([next_id(saved)], Completion(None, next="1d"), actor=anna, instant=instant())
    for one in (next_id(saved), *done.next_ids):
        made = activity(one)
        told = (made["direction"], made["remind_minutes"], made["planned_minutes"])
        assert told == (Direction.IN, 45, 20)


def test_where_everybody_has_left_the_old_persons_stay_to_be_replaced(anna: Actor) -> None:
    saved = saved_contact(anna)
    Affiliation.update(active=False).execute()
    done = complete([saved.activity_id], Completion(None, next="1d"), actor=anna, instant=instant())
    assert persons_on(done.next_ids[0]) == persons_on(saved.activity_id)


@pytest.mark.parametrize(
    ("first", "then", "moved_to"),
    [
        (FollowUp(Offsets(hours=30)), FollowUp(Offsets(hours=31)), at(24, "21:30")),
        (FollowUp(Offsets(days=3)), FollowUp(Offsets(days=4)), at(27, "14:30")),
        (FollowUp(Offsets(weeks=1)), FollowUp(Offsets(weeks=2)), at(7, "14:30", 12)),
        (
            FollowUp(picked_at=at(25, "08:00")),
            FollowUp(picked_at=at(26, "08:00")),
            at(26, "08:00"),
        ),
    ],
    ids=["hours", "days", "weeks", "picked"],
)
def test_whatever_of_the_setting_is_changed_moves_an_untouched_next_one(
    anna: Actor, first: FollowUp, then: FollowUp, moved_to: datetime
) -> None:
    saved = saved_contact(anna, follow_up=first)
    again = save(edit_of(saved.activity_id, follow_up=then), actor=anna, instant=instant())
    assert again.follow_up_at == activity(next_id(saved))["starts_at"] == moved_to


def test_an_all_day_one_that_is_moved_takes_an_untouched_next_one_along(anna: Actor) -> None:
    saved = saved_contact(anna, starts_at=None, starts_on=date(2026, 11, 24), follow_up=IN_3_DAYS)
    later = edit_of(saved.activity_id, starts_on=date(2026, 11, 25), follow_up=IN_3_DAYS)
    save(later, actor=anna, instant=instant())
    assert activity(next_id(saved))["starts_on"] == date(2026, 11, 28)


def test_a_next_one_moved_together_with_its_previous_is_somebodys_own_plan(anna: Actor) -> None:
    saved = saved_contact(anna, follow_up=IN_3_DAYS)
    reschedule([saved.activity_id, next_id(saved)], "1d", actor=anna, now=at(23))
    kept = save(edit_of(saved.activity_id, follow_up=IN_A_WEEK), actor=anna, instant=instant())
    assert (kept.follow_up_at, kept.follow_up_kept) == (at(27, "14:30"), True)
