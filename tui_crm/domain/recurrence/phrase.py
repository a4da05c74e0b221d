"""Describing repeat rules in words, proposing common ones; also the package's public interface.

`grammar` reads typed repeats, `rule` computes the days and the stored RRULE.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from tui_crm.domain.dates.dates import MONTHS, WEEKDAYS
from tui_crm.domain.recurrence.grammar import UnreadableRepeat, read_repeat
from tui_crm.domain.recurrence.rule import (
    CANDIDATES,
    LAST,
    MOST,
    Repeat,
    Unit,
    days_until,
    left_from,
    moved,
    next_day,
    next_days,
    read_rule,
    rule_of,
)
from tui_crm.i18n import N_, _, ngettext

__all__ = [
    "CANDIDATES",
    "LAST",
    "MOST",
    "Repeat",
    "Unit",
    "UnreadableRepeat",
    "days_until",
    "describe",
    "left_from",
    "moved",
    "next_day",
    "next_days",
    "presets",
    "read_repeat",
    "read_rule",
    "rule_of",
]

# Each is a message of its own: in Polish the ordinal agrees with the gender of the weekday.
_COUNTED: Final = {
    1: (
        N_("first Monday of the month"), N_("first Tuesday of the month"),
        N_("first Wednesday of the month"), N_("first Thursday of the month"),
        N_("first Friday of the month"), N_("first Saturday of the month"),
        N_("first Sunday of the month"),
    ),
    2: (
        N_("second Monday of the month"), N_("second Tuesday of the month"),
        N_("second Wednesday of the month"), N_("second Thursday of the month"),
        N_("second Friday of the month"), N_("second Saturday of the month"),
        N_("second Sunday of the month"),
    ),
    3: (
        N_("third Monday of the month"), N_("third Tuesday of the month"),
        N_("third Wednesday of the month"), N_("third Thursday of the month"),
        N_("third Friday of the month"), N_("third Saturday of the month"),
        N_("third Sunday of the month"),
    ),
    4: (
        N_("fourth Monday of the month"), N_("fourth Tuesday of the month"),
        N_("fourth Wednesday of the month"), N_("fourth Thursday of the month"),
        N_("fourth Friday of the month"), N_("fourth Saturday of the month"),
        N_("fourth Sunday of the month"),
    ),
    LAST: (
        N_("last Monday of the month"), N_("last Tuesday of the month"),
        N_("last Wednesday of the month"), N_("last Thursday of the month"),
        N_("last Friday of the month"), N_("last Saturday of the month"),
        N_("last Sunday of the month"),
    ),
}  # fmt: skip
_WORKING: Final = {
    1: N_("first working day of the month"),
    2: N_("second working day of the month"),
    3: N_("third working day of the month"),
    4: N_("fourth working day of the month"),
    LAST: N_("last working day of the month"),
}


def describe(repeat: Repeat) -> str:
    """The repeat in words, in the language in use; `read_repeat` can read them."""
    phrase = _how_often(repeat)
    if repeat.until is not None:
        phrase = _("{repeat} until {day}").format(repeat=phrase, day=f"{repeat.until:%d.%m.%Y}")
    if repeat.times is not None:
        phrase += " " + ngettext("{n} time", "{n} times", repeat.times).format(n=repeat.times)
    return phrase


def _how_often(repeat: Repeat) -> str:
    match repeat.unit:
        case Unit.DAYS:
            if repeat.working:
                return _("every weekday")
            n = repeat.every
            return (
                _("daily") if n == 1 else ngettext("every {n} day", "every {n} days", n).format(n=n)
            )
        case Unit.WEEKS:
            return _weekly(repeat)
        case Unit.MONTHS:
            return _monthly(repeat)
        case Unit.YEARS:
            return _yearly(repeat)


def _weekly(repeat: Repeat) -> str:
    days, n = ", ".join(_(WEEKDAYS[weekday]) for weekday in repeat.weekdays), repeat.every
    if n == 1:
        return _("weekly on {days}").format(days=days)
    phrase = ngettext("every {n} week on {days}", "every {n} weeks on {days}", n)
    return phrase.format(n=n, days=days)


def _monthly(repeat: Repeat) -> str:
    n = repeat.every
    often = ngettext("every {n} month", "every {n} months", n).format(n=n)
    if repeat.nth:
        which = _(_WORKING[repeat.nth] if repeat.working else _counted(repeat))
        return which if n == 1 else f"{often}, {which}"
    if n == 1:
        return _("monthly on day {day}").format(day=repeat.day)
    return _("{often} on day {day}").format(often=often, day=repeat.day)


def _counted(repeat: Repeat) -> str:
    return _COUNTED[repeat.nth][repeat.weekdays[0]]


def _yearly(repeat: Repeat) -> str:
    day, n = f"{repeat.day} {_(MONTHS[repeat.month - 1])}", repeat.every
    if n == 1:
        return _("yearly on {day}").format(day=day)
    return ngettext("every {n} year on {day}", "every {n} years on {day}", n).format(n=n, day=day)


def presets(start: date) -> tuple[Repeat, ...]:
    """The repeats that are suggested for an activity on *start*."""
    weekday = (start.weekday(),)
    nth = (start.day - 1) // 7 + 1
    return (
        Repeat(start, Unit.DAYS),
        Repeat(start, Unit.DAYS, working=True),
        Repeat(start, Unit.WEEKS, weekdays=weekday),
        Repeat(start, Unit.WEEKS, 2, weekday),
        Repeat(start, Unit.MONTHS, day=start.day),
        Repeat(start, Unit.MONTHS, nth=nth if nth <= 4 else LAST, weekdays=weekday),
        Repeat(start, Unit.MONTHS, nth=LAST, working=True),
        Repeat(start, Unit.MONTHS, 3, day=start.day),
        Repeat(start, Unit.YEARS, day=start.day, month=start.month),
    )
