"""How long a plan is when its end is typed, also on the days on which the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from tests.support.builders import WARSAW, at
from tests.support.days import CLOCKS, ZONED
from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dates.duration import minutes_until, typed_end
from tui_crm.domain.errors import RuleViolation


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("do 15:30", "15:30"), ("to 16", "16"), ("Until tomorrow 9", "tomorrow 9"),
        ("-15:30", "15:30"), ("– 9.15", "9.15"), ("-30", ""), ("45", ""), ("1h", ""),
        ("doba", ""), ("", ""),
    ],
)  # fmt: skip
def test_an_end_is_told_from_a_length(typed: str, end: str) -> None:
    assert typed_end(typed) == end


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("15:30", 60), ("16", 90), ("godz. 16", 90), ("1445", 15), ("24", 570), ("0:15", 585),
        ("14:29", 1439), ("tomorrow 14:30", 1440), ("wed 14:30", 2880), ("25.11 9:00", 2550),
    ],
)  # fmt: skip
def test_minutes_are_counted_from_the_start_to_the_typed_end(typed: str, minutes: int) -> None:
    assert minutes_until(typed, starts=at(23, "14:30"), zone=WARSAW) == minutes


@pytest.mark.parametrize(
    "typed",
    [
        "14:30",
        "24:30",
        "25",
        "15:60",
        "soon",
        "1h",
        "tomorrow",
        "today 9:00",
        "today 14:30",
        "1d 9:00",
    ],
)
def test_what_is_no_end_after_the_start_is_refused(typed: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        minutes_until(typed, starts=at(23, "14:30"), zone=WARSAW)
    assert refused.value.field == "planned"


def test_a_day_is_counted_from_the_start_and_not_from_today() -> None:
    starts = at(10, "14:30", month=12)
    assert minutes_until("11.12 9:00", starts=starts, zone=WARSAW) == 1110


def test_minutes_are_elapsed_ones_when_the_clocks_change_meanwhile() -> None:
    forward, back = at(29, "01:00", month=3), at(25, "01:00", month=10)
    assert minutes_until("4:00", starts=forward, zone=WARSAW) == 2 * 60
    assert minutes_until("4:00", starts=back, zone=WARSAW) == 4 * 60


@pytest.mark.parametrize(("day", "month"), [(28, 3), (24, 10)])
def test_an_hour_alone_is_read_alike_on_the_day_before_the_clocks_change(
    day: int, month: int
) -> None:
    starts = at(day, "10:00", month)
    with pytest.raises(RuleViolation):
        minutes_until("10:00", starts=starts, zone=WARSAW)
    changed = 60 if month == 10 else -60
    assert minutes_until("9:30", starts=starts, zone=WARSAW) == 23 * 60 + 30 + changed


@given(ZONED, CLOCKS)
@settings(max_examples=300)
def test_an_hour_alone_is_the_next_time_the_clock_shows_it(
    zoned: tuple[ZoneInfo, datetime, datetime], clock: time
) -> None:
    zone, starts, _other = zoned
    try:
        minutes = minutes_until(f"{clock:%H:%M}", starts=starts, zone=zone)
    except RuleViolation:
        today, tomorrow = (
            localise(datetime.combine(starts.date() + timedelta(days=n), clock), zone)
            for n in (0, 1)
        )
        assert today.astimezone(UTC) <= starts.astimezone(UTC)
        assert tomorrow.time() >= starts.time()
        return
    ends = (starts.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(zone)
    assert ends == localise(datetime.combine(ends.date(), clock), zone)
    assert 0 < minutes < 25 * 60
    assert (ends.date() - starts.date()).days in {0, 1}
