"""The grammar of typed dates: from a text to a day and an hour, without zones.

Every form must match the whole text. A text that has the form of a date but is none (`31.02`,
`25:00`) is refused with a message of its own, any other text with the general one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum
from typing import Final, TypeAlias

from dateutil.relativedelta import relativedelta

from tui_crm.domain.dates import vocabulary
from tui_crm.domain.dates.clock import read_clock, read_spoken_clock
from tui_crm.domain.dates.offsets import POINT, Offset, read_offset
from tui_crm.domain.dates.unreadable import FIRST_YEAR, LAST_YEAR, UnreadableDate, out_of_range
from tui_crm.domain.text import clean_line, fold
from tui_crm.i18n import _


class Toward(Enum):
    """In which direction an incomplete date is looked for."""

    AHEAD = "ahead"
    """What is planned: the next such day from today on."""
    BACK = "back"
    """What has happened: the last such day up to today."""
    NEAREST = "nearest"
    """What is looked at: the nearest such day, past or to come."""


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday 0, with what was typed before it: 1 “next”, -1 “last”, else 0."""

    number: int
    week: int


class YearlessDate(date):
    """A date whose year was not typed, but found by `Toward`."""


Day: TypeAlias = date | Offset | Weekday


_LONGEST_TEXT: Final = 60
# A comma within a number, as in “1,5 h”; any other one separates words.
_DECIMAL: Final = re.compile(
    r"(?<![0-9.,:/])([0-9]{1,2}),(0|25|50?|75)(?= ?(?:h|hrs?|hours?|g|godz[a-z]*)(?![a-z]))"
)
# A month of one Roman letter is one in capitals only: “2 i 9” is no day of January.
_ONE_LETTER: Final = re.compile(r"(?<=[0-9])(\. ?|[ /-])([IVX])(?![^\W_])")


