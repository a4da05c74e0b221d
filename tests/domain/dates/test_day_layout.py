"""The schedule on paper: parts of days, lanes side by side, the days of a period."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import WARSAW, at
from tests.support.days import ZONED
from tui_crm.domain.company_settings import Company
from tui_crm.domain.dates.day_layout import (
    DAY_MINUTES,
    Block,
    Period,
    another,
    days_of,
    lines_of,
    part_of_day,
    place,
)

WEEK = Company().working_hours
MONDAY = date(2026, 11, 23)


def test_side_by_side_are_only_those_that_share_a_line() -> None:
    placed = place([Block(1, 600, 660), Block(2, 615, 630), Block(3, 660, 690)], step=30)
    lanes = {one.key: (one.lane, one.lanes) for one in placed}
    assert lanes == {1: (0, 2), 2: (1, 2), 3: (0, 1)}


def test_one_after_the_other_in_one_line_stand_side_by_side_and_do_not_overlap() -> None:
    placed = place([Block(1, 600, 615), Block(2, 615, 630)], step=30)
    assert [(one.lane, one.lanes, one.overlaps) for one in placed] == [
        (0, 2, False),
        (1, 2, False),
    ]


def test_what_overlaps_is_marked_on_both_sides() -> None:
    placed = place([Block(1, 600, 660), Block(2, 645, 700), Block(3, 700, 710)], step=15)
    assert {one.key for one in placed if one.overlaps} == {1, 2}


blocks = st.lists(st.tuples(st.integers(0, DAY_MINUTES - 1), st.integers(1, 600)), max_size=40).map(
    lambda pairs: [
        Block(key, begins, min(begins + length, DAY_MINUTES))
        for key, (begins, length) in enumerate(pairs)
    ]
)


@given(blocks, st.sampled_from([15, 30, 60]))
def test_in_a_lane_every_line_has_one_entry_and_none_is_lost(
    given_blocks: list[Block], step: int
) -> None:
    placed = place(given_blocks, step=step)
    assert sorted(one.key for one in placed) == sorted(one.key for one in given_blocks)
    taken: set[tuple[int, int]] = set()
    for one in placed:
        assert 0 <= one.lane < one.lanes
        for line in range(*lines_of(one.begins, one.ends, step=step)):
            assert (line, one.lane) not in taken
            taken.add((line, one.lane))


@given(blocks, st.sampled_from([15, 30]))
def test_no_more_lanes_than_entries_that_meet_in_some_line(
    given_blocks: list[Block], step: int
) -> None:
    spans = [lines_of(one.begins, one.ends, step=step) for one in given_blocks]
    most = max(
        (sum(a <= line < b for a, b in spans) for line in range(DAY_MINUTES // step)), default=0
    )
    assert max((one.lanes for one in place(given_blocks, step=step)), default=0) == most


def test_an_entry_over_midnight_is_on_both_days() -> None:
    begins, ends = at(23, "23:30"), at(24, "00:45")
    assert part_of_day(begins, ends, MONDAY, WARSAW) == (23 * 60 + 30, DAY_MINUTES)
    assert part_of_day(begins, ends, date(2026, 11, 24), WARSAW) == (0, 45)
    assert part_of_day(begins, ends, date(2026, 11, 25), WARSAW) is None


def test_what_ends_at_midnight_is_not_on_the_next_day() -> None:
    begins, ends = at(23, "23:30"), at(24, "00:00")
    assert part_of_day(begins, ends, MONDAY, WARSAW) == (23 * 60 + 30, DAY_MINUTES)
    assert part_of_day(begins, ends, date(2026, 11, 24), WARSAW) is None


def test_an_entry_while_the_clocks_are_turned_back_has_its_place() -> None:
    begins = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 02:45, the first time
    ends = begins + timedelta(minutes=30)  # 02:15, the second time
    assert part_of_day(begins, ends, date(2026, 10, 25), WARSAW) == (165, 166)


@given(ZONED, st.integers(1, 7 * DAY_MINUTES))
@settings(max_examples=200)
def test_every_entry_is_on_the_days_it_touches_and_on_no_other(
    zoned: tuple[ZoneInfo, datetime, datetime], minutes: int
) -> None:
    zone, begins, _other = zoned
    ends = begins.astimezone(UTC) + timedelta(minutes=minutes)
    first, last = begins.astimezone(zone).date(), ends.astimezone(zone).date()
    shown = {}
    for away in range(-1, (last - first).days + 2):
        day = first + timedelta(days=away)
        part = part_of_day(begins, ends, day, zone)
        if part is not None:
            shown[day] = part
            assert 0 <= part[0] < part[1] <= DAY_MINUTES
    until = (ends - timedelta(minutes=1)).astimezone(zone).date()
    assert {first, until} <= set(shown)
    assert set(shown) <= {first + timedelta(days=n) for n in range((last - first).days + 1)}


def test_a_working_week_has_the_days_that_are_worked_and_the_day_one_looks_at() -> None:
    assert days_of(Period.WORK_WEEK, MONDAY, WEEK) == tuple(
        MONDAY + timedelta(days=n) for n in range(5)
    )
    saturday = date(2026, 11, 28)
    assert days_of(Period.WORK_WEEK, saturday, WEEK)[-1] == saturday
    assert len(days_of(Period.WEEK, saturday, WEEK)) == 7


@pytest.mark.parametrize(
    ("anchor", "first", "weeks"),
    [
        (MONDAY, date(2026, 10, 26), 6),
        (date(2026, 10, 31), date(2026, 9, 28), 5),
        (date(2027, 2, 28), date(2027, 2, 1), 4),
    ],
)
def test_a_month_is_shown_in_whole_weeks_and_no_more(anchor: date, first: date, weeks: int) -> None:
    days = days_of(Period.MONTH, anchor, WEEK)
    assert (days[0], days[0].weekday(), len(days)) == (first, 0, 7 * weeks)
    last = anchor + relativedelta(day=31)
    assert last in days[-7:]


@pytest.mark.parametrize(
    ("period", "day", "by", "expected"),
    [
        (Period.DAY, MONDAY, 1, date(2026, 11, 24)),
        (Period.WORK_WEEK, MONDAY, -1, date(2026, 11, 16)),
        (Period.MONTH, date(2026, 1, 31), 1, date(2026, 2, 28)),
        (Period.MONTH, date(2028, 1, 31), 1, date(2028, 2, 29)),
        (Period.WEEK, date.max, 1, date.max),
    ],
)
def test_the_next_period_keeps_the_day(period: Period, day: date, by: int, expected: date) -> None:
    assert another(period, day, by) == expected


@given(st.sampled_from(list(Period)), st.dates())
def test_the_day_one_looks_at_is_always_among_those_shown(period: Period, day: date) -> None:
    assert day in days_of(period, day, WEEK)


def test_the_calendar_is_shown_to_its_last_day() -> None:
    for period in Period:
        assert date.max in days_of(period, date.max, WEEK)


def test_an_entry_without_a_length_has_a_line() -> None:
    assert lines_of(600, 600, step=30) == (20, 21)
    assert lines_of(600, 630, step=30) == (20, 21)
