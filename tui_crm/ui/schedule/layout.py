"""Lays the schedule out: columns of days or employees, the entries in them, lines per hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from tui_crm.domain.dates.day_layout import (
    DAY_MINUTES,
    Block,
    Period,
    Placed,
    lines_of,
    part_of_day,
    place,
)
from tui_crm.domain.dates.free_time import lasting
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.ui.panels.activity_columns import ListRow

HALF_HOUR: Final = 30
QUARTER: Final = 15
"""Minutes per line: quarters of an hour if the whole working day is visible then."""

GUTTER: Final = 7
"""Cells of the hours at the left: ` 08:00 `."""
DAY_COLUMN: Final = 9
"""Least cells of a readable day; with fewer per day, fewer days are shown."""

REST: Final = 10
"""Lines of the terminal that cannot show hours: bars, days, all-day entries, details, action bar.

Counted whether they are shown or not, so that the length of an hour stays the same.
"""


class Room(NamedTuple):
    """Available cells for the hours, and lines of the whole terminal."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A column: one day of one employee."""

    day: date
    employee_id: int
    employee: str = ""


@dataclass(frozen=True, eq=False)
class Plan:
    """All that is painted, laid out; made anew on every read, and compared by identity."""

    period: Period
    anchor: date
    columns: tuple[Lane, ...]
    rows: tuple[ListRow, ...]
    whose: dict[int, tuple[int, ...]]
    """Activity id → ids of the employees in whose schedule it is."""
    work: WorkDays
    now: datetime
    zone: ZoneInfo
    days: tuple[date, ...] = ()
    """All days of the period; in a narrow terminal some have no column."""
    step: int = HALF_HOUR
    """Minutes per line."""

    @cached_property
    def placed(self) -> tuple[tuple[Placed, ...], ...]:
        """The timed entries of each column."""
        return tuple(map(self._placed, self.columns))

    @cached_property
    def all_day(self) -> tuple[tuple[int, ...], ...]:
        """The all-day entries of each column, as indexes of `rows`."""
        return tuple(map(self._all_day, self.columns))

    @cached_property
    def by_day(self) -> dict[date, list[int]]:
        """In a month: the entries by their first day, as indexes of `rows`."""
        found: dict[date, list[int]] = {}
        for index in range(len(self.rows)) if self.is_month else ():
            day = self.day_of(index)
            if day is not None:
                found.setdefault(day, []).append(index)
        return found

    @property
    def slots(self) -> int:
        """Lines per day."""
        return DAY_MINUTES // self.step

    @property
    def shown_days(self) -> tuple[date, ...]:
        """The days that have a column."""
        return tuple(dict.fromkeys(lane.day for lane in self.columns)) or self.days

    @property
    def is_month(self) -> bool:
        """Whether days are cells instead of columns."""
        return self.period is Period.MONTH

    def _mine(self, index: int, lane: Lane) -> bool:
        return lane.employee_id in self.whose.get(self.rows[index].id, ())

    @cached_property
    def _spans(self) -> list[tuple[int, datetime, datetime]]:
        """Begin and end of each timed entry, in the operator's zone."""
        return [
            (index, at.astimezone(self.zone), (at + lasting(minutes)).astimezone(self.zone))
            for index, (at, minutes) in enumerate(
                (line.row.starts_at, line.row.planned_minutes) for line in self.rows
            )
            if at is not None
        ]

    def _placed(self, lane: Lane) -> tuple[Placed, ...]:
        blocks = []
        for index, begins, ends in self._spans:
            if begins.date() <= lane.day <= ends.date() and self._mine(index, lane):
                part = part_of_day(begins, ends, lane.day, self.zone)
                if part is not None:
                    blocks.append(Block(index, *part))
        return tuple(place(blocks, step=self.step))

    def _all_day(self, lane: Lane) -> tuple[int, ...]:
        return tuple(
            index
            for index, line in enumerate(self.rows)
            if line.row.starts_on == lane.day and self._mine(index, lane)
        )

    def at(self, column: int, slot: int) -> list[Placed]:
        """The entries on a line of a column, from left to right."""
        return self._by_line.get((column, slot), [])

    def step_from(self, column: int, slot: int, entry: int, by: int) -> tuple[int, int | None]:
        """The line above or below, and the entry there for the cursor.

        The lines of an entry count as one step unless another entry begins beside them, so that
        every step is visible.
        """
        here = [one.key for one in self.at(column, slot)]
        there = slot + (1 if by > 0 else -1)
        while 0 <= there < self.slots:
            found = [one.key for one in self.at(column, there)]
            new = [key for key in found if key not in here]
            if new or entry not in found:
                return there, next(iter(new or found), None)
            there += 1 if by > 0 else -1
        return slot, entry if entry in here else None

    @cached_property
    def _by_line(self) -> dict[tuple[int, int], list[Placed]]:
        found: dict[tuple[int, int], list[Placed]] = {}
        for column, placed in enumerate(self.placed):
            for one in sorted(placed, key=lambda one: one.lane):
                for slot in range(*self.lines_of(one)):
                    found.setdefault((column, slot), []).append(one)
        return found

    def lines_of(self, one: Placed) -> tuple[int, int]:
        """The first line of an entry, and the line after its last."""
        return lines_of(one.begins, one.ends, step=self.step)

    def slot_time(self, slot: int) -> tuple[int, int]:
        """Hour and minute at which a line begins."""
        return divmod(slot * self.step, 60)

    def slot_of(self, at: datetime) -> int:
        """The line of a local time."""
        return (at.hour * 60 + at.minute) // self.step

    def morning(self, lines: int) -> int:
        """The line to show first: the start of work, or an earlier entry if there is room."""
        begins, ends = working_minutes(self.work)
        spare = lines - (ends - begins) // self.step if lines > 1 else 0
        first = begins // self.step
        begin = (self.lines_of(one)[0] for placed in self.placed for one in placed)
        return min((slot for slot in begin if first - spare <= slot < first), default=first)

    def first_slot(self, day: date, local_now: datetime) -> int:
        """The line of now during working hours of that weekday, else the start of work."""
        hours = self.work.week[day.weekday()]
        if hours is not None and hours.begins <= local_now.time() < hours.ends:
            return self.slot_of(local_now)
        return self.morning(1)

    def day_of(self, index: int) -> date | None:
        """The first day of an entry."""
        row = self.rows[index].row
        return row.starts_at.astimezone(self.zone).date() if row.starts_at else row.starts_on

    def order(self) -> list[int]:
        """All entries in columns, by column and time."""
        columns = range(len(self.columns))
        return list(dict.fromkeys(index for n in columns for index in self.in_order(n)))

    def beyond(self, by: int) -> int | None:
        """The nearest entry of the period before or after the columns shown; None for none."""
        if self.is_month or not self.columns:
            return None
        first, last = self.shown_days[0], self.shown_days[-1]
        days = ((self.day_of(index), index) for index in range(len(self.rows)))
        found = [
            (day, index)
            for day, index in days
            if day in self.days and (day > last if by > 0 else day < first)
        ]
        if not found:
            return None
        return (min(found) if by > 0 else max(found))[1]

    def in_order(self, column: int) -> list[int]:
        """The entries of a column by time, all-day entries first."""
        timed = sorted(self.placed[column], key=lambda one: (one.begins, one.lane))
        return [*self.all_day[column], *(one.key for one in timed)]

    def nearest(self, order: list[int], moment: datetime, by: int) -> int:
        """The first entry after a moment, or the last one before it."""
        later = [index for index in order if (self.rows[index].row.starts_at or moment) > moment]
        if by > 0:
            return later[0] if later else order[-1]
        earlier = [index for index in order if index not in later]
        return earlier[-1] if earlier else order[0]

    def where(self, index: int) -> tuple[int, Placed | None] | None:
        """The column where an entry begins, and its block there; None when it is not shown."""
        for column in range(len(self.columns)):
            if index in self.all_day[column]:
                return column, None
            for one in self.placed[column]:
                if one.key == index:
                    return column, one
        return None

    def counts(self, day: date) -> tuple[int, int, int]:
        """In a month: the open, overdue and completed entries of a day; overdue are open too."""
        still_open = late = done = 0
        for line in (self.rows[index] for index in self.by_day.get(day, ())):
            if line.row.completed:
                done += 1
            else:
                still_open += 1
                late += line.overdue
        return still_open, late, done


def working_minutes(work: WorkDays) -> tuple[int, int]:
    """The earliest start and latest end of work in a week, in minutes of the day."""
    hours = [each for each in work.week if each is not None]
    begins = min((each.begins.hour * 60 + each.begins.minute for each in hours), default=480)
    ends = max((each.ends.hour * 60 + each.ends.minute for each in hours), default=960)
    return begins, ends


def step_for(work: WorkDays, room: Room) -> int:
    """Minutes per line: quarters if the whole working day fits then."""
    begins, ends = working_minutes(work)
    return QUARTER if (ends - begins) // QUARTER <= room.height - REST else HALF_HOUR


def days_for(days: tuple[date, ...], day: date, room: Room) -> tuple[date, ...]:
    """As many days as are readable, *day* among them; a period is split into equal parts."""
    if day not in days:
        return days
    most = max(1, (room.width - GUTTER) // DAY_COLUMN)
    parts = -(-len(days) // most)
    each, remainder = divmod(len(days), parts)
    first = 0
    for part in range(parts):
        size = each + (1 if part < remainder else 0)
        if day in days[first : first + size]:
            return days[first : first + size]
        first += size
    return days
