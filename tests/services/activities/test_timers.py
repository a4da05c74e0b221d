"""The running timer: one per operator, kept by the database, safe from clocks that jump."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import cast

import pytest

from tests.support.builders import activity, edit_of, instant, saved_contact, task
from tui_crm.domain.activities.activity import Status
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused
from tui_crm.services.activities import timers
from tui_crm.services.activities.save import save
from tui_crm.store.models import StoredActivity


def elapsed(activity_id: int, seconds: float, boot: str = "boot-1") -> int:
    stored = cast("StoredActivity", activity(activity_id))
    return timers.timer_of(stored).elapsed(instant(seconds, boot=boot))


def test_r09_pauses_add_up(anna: Actor) -> None:
    call = saved_contact(anna, duration_seconds=5).activity_id
    timers.start(call, actor=anna, instant=instant(0))
    timers.pause(call, actor=anna, instant=instant(60))
    assert elapsed(call, 500) == 65
    timers.start(call, actor=anna, instant=instant(600))
    assert elapsed(call, 610) == 75
    timers.pause(call, actor=anna, instant=instant(620))
    assert activity(call)["duration_seconds"] == 85


def test_starting_says_that_the_activity_is_in_progress(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    version = timers.start(call, actor=anna, instant=instant())
    assert activity(call)["status"] is Status.IN_PROGRESS
    assert version == activity(call)["version"]


def test_starting_another_call_pauses_the_running_one(anna: Actor) -> None:
    first = saved_contact(anna, "ALFA").activity_id
    second = saved_contact(anna, "BETA").activity_id
    timers.start(first, actor=anna, instant=instant(0))
    timers.start(second, actor=anna, instant=instant(30))
    assert (activity(first)["duration_seconds"], activity(first)["timer_started_at"]) == (30, None)
    assert elapsed(second, 40) == 10


def test_each_operator_has_a_timer_of_their_own(anna: Actor, marek: Actor) -> None:
    first = saved_contact(anna, "ALFA").activity_id
    second = saved_contact(anna, "BETA").activity_id
    timers.start(first, actor=anna, instant=instant(0))
    timers.start(second, actor=marek, instant=instant(10))
    assert (elapsed(first, 20), elapsed(second, 20)) == (20, 10)
    with pytest.raises(Refused, match="colleague"):
        timers.pause(first, actor=marek, instant=instant(20))


def test_starting_twice_and_pausing_twice_change_nothing(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    timers.start(call, actor=anna, instant=instant(0))
    timers.start(call, actor=anna, instant=instant(50))
    assert elapsed(call, 60) == 60
    timers.pause(call, actor=anna, instant=instant(60))
    timers.pause(call, actor=anna, instant=instant(90))
    assert activity(call)["duration_seconds"] == 60


def test_a_completed_activity_is_not_timed(anna: Actor) -> None:
    call = saved_contact(anna, completed=True).activity_id
    with pytest.raises(Refused):
        timers.start(call, actor=anna, instant=instant())


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=400)])
def test_a_clock_that_jumps_does_not_change_the_duration(anna: Actor, jump: timedelta) -> None:
    call = saved_contact(anna).activity_id
    timers.start(call, actor=anna, instant=instant(0))
    later = instant(60)
    timers.pause(call, actor=anna, instant=dataclasses.replace(later, now=later.now + jump))
    assert activity(call)["duration_seconds"] == 60


def test_after_a_restart_of_the_machine_the_call_ended_with_its_last_sign_of_life(
    anna: Actor,
) -> None:
    call = saved_contact(anna).activity_id
    timers.start(call, actor=anna, instant=instant(0))
    timers.heartbeat(actor=anna, instant=instant(120))
    timers.heartbeat(actor=anna, instant=instant(3600, boot="boot-2"))
    assert elapsed(call, 3600, boot="boot-2") == 120

    timers.start(call, actor=anna, instant=instant(3600, boot="boot-2"))
    assert elapsed(call, 3610, boot="boot-2") == 130


def test_a_sign_of_life_leaves_no_trace_in_version_or_history(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    timers.start(call, actor=anna, instant=instant(0))
    before = activity(call)["version"]
    timers.heartbeat(actor=anna, instant=instant(30))
    assert activity(call)["version"] == before
    assert activity(call)["timer_heartbeat_at"] == instant(30).now


def test_a_heartbeat_without_a_call_does_nothing(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    before = activity(call)
    timers.heartbeat(actor=anna, instant=instant())
    assert activity(call) == before


def test_saving_the_form_stores_its_time_and_stops_the_timer(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    timers.start(call, actor=anna, instant=instant(0))
    save(edit_of(call, duration_seconds=42), actor=anna, instant=instant(50))
    assert (activity(call)["duration_seconds"], activity(call)["timer_started_at"]) == (42, None)


def test_saving_without_a_time_lets_the_timer_go_on(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    timers.start(call, actor=anna, instant=instant(0))
    save(edit_of(call, note="x"), actor=anna, instant=instant(50))
    assert elapsed(call, 60) == 60
    save(edit_of(call, completed=True), actor=anna, instant=instant(70))
    assert (activity(call)["duration_seconds"], activity(call)["timer_started_at"]) == (70, None)


def test_saving_a_colleagues_call_leaves_their_timer_running(anna: Actor, marek: Actor) -> None:
    call = saved_contact(anna).activity_id
    timers.start(call, actor=marek, instant=instant(0))
    save(edit_of(call, note="x", duration_seconds=7), actor=anna, instant=instant(10))
    assert elapsed(call, 60) == 60


def test_starting_twice_is_one_operation_and_one_that_waits_goes_on_waiting(anna: Actor) -> None:
    waiting = save(task(anna, waiting=True), actor=anna, instant=instant()).activity_id
    version = timers.start(waiting, actor=anna, instant=instant())
    assert timers.start(waiting, actor=anna, instant=instant(9)) == version
    assert activity(waiting)["status"] is Status.WAITING


def test_pausing_what_stands_is_refused_to_nobody(anna: Actor, marek: Actor) -> None:
    call = saved_contact(anna, completed=True).activity_id
    assert timers.pause(call, actor=marek, instant=instant()) == activity(call)["version"]
