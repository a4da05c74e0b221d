"""Planned lengths, typed as a length (`1h 30`) or as an end (`until 15:30`)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tui_crm.domain.dates.dates import localise, read_when
from tui_crm.domain.dates.grammar import read_length
from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.domain.text import clean_line
from tui_crm.i18n import _

LONGEST_PLAN_MINUTES: Final = 7 * 24 * 60

# A dash needs minutes after it: `-15` alone would look like a negative length.
_END: Final = re.compile(
    r"(?:(?:do|to|until|till)\b\s*|[-–—]\s*(?=\d{1,2}[:.]\d))(?P<end>.+)", re.IGNORECASE
)
_HOUR: Final = re.compile(r"(?:godz\.? ?)?(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2}))?", re.ASCII)
_MINUTES: Final = re.compile(
    r"(?:(?P<h>\d{1,4})\s*(?:h|g|godz\.?|:))?\s*(?:(?P<m>\d{1,6})\s*(?:m|min\.?|minut)?)?"
)
_SHOWN: Final = 20


def read_minutes(text: str) -> int | None:
    """`30`, `30 min`, `1h`, `1h 30`, `1:30`, `1,5 h`, `90'`; None when nothing was typed.

    Raises `RuleViolation` on “planned”.
    """
    typed = text.strip().lower()
    if not typed:
        return None
    found = _MINUTES.fullmatch(typed) if typed.isascii() else None
    if found is None and (length := read_length(text)) is not None:
        return length
    if found is None:
        raise RuleViolation(
            "planned",
            _("“{text}” is not a length of time. Type for example 30 or 1h 30.").format(
                text=clean_line(text)[:20]
            ),
        )
    return int(found["h"] or 0) * 60 + int(found["m"] or 0)


def shown_minutes(minutes: int | None) -> str:
    """`30 min`, `1 h 30 min`; readable again by `read_minutes`."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{rest} min"] if rest else []
    return " ".join(parts)


def check_planned(minutes: int | None) -> None:
    """Raise `RuleViolation` on “planned” unless the length is from 0 minutes to 7 days."""
    if minutes is not None and not 0 <= minutes <= LONGEST_PLAN_MINUTES:
        raise RuleViolation("planned", _("Plan between 0 minutes and 7 days."))


def typed_end(text: str) -> str:
    """The text after “until” in `do 15:30`, `-15:30`; empty for a length."""
    found = _END.fullmatch(text.strip())
    return "" if found is None else found["end"].strip()


def minutes_until(text: str, *, starts: datetime, zone: ZoneInfo) -> int:
    """How many minutes after the aware *starts* the hour, or the day and hour, of *text* is.

    An hour alone that is not after the start is one of the next day. Raises `RuleViolation` on
    “planned”.
    """
    begins = starts.astimezone(zone)
    ends = _same_evening(text, begins, zone)
    if ends is None:
        ends = _on_a_day(text, begins, zone)
    minutes = round((ends.astimezone(UTC) - begins.astimezone(UTC)) / timedelta(minutes=1))
    # By the wall clock: the day on which the clocks change has 23 or 25 hours.
    a_day = ends.replace(tzinfo=None) - begins.replace(tzinfo=None) >= timedelta(days=1)
    if minutes <= 0 or (a_day and _bare(text)):
        raise RuleViolation(
            "planned",
            _("It would end before it begins. Type a later end, for example until 15:30."),
        )
    return minutes


def _bare(text: str) -> bool:
    return _HOUR.fullmatch(text) is not None


def _same_evening(text: str, begins: datetime, zone: ZoneInfo) -> datetime | None:
    found = _HOUR.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if (hour, minute) == (24, 0):
        hour = 0
    if hour > 23 or minute > 59:
        raise RuleViolation(
            "planned",
            _("There is no hour {text}. Type one from 0:00 to 23:59.").format(text=text[:_SHOWN]),
        )
    day, clock = begins.date(), time(hour, minute)
    ends = localise(datetime.combine(day, clock), zone)
    if ends.astimezone(UTC) <= begins.astimezone(UTC):
        ends = localise(datetime.combine(day + timedelta(days=1), clock), zone)
    return ends


def _on_a_day(text: str, begins: datetime, zone: ZoneInfo) -> datetime:
    try:
        spoken = read_when(text, now=begins, zone=zone, keep=begins)
    except CrmError:
        spoken = None
    if spoken is None or not spoken.has_time or spoken.is_offset:
        raise RuleViolation(
            "planned",
            _("“{text}” is no hour at which it ends. Type for example until 15:30.").format(
                text=clean_line(text)[:_SHOWN]
            ),
        )
    return spoken.at
