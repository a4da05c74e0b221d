"""Dates and times said back: echoes, distances, names of days and months."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_crm.domain.when import (
    FULL_MONTHS,
    MONTHS,
    WEEKDAYS,
    distance,
    echo,
    localise,
    numeric,
    read_when,
)

WARSAW = ZoneInfo("Europe/Warsaw")
# A Monday.
NOW = datetime(2026, 11, 23, 9, 41, tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("at", "phrase"),
    [
        ("2026-11-23T09:41", "now"), ("2026-11-23T10:01", "in 20 min"),
        ("2026-11-23T09:21", "20 min ago"), ("2026-11-23T12:41", "in 3 h"),
        ("2026-11-23T10:40", "in 59 min"), ("2026-11-23T10:41", "in 1 h"),
        ("2026-11-23T12:31", "in 3 h"), ("2026-11-23T07:41", "2 h ago"),
        ("2026-11-23T20:00", "today"), ("2026-11-23T00:00", "today"),
        ("2026-11-24T00:00", "tomorrow"), ("2026-11-22T23:00", "yesterday"),
        ("2026-11-25T00:00", "in 2 days"), ("2026-11-26T23:00", "in 3 days"),
        ("2026-11-18T10:00", "5 days ago"), ("2026-12-07T09:00", "in 2 weeks"),
        ("2026-11-02T09:00", "3 weeks ago"), ("2027-02-23T09:00", "in 3 months"),
        ("2026-08-23T09:00", "3 months ago"), ("2029-11-23T09:00", "in 3 years"),
        ("2022-11-23T09:00", "4 years ago"),
    ],
)  # fmt: skip
def test_a_distance_is_said_shortly(at: str, phrase: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=WARSAW)
    assert distance(moment, now=NOW, zone=WARSAW) == phrase


def test_a_distance_over_midnight_and_a_change_of_clocks_is_true() -> None:
    late = datetime(2026, 11, 23, 23, 50, tzinfo=WARSAW)
    assert distance(late + timedelta(minutes=20), now=late, zone=WARSAW) == "in 20 min"
    before = datetime(2026, 10, 25, 2, 50, tzinfo=WARSAW)
    after = datetime(2026, 10, 25, 2, 10, tzinfo=WARSAW, fold=1)
    assert distance(after, now=before, zone=WARSAW) == "in 20 min"


def test_the_year_is_left_out_in_the_operators_own_year() -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    at = datetime(2027, 1, 1, 9, 30, tzinfo=WARSAW)
    assert echo(at, now=new_year, zone=WARSAW) == "Fri 1 Jan 09:30 · today"


def test_what_was_understood_is_echoed_with_weekday_and_distance() -> None:
    at = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)
    assert echo(at, now=NOW, zone=WARSAW) == "Thu 26 Nov 14:30 · in 3 days"
    assert echo(at.replace(year=2027), now=NOW, zone=WARSAW) == (
        "Fri 26 Nov 2027 14:30 · in 12 months"
    )
    assert numeric(at, WARSAW) == "26.11.2026 14:30"


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)))  # noqa: DTZ001
@settings(max_examples=100)
def test_an_echo_of_days_to_come_is_read_again(naive: datetime) -> None:
    at = localise(naive.replace(second=0, microsecond=0), WARSAW)
    now = datetime(2026, 1, 1, tzinfo=WARSAW)
    shown = echo(at, now=now, zone=WARSAW).split(" · ")[0]
    assert read_when(shown, now=now, zone=WARSAW).at == at


def test_weekdays_and_months_are_named_in_their_order() -> None:
    assert (len(WEEKDAYS), len(MONTHS), len(FULL_MONTHS)) == (7, 12, 12)
    assert [name[:3] for name in FULL_MONTHS] == list(MONTHS)
