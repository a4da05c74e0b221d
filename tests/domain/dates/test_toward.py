"""What happened is looked for backwards, what is planned forwards; and more that people type."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import WARSAW
from tests.support.days import ZONES
from tui_crm.domain.dates.dates import (
    StillToCome,
    Toward,
    UnreadableDate,
    numeric,
    read_held,
    read_when,
)
from tui_crm.domain.dates.duration import read_minutes
from tui_crm.domain.dates.reminder import read_remind

MONDAY = datetime(2026, 11, 30, 9, 41, tzinfo=WARSAW)


def ahead(text: str, now: datetime = MONDAY) -> str:
    return numeric(read_when(text, now=now, zone=WARSAW).at, WARSAW)


def held(text: str, now: datetime = MONDAY) -> str:
    return numeric(read_held(text, now=now, zone=WARSAW).at, WARSAW)


@pytest.mark.parametrize(
    ("text", "planned", "was"),
    [
        ("27.11 15:00", "27.11.2027 15:00", "27.11.2026 15:00"),
        ("27 lis 15", "27.11.2027 15:00", "27.11.2026 15:00"),
        ("2.12 9", "02.12.2026 09:00", "02.12.2025 09:00"),
        ("29.02 9", "29.02.2028 09:00", "29.02.2024 09:00"),
        ("30.11 9", "30.11.2026 09:00", "30.11.2026 09:00"),
        ("fri 9", "04.12.2026 09:00", "27.11.2026 09:00"),
        ("mon 9", "07.12.2026 09:00", "30.11.2026 09:00"),
        ("mon 15:00", "30.11.2026 15:00", "23.11.2026 15:00"),
        ("15:00", "30.11.2026 15:00", "29.11.2026 15:00"),
        ("9:00", "30.11.2026 09:00", "30.11.2026 09:00"),
        ("fri", "04.12.2026 09:45", "27.11.2026 09:30"),
        ("mon", "07.12.2026 09:45", "23.11.2026 09:30"),
        ("today", "30.11.2026 09:45", "30.11.2026 09:30"),
        ("2h", "30.11.2026 11:41", "30.11.2026 07:41"),
        ("3d 9:00", "03.12.2026 09:00", "27.11.2026 09:00"),
        ("2h ago", "30.11.2026 07:41", "30.11.2026 07:41"),
        ("yesterday 9", "29.11.2026 09:00", "29.11.2026 09:00"),
        ("last fri 9", "27.11.2026 09:00", "27.11.2026 09:00"),
        ("w zeszły piątek 9", "27.11.2026 09:00", "27.11.2026 09:00"),
        ("1.3.2026 9", "01.03.2026 09:00", "01.03.2026 09:00"),
    ],
)
def test_an_incomplete_date_goes_where_the_field_looks(text: str, planned: str, was: str) -> None:
    assert ahead(text) == planned
    assert held(text) == was


@pytest.mark.parametrize(
    "text", ["tomorrow", "za 2h", "in 3 days", "31.12.2026", "next fri", "30.11 15:00", "9:50"]
)
def test_what_is_still_to_come_was_not_held(text: str) -> None:
    ahead(text)
    with pytest.raises(StillToCome, match="begun already"):
        held(text)


def test_the_end_of_a_month_that_is_not_over_is_that_of_the_one_before() -> None:
    now = datetime(2026, 11, 23, 9, 41, tzinfo=WARSAW)
    assert (ahead("eom 9", now), held("eom 9", now)) == ("30.11.2026 09:00", "31.10.2026 09:00")


def test_last_friday_on_a_saturday_may_be_yesterday() -> None:
    saturday = MONDAY - timedelta(days=2)
    with pytest.raises(UnreadableDate, match=r"20.11.2026 or 27.11.2026"):
        read_when("last fri", now=saturday, zone=WARSAW)
    assert held("fri 9", saturday) == "27.11.2026 09:00"


def test_what_is_looked_at_is_the_nearest() -> None:
    for text, day in (("27.11", 27), ("29.11", 29), ("30.11", 30)):
        at = read_when(text, now=MONDAY, zone=WARSAW, toward=Toward.NEAREST).at
        assert (at.year, at.day) == (2026, day)


@pytest.mark.parametrize(
    ("text", "current", "far"),
    [
        ("27.11", None, True), ("26 XI 9", None, True), ("27.5", None, False),
        ("27.11.2027", None, False), ("+400d", None, False), ("fri", None, False),
        # From an overdue start it is far, from now it is not; and the other way round.
        ("3.12", datetime(2026, 3, 1, tzinfo=WARSAW), False),
        ("27.11", datetime(2027, 11, 20, tzinfo=WARSAW), False),
        ("27.11", datetime(2026, 11, 30, tzinfo=WARSAW), True),
    ],
)  # fmt: skip
def test_a_found_year_half_a_year_away_is_asked_about(
    text: str, current: datetime | None, far: bool
) -> None:
    assert read_when(text, now=MONDAY, zone=WARSAW).is_far(now=MONDAY, current=current) is far


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3.12.2026 r.", "03.12.2026 09:45"), ("3.12.2026r. 14", "03.12.2026 14:00"),
        ("3 grudnia 2026 r. o 14", "03.12.2026 14:00"), ("3.12.26 r.", "03.12.2026 09:45"),
        ("3 grudnia 2026 roku", "03.12.2026 09:45"), ("3-go grudnia 9", "03.12.2026 09:00"),
        ("3 XII", "03.12.2026 09:45"), ("3.XII.2026 9", "03.12.2026 09:00"),
        ("3 xii 2026 r. 9:00", "03.12.2026 09:00"), ("3/XII 1430", "03.12.2026 14:30"),
        ("1 I 9", "01.01.2027 09:00"), ("1.V.2027", "01.05.2027 09:45"),
        ("3rd of December 9", "03.12.2026 09:00"), ("dn. 3.12 9", "03.12.2026 09:00"),
        ("sb 9", "05.12.2026 09:00"), ("w sb", "05.12.2026 09:45"),
        ("3 grud 9", "03.12.2026 09:00"), ("26.5 godz 9", "26.05.2027 09:00"),
        ("za 1,5 h", "30.11.2026 11:11"), ("1,5h", "30.11.2026 11:11"),
        ("1.5h", "30.11.2026 11:11"), ("za 1.5 godz", "30.11.2026 11:11"),
        ("2h30", "30.11.2026 12:11"), ("za 2h 30", "30.11.2026 12:11"),
        ("2g30", "30.11.2026 12:11"), ("90'", "30.11.2026 11:11"), ("90 ’", "30.11.2026 11:11"),
        ("za półtorej godziny", "30.11.2026 11:11"), ("2 i pół godziny", "30.11.2026 12:11"),
        ("za dwie i pół godziny", "30.11.2026 12:11"), ("za kwadrans", "30.11.2026 09:56"),
        ("in two and a half hours", "30.11.2026 12:11"), ("za sześć dni", "06.12.2026 09:41"),
        ("za pół roku", "30.05.2027 09:41"), ("za kwartał", "28.02.2027 09:41"),
        ("wpół do 9", "30.11.2026 08:30"), ("w pół do dziesiątej", "30.11.2026 09:30"),
        ("jutro wpół do trzeciej", "01.12.2026 14:30"), ("wpół do 15", "30.11.2026 14:30"),
        ("kwadrans po 9", "30.11.2026 09:15"), ("za kwadrans 9", "30.11.2026 08:45"),
        ("za 10 dziewiąta", "30.11.2026 08:50"), ("half past 9", "30.11.2026 09:30"),
        ("tomorrow quarter to ten", "01.12.2026 09:45"), ("10 to 9", "30.11.2026 08:50"),
        ("jutro o dziewiątej", "01.12.2026 09:00"), ("fri at three", "04.12.2026 15:00"),
        ("jutro o 3 po południu", "01.12.2026 15:00"), ("jutro 9 rano", "01.12.2026 09:00"),
        ("tomorrow 8 in the evening", "01.12.2026 20:00"), ("ok. 9", "30.11.2026 09:00"),
        ("2 p.m.", "30.11.2026 14:00"),
    ],
)  # fmt: skip
def test_what_people_in_offices_type_besides(text: str, meant: str) -> None:
    assert ahead(text) == meant


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("wpół do 8", "7:30 or 19:30"), ("quarter past seven", "7:15 or 19:15"),
        ("13 rano", "no hour"), ("31 XI", "no day"), ("5 i", "not a date"), ("3 iiii", "not a"),
        ("1,5 d", "not a date"), ("1,33 h", "not a date"), ("2h 30", "no hour 30"),
        ("2h99", "not a date"), ("za 15 9", "not a date"), ("half nine", "not a date"),
        ("jutro rano", "not a date"), ("next week", "not a date"), ("26.11 r.", "no hour"),
    ],
)  # fmt: skip
def test_what_may_mean_two_things_is_refused(text: str, hint: str) -> None:
    with pytest.raises(UnreadableDate, match=hint):
        ahead(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1,5 h", 90), ("1.5h", 90), ("2h30", 150), ("pół godziny", 30), ("90'", 90),
        ("1h30m", 90), ("półtorej godziny", 90), ("2 godziny", 120), ("half an hour", 30),
    ],
)  # fmt: skip
def test_lengths_are_typed_like_distances(text: str, minutes: int) -> None:
    assert read_minutes(text) == read_remind(text) == minutes


WORDS = (
    "26.11 27.11 29.02 1.1 31.12 26 XI 3 nov lis fri mon pt sb last next 15:00 9 23:59 0:00 3d 2h "
    "2h30 za ago temu today jutro wczoraj eom 2026 2027 r. o wpół do dziewiątej 1,5 h noon r"
)
TYPED = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=4).map(" ".join)
MOMENTS = st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001


@given(TYPED, MOMENTS, ZONES)
@settings(max_examples=300, deadline=None)
def test_what_was_held_is_never_in_the_future(text: str, naive: datetime, zone: ZoneInfo) -> None:
    now = naive.replace(tzinfo=UTC)
    try:
        at = read_held(text, now=now, zone=zone).at
    except UnreadableDate:
        return
    assert at.astimezone(UTC) <= now
    # Read again as it is shown, it is the same moment in every direction.
    for toward in Toward:
        again = read_when(numeric(at, zone), now=now, zone=zone, toward=toward).at
        assert numeric(again, zone) == numeric(at, zone)


@given(TYPED, MOMENTS, ZONES)
@settings(max_examples=300, deadline=None)
def test_only_the_year_the_week_and_the_day_depend_on_the_direction(
    text: str, naive: datetime, zone: ZoneInfo
) -> None:
    now = naive.replace(tzinfo=UTC)
    read = {}
    for toward in Toward:
        try:
            read[toward] = read_when(text, now=now, zone=zone, toward=toward)
        except UnreadableDate:
            continue
    if len(read) < len(Toward) or read[Toward.AHEAD].is_offset or "eom" in text:
        return
    forwards, back = read[Toward.AHEAD], read[Toward.BACK]
    assert back.at.date() <= forwards.at.date()
    if forwards.has_time:
        assert abs(back.at.hour - forwards.at.hour) <= 1, "an hour that the clocks leave out"
    if forwards.year_found:
        assert (back.at.day, back.at.month) == (forwards.at.day, forwards.at.month)
        nearest = read[Toward.NEAREST].at.date()
        assert nearest in {forwards.at.date(), back.at.date()}
