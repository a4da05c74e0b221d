"""The list widget: shows a part of a database query and repaints only the lines that changed.

It does not know how many rows there are. It holds some pages around the cursor, reads more by
the sort position of the row at its edge, and keeps the cursor by the record's id. Rows may be
grouped, each group under a heading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import _
from tui_crm.terminal.text import fit, plain, wrap
from tui_crm.terminal.told_errors import TellsErrors
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import Column, Needs, column_widths, larger, needs_of
from tui_crm.ui.kit.list_model import Grouped, TableModel
from tui_crm.ui.kit.styles import style_of
from tui_crm.ui.kit.table_window import Group, ListWindow, R, Source

MOST_MARKED = 2_000
MARKS_AT_ONCE = 500


def table_of(model: TableModel[R]) -> RecordTable[R]:
    """The table of a list screen, set up from its model."""
    group = model.group if isinstance(model, Grouped) else None
    return RecordTable(
        model.columns(), source=model.page, group=group, empty=model.empty, id="list"
    )


class RecordTable(TellsErrors, Widget, Generic[R], can_focus=True):
    """A list of records with a cursor, marks and groups, read through a `Source`."""

    DEFAULT_CSS = "RecordTable { height: 1fr; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.TABLE))

    show_header = reactive(True, repaint=True)

    @dataclass
    class Highlighted(Message):
        """The cursor moved to another record, or to none."""

        table: RecordTable[Any]
        row: Any
        by_hand: bool = False
        """Whether the operator moved it, not a reading of the list."""

        @property
        def control(self) -> RecordTable[Any]:
            """The table, so that `@on` can select by its id."""
            return self.table

    def __init__(
        self,
        columns: tuple[Column[R], ...],
        *,
        source: Source[R] | None = None,
        group: Callable[[R], Group] | None = None,
        empty: Callable[[], str] = lambda: "",
        header: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.columns = columns
        self.source = source
        self.empty = empty
        self.set_reactive(RecordTable.show_header, header)
        self.window: ListWindow[R] = ListWindow(group)
        self.marked: dict[int, R] = {}
        self.hidden: frozenset[int] = frozenset()
        """Marked records that the list does not show any more, as of the last `load`."""
        self._away: list[R] = []
        """Marked rows outside the window, as the last `load` read them."""
        self.loaded = False
        self._cursor = 0
        self._top = 0
        self._strips: dict[tuple[Any, ...], Strip] = {}
        self._needs: Needs = {}
        """Of the rows read so far: no column becomes narrower while one works in the list."""
        self._sized: tuple[int, list[tuple[Column[R], int]]] | None = None
        """For how wide a list, and how wide each column is then."""
        self._announced_id: int | None = None
        self._centred = False

    # Rows and cursor

    @property
    def rows(self) -> list[R]:
        """The rows in memory, a part of the list."""
        return self.window.rows

    @property
    def current(self) -> R | None:
        """The row under the cursor."""
        return self.rows[self._cursor] if self.rows else None

    @property
    def page_size(self) -> int:
        """Lines for rows and headings, without the header."""
        return max(1, self.size.height - (1 if self.show_header else 0))

    def chosen(self) -> list[R]:
        """The marked rows, or the one under the cursor when none is marked.

        Marked rows that are out of sight are left out, even if they are all.
        """
        if self.marked:
            return [row for row in self.marked.values() if row.id not in self.hidden]
        return [] if self.current is None else [self.current]

    def renew(self, rows: Iterable[R]) -> None:
        """Replace marked rows by newer versions, also those outside the window."""
        self.marked |= {row.id: row for row in rows if row.id in self.marked}

    def renew_away(self) -> None:
        """Replace the marked rows outside the window by what the last `load` read of them."""
        self.renew(self._away)

    async def in_order(self, rows: Sequence[R]) -> list[R]:
        """These rows in the order of the list; those that it does not show come last."""
        shown = self.rows
        if self.source is not None and any(self.window.index_of(row.id) is None for row in rows):
            wanted = frozenset(row.id for row in rows)
            shown = await self.source(PageRequest(len(wanted), only=wanted))
        places = {row.id: place for place, row in enumerate(shown)}
        return sorted(rows, key=lambda row: places.get(row.id, len(places)))

    # Loading

    async def load(self, *, keep: int | None = None, place: Place | None = None) -> None:
        """Read the list again; the cursor goes to the record *keep*, else stays near its place.

        A record outside the window is looked for around the sort position *place*.
        """
        if self.source is None:
            return
        before, around = self.current, place
        if place is None and before is not None:
            around = before.place
        window = ListWindow(self.window.group)
        window.page = self.page_size
        at = 0
        if around is None:
            await window.read_first(self.source)
        else:
            at = await window.read_around(self.source, around)
        hidden = await self._hidden_marks(window) if self.marked else frozenset()
        # The cursor may have moved during the read: its newer position counts.
        current = self.current
        found = window.index_of(keep if keep is not None else (current.id if current else None))
        if found is None and keep is None and current is not None and current is not before:
            await self.load()
            return
        at = at if found is None else found
        line = self.window.line_of[self._cursor] - self._top if self.rows else self.page_size // 2
        self._centred = not self.rows and around is not None
        self.window = window
        if self.marked:
            held = {row.id: row for row in window.rows}
            self.marked = {i: held.get(i, row) for i, row in self.marked.items()}
        self.hidden = hidden & self.marked.keys()
        # The row keeps its line on the screen, so that a reload moves nothing.
        self._top = 0
        if around is not None and self.rows:
            self._top = max(0, window.line_of[at] - line)
        self.loaded = True
        self._needs = larger(self._needs, needs_of(self.columns, window.rows))
        self._sized = None
        self._place_cursor(at)

    async def _hidden_marks(self, window: ListWindow[R]) -> frozenset[int]:
        """The marks that the list does not show, neither in *window* nor beyond its edges."""
        self._away = []
        away = [i for i in self.marked if window.index_of(i) is None]
        if self.source is None or (window.at_start and window.at_end):
            return frozenset(away)
        for at in range(0, len(away), MARKS_AT_ONCE):
            some = frozenset(away[at : at + MARKS_AT_ONCE])
            self._away += await self.source(PageRequest(len(some), only=some))
        return frozenset(away) - {row.id for row in self._away}

    async def _grow(self, *, forwards: bool, keep_all: bool = False) -> bool:
        """Read more rows at one edge; the cursor stays on its record and its line."""
        if self.source is None or not self.rows:
            return False
        line = self.window.line_of[self._cursor] - self._top
        moved = await self.window.grow(self.source, forwards=forwards, keep_all=keep_all)
        if moved is None:
            return False
        self._cursor = min(max(0, self._cursor + moved), len(self.rows) - 1)
        self._top = max(0, self.window.line_of[self._cursor] - line)
        self._strips.clear()
        return True

    # The cursor

    def _place_cursor(self, cursor: int, *, by_hand: bool = False) -> None:
        self._strips.clear()
        self._cursor = min(max(0, cursor), max(0, len(self.rows) - 1))
        self._scroll_to_cursor()
        self.refresh()
        self._announce_cursor(by_hand=by_hand)

    def _scroll_to_cursor(self) -> bool:
        """Bring the cursor's line, with a heading right above it, into view."""
        if not self.rows:
            self._top = 0
            return False
        lines, line = self.window.lines, self.window.line_of[self._cursor]
        above = line - 1 if line and isinstance(lines[line - 1], Group) else line
        top = min(self._top, above)
        top = max(top, line - self.page_size + 1)
        if self.window.at_end:
            top = min(top, max(0, len(lines) - self.page_size))
        moved, self._top = top != self._top, top
        return moved

    def _announce_cursor(self, *, by_hand: bool = False) -> None:
        row = self.current
        announced = None if row is None else row.id
        by_hand = by_hand and announced != self._announced_id
        self._announced_id = announced
        self.post_message(self.Highlighted(self, row, by_hand))

    async def action_move(self, by: int) -> None:
        """At the edge of the rows in memory more are read first."""
        target = self._cursor + by
        if not 0 <= target < len(self.rows):
            before = self._cursor
            await self._grow(forwards=by > 0)
            target += self._cursor - before
        if not self.rows:
            return
        old, self._cursor = self._cursor, min(max(0, target), len(self.rows) - 1)
        if self._scroll_to_cursor():
            self.refresh()
        elif old != self._cursor:
            self._repaint(old)
            self._repaint(self._cursor)
        if self.rows[self._cursor].id != self._announced_id:
            self._announce_cursor(by_hand=True)

    async def action_page(self, by: int) -> None:
        await self.action_move(by * max(1, self.page_size - 1))

    async def action_first(self) -> None:
        if self.source is not None and not self.window.at_start:
            await self.window.read_first(self.source)
        self._top = 0
        self._place_cursor(0, by_hand=True)

    async def action_last(self) -> None:
        if self.source is not None and not self.window.at_end:
            await self.window.read_last(self.source)
        self._top = max(0, len(self.window.lines) - self.page_size)
        self._place_cursor(len(self.rows) - 1, by_hand=True)

    async def go_to(self, record_id: int, place: Place) -> bool:
        """Put the cursor on a record anywhere in the list; False if the list lacks it."""
        if self.window.index_of(record_id) is None and self.source is not None:
            await self.window.read_around(self.source, place)
        found = self.window.index_of(record_id)
        if found is None:
            return False
        self._place_cursor(found)
        return True

    def restart(self) -> None:
        """Forget the rows and the cursor: the next `load` begins at the first row."""
        self.window.clear()
        self._forget_widths()
        self._cursor = self._top = 0
        # A frame painted before the rows arrive must not claim “no match”.
        self.loaded = False

    def set_columns(self, columns: tuple[Column[R], ...]) -> None:
        """Show other columns."""
        self.columns = columns
        self._forget_widths()
        self._needs = needs_of(columns, self.rows)
        self._strips.clear()
        self.refresh()

    def _forget_widths(self) -> None:
        self._needs = {}
        self._sized = None

    def _widths(self) -> list[tuple[Column[R], int]]:
        """The columns that are shown, and how wide each is."""
        width = self.size.width
        # A frame of a new size is painted before the event of that arrives.
        if self._sized is None or self._sized[0] != width:
            self._sized = width, column_widths(self.columns, width - 2, self._needs)
        return self._sized[1]

    # Marks

    def toggle_mark(self) -> None:
        """Mark the row under the cursor, or unmark it."""
        row = self.current
        if row is not None and self.marked.pop(row.id, None) is None:
            self.marked[row.id] = row
        self._repaint(self._cursor)

    async def toggle_group(self) -> int:
        """Mark all rows of the cursor's group, or unmark them if all are marked.

        Returns how many rows are marked now. At most `MOST_MARKED` rows are read for it.
        """
        if self.current is None:
            return 0
        here = self._group_id(self.current)
        for forwards, edge in ((True, -1), (False, 0)):
            while self._group_id(self.rows[edge]) == here and len(self.rows) < MOST_MARKED:
                if not await self._grow(forwards=forwards, keep_all=True):
                    break
        members = {row.id: row for row in self.rows if self._group_id(row) == here}
        if members.keys() <= self.marked.keys():
            self.marked = {i: row for i, row in self.marked.items() if i not in members}
        else:
            self.marked |= members
        self._scroll_to_cursor()
        self.refresh()
        return len(self.marked)

    def _group_id(self, row: R) -> str:
        return self.window.group(row).id if self.window.group else ""

    def unmark(self) -> None:
        """Remove all marks."""
        if self.marked:
            self.marked = {}
            self.hidden = frozenset()
            self.refresh()

    def unmark_chosen(self) -> None:
        """Remove the marks of the rows that an action was applied to; those out of sight stay."""
        if self.marked:
            self.marked = {i: row for i, row in self.marked.items() if i in self.hidden}
            self.refresh()

    # Painting

    def notify_style_update(self) -> None:
        """The cached lines have the old colours."""
        self._strips.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        self._strips.clear()
        if self._centred and self.rows:
            # It was read before its size was known.
            self._centred = False
            self._top = max(0, self.window.line_of[self._cursor] - self.page_size // 2)
            self._scroll_to_cursor()
            self.refresh()
        elif self._scroll_to_cursor():
            # The first frame of the new size was painted before this event arrived.
            self.refresh()

    def on_focus(self) -> None:
        self._repaint(self._cursor)

    def on_blur(self) -> None:
        self._repaint(self._cursor)

    def cursor_line(self) -> int:
        """The line of this widget that the cursor is on, counted from 0."""
        if not self.rows:
            return 1
        return self.window.line_of[self._cursor] - self._top + (1 if self.show_header else 0)

    def _repaint(self, index: int) -> None:
        if 0 <= index < len(self.window.line_of):
            y = self.window.line_of[index] - self._top + (1 if self.show_header else 0)
            if 0 <= y < self.size.height:
                self.refresh_line(y)

    def refresh_line(self, y: int) -> None:
        """Repaint one line."""
        self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """One line, from the cache unless something in it changed."""
        width = self.size.width
        if self.show_header:
            if y == 0:
                return self._header(width)
            y -= 1
        line = y + self._top
        if not self.rows:
            return self._empty_line(y, width)
        if line >= len(self.window.lines):
            return Strip([Segment(" " * width, self.rich_style)], width)
        content = self.window.lines[line]
        if isinstance(content, Group):
            return self._heading(content, width)
        row = self.rows[content]
        # A list that cannot be focused is controlled from a field: its cursor is bright as well.
        bright = self.has_focus or not self.can_focus
        cursor = (2 if bright else 1) if content == self._cursor else 0
        key = (row.id, row, cursor, row.id in self.marked, width)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._row(row, cursor, row.id in self.marked, width)
        return strip

    def _row(self, row: R, cursor: int, marked: bool, width: int) -> Strip:
        base = self.rich_style + style_of(self, "marked" if marked else "")
        if cursor:
            base += style_of(self, "cursor" if cursor == 2 else "cursor-rest")
        segments = [Segment("•" if marked else " ", base + self._colour("mark", cursor))]
        for index, (column, cells) in enumerate(self._widths()):
            cell = column.cell(row)
            text = " " * (column.gap if index else 0) + cell.fitted(cells, column.align)
            segments.append(Segment(text, base + self._colour(cell.style, cursor)))
        segments.append(Segment(" ", base))
        return Strip(Segment.simplify(segments), width).adjust_cell_length(width, base)

    def _colour(self, name: str, cursor: int) -> Style:
        """No colours of cells on the cursor's bar: some are invisible there in 16 colours."""
        return style_of(self, "" if cursor else name)

    def _header(self, width: int) -> Strip:
        parts = [" "]
        for index, (column, cells) in enumerate(self._widths()):
            blank = " " * (column.gap if index else 0)
            parts.append(blank + fit(_(column.title), cells, column.align))
        style = self.rich_style + style_of(self, "header")
        return Strip([Segment(fit("".join(parts), width), style)], width)

    def _heading(self, group: Group, width: int) -> Strip:
        """` OVERDUE 12 ─────`."""
        count = self.window.count_of(group)
        number = "" if count is None else f"{count:,} ".replace(",", "\N{NO-BREAK SPACE}")
        title = f" {plain(group.title)} "
        rule = "─" * max(0, width - cell_len(title + number) - 1)
        pieces = ((title, "heading"), (number, group.style), (rule, "rule"))
        return Strip(
            [Segment(text, self.rich_style + style_of(self, name)) for text, name in pieces]
        ).adjust_cell_length(width, self.rich_style)

    def _empty_line(self, y: int, width: int) -> Strip:
        text = ""
        if self.loaded:
            lines = [line for part in self.empty().split("\n") for line in wrap(part, width - 4)]
            if len(lines) > self.page_size:
                lines[self.page_size - 1] += "…"
            top = 1 if self.page_size > len(lines) else 0
            text = lines[y - top] if 0 <= y - top < len(lines) else ""
        return Strip(
            [Segment(fit("  " + text, width), self.rich_style + style_of(self, "empty"))], width
        )
