"""The layout of the schedule: the part of a day that an entry takes, and overlapping entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from tui_crm.domain.company_settings import Week

DAY_MINUTES: Final = 24 * 60


class Period(StrEnum):
    """How much of the schedule is shown at once."""

    WORK_WEEK = "work_week"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Block(NamedTuple):
    """An entry on one day, in minutes of its wall clock from midnight on."""

    key: int
    begins: int
    ends: int


class Placed(NamedTuple):
    """A block with its lane (0 to *lanes* - 1); *overlaps* when another shares some of its time."""

    key: int
    begins: int
    ends: int
    lane: int
    lanes: int
    overlaps: bool


def part_of_day(
    begins: datetime, ends: datetime, day: date, zone: ZoneInfo
) -> tuple[int, int] | None:
    """Which minutes of the wall clock of *day* an entry takes; None when it is on other days.

    At least one minute, also where the clocks are turned back while it lasts.
    """
    start, stop = begins.astimezone(zone), ends.astimezone(zone)
    if start.date() > day or stop.date() < day:
        return None
    first = 0 if start.date() < day else start.hour * 60 + start.minute
    last = DAY_MINUTES if stop.date() > day else stop.hour * 60 + stop.minute
    if start.date() < day and last == 0:
        return None
    return first, min(max(last, first + 1), DAY_MINUTES)


def place(blocks: Iterable[Block], *, step: int) -> list[Placed]:
    """Assign lanes so that no two blocks of one lane share a line, with as few lanes as possible.

    *step* is how many minutes a line has: blocks that share a line get different lanes, even when
    they do not overlap in time.
    """
    ordered = sorted(blocks, key=lambda one: (one.begins, -one.ends, one.key))
    overlaps = _overlapping(ordered)
    placed: list[Placed] = []
    group: list[tuple[Block, int]] = []
    free_from: list[int] = []
    group_ends = 0

    def close() -> None:
        for block, lane in group:
            placed.append(Placed(*block, lane, len(free_from), block.key in overlaps))

    for block in ordered:
        first, last = lines_of(block.begins, block.ends, step=step)
        if group and first >= group_ends:
            close()
            group, free_from, group_ends = [], [], 0
        lane = next((n for n, free in enumerate(free_from) if free <= first), len(free_from))
        free_from[lane : lane + 1] = [last]
        group.append((block, lane))
        group_ends = max(group_ends, last)
    close()
    return placed


def lines_of(begins: int, ends: int, *, step: int) -> tuple[int, int]:
    """The range of lines from minute *begins* to *ends*: the first, and the one after the last."""
    return begins // step, max(-(-ends // step), begins // step + 1)


def _overlapping(ordered: Sequence[Block]) -> set[int]:
    """The keys of blocks that overlap another one; *ordered* by their beginning."""
    found: set[int] = set()
    going_on: list[Block] = []
    for block in ordered:
        going_on = [one for one in going_on if one.ends > block.begins]
        if going_on:
            found |= {block.key, *(one.key for one in going_on)}
        going_on.append(block)
    return found


def days_of(period: Period, anchor: date, week: Week) -> tuple[date, ...]:
    """The days of the period around *anchor*; a month is extended to whole weeks.

    A working week has the company's working days, and *anchor* itself.
    """
    if period is Period.DAY:
        return (anchor,)
    monday = _back_to_monday(anchor)
    if period is Period.MONTH:
        first = _back_to_monday(anchor.replace(day=1))
        last = anchor + relativedelta(day=31)
        return tuple(_days(first, 7 * ((last - first).days // 7 + 1)))
    days = list(_days(monday, 7))
    if period is Period.WORK_WEEK:
        days = [day for day in days if week[day.weekday()] is not None or day == anchor]
    return tuple(days)


def another(period: Period, anchor: date, by: int) -> date:
    """The same day *by* periods later (or earlier); a day that a month lacks becomes its last."""
    try:
        if period is Period.MONTH:
            return anchor + relativedelta(months=by)
        return anchor + timedelta(days=by * (1 if period is Period.DAY else 7))
    except (OverflowError, ValueError):
        return anchor


def _back_to_monday(day: date) -> date:
    return date.fromordinal(max(1, day.toordinal() - day.weekday()))


def _days(first: date, count: int) -> Iterable[date]:
    last = date.max.toordinal()
    for ordinal in range(first.toordinal(), min(first.toordinal() + count, last + 1)):
        yield date.fromordinal(ordinal)
