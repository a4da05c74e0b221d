"""How long before one is reminded, and when that is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import WARSAW
from tests.support.days import DAYS, ZONED, ZONES
from tui_crm.domain.dates.reminder import (
    LONGEST_REMIND_MINUTES,
    begins_at,
    is_due,
    read_remind,
    shown_remind,
)
from tui_crm.domain.errors import RuleViolation

TEN = datetime(2026, 11, 23, 10, tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("", None), ("  ", None), ("0", 0), ("15", 15), ("15 min", 15), ("1h", 60), ("1:30", 90),
        ("2 godz.", 120), ("1d", 1440), ("2 dni", 2880), ("1d 2h", 1560), ("1w", 10080),
        ("2 tyg", 20160), ("1 H 5 M", 65), ("28d", 40320), ("4w", 40320), ("672h", 40320),
    ],
)  # fmt: skip
def test_what_people_type_is_read(typed: str, minutes: int | None) -> None:
    assert read_remind(typed) == minutes


@pytest.mark.parametrize(
    "typed", ["soon", "-5", "1.33h", "15 15", "h", "d", "29d", "99999", "١٥ x"]
)
def test_what_is_no_length_or_too_long_is_refused_in_its_field(typed: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        read_remind(typed)
    assert refused.value.field == "remind"


@given(st.integers(0, LONGEST_REMIND_MINUTES))
def test_what_is_shown_is_read_again(minutes: int) -> None:
    assert read_remind(shown_remind(minutes)) == minutes


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        minutes = read_remind(text)
    except RuleViolation:
        return
    assert minutes is None or 0 <= minutes <= LONGEST_REMIND_MINUTES


def test_it_is_due_from_so_long_before_until_a_day_after() -> None:
    def due(**away: int) -> bool:
        return is_due(TEN, 15, snoozed_until=None, now=TEN + timedelta(**away))

    assert [due(minutes=-16), due(minutes=-15), due(minutes=5), due(hours=24)] == [
        False, True, True, True,
    ]  # fmt: skip
    assert not due(hours=24, minutes=1)


def test_a_snooze_decides_alone() -> None:
    later = TEN + timedelta(days=3)
    assert not is_due(TEN, 15, snoozed_until=later, now=TEN)
    assert is_due(TEN, 15, snoozed_until=later, now=later)


def test_hours_before_are_elapsed_ones_over_a_change_of_the_clocks() -> None:
    begins = datetime(2026, 10, 25, 4, tzinfo=WARSAW)
    three_hours_before = (begins.astimezone(UTC) - timedelta(hours=3)).astimezone(WARSAW)
    assert f"{three_hours_before:%H:%M}" == "02:00"
    assert is_due(begins, 180, snoozed_until=None, now=three_hours_before)
    just_before = (begins.astimezone(UTC) - timedelta(hours=3, minutes=1)).astimezone(WARSAW)
    assert not is_due(begins, 180, snoozed_until=None, now=just_before)


def test_all_day_is_counted_from_the_morning() -> None:
    begins = begins_at(None, date(2026, 11, 23), WARSAW)
    assert f"{begins:%d %H:%M}" == "23 08:00"


@given(ZONED, st.integers(0, LONGEST_REMIND_MINUTES) | st.integers(0, 90))
@settings(max_examples=200)
def test_it_is_due_from_so_long_before_in_elapsed_time(
    zoned: tuple[ZoneInfo, datetime, datetime], minutes: int
) -> None:
    zone, begins, _other = zoned
    for away, due in ((-minutes - 1, False), (-minutes, True), (1440, True), (1441, False)):
        now = (begins.astimezone(UTC) + timedelta(minutes=away)).astimezone(zone)
        assert is_due(begins, minutes, snoozed_until=None, now=now) is due
        assert is_due(begins.astimezone(UTC), minutes, snoozed_until=None, now=now) is due


@given(DAYS, ZONES)
def test_all_day_is_counted_from_eight_by_the_wall_clock_of_every_zone(
    day: date, zone: ZoneInfo
) -> None:
    begins = begins_at(None, day, zone)
    assert begins.isoformat()[:16] == f"{day.isoformat()}T08:00"
    assert begins.tzinfo is zone
