"""The rule of a series: the days on which an activity repeats, stored as an RRULE without start.

Days are local dates. “Working day” rules skip the company's days off and public holidays; the
other rules do not.
"""

from __future__ import annotations

import dataclasses
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any, Final

from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _

LONGEST_RULE: Final = 255
CANDIDATES: Final = 730
"""The most days that are examined for the next one, and the most repeats that can be counted."""
HORIZON: Final = timedelta(days=2 * 366 + 31)
"""Two years, and a month more for rules like “first Monday”."""
LAST: Final = -1
"""As `Repeat.nth`: the last one of the month."""
MOST_NTH: Final = 4
_LONGEST_MONTH: Final = 31
_SHORTEST_MONTH: Final = 28


class Unit(StrEnum):
    """The unit of a repeat; the values are the FREQ of RRULE."""

    DAYS = "DAILY"
    WEEKS = "WEEKLY"
    MONTHS = "MONTHLY"
    YEARS = "YEARLY"


MOST: Final = {
    Unit.DAYS: 730,
    Unit.WEEKS: 104,
    Unit.MONTHS: 24,
    Unit.YEARS: 2,
}
"""The largest interval by unit: two years."""
_CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKING: Final = "MO,TU,WE,TH,FR"


@dataclass(frozen=True, slots=True)
class Repeat:
    """On which days after *start* an activity repeats.

    *weekdays* (Monday 0) are the days of a week; with *nth* there is one, counted in the month.
    *day* is clamped to the end of a shorter month. *times* counts the first activity, too.
    """

    start: date
    unit: Unit
    every: int = 1
    weekdays: tuple[int, ...] = ()
    day: int = 0
    nth: int = 0
    month: int = 0
    working: bool = False
    until: date | None = None
    times: int | None = None


# As text


def rule_of(repeat: Repeat) -> str:
    """The RRULE that is stored: `FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH`."""
    parts = [f"FREQ={repeat.unit.value}"]
    parts += [f"INTERVAL={repeat.every}"] if repeat.every > 1 else []
    parts += _by_parts(repeat)
    parts += [f"UNTIL={repeat.until:%Y%m%d}"] if repeat.until else []
    parts += [f"COUNT={repeat.times}"] if repeat.times else []
    return ";".join(parts)


def _by_parts(repeat: Repeat) -> list[str]:
    if repeat.working:
        return [f"BYDAY={_WORKING}", *([f"BYSETPOS={repeat.nth}"] if repeat.nth else [])]
    if repeat.unit is Unit.WEEKS:
        return ["BYDAY=" + ",".join(_CODES[weekday] for weekday in repeat.weekdays)]
    if repeat.nth:
        return [f"BYDAY={repeat.nth}{_CODES[repeat.weekdays[0]]}"]
    if repeat.unit is Unit.DAYS:
        return []
    month = [f"BYMONTH={repeat.month}"] if repeat.unit is Unit.YEARS else []
    days = _clamping(repeat.day)
    clamped = ["BYSETPOS=-1"] if len(days) > 1 else []
    return [*month, "BYMONTHDAY=" + ",".join(map(str, days)), *clamped]


def _clamping(day: int) -> tuple[int, ...]:
    """The BYMONTHDAY values for a day clamped to the month: the last one that exists is meant."""
    return tuple(range(min(day, _SHORTEST_MONTH), day + 1))


_RULE: Final = re.compile(
    r"FREQ=(?P<unit>DAILY|WEEKLY|MONTHLY|YEARLY)"
    r"(?:;INTERVAL=(?P<every>[1-9]\d{0,2}))?"
    r"(?:;BYMONTH=(?P<month>[1-9]|1[0-2]))?"
    r"(?:;BYDAY=(?P<nth>-1|[1-4])?(?P<weekdays>[A-Z]{2}(?:,[A-Z]{2})*))?"
    r"(?:;BYMONTHDAY=(?P<days>\d{1,2}(?:,\d{1,2})*))?"
    r"(?:;BYSETPOS=(?P<place>-1|[1-4]))?"
    r"(?:;UNTIL=(?P<until>\d{8}))?"
    r"(?:;COUNT=(?P<times>[1-9]\d{0,2}))?",
    re.ASCII,
)


