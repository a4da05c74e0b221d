"""Working days: the company's week, public holidays, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest

from tui_crm.domain.company_settings import Company, Hours
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.i18n import language, use_language

OFFICE = WorkDays.of(Company())
INDEPENDENCE = date(2026, 11, 11)
SATURDAY = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    spoken = language()
    yield
    use_language(spoken)


def test_a_public_holiday_is_a_day_off_with_its_name() -> None:
    use_language("pl")
    assert OFFICE.day_off(INDEPENDENCE) == "Narodowe Święto Niepodległości"
    use_language("en")
    assert OFFICE.day_off(INDEPENDENCE) == "National Independence Day"
    assert OFFICE.hours(INDEPENDENCE) is None


def test_a_company_may_work_on_public_holidays() -> None:
    busy = WorkDays.of(Company(holidays=False))
    assert busy.day_off(INDEPENDENCE) == ""
    assert str(busy.hours(INDEPENDENCE)) == "08:00–16:00"


def test_the_weekend_is_called_by_its_day() -> None:
    use_language("en")
    assert OFFICE.day_off(SATURDAY) == "Saturday"


def test_christmas_eve_has_been_free_since_2025() -> None:
    assert OFFICE.working(date(2024, 12, 24))
    assert not OFFICE.working(date(2025, 12, 24))


def test_the_first_working_day_skips_a_long_weekend() -> None:
    # Easter Sunday and Monday after a weekend; Corpus Christi on a Thursday leaves the Friday.
    assert OFFICE.first_from(date(2026, 4, 4)) == date(2026, 4, 7)
    assert OFFICE.first_from(date(2026, 6, 4)) == date(2026, 6, 5)
    assert OFFICE.first_from(date(2026, 6, 3)) == date(2026, 6, 3)


def test_the_last_working_day_is_looked_for_backwards() -> None:
    assert OFFICE.last_until(date(2026, 4, 6)) == date(2026, 4, 3)
    assert OFFICE.last_until(date(2026, 4, 3)) == date(2026, 4, 3)
    assert OFFICE.last_until(date.min) == date.min
    assert WorkDays((None,) * 7).last_until(SATURDAY) == SATURDAY


def test_where_nobody_ever_works_every_day_is_as_good_as_another() -> None:
    never = WorkDays((None,) * 7)
    assert never.first_from(SATURDAY) == SATURDAY
    assert list(never.from_on(SATURDAY)) == []


def test_the_last_day_of_the_calendar_has_no_day_after_it() -> None:
    assert list(OFFICE.from_on(date.max)) == [date.max]


def test_a_company_that_works_one_day_a_week_waits_for_the_next_one_that_is_no_holiday() -> None:
    mondays = WorkDays((Hours(time(8), time(16)), *[None] * 6))
    easter_monday = date(2027, 3, 29)
    assert mondays.first_from(date(2027, 3, 23)) == date(2027, 4, 5)
    assert mondays.last_until(easter_monday) == date(2027, 3, 22)
