"""The window with the change history of an activity (R07), contractor or person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import _
from tui_crm.presentation import changes, formats
from tui_crm.queries.change_log import ChangeRow, activity_history
from tui_crm.queries.record_change_log import contractor_history, person_history
from tui_crm.terminal.text import plain
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import Cell, Column, content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.panels.change import ChangePanel
from tui_crm.ui.panels.text_pane import TextPane


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A change as a row of the list."""

    id: int
    place: Place
    change: ChangeRow


def _by(row: HistoryRow) -> Cell:
    return Cell(plain(row.change.by))


def _action(row: HistoryRow) -> Cell:
    return Cell(formats.action(row.change.action, ""))


def _field(row: HistoryRow) -> Cell:
    return Cell(plain(changes.field(row.change.field)), "strong")


class HistoryWindow(CrmWindow[None]):
    """The changes of one record, newest first, the selected one in full below."""

    SHEETS = (*CrmWindow.SHEETS, "activities/windows.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.LOOK))

    def __init__(
        self, crm: Context, name: str, source: Callable[[PageRequest], Awaitable[list[ChangeRow]]]
    ) -> None:
        """*name* is shown in the title, *source* reads the changes."""
        super().__init__(crm)
        self.called = name
        self.source = source

    def compose(self) -> ComposeResult:
        with Vertical(classes="window tall history") as window:
            window.border_title = content(
                _("History of {number}").format(number=plain(self.called))
            )
            yield RecordTable(
                self._columns(), source=self._page, empty=lambda: _("No changes yet.")
            )
            yield TextPane(id="details")
            yield HintBar()

    @on(RecordTable.Highlighted)
    def _show_change(self) -> None:
        row = self.query_one(RecordTable).current
        panel = None if row is None else ChangePanel(row.change, zone=self.crm.zone)
        self.query_one(TextPane).show(None if panel is None else panel.lines)

    def _columns(self) -> tuple[Column[HistoryRow], ...]:
        zone = self.crm.zone

        def at(row: HistoryRow) -> Cell:
            return Cell(formats.short_stamp(row.change.at, zone=zone))

        def value(row: HistoryRow, text: str) -> str:
            return plain(changes.changed_value(row.change.field, text, zone=zone)[:200])

        return (
            Column("at", _("When"), at, 11),
            Column("by", _("Who"), _by, 10, share=1),
            Column("action", _("What"), _action, 12, share=1),
            Column("field", _("Field"), _field, 9, share=2),
            Column("old", _("Before"), lambda r: Cell(value(r, r.change.old), "muted"), 8, share=3),
            Column("new", _("After"), lambda r: Cell(value(r, r.change.new)), 8, share=3),
        )

    async def _page(self, request: PageRequest) -> list[HistoryRow]:
        found = await self.source(request)
        return [HistoryRow(change.place[-1], change.place, change) for change in found]

    async def on_mount(self) -> None:
        table = self.query_one(RecordTable)
        self.set_focus(table)
        await table.load()

    def action_leave(self) -> None:
        self.finish(None)


def activity_changes(crm: Context, activity_id: int, number: str) -> HistoryWindow:
    """The history of an activity, limited to what the operator may see."""
    return HistoryWindow(
        crm,
        number,
        lambda request: crm.db(
            activity_history,
            activity_id,
            request,
            visible_employee_ids=crm.actor.visible_employee_ids,
        ),
    )


def contractor_changes(crm: Context, contractor_id: int, name: str) -> HistoryWindow:
    """The history of a contractor, with its numbers, addresses and persons."""
    return HistoryWindow(
        crm, name, lambda request: crm.db(contractor_history, contractor_id, request)
    )


def person_changes(crm: Context, person_id: int, name: str) -> HistoryWindow:
    """The history of a person, with their numbers, addresses and affiliations."""
    return HistoryWindow(crm, name, lambda request: crm.db(person_history, person_id, request))
