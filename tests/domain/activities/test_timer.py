"""The timer of a conversation: what it shows, whatever the clocks and the machine do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.builders import NOW, instant
from tui_crm.domain.activities.timer import LONGEST_SECONDS, Instant, Timer, clock, full_clock


def test_r09_starting_goes_on_from_what_stands_there_and_pausing_freezes_it() -> None:
    running = Timer(60).start(instant(0))
    assert (running.running, running.elapsed(instant(5.9))) == (True, 65)
    paused = running.pause(instant(10))
    assert (paused.running, paused.elapsed(instant(500))) == (False, 70)


def test_starting_a_running_timer_again_changes_nothing() -> None:
    running = Timer().start(instant(0))
    assert running.start(instant(30)) is running


@pytest.mark.parametrize(
    ("wall", "booted", "shown"),
    [
        # A wall clock that is set changes nothing while the machine runs.
        (-3600, 20, 20), (86400, 20, 20),
        # Neither clock makes it negative, or longer than a day.
        (0, -50, 0), (0, LONGEST_SECONDS + 7, LONGEST_SECONDS),
    ],
)  # fmt: skip
def test_the_clock_of_the_machine_counts(wall: float, booted: float, shown: int) -> None:
    started = instant(0)
    later = Instant(NOW + timedelta(seconds=wall), started.boot_id, started.boot_seconds + booted)
    assert Timer(0, started).elapsed(later) == shown


@pytest.mark.parametrize(
    ("heartbeat", "now", "shown"),
    [(40, 900, 40), (None, 900, 900), (900, 50, 50), (-10, 900, 0)],
)
def test_after_a_restart_the_last_sign_of_life_ends_the_call(
    heartbeat: int | None, now: int, shown: int
) -> None:
    beat = None if heartbeat is None else NOW + timedelta(seconds=heartbeat)
    assert Timer(0, instant(0), beat).elapsed(instant(now, boot="boot-2")) == shown


def test_where_no_boot_is_known_the_wall_clock_counts() -> None:
    assert Timer(0, Instant(NOW)).elapsed(Instant(NOW + timedelta(seconds=9))) == 9


@pytest.mark.parametrize(
    ("seconds", "short", "full"),
    [
        (0, "0:00", "00:00:00"), (221, "3:41", "00:03:41"), (4360, "1:12:40", "01:12:40"),
        (-5, "0:00", "00:00:00"),
    ],
)  # fmt: skip
def test_a_duration_is_said(seconds: int, short: str, full: str) -> None:
    assert (clock(seconds), full_clock(seconds)) == (short, full)
