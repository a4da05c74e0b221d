"""Reminders: reading how long before, and whether one is due."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dates.grammar import read_length
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.text import clean_line
from tui_crm.i18n import _

LONGEST_REMIND_MINUTES: Final = 28 * 24 * 60
ALL_DAY_FROM: Final = time(8)
"""The hour of its day from which the reminder of an all-day activity is counted back."""
REMINDED_FOR: Final = timedelta(days=1)
"""So long after its start an activity is still reminded of; after that it is only overdue."""

_REMIND: Final = re.compile(
    r"(?:(?P<w>\d{1,2})\s*(?:w|weeks?|t|tyg\.?|tydzien|tygodnie|tydzień))?\s*"
    r"(?:(?P<d>\d{1,3})\s*(?:d|days?|dni|dzien|dzień))?\s*"
    r"(?:(?P<h>\d{1,4})\s*(?:h|hours?|g|godz\.?|:))?\s*"
    r"(?:(?P<m>\d{1,6})\s*(?:m|min\.?|minut|minutes?)?)?"
)


def read_remind(text: str) -> int | None:
    """`15`, `1h`, `1d`, `1d 2h`, `pół godziny` in minutes; None when nothing was typed.

    Raises `RuleViolation` on “remind”.
    """
    typed = text.strip().lower()
    if not typed:
        return None
    found = _REMIND.fullmatch(typed)
    if found is None and (length := read_length(text, days=True)) is not None:
        check_remind(length)
        return length
    if found is None:
        raise RuleViolation(
            "remind",
            _("“{text}” is not a length of time. Type for example 15, 1h or 1d.").format(
                text=clean_line(text)[:20]
            ),
        )
    weeks, days, hours, minutes = (int(found[part] or 0) for part in "wdhm")
    total = ((weeks * 7 + days) * 24 + hours) * 60 + minutes
    check_remind(total)
    return total


def check_remind(minutes: int | None) -> None:
    """Raise `RuleViolation` on “remind” unless it is from 0 to `LONGEST_REMIND_MINUTES`."""
    if minutes is not None and not 0 <= minutes <= LONGEST_REMIND_MINUTES:
        raise RuleViolation("remind", _("A reminder can come at most 28 days before."))


def shown_remind(minutes: int | None) -> str:
    """`15 min`, `1 h`, `1 d 2 h`; readable again by `read_remind`."""
    if minutes is None:
        return ""
    days, rest = divmod(minutes, 24 * 60)
    hours, rest = divmod(rest, 60)
    parts = [f"{days} d"] if days else []
    parts += [f"{hours} h"] if hours else []
    parts += [f"{rest} min"] if rest or not parts else []
    return " ".join(parts)


def begins_at(starts_at: datetime | None, starts_on: date | None, zone: ZoneInfo) -> datetime:
    """The aware moment from which a reminder is counted back."""
    if starts_at is not None:
        return starts_at
    assert starts_on is not None  # one of the two is always set
    return localise(datetime.combine(starts_on, ALL_DAY_FROM), zone)


def is_due(
    begins: datetime, minutes: int, *, snoozed_until: datetime | None, now: datetime
) -> bool:
    """Whether to remind now, *minutes* before *begins*; if snoozed only *snoozed_until* counts."""
    if snoozed_until is not None:
        return snoozed_until <= now
    # Through UTC: aware times of one zone are subtracted by their wall clocks.
    ahead = begins.astimezone(UTC) - now.astimezone(UTC)
    return -REMINDED_FOR <= ahead <= timedelta(minutes=minutes)
