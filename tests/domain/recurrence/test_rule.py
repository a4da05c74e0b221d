"""The days of what repeats, over changes of the clocks and the ends of months."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.domain.recurrence.test_phrase import fits, repeats
from tests.support.days import ALL_ZONES, CLOCKS, DAYS, ZONES
from tui_crm.domain.company_settings import Company, Hours
from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.domain.recurrence.phrase import (
    MOST,
    Repeat,
    Unit,
    days_until,
    describe,
    moved,
    next_day,
    next_days,
    read_repeat,
    read_rule,
    rule_of,
)

WEDNESDAY = date(2026, 11, 25)
OFFICE = WorkDays.of(Company())


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
    found = next(fitting, None)
    if repeat.times is not None and found is not None:
        before = range(1, (found - repeat.start).days)
        counted = sum(fits(repeat, repeat.start + timedelta(days=n)) for n in before)
        found = found if counted < repeat.times - 1 else None
    assert next_day(repeat, after, OFFICE) == found


@given(repeats(), ZONES, CLOCKS, DAYS)
@settings(max_examples=200)
def test_the_hour_is_that_of_the_wall_clock_in_every_zone(
    repeat: Repeat, zone: ZoneInfo, clock: time, edge: date
) -> None:
    # The day before one on which something happens, so that this is the next one.
    repeat = dataclasses.replace(repeat, start=edge - timedelta(days=1), until=None, times=None)
    day = next_day(repeat, repeat.start, OFFICE)
    assume(day is not None)
    assert day is not None
    at = localise(datetime.combine(day, clock), zone)
    assert at.date() == day
    shown = at.replace(tzinfo=None)
    jumped = shown != datetime.combine(day, clock)
    exists = datetime.combine(day, clock, zone).astimezone(UTC).astimezone(zone).time() == clock
    assert jumped is not exists
    if jumped:
        assert shown - datetime.combine(day, clock) == timedelta(hours=1)
    assert at.fold == 0


@pytest.mark.parametrize("zone", ALL_ZONES, ids=str)
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
    for said in ("last working day of the month", "monthly on day 30", "last mon of the month"):
        assert days(f"{said} until 27.12.2026", WEDNESDAY) == ["30.11.26"]


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
    if repeat.until is None:
        assert read_rule(rule_of(after), start) == after


@given(repeats(), st.integers(0, 700))
@settings(max_examples=50)
def test_the_days_before_one_are_counted_with_the_first(repeat: Repeat, away: int) -> None:
    repeat = dataclasses.replace(repeat, until=None, times=None)
    until = repeat.start + timedelta(days=away)
    passed = [n for n in range(1, away) if fits(repeat, repeat.start + timedelta(days=n))]
    assert days_until(repeat, until, OFFICE) == (1 + len(passed) if away else 0)


@pytest.mark.parametrize("unit", Unit)
@given(edge=DAYS)
@settings(max_examples=40)
def test_the_rarest_repeat_still_has_a_next_day(unit: Unit, edge: date) -> None:
    rarest = [Repeat(edge, unit, MOST[unit], (edge.weekday(),) if unit is Unit.WEEKS else ())]
    if unit is Unit.MONTHS:
        rarest = [Repeat(edge, unit, 24, (weekday,), nth=4) for weekday in range(7)]
        rarest += [Repeat(edge, unit, 24, day=31), Repeat(edge, unit, 24, nth=-1, working=True)]
    elif unit is Unit.YEARS:
        rarest = [Repeat(edge, unit, 2, day=edge.day, month=edge.month)]
    for repeat in rarest:
        assert next_day(repeat, edge, OFFICE) is not None


def test_what_comes_before_the_start_is_no_day_of_it() -> None:
    for said in ("daily", "every weekday", "weekly on Thu"):
        repeat = read_repeat(said, WEDNESDAY)
        assert repeat is not None
        assert next_day(repeat, date(2026, 11, 1), OFFICE) == date(2026, 11, 26)


def test_a_month_without_a_fourth_working_day_is_passed_over() -> None:
    # 4 April and 2 May 2026 are Saturdays; 25 December 2027 is one, too.
    saturdays = WorkDays((*[None] * 5, Hours(time(8), time(12)), None))
    repeat = Repeat(date(2027, 11, 28), Unit.MONTHS, nth=4, working=True)
    assert next_days(repeat, repeat.start, saturdays, limit=2) == (
        date(2028, 1, 29),
        date(2028, 2, 26),
    )


def test_a_clamped_day_that_is_moved_moves_the_series() -> None:
    for said, clamped, then in (
        ("monthly on day 31", date(2026, 11, 30), "monthly on day 2"),
        ("monthly on day 30", date(2027, 2, 28), "monthly on day 2"),
        ("monthly on day 31", date(2026, 11, 29), "monthly on day 31"),
        ("yearly on 29 feb", date(2027, 2, 28), "yearly on 2 Dec"),
        ("yearly on 25 dec", date(2026, 11, 25), "yearly on 25 Dec"),
    ):
        repeat = read_repeat(said, clamped)
        assert repeat is not None
        assert describe(moved(repeat, date(2026, 12, 2))) == then


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