def read_phrase(
    text: str, *, today: date, toward: Toward = Toward.AHEAD
) -> tuple[Day | None, time | None]:
    """The day and the hour that were typed; at least one of them. Raises `UnreadableDate`.

    *toward* chooses the year of a day and a month without one.

    A day and a month with a dot between them are a date wherever the second number can be a
    month, so `9.10` is 9 October and `9.30` half past nine. After a day, “at” or “o” it is an hour;
    only after a plain weekday, as in `thu 26.11`, it is still a date, which must agree with it.
    """
    if len(text) <= _LONGEST_TEXT:
        folded = re.sub(r"(?<=-[0-9]{2})t(?=[0-9])", " ", _folded(text))
        for found in _readings(folded.split(), _Calendar(today, toward)):
            return found
    shortened = clean_line(text[: _LONGEST_TEXT + 1])
    if len(shortened) > _LONGEST_TEXT // 2:
        shortened = shortened[: _LONGEST_TEXT // 2] + "…"
    raise UnreadableDate(
        _("“{text}” is not a date. Type for example 14:30, tomorrow 9, fri, +3d or 26.11.").format(
            text=shortened
        )
    )


def read_length(text: str, *, days: bool = False) -> int | None:
    """The minutes of a length: `1,5 h`, `pół godziny`, `90'`, with *days* also `2 days`.

    None for any other text, also for one that says in which direction, or too far away.
    """
    if len(text) > _LONGEST_TEXT:
        return None
    folded = " ".join(_folded(text).split())
    try:
        length = read_offset(folded)
    except UnreadableDate:
        return None
    if length is None or length.directed or length.months or (length.days and not days):
        return None
    return length.days * 24 * 60 + (length.minutes or 0)


def _folded(text: str) -> str:
    folded = fold(_ONE_LETTER.sub(r"\1\2!", text))
    return _DECIMAL.sub(rf"\1{POINT}\2", folded).replace(",", " ")


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The day that days are counted from, and the direction in which they are looked for."""

    today: date
    toward: Toward


def _readings(words: list[str], calendar: _Calendar) -> Iterator[tuple[Day | None, time | None]]:
    """The ways to divide the words into day and hour, the longest day first."""
    # “za kwadrans 9” is an hour, although “za kwadrans” is a distance.
    if clock := read_spoken_clock(" ".join(words)):
        yield None, clock
    for cut in range(len(words), 0, -1):
        day = _read_day(" ".join(words[:cut]), calendar)
        if day is not None and cut == len(words):
            yield day, None
        elif day is not None and (clock := read_clock(" ".join(words[cut:]))):
            _refuse_year_or_hour(words[cut:], day, words[cut - 1])
            yield day, clock
    if clock := read_clock(" ".join(words)):
        _refuse_bare_number(words)
        yield None, clock
    for cut in range(1, len(words)):
        first = " ".join(words[:cut])
        clock = None if first.isdecimal() else read_clock(first)
        day = _read_day(" ".join(words[cut:]), calendar) if clock else None
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


def _read_day(text: str, calendar: _Calendar) -> Day | None:
    # “na 4 godziny” is a length of time, so fillers are skipped only after trying an offset.
    if offset := read_offset(text):
        return offset
    words = text.split()
    while len(words) > 1 and words[0] in vocabulary.FILLERS:
        words = words[1:]
    text = " ".join(words)
    if text in vocabulary.DAY_FROM_TODAY:
        return calendar.today + timedelta(days=vocabulary.DAY_FROM_TODAY[text])
    if text in vocabulary.NOW:
        return Offset(minutes=0)
    if text in vocabulary.MONTH_END:
        return _month_end(calendar)
    return _read_weekday(words, calendar) or _read_date(text, calendar)


def _month_end(calendar: _Calendar) -> date:
    ends = calendar.today + relativedelta(day=31)
    if calendar.toward is Toward.BACK and ends > calendar.today:
        ends = calendar.today.replace(day=1) - timedelta(days=1)
    return ends


def _read_weekday(words: list[str], calendar: _Calendar) -> Day | None:
    """`fri`, `next fri`, `last fri`, and `thu 26 nov` where that is a Thursday."""
    week = 1 if words[0] in vocabulary.NEXT else -1 if words[0] in vocabulary.LAST else 0
    name, *rest = words[1:] if week and len(words) > 1 else words
    number = vocabulary.WEEKDAY.get(name.removesuffix("."))
    if number is None:
        return None
    if not rest:
        return Weekday(number, week)
    day = None if week else _read_date(" ".join(rest), calendar)
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
        r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|-?e?go|\.)? ?(?:of )?(?P<name>[a-z]+)\.?"
        r"(?: (?P<year>[0-9]{4}))?"
    ),
    re.compile(r"(?P<name>[a-z]+)\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?: (?P<year>[0-9]{4}))?"),
)
_ROMAN_MONTH: Final = re.compile(
    r"(?P<day>[0-9]{1,2})(?:\. ?|[ /-])(?P<name>[ivx]{2,4}|[ivx]!)(?:[./-]|\. )?"
    r"(?:(?: |(?<=[./-])|(?<=\. ))(?P<year>[0-9]{4}))?"
)
# “3.12.2026 r.”, “3 grudnia 2026 roku”: the word for a year behind it.
_CALLED_A_YEAR: Final = re.compile(
    r"(?P<date>.*(?<![0-9])[0-9]{4}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2}) ?(?:r\.?|roku)"
)


def _read_date(text: str, calendar: _Calendar) -> date | None:
    if called := _CALLED_A_YEAR.fullmatch(text):
        text = called["date"]
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(text, int(found["day"]), int(found["month"]), int(found["year"]))
    if found := _DAY_MONTH.fullmatch(text):
        return _read_day_month(text, found, calendar)
    for form, months in (
        (_ROMAN_MONTH, vocabulary.ROMAN_MONTH),
        *((form, vocabulary.MONTH) for form in _NAMED_MONTH),
    ):
        found = form.fullmatch(text)
        month = months.get(found["name"]) if found else None
        if found and month:
            year = found["year"]
            if year is None:
                return _found(text, int(found["day"]), month, calendar)
            # Four digits before `FIRST_YEAR` are an hour: 26 nov 1430.
            return _day(text, int(found["day"]), month, int(year)) if _like_a_year(year) else None
    return None


def _read_day_month(text: str, found: re.Match[str], calendar: _Calendar) -> date | None:
    day, month = int(found["day"]), int(found["month"])
    year = found["year"] or found["far_year"]
    if found["sign"] == "-" and len(year or "") != 4:
        return None  # 10-11-12 may begin with the day or with the year.
    if year:
        return _day(text, day, month, int(year) + (2000 if len(year) == 2 else 0))
    if found["sign"] == "." and (day == 0 or not 1 <= month <= 12):
        return None  # It may be an hour.
    return _found(text, day, month, calendar)


def _day(text: str, day: int, month: int, year: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise out_of_range()
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_such_day(text) from None


def _found(text: str, day: int, month: int, calendar: _Calendar) -> YearlessDate:
    """The first such day from today on, the last one up to today, or the nearer of both.

    29 February may be years away.
    """
    today, found = calendar.today, []
    if calendar.toward is not Toward.BACK:
        ahead = (_in_year(day, month, year) for year in range(today.year, today.year + 9))
        found += [next((one for one in ahead if one is not None and one >= today), None)]
    if calendar.toward is not Toward.AHEAD:
        back = (_in_year(day, month, year) for year in range(today.year, today.year - 9, -1))
        found += [next((one for one in back if one is not None and one <= today), None)]
    days = [one for one in found if one is not None]
    if not days:
        raise _no_such_day(text)
    return min(days, key=lambda one: abs(one.toordinal() - today.toordinal()))


def _in_year(day: int, month: int, year: int) -> YearlessDate | None:
    try:
        return YearlessDate(year, month, day)
    except ValueError:
        return None


def _no_such_day(text: str) -> UnreadableDate:
    return UnreadableDate(
        _("There is no day {text}. Type the day first, then the month, like 26.11.").format(
            text=text
        )
    )
