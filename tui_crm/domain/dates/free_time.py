"""Overlapping appointments, and the free slots of a working day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dates.workdays import WorkDays

QUARTER: Final = timedelta(minutes=15)
UNPLANNED: Final = 15
"""Minutes that a plan without a length takes."""

LOOKED_AHEAD: Final = 60
"""How many working days are searched for a free slot."""


class Busy(NamedTuple):
    """An occupied time from one aware instant to another; *label* names the contractor."""

    begins: datetime
    ends: datetime
    label: str = ""


def lasting(minutes: int | None) -> timedelta:
    """How long a planned length in minutes takes; `UNPLANNED` minutes when none was planned."""
    return timedelta(minutes=minutes or UNPLANNED)


def overlapping(begins: datetime, ends: datetime, busy: Iterable[Busy]) -> list[Busy]:
    """The busy times that share a part of that time; one that only touches it does not."""
    start, stop = begins.astimezone(UTC), ends.astimezone(UTC)
    return [
        one
        for one in busy
        if one.begins.astimezone(UTC) < stop and one.ends.astimezone(UTC) > start
    ]


def working_span(day: date, days: WorkDays, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """The begin and end of the working hours of a day, aware in *zone*; None on a day off."""
    hours = days.hours(day)
    if hours is None:
        return None
    begins, ends = (localise(datetime.combine(day, each), zone) for each in hours)
    # A time of day has no 24:00: an end at midnight is stored as 23:59.
    return begins, ends + timedelta(minutes=1) if hours.ends == time(23, 59) else ends


def free_on(
    day: date,
    lengths: Sequence[timedelta],
    busy: Sequence[Busy],
    *,
    days: WorkDays,
    zone: ZoneInfo,
    after: datetime | None = None,
) -> list[datetime]:
    """Starts on one day for plans of these lengths, in their order, on whole quarters.

    Each overlaps no busy time and ends within the working hours; *after* is the earliest start.
    There are fewer than *lengths* when the day is full.
    """
    span = working_span(day, days, zone)
    if span is None:
        return []
    at, ends = (each.astimezone(UTC) for each in span)
    if after is not None:
        at = max(at, next_quarter(after.astimezone(UTC)))
    starts: list[datetime] = []
    for length in lengths:
        while at + length <= ends:
            taken = overlapping(at, at + length, busy)
            if not taken:
                break
            at = next_quarter(max(one.ends.astimezone(UTC) for one in taken))
        if at + length > ends:
            break
        starts.append(at.astimezone(zone))
        at = next_quarter(at + length)
    return starts


def first_free(
    after: datetime, length: timedelta, busy: Sequence[Busy], *, days: WorkDays, zone: ZoneInfo
) -> datetime | None:
    """The first free slot of this length from *after* on; None if `LOOKED_AHEAD` days are full."""
    for number, day in enumerate(days.from_on(after.astimezone(zone).date())):
        found = free_on(day, [length], busy, days=days, zone=zone, after=after)
        if found:
            return found[0]
        if number >= LOOKED_AHEAD:
            return None
    return None


def next_quarter(at: datetime) -> datetime:
    """This instant, or the next whole quarter of an hour after it."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return at + (epoch - at) % QUARTER