def read_rule(rule: str, start: date) -> Repeat:
    """Read a rule that `rule_of` wrote; raises `CrmError` for any other."""
    found = _RULE.fullmatch(rule) if len(rule) <= LONGEST_RULE else None
    try:
        repeat = None if found is None else _read_parts(found, start)
    except ValueError:
        repeat = None
    if repeat is None or rule_of(repeat) != rule:
        raise CrmError(_("The rule of this series cannot be read. Type anew how often it repeats."))
    return repeat


def _read_parts(found: re.Match[str], start: date) -> Repeat:
    codes, place = found["weekdays"], int(found["place"] or 0)
    unit = Unit(found["unit"])
    working = codes == _WORKING and (unit is Unit.DAYS or (unit is Unit.MONTHS and place != 0))
    days = [int(day) for day in (found["days"] or "0").split(",")]
    repeat = Repeat(
        start,
        unit,
        every=int(found["every"] or 1),
        weekdays=() if working or not codes else tuple(map(_CODES.index, codes.split(","))),
        day=days[-1],
        nth=place if working else int(found["nth"] or 0),
        month=int(found["month"] or 0),
        working=working,
        until=None if not found["until"] else datetime.strptime(found["until"], "%Y%m%d").date(),  # noqa: DTZ007  # a day has no zone
        times=None if not found["times"] else int(found["times"]),
    )
    check_repeat(repeat)
    return repeat


def check_repeat(repeat: Repeat) -> None:
    """Raise `CrmError` for a rule out of limits, `ValueError` for an inconsistent one."""
    if not 1 <= repeat.every <= MOST[repeat.unit]:
        raise CrmError(_("It has to repeat at least every 2 years."))
    if repeat.times is not None and not 1 <= repeat.times <= CANDIDATES:
        raise CrmError(_("Let it repeat at most {n} times.").format(n=CANDIDATES))
    if repeat.until is not None and repeat.until < repeat.start:
        raise CrmError(_("It would end before it starts. Type a later day after “until”."))
    if len(set(repeat.weekdays)) < len(repeat.weekdays) or not _is_whole(repeat):
        raise ValueError(repeat)


def _is_whole(repeat: Repeat) -> bool:
    """Whether the rule names exactly what its unit needs."""
    counted = repeat.nth in {LAST, *range(1, MOST_NTH + 1)}
    dated = 1 <= repeat.day <= _LONGEST_MONTH
    if repeat.working:
        return repeat.unit is Unit.DAYS and repeat.every == 1 if not repeat.nth else counted
    match repeat.unit:
        case Unit.DAYS:
            return not repeat.weekdays and not repeat.day
        case Unit.WEEKS:
            return bool(repeat.weekdays) and not repeat.nth
        case Unit.MONTHS:
            return dated if not repeat.nth else counted and len(repeat.weekdays) == 1
        case Unit.YEARS:
            return dated and 1 <= repeat.month <= 12


# Days


def next_day(repeat: Repeat, after: date, days: WorkDays) -> date | None:
    """The first day of the rule later than *after* and *start*; None when there is none left.

    None, too, when the next one is further away than two years.
    """
    after = max(after, repeat.start)
    last = date.fromordinal(min((after.toordinal() + HORIZON.days), date.max.toordinal()))
    if repeat.until is not None:
        last = min(last, repeat.until)
    if repeat.times is None:
        return next(_days_after(repeat, after, last, days), None)
    counted = islice(_days_after(repeat, repeat.start, last, days), repeat.times - 1)
    return next((day for day in counted if day > after), None)


def next_days(repeat: Repeat, after: date, days: WorkDays, *, limit: int) -> tuple[date, ...]:
    """The next *limit* days after *after*; fewer when the rule ends."""
    found: list[date] = []
    while len(found) < limit:
        day = next_day(repeat, found[-1] if found else after, days)
        if day is None:
            break
        found.append(day)
    return tuple(found)


def days_until(repeat: Repeat, until: date, days: WorkDays) -> int:
    """How many days of the rule are before *until*, its start included."""
    found = _days_after(repeat, repeat.start, until - timedelta(days=1), days)
    return 1 + sum(1 for _day in found) if until > repeat.start else 0


