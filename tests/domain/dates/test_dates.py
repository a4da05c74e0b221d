"""Dates and times the way people say them, and said back."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import NOW, WARSAW
from tests.support.days import KOLKATA, NEW_YORK, ZONES
from tui_crm.domain.dates.dates import (
    Spoken,
    UnreadableDate,
    is_before,
    localise,
    numeric,
    read_when,
)
from tui_crm.domain.errors import CrmError

KEEP = datetime(2026, 12, 4, 16, 20, tzinfo=WARSAW)
MOMENTS = st.datetimes(
    datetime(1971, 1, 1),  # noqa: DTZ001
    datetime(9990, 1, 1),  # noqa: DTZ001
)


def read(
    text: str,
    *,
    now: datetime = NOW,
    keep: datetime | None = None,
    base: datetime | None = None,
) -> Spoken:
    return read_when(text, now=now, zone=WARSAW, keep=keep, base=base)


def wall(text: str, **context: datetime) -> str:
    return f"{read(text, **context).at:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # Hours alone are today's.
        ("14:30", "2026-11-23 14:30"), ("14.30", "2026-11-23 14:30"),
        ("930", "2026-11-23 09:30"), ("0930", "2026-11-23 09:30"),
        ("1430", "2026-11-23 14:30"), ("9.30", "2026-11-23 09:30"),
        ("9.00", "2026-11-23 09:00"), ("0:00", "2026-11-23 00:00"),
        ("00.15", "2026-11-23 00:15"), ("0.10", "2026-11-23 00:10"), ("o 9", "2026-11-23 09:00"),
        ("at 9", "2026-11-23 09:00"), ("o 9.10", "2026-11-23 09:10"),
        ("o godz. 9", "2026-11-23 09:00"), ("godz. 9:15", "2026-11-23 09:15"),
        ("@9", "2026-11-23 09:00"), ("2pm", "2026-11-23 14:00"), ("2 PM", "2026-11-23 14:00"),
        ("2:30pm", "2026-11-23 14:30"), ("12am", "2026-11-23 00:00"),
        ("12pm", "2026-11-23 12:00"), ("noon", "2026-11-23 12:00"),
        ("południe", "2026-11-23 12:00"), ("w południe", "2026-11-23 12:00"),
        ("at noon", "2026-11-23 12:00"), ("１４:３０", "2026-11-23 14:30"),
        # Day words.
        ("today 15", "2026-11-23 15:00"), ("dziś 15", "2026-11-23 15:00"),
        ("dzis 15:00", "2026-11-23 15:00"), ("dzisiaj o 15", "2026-11-23 15:00"),
        ("tomorrow 9", "2026-11-24 09:00"), ("jutro 9", "2026-11-24 09:00"),
        ("jutro o 9", "2026-11-24 09:00"), ("JUTRO O 9", "2026-11-24 09:00"),
        ("tomorrow 930", "2026-11-24 09:30"), ("jutro 9.10", "2026-11-24 09:10"),
        ("tomorrow 2030", "2026-11-24 20:30"), ("tomorrow, 9", "2026-11-24 09:00"),
        ("tomorrow noon", "2026-11-24 12:00"), ("jutro w południe", "2026-11-24 12:00"),
        ("pojutrze 9", "2026-11-25 09:00"), ("day after tomorrow 9", "2026-11-25 09:00"),
        ("yesterday 9", "2026-11-22 09:00"), ("wczoraj 9", "2026-11-22 09:00"),
        ("przedwczoraj 9", "2026-11-21 09:00"), ("9:00 tomorrow", "2026-11-24 09:00"),
        ("14:30 jutro", "2026-11-24 14:30"), ("o 9 jutro", "2026-11-24 09:00"),
        ("at 2pm on fri", "2026-11-27 14:00"), ("2 pm fri", "2026-11-27 14:00"),
        ("14:30 26.11", "2026-11-26 14:30"),
        # Weekdays; today counts only with an hour still to come.
        ("fri 9", "2026-11-27 09:00"), ("pt 14:00", "2026-11-27 14:00"),
        ("pt. 14:00", "2026-11-27 14:00"), ("fri at 2pm", "2026-11-27 14:00"),
        ("piątek 9", "2026-11-27 09:00"), ("piatek 9", "2026-11-27 09:00"),
        ("PIĄTEK 9", "2026-11-27 09:00"), ("w piątek 9", "2026-11-27 09:00"),
        ("na piątek 9", "2026-11-27 09:00"), ("on friday at 9", "2026-11-27 09:00"),
        ("we wtorek o 9", "2026-11-24 09:00"), ("w środę 9", "2026-11-25 09:00"),
        ("śr 9", "2026-11-25 09:00"), ("czw 9", "2026-11-26 09:00"), ("sob 9", "2026-11-28 09:00"),
        ("so 9", "2026-11-28 09:00"),
        ("w niedzielę 9", "2026-11-29 09:00"), ("nd 9", "2026-11-29 09:00"),
        ("mon 14:00", "2026-11-23 14:00"), ("mon 9", "2026-11-30 09:00"),
        ("mon 9:41", "2026-11-30 09:41"), ("next mon 14", "2026-11-30 14:00"),
        ("next fri 9", "2026-12-04 09:00"), ("next sun 9", "2026-12-06 09:00"),
        ("next fri 9.10", "2026-12-04 09:10"), ("pt 9.15", "2026-11-27 09:15"),
        ("następny piątek 9", "2026-12-04 09:00"), ("w przyszłą środę 9", "2026-12-02 09:00"),
        # Dates in figures.
        ("26.11 9", "2026-11-26 09:00"), ("26.11. 9", "2026-11-26 09:00"),
        ("26/11 9", "2026-11-26 09:00"), ("26.11 930", "2026-11-26 09:30"),
        ("26.11 9.30", "2026-11-26 09:30"), ("na 26.11 o 9", "2026-11-26 09:00"),
        ("26.11 1430", "2026-11-26 14:30"), ("23.11 8", "2026-11-23 08:00"),
        ("22.11 8", "2027-11-22 08:00"), ("1.1 8", "2027-01-01 08:00"),
        ("9.10 8", "2027-10-09 08:00"), ("29.02 8", "2028-02-29 08:00"),
        ("26.11.2026 14:30", "2026-11-26 14:30"), ("26. 11. 2026 14:30", "2026-11-26 14:30"),
        ("26/11/2026 14:30", "2026-11-26 14:30"), ("26-11-2026 14:30", "2026-11-26 14:30"),
        ("26.11.26 14:30", "2026-11-26 14:30"), ("26.11.26 1430", "2026-11-26 14:30"),
        ("26.11.2026 2030", "2026-11-26 20:30"), ("26.11.2020 8", "2020-11-26 08:00"),
        ("2026-11-26 14:30", "2026-11-26 14:30"), ("2026-11-26T14:30", "2026-11-26 14:30"),
        ("2026.11.26 14:30", "2026-11-26 14:30"), ("2026/11/26 14", "2026-11-26 14:00"),
        # Dates in words.
        ("26 lis 9", "2026-11-26 09:00"), ("26 listopada 9", "2026-11-26 09:00"),
        ("26. listopada o 9", "2026-11-26 09:00"), ("26 lis. 9", "2026-11-26 09:00"),
        ("26lis 9", "2026-11-26 09:00"), ("26 nov 9", "2026-11-26 09:00"),
        ("nov 26 9", "2026-11-26 09:00"), ("November 26th at 9", "2026-11-26 09:00"),
        ("26 nov 2027 9", "2027-11-26 09:00"), ("nov 26 2027 9", "2027-11-26 09:00"),
        ("nov 26, 2027, 9:00", "2027-11-26 09:00"), ("26 nov 1430", "2026-11-26 14:30"),
        ("3 maja 8", "2027-05-03 08:00"), ("12 paź 8", "2027-10-12 08:00"),
        ("Thu 26 Nov 14:30", "2026-11-26 14:30"), ("czw 26.11 14:30", "2026-11-26 14:30"),
        ("eom 9", "2026-11-30 09:00"), ("koniec miesiąca 9", "2026-11-30 09:00"),
        ("end of month at 9", "2026-11-30 09:00"),
    ],
)  # fmt: skip
def test_what_people_type_with_an_hour_is_read(text: str, meant: str) -> None:
    assert wall(text) == meant
    assert wall(text, keep=NOW + timedelta(hours=7)) == meant
    spoken = read(text)
    assert spoken.has_time
    assert not spoken.is_offset
    assert spoken.at.tzinfo is WARSAW


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-23"), ("dziś", "2026-11-23"), ("tomorrow", "2026-11-24"),
        ("Jutro", "2026-11-24"), ("fri", "2026-11-27"), ("pt", "2026-11-27"),
        ("mon", "2026-11-30"), ("poniedziałek", "2026-11-30"), ("next mon", "2026-11-30"),
        ("26.11", "2026-11-26"), ("26.11.", "2026-11-26"), ("26/11", "2026-11-26"),
        ("26.11.2026", "2026-11-26"), ("26.11.26", "2026-11-26"), ("2026-11-26", "2026-11-26"),
        ("9.10", "2027-10-09"), ("14.10", "2027-10-14"), ("26 lis", "2026-11-26"),
        ("nov 26", "2026-11-26"), ("eom", "2026-11-30"), ("wczoraj", "2026-11-22"),
        ("1 sty 2028", "2028-01-01"),
    ],
)  # fmt: skip
def test_a_day_without_an_hour_keeps_the_hour_that_stood_there(text: str, day: str) -> None:
    assert wall(text, keep=KEEP) == f"{day} 16:20"
    # With nothing there, the present hour rounded up to the quarter.
    assert wall(text) == f"{day} 09:45"
    assert not read(text).has_time


@pytest.mark.parametrize(
    ("now", "hour"),
    [("09:45", "09:45"), ("09:45:01", "10:00"), ("09:46", "10:00"), ("23:50", "23:45")],
)
def test_the_present_hour_is_rounded_up_within_the_day(now: str, hour: str) -> None:
    present = datetime.combine(NOW.date(), time.fromisoformat(now), WARSAW)
    assert wall("today", now=present) == f"2026-11-23 {hour}"


@pytest.mark.parametrize(
    ("text", "day"),
    [("next mon", "23"), ("next wed", "25"), ("next thu", "26"), ("next sun", "29"), ("wed", "25")],
)
def test_next_is_of_the_week_that_begins_on_monday(text: str, day: str) -> None:
    assert wall(text, now=NOW - timedelta(days=5)) == f"2026-11-{day} 09:45"


@pytest.mark.parametrize("text", ["14:30", "1430", "2:30pm", "o 14:30"])
def test_an_hour_without_a_day_keeps_the_day_that_stood_there(text: str) -> None:
    assert wall(text, keep=KEEP) == "2026-12-04 14:30"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3d", "2026-11-26 09:41"), ("+3d", "2026-11-26 09:41"), ("+ 3 d", "2026-11-26 09:41"),
        ("3 days", "2026-11-26 09:41"), ("za 3 dni", "2026-11-26 09:41"),
        ("in 3 days", "2026-11-26 09:41"), ("ZA TRZY DNI", "2026-11-26 09:41"),
        ("za dzień", "2026-11-24 09:41"), ("2w", "2026-12-07 09:41"), ("2t", "2026-12-07 09:41"),
        ("za tydzień", "2026-11-30 09:41"), ("in a week", "2026-11-30 09:41"),
        ("za 2 tygodnie", "2026-12-07 09:41"), ("1w2d", "2026-12-02 09:41"),
        ("1w 2d", "2026-12-02 09:41"), ("1 week and 2 days", "2026-12-02 09:41"),
        ("2mies", "2027-01-23 09:41"), ("2 mies.", "2027-01-23 09:41"),
        ("1mo", "2026-12-23 09:41"), ("za miesiąc", "2026-12-23 09:41"),
        ("za rok", "2027-11-23 09:41"), ("1y", "2027-11-23 09:41"), ("0d", "2026-11-23 09:41"),
        ("3 days ago", "2026-11-20 09:41"), ("3 dni temu", "2026-11-20 09:41"),
        ("-3d", "2026-11-20 09:41"), ("2 lata", "2028-11-23 09:41"), ("5 lat", "2031-11-23 09:41"),
        ("5 miesięcy", "2027-04-23 09:41"), ("3 miesiące", "2027-02-23 09:41"),
    ],
)  # fmt: skip
def test_a_distance_in_days_keeps_the_hour_it_counts_from(text: str, meant: str) -> None:
    assert read(text).is_offset
    assert not read(text).has_time
    assert wall(text) == meant
    assert wall(text, base=NOW.replace(hour=15)) == meant.replace("09:41", "15:41")
    assert wall(text, keep=KEEP) == meant.replace("09:41", "16:20")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("4h", "2026-11-23 13:41"), ("+4h", "2026-11-23 13:41"), ("4g", "2026-11-23 13:41"),
        ("4 godz.", "2026-11-23 13:41"), ("za 2 godziny", "2026-11-23 11:41"),
        ("za godzinę", "2026-11-23 10:41"), ("in an hour", "2026-11-23 10:41"),
        ("30m", "2026-11-23 10:11"), ("30min", "2026-11-23 10:11"), ("30 min", "2026-11-23 10:11"),
        ("za pół godziny", "2026-11-23 10:11"), ("half an hour", "2026-11-23 10:11"),
        ("1h30m", "2026-11-23 11:11"), ("1h 30 min", "2026-11-23 11:11"),
        ("24h", "2026-11-24 09:41"), ("1d4h", "2026-11-24 13:41"),
        ("20 min ago", "2026-11-23 09:21"), ("2 godz. temu", "2026-11-23 07:41"),
        ("now", "2026-11-23 09:41"), ("teraz", "2026-11-23 09:41"),
    ],
)  # fmt: skip
def test_a_distance_in_hours_is_elapsed_time(text: str, meant: str) -> None:
    assert wall(text) == meant
    assert wall(text, keep=KEEP) == meant
    assert read(text).is_offset
    assert read(text).has_time


@pytest.mark.parametrize("text", ["3d 9:00", "3d 9", "za 3 dni o 9", "in 3 days at 9am", "9:00 3d"])
def test_a_distance_in_days_takes_an_hour(text: str) -> None:
    assert wall(text, keep=KEEP) == "2026-11-26 09:00"
    assert read(text).has_time
    assert read(text).is_offset


def test_a_distance_counts_from_the_base() -> None:
    assert wall("2d", base=KEEP) == "2026-12-06 16:20"
    assert wall("2h", base=KEEP) == "2026-12-04 18:20"


def test_a_distance_beyond_the_calendar_is_refused_however_far_it_counts_from() -> None:
    with pytest.raises(UnreadableDate, match="9998"):
        read("99999d", base=KEEP.replace(year=9990))


def test_which_moment_is_earlier_is_told_also_in_the_hour_that_comes_twice() -> None:
    first, second = (datetime(2026, 10, 25, 2, 30, tzinfo=WARSAW, fold=fold) for fold in (0, 1))
    assert is_before(first, second)
    assert not is_before(second, first.replace(minute=40))


def test_month_ends_clamp() -> None:
    january = datetime(2027, 1, 31, 10, tzinfo=WARSAW)
    assert wall("1mo", now=january) == "2027-02-28 10:00"
    assert wall("13mo", now=january) == "2028-02-29 10:00"
    leap_day = datetime(2028, 2, 29, 10, tzinfo=WARSAW)
    assert wall("1y", now=leap_day) == "2029-02-28 10:00"
    assert wall("eom", now=leap_day, keep=leap_day) == "2028-02-29 10:00"


UNREADABLE = [
    "", " ", "\u200b", "abc", "soon", "31.02", "30.2.2027", "29.02.2027", "32.1", "31.13", "0.0",
    "11/26", "2026-02-30", "2026-13-01", "25:00", "24:00", "14:60", "13pm", "0am", "tomorrow 25",
    "26.11 25", "jutro jutro", "jutro 9 10", "fri sat", "fri 26.11", "pt 9.10", "next",
    "next 26.11", "10^9 d", "99999999999999999999d", "100000d", "99999mo", "99999y", "na 4 godziny",
    "99999w 99999d 9999y", "2w2t", "1w i", "1d1d", "d", "3", "26", "9", "3x", "3 d x", "d3", "2.5d",
    "3,5d", "½d", "+3", "+", "-", "za", "in", "in 3 days ago", "-3d ago", "4h 9:00", "now 9",
    "26.11.0000", "26.11.10000", "0000-01-01", "10000-01-01", "31.12.1969", "1969-12-31",
    "1.1.9999", "9999-12-31 23:59", "70y ago", "2026", "26.11 2026", "26.11. 14.5", "10-11-12",
    "26-11", "01.02.03.04", "1:2", "9:", ":30", "14:30:00:00", "2026-11-26T14:30+01:00", "9 9",
    "9 jutro", "1e3d", "0x10", "a", "a b", "the", "w", "na", "{}", "{0}", "%s", "[/]",
    "\x1b]0;x\x07", "\ud800", "9" * 5000, "1d" * 3000, "a " * 3000, "٢٦.١١", "26.11.٢٠٢٦", "👩",
    "may", "maj", "3 3 maja", "nov", "26 foo", "foo 26", "nov 31", "31 nov",
]  # fmt: skip


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_cannot_be_read_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UnreadableDate) as refusal:
        read(text)
    message = refusal.value.message
    assert message.endswith(".")
    assert len(message) < 150
    assert "\x1b" not in message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("soon", "“soon” is not a date"), ("31.02", "no day 31.02"), ("11/26", "the day first"),
        ("25:00", "no hour 25:00"), ("24:00", "no hour 24:00"),
        ("9:60", "no hour 9:60"), ("9", "an hour or a day"), ("2026", "like 20:26"),
        ("26.11 2030", "like 20:30"), ("99999999d", "too far"), ("1.1.1969", "1970"),
        ("fri 26.11", "another day of the week"), ("4h 9:00", "either a number of hours"),
    ],
)  # fmt: skip
def test_the_sentence_says_what_is_wrong(text: str, hint: str) -> None:
    with pytest.raises(UnreadableDate, match=hint):
        read(text)


SPOKEN_WORDS = (
    "jutro fri next pt 9 14:30 26.11 26 nov lis 2026 za in 3d 4h 99999 y mo o at ago eom noon 2pm "
    "29.02 1.1.9998 31.12.1970 ٣ ４ \ud800 \u0301 - + w na . : temu thu 2t 930 2030 i"
)


@given(
    st.text(max_size=80)
    | st.text("0123456789.:/-+ dwhtmog", max_size=20)
    | st.lists(st.sampled_from(SPOKEN_WORDS.split()), max_size=6).map(" ".join)
    | st.builds(str.__mul__, st.sampled_from("9a .٩d+"), st.integers(1, 6000)),
    MOMENTS,
    ZONES,
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused(text: str, naive: datetime, zone: ZoneInfo) -> None:
    moment = naive.replace(tzinfo=UTC)
    try:
        spoken = read_when(text, now=moment, zone=zone, keep=moment, base=moment)
    except CrmError:
        return
    assert 1970 <= spoken.at.year <= 9998
    assert spoken.at.tzinfo is zone
    assert spoken.at.second == spoken.at.microsecond == 0


@given(MOMENTS, MOMENTS, ZONES)
@settings(max_examples=200)
def test_the_field_notation_is_read_again(
    naive: datetime, present: datetime, zone: ZoneInfo
) -> None:
    at = localise(naive.replace(second=0, microsecond=0), zone)
    spoken = read_when(numeric(at, zone), now=present.replace(tzinfo=UTC), zone=zone)
    assert spoken == Spoken(at, has_time=True, is_offset=False)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)),  # noqa: DTZ001
    st.integers(0, 400),
    st.sampled_from(["d", "w", "mo"]),
    ZONES,
)
@settings(max_examples=200)
def test_days_weeks_and_months_keep_the_wall_clock_hour(
    naive: datetime, number: int, unit: str, zone: ZoneInfo
) -> None:
    start = localise(naive.replace(second=0, microsecond=0), zone)
    at = read_when(f"{number}{unit}", now=start, zone=zone).at
    expected = datetime.combine(at.date(), start.time())
    assert at == localise(expected, zone)
    if unit != "mo":
        assert (at.date() - start.date()).days == number * (7 if unit == "w" else 1)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)),  # noqa: DTZ001
    st.integers(0, 9999),
    ZONES,
)
@settings(max_examples=200)
def test_hours_are_elapsed_across_every_change_of_clocks(
    naive: datetime, hours: int, zone: ZoneInfo
) -> None:
    start = localise(naive.replace(second=0, microsecond=0), zone)
    at = read_when(f"{hours}h", now=start, zone=zone).at
    assert at.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("zone", "start", "text", "meant"),
    [
        (WARSAW, "2026-03-28T10:00", "1d", "2026-03-29T10:00:00+02:00"),
        (WARSAW, "2026-10-24T10:00", "1d", "2026-10-25T10:00:00+01:00"),
        (WARSAW, "2026-03-28T10:00", "24h", "2026-03-29T11:00:00+02:00"),
        (WARSAW, "2026-10-24T10:00", "24h", "2026-10-25T09:00:00+01:00"),
        (WARSAW, "2026-03-28T02:30", "1d", "2026-03-29T03:30:00+02:00"),
        (WARSAW, "2026-10-24T02:30", "1d", "2026-10-25T02:30:00+02:00"),
        (WARSAW, "2026-10-25T02:30", "1h", "2026-10-25T02:30:00+01:00"),
        (WARSAW, "2026-10-25T02:30+01:00", "1h", "2026-10-25T03:30:00+01:00"),
        (NEW_YORK, "2026-03-07T09:00", "1d", "2026-03-08T09:00:00-04:00"),
        (NEW_YORK, "2026-10-31T09:00", "1w", "2026-11-07T09:00:00-05:00"),
        (NEW_YORK, "2026-03-07T02:30", "1d", "2026-03-08T03:30:00-04:00"),
        (KOLKATA, "2026-03-28T10:00", "24h", "2026-03-29T10:00:00+05:30"),
    ],
)
def test_a_change_of_clocks_is_crossed_rightly(
    zone: ZoneInfo, start: str, text: str, meant: str
) -> None:
    typed = datetime.fromisoformat(start)
    now = localise(typed, zone) if typed.tzinfo is None else typed
    assert read_when(text, now=now, zone=zone).at.isoformat() == meant


def test_today_is_the_day_of_the_operators_zone() -> None:
    now = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert wall("today 9", now=now) == "2026-11-23 09:00"
    assert f"{read_when('today 9', now=now, zone=NEW_YORK).at:%d}" == "22"


def test_an_hour_that_does_not_exist_moves_forward_and_one_that_comes_twice_is_the_first() -> None:
    gap = datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001
    twice = datetime(2026, 10, 25, 2, 30, fold=1)  # noqa: DTZ001
    assert localise(gap, WARSAW).isoformat() == "2026-03-29T03:30:00+02:00"
    assert localise(twice, WARSAW).isoformat() == "2026-10-25T02:30:00+02:00"
