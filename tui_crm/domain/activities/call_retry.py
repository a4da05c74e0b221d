"""When to try again after an unanswered call: in two hours, in half a day, in three days."""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dates.free_time import QUARTER, next_quarter, working_span
from tui_crm.domain.dates.workdays import WorkDays

SOON: Final = timedelta(hours=2)
MORNING, AFTERNOON = time(9), time(14)
DAYS_LATER: Final = 3
RETRY_STEPS: Final = 3
"""After so many attempts the operator has to type when the next one is to be."""

_LAST_HOUR: Final = timedelta(hours=1)
_MOST_DAYS: Final = 20


def next_attempt(
    attempts: int, *, tried_at: datetime, planned: datetime | None, days: WorkDays, zone: ZoneInfo
) -> datetime | None:
    """When to try after that many *attempts*, in *zone*; None after more than `RETRY_STEPS`.

    First in two hours, then in the other half of the next working day, then in three days at the
    hour that was *planned* (None: all day), always within the working hours.
    """
    if attempts > RETRY_STEPS:
        return None
    if attempts <= 1:
        soon = next_quarter(tried_at.astimezone(UTC) + SOON).astimezone(zone)
        return _first_worked(soon, days, zone)
    local = tried_at.astimezone(zone)
    if attempts == RETRY_STEPS:
        day = days.first_from(local.date() + timedelta(days=DAYS_LATER))
        kept = next_quarter(local) if planned is None else planned.astimezone(zone)
        return _within_hours(day, kept.time(), days, zone)
    day = days.first_from(local.date() + timedelta(days=1))
    other_half = AFTERNOON if local.hour < 12 else MORNING
    return _within_hours(day, other_half, days, zone)


def spread(at: datetime, taken: Container[datetime], *, days: WorkDays, zone: ZoneInfo) -> datetime:
    """*at*, or the next quarter of working time after it at which nothing else starts.

    *taken* holds starts in UTC. Unchanged where there are no working hours for `_MOST_DAYS` days.
    """
    moment = at.astimezone(UTC)
    if moment not in taken:
        return at
    for day in islice(days.from_on(at.astimezone(zone).date()), _MOST_DAYS):
        span = working_span(day, days, zone)
        if span is None:
            continue
        begins, ends = (each.astimezone(UTC) for each in span)
        moment = max(moment, begins)
        while moment in taken:
            moment += QUARTER
        if moment < ends:
            return moment.astimezone(zone)
    return at


def _first_worked(at: datetime, days: WorkDays, zone: ZoneInfo) -> datetime:
    """This moment, else the next within working hours; unchanged when there are none for a year."""
    moment = at.astimezone(UTC)
    for day in days.from_on(at.date()):
        span = working_span(day, days, zone)
        if span is not None and moment < span[1].astimezone(UTC):
            return max(moment, span[0].astimezone(UTC)).astimezone(zone)
    return at


def _within_hours(day: date, hour: time, days: WorkDays, zone: ZoneInfo) -> datetime:
    """That hour of a day; before the working hours their first, after them their last hour."""
    at = localise(datetime.combine(day, hour), zone)
    span = working_span(day, days, zone)
    if span is None:
        return at
    begins, ends = (each.astimezone(UTC) for each in span)
    moment = max(at.astimezone(UTC), begins)
    if moment >= ends:
        moment = max(begins, ends - _LAST_HOUR)
    return moment.astimezone(zone)
