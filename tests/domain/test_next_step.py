"""What is typed into *next* and *move to*, read against the activity it is about."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tui_crm.domain.next_step import next_step_at
from tui_crm.domain.when import UnreadableDate

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 23, 9, 41, tzinfo=WARSAW)
LAST_FRIDAY = datetime(2026, 11, 20, 14, 0, tzinfo=WARSAW)
WEDNESDAY = datetime(2026, 11, 25, 11, 0, tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1d", "24.11 14:00"),
        ("3d", "26.11 14:00"),
        ("1w", "30.11 14:00"),
        ("4h", "23.11 13:41"),
        ("30m", "23.11 10:11"),
        ("jutro", "24.11 14:00"),
        ("tomorrow 9", "24.11 09:00"),
        ("14:30", "23.11 14:30"),
        ("26.11", "26.11 14:00"),
    ],
)
def test_r16_what_is_typed_for_a_past_activity_counts_from_now(typed: str, expected: str) -> None:
    at = next_step_at(typed, starts_at=LAST_FRIDAY, now=NOW, zone=WARSAW)
    assert at is not None
    assert at.astimezone(WARSAW).strftime("%d.%m %H:%M") == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1d", "26.11 11:00"),
        ("4h", "25.11 15:00"),
        ("14:30", "25.11 14:30"),
        ("fri", "27.11 11:00"),
        ("za tydzień", "02.12 11:00"),
    ],
)
def test_r16_what_is_typed_for_a_coming_activity_counts_from_it(typed: str, expected: str) -> None:
    at = next_step_at(typed, starts_at=WEDNESDAY, now=NOW, zone=WARSAW)
    assert at is not None
    assert at.astimezone(WARSAW).strftime("%d.%m %H:%M") == expected


def test_nothing_typed_means_no_next_step() -> None:
    assert next_step_at("  ", starts_at=WEDNESDAY, now=NOW, zone=WARSAW) is None


def test_without_a_start_it_counts_from_now() -> None:
    at = next_step_at("2h", starts_at=None, now=NOW, zone=WARSAW)
    assert at is not None
    assert at.astimezone(UTC) == datetime(2026, 11, 23, 10, 41, tzinfo=UTC)


def test_what_cannot_be_read_is_said() -> None:
    with pytest.raises(UnreadableDate):
        next_step_at("soonish", starts_at=WEDNESDAY, now=NOW, zone=WARSAW)
