"""How long a conversation took, as it is typed (`7:30` is minutes and seconds) and shown."""

from __future__ import annotations

import re
from typing import Final

from tui_crm.domain.activities.timer import LONGEST_SECONDS
from tui_crm.domain.dates.grammar import read_length
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.text import clean_line
from tui_crm.i18n import _

_CLOCK: Final = re.compile(r"(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,4})[:.](?P<s>\d{2})")
_UNITS: Final = re.compile(
    r"(?:(?P<h>\d{1,2}(?:[.,]\d)?)\s*(?:h|hrs?|hours?|g|godz\.?|godzin[aęy]?))?\s*"
    r"(?:(?P<m>\d{1,4}(?:[.,]\d)?)\s*(?:(?:m|mins?|minutes?|minut[aęy]?)\.?|'|$|(?=\s+\d)))?\s*"
    r"(?:(?P<s>\d{1,5})\s*(?:(?:s|secs?|seconds?|sek|sekund[aęy]?)\.?|\"|'')?)?"
)
_SHOWN: Final = 20


def read_seconds(text: str) -> int | None:
    """`7`, `7:30`, `7 min`, `1h05`, `1:07:30`, `45 s`, `7,5`; None when nothing was typed.

    A number alone is minutes. Raises `RuleViolation` on “took”, also for more than a day.
    """
    typed = " ".join(text.lower().split())
    if not typed:
        return None
    seconds = _of_clock(typed)
    if seconds is None:
        seconds = _of_units(typed)
    if seconds is None:
        minutes = read_length(text)
        seconds = None if minutes is None else minutes * 60
    if seconds is None:
        raise RuleViolation(
            "took",
            _("“{text}” is not how long it took. Type for example 7, 7:30 or 1h05.").format(
                text=clean_line(text)[:_SHOWN]
            ),
        )
    if seconds > LONGEST_SECONDS:
        raise RuleViolation("took", _("Nothing takes longer than a day here. Type less."))
    return seconds


def _of_clock(typed: str) -> int | None:
    found = _CLOCK.fullmatch(typed) if typed.isascii() else None
    if found is None or int(found["s"]) > 59 or (found["h"] and int(found["m"]) > 59):
        return None
    return int(found["h"] or 0) * 3600 + int(found["m"]) * 60 + int(found["s"])


def _of_units(typed: str) -> int | None:
    found = _UNITS.fullmatch(typed)
    if found is None or not re.fullmatch(r"[0-9a-zęó.,'\" ]+", typed):
        return None
    hours, minutes, seconds = (_tenths(found[name]) for name in "hms")
    return (hours * 3600 + minutes * 60 + seconds) // 10


def _tenths(text: str | None) -> int:
    whole, _point, part = (text or "0").replace(",", ".").partition(".")
    return int(whole) * 10 + int(part or 0)


def shown_seconds(seconds: int) -> str:
    """`7 min 30 s`, `1 h 5 min`, `45 s`, `0 min`; readable again by `read_seconds`."""
    hours, rest = divmod(max(seconds, 0), 3600)
    parts = [(hours, "h"), (rest // 60, "min"), (rest % 60, "s")]
    return " ".join(f"{value} {unit}" for value, unit in parts if value) or "0 min"
