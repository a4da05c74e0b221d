"""Distributing activities over free working time: `fri..` places them from Friday on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tui_crm.domain.dates.dates import UnreadableDate, localise, read_when
from tui_crm.domain.dates.free_time import Busy, free_on, working_span
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.i18n import _

ON: Final = ".."
"""Typed after a day; alone it means from now on."""


def distribute_from(text: str, *, now: datetime, zone: ZoneInfo) -> datetime | None:
    """From when on to distribute, in *zone*; None when the text does not end with `..`.

    Counted from now: `..`, `1d..`, `fri..` from the first working hour, `fri 13..` from 13:00 on.
    Raises `UnreadableDate`, also for a past day.
    """
    typed = text.strip()
    if not typed.endswith(ON):
        return None
    day = typed.removesuffix(ON).strip()
    local_now = now.astimezone(zone)
    if not day:
        return local_now
    spoken = read_when(day, now=now, zone=zone, base=local_now)
    at = spoken.at
    if not spoken.has_time:
        at = localise(datetime.combine(at.date(), time()), zone)
    if at.date() < local_now.date():
        raise UnreadableDate(
            _("That day has passed. Say from when on, for example “..”, “1d..” or “fri..”.")
        )
    return max(at, local_now, key=lambda moment: moment.astimezone(UTC))


def colliding(plans: Sequence[Busy], busy: Sequence[Busy]) -> int:
    """How many of the plans overlap a busy time, or another plan."""
    spans = [
        (one.begins.astimezone(UTC), one.ends.astimezone(UTC), number)
        for number, one in enumerate((*plans, *busy))
    ]
    going_on: list[tuple[datetime, int]] = []
    found: set[int] = set()
    for begins, ends, number in sorted(spans):
        going_on = [one for one in going_on if one[0] > begins]
        if going_on:
            found.update(other for _ends, other in going_on)
            found.add(number)
        going_on.append((ends, number))
    return sum(number < len(plans) for number in found)


def fits_a_day(length: timedelta, days: WorkDays) -> bool:
    """Whether a plan of that length fits into the hours of at least one day of the working week."""
    week = WorkDays(days.week, holidays=False)
    spans = (working_span(_MONDAY + timedelta(days=n), week, _NO_CHANGES) for n in range(7))
    return any(span is not None and length <= span[1] - span[0] for span in spans)


_MONDAY: Final = date(2000, 1, 3)
_NO_CHANGES: Final = ZoneInfo("UTC")


def distribute_over(
    on: Sequence[date],
    lengths: Sequence[timedelta],
    busy: Sequence[Busy],
    *,
    days: WorkDays,
    zone: ZoneInfo,
    after: datetime,
) -> list[datetime]:
    """Starts for plans of these lengths, in their order, on the first of the days with free time.

    A plan that does not fit into a day goes to the next one; there are fewer starts than *lengths*
    when the days are full.
    """
    starts: list[datetime] = []
    for day in on:
        span = working_span(day, days, zone)
        if span is None or span[1].astimezone(UTC) <= after.astimezone(UTC):
            continue
        starts += free_on(day, lengths[len(starts) :], busy, days=days, zone=zone, after=after)
        if len(starts) == len(lengths):
            break
    return starts
