"""The window that tries the themes: the screen below is drawn in the one under the cursor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import _
from tui_crm.settings import SettingsError, keep_theme
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.app_protocol import program_of
from tui_crm.ui.kit.cells import Cell, Column, content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar, Notice
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.kit.table_window import slice_of
from tui_crm.ui.kit.themes import OF_OWN_COLOURS, WORDS


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme as a row of the list."""

    id: int
    place: Place
    name: str


class ThemeWindow(CrmWindow[None]):
    """Enter writes the theme into the settings file; it is used from then on."""

    SHEETS = (*CrmWindow.SHEETS, "setup/themes.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.THEMES))

    def __init__(self, crm: Context) -> None:
        super().__init__(crm)
        self._before = crm.settings.theme

    def compose(self) -> ComposeResult:
        with Vertical(classes="window themes") as window:
            window.border_title = content(_("Colours"))
            yield RecordTable(
                (
                    Column("name", "", lambda row: Cell(row.name, "strong"), 9),
                    Column("words", "", self._words, 20, share=1),
                ),
                source=self._page,
                header=False,
            )
            yield Notice()
            yield HintBar()

    async def on_mount(self) -> None:
        table = self.query_one(RecordTable)
        self.set_focus(table)
        await table.load(keep=list(WORDS).index(self._before))

    def _words(self, row: ThemeRow) -> Cell:
        if row.name in OF_OWN_COLOURS and self.app.console.color_system == "standard":
            return Cell(f"{_(WORDS[row.name])} · {_('needs 256 colours')}", "muted")
        return Cell(_(WORDS[row.name]))

    async def _page(self, request: PageRequest) -> list[ThemeRow]:
        return slice_of([ThemeRow(n, (n,), name) for n, name in enumerate(WORDS)], request)

    @on(RecordTable.Highlighted)
    def _try(self, event: RecordTable.Highlighted) -> None:
        if event.row is not None and event.by_hand:
            program_of(self.app).use_theme(event.row.name)

    def action_take(self) -> None:
        row = self.query_one(RecordTable).current
        if row is None:
            return
        self._before = row.name
        self.crm.settings = replace(self.crm.settings, theme=row.name)
        if not self.crm.settings.throwaway:
            try:
                keep_theme(row.name)
            except SettingsError as error:
                # It is used until the program is left.
                self.query_one(Notice).show_error(str(error))
                return
        self.finish(None)

    def action_leave(self) -> None:
        program_of(self.app).use_theme(self._before)
        self.finish(None)
