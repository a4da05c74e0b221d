"""Working days and hours: the company's week and the public holidays of Poland."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from tui_crm.domain.company_settings import Company, Hours, Week
from tui_crm.domain.dates.dates import FULL_WEEKDAYS
from tui_crm.i18n import _, language

COUNTRY: Final = "PL"
_LANGUAGES: Final = {"pl": "pl", "en": "en_US"}
_LONGEST_REST: Final = 366
"""How many days are searched for a working one: a company may have set every day off."""


class WorkDays(NamedTuple):
    """The working week and whether public holidays are days off."""

    week: Week
    holidays: bool = True

    @classmethod
    def of(cls, company: Company) -> WorkDays:
        """From the company settings."""
        return cls(company.working_hours, company.holidays)

    def hours(self, day: date) -> Hours | None:
        """The working hours of this day; None on a day off."""
        return None if self.holiday(day) else self.week[day.weekday()]

    def holiday(self, day: date) -> str:
        """The name of the public holiday, in the language in use; empty on other days."""
        if not self.holidays:
            return ""
        return _holidays(day.year, _LANGUAGES.get(language(), "en_US")).get(day, "")

    def day_off(self, day: date) -> str:
        """Why this is a day off: `Sunday`, `Christmas Day`; empty on a working day."""
        holiday = self.holiday(day)
        if holiday:
            return holiday
        return "" if self.week[day.weekday()] else _(FULL_WEEKDAYS[day.weekday()])

    def working(self, day: date) -> bool:
        """Whether this is a working day."""
        return self.hours(day) is not None

    def from_on(self, day: date) -> Iterator[date]:
        """The working days from this one on, for a year."""
        for away in range(_LONGEST_REST):
            if day.toordinal() + away > date.max.toordinal():
                return
            if self.working(day + timedelta(days=away)):
                yield day + timedelta(days=away)

    def first_from(self, day: date) -> date:
        """This day, else the next working one; this day when a year has none."""
        return next(self.from_on(day), day)

    def last_until(self, day: date) -> date:
        """This day, else the working one before; this day when a year has none."""
        before = (
            date.fromordinal(day.toordinal() - away)
            for away in range(min(_LONGEST_REST, day.toordinal()))
        )
        return next(filter(self.working, before), day)


@lru_cache(maxsize=64)
def _holidays(year: int, language_code: str) -> dict[date, str]:
    # Imported here: it takes a quarter of the start-up time, and most sessions never need it.
    from holidays import country_holidays  # noqa: PLC0415

    found = country_holidays(COUNTRY, years=year, language=language_code)
    return dict(found.items())
