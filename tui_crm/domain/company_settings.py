"""The company-wide settings with their defaults: language, zone, working hours, rights."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from typing import Any, Final, NamedTuple

from tui_crm.domain.errors import CrmError
from tui_crm.domain.permissions import DEFAULT_RIGHTS, Rights, Role, Scope
from tui_crm.i18n import _

COOLING_LIMIT: Final = 3_650


class Hours(NamedTuple):
    """The working hours of a day, local times."""

    begins: time
    ends: time

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"


_OFFICE: Final = Hours(time(8), time(16))

Week = tuple[Hours | None, ...]
"""The working hours of seven days from Monday on; None is a day off."""


class Company(NamedTuple):
    """All company settings. *versions* holds the versions that were read, by name, for saving."""

    language: str | None = None
    time_zone: str | None = None
    working_hours: Week = (*[_OFFICE] * 5, None, None)
    holidays: bool = True
    """Whether the public holidays of Poland are days off."""
    cooling_days: int = 60
    """A contractor without a contact for so many days is listed as cooling."""
    queue_measures: bool = True
    """Whether a card of the work queue measures the length of a call from when it is shown."""
    daily_backup: bool = True
    """Whether the first start of a day backs the database up, beside it."""
    rights: Mapping[Role, Rights] = DEFAULT_RIGHTS
    versions: Mapping[str, int] | None = None


_HOURS: Final = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?", re.ASCII
)


def read_hours(typed: str) -> Hours | None:
    """Working hours as they are typed: `8-16`, `7:30–15`; None (a day off) for an empty text.

    Raises `CrmError`.
    """
    text = typed.strip()
    if text in {"", "-", "–"}:
        return None
    found = _HOURS.fullmatch(text)
    unreadable = CrmError(_("Type the hours like 8-16 or 7:30-15:30, or nothing for a day off."))
    if found is None:
        raise unreadable
    first, last = _minutes(found[1], found[2]), _minutes(found[3], found[4])
    if first is None or last is None or first >= last:
        raise unreadable
    # Midnight at the end is the last minute: a time of day has no 24:00.
    return Hours(_clock(first), _clock(min(last, 24 * 60 - 1)))


def _minutes(hour: str, minute: str | None) -> int | None:
    minutes = int(hour) * 60 + int(minute or 0)
    return minutes if int(minute or 0) < 60 and minutes <= 24 * 60 else None


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def with_right(company: Company, role: Role, right: str, value: bool | Scope) -> Company:
    """The company with one right of one role changed."""
    changes: dict[str, Any] = {right: value}
    changed = company.rights[role]._replace(**changes)
    return company._replace(rights={**company.rights, role: changed})


def next_value(value: bool | Scope) -> bool | Scope:
    """The value after this one when a key cycles through them: yes/no, or the scopes."""
    if isinstance(value, Scope):
        scopes = list(Scope)
        return scopes[(scopes.index(value) + 1) % len(scopes)]
    return not value
