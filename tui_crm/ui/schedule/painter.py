"""Draws a laid-out schedule: hour lines with entries in columns, or the weeks of a month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from textual.geometry import Region

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.dates.day_layout import Placed
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.terminal.text import Piece, cut, fit, plain
from tui_crm.ui.panels.activity_columns import ListRow
from tui_crm.ui.schedule.layout import GUTTER, HALF_HOUR, Plan

LANE: Final = 6
"""Least cells of a readable entry."""

OFF_THE_LINE: Final = 4
"""Cells of ` :15`, the minute of an entry that does not begin with its line."""
LEAST_NAME: Final = 6
"""Cells of the name beside which that minute is written."""

MORE: Final = 4
"""Cells of `+37`, for entries that do not fit side by side."""

MOST_ALL_DAY: Final = 2

HOURS_FROM: Final = 18
"""Cells of a day in a month from which on hour and signs are shown beside the name."""


@dataclass(frozen=True, slots=True)
class At:
    """The cursor: a line of a column, and the entry on it if any."""

    column: int
    slot: int
    entry: int | None = None


def widths(width: int, columns: int) -> list[int]:
    """The width of each column; the last ones share the remainder."""
    room = max(columns, width - GUTTER)
    each, rest = divmod(room, max(1, columns))
    return [each + (1 if n >= columns - rest else 0) for n in range(columns)]


@lru_cache(4)
def hour_painter(plan: Plan, width: int) -> HourPainter:
    """The painter of a plan, cached with the cells it has drawn."""
    return HourPainter(plan, width)


class HourPainter:
    """Draws days or employees as columns and hours as lines."""

    def __init__(self, plan: Plan, width: int) -> None:
        self.plan = plan
        self.widths = widths(width, len(plan.columns))
        most = max((len(each) for each in plan.all_day), default=0)
        self.band = min(most, MOST_ALL_DAY)
        """Lines above the hours for all-day entries."""
        self._entries = [{one.key for one in placed} for placed in plan.placed]
        self._at_rest: dict[tuple[int, int], tuple[Piece, ...]] = {}

    def parts(self, block: tuple[int, int, int], above: int) -> Iterator[Region]:
        """The regions of a block: its column, and the hours at the left of it."""
        column, first, last = block
        x = GUTTER + sum(self.widths[:column])
        yield Region(x, above + first, self.widths[column], last - first)
        yield Region(0, above + first, GUTTER, last - first)

    def header(self, at: At) -> Iterator[Piece]:
        """The days, with the name of a holiday; for one day the employees."""
        yield (" " * GUTTER, "header")
        today = self.plan.now.astimezone(self.plan.zone).date()
        for column, (lane, width) in enumerate(zip(self.plan.columns, self.widths, strict=True)):
            day = lane.day
            by_employee = (
                len(self.plan.columns) > 1 and len({one.day for one in self.plan.columns}) == 1
            )
            title = plain(lane.employee) if by_employee else f"{formats.weekday(day)} {day.day}"
            holiday = self.plan.work.holiday(day)
            style = "heading-off" if self.plan.work.day_off(day) else "header"
            style = "heading-today" if day == today and not by_employee else style
            style = "heading-here" if column == at.column else style
            text = f"{title} {holiday}" if holiday and not by_employee else title
            yield (" " + fit(cut(text, width - 1), width - 1), style)

    def all_day(self, line: int, at: At) -> Iterator[Piece]:
        """One line of all-day entries."""
        yield (fit(" 24 h" if line == 0 else "", GUTTER), "muted")
        for column, width in enumerate(self.widths):
            entries = self.plan.all_day[column]
            shown = self._band_of(entries, at)
            if line >= len(shown):
                yield (" " * width, "")
                continue
            index = shown[line]
            here = at.entry == index
            more = len(entries) - len(shown)
            text = entry_name(self.plan.rows[index])
            if more and line == len(shown) - 1:
                text = fit(text, width - 2 - MORE) + f" +{more}"
            yield (" ", "rule")
            yield (fit("▌" + text, width - 1), "cursor" if here else self._style(index))

    def _band_of(self, entries: tuple[int, ...], at: At) -> tuple[int, ...]:
        if at.entry in entries:
            first = max(0, min(entries.index(at.entry), len(entries) - self.band))
            return entries[first : first + self.band]
        return entries[: self.band]

    def hour(self, slot: int, at: At) -> Iterator[Piece]:
        """One line of the day."""
        yield self._gutter(slot, at)
        for column, width in enumerate(self.widths):
            yield ("│", "rule")
            # An entry across midnight is highlighted in two columns.
            if column == at.column or at.entry in self._entries[column]:
                yield from self._cell(column, slot, width - 1, at)
                continue
            # All other cells stay the same until the plan is read again.
            if (column, slot) not in self._at_rest:
                cell = tuple(self._cell(column, slot, width - 1, at))
                self._at_rest[column, slot] = cell
            yield from self._at_rest[column, slot]

    def _gutter(self, slot: int, at: At) -> Piece:
        hour, minute = self.plan.slot_time(slot)
        now = self.plan.now.astimezone(self.plan.zone)
        shown_today = any(lane.day == now.date() for lane in self.plan.columns)
        if shown_today and self.plan.slot_of(now) == slot:
            return (f" {now:%H:%M}▸", "running")
        if slot == at.slot and at.entry is None:
            return (f" {hour:02d}:{minute:02d} ", "strong")
        if minute == 0:
            rest = all(self._blank(n, slot) for n in range(len(self.plan.columns)))
            return (f" {hour:02d}:00 ", "quieter" if rest else "muted")
        half = minute == HALF_HOUR and self.plan.step < HALF_HOUR
        return ("   :30 " if half else "    ·  ", "quieter")

    def _cell(self, column: int, slot: int, width: int, at: At) -> Iterator[Piece]:
        entries = self.plan.at(column, slot)
        here = column == at.column and slot == at.slot
        if not entries:
            blank = self._blank(column, slot)
            if here and at.entry is None:
                hour, minute = self.plan.slot_time(slot)
                yield (fit(f" {hour:02d}:{minute:02d}", width), "cursor")
            else:
                yield (" " * width, blank)
            return
        lanes = entries[0].lanes
        if lanes > 1 and width < LANE + MORE:
            # No room for two: their number, or the one under the cursor.
            shown_one = next((each for each in entries if each.key == at.entry), entries[0])
            text = f"▚+{len(entries)}"
            if len(entries) == 1 or shown_one.key == at.entry:
                text = self._text(shown_one, slot, width)
            yield (fit(text, width), self._block_tone(shown_one, at))
            return
        shown, first = self._lanes(lanes, width, column, at)
        room = width - (MORE if lanes > shown else 0)
        each, rest = divmod(room, shown)
        by_lane = {one.lane: one for one in entries}
        for number, lane in enumerate(range(first, first + shown)):
            size = each + (1 if number >= shown - rest else 0)
            one = by_lane.get(lane)
            if one is None:
                yield (" " * size, self._blank(column, slot))
            else:
                yield (self._text(one, slot, size), self._block_tone(one, at))
        if lanes > shown:
            top = min(self.plan.lines_of(one)[0] for one in entries)
            yield (fit(f" +{lanes - shown}" if slot == top else "", MORE), "urgent")

    def _lanes(self, lanes: int, width: int, column: int, at: At) -> tuple[int, int]:
        """How many lanes fit, and the first of them, so that the chosen entry is visible."""
        shown = lanes
        if lanes * LANE > width:
            shown = max(1, min(lanes, (width - MORE) // LANE))
        first = 0
        if at.entry is not None and column == at.column:
            for one in self.plan.placed[column]:
                if one.key == at.entry and one.lanes == lanes:
                    first = max(0, min(one.lane, lanes - shown))
        return shown, first

    def _blank(self, column: int, slot: int) -> str:
        lane = self.plan.columns[column]
        hours = self.plan.work.hours(lane.day)
        if hours is None:
            return "off"
        minute = slot * self.plan.step
        begins = hours.begins.hour * 60 + hours.begins.minute
        ends = hours.ends.hour * 60 + hours.ends.minute
        return "" if begins - self.plan.step < minute < ends else "off"

    def _block_tone(self, one: Placed, at: At) -> str:
        return "cursor" if at.entry == one.key else self._style(one.key)

    def _style(self, index: int) -> str:
        line = self.plan.rows[index]
        if line.row.completed:
            return "entry-done"
        return "entry-overdue" if line.overdue else "entry"

    def _text(self, one: Placed, slot: int, width: int) -> str:
        """The text of a block on one of its lines."""
        line = self.plan.rows[one.key]
        bar = "▚" if one.overlaps else "▌"
        room = width - 1
        number = slot - self.plan.lines_of(one)[0]
        if number == 0:
            return bar + fit(self._first(one, line, room), room)
        return bar + fit(self._more(line, number), room)

    def _first(self, one: Placed, line: ListRow, room: int) -> str:
        name, minute = entry_name(line), one.begins % 60
        beside = minute % self.plan.step and room >= LEAST_NAME + OFF_THE_LINE
        room -= OFF_THE_LINE if beside else 0
        lines = self.plan.lines_of(one)
        second = self._more(line, 1)
        if lines[1] - lines[0] == 1 and second and cell_len(name) + 3 + 4 <= room:
            name = f"{name} · {second}"
        # At the right edge, so that all names begin in the same column.
        return f"{fit(name, room)} :{minute:02d}" if beside else name

    def _more(self, line: ListRow, number: int) -> str:
        row = line.row
        texts = [plain(row.person), plain(row.told.partition("\n")[0]), plain(row.type)]
        if row.kind is not Kind.CONTACT and row.contractor:
            texts.insert(0, plain(row.subject))
        texts = [text for text in texts if text]
        return texts[number - 1] if number <= len(texts) else ""


def entry_name(line: ListRow) -> str:
    """`!☎ ALFA`: state, kind, contractor or subject."""
    row = line.row
    mark = "✓" if row.completed else ("!" if line.overdue else "")
    if row.timer.running:
        mark = "●"
    return f"{mark}{formats.GLYPHS[row.kind]} {plain(row.contractor or row.subject)}"


def shared_out(needs: list[int], room: int) -> list[int]:
    """The lines of each week: to all alike, but first to those that need more."""
    heights = [LEAST_WEEK] * len(needs)
    for _line in range(max(0, room - LEAST_WEEK * len(needs))):
        short = [n for n, need in enumerate(needs) if need > heights[n]] or range(len(needs))
        heights[min(short, key=lambda n: heights[n])] += 1
    return heights


@lru_cache(4)
def month_painter(plan: Plan, width: int, height: int) -> MonthPainter:
    """The painter of a month, cached with the lines that it gives each week."""
    return MonthPainter(plan, width, height)


COUNTED_FROM: Final = 2
"""Lines of a day after which a line tells how many more there are: before, a name tells more."""
LEAST_WEEK: Final = 2
"""Lines of a week: the number of the day, and how much is on it."""


class MonthPainter:
    """Draws weeks as rows and weekdays as columns, with counts in every day."""

    def __init__(self, plan: Plan, width: int, height: int) -> None:
        self.plan = plan
        self.widths = widths(width + GUTTER, 7)
        self._lines_of = [self._lines(day, self.widths[0] - 2) for day in plan.days]
        weeks = [self._lines_of[at : at + 7] for at in range(0, len(plan.days), 7)]
        needs = [1 + max(map(len, week)) for week in weeks]
        self.heights = shared_out(needs, height - 1)
        """Lines of each week: all of the height, and most where most is planned."""

    def where(self, line: int) -> tuple[int, int] | None:
        """The week of a line, and which of its lines it is; None below the last week."""
        for week, height in enumerate(self.heights):
            if line < height:
                return week, line
            line -= height
        return None

    def header(self) -> Iterator[Piece]:
        """The weekdays."""
        for day, width in zip(self.plan.days[:7], self.widths, strict=False):
            style = "header" if self.plan.work.week[day.weekday()] else "heading-off"
            yield (" " + fit(formats.weekday(day), width - 1), style)

    def week(self, number: int, part: int, cursor: date) -> Iterator[Piece]:
        """One line of a week."""
        for column, width in enumerate(self.widths):
            place = number * 7 + column
            yield ("│" if column else " ", "rule")
            if place >= len(self.plan.days):
                yield (" " * (width - 1), "")
                continue
            yield from self._day(place, part, width - 1, cursor)

    def _day(self, place: int, part: int, width: int, cursor: date) -> Iterator[Piece]:
        day = self.plan.days[place]
        late = self.plan.counts(day)[1]
        here = day == cursor
        off = bool(self.plan.work.day_off(day))
        base = "cursor" if here else ("off" if off else "")
        other = day.month != self.plan.anchor.month
        if part == 0:
            today = day == self.plan.now.astimezone(self.plan.zone).date()
            number = f"{day.day:>2} "
            style = "today" if today else ("quieter" if other else ("weekend" if off else "strong"))
            if off and not here:
                style = (
                    "weekend-off" if style == "weekend" else "off" if style == "quieter" else style
                )
            yield (number, base if here else style)
            text = f"!{late}" if late else ""
            yield (fit(text, width - 3), base if here else ("overdue" if late else base))
            return
        lines = self._lines_of[place]
        text, style = lines[part - 1] if part <= len(lines) else ("", "")
        left = len(lines) - part + 1
        if left > 1 and part == self.heights[place // 7] - 1 and part > COUNTED_FROM:
            text, style = f"+{left}", ""
        style = style if not other and not off else base or "quieter"
        yield (fit(f" {text}", width), base if here else style)

    def _lines(self, day: date, width: int) -> list[tuple[str, str]]:
        """Counts, the name of a holiday, and the entries."""
        still_open, _late, done = self.plan.counts(day)
        words = _("{n} open").format(n=still_open)
        finished = f"✓{done}" if done else ""
        counts = [
            " ".join(bit for bit in (count if still_open else "", finished) if bit)
            for count in (words, str(still_open))
        ]
        # A number without its word is better than a cut one.
        usual = cell_len(_("{n} open").format(n=9) + " ✓9")
        texts = [counts[0] if max(usual, cell_len(counts[0])) <= width else counts[1]]
        texts.append(self.plan.work.holiday(day))
        lines = [(text, "") for text in texts if text]
        entries = self.plan.by_day.get(day, [])
        return lines + [self._entry(self.plan.rows[index]) for index in entries]

    def _entry(self, line: ListRow) -> tuple[str, str]:
        row = line.row
        style = "late" if line.overdue else ("done" if row.completed else "")
        if self.widths[0] < HOURS_FROM:
            return plain(row.contractor or row.subject), style
        hour = f"{row.starts_at.astimezone(self.plan.zone):%H:%M} " if row.starts_at else ""
        return f"{hour}{entry_name(line)}", style
