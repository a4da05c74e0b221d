"""The help (`?`): the keys of the screen below in groups, and what the signs mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import _
from tui_crm.ui.commands import keys
from tui_crm.ui.commands.available import Available
from tui_crm.ui.commands.help_groups import HelpLine, help_lines
from tui_crm.ui.kit.cells import Cell, Column, content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.kit.table_window import Group, slice_of


@dataclass(frozen=True, slots=True)
class HelpRow:
    """A line of the help as a row of the list."""

    id: int
    place: Place
    line: HelpLine


def _keys(row: HelpRow) -> Cell:
    return Cell(row.line.keys, "key" if row.line.available else "sign")


def _words(row: HelpRow) -> Cell:
    one = row.line.available
    return Cell(row.line.words, "" if one is None or one.enabled else "muted")


def _group(row: HelpRow) -> Group:
    return Group(row.line.group, row.line.group.upper())


class HelpWindow(CrmWindow[Available]):
    """Returns the command to run; the names by which the settings know them are shown on demand."""

    SHEETS = (*CrmWindow.SHEETS, "search/help.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.HELP))

    def __init__(self, crm: Context, commands: list[Available]) -> None:
        super().__init__(crm)
        self.lines = help_lines(commands)
        self._names = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="window help") as window:
            window.border_title = content(_("Keys of this screen"))
            yield RecordTable(
                (
                    Column("keys", "", _keys, self._widest_key()),
                    Column("what", "", _words, 20, share=1),
                ),
                source=self._page,
                group=_group,
                header=False,
            )
            yield Static("", id="whole", markup=False)
            yield HintBar()

    def _widest_key(self) -> int:
        return max((cell_len(line.keys) for line in self.lines), default=1) + 1

    async def on_mount(self) -> None:
        table = self.query_one(RecordTable)
        self.set_focus(table)
        await table.load()

    async def _page(self, request: PageRequest) -> list[HelpRow]:
        rows = [HelpRow(n, (n,), line) for n, line in enumerate(self.lines)]
        return slice_of(rows, request)

    @on(RecordTable.Highlighted)
    def _show_in_full(self) -> None:
        self._show_whole()

    def _show_whole(self) -> None:
        """The line under the cursor in full where it is cut, and its name if that is asked for."""
        row = self.query_one(RecordTable).current
        text = ""
        if row is not None and (self._names or cell_len(row.line.words) > self._room()):
            text = row.line.words
        if row is not None and self._names and row.line.available is not None:
            text = f"{row.line.available.command.id} · {text}"
        self.query_one("#whole", Static).update(content(text))

    def _room(self) -> int:
        return self.query_one(RecordTable).size.width - self._widest_key() - 3

    def action_names(self) -> None:
        self._names = not self._names
        self._show_whole()

    async def action_group(self, by: int) -> None:
        """To the first line of the next group, or of the one before."""
        table = self.query_one(RecordTable)
        row = table.current
        if row is None:
            return
        starts = [
            n
            for n, line in enumerate(self.lines)
            if n == 0 or line.group != self.lines[n - 1].group
        ]
        after = [n for n in starts if n > row.id] or starts[:1]
        before = [n for n in starts if n < row.id] or starts[-1:]
        await table.action_move((after[0] if by > 0 else before[-1]) - row.id)

    def action_take(self) -> None:
        """A sign, or a command that is disabled now, is not run."""
        row = self.query_one(RecordTable).current
        one = None if row is None else row.line.available
        if one is not None and one.enabled:
            self.finish(one)

    def action_leave(self) -> None:
        self.finish(None)
