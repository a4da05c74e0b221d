"""Days and hours in words, as the screens say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_crm.domain.dates.dates import localise, read_when
from tui_crm.presentation.formats import brief, full

WARSAW = ZoneInfo("Europe/Warsaw")


def test_the_year_is_left_out_in_the_operators_own_year() -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    at = datetime(2027, 1, 1, 9, 30, tzinfo=WARSAW)
    assert full(at, None, now=new_year, zone=WARSAW) == "Fri 1 Jan 09:30"
    assert full(at.replace(year=2028), None, now=new_year, zone=WARSAW) == "Sat 1 Jan 2028 09:30"


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)))  # noqa: DTZ001
@settings(max_examples=100)
def test_what_is_said_of_days_to_come_is_read_again(naive: datetime) -> None:
    at = localise(naive.replace(second=0, microsecond=0), WARSAW)
    now = datetime(2026, 1, 1, tzinfo=WARSAW)
    said = full(at, None, now=now, zone=WARSAW)
    assert read_when(said, now=now, zone=WARSAW).at == at


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (-7, "Mon 16.11"),
        (-6, "Tue 14:30"),
        (0, "14:30"),
        (6, "Sun 14:30"),
        (7, "Mon 30.11"),
        (60, "22.01.27"),
    ],
)
def test_a_weekday_alone_means_one_of_the_six_days_around_today(days: int, told: str) -> None:
    now = datetime(2026, 11, 23, 9, 41, tzinfo=WARSAW)
    at = now.replace(hour=14, minute=30) + timedelta(days=days)
    assert brief(at, None, now=now, zone=WARSAW) == told
