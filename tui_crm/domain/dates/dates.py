"""Reading dates and times as people type them, in Polish and English, and showing them again.

The grammar is strict: any other text is refused with a message, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from tui_crm.domain.dates.grammar import (
    FIRST_YEAR,
    LAST_YEAR,
    Offset,
    UnreadableDate,
    Weekday,
    out_of_range,
    read_phrase,
)
from tui_crm.i18n import N_, _, ngettext

__all__ = [
    "FIRST_YEAR",
    "FULL_MONTHS",
    "FULL_WEEKDAYS",
    "LAST_YEAR",
    "MONTHS",
    "WEEKDAYS",
    "Spoken",
    "UnreadableDate",
    "distance",
    "is_before",
    "localise",
    "numeric",
    "read_when",
]

WEEKDAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
FULL_WEEKDAYS: Final = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip
MONTHS: Final = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
FULL_MONTHS: Final = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip

_LAST_QUARTER: Final = 24 * 60 - 15
# Up to so many hours away the distance is shown in hours, beyond that as “today”.
_MAX_HOURS_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Spoken:
    """The result of reading a text: `at` in the given zone, to the minute.

    `has_time`: an hour was typed, not only taken from *keep* or the clock. `is_offset`: a distance
    was typed (`3d`, `4h`), not a date.
    """

    at: datetime
    has_time: bool
    is_offset: bool


def read_when(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    keep: datetime | None = None,
    base: datetime | None = None,
) -> Spoken:
    """The moment meant by *text*, in *zone*; raises `UnreadableDate` and nothing else.

    *keep* is the value of the field so far: it lends its hour to a day without one, its day to an
    hour alone. Without it a day gets the present hour rounded up to the quarter, an hour today,
    and a distance in days the hour of *base*, from which distances are counted (*now* if None).

    - `26.11` is the nearest one from today on; `26.11.26` is in 2026.
    - `9.10` is 9 October, `9.30` half past nine: a dot makes a date where a month can be meant.
    - `fri` is the next Friday; today counts only with an hour that is still to come.
    - `next fri` is the Friday of the next week, which begins on Monday.
    - Days, weeks and months keep the wall-clock hour; hours and minutes are elapsed time.
    """
    try:
        spoken = _read(text, now=now, zone=zone, keep=keep, base=base)
    except (OverflowError, ValueError):
        # Python's calendar ends with the year 9999, and dateutil says so with a ValueError.
        raise out_of_range() from None
    if not FIRST_YEAR <= spoken.at.year <= LAST_YEAR:
        raise out_of_range()
    return spoken


def _read(
    text: str, *, now: datetime, zone: ZoneInfo, keep: datetime | None, base: datetime | None
) -> Spoken:
    local_now = now.astimezone(zone)
    kept = None if keep is None else keep.astimezone(zone)
    day, clock = read_phrase(text, today=local_now.date())
    if isinstance(day, Offset):
        start = local_now if base is None else base.astimezone(zone)
        at = _moved(day, clock, start=start, kept=kept, zone=zone)
        typed = clock is not None or day.minutes is not None
        return Spoken(_to_the_minute(at), has_time=typed, is_offset=True)
    if day is None:
        day = (kept or local_now).date()
    elif isinstance(day, Weekday):
        day = _day_of_week(day, clock, local_now=local_now, zone=zone)
    hour = clock or (_quarter(local_now) if kept is None else kept.time())
    at = localise(datetime.combine(day, hour), zone)
    return Spoken(_to_the_minute(at), has_time=clock is not None, is_offset=False)


def _to_the_minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _moved(
    offset: Offset, clock: time | None, *, start: datetime, kept: datetime | None, zone: ZoneInfo
) -> datetime:
    at = start
    if offset.minutes is not None and clock is not None:
        raise UnreadableDate(_("Type either a number of hours, like 4h, or an hour, like 14:30."))
    if offset.minutes is None or offset.days or offset.months:
        day = start.date() + relativedelta(months=offset.months) + timedelta(days=offset.days)
        hour = start if offset.minutes is not None or kept is None else kept
        at = localise(datetime.combine(day, hour.time() if clock is None else clock), zone)
    return (at.astimezone(UTC) + timedelta(minutes=offset.minutes or 0)).astimezone(zone)


def _day_of_week(
    weekday: Weekday, clock: time | None, *, local_now: datetime, zone: ZoneInfo
) -> date:
    today = local_now.date()
    ahead = (weekday.number - today.weekday()) % 7
    if weekday.next_week:
        return today + timedelta(days=7 - today.weekday() + weekday.number)
    at = None if clock is None else localise(datetime.combine(today, clock), zone)
    still_to_come = at is not None and is_before(local_now, at)
    return today + timedelta(days=ahead or (0 if still_to_come else 7))


def _quarter(local_now: datetime) -> time:
    """The hour rounded up to the next quarter, on the same day."""
    minutes = (
        local_now.hour * 60
        + local_now.minute
        + (1 if local_now.second or local_now.microsecond else 0)
    )
    return time(*divmod(min(-(-minutes // 15) * 15, _LAST_QUARTER), 60))


def is_before(at: datetime, other: datetime) -> bool:
    """Whether a moment is earlier; aware times of one zone are compared by their wall clocks."""
    return at.astimezone(UTC) < other.astimezone(UTC)


def localise(naive: datetime, zone: ZoneInfo) -> datetime:
    """The wall-clock time in its zone: one that does not exist moves forward over the gap, one
    that comes twice is the first.
    """
    return naive.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)


def distance(at: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """How far away it is, in a short translated phrase: `in 20 min`, `tomorrow`, `5 days ago`."""
    # Aware times of one zone are subtracted by their wall clocks, so both go through UTC.
    minutes = round((at.astimezone(UTC) - now.astimezone(UTC)) / timedelta(minutes=1))
    days = (at.astimezone(zone).date() - now.astimezone(zone).date()).days
    if abs(minutes) < 60:
        return _minutes_away(minutes)
    if days == 0:
        hours = (abs(minutes) + 30) // 60
        if hours > _MAX_HOURS_SHOWN:
            return _("today")
        return (_("in {n} h") if minutes > 0 else _("{n} h ago")).format(n=hours)
    if abs(days) == 1:
        return _("tomorrow") if days > 0 else _("yesterday")
    return _days_ahead(days) if days > 0 else _days_ago(-days)


def _minutes_away(minutes: int) -> str:
    if minutes == 0:
        return _("now")
    return (_("in {n} min") if minutes > 0 else _("{n} min ago")).format(n=abs(minutes))


def _days_ahead(days: int) -> str:
    if days < 14:
        return ngettext("in {n} day", "in {n} days", days).format(n=days)
    if days < 63:
        weeks = round(days / 7)
        return ngettext("in {n} week", "in {n} weeks", weeks).format(n=weeks)
    if days < 730:
        months = round(days / 30.44)
        return ngettext("in {n} month", "in {n} months", months).format(n=months)
    years = round(days / 365.25)
    return ngettext("in {n} year", "in {n} years", years).format(n=years)


def _days_ago(days: int) -> str:
    if days < 14:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    if days < 63:
        weeks = round(days / 7)
        return ngettext("{n} week ago", "{n} weeks ago", weeks).format(n=weeks)
    if days < 730:
        months = round(days / 30.44)
        return ngettext("{n} month ago", "{n} months ago", months).format(n=months)
    years = round(days / 365.25)
    return ngettext("{n} year ago", "{n} years ago", years).format(n=years)


def numeric(at: datetime, zone: ZoneInfo) -> str:
    """The form's notation, `26.11.2026 14:30`; `read_when` reads it again."""
    local = at.astimezone(zone)
    return f"{local.day:02d}.{local.month:02d}.{local.year:04d} {local:%H:%M}"
