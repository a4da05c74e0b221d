"""What is typed into *next* and *move to*, read against the activity it is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import NOW, WARSAW
from tests.support.days import ZONED
from tui_crm.domain.dates.dates import UnreadableDate, localise, read_when
from tui_crm.domain.dates.relative import next_step_at

LAST_FRIDAY = datetime(2026, 11, 20, 14, 0, tzinfo=WARSAW)
WEDNESDAY = datetime(2026, 11, 25, 11, 0, tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1d", "24.11 14:00"),
        ("3d", "26.11 14:00"),
        ("1w", "30.11 14:00"),
        ("4h", "23.11 13:41"),
        ("30m", "23.11 10:11"),
        ("jutro", "24.11 14:00"),
        ("tomorrow 9", "24.11 09:00"),
        ("14:30", "23.11 14:30"),
        ("26.11", "26.11 14:00"),
    ],
)
def test_r16_what_is_typed_for_a_past_activity_counts_from_now(typed: str, expected: str) -> None:
    at = next_step_at(typed, starts_at=LAST_FRIDAY, now=NOW, zone=WARSAW)
    assert at is not None
    assert at.astimezone(WARSAW).strftime("%d.%m %H:%M") == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1d", "26.11 11:00"),
        ("4h", "25.11 15:00"),
        ("14:30", "25.11 14:30"),
        ("fri", "27.11 11:00"),
        ("za tydzień", "02.12 11:00"),
    ],
)
def test_r16_what_is_typed_for_a_coming_activity_counts_from_it(typed: str, expected: str) -> None:
    at = next_step_at(typed, starts_at=WEDNESDAY, now=NOW, zone=WARSAW)
    assert at is not None
    assert at.astimezone(WARSAW).strftime("%d.%m %H:%M") == expected


def test_nothing_typed_means_no_next_step() -> None:
    assert next_step_at("  ", starts_at=WEDNESDAY, now=NOW, zone=WARSAW) is None


def test_without_a_start_it_counts_from_now() -> None:
    at = next_step_at("2h", starts_at=None, now=NOW, zone=WARSAW)
    assert at is not None
    assert at.astimezone(UTC) == datetime(2026, 11, 23, 10, 41, tzinfo=UTC)


def test_what_cannot_be_read_is_said() -> None:
    with pytest.raises(UnreadableDate):
        next_step_at("soonish", starts_at=WEDNESDAY, now=NOW, zone=WARSAW)


def test_a_day_without_a_start_is_at_the_next_quarter() -> None:
    at = next_step_at("26.11", starts_at=None, now=NOW, zone=WARSAW)
    assert at == datetime(2026, 11, 26, 9, 45, tzinfo=WARSAW)


@pytest.mark.parametrize(("typed", "expected"), [("1d", "24.11 14:00"), ("26.11", "26.11 14:00")])
def test_the_hour_and_the_day_are_those_of_the_operators_zone(typed: str, expected: str) -> None:
    after_midnight = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    start = LAST_FRIDAY.astimezone(UTC)
    at = next_step_at(typed, starts_at=start, now=after_midnight, zone=WARSAW)
    assert at is not None
    assert at.astimezone(WARSAW).strftime("%d.%m %H:%M") == expected


def test_the_first_of_two_equal_times_is_past_when_the_second_begins() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=WARSAW)
    second = datetime(2026, 10, 25, 2, 10, tzinfo=WARSAW, fold=1)
    at = next_step_at("4h", starts_at=first, now=second, zone=WARSAW)
    assert at is not None
    assert at.isoformat() == "2026-10-25T06:10:00+01:00"
    coming = next_step_at("4h", starts_at=second, now=first, zone=WARSAW)
    assert coming == at


@pytest.mark.parametrize("typed", ["1d", "tomorrow", "30.3"])
def test_the_hour_that_the_clocks_left_out_today_is_kept_for_another_day(typed: str) -> None:
    start = datetime(2026, 3, 27, 2, 30, tzinfo=WARSAW)
    now = datetime(2026, 3, 29, 10, 0, tzinfo=WARSAW)
    at = next_step_at(typed, starts_at=start, now=now, zone=WARSAW)
    assert at == datetime(2026, 3, 30, 2, 30, tzinfo=WARSAW)
    assert next_step_at("2h", starts_at=start, now=now, zone=WARSAW) == now + timedelta(hours=2)


def test_a_day_of_the_week_whose_hour_has_passed_is_the_next_one() -> None:
    now = datetime(2026, 10, 25, 2, 10, tzinfo=WARSAW, fold=1)
    assert read_when("sun 2:30", now=now, zone=WARSAW).at.day == 1
    assert read_when("sun 2:30", now=now - timedelta(hours=1), zone=WARSAW).at.day == 25


@given(ZONED, st.integers(1, 40), st.sampled_from(["d", "w", "mies", "h", "min"]))
@settings(max_examples=300)
def test_r16_every_distance_keeps_the_hour_or_is_elapsed_time(
    zoned: tuple[ZoneInfo, datetime, datetime], count: int, unit: str
) -> None:
    zone, start, now = zoned
    at = next_step_at(f"{count}{unit}", starts_at=start, now=now, zone=zone)
    assert at is not None
    counted_from = max(start, now, key=lambda moment: moment.astimezone(UTC))
    if unit in {"h", "min"}:
        elapsed = timedelta(hours=count) if unit == "h" else timedelta(minutes=count)
        assert at.astimezone(UTC) - counted_from.astimezone(UTC) == elapsed
        return
    away = {"d": relativedelta(days=count), "w": relativedelta(weeks=count)}
    day = counted_from.date() + away.get(unit, relativedelta(months=count))
    assert at == localise(datetime.combine(day, start.time()), zone)
