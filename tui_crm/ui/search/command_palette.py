"""The command palette (`:`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui_crm.domain.page import PageRequest, Place
from tui_crm.domain.text import fold
from tui_crm.i18n import _, ngettext
from tui_crm.ui.commands import keys
from tui_crm.ui.commands.available import Available
from tui_crm.ui.commands.key_names import key_name
from tui_crm.ui.commands.other_words import OTHER_WORDS
from tui_crm.ui.kit.cells import Cell, Column, content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.search_field import SearchField
from tui_crm.ui.kit.status_bars import HintBar
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.kit.table_window import slice_of


@dataclass(frozen=True, slots=True)
class CommandRow:
    """A command as a row of the list."""

    id: int
    place: Place
    available: Available


def _key_names(one: Available) -> str:
    return " ".join(key_name(key) for key in one.keys[:3])


def _keys(row: CommandRow) -> Cell:
    return Cell(_key_names(row.available), "key")


def _what(row: CommandRow) -> Cell:
    style = "" if row.available.enabled else "muted"
    return Cell(_(row.available.command.help), style)


class CommandField(SearchField):
    """The search field; Enter runs the command under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.PALETTE.commands[:1]))

    async def action_take(self) -> None:
        await self.screen.run_action("take")


class PaletteWindow(CrmWindow[Available]):
    """All commands of the screen below, filtered while typing; returns the chosen one."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.PALETTE))

    def __init__(self, crm: Context, commands: list[Available]) -> None:
        super().__init__(crm)
        self.commands = commands

    def compose(self) -> ComposeResult:
        with Vertical(classes="window tall") as window:
            window.border_title = content(_("Commands"))
            window.border_subtitle = content(
                ngettext("{n} command", "{n} commands", len(self.commands)).format(
                    n=len(self.commands)
                )
                + " · ↑↓"
            )
            yield CommandField(id="find", placeholder=_("type a part of what it does"))
            yield RecordTable(
                (
                    Column("keys", _("Key"), _keys, self._widest_key()),
                    Column("what", _("What it does"), _what, 20, share=1),
                ),
                source=self._page,
                header=False,
                empty=lambda: _("No command of that name."),
            )
            yield Static("", id="whole", markup=False)
            yield HintBar()

    def _widest_key(self) -> int:
        return max((cell_len(_key_names(one)) for one in self.commands), default=1) + 1

    async def on_mount(self) -> None:
        table = self.query_one(RecordTable)
        table.can_focus = False
        self.set_focus(self.query_one("#find"))
        await table.load()

    def _found(self) -> list[Available]:
        """Those whose own words match stand before those that are only called so, too."""
        wanted = fold(self.query_one("#find", SearchField).value).split()
        own: list[Available] = []
        called: list[Available] = []
        for one in self.commands:
            text = f"{_(one.command.label)} {_(one.command.help)}"
            also = OTHER_WORDS.get(one.command.id)
            if all(word in fold(text) for word in wanted):
                own.append(one)
            elif also and all(word in fold(f"{text} {_(also)}") for word in wanted):
                called.append(one)
        return [*own, *called]

    async def _page(self, request: PageRequest) -> list[CommandRow]:
        rows = [CommandRow(i, (i,), one) for i, one in enumerate(self._found())]
        return slice_of(rows, request)

    @on(Input.Changed)
    async def _typed(self, event: Input.Changed) -> None:
        if event.value == event.input.value:
            table = self.query_one(RecordTable)
            table.restart()
            await table.load()

    @on(RecordTable.Highlighted)
    def _show_in_full(self, event: RecordTable.Highlighted) -> None:
        """The help text under the cursor in full."""
        row = event.row
        text = "" if row is None else _what(row).text
        self.query_one("#whole", Static).update(content(text))

    def action_take(self) -> None:
        """A command that is disabled now is not run."""
        row = self.query_one(RecordTable).current
        self.finish(None if row is None or not row.available.enabled else row.available)

    def action_leave(self) -> None:
        self.finish(None)
