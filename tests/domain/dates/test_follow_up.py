"""When the next activity takes place (R13–R16)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.support.builders import NOW, WARSAW
from tests.support.days import KOLKATA, NEW_YORK, ZONED
from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dates.follow_up import LIMITS, OffsetError, Offsets, follow_up_at, read_offsets
from tui_crm.domain.errors import CrmError

LATER_TODAY = datetime(2026, 11, 23, 14, 30, tzinfo=WARSAW)
LAST_FRIDAY = datetime(2026, 11, 20, 14, 30, tzinfo=WARSAW)


def planned(current: datetime, **offsets: int) -> str:
    at = follow_up_at(Offsets(**offsets), current=current, now=NOW, zone=WARSAW)
    assert at.tzinfo is WARSAW
    return f"{at:%Y-%m-%d %H:%M}"


def test_r13_hours_are_added() -> None:
    assert planned(LATER_TODAY, hours=3) == "2026-11-23 17:30"
    assert planned(LATER_TODAY, hours=30) == "2026-11-24 20:30"


def test_r14_days_are_added() -> None:
    assert planned(LATER_TODAY, days=3) == "2026-11-26 14:30"


def test_r15_weeks_are_added() -> None:
    assert planned(LATER_TODAY, weeks=2) == "2026-12-07 14:30"


def test_r13_r15_the_three_add_up() -> None:
    assert planned(LATER_TODAY, hours=2, days=1, weeks=1) == "2026-12-01 16:30"


def test_r16_it_is_counted_from_the_current_activity() -> None:
    next_month = datetime(2026, 12, 21, 8, 15, tzinfo=WARSAW)
    assert planned(next_month, days=3) == "2026-12-24 08:15"
    assert planned(NOW, hours=1) == "2026-11-23 10:41"


def test_r16_from_a_past_start_days_and_weeks_count_from_today_at_its_hour() -> None:
    assert planned(LAST_FRIDAY, days=3) == "2026-11-26 14:30"
    assert planned(LAST_FRIDAY, weeks=1) == "2026-11-30 14:30"
    assert planned(LAST_FRIDAY, days=1, hours=2) == "2026-11-24 16:30"


def test_r16_from_a_past_start_hours_count_from_now_rounded_up_to_five_minutes() -> None:
    assert planned(LAST_FRIDAY, hours=2) == "2026-11-23 11:45"
    a_round_time = NOW.replace(minute=40)
    at = follow_up_at(Offsets(hours=2), current=LAST_FRIDAY, now=a_round_time, zone=WARSAW)
    assert f"{at:%H:%M:%S}" == "11:40:00"


def test_r16_the_hour_is_the_wall_clocks_in_the_operators_zone() -> None:
    current = datetime(2026, 11, 20, 13, 30, tzinfo=UTC)
    assert planned(current, days=1) == "2026-11-24 14:30"


@pytest.mark.parametrize(
    ("zone", "current", "offsets", "meant"),
    [
        (WARSAW, "2026-03-28T10:00", Offsets(days=1), "2026-03-29T10:00:00+02:00"),
        (WARSAW, "2026-10-24T10:00", Offsets(days=1), "2026-10-25T10:00:00+01:00"),
        (WARSAW, "2026-03-28T02:30", Offsets(days=1), "2026-03-29T03:30:00+02:00"),
        (WARSAW, "2026-10-24T02:30", Offsets(days=1), "2026-10-25T02:30:00+02:00"),
        (WARSAW, "2026-10-24T10:00", Offsets(hours=24), "2026-10-25T09:00:00+01:00"),
        (WARSAW, "2028-02-28T10:00", Offsets(days=1), "2028-02-29T10:00:00+01:00"),
        (NEW_YORK, "2026-03-01T09:00", Offsets(weeks=1), "2026-03-08T09:00:00-04:00"),
        (NEW_YORK, "2026-10-31T09:00", Offsets(days=1, hours=1), "2026-11-01T10:00:00-05:00"),
        (KOLKATA, "2026-03-28T10:00", Offsets(hours=24), "2026-03-29T10:00:00+05:30"),
    ],
)
def test_a_change_of_clocks_is_crossed_rightly(
    zone: ZoneInfo, current: str, offsets: Offsets, meant: str
) -> None:
    start = localise(datetime.fromisoformat(current), zone)
    at = follow_up_at(offsets, current=start, now=start - timedelta(hours=1), zone=zone)
    assert at.isoformat() == meant


@given(ZONED, st.integers(0, 400), st.integers(0, 60), st.integers(0, 99))
@settings(max_examples=300)
def test_r16_days_and_weeks_keep_the_time_of_day_and_hours_are_elapsed(
    zoned: tuple[ZoneInfo, datetime, datetime], days: int, weeks: int, hours: int
) -> None:
    zone, start, present = zoned
    assume(days or weeks)
    offsets = Offsets(hours, days, weeks)
    at = follow_up_at(offsets, current=start, now=present, zone=zone)
    counted_from = max(start, present, key=lambda moment: moment.astimezone(UTC))
    day = counted_from.date() + timedelta(days=days, weeks=weeks)
    from_there = localise(datetime.combine(day, start.time()), zone)
    assert at.astimezone(UTC) - from_there.astimezone(UTC) == timedelta(hours=hours)


@given(ZONED, st.integers(1, 9999))
@settings(max_examples=300)
def test_r13_hours_are_elapsed_time(zoned: tuple[ZoneInfo, datetime, datetime], hours: int) -> None:
    zone, start, present = zoned
    at = follow_up_at(Offsets(hours=hours), current=start, now=present, zone=zone)
    start, present = start.astimezone(UTC), present.astimezone(UTC)
    late = at.astimezone(UTC) - max(start, present) - timedelta(hours=hours)
    if start >= present:
        assert late == timedelta(0)
    else:
        assert timedelta(0) <= late < timedelta(minutes=5)
        assert at.minute % 5 == at.second == at.microsecond == 0


def test_no_offset_at_all_is_refused() -> None:
    with pytest.raises(CrmError, match="Say after how many hours, days or weeks"):
        planned(LATER_TODAY)


@pytest.mark.parametrize(
    ("fields", "offsets"),
    [
        (("", "", ""), Offsets()),
        (("2", "3", "1"), Offsets(2, 3, 1)),
        ((" 2 ", "\t3", ""), Offsets(2, 3, 0)),
        (("0", "007", "00"), Offsets(0, 7, 0)),
        (("９９", "٣", ""), Offsets(99, 3, 0)),
        (("9999", "3660", "520"), Offsets(9999, 3660, 520)),
    ],
)
def test_the_fields_are_read_and_a_blank_one_is_zero(
    fields: tuple[str, str, str], offsets: Offsets
) -> None:
    assert read_offsets(*fields) == offsets


@pytest.mark.parametrize("field", ["hours", "days", "weeks"])
@pytest.mark.parametrize(
    "typed",
    ["x", "-1", "+1", "1.5", "1,5", "1 2", "1e3", "½", "99999", "9" * 6000, "\ud800", "{}"],
)
def test_what_is_no_number_in_its_limits_is_refused_by_its_field(field: str, typed: str) -> None:
    fields = {"hours": "", "days": "", "weeks": ""} | {field: typed}
    with pytest.raises(OffsetError) as refusal:
        read_offsets(**fields)
    assert refusal.value.field == field
    assert refusal.value.message == (
        f"Type the {field} as a whole number from 0 to {LIMITS[field]}."
    )


@pytest.mark.parametrize(
    ("offsets", "field"),
    [
        (Offsets(hours=10_000), "hours"),
        (Offsets(days=3_661), "days"),
        (Offsets(weeks=521), "weeks"),
        (Offsets(hours=1, days=-1), "days"),
    ],
)
def test_offsets_beyond_their_limits_are_refused_however_made(offsets: Offsets, field: str) -> None:
    with pytest.raises(OffsetError) as refusal:
        follow_up_at(offsets, current=LATER_TODAY, now=NOW, zone=WARSAW)
    assert refusal.value.field == field


@pytest.mark.parametrize("year", [9997, 9998, 9999])
def test_the_end_of_the_calendar_is_refused_with_a_sentence(year: int) -> None:
    current = datetime(year, 12, 31, 23, 59, tzinfo=UTC)
    for offsets in (Offsets(days=3_660), Offsets(weeks=520), Offsets(hours=9_999)):
        with pytest.raises(CrmError, match="beyond the year 9998"):
            follow_up_at(offsets, current=current, now=NOW, zone=WARSAW)


def test_the_last_year_of_the_calendar_is_still_in_it() -> None:
    current = datetime(9998, 12, 24, 9, tzinfo=WARSAW)
    at = follow_up_at(Offsets(weeks=1), current=current, now=NOW, zone=WARSAW)
    assert at == datetime(9998, 12, 31, 9, tzinfo=WARSAW)


@given(st.text(max_size=40), st.text("0123456789 -.", max_size=12), st.text(max_size=6))
@settings(max_examples=200)
def test_any_text_is_read_or_refused(hours: str, days: str, weeks: str) -> None:
    try:
        offsets = read_offsets(hours, days, weeks)
    except OffsetError:
        return
    assert min(offsets.hours, offsets.days, offsets.weeks) >= 0
