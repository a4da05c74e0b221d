"""The grammar of typed dates: from a text to a day and an hour, without zones.

Every form must match the whole text. A text that has the form of a date but is none (`31.02`,
`25:00`) is refused with a message of its own, any other text with the general one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final, TypeAlias

from dateutil.relativedelta import relativedelta

from tui_crm.domain.dates import vocabulary
from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import clean_line, fold
from tui_crm.i18n import _

FIRST_YEAR: Final = 1970
# One less than Python's last year, so that no time zone and no rounding leads beyond it.
LAST_YEAR: Final = 9998

_LONGEST_TEXT: Final = 60
_MOST_DIGITS: Final = 5


class UnreadableDate(CrmError):
    """What was typed is not a date or an hour; the message says what to type."""


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance; `minutes` is None when only days, weeks or months were typed."""

    months: int = 0
    days: int = 0
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday 0; *next_week* when “next” was typed before it."""

    number: int
    next_week: bool


Day: TypeAlias = date | Offset | Weekday


def out_of_range() -> UnreadableDate:
    """The error for a date outside of `FIRST_YEAR` to `LAST_YEAR`."""
    return UnreadableDate(
        _("Type a date between the years {first} and {last}.").format(
            first=FIRST_YEAR, last=LAST_YEAR
        )
    )


def read_phrase(text: str, *, today: date) -> tuple[Day | None, time | None]:
    """The day and the hour that were typed; at least one of them. Raises `UnreadableDate`.

    A day and a month with a dot between them are a date wherever the second number can be a
    month, so `9.10` is 9 October and `9.30` half past nine. After a day, “at” or “o” it is an hour;
    only after a plain weekday, as in `thu 26.11`, it is still a date, which must agree with it.
    """
    if len(text) <= _LONGEST_TEXT:
        folded = re.sub(r"(?<=-[0-9]{2})t(?=[0-9])", " ", fold(text.replace(",", " ")))
        for found in _readings(folded.split(), today):
            return found
    shortened = clean_line(text[: _LONGEST_TEXT + 1])
    if len(shortened) > _LONGEST_TEXT // 2:
        shortened = shortened[: _LONGEST_TEXT // 2] + "…"
    raise UnreadableDate(
        _("“{text}” is not a date. Type for example 14:30, tomorrow 9, fri, +3d or 26.11.").format(
            text=shortened
        )
    )


def _readings(words: list[str], today: date) -> Iterator[tuple[Day | None, time | None]]:
    """The ways to divide the words into day and hour, the longest day first."""
    for cut in range(len(words), 0, -1):
        day = _read_day(" ".join(words[:cut]), today)
        if day is not None and cut == len(words):
            yield day, None
        elif day is not None and (clock := _read_clock(" ".join(words[cut:]))):
            _refuse_year_or_hour(words[cut:], day, words[cut - 1])
            yield day, clock
    if clock := _read_clock(" ".join(words)):
        _refuse_bare_number(words)
        yield None, clock
    for cut in range(1, len(words)):
        first = " ".join(words[:cut])
        clock = None if first.isdecimal() else _read_clock(first)
        day = _read_day(" ".join(words[cut:]), today) if clock else None
        if day is not None:
            yield day, clock


def _refuse_bare_number(words: list[str]) -> None:
    if len(words) != 1 or not words[0].isdecimal():
        return
    if len(words[0]) <= 2:
        raise UnreadableDate(
            _("“{text}” may be an hour or a day. Type it like 9:00 or like 9.11.").format(
                text=words[0]
            )
        )
    if _like_a_year(words[0]):
        raise _year_or_hour(words[0])


def _refuse_year_or_hour(clock: list[str], day: Day, day_ends: str) -> None:
    """After `26.11`, `2030` can be meant either way; after a day with its year it cannot."""
    without_year = isinstance(day, date) and re.fullmatch(r"[0-9]{1,2}[./][0-9]{1,2}\.?", day_ends)
    if without_year and len(clock) == 1 and _like_a_year(clock[0]):
        raise _year_or_hour(clock[0])


def _like_a_year(number: str) -> bool:
    return len(number) == 4 and number.isdecimal() and int(number) >= FIRST_YEAR


def _year_or_hour(number: str) -> UnreadableDate:
    return UnreadableDate(
        _("“{text}” may be a year or an hour. Type it like 26.11.{text} or like {hour}.").format(
            text=number, hour=f"{number[:2]}:{number[2:]}"
        )
    )


_CLOCK: Final = re.compile(
    r"(?:(?:at|@|o godz\.?|godz\.?|o) ?)?"
    r"(?P<hour>[0-9]{1,2}?)(?:[:.]?(?P<minute>[0-9]{2}))? ?(?P<half>am|pm)?"
)
_BEFORE_NOON: Final = re.compile(r"(?:(?:at|w|o) )?(.+)")


def _read_clock(text: str) -> time | None:
    noon = _BEFORE_NOON.fullmatch(text)
    if noon and noon[1] in vocabulary.NOON:
        return time(12)
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        # 12 am is midnight and 12 pm noon; 13 pm is nothing.
        hour = hour % 12 + (12 if found["half"] == "pm" else 0) if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise UnreadableDate(
            _("There is no hour {text}. Type one from 0:00 to 23:59.").format(text=text)
        )
    return time(hour, minute)


def _read_day(text: str, today: date) -> Day | None:
    # “na 4 godziny” is a length of time, so fillers are skipped only after trying an offset.
    if offset := _read_offset(text):
        return offset
    words = text.split()
    while len(words) > 1 and words[0] in vocabulary.FILLERS:
        words = words[1:]
    text = " ".join(words)
    if text in vocabulary.DAY_FROM_TODAY:
        return today + timedelta(days=vocabulary.DAY_FROM_TODAY[text])
    if text in vocabulary.NOW:
        return Offset(minutes=0)
    if text in vocabulary.MONTH_END:
        return today + relativedelta(day=31)
    return _read_weekday(words, today) or _read_date(text, today)


def _read_weekday(words: list[str], today: date) -> Day | None:
    """`fri`, `next fri`, and `thu 26 nov` where that is a Thursday."""
    next_week = words[0] in vocabulary.NEXT
    name, *rest = words[1:] if next_week and len(words) > 1 else words
    number = vocabulary.WEEKDAY.get(name.removesuffix("."))
    if number is None:
        return None
    if not rest:
        return Weekday(number, next_week)
    day = None if next_week else _read_date(" ".join(rest), today)
    if day is not None and day.weekday() != number:
        raise UnreadableDate(
            _("{text} is another day of the week. Leave out the one or the other.").format(
                text=" ".join(rest)
            )
        )
    return day


_DAY_MONTH: Final = re.compile(
    r"(?P<day>[0-9]{1,2})(?P<sign>[./-]) ?(?P<month>[0-9]{1,2})"
    r"(?:(?P=sign)(?P<year>[0-9]{4}|[0-9]{2})|\. (?P<far_year>[0-9]{4})|\.)?"
)
_YEAR_FIRST: Final = re.compile(
    r"(?P<year>[0-9]{4})(?P<sign>[./-])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"
)
_NAMED_MONTH: Final = (
    re.compile(
        r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)? ?(?P<name>[a-z]+)\.?(?: (?P<year>[0-9]{4}))?"
    ),
    re.compile(r"(?P<name>[a-z]+)\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?: (?P<year>[0-9]{4}))?"),
)


def _read_date(text: str, today: date) -> date | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(text, int(found["day"]), int(found["month"]), int(found["year"]))
    if found := _DAY_MONTH.fullmatch(text):
        return _read_day_month(text, found, today)
    for form in _NAMED_MONTH:
        found = form.fullmatch(text)
        month = vocabulary.MONTH.get(found["name"]) if found else None
        if found and month:
            year = found["year"]
            if year is None:
                return _nearest(text, int(found["day"]), month, today)
            # Four digits before `FIRST_YEAR` are an hour: 26 nov 1430.
            return _day(text, int(found["day"]), month, int(year)) if _like_a_year(year) else None
    return None


def _read_day_month(text: str, found: re.Match[str], today: date) -> date | None:
    day, month = int(found["day"]), int(found["month"])
    year = found["year"] or found["far_year"]
    if found["sign"] == "-" and len(year or "") != 4:
        return None  # 10-11-12 may begin with the day or with the year.
    if year:
        return _day(text, day, month, int(year) + (2000 if len(year) == 2 else 0))
    if found["sign"] == "." and (day == 0 or not 1 <= month <= 12):
        return None  # It may be an hour.
    return _nearest(text, day, month, today)


def _day(text: str, day: int, month: int, year: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise out_of_range()
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_such_day(text) from None


def _nearest(text: str, day: int, month: int, today: date) -> date:
    """The first such day from today on; 29 February may be years away."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise _no_such_day(text)


