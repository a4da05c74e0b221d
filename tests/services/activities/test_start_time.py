"""When something starts, when that is over, and what is typed against it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import NOW, WARSAW, at
from tests.support.days import WEEKS, ZONED
from tui_crm.domain.company_settings import Company, Hours
from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.services.activities.start_time import (
    Start,
    is_over,
    proposed_start,
    read_start,
    start_of,
)

OFFICE = WorkDays.of(Company())
ALL_DAY = Start(at(23, "00:00"), all_day=True)


def turned_back(clock: str, fold: int) -> datetime:
    """The night in which the clocks show every time from 2:00 to 3:00 twice."""
    return at(25, clock, month=10).replace(fold=fold)


def test_exactly_one_of_the_two_columns_is_set() -> None:
    assert Start(NOW).columns() == {"starts_at": NOW, "starts_on": None}
    assert ALL_DAY.columns() == {"starts_at": None, "starts_on": date(2026, 11, 23)}
    assert start_of(None, date(2026, 11, 23), WARSAW) == ALL_DAY
    assert start_of(NOW.astimezone(UTC), None, WARSAW) == Start(NOW)


def test_an_hour_is_over_when_it_has_passed_and_a_day_when_it_is_yesterday() -> None:
    assert is_over(Start(at(23, "09:40")), now=NOW)
    assert not is_over(Start(NOW), now=NOW)
    assert not is_over(ALL_DAY, now=at(23, "23:59"))
    assert is_over(ALL_DAY, now=at(24, "00:00").astimezone(UTC))


def test_the_first_of_two_equal_times_is_over_when_the_second_begins() -> None:
    first, second = turned_back("02:30", 0), turned_back("02:10", 1)
    assert is_over(Start(first), now=second)
    assert not is_over(Start(second), now=first)


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("2d", Start(at(25, "00:00"), all_day=True)),
        ("27.11", Start(at(27, "00:00"), all_day=True)),
        ("27.11 9:00", Start(at(27, "09:00"))),
        ("2h", Start(at(23, "11:41"))),
        ("14:30", Start(at(23, "14:30"))),
    ],
)
def test_all_day_stays_all_day_unless_an_hour_is_typed(typed: str, start: Start) -> None:
    assert read_start(typed, ALL_DAY, now=NOW, zone=WARSAW) == start


def test_nothing_typed_is_no_start() -> None:
    assert read_start("  ", ALL_DAY, now=NOW, zone=WARSAW) is None


def proposed(after_days: int, current: Start, **asked: Any) -> Start:
    given = {"days": OFFICE, "now": NOW, "zone": WARSAW, **asked}
    return proposed_start(after_days, current, **given)


def test_what_is_proposed_is_on_a_working_day_at_the_same_hour() -> None:
    assert proposed(3, Start(at(23, "14:30"))) == Start(at(26, "14:30"))
    assert proposed(3, Start(at(25, "10:00"))) == Start(at(30, "10:00"))
    assert proposed(3, ALL_DAY) == Start(at(26, "00:00"), all_day=True)


def test_what_is_proposed_after_something_past_counts_from_today() -> None:
    assert proposed(3, Start(at(2, "10:00"))) == Start(at(26, "10:00"))
    assert proposed(3, Start(at(2, "00:00"), all_day=True)).at == at(26, "00:00")


def test_what_is_proposed_over_a_change_of_clocks_keeps_the_hour() -> None:
    always = WorkDays((Hours(time(0), time(23, 59)),) * 7, holidays=False)
    start = Start(at(28, "10:00", month=3))
    found = proposed(1, start, days=always, now=start.at - timedelta(hours=1))
    assert found.at.isoformat() == "2026-03-29T10:00:00+02:00"


@given(ZONED, st.integers(1, 400), WEEKS, st.booleans())
@settings(max_examples=200)
def test_what_is_proposed_keeps_the_hour_wherever_the_day_is(
    zoned: tuple[ZoneInfo, datetime, datetime], after_days: int, days: WorkDays, all_day: bool
) -> None:
    zone, start, now = zoned
    if all_day:
        start = localise(datetime.combine(start.date(), time()), zone)
    found = proposed_start(after_days, Start(start, all_day), days=days, now=now, zone=zone)
    counted_from = max(start, now, key=lambda moment: moment.astimezone(UTC))
    day = days.first_from(counted_from.date() + timedelta(days=after_days))
    assert found == Start(localise(datetime.combine(day, start.time()), zone), all_day)
