"""Dates and times said back: distances, names of days and months."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.builders import NOW, WARSAW
from tui_crm.domain.dates.dates import FULL_MONTHS, MONTHS, WEEKDAYS, distance, numeric, read_when


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


def test_the_notation_of_the_form_is_read_again() -> None:
    at = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)
    assert numeric(at, WARSAW) == "26.11.2026 14:30"
    assert read_when(numeric(at, WARSAW), now=NOW, zone=WARSAW).at == at


def test_weekdays_and_months_are_named_in_their_order() -> None:
    assert (len(WEEKDAYS), len(MONTHS), len(FULL_MONTHS)) == (7, 12, 12)
    assert [name[:3] for name in FULL_MONTHS] == list(MONTHS)
