"""`fri..`: from when on, and how plans fill what is free of the days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import NOW, WARSAW, at
from tests.support.days import ALL_ZONES, DAYS, WEEKS, ZONES
from tui_crm.domain.company_settings import Company, Hours
from tui_crm.domain.dates.dates import UnreadableDate, localise
from tui_crm.domain.dates.distribution import (
    colliding,
    distribute_from,
    distribute_over,
    fits_a_day,
)
from tui_crm.domain.dates.free_time import Busy, overlapping, working_span
from tui_crm.domain.dates.workdays import WorkDays

OFFICE = WorkDays.of(Company())
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("..", NOW),
        ("today..", NOW),
        ("1d..", at(24, "00:00")),
        ("jutro..", at(24, "00:00")),
        ("fri..", at(27, "00:00")),
        ("pt ..", at(27, "00:00")),
        ("26.11..", at(26, "00:00")),
        ("26.11...", at(26, "00:00")),
        ("fri 13..", at(27, "13:00")),
        ("2h..", at(23, "11:41")),
    ],
)
def test_it_is_spread_from_the_typed_day_on(typed: str, moment: datetime) -> None:
    assert distribute_from(typed, now=NOW, zone=WARSAW) == moment


@pytest.mark.parametrize("typed", ["", "fri", "1d", "26.11.", "tomorrow 9"])
def test_without_the_two_dots_nothing_is_spread(typed: str) -> None:
    assert distribute_from(typed, now=NOW, zone=WARSAW) is None


@pytest.mark.parametrize("typed", ["yesterday..", "-3d..", "20.11.2026..", "soon.."])
def test_a_day_that_is_over_or_unreadable_is_said(typed: str) -> None:
    with pytest.raises(UnreadableDate):
        distribute_from(typed, now=NOW, zone=WARSAW)


def test_what_does_not_fit_goes_on_to_the_next_day() -> None:
    taken = [Busy(at(27, "08:00"), at(27, "14:30"))]
    starts = distribute_over(
        [date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 30)], [HOUR, HOUR, QUARTER], taken,
        days=OFFICE, zone=WARSAW, after=at(27, "00:00"),
    )  # fmt: skip
    assert starts == [at(27, "14:30"), at(30, "08:00"), at(30, "09:00")]


def test_it_begins_after_now() -> None:
    starts = distribute_over(
        [date(2026, 11, 23)], [QUARTER], [], days=OFFICE, zone=WARSAW, after=at(23, "09:41")
    )
    assert starts == [at(23, "09:45")]


def test_what_collides_is_counted_once_each() -> None:
    plans = [Busy(at(23, "10:00"), at(23, "11:00")), Busy(at(23, "10:30"), at(23, "10:45")),
             Busy(at(23, "12:00"), at(23, "12:15"))]  # fmt: skip
    assert colliding(plans, []) == 2
    assert colliding(plans, [Busy(at(23, "12:10"), at(23, "12:30"))]) == 3
    assert colliding(plans[2:], [Busy(at(23, "12:15"), at(23, "12:30"))]) == 0
    assert colliding([], plans) == 0


def test_a_plan_longer_than_any_working_day_fits_none() -> None:
    assert fits_a_day(timedelta(hours=8), OFFICE)
    assert not fits_a_day(timedelta(hours=8, minutes=15), OFFICE)
    assert not fits_a_day(QUARTER, WorkDays((None,) * 7))
    assert fits_a_day(HOUR, WorkDays((None,) * 6 + (Hours(time(9), time(10)),)))


def test_a_day_until_midnight_has_room_for_all_of_it() -> None:
    late = WorkDays((Hours(time(8), time(23, 59)),) * 7, holidays=False)
    assert fits_a_day(timedelta(hours=16), late)
    assert not fits_a_day(timedelta(hours=16, minutes=1), late)


@pytest.mark.parametrize("zone", ALL_ZONES, ids=str)
def test_the_day_and_the_hour_are_those_of_the_operators_zone(zone: ZoneInfo) -> None:
    now = datetime(2026, 11, 23, 23, 50, tzinfo=zone)
    for delegated_now in (now, now.astimezone(UTC)):
        assert distribute_from("today..", now=delegated_now, zone=zone) == now
        from_midnight = distribute_from("1d..", now=delegated_now, zone=zone)
        assert from_midnight == datetime(2026, 11, 24, tzinfo=zone)


slots = st.lists(st.tuples(st.integers(0, 600), st.integers(1, 12)), max_size=20)


@given(slots, st.lists(st.integers(1, 8), max_size=20), DAYS, ZONES, WEEKS)
@settings(max_examples=200)
def test_spread_plans_keep_their_order_and_run_into_nothing(
    taken: list[tuple[int, int]], quarters: list[int], day: date, zone: ZoneInfo, days: WorkDays
) -> None:
    midnight = localise(datetime.combine(day, time()), zone).astimezone(UTC)
    blocks = [
        Busy(midnight + QUARTER * first, midnight + QUARTER * (first + count))
        for first, count in taken
    ]
    lengths = [QUARTER * count for count in quarters]
    on = [day + timedelta(days=n) for n in range(14)]
    starts = distribute_over(on, lengths, blocks, days=days, zone=zone, after=midnight)
    ends = midnight
    for start, length in zip(starts, lengths, strict=False):
        begun = start.astimezone(UTC)
        assert begun >= ends
        ends = begun + length
        assert overlapping(begun, ends, blocks) == []
        span = working_span(start.date(), days, zone)
        assert span is not None
        assert span[0].astimezone(UTC) <= begun
        assert ends <= span[1].astimezone(UTC)
    begun_at = [start.astimezone(UTC) for start in starts]
    plans = [Busy(at, at + length) for at, length in zip(begun_at, lengths, strict=False)]
    assert colliding(plans, []) == 0
    assert colliding(plans, blocks) == 0
