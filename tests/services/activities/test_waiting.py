"""Tasks that wait for somebody else: still open, never overdue, taken up again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.support.builders import (
    NOW,
    activity,
    at,
    contact,
    contractor,
    edit_of,
    everything,
    instant,
    person,
    saved_contact,
    task,
)
from tests.support.departments import two_departments
from tui_crm.domain.activities.activity import FollowUp, Kind, Status, overdue
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.follow_up import Offsets
from tui_crm.domain.errors import Refused
from tui_crm.domain.ids import ActivityId
from tui_crm.services import undo
from tui_crm.services.activities import timers
from tui_crm.services.activities.save import save
from tui_crm.services.activities.waiting import toggle_waiting
from tui_crm.store.models import Operation


def a_task(actor: Actor, subject: str = "prepare offer", **values: Any) -> ActivityId:
    return save(task(actor, subject, **values), actor=actor, instant=instant()).activity_id


def status(activity_id: ActivityId) -> Status:
    return activity(activity_id)["status"]  # type: ignore[no-any-return]


def test_r44_a_task_waits_and_waits_no_longer(anna: Actor) -> None:
    waits = a_task(anna)
    assert toggle_waiting([waits], actor=anna, instant=instant())
    assert (status(waits), activity(waits)["completed_at"]) == (Status.WAITING, None)
    assert not toggle_waiting([waits], actor=anna, instant=instant())
    assert status(waits) is Status.PLANNED
    done = [operation.action for operation in Operation.select().order_by(Operation.id)]
    assert done[-2:] == ["activity.waiting", "activity.waiting_over"]


def test_several_wait_together_until_all_of_them_do(anna: Actor) -> None:
    first, second = a_task(anna), a_task(anna, "samples", waiting=True)
    assert toggle_waiting([first, second], actor=anna, instant=instant())
    assert [status(first), status(second)] == [Status.WAITING] * 2
    assert not toggle_waiting([first, second], actor=anna, instant=instant())
    assert [status(first), status(second)] == [Status.PLANNED] * 2


def test_what_waits_is_never_overdue() -> None:
    yesterday: dict[str, Any] = {"now": NOW, "today": NOW.date(), "completed": False}
    for start in ({"starts_at": at(22), "starts_on": None},
                  {"starts_at": None, "starts_on": date(2026, 11, 22)}):  # fmt: skip
        assert overdue(**yesterday, **start)
        assert not overdue(**yesterday, **start, waiting=True)
        assert not overdue(**{**yesterday, "completed": True}, **start)


def test_all_day_is_overdue_after_midnight_and_an_hour_at_once() -> None:
    today: dict[str, Any] = {"now": NOW, "today": NOW.date(), "completed": False}
    assert not overdue(**today, starts_at=None, starts_on=NOW.date())
    assert not overdue(**today, starts_at=NOW, starts_on=None)
    assert overdue(**today, starts_at=at(23, "09:40"), starts_on=None)


@pytest.mark.parametrize("kind", [Kind.CONTACT, Kind.MEETING])
def test_only_a_task_can_wait_and_the_others_stay_as_they_are(anna: Actor, kind: Kind) -> None:
    alfa = contractor(anna)
    edit = contact(
        anna, alfa, person(anna, alfa), kind=kind, subject="visit " + "ż" * 50, type_id=None
    )
    other = save(edit, actor=anna, instant=instant()).activity_id
    first = a_task(anna)
    with pytest.raises(Refused, match=r"visit ż{33}…: only a task can wait"):
        toggle_waiting([first, other], actor=anna, instant=instant())
    assert status(first) is Status.PLANNED


@pytest.mark.usefixtures("crm")
def test_a_completed_one_and_a_strangers_do_not_wait() -> None:
    office = two_departments()
    me, mate = office.me(), office.actor("stranger")
    for refused in (a_task(me, completed=True), a_task(mate)):
        with pytest.raises(Refused):
            toggle_waiting([refused], actor=office.me(), instant=instant())


def test_one_undo_takes_all_of_it_back(anna: Actor) -> None:
    rows = [a_task(anna), a_task(anna, "samples")]
    before = everything()
    toggle_waiting(rows, actor=anna, instant=instant())
    undo.undo(actor=anna, now=NOW)
    assert everything() == before


# In the form


def test_the_form_sets_it_takes_it_away_and_leaves_it(anna: Actor) -> None:
    waits = a_task(anna, waiting=True)
    assert status(waits) is Status.WAITING
    save(edit_of(waits, note="asked again"), actor=anna, instant=instant())
    assert status(waits) is Status.WAITING
    save(edit_of(waits, waiting=False), actor=anna, instant=instant())
    assert status(waits) is Status.PLANNED
    save(edit_of(waits, waiting=True), actor=anna, instant=instant())
    assert status(waits) is Status.WAITING


def test_what_does_not_wait_keeps_its_status_in_the_form(anna: Actor) -> None:
    going_on = a_task(anna)
    timers.start(going_on, actor=anna, instant=instant())
    save(edit_of(going_on, waiting=False), actor=anna, instant=instant())
    assert status(going_on) is Status.IN_PROGRESS


def test_a_contact_does_not_wait_whatever_is_saved(anna: Actor) -> None:
    saved = saved_contact(anna, waiting=True)
    assert status(saved.activity_id) is Status.PLANNED
    save(edit_of(saved.activity_id, waiting=True), actor=anna, instant=instant())
    assert status(saved.activity_id) is Status.PLANNED


def test_r12_the_next_one_does_not_wait(anna: Actor) -> None:
    edit = task(anna, waiting=True, follow_up=FollowUp(Offsets(days=3)))
    saved = save(edit, actor=anna, instant=instant())
    assert saved.follow_up_id is not None
    assert status(saved.follow_up_id) is Status.PLANNED


def test_the_timer_of_one_that_waits_is_paused(anna: Actor) -> None:
    waits = a_task(anna)
    timers.start(waits, actor=anna, instant=instant())
    toggle_waiting([waits], actor=anna, instant=instant(60))
    stored = activity(waits)
    assert (stored["timer_started_at"], stored["duration_seconds"]) == (None, 60)
    assert stored["status"] is Status.WAITING
