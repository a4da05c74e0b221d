"""The grammar of typed repeats (`every 2 weeks`, `co miesiąc`), in Polish and English."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from typing import Any, Final

from tui_crm.domain.dates.grammar import read_phrase
from tui_crm.domain.dates.vocabulary import DAYS, MONTHS, NUMBER, WEEKDAY
from tui_crm.domain.errors import CrmError
from tui_crm.domain.recurrence.rule import LAST, MOST_NTH, Repeat, Unit, check_repeat
from tui_crm.domain.text import clean_line, fold
from tui_crm.i18n import _

_LONGEST_TEXT: Final = 100
_SHOWN: Final = 30


class UnreadableRepeat(CrmError):
    """What was typed is not a repeat; the message says what to type."""


def _same(row: str, value: tuple[Unit, int]) -> dict[str, tuple[Unit, int]]:
    return dict.fromkeys(row.split("|"), value)


_ADVERBS: Final = {
    **_same("daily|codziennie|dziennie", (Unit.DAYS, 1)),
    **_same("weekly|tygodniowo|cotygodniowo", (Unit.WEEKS, 1)),
    **_same("fortnightly", (Unit.WEEKS, 2)),
    **_same("monthly|miesiecznie|comiesiecznie", (Unit.MONTHS, 1)),
    **_same("quarterly|kwartalnie|co kwartal|every quarter", (Unit.MONTHS, 3)),
    **_same("co pol roku|polrocznie|every half year|half-yearly", (Unit.MONTHS, 6)),
    **_same("yearly|annually|rocznie|corocznie", (Unit.YEARS, 1)),
}
_UNITS: Final = {
    **{word: (Unit.DAYS, size) for word, size in DAYS.items() if size == 1},
    **{word: (Unit.WEEKS, 1) for word, size in DAYS.items() if size == 7},
    **{word: (Unit.MONTHS, 1) for word, size in MONTHS.items() if size == 1},
    **{word: (Unit.YEARS, 1) for word, size in MONTHS.items() if size == 12},
    **_same("dnia", (Unit.DAYS, 1)),
    **_same("tygodnia|tygodniu", (Unit.WEEKS, 1)),
    **_same("miesiaca|miesiacu", (Unit.MONTHS, 1)),
    **_same("quarter|quarters|kwartal|kwartaly|kwartalow", (Unit.MONTHS, 3)),
    **_same("roku", (Unit.YEARS, 1)),
}
_MANY_DAYS: Final = {
    word: number
    for number, words in enumerate(
        (
            "mondays poniedzialki", "tuesdays wtorki", "wednesdays srody", "thursdays czwartki",
            "fridays piatki", "saturdays soboty", "sundays niedziele",
        )
    )
    for word in words.split()
}  # fmt: skip
_WEEKDAYS: Final = {**WEEKDAY, **_MANY_DAYS}
_NTH: Final = {
    word: nth
    for nth, words in {
        1: "first 1st 1. pierwszy pierwsza pierwsze pierwszego",
        2: "second 2nd 2. drugi druga drugie drugiego",
        3: "third 3rd 3. trzeci trzecia trzecie trzeciego",
        4: "fourth 4th 4. czwarty czwarta czwarte czwartego",
        LAST: "last ostatni ostatnia ostatnie ostatniego",
    }.items()
    for word in words.split()
}
_SAID_OF_MONTHS: Final = frozenset({"third", "3rd", "fourth", "4th"})
"""“Every third Friday” is said of every third week, and of the third Friday of each month."""
_EVERY: Final = r"(?:every|each|co|kazdy|kazda|kazde|kazdego|w kazdy|w kazda|we kazdy)"
_WORKDAYS: Final = re.compile(
    r"(?:every |each )?(?:weekdays?|working days?|workdays?|business days?)"
    r"|(?:w )?dni robocze|(?:co|kazdego|w kazdy) (?:dzien|dnia) robocz(?:y|ego)"
)
_WORKDAY_WORD: Final = r"(?:working day|workday|weekday|business day|dzien roboczy|dnia roboczego)"
_OF_MONTH: Final = r"(?: (?:of (?:the|every|each) month|kazdego miesiaca|miesiaca|w miesiacu))?"
_COUNTED: Final = re.compile(
    rf"(?:on )?(?:the )?(?:w |we )?(?P<nth>[a-z]+|\d\.|\d[a-z]{{2}}) "
    rf"(?P<day>{_WORKDAY_WORD}|[a-z]+\.?){_OF_MONTH}"
)
_MONTH_DAY: Final = re.compile(
    rf"(?:on )?(?:the )?(?:day |dnia |dzien )?(?P<day>\d{{1,2}})(?:st|nd|rd|th|-?e?go|\.)?"
    rf"(?: dnia| dzien)?{_OF_MONTH}"
)
_MONTH_ENDS: Final = re.compile(
    r"(?:at |on )?(?:the )?end of (?:the|every) month|(?:na )?koniec miesiaca|last day"
    rf"(?:{_OF_MONTH})|ostatni dzien{_OF_MONTH}"
)
_INTERVAL: Final = re.compile(
    rf"{_EVERY} (?:(?P<other>other|second|drugi|druga|drugie) "
    rf"|(?P<n>\d{{1,3}}|{'|'.join(NUMBER)}) )?"
    r"(?P<unit>[a-z]+)\.?(?:,? (?P<rest>.+))?"
)
# “co drugi wtorek”: every so many weeks; with “of the month” it is the second one of each.
_EVERY_SO_MANYTH: Final = re.compile(
    rf"(?:w )?{_EVERY} (?P<nth>other|[a-z]+|\d{{1,2}}(?:\.|nd|rd|th)?) (?P<days>.+)"
)
_ONCE: Final = re.compile(r"^(?:raz (?:w|na)|once (?:a|an|in a|every)) ")
_UNTIL: Final = re.compile(r"(?P<core>.*?),? (?:until|till|do|az do) (?P<until>.+)")
_TIMES: Final = re.compile(r"(?P<core>.*?),? (?P<times>\d{1,3}) ?(?:x|times?|razy|raz)")
_BETWEEN: Final = frozenset({"and", "i", "oraz", "on", "the", "w", "we"})


def read_repeat(text: str, start: date) -> Repeat | None:
    """The repeat rule that *text* means for an activity on *start*; None when nothing was typed.

    What the text leaves open follows from *start*: the weekday, the day of the month. Raises
    `CrmError`.
    """
    folded = fold(text[:_LONGEST_TEXT]).strip(" .,;") + ("." if text.rstrip().endswith(".") else "")
    if folded in {"", "."}:
        return None
    core, until, times = _split_end(folded, start)
    repeat = _read_core(core.strip(" ,"), start)
    if repeat is None or len(text) > _LONGEST_TEXT:
        raise _unreadable(text)
    repeat = dataclasses.replace(repeat, until=until, times=times)
    check_repeat(repeat)
    return repeat


def _unreadable(text: str) -> UnreadableRepeat:
    line = clean_line(text)
    shown = line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
    return UnreadableRepeat(
        _(
            "“{text}” does not say how often. Type for example daily, weekly on Tue or "
            "every 3 months; ↓ shows more."
        ).format(text=shown)
    )


def _split_end(folded: str, start: date) -> tuple[str, date | None, int | None]:
    until = times = None
    core = folded
    if found := _UNTIL.fullmatch(core):
        core, until = found["core"], _read_until(found["until"], start)
    if found := _TIMES.fullmatch(core.rstrip(".") if until is None else core):
        core, times = found["core"], int(found["times"])
        if until is not None:
            raise UnreadableRepeat(_("Type either until when or how many times, not both."))
        if times < 1:
            raise UnreadableRepeat(_("Let it repeat at least once, or empty the field."))
    return core, until, times


def _read_until(phrase: str, start: date) -> date:
    day, clock = read_phrase(phrase, today=start)
    if clock is not None or not isinstance(day, date):
        raise UnreadableRepeat(_("Type the last day like until 31.12 or until 31.12.2027."))
    return date(day.year, day.month, day.day)


def _read_core(core: str, start: date) -> Repeat | None:
    core = _ONCE.sub("every ", core)
    bare = core.rstrip(".")
    if _WORKDAYS.fullmatch(bare):
        return Repeat(start, Unit.DAYS, working=True)
    for word, (unit, every) in _ADVERBS.items():
        if bare == word or core.startswith((f"{word} ", f"{word}, ")):
            return _with_rest(start, unit, every, core[len(word) :].strip(" ,"))
    if (found := _INTERVAL.fullmatch(core)) and (how_often := _how_often(found)):
        return _with_rest(start, *how_often, (found["rest"] or "").strip(" ,"))
    if (found := _EVERY_SO_MANYTH.fullmatch(core)) and (repeat := _every_so_many(found, start)):
        return repeat
    weekdays = _read_weekdays(re.sub(rf"^{_EVERY} ", "", bare))
    if weekdays:
        return Repeat(start, Unit.WEEKS, weekdays=weekdays)
    return _of_months(start, 1, core) if re.search(r"month|miesiac", core) else None


def _every_so_many(found: re.Match[str], start: date) -> Repeat | None:
    """`co drugi wtorek`, `every other fri`, `every second tuesday of the month`."""
    nth = found["nth"]
    if re.search(r"month|miesiac", found["days"]):
        return _of_months(start, 1, f"{nth} {found['days']}") if nth in _NTH else None
    number = 2 if nth == "other" else _NTH.get(nth) or NUMBER.get(nth)
    if nth.rstrip(".").isdecimal():
        number = int(nth.rstrip("."))
    weekdays = _read_weekdays(found["days"])
    if not weekdays or number is None or number < 1:
        return None
    if number > 2 and nth in _SAID_OF_MONTHS:
        raise UnreadableRepeat(
            _(
                "That may be every {n} weeks or once a month. Type which, like every {n} weeks."
            ).format(n=number)
        )
    return Repeat(start, Unit.WEEKS, number, weekdays)


def _how_often(found: re.Match[str]) -> tuple[Unit, int] | None:
    meant = _UNITS.get(found["unit"])
    if meant is None or (len(found["unit"]) == 1 and not found["n"]):
        return None
    unit, size = meant
    if found["other"]:
        return unit, 2 * size
    number = found["n"] or "1"
    return unit, size * (int(number) if number.isdecimal() else NUMBER[number])


def _with_rest(start: date, unit: Unit, every: int, rest: str) -> Repeat | None:
    """The repeat of *every* units, with *rest*, the text after it, naming the days."""
    match unit:
        case Unit.DAYS:
            return None if rest.strip(".") else Repeat(start, unit, every)
        case Unit.WEEKS:
            weekdays = _read_weekdays(rest) if rest.strip(".") else (start.weekday(),)
            return Repeat(start, unit, every, weekdays) if weekdays else None
        case Unit.MONTHS:
            return _of_months(start, every, rest)
        case Unit.YEARS:
            day = _read_yearly(rest) if rest.strip(".") else start
            return None if day is None else Repeat(start, unit, every, day=day.day, month=day.month)


def _read_weekdays(phrase: str) -> tuple[int, ...] | None:
    found: set[int] = set()
    for word in re.split(r"[ ,]+", phrase.rstrip(".")):
        first, _dash, last = word.rstrip(".").partition("-")
        if word in _BETWEEN:
            continue
        if first not in _WEEKDAYS or (last and last not in _WEEKDAYS):
            return None
        from_day, to_day = _WEEKDAYS[first], _WEEKDAYS[last or first]
        if to_day < from_day:
            return None
        found.update(range(from_day, to_day + 1))
    return tuple(sorted(found)) or None


def _of_months(start: date, every: int, rest: str) -> Repeat | None:
    fields: dict[str, Any] = {}
    bare = rest.rstrip(".")
    if not bare:
        fields["day"] = start.day
    elif found := _MONTH_DAY.fullmatch(rest) or _MONTH_DAY.fullmatch(bare):
        fields["day"] = int(found["day"])
        if not 1 <= fields["day"] <= 31:
            raise UnreadableRepeat(_("A month has the days 1 to 31."))
    elif _MONTH_ENDS.fullmatch(bare):
        fields["day"] = 31
    elif (found := _COUNTED.fullmatch(bare)) and found["nth"] in _NTH:
        fields["nth"] = _NTH[found["nth"]]
        day = found["day"].rstrip(".")
        if re.fullmatch(_WORKDAY_WORD, day):
            fields["working"] = True
        elif day in WEEKDAY:
            fields["weekdays"] = (WEEKDAY[day],)
        else:
            return None
    else:
        return None
    assert abs(fields.get("nth", 0)) <= MOST_NTH  # `_NTH` has no others
    return Repeat(start, Unit.MONTHS, every, **fields)


def _read_yearly(rest: str) -> date | None:
    phrase = re.sub(r"^(?:on )?(?:the )?(?:w dniu |dnia )?", "", rest)
    # A leap year, so that 29 February can be typed in any year.
    day, clock = read_phrase(phrase, today=date(2028, 1, 1))
    return day if isinstance(day, date) and clock is None else None
