"""Reading dates and times as people type them, in Polish and English, and showing them again.

The grammar is strict: any other text is refused with a message, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from tui_crm.domain.damaged import is_damaged
from tui_crm.domain.dates.grammar import Toward, Weekday, YearlessDate, read_phrase
from tui_crm.domain.dates.offsets import Offset
from tui_crm.domain.dates.unreadable import FIRST_YEAR, LAST_YEAR, UnreadableDate, out_of_range
from tui_crm.i18n import N_, _, ngettext

__all__ = [
    "FIRST_YEAR",
    "FULL_MONTHS",
    "FULL_WEEKDAYS",
    "HALF_A_YEAR",
    "LAST_YEAR",
    "MONTHS",
    "WEEKDAYS",
    "Spoken",
    "StillToCome",
    "Toward",
    "UnreadableDate",
    "distance",
    "far_away",
    "is_before",
    "localise",
    "numeric",
    "read_held",
    "read_when",
    "still_to_come",
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

HALF_A_YEAR: Final = timedelta(days=183)
_JUST_AHEAD: Final = timedelta(minutes=30)
"""An hour so little ahead is not yesterday's: it was rounded, or is a slip."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The result of reading a text: `at` in the given zone, to the minute.

    `has_time`: an hour was typed, not only taken from *keep* or the clock. `is_offset`: a distance
    was typed (`3d`, `4h`), not a date. `year_found`: a day and a month were typed, no year.
    """

    at: datetime
    has_time: bool
    is_offset: bool
    year_found: bool = False

    def is_far(self, *, now: datetime, current: datetime | None = None) -> bool:
        """Whether the year was found more than half a year from now, and from *current*.

        Such a date is often a slip, `27.11` on 30 November, so it is asked about.
        """
        moments = [now] if current is None else [now, current]
        return self.year_found and all(
            abs(self.at.astimezone(UTC) - one.astimezone(UTC)) > HALF_A_YEAR for one in moments
        )


def read_when(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    keep: datetime | None = None,
    base: datetime | None = None,
    toward: Toward = Toward.AHEAD,
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

    With `Toward.BACK` it is the last such day or hour: `fri` is the Friday before, `15:00`
    yesterday's where it is 14:00, `3d` three days ago. What was typed in full stays what it is,
    also in the future; so does an hour of today that is less than 30 minutes ahead.
    """
    try:
        spoken = _read(text, now=now, zone=zone, keep=keep, base=base, toward=toward)
    except (OverflowError, ValueError):
        # Python's calendar ends with the year 9999, and dateutil says so with a ValueError.
        raise out_of_range() from None
    if not FIRST_YEAR <= spoken.at.year <= LAST_YEAR:
        raise out_of_range()
    return spoken


def _read(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    keep: datetime | None,
    base: datetime | None,
    toward: Toward,
) -> Spoken:
    local_now = now.astimezone(zone)
    kept = None if keep is None else keep.astimezone(zone)
    day, clock = read_phrase(text, today=local_now.date(), toward=toward)
    back = toward is Toward.BACK
    if isinstance(day, Offset):
        start = local_now if base is None else base.astimezone(zone)
        offset = day.backwards() if back else day
        at = _moved(offset, clock, start=start, kept=kept, zone=zone)
        typed = clock is not None or day.minutes is not None
        return Spoken(_to_the_minute(at), has_time=typed, is_offset=True)
    if day is None:
        day = (kept or local_now).date()
        if back and clock and kept is None:
            has_come = _has_come(day, clock, local_now=local_now, zone=zone)
            day -= timedelta(days=0 if has_come else 1)
    elif isinstance(day, Weekday):
        day = _day_of_week(day, clock, local_now=local_now, zone=zone, back=back)
    hour = clock or (_quarter(local_now, back=back) if kept is None else kept.time())
    at = localise(datetime.combine(day, hour), zone)
    return Spoken(
        _to_the_minute(at),
        has_time=clock is not None,
        is_offset=False,
        year_found=isinstance(day, YearlessDate),
    )


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
    weekday: Weekday, clock: time | None, *, local_now: datetime, zone: ZoneInfo, back: bool
) -> date:
    today = local_now.date()
    monday = today - timedelta(days=today.weekday())
    if weekday.week:
        return _of_another_week(weekday, monday, today)
    if back:
        behind = (today.weekday() - weekday.number) % 7
        has_come = clock is not None and _has_come(today, clock, local_now=local_now, zone=zone)
        return today - timedelta(days=behind or (0 if has_come else 7))
    ahead = (weekday.number - today.weekday()) % 7
    at = None if clock is None else localise(datetime.combine(today, clock), zone)
    still_to_come = at is not None and is_before(local_now, at)
    return today + timedelta(days=ahead or (0 if still_to_come else 7))


def _of_another_week(weekday: Weekday, monday: date, today: date) -> date:
    """The day in the next or last week; “last fri” on a Saturday is refused, as it may be either.

    Raises `UnreadableDate`.
    """
    day = monday + timedelta(weeks=weekday.week, days=weekday.number)
    other = day + timedelta(weeks=1)
    if weekday.week < 0 and other < today:
        raise UnreadableDate(
            _("That may be {one} or {other}. Type the one that you mean.").format(
                one=f"{day:%d.%m.%Y}", other=f"{other:%d.%m.%Y}"
            )
        )
    return day


def _has_come(day: date, clock: time, *, local_now: datetime, zone: ZoneInfo) -> bool:
    at = localise(datetime.combine(day, clock), zone)
    return at.astimezone(UTC) - local_now.astimezone(UTC) < _JUST_AHEAD


def _quarter(local_now: datetime, *, back: bool) -> time:
    """The hour rounded up to the next quarter, on the same day; rounded down for the past."""
    if back:
        return time(local_now.hour, local_now.minute // 15 * 15)
    minutes = (
        local_now.hour * 60
        + local_now.minute
        + (1 if local_now.second or local_now.microsecond else 0)
    )
    return time(*divmod(min(-(-minutes // 15) * 15, _LAST_QUARTER), 60))


class StillToCome(UnreadableDate):
    """What was held cannot be in the future."""


def read_held(text: str, *, now: datetime, zone: ZoneInfo) -> Spoken:
    """When something was held that is logged: `read_when` backwards, never in the future.

    Raises `UnreadableDate`, and `StillToCome` for what is still to come.
    """
    spoken = read_when(text, now=now, zone=zone, toward=Toward.BACK)
    if is_before(now, spoken.at):
        raise still_to_come()
    return spoken


def still_to_come() -> StillToCome:
    """The error for a conversation that was held in the future."""
    return StillToCome(
        _(
            "That is still to come, and a conversation that was held has begun already. Type for "
            "example 9:15 or yesterday 15:00."
        )
    )


def far_away(at: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """What is said before a date is taken whose year was found far away: it may be a slip."""
    day = numeric(at, zone).partition(" ")[0]
    return _("{date} is {distance}, because no year was typed.").format(
        date=day, distance=distance(at, now=now, zone=zone)
    )


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
    if is_damaged(at):
        return f"{at}"
    local = at.astimezone(zone)
    return f"{local.day:02d}.{local.month:02d}.{local.year:04d} {local:%H:%M}"
