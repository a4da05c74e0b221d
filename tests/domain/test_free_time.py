"""Overlaps and free slots of working days, also when the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import WARSAW, at
from tui_crm.domain.company import Company
from tui_crm.domain.days import WorkDays
from tui_crm.domain.free_time import Busy, first_free, free_on, overlapping

OFFICE = WorkDays.of(Company())
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
ZONES = ("Europe/Warsaw", "America/New_York", "Asia/Kolkata")


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


# Quarters from midnight, and for how many.
slots = st.lists(st.tuples(st.integers(0, 95), st.integers(1, 12)), max_size=12)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(slots, st.lists(st.integers(1, 8), max_size=8), days, st.sampled_from(ZONES))
def test_free_slots_overlap_nothing_and_stay_within_the_hours(
    taken: list[tuple[int, int]], lengths: list[int], day: date, zone_name: str
) -> None:
    zone = ZoneInfo(zone_name)
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    blocks = [
        Busy(midnight + QUARTER * first, midnight + QUARTER * (first + count))
        for first, count in taken
    ]
    plans = [QUARTER * count for count in lengths]
    starts = free_on(day, plans, blocks, days=OFFICE, zone=zone)
    if not OFFICE.working(day):
        assert starts == []
    ends = None
    for start, length in zip(starts, plans, strict=False):
        end = start.astimezone(UTC) + length
        assert overlapping(start, end, blocks) == []
        assert start.date() == day
        assert start.hour >= 8
        assert (end.astimezone(zone).hour, end.astimezone(zone).minute) <= (16, 0)
        assert ends is None or start.astimezone(UTC) >= ends
        ends = end
