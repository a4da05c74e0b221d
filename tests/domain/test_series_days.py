"""The days of what repeats, over changes of the clocks and the ends of months."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.domain.test_series import fits, repeats
from tui_crm.domain.company import Company
from tui_crm.domain.days import WorkDays
from tui_crm.domain.series import (
    Repeat,
    Unit,
    describe,
    moved,
    next_day,
    next_days,
    read_repeat,
)
from tui_crm.domain.when import localise

WEDNESDAY = date(2026, 11, 25)
OFFICE = WorkDays.of(Company())
ZONES = [ZoneInfo(key) for key in ("Europe/Warsaw", "America/New_York", "Asia/Kolkata")]
# Both changes of the clocks, a leap day, and the ends of months and years are among these days.
STARTS = st.dates(date(2024, 1, 1), date(2036, 12, 31))


# Days


@settings(max_examples=300)
@given(repeats(), st.integers(-40, 900))
def test_the_next_day_is_the_first_that_fits(repeat: Repeat, away: int) -> None:
    after = repeat.start + timedelta(days=away)
    begins = max(after, repeat.start)
    fitting = (
        day for n in range(1, 763) if fits(repeat, day := begins + timedelta(days=n))
        and (repeat.until is None or day <= repeat.until)
    )  # fmt: skip
    if repeat.times is not None:
        span = (begins - repeat.start).days + 763
        counted = (
            day for n in range(1, span) if fits(repeat, day := repeat.start + timedelta(days=n))
        )
        allowed = set(islice(counted, repeat.times - 1))
        fitting = (day for day in fitting if day in allowed)
    assert next_day(repeat, after, OFFICE) == next(fitting, None)


@given(repeats(), st.sampled_from(ZONES), st.times())
def test_the_hour_is_that_of_the_wall_clock_in_every_zone(
    repeat: Repeat, zone: ZoneInfo, clock: time
) -> None:
    day = next_day(repeat, repeat.start, OFFICE)
    assume(day is not None)
    assert day is not None
    at = localise(datetime.combine(day, clock), zone)
    assert at.date() == day or (at - timedelta(hours=1)).date() == day
    shown = at.replace(tzinfo=None)
    jumped = shown != datetime.combine(day, clock)
    exists = datetime.combine(day, clock, zone).astimezone(UTC).astimezone(zone).time() == clock
    assert jumped is not exists
    if jumped:
        assert shown > datetime.combine(day, clock)


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_a_daily_one_comes_once_a_day_through_a_year_of_changing_clocks(zone: ZoneInfo) -> None:
    repeat = Repeat(date(2027, 1, 1), Unit.DAYS)
    day, seen = repeat.start, []
    for _n in range(365):
        found = next_day(repeat, day, OFFICE)
        assert found is not None
        seen.append(localise(datetime.combine(found, time(2, 30)), zone))
        day = found
    instants = [at.astimezone(UTC) for at in seen]
    assert [at.date() for at in seen] == [repeat.start + timedelta(days=n) for n in range(1, 366)]
    assert all(
        timedelta(hours=22) < after - before < timedelta(hours=26)
        for before, after in pairwise(instants)
    )


def days(said: str, start: date, *, limit: int = 4) -> list[str]:
    repeat = read_repeat(said, start)
    assert repeat is not None
    return [f"{day:%d.%m.%y}" for day in next_days(repeat, start, OFFICE, limit=limit)]


def test_a_day_that_a_month_does_not_have_is_its_last_and_never_skipped() -> None:
    assert days("monthly", date(2027, 12, 31)) == ["31.01.28", "29.02.28", "31.03.28", "30.04.28"]


def test_a_leap_day_comes_every_year() -> None:
    assert days("yearly", date(2028, 2, 29)) == ["28.02.29", "28.02.30", "28.02.31", "29.02.32"]


def test_working_days_pass_over_weekends_and_holidays() -> None:
    assert days("every weekday", date(2026, 12, 23)) == [
        "28.12.26", "29.12.26", "30.12.26", "31.12.26",
    ]  # fmt: skip
    # 31 January 2027 is a Sunday; Boxing Day and Sundays end other months.
    assert days("last working day of the month", date(2026, 12, 1), limit=2) == [
        "31.12.26", "29.01.27",
    ]  # fmt: skip


def test_the_other_rules_do_not_move_for_a_holiday() -> None:
    assert days("monthly on the 25th", date(2026, 12, 1), limit=1) == ["25.12.26"]


def test_a_counted_one_ends_after_so_many_the_first_among_them() -> None:
    assert days("daily 3 times", WEDNESDAY) == ["26.11.26", "27.11.26"]
    assert days("daily 1 times", WEDNESDAY) == []


def test_until_counts_its_own_day() -> None:
    assert days("daily until 27.11", WEDNESDAY) == ["26.11.26", "27.11.26"]


def test_a_company_that_never_works_has_no_working_day_and_nothing_hangs() -> None:
    never = WorkDays((None,) * 7)
    for said in ("every weekday", "last working day of the month", "every weekday 5 times"):
        repeat = read_repeat(said, WEDNESDAY)
        assert repeat is not None
        assert next_day(repeat, WEDNESDAY, never) is None


@pytest.mark.parametrize("said", ["daily", "weekly", "monthly", "yearly"])
def test_at_the_end_of_the_calendar_it_ends(said: str) -> None:
    repeat = read_repeat(said, date(9998, 12, 31))
    assert repeat is not None
    found = next_days(repeat, date(9999, 12, 30), OFFICE, limit=9)
    assert all(day > date(9999, 12, 30) for day in found)


@given(repeats(), st.integers(1, 400))
def test_a_moved_series_keeps_its_kind(repeat: Repeat, away: int) -> None:
    start = repeat.start + timedelta(days=away)
    after = moved(repeat, start)
    assert (after.start, after.unit, after.every) == (start, repeat.unit, repeat.every)
    assert len(after.weekdays) == len(repeat.weekdays)


def test_what_followed_from_the_day_moves_with_it() -> None:
    friday = date(2026, 11, 27)
    for said, then in (
        ("weekly", "weekly on Fri"),
        ("weekly on Mon", "weekly on Mon"),
        ("monthly", "monthly on day 27"),
        ("monthly on day 3", "monthly on day 3"),
        ("yearly", "yearly on 27 Nov"),
    ):
        repeat = read_repeat(said, WEDNESDAY)
        assert repeat is not None
        assert describe(moved(repeat, friday)) == then
