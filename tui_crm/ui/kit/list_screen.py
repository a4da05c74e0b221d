"""Base classes of screens with a list: reloading it with its cursor kept, undo, a side pane."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any, ClassVar, Final, Generic

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.widget import Widget

from tui_crm.domain.errors import CrmError, StaleRecord
from tui_crm.i18n import _, ngettext
from tui_crm.terminal.text import Piece, cells, plain
from tui_crm.ui.kit.app_protocol import Undone, program_of
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.list_model import Filterable, InViews, ListModel, OpensSomewhere, TableModel
from tui_crm.ui.kit.screen import CrmScreen
from tui_crm.ui.kit.status_bars import HintBar, Line, Notice
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.kit.table_window import R

WIDE: Final = 120
"""Columns from which on there is room for two panes beside each other."""
SIDE: Final = 198
"""Columns from which on the details stand beside a list: it has what it has at 160 then."""
SIDE_WIDTH: Final = 40
"""Cells of the details beside a list, as in the style sheet."""
NAMED_ON_TOP: Final = 100
"""Columns from which on the top bar names the operator."""
TALL: Final = 30
"""Lines from which on the details below a list are shown in full."""

LOW: Final = 18
"""Lines below which the details have one line less."""

DETAILS_AFTER: Final = 0.03
"""Seconds the cursor rests before its details are read: a held arrow key reads them once."""


def marks_shown(table: RecordTable[Any]) -> tuple[Piece, ...]:
    """`3 marked, 2 out of sight`; nothing without a mark."""
    if not table.marked:
        return ()
    marked, hidden = len(table.marked), len(table.hidden)
    text = ngettext("{n} marked", "{n} marked", marked).format(n=marked)
    if not hidden:
        return ((f"  {text} ", "strong"),)
    away = ngettext("{n} out of sight", "{n} out of sight", hidden).format(n=hidden)
    return ((f"  {text}, ", "strong"), (f"{away} ", "overdue"))


def all_hidden() -> str:
    """Why an action is applied to nothing: no marked row is in the list."""
    return _("All marked rows are out of sight: <screen.back> forgets the marks.")


class ListScreen(CrmScreen[None]):
    """A screen with a list, which is read again when another screen on top of it closes."""

    def __init__(self, crm: Context) -> None:
        super().__init__(crm)
        self._reading = asyncio.Lock()
        self._left = False

    @on(RecordTable.Highlighted)
    def _row_left(self, event: RecordTable.Highlighted) -> None:
        """What was said of a row goes when the cursor is moved to another one."""
        if event.by_hand:
            for notice in self.query(Notice):
                notice.row_left()

    async def on_screen_resume(self) -> None:
        self.show_top_bar()
        if self._left:
            self._left = False
            await self.come_back()

    async def come_back(self) -> None:
        """Called when the screen on top has closed."""
        await self.reload()

    def on_screen_suspend(self) -> None:
        self._left = True

    async def do(self, work: Awaitable[str], *, keep: int | None = None) -> bool:
        """Await a write, reload, and show the sentence it returns; False where it was refused.

        A `StaleRecord` reloads the list too: the operator sees the row as it is now.
        """
        try:
            message = await self.wait_db(work)
        except StaleRecord as stale:
            # Shown as it is now, so that pressing the same key again works.
            await self.reload(keep=keep)
            self.show_error(stale.message)
            return False
        except CrmError as error:
            self.show_error(error.message)
            return False
        await self.reload(keep=keep)
        if message:
            self.show_done(message)
        else:
            self.clear_message()
        return True

    async def action_undo(self) -> None:
        await self._step_back(program_of(self.app).undo())

    async def action_redo(self) -> None:
        await self._step_back(program_of(self.app).redo())

    async def _step_back(self, step: Awaitable[Undone]) -> None:
        try:
            undone = await self.wait_db(step)
        except CrmError as error:
            self.show_error(error.message)
            return
        await self.reload(keep=self.touched_by(undone))
        await self.timer_changed()
        self.show_done(undone.message)

    def touched_by(self, undone: Undone) -> int | None:
        """The row for the cursor after an undo or redo; None keeps the cursor."""
        del undone
        return None


class TableScreen(ListScreen, Generic[R]):
    """A screen that shows a `ListModel` in a table, with its summary in the line `#summary`."""

    HAS_DETAILS: ClassVar[bool] = True
    """Whether a wide terminal shows the details beside the list."""
    model: ListModel
    table: RecordTable[R]
    details: Widget

    def __init__(self, crm: Context, model: ListModel) -> None:
        super().__init__(crm)
        self.model = model
        self.section = model.name
        self.rule = Notice(classes="ruled")
        """The line above the details, which names what they are about; messages take its place."""
        self._opens = True

    def on_resize(self, event: events.Resize) -> None:
        """Narrow terminals show the details below the list instead of beside it."""
        self._lay_out(event.size)

    def _lay_out(self, size: Size) -> None:
        beside = self.HAS_DETAILS and size.width >= SIDE
        self.set_class(beside, "-wide")
        self.set_class(size.height >= TALL and not beside, "-tall")
        self.set_class(size.height < LOW, "-low")

    def compose(self) -> ComposeResult:
        """Top bar, heading, summary, list with details, message, keys."""
        # Known from the start, so that the first frame is not styled twice.
        self._lay_out(self.app.size)
        yield Line(id="topbar")
        yield from self.head()
        yield Line(id="summary")
        with Container(id="body"):
            yield self.table
            with Container(id="side"):
                yield self.rule
                yield self.details
        yield HintBar()

    def nothing_here(self, how: str) -> str:
        """Why there is no row: a filter or view hides them all, else nothing is there and *how*."""
        model = self.model
        words = getattr(model, "words", ())
        if words or (isinstance(model, Filterable) and model.text):
            return _("The filter hides everything here: Esc clears it.")
        if isinstance(model, InViews) and model.in_a_view:
            return _("The view hides everything here: Esc shows all.")
        return how

    def head(self) -> ComposeResult:
        """Widgets above the list: the data of a record card; nothing for a section."""
        yield from ()

    def show_columns(self) -> None:
        """Take the columns from the model again, as they may have changed."""
        if isinstance(self.model, TableModel):
            self.table.set_columns(self.model.columns())

    @property
    def current(self) -> R | None:
        """The row under the cursor."""
        return self.table.current

    @property
    def busy(self) -> bool:
        """Whether something is being typed over the list, which must not be reloaded then."""
        return self.focused is not self.table

    async def reload(self, *, keep: int | None = None) -> None:
        """Read list and summary again; the cursor goes to the row *keep*, else stays.

        An error is shown and leaves the list as it was.
        """
        # Saving a form and returning from it both reload: they must not overlap.
        async with self._reading:
            try:
                await self._read(keep)
            except CrmError as error:
                self.show_error(error.message)

    async def _read(self, keep: int | None) -> None:
        place = None if keep is None else await self.model.place_of(keep)
        found = place is not None
        if self._opens and not found and isinstance(self.model, OpensSomewhere):
            place = await self.model.opening()
        self._opens = False
        await self.table.load(keep=keep if found else None, place=place)
        summary = await self.model.summary()
        # The screen may have been closed meanwhile.
        for line in self.query("#summary").results(Line):
            line.show_pieces(*summary)
        self.show_marks()

    # Marks

    def show_marks(self) -> None:
        """Show the count of marks beside the summary; without one who is working here."""
        for line in self.query("#summary").results(Line):
            line.right = marks_shown(self.table) or self._operator(line)

    def _operator(self, line: Line) -> tuple[Piece, ...]:
        """The operator, where the top bar has no room for the name and this line has."""
        actor, width = self.crm.actor, self.app.size.width
        name = f"  {plain(actor.employee_name or actor.login)} "
        fits = cells(line.pieces) + cells([(name, "")]) <= width
        return ((name, "muted"),) if fits and width < NAMED_ON_TOP else ()

    def forget_marks(self) -> None:
        """Remove all marks, and their count."""
        self.table.unmark()
        self.show_marks()

    async def action_mark(self) -> None:
        self.table.toggle_mark()
        self.show_marks()
        await self.table.action_move(1)

    async def action_mark_group(self) -> None:
        marked = await self.table.toggle_group()
        self.show_marks()
        if marked:
            self.show_done(ngettext("{n} marked.", "{n} marked.", marked).format(n=marked))
        else:
            self.clear_message()