def _no_such_day(text: str) -> UnreadableDate:
    return UnreadableDate(
        _("There is no day {text}. Type the day first, then the month, like 26.11.").format(
            text=text
        )
    )


_OFFSET: Final = re.compile(r"(?P<before>\+ ?|- ?|za |in )?(?P<steps>.+?)(?P<ago> ago| temu)?")
_STEP: Final = re.compile(r"[0-9]+|[a-z]+|[^ ]")


def _read_offset(text: str) -> Offset | None:
    """`3d`, `1w2d`, `za tydzień`, `in 2 hours`; before now with `-3d` and `3 days ago`."""
    found = _OFFSET.fullmatch(text)
    if found is None or (found["before"] and found["ago"]):
        return None
    if found["steps"] in vocabulary.HALF_AN_HOUR:
        steps: dict[str, int] | None = {"minutes": 30}
    else:
        steps = _read_steps(found["steps"], one_is_meant=found["before"] in {"za ", "in "})
    if steps is None:
        return None
    sign = -1 if found["ago"] or (found["before"] or "").startswith("-") else 1
    return Offset(**{unit: sign * number for unit, number in steps.items()})


def _read_steps(text: str, *, one_is_meant: bool) -> dict[str, int] | None:
    """How many months, days and minutes; each unit may occur once, as in `1w 2d`."""
    totals: dict[str, int] = {}
    seen: set[tuple[str, int]] = set()
    number: str | None = "1" if one_is_meant else None
    fresh = True
    for word in _STEP.findall(text):
        if word[0] in "0123456789" or word in vocabulary.NUMBER:
            if not fresh:
                return None
            number, fresh = str(vocabulary.NUMBER.get(word, word)), False
        elif unit := _unit(word):
            if number is None or unit in seen:
                return None
            seen.add(unit)
            totals[unit[0]] = totals.get(unit[0], 0) + _amount(number) * unit[1]
            number, fresh = None, True
        elif not (fresh and seen and word in {"i", "and", "."}):
            return None
    return totals if seen and number is None and word not in {"i", "and"} else None


def _unit(word: str) -> tuple[str, int] | None:
    for name, table in (
        ("minutes", vocabulary.MINUTES),
        ("days", vocabulary.DAYS),
        ("months", vocabulary.MONTHS),
    ):
        if word in table:
            return name, table[word]
    return None


def _amount(number: str) -> int:
    if len(number) > _MOST_DIGITS:
        raise UnreadableDate(_("That is too far away. Type a smaller number, like 3d or 2w."))
    return int(number)
