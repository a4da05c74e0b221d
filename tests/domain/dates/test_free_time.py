"""Overlaps and free slots of working days, also when the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.support.builders import WARSAW, at
from tests.support.days import ALL_ZONES, ALWAYS, CHANGES, DAYS, WEEKS, ZONES
from tui_crm.domain.company_settings import Company
from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dates.free_time import (
    LOOKED_AHEAD,
    Busy,
    first_free,
    free_on,
    lasting,
    overlapping,
    working_span,
)
from tui_crm.domain.dates.workdays import WorkDays

OFFICE = WorkDays.of(Company())
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)


def busy(day: int, begins: str, ends: str) -> Busy:
    return Busy(at(day, begins), at(day, ends))


def test_what_only_touches_does_not_overlap() -> None:
    call = busy(23, "10:00", "10:15")
    assert overlapping(at(23, "10:15"), at(23, "10:30"), [call]) == []
    assert overlapping(at(23, "09:00"), at(23, "10:00"), [call]) == []
    assert overlapping(at(23, "10:14"), at(23, "10:30"), [call]) == [call]


def test_the_day_is_filled_between_what_is_there() -> None:
    taken = [busy(23, "08:15", "09:40"), busy(23, "10:00", "11:00")]
    starts = free_on(MONDAY, [QUARTER, QUARTER, HOUR], taken, days=OFFICE, zone=WARSAW)
    assert [f"{start:%H:%M}" for start in starts] == ["08:00", "09:45", "11:00"]


def test_nothing_begins_before_the_moment_or_ends_after_the_hours() -> None:
    starts = free_on(MONDAY, [HOUR] * 3, [], days=OFFICE, zone=WARSAW, after=at(23, "13:50"))
    assert [f"{start:%H:%M}" for start in starts] == ["14:00", "15:00"]


def test_a_day_off_has_no_room() -> None:
    assert free_on(date(2026, 11, 28), [QUARTER], [], days=OFFICE, zone=WARSAW) == []


def test_the_first_free_slot_may_be_on_another_day() -> None:
    taken = [busy(27, "08:00", "15:30")]
    found = first_free(at(27, "07:00"), HOUR, taken, days=OFFICE, zone=WARSAW)
    assert found == at(30, "08:00")
    assert first_free(at(27, "07:00"), timedelta(hours=9), [], days=OFFICE, zone=WARSAW) is None


def test_the_next_one_begins_on_a_whole_quarter() -> None:
    lengths = [timedelta(minutes=20), QUARTER]
    starts = free_on(MONDAY, lengths, [], days=OFFICE, zone=WARSAW)
    assert [f"{start:%H:%M}" for start in starts] == ["08:00", "08:30"]


def test_the_last_quarter_before_midnight_is_free_too() -> None:
    taken = [busy(23, "00:00", "23:45")]
    assert free_on(MONDAY, [QUARTER] * 2, taken, days=ALWAYS, zone=WARSAW) == [at(23, "23:45")]


def test_what_has_no_length_takes_a_quarter() -> None:
    assert [lasting(minutes) for minutes in (None, 0, 45)] == [
        QUARTER, QUARTER, timedelta(minutes=45),
    ]  # fmt: skip


def test_a_free_slot_is_looked_for_so_many_working_days_and_no_further() -> None:
    def found(days: int) -> datetime | None:
        full = [Busy(at(23, "00:00"), at(23, "00:00") + timedelta(days=days))]
        return first_free(at(23, "07:00"), HOUR, full, days=ALWAYS, zone=WARSAW)

    assert found(3) == at(26, "00:00")
    assert found(LOOKED_AHEAD) == at(22, "00:00", month=1).replace(year=2027)
    assert found(LOOKED_AHEAD + 1) is None


# Quarters from midnight, and for how many.
slots = st.lists(st.tuples(st.integers(0, 99), st.integers(1, 12)), max_size=12)


def blocked(day: date, taken: list[tuple[int, int]], zone: ZoneInfo) -> list[Busy]:
    midnight = localise(datetime.combine(day, time()), zone).astimezone(UTC)
    return [
        Busy(midnight + QUARTER * first, midnight + QUARTER * (first + count))
        for first, count in taken
    ]


@given(slots, st.lists(st.integers(1, 8), max_size=8), DAYS, ZONES, WEEKS)
@settings(max_examples=300)
def test_free_slots_overlap_nothing_and_stay_within_the_hours(
    taken: list[tuple[int, int]], lengths: list[int], day: date, zone: ZoneInfo, days: WorkDays
) -> None:
    blocks = blocked(day, taken, zone)
    plans = [QUARTER * count for count in lengths]
    starts = free_on(day, plans, blocks, days=days, zone=zone)
    span = working_span(day, days, zone)
    if span is None:
        assert starts == []
        return
    free_from, closes = (each.astimezone(UTC) for each in span)
    for start, length in zip(starts, plans, strict=False):
        begun = start.astimezone(UTC)
        assert overlapping(begun, begun + length, blocks) == []
        assert start.date() == day
        assert free_from <= begun
        assert begun + length <= closes
        free_from = begun + length


@given(slots, st.integers(1, 8), DAYS, ZONES, WEEKS)
@settings(max_examples=300)
def test_the_first_slot_is_the_first_quarter_at_which_there_is_room(
    taken: list[tuple[int, int]], count: int, day: date, zone: ZoneInfo, days: WorkDays
) -> None:
    blocks, length = blocked(day, taken, zone), QUARTER * count
    span = working_span(day, days, zone)
    assume(span is not None)
    assert span is not None
    begins, ends = (each.astimezone(UTC) for each in span)
    quarters = (begins + QUARTER * n for n in range(26 * 4))
    room = [
        quarter for quarter in quarters
        if quarter + length <= ends and not overlapping(quarter, quarter + length, blocks)
    ]  # fmt: skip
    starts = free_on(day, [length], blocks, days=days, zone=zone)
    assert [start.astimezone(UTC) for start in starts] == room[:1]


@pytest.mark.parametrize("zone", ALL_ZONES, ids=str)
@pytest.mark.parametrize("day", CHANGES, ids=str)
def test_a_day_on_which_the_clocks_change_has_23_or_25_hours(day: date, zone: ZoneInfo) -> None:
    midnights = [
        localise(datetime.combine(day + timedelta(days=n), time()), zone).astimezone(UTC)
        for n in (0, 1)
    ]
    span = working_span(day, ALWAYS, zone)
    assert span is not None
    assert [each.astimezone(UTC) for each in span] == midnights
    starts = free_on(day, [HOUR] * 30, [], days=ALWAYS, zone=zone)
    assert len(starts) == (midnights[1] - midnights[0]) / HOUR
