"""The ladder of attempts: two hours, the other half of the next day, three days, then ask."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import WARSAW, at
from tests.support.days import ALWAYS, WEEKS, ZONED
from tui_crm.domain.activities.call_retry import RETRY_STEPS, next_attempt, spread
from tui_crm.domain.company_settings import Company, Hours
from tui_crm.domain.dates.free_time import working_span
from tui_crm.domain.dates.workdays import WorkDays

OFFICE = WorkDays.of(Company())


def tried(
    attempts: int, when: datetime, planned: datetime | None = None, days: WorkDays = OFFICE
) -> datetime | None:
    return next_attempt(attempts, tried_at=when, planned=planned, days=days, zone=WARSAW)


def test_the_first_attempt_is_followed_by_one_in_two_hours_on_a_whole_quarter() -> None:
    assert tried(1, at(23, "09:41")) == at(23, "11:45")
    assert tried(1, at(23, "09:45")) == at(23, "11:45")


def test_two_hours_behind_the_working_hours_are_the_next_working_morning() -> None:
    assert tried(1, at(23, "13:45")) == at(23, "15:45")
    assert tried(1, at(23, "13:46")) == at(24, "08:00")
    assert tried(1, at(27, "15:00")) == at(30, "08:00")
    assert tried(1, at(28, "10:00")) == at(30, "08:00")


def test_two_hours_before_the_working_hours_are_their_beginning() -> None:
    assert tried(1, at(23, "04:00")) == at(23, "08:00")
    assert tried(1, at(23, "23:30")) == at(24, "08:00")


def test_the_second_is_the_other_half_of_the_next_working_day() -> None:
    assert tried(2, at(23, "11:59")) == at(24, "14:00")
    assert tried(2, at(23, "12:00")) == at(24, "09:00")
    assert tried(2, at(27, "10:00")) == at(30, "14:00")


def test_the_other_half_stays_within_the_hours_of_that_day() -> None:
    mornings = WorkDays((Hours(time(7), time(12)),) * 7, holidays=False)
    evenings = WorkDays((Hours(time(15), time(22)),) * 7, holidays=False)
    assert tried(2, at(23, "09:00"), days=mornings) == at(24, "11:00")
    assert tried(2, at(23, "16:00"), days=evenings) == at(24, "15:00")


def test_the_third_is_in_three_days_at_the_planned_hour() -> None:
    assert tried(3, at(23, "09:41"), at(20, "14:30")) == at(26, "14:30")
    assert tried(3, at(25, "09:41"), at(25, "10:00")) == at(30, "10:00")
    assert tried(3, at(23, "09:41"), at(20, "19:00")) == at(26, "15:00")


def test_the_third_of_an_all_day_contact_is_at_the_hour_it_was_tried() -> None:
    assert tried(3, at(23, "09:41")) == at(26, "09:45")


def test_a_public_holiday_is_no_day_to_try_on() -> None:
    assert tried(2, at(10, "10:00")) == at(12, "14:00")
    assert tried(3, at(8, "10:00"), at(8, "10:00")) == at(12, "10:00")


@pytest.mark.parametrize("attempts", [4, 5, 99])
def test_after_the_last_rung_somebody_has_to_say_when(attempts: int) -> None:
    assert tried(attempts, at(23)) is None


def test_where_nobody_ever_works_the_ladder_still_goes_on() -> None:
    never = WorkDays((None,) * 7)
    assert tried(1, at(23, "09:41"), days=never) == at(23, "11:45")
    assert tried(2, at(23, "09:41"), days=never) == at(24, "14:00")


def test_the_two_hours_pass_when_the_clocks_are_put_forward() -> None:
    assert tried(1, at(29, "01:30", month=3), days=ALWAYS) == at(29, "04:30", month=3)


@given(st.integers(1, RETRY_STEPS), ZONED, WEEKS)
@settings(max_examples=300)
def test_every_attempt_is_later_and_within_working_hours(
    attempts: int, zoned: tuple[ZoneInfo, datetime, datetime], days: WorkDays
) -> None:
    zone, tried_at, planned = zoned
    found = next_attempt(attempts, tried_at=tried_at, planned=planned, days=days, zone=zone)
    assert found is not None
    span = working_span(found.date(), days, zone)
    assert span is not None
    begins, ends = (each.astimezone(UTC) for each in span)
    assert tried_at.astimezone(UTC) < found.astimezone(UTC)
    assert begins <= found.astimezone(UTC) < ends
    assert (found.second, found.microsecond) == (0, 0)


@given(ZONED)
def test_the_second_attempt_is_on_the_first_working_day_after(
    zoned: tuple[ZoneInfo, datetime, datetime],
) -> None:
    zone, tried_at, _planned = zoned
    found = next_attempt(2, tried_at=tried_at, planned=None, days=OFFICE, zone=zone)
    assert found is not None
    here = tried_at.astimezone(zone)
    between = [here.date() + timedelta(days=n) for n in range(1, (found.date() - here.date()).days)]
    assert not any(OFFICE.working(day) for day in between)
    assert (found.hour < 12) == (here.hour >= 12)


@given(ZONED, WEEKS)
def test_the_first_attempt_is_never_sooner_than_two_hours(
    zoned: tuple[ZoneInfo, datetime, datetime], days: WorkDays
) -> None:
    zone, tried_at, _planned = zoned
    found = next_attempt(1, tried_at=tried_at, planned=None, days=days, zone=zone)
    assert found is not None
    late = found.astimezone(UTC) - tried_at.astimezone(UTC) - timedelta(hours=2)
    assert late >= timedelta(0)
    if days is ALWAYS:
        assert late < timedelta(minutes=15)


def test_the_planned_hour_is_that_of_the_operators_zone() -> None:
    assert tried(3, at(23, "09:41"), at(20, "14:30").astimezone(UTC)) == at(26, "14:30")


def test_the_end_of_the_hours_is_no_time_to_begin_and_short_hours_have_one() -> None:
    assert tried(3, at(23, "09:41"), at(20, "16:00")) == at(26, "15:00")
    brief = WorkDays((Hours(time(15, 30), time(16)),) * 7, holidays=False)
    assert tried(3, at(23, "09:41"), at(20, "19:00"), brief) == at(26, "15:30")


def test_several_at_one_moment_follow_each_other_into_the_next_working_day() -> None:
    taken: set[datetime] = set()
    starts = []
    for _n in range(4):
        start = spread(at(27, "15:30"), taken, days=OFFICE, zone=WARSAW)
        taken.add(start.astimezone(UTC))
        starts.append(start)
    assert starts == [at(27, "15:30"), at(27, "15:45"), at(30, "08:00"), at(30, "08:15")]


@given(ZONED, st.integers(2, 40))
@settings(max_examples=100, deadline=None)
def test_no_two_are_tried_again_at_one_moment(
    zoned: tuple[ZoneInfo, datetime, datetime], count: int
) -> None:
    zone, start, _now = zoned
    first = next_attempt(1, tried_at=start, planned=None, days=OFFICE, zone=zone)
    assert first is not None
    taken: set[datetime] = set()
    for _n in range(count):
        at = spread(first, taken, days=OFFICE, zone=zone).astimezone(UTC)
        assert at not in taken
        assert at >= first.astimezone(UTC)
        taken.add(at)
