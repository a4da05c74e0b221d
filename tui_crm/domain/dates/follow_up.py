"""When the next activity takes place: hours, days and weeks after the current one (R13–R16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tui_crm.domain.dates.dates import LAST_YEAR, localise
from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.i18n import N_, _

LIMITS: Final = {"hours": 9_999, "days": 3_660, "weeks": 520}

_SENTENCES: Final = {
    "hours": N_("Type the hours as a whole number from 0 to {limit}."),
    "days": N_("Type the days as a whole number from 0 to {limit}."),
    "weeks": N_("Type the weeks as a whole number from 0 to {limit}."),
}
_ROUNDED_TO: Final = timedelta(minutes=5)


class OffsetError(RuleViolation):
    """An offset that cannot be read; *field* is `hours`, `days` or `weeks`."""


@dataclass(frozen=True, slots=True)
class Offsets:
    """How far away the next activity is; the three add up (R13–R15)."""

    hours: int = 0
    days: int = 0
    weeks: int = 0


def read_offsets(hours: str, days: str, weeks: str) -> Offsets:
    """The three fields as they were typed; a blank one is 0. Raises `OffsetError`."""
    return Offsets(
        hours=_read_number("hours", hours),
        days=_read_number("days", days),
        weeks=_read_number("weeks", weeks),
    )


def follow_up_at(offsets: Offsets, *, current: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    """When the next one starts, counted from *current*, or from *now* if that is past (R16).

    Days and weeks keep the wall-clock hour of *current* either way; hours are elapsed time. Only
    hours after a past start are rounded up to five minutes.
    """
    for field, value in (
        ("hours", offsets.hours),
        ("days", offsets.days),
        ("weeks", offsets.weeks),
    ):
        _check_limit(field, value)
    if offsets == Offsets():
        raise CrmError(_("Say after how many hours, days or weeks, or pick a day in the calendar."))
    try:
        at = _counted(offsets, current=current, now=now, zone=zone)
    except OverflowError as beyond:
        raise _too_far() from beyond
    if at.year > LAST_YEAR:
        raise _too_far()
    return at


def _counted(offsets: Offsets, *, current: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    # In UTC: aware times of one zone are compared by their wall clocks.
    start, present = current.astimezone(UTC), now.astimezone(UTC)
    past = start < present
    elapsed = timedelta(hours=offsets.hours)
    days = timedelta(days=offsets.days, weeks=offsets.weeks)
    if not days:
        at = _rounded_up(present + elapsed) if past else start + elapsed
        return at.astimezone(zone)
    day = (present if past else start).astimezone(zone).date() + days
    at = localise(datetime.combine(day, start.astimezone(zone).time()), zone)
    return (at.astimezone(UTC) + elapsed).astimezone(zone)


def _rounded_up(at: datetime) -> datetime:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return at + (epoch - at) % _ROUNDED_TO


def _read_number(field: str, typed: str) -> int:
    number = typed.strip()
    if not number:
        return 0
    if not (number.isdecimal() and len(number) <= 9):
        raise _refused(field)
    value = int(number)
    _check_limit(field, value)
    return value


def _check_limit(field: str, value: int) -> None:
    if not 0 <= value <= LIMITS[field]:
        raise _refused(field)


def _refused(field: str) -> OffsetError:
    return OffsetError(field, _(_SENTENCES[field]).format(limit=LIMITS[field]))


def _too_far() -> CrmError:
    return CrmError(
        _("That is beyond the year {year}. Type fewer days or weeks.").format(year=LAST_YEAR)
    )
