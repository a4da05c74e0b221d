"""What will not take place is called off: read-only, taken back whole, never counted as done."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import Any

import pytest

from tests.support.builders import (
    NOW,
    activity,
    at,
    contact,
    contractor,
    everything,
    instant,
    person,
    row,
    saved_contact,
    task,
)
from tests.support.departments import two_departments
from tests.support.recurring import recurring
from tui_crm.domain.activities.activity import Kind, Status, called_off_as
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused
from tui_crm.domain.ids import ActivityId
from tui_crm.services import undo
from tui_crm.services.activities import series, timers
from tui_crm.services.activities.cancel import call_off
from tui_crm.services.activities.save import save
from tui_crm.store.models import Contractor, Operation, Series


def meeting(actor: Actor, **values: Any) -> ActivityId:
    alfa = contractor(actor, "ALFA")
    edit = contact(actor, alfa, person(actor, alfa), kind=Kind.MEETING, type_id=None, **values)
    return save(edit, actor=actor, instant=instant()).activity_id


def test_it_is_closed_without_an_outcome_and_says_by_whom(anna: Actor) -> None:
    saved = saved_contact(anna, note="before")
    done = call_off([saved.activity_id], actor=anna, instant=instant())
    stored = activity(saved.activity_id)
    assert (done.ids, done.not_held) == ((saved.activity_id,), 0)
    assert (stored["status"], stored["completed_at"]) == (Status.CANCELLED, NOW)
    assert stored["completed_by_id"] == anna.operator_id
    assert (stored["outcome_id"], stored["note"]) == (None, "before")


def test_a_meeting_whose_time_has_passed_was_not_held(anna: Actor) -> None:
    past, coming = meeting(anna, starts_at=at(23, "09:00")), meeting(anna)
    call = saved_contact(anna, "BETA", starts_at=at(23, "09:00")).activity_id
    done = call_off([past, coming, call], actor=anna, instant=instant())
    assert [activity(one)["status"] for one in done.ids] == [
        Status.NOT_HELD,
        Status.CANCELLED,
        Status.CANCELLED,
    ]
    assert done.not_held == 1


def test_an_all_day_meeting_is_past_after_its_midnight_where_the_operator_is(anna: Actor) -> None:
    day = meeting(anna, starts_at=None, starts_on=date(2026, 11, 23))
    late = (at(24, "00:30") - NOW).total_seconds()
    assert call_off([day], actor=anna, instant=instant(late)).not_held == 1
    other = meeting(anna, starts_at=None, starts_on=date(2026, 11, 23))
    assert call_off([other], actor=anna, instant=instant()).not_held == 0


@pytest.mark.parametrize("kind", Kind)
def test_only_a_meeting_can_be_not_held(kind: Kind) -> None:
    past = called_off_as(
        kind, starts_at=NOW - timedelta(1), starts_on=None, now=NOW.astimezone(UTC),
        today=NOW.date(),
    )  # fmt: skip
    assert past is (Status.NOT_HELD if kind is Kind.MEETING else Status.CANCELLED)


def test_a_running_timer_is_stopped(anna: Actor) -> None:
    saved = saved_contact(anna, duration_seconds=10)
    timers.start(saved.activity_id, actor=anna, instant=instant())
    call_off([saved.activity_id], actor=anna, instant=instant(60))
    stored = activity(saved.activity_id)
    assert (stored["duration_seconds"], stored["timer_started_at"]) == (70, None)


def test_it_counts_as_neither_agreed_nor_open_at_the_contractor(anna: Actor) -> None:
    saved = saved_contact(anna)
    contractor_id = activity(saved.activity_id)["contractor_id"]
    call_off([saved.activity_id], actor=anna, instant=instant())
    known = row(Contractor, contractor_id)
    assert (known["last_activity_id"], known["last_contact_at"]) == (None, None)
    assert (known["next_activity_at"], known["open_activities"]) == (None, 0)


def test_nothing_follows_from_it_and_the_series_goes_on_by_itself(anna: Actor) -> None:
    first = recurring(anna, "daily")
    call_off([first], actor=anna, instant=instant())
    assert row(Series, 1)["active"]
    assert series.bring_up_to_date(actor=anna, now=NOW) == 0
    assert series.bring_up_to_date(actor=anna, now=NOW + timedelta(days=1)) == 1


def test_what_is_closed_refuses_all_of_them(anna: Actor) -> None:
    first, second = saved_contact(anna, "ALFA"), saved_contact(anna, "BETA", completed=True)
    before = everything()
    with pytest.raises(Refused, match="BETA"):
        call_off([first.activity_id, second.activity_id], actor=anna, instant=instant())
    with pytest.raises(Refused):
        call_off([], actor=anna, instant=instant())
    assert everything() == before


@pytest.mark.usefixtures("crm")
def test_somebody_elses_is_called_off_only_by_who_may_change_it() -> None:
    office = two_departments()
    theirs = office.activity_of("stranger")
    with pytest.raises(Refused):
        call_off([theirs], actor=office.me(), instant=instant())


def test_one_undo_takes_all_of_it_back(anna: Actor) -> None:
    rows = [saved_contact(anna, "BETA").activity_id, meeting(anna)]
    rows.append(save(task(anna), actor=anna, instant=instant()).activity_id)
    timers.start(rows[0], actor=anna, instant=instant())
    before, operations = everything(), Operation.select().count()
    call_off(rows, actor=anna, instant=instant(30))
    assert Operation.select().count() == operations + 1
    assert undo.undo(actor=anna, now=NOW).subject == "phone call: BETA +2"
    assert everything() == before
