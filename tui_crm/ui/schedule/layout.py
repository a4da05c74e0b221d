"""What the schedule shows at once: columns of days or employees, and the entries in them."""

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
"""Minutes in a line: quarters where the whole working day is seen then."""

GUTTER: Final = 6
DAY_COLUMN: Final = 9
"""Cells under which a day says nothing; where they are not there, fewer days are shown."""

REST: Final = 10
"""Lines that frame, days, what takes all day, details and a strip leave to no hour.

All of them, whether they are there or not: lines that change their length as one goes about would
be read wrongly.
"""


class Room(NamedTuple):
    """Cells across for the hours, and lines of the whole terminal."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One column: a day of one employee."""

    day: date
    employee_id: int
    employee: str = ""


@dataclass(frozen=True, eq=False)
class Plan:
    """All that is painted; made anew whenever it is read, and like no other one."""

    period: Period
    anchor: date
    columns: tuple[Lane, ...]
    rows: tuple[ListRow, ...]
    whose: dict[int, tuple[int, ...]]
    """Activity → the employees in whose schedule it stands."""
    work: WorkDays
    now: datetime
    zone: ZoneInfo
    days: tuple[date, ...] = ()
    """All days of the period; in a narrow terminal not every one has a column."""
    step: int = HALF_HOUR
    """Minutes in a line."""

    @cached_property
    def placed(self) -> tuple[tuple[Placed, ...], ...]:
        """What stands on the hours of each column."""
        return tuple(map(self._placed, self.columns))

    @cached_property
    def all_day(self) -> tuple[tuple[int, ...], ...]:
        """What takes all day, of each column."""
        return tuple(map(self._all_day, self.columns))

    @cached_property
    def by_day(self) -> dict[date, list[int]]:
        """Of a month: the entries that begin on a day, as it goes."""
        found: dict[date, list[int]] = {}
        for index in range(len(self.rows)) if self.is_month else ():
            day = self.day_of(index)
            if day is not None:
                found.setdefault(day, []).append(index)
        return found

    @property
    def slots(self) -> int:
        """Lines of a day."""
        return DAY_MINUTES // self.step

    @property
    def shown_days(self) -> tuple[date, ...]:
        """The days that are seen."""
        return tuple(dict.fromkeys(lane.day for lane in self.columns)) or self.days

    @property
    def is_month(self) -> bool:
        """Whether days are cells and not columns."""
        return self.period is Period.MONTH

    def _mine(self, index: int, lane: Lane) -> bool:
        return lane.employee_id in self.whose.get(self.rows[index].id, ())

    @cached_property
    def _spans(self) -> list[tuple[int, datetime, datetime]]:
        """From when to when each entry with an hour lasts, by the clock on the wall."""
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
        """What stands on that line of a column, from the left to the right."""
        return self._by_line.get((column, slot), [])

    def step_from(self, column: int, slot: int, entry: int, by: int) -> tuple[int, int | None]:
        """The line above or below, and the entry there on which the cursor comes to stand.

        All lines of an entry beside which nothing else begins are one step: each step is seen.
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
        """The lines that an entry stands on: the first, and the one behind the last."""
        return lines_of(one.begins, one.ends, step=self.step)

    def slot_time(self, slot: int) -> tuple[int, int]:
        """Hour and minute at which a line begins."""
        return divmod(slot * self.step, 60)

    def slot_of(self, at: datetime) -> int:
        """The line of a local time."""
        return (at.hour * 60 + at.minute) // self.step

    def morning(self, lines: int) -> int:
        """The line at which the working day begins; earlier where there is room for all of it."""
        begins, ends = working_minutes(self.work)
        spare = lines - (ends - begins) // self.step if lines > 1 else 0
        return max(0, begins // self.step - max(0, spare) // 2)

    def first_slot(self, day: date, local_now: datetime) -> int:
        """This hour while one works on that weekday, else the first of the working day."""
        hours = self.work.week[day.weekday()]
        if hours is not None and hours.begins <= local_now.time() < hours.ends:
            return self.slot_of(local_now)
        return self.morning(1)

    def day_of(self, index: int) -> date | None:
        """The day on which an entry begins."""
        row = self.rows[index].row
        return row.starts_at.astimezone(self.zone).date() if row.starts_at else row.starts_on

    def order(self) -> list[int]:
        """All entries that are seen, as time goes."""
        columns = range(len(self.columns))
        return list(dict.fromkeys(index for n in columns for index in self.in_order(n)))

    def beyond(self, by: int) -> int | None:
        """The nearest entry of the period on a day that has no column; None when there is none."""
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
        """The entries of a column as the day goes: what takes all day first."""
        timed = sorted(self.placed[column], key=lambda one: (one.begins, one.lane))
        return [*self.all_day[column], *(one.key for one in timed)]

    def nearest(self, order: list[int], moment: datetime, by: int) -> int:
        """The first entry behind a moment, or the last one before it."""
        later = [index for index in order if (self.rows[index].row.starts_at or moment) > moment]
        if by > 0:
            return later[0] if later else order[-1]
        earlier = [index for index in order if index not in later]
        return earlier[-1] if earlier else order[0]

    def where(self, index: int) -> tuple[int, Placed | None] | None:
        """In which column an entry begins, and its block there; None when it is not shown."""
        for column in range(len(self.columns)):
            if index in self.all_day[column]:
                return column, None
            for one in self.placed[column]:
                if one.key == index:
                    return column, one
        return None

    def counts(self, day: date) -> tuple[int, int, int]:
        """Of a month: open, overdue and completed entries that begin on a day."""
        still_open = late = done = 0
        for line in (self.rows[index] for index in self.by_day.get(day, ())):
            if line.row.completed:
                done += 1
            else:
                still_open += 1
                late += line.overdue
        return still_open, late, done


def working_minutes(work: WorkDays) -> tuple[int, int]:
    """When the first begins to work in a week, and the last leaves off, in minutes of the day."""
    hours = [each for each in work.week if each is not None]
    begins = min((each.begins.hour * 60 + each.begins.minute for each in hours), default=480)
    ends = max((each.ends.hour * 60 + each.ends.minute for each in hours), default=960)
    return begins, ends


def step_for(work: WorkDays, room: Room) -> int:
    """Minutes in a line: as few as let the whole working day be seen."""
    begins, ends = working_minutes(work)
    return QUARTER if (ends - begins) // QUARTER <= room.height - REST else HALF_HOUR


def days_for(days: tuple[date, ...], day: date, room: Room) -> tuple[date, ...]:
    """As many of the days as can be read, *day* among them; the parts are about equally long."""
    if day not in days:
        return days
    most = max(1, (room.width - GUTTER) // DAY_COLUMN)
    parts = -(-len(days) // most)
    each, longer = divmod(len(days), parts)
    first = 0
    for part in range(parts):
        size = each + (1 if part < longer else 0)
        if day in days[first : first + size]:
            return days[first : first + size]
        first += size
    return days