def moved(repeat: Repeat, start: date) -> Repeat:
    """The same rule from another start: parts derived from the old start follow the new one.

    A day that was clamped to the end of its month counts as derived, too.
    """
    old = repeat.start
    changes: dict[str, Any] = {"start": start}
    if repeat.unit is Unit.WEEKS and repeat.weekdays == (old.weekday(),):
        changes["weekdays"] = (start.weekday(),)
    clamped = min(repeat.day, monthrange(old.year, old.month)[1])
    if repeat.day and clamped == old.day and repeat.month in {0, old.month}:
        changes["day"] = start.day
        changes["month"] = start.month if repeat.month else 0
    return dataclasses.replace(repeat, **changes)


def left_from(repeat: Repeat, occurs_on: date, start: date, days: WorkDays) -> Repeat:
    """The rest of the rule from its day *occurs_on* on, which has been moved to *start*.

    The days before it are subtracted from *times*.
    """
    times = repeat.times
    if times is not None:
        times = max(1, times - days_until(repeat, occurs_on, days))
    return dataclasses.replace(repeat, start=start, times=times)


def _days_after(repeat: Repeat, after: date, last: date, days: WorkDays) -> Iterator[date]:
    if not repeat.working:
        found = _plain_days(repeat, after, last)
    elif repeat.nth:
        found = _working_days_of_months(repeat, after, last, days)
    else:
        away = range(1, (last - after).days + 1)
        found = (day for n in away if days.working(day := after + timedelta(days=n)))
    return islice(found, CANDIDATES)


def _plain_days(repeat: Repeat, after: date, last: date) -> Iterator[date]:
    # Imported here: it takes a few milliseconds that only series need.
    from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday  # noqa: PLC0415

    codes: dict[Unit, Any] = {
        Unit.DAYS: DAILY, Unit.WEEKS: WEEKLY, Unit.MONTHS: MONTHLY, Unit.YEARS: YEARLY,
    }  # fmt: skip
    monthdays = _clamping(repeat.day) if repeat.day else ()
    found = rrule(
        codes[repeat.unit],
        dtstart=datetime.combine(_in_phase(repeat, after), time()),
        until=datetime.combine(last, time()),
        interval=repeat.every,
        byweekday=[weekday(number, repeat.nth or None) for number in repeat.weekdays] or None,
        bymonth=repeat.month or None,
        bymonthday=monthdays or None,
        bysetpos=LAST if len(monthdays) > 1 else None,
        cache=False,
    )
    return (at.date() for at in found if at.date() > after)


def _in_phase(repeat: Repeat, after: date) -> date:
    """Where to begin searching so that an interval stays in phase with *start*."""
    start, every = repeat.start, repeat.every
    match repeat.unit:
        case Unit.DAYS:
            return start + timedelta(days=(after - start).days // every * every)
        case Unit.WEEKS:
            monday = start.toordinal() - start.weekday()
            weeks = (after.toordinal() - monday) // 7 // every * every
            return date.fromordinal(max(1, monday + 7 * weeks))
        case Unit.MONTHS:
            return _month(start, _months_between(start, after) // every * every)
        case Unit.YEARS:
            return date(start.year + (after.year - start.year) // every * every, 1, 1)


def _months_between(start: date, after: date) -> int:
    return (after.year - start.year) * 12 + after.month - start.month


def _month(start: date, months: int) -> date:
    """The first day of a month so many months after the one of *start*."""
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(years, month + 1, 1)


def _working_days_of_months(
    repeat: Repeat, after: date, last: date, days: WorkDays
) -> Iterator[date]:
    """The nth working day of the months; a month without one is skipped."""
    first = _in_phase(repeat, after)
    for months in range(0, _months_between(first, last) + 1, repeat.every):
        begins = _month(first, months)
        month = (
            begins + timedelta(days=n)
            for n in range(_LONGEST_MONTH)
            if begins.toordinal() + n <= date.max.toordinal()
        )
        working = [day for day in month if day.month == begins.month and days.working(day)]
        place = repeat.nth if repeat.nth < 0 else repeat.nth - 1
        if -len(working) <= place < len(working) and after < working[place] <= last:
            yield working[place]
