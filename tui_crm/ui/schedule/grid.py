"""The schedule widget: activities laid out by day and hour, or by the weeks of a month.

It is the table of its screen, so that every action on a list row works on the entry under the
cursor. The cursor is on a line of a column, whether or not an entry is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dates.day_layout import Placed
from tui_crm.domain.page import Place
from tui_crm.terminal.text import Piece
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.styles import style_of
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.panels.activity_columns import ListRow
from tui_crm.ui.schedule.layout import Plan, Room
from tui_crm.ui.schedule.list_model import ScheduleModel
from tui_crm.ui.schedule.painter import At, HourPainter, hour_painter, month_painter

NOWHERE = -1


class ScheduleGrid(RecordTable[ListRow], inherit_bindings=False):
    """The entries of a `Plan` and a cursor; a subclass of the list widget."""

    DEFAULT_CSS = "ScheduleGrid { height: 1fr; width: 1fr; background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.SCHEDULE_GRID))

    class Turned(Message):
        """Another period is shown."""

    def __init__(self, model: ScheduleModel) -> None:
        super().__init__((), id="list")
        self.model = model
        self.plan: Plan | None = None
        self._slot = NOWHERE
        self._column = 0
        self._cursor = NOWHERE
        self._top = 0
        self._steered = False
        """Whether the operator has moved the cursor: until then the working hours are shown."""
        self._jumped: tuple[At, datetime] | None = None
        """The moment that the cursor was put on: a line may be coarser, and begin before it."""

    # The cursor

    @property
    def current(self) -> ListRow | None:
        """The entry under the cursor; None on a line without one."""
        return self.rows[self._cursor] if 0 <= self._cursor < len(self.rows) else None

    @property
    def day(self) -> date:
        """The day under the cursor."""
        if self.plan is None or not self.plan.columns:
            return self.model.anchor
        return self.plan.columns[min(self._column, len(self.plan.columns) - 1)].day

    @property
    def employee_id(self) -> int | None:
        """The employee of the column under the cursor."""
        if self.plan is not None and self.plan.columns:
            return self.plan.columns[min(self._column, len(self.plan.columns) - 1)].employee_id
        return self.model.employees[0].id if self.model.employees else None

    def moment(self) -> datetime:
        """Where the cursor was put, else the start of its entry or line, in the operator's zone."""
        if self._jumped is not None and self._jumped[0] == self.at():
            return self._jumped[1]
        row = self.current
        if row is not None and row.row.starts_at is not None:
            return row.row.starts_at.astimezone(self.model.crm.zone)
        hour, minute = (0, 0) if self.plan is None else self.plan.slot_time(self._slot)
        return localise(datetime.combine(self.day, time(hour, minute)), self.model.crm.zone)

    def at(self) -> At:
        """Column, line and entry of the cursor."""
        return At(self._column, self._slot, self._cursor if self.current is not None else None)

    # Reading

    async def load(self, *, keep: int | None = None, place: Place | None = None) -> None:
        """Read the period again; the cursor goes to the entry *keep*, else stays."""
        if place is not None and place and self.plan is not None:
            self._show_day(date.fromordinal(int(place[0])))
        wanted = keep if keep is not None else (self.current.id if self.current else None)
        plan = await self._read()
        held = {row.id: row for row in plan.rows}
        self.marked = {i: held[i] for i in self.marked if i in held}
        self.loaded = True
        if self._slot == NOWHERE:
            self._slot = plan.first_slot(self.model.anchor, self.model.crm.local_now())
        found = next((n for n, row in enumerate(plan.rows) if row.id == wanted), None)
        self._show(found)
        self._scroll_to_cursor()
        self.refresh()
        self._announce_cursor()

    async def _read(self) -> Plan:
        """Read the period and lay it out for the current size."""
        self._take(await self.model.read(self._room()))
        assert self.plan is not None
        self.window.fill(list(self.plan.rows))
        return self.plan

    def _room(self) -> Room:
        # Before the first layout the width is 0; a resize follows.
        return Room(self.size.width or self.app.size.width, self.app.size.height)

    def _take(self, plan: Plan) -> None:
        """Use a plan that may have other lines and columns; the cursor keeps its time."""
        if self.plan is not None and self._slot != NOWHERE:
            self._slot = self._slot * self.plan.step // plan.step
            self._top = self._top * self.plan.step // plan.step
        self.plan = plan
        self._settle_column()

    def on_resize(self) -> None:
        """A larger size may show finer lines, a smaller one fewer days."""
        if self.plan is not None:
            fitted = self.model.fitted(self.plan, self._room())
            if fitted is not self.plan:
                self._take(fitted)
                self._show(self._cursor if self.current is not None else None)
                self.refresh()
                self.post_message(self.Turned())

    def _show_day(self, day: date) -> None:
        """Change the period, if needed, so that it includes a day."""
        if self.plan is None or day not in self.plan.shown_days:
            self.model.go_to(day)

    def _settle_column(self) -> None:
        plan = self.plan
        if plan is None or plan.is_month:
            self._column = 0
            return
        days = [lane.day for lane in plan.columns]
        if len(set(days)) > 1 and self.model.anchor in days:
            self._column = days.index(self.model.anchor)
        self._column = min(self._column, max(0, len(plan.columns) - 1))

    def _show(self, index: int | None) -> None:
        """Put the cursor on an entry; without one, on the first entry of its line."""
        plan = self.plan
        where = None if plan is None or index is None else plan.where(index)
        if plan is None or where is None or index is None:
            self._cursor = self._first_here()
        else:
            self._column, block = where
            self._cursor = index
            self.model.anchor = self.day
            if block is not None:
                self._slot = plan.lines_of(block)[0]

    def _here(self) -> list[Placed]:
        return [] if self.plan is None else self.plan.at(self._column, self._slot)

    def _first_here(self) -> int:
        here = self._here()
        return here[0].key if here else NOWHERE

    async def go_to(self, record_id: int, place: Place) -> bool:
        """Put the cursor on an entry of any day; False if it is in nobody's schedule here."""
        await self.load(keep=record_id, place=place)
        return self.current is not None and self.current.id == record_id

    async def jump(self, at: datetime) -> None:
        """Put the cursor on a moment of any day."""
        local = at.astimezone(self.model.crm.zone)
        self.model.go_to(local.date())
        self._cursor = NOWHERE
        if self.plan is not None:
            self._slot = self.plan.slot_of(local)
        self._steered = True
        await self.turned()
        self._jumped = (self.at(), local)

    def restart(self) -> None:
        """Does nothing: the cursor keeps its day."""

    # Moving the cursor

    async def action_move(self, by: int) -> None:
        """By lines; in a month by weeks."""
        if self.plan is None:
            return
        if self.plan.is_month:
            await self._to_day(self.model.anchor + timedelta(days=7 * by))
            return
        before = self._block()
        for _line in range(abs(by)):
            self._slot, entry = self.plan.step_from(self._column, self._slot, self._cursor, by)
            self._cursor = NOWHERE if entry is None else entry
        self._repaint_move(before)

    async def action_across(self, by: int) -> None:
        """To the entry beside this one on the line, else to the next day or employee."""
        plan = self.plan
        if plan is None:
            return
        if plan.is_month:
            await self._to_day(self.model.anchor + timedelta(days=by))
            return
        keys_here = [one.key for one in self._here()]
        if self._cursor in keys_here:
            beside = keys_here.index(self._cursor) + by
            if 0 <= beside < len(keys_here):
                before, self._cursor = self._block(), keys_here[beside]
                self._repaint_move(before)
                return
        await self._to_column(self._column + by, by)

    async def _to_column(self, column: int, by: int) -> None:
        plan = self.plan
        assert plan is not None
        if 0 <= column < len(plan.columns):
            before, self._column = self._block(), column
            if len({lane.day for lane in plan.columns}) > 1:
                self.model.anchor = self.day
        else:
            before = None
            days = [lane.day for lane in plan.columns]
            edge = (days[-1] if by > 0 else days[0]) if days else self.model.anchor
            target = edge + timedelta(days=by)
            if not self.model.everybody:
                if target not in plan.days:
                    work = plan.work
                    target = work.first_from(target) if by > 0 else work.last_until(target)
                self.model.go_to(target)
                await self._reread()
        here = self._here()
        self._cursor = (here[0] if by > 0 else here[-1]).key if here else NOWHERE
        self._repaint_move(before)

    async def _to_day(self, day: date) -> None:
        month = (self.model.anchor.year, self.model.anchor.month)
        self.model.go_to(day)
        if (self.model.anchor.year, self.model.anchor.month) != month:
            await self._reread()
        self.refresh()
        self._announce_cursor()

    async def _reread(self) -> None:
        await self._read()
        self.refresh()
        self.post_message(self.Turned())

    async def action_entry(self, by: int) -> None:
        """To the next entry in time, across the days of the period."""
        plan = self.plan
        if plan is None or plan.is_month:
            return
        order = plan.order()
        beyond = plan.beyond(by)
        if beyond is not None and (not order or self._cursor == order[-1 if by > 0 else 0]):
            await self._step_out(beyond)
            return
        if not order:
            return
        before = self._block()
        if self._cursor in order:
            place = order.index(self._cursor) + by
            self._show(order[min(max(0, place), len(order) - 1)])
        else:
            self._show(plan.nearest(order, self.moment(), by))
        self._repaint_move(before)

    async def _step_out(self, index: int) -> None:
        """Go to an entry on a day of the period that has no column for lack of room."""
        assert self.plan is not None
        self._steered = True
        self.model.go_to(self.plan.day_of(index) or self.model.anchor)
        await self.load(keep=self.rows[index].id)
        self.post_message(self.Turned())

    async def action_edge(self, by: int) -> None:
        plan = self.plan
        if plan is None or plan.is_month:
            return
        order = plan.in_order(self._column)
        if order:
            before = self._block()
            self._show(order[0 if by < 0 else -1])
            self._repaint_move(before)

    async def action_page(self, by: int) -> None:
        self.model.turn(by)
        await self.turned()

    async def turned(self) -> None:
        """Read the new period; the cursor stays on its line."""
        self._cursor = NOWHERE
        await self.load()
        self.post_message(self.Turned())

    # Painting

    @property
    def page_size(self) -> int:
        """The number of visible hour lines."""
        band = self._painter().band if self.plan is not None and not self.plan.is_month else 0
        return max(1, self.size.height - 1 - band)

    def _painter(self) -> HourPainter:
        assert self.plan is not None
        return hour_painter(self.plan, self.size.width)

    def _scroll_to_cursor(self) -> bool:
        """Scroll to the cursor; to the working hours until it was moved."""
        if not self.size.height or self.plan is None or self.plan.is_month:
            return False
        lines, top = self.page_size, self._top
        if not self._steered:
            top = self.plan.morning(lines)
        top = max(min(top, self._slot), self._slot - lines + 1)
        top = min(max(0, top), max(0, self.plan.slots - lines))
        moved, self._top = top != self._top, top
        return moved

    def _block(self) -> tuple[int, int, int] | None:
        """Column, first line and line after the last of what the cursor covers."""
        if self.plan is None:
            return None
        for one in self.plan.placed[self._column] if self.plan.placed else ():
            if one.key == self._cursor:
                # With several side by side the cursor changes which of them are visible.
                alone = one.lanes == 1
                lines = self.plan.lines_of(one) if alone else (0, self.plan.slots)
                return (self._column, *lines)
        if self.current is None:
            return (self._column, self._slot, self._slot + 1)
        return None

    def _repaint_move(self, before: tuple[int, int, int] | None) -> None:
        """Repaint what the cursor left and covers now; everything if that is unknown."""
        after = self._block()
        self._steered = True
        if self._scroll_to_cursor() or before is None or after is None:
            self.refresh()
        else:
            self._repaint_blocks((before, after))
        self._announce_cursor()

    def _repaint_blocks(self, blocks: Iterable[tuple[int, int, int]]) -> None:
        painter = self._painter()
        above = 1 + painter.band
        self.refresh(Region(0, 0, self.size.width, 1))
        visible = Region(0, above, self.size.width, self.size.height - above)
        for block in blocks:
            for part in painter.parts(block, above - self._top):
                if part.overlaps(visible):
                    self.refresh(part.intersection(visible))

    def cursor_line(self) -> int:
        """The line of this widget that the cursor is on, counted from 0."""
        if self.plan is None or self.plan.is_month:
            return 1
        return 1 + self._painter().band + self._slot - self._top

    def _repaint(self, index: int) -> None:
        del index
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if self.plan is None:
            return Strip.blank(width, self.rich_style)
        pieces = self._month_line(y) if self.plan.is_month else self._hour_line(y)
        base = self.rich_style
        segments = [Segment(text, base + style_of(self, name)) for text, name in pieces if text]
        return Strip(Segment.simplify(segments)).adjust_cell_length(width, base)

    def _hour_line(self, y: int) -> Iterable[Piece]:
        painter, at = self._painter(), self.at()
        if y == 0:
            return painter.header(at)
        if y <= painter.band:
            return painter.all_day(y - 1, at)
        slot = y - 1 - painter.band + self._top
        return painter.hour(slot, at) if slot < painter.plan.slots else ()

    def _month_line(self, y: int) -> Iterable[Piece]:
        assert self.plan is not None
        painter = month_painter(self.plan, self.size.width, self.size.height)
        if y == 0:
            return painter.header()
        where = painter.where(y - 1)
        return () if where is None else painter.week(*where, self.model.anchor)
