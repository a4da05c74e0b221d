"""Fields shared by the forms of Setup: languages, time zones, whole numbers."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from tui_crm.domain.errors import RuleViolation
from tui_crm.i18n import LANGUAGES, _
from tui_crm.ui.setup.words import LANGUAGE_NAMES

NUMBER = 6
"""Width in cells of a field for a number."""


def languages() -> list[tuple[str, str]]:
    """The languages of the program as options, each named in itself."""
    return [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]


@cache
def zones() -> tuple[tuple[str, str], ...]:
    """The time zones known to this machine as options."""
    return tuple((name, name) for name in sorted(available_timezones()) if "/" in name)


def read_number(field: str, typed: str) -> int | None:
    """The number typed, None for an empty text; raises `RuleViolation` for *field*."""
    text = typed.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise RuleViolation(field, _("Type a whole number, for example 15."))
    return int(text)
