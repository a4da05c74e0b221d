"""What the schedule shows at once: columns of days or employees, and the entries in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tui_crm.domain.days import WorkDays
from tui_crm.domain.free_time import lasting
from tui_crm.domain.schedule import Block, Period, Placed, lines_of, part_of_day, place
from tui_crm.ui.columns import ListRow

STEP: Final = 30
"""Minutes in a line."""

SLOTS: Final = 24 * 60 // STEP


@dataclass(frozen=True, slots=True)
class Lane:
    """One column: a day of one employee."""

    day: date
    employee_id: int
    employee: str = ""


@dataclass(frozen=True)
class Plan:
    """All that is painted; made anew whenever it is read."""

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
    placed: tuple[tuple[Placed, ...], ...] = field(init=False)
    all_day: tuple[tuple[int, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "placed", tuple(map(self._placed, self.columns)))
        object.__setattr__(self, "all_day", tuple(map(self._all_day, self.columns)))

    @property
    def is_month(self) -> bool:
        """Whether days are cells and not columns."""
        return self.period is Period.MONTH

    def _mine(self, index: int, lane: Lane) -> bool:
        return lane.employee_id in self.whose.get(self.rows[index].id, ())

    def _placed(self, lane: Lane) -> tuple[Placed, ...]:
        blocks = []
        for index, line in enumerate(self.rows):
            starts_at = line.row.starts_at
            if starts_at is None or not self._mine(index, lane):
                continue
            ends = starts_at + lasting(line.row.planned_minutes)
            part = part_of_day(starts_at, ends, lane.day, self.zone)
            if part is not None:
                blocks.append(Block(index, *part))
        return tuple(place(blocks, step=STEP))

    def _all_day(self, lane: Lane) -> tuple[int, ...]:
        return tuple(
            index
            for index, line in enumerate(self.rows)
            if line.row.starts_on == lane.day and self._mine(index, lane)
        )

    def at(self, column: int, slot: int) -> list[Placed]:
        """What stands on that line of a column, from the left to the right."""
        if not 0 <= column < len(self.placed):
            return []
        found = []
        for one in self.placed[column]:
            first, last = lines_of(one.begins, one.ends, step=STEP)
            if first <= slot < last:
                found.append(one)
        return sorted(found, key=lambda one: one.lane)

    def in_order(self, column: int) -> list[int]:
        """The entries of a column as the day goes: what takes all day first."""
        timed = sorted(self.placed[column], key=lambda one: (one.begins, one.lane))
        return [*self.all_day[column], *(one.key for one in timed)]

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
        """Open, overdue and completed entries that begin on a day."""
        still_open = late = done = 0
        for line in self.rows:
            row = line.row
            begins = row.starts_at.astimezone(self.zone).date() if row.starts_at else row.starts_on
            if begins != day:
                continue
            if row.completed:
                done += 1
            else:
                still_open += 1
                late += line.overdue
        return still_open, late, done


def slot_time(slot: int) -> tuple[int, int]:
    """Hour and minute at which a line begins."""
    return divmod(slot * STEP, 60)


def slot_of(at: datetime) -> int:
    """The line of a local time."""
    return (at.hour * 60 + at.minute) // STEP


A_DAY: Final = timedelta(days=1)
