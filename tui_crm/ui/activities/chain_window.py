"""The window with the whole chain of an activity, earliest first."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from tui_crm.domain.page import PageRequest
from tui_crm.i18n import N_, _
from tui_crm.presentation import formats
from tui_crm.presentation.status import called_off, status_name
from tui_crm.queries.activities.chain import chain_page
from tui_crm.terminal.text import lines, plain
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import Cell, Column, content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.panels.activity_columns import ListRow, list_row, state_cell


class ChainWindow(CrmWindow[int]):
    """Returns the id of the chosen activity; None on Esc."""

    SHEETS = (*CrmWindow.SHEETS, "activities/windows.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.CHAIN))

    def __init__(self, crm: Context, activity_id: int) -> None:
        super().__init__(crm)
        self.activity_id = activity_id

    def compose(self) -> ComposeResult:
        with Vertical(classes="window tall") as window:
            window.border_title = content(_("Chain"))
            yield RecordTable(self._columns(), source=self._page)
            yield HintBar()

    def _columns(self) -> tuple[Column[ListRow], ...]:
        return (
            Column("here", "", self._here, 1),
            Column("state", "", state_cell, 1),
            Column("starts", N_("When"), self._when, 15),
            Column("kind", "", _kind, 1),
            Column("who", N_("Person"), _who, 12, share=2),
            Column("employee", N_("Emp"), lambda r: Cell(plain(r.row.employee), "muted"), 3),
            Column("outcome", N_("Outcome"), _outcome, 11, share=1),
            Column("note", N_("Notes"), _first_line, 10, share=5),
            Column("number", N_("Number"), _number, 11, from_width=90),
        )

    def _here(self, line: ListRow) -> Cell:
        return Cell("▸" if line.id == self.activity_id else "", "accent")

    def _when(self, line: ListRow) -> Cell:
        at, on = line.row.starts_at, line.row.starts_on
        text = formats.dated(at, on, now=self.crm.now(), zone=self.crm.zone)
        return Cell(text, "late" if line.overdue else "")

    async def _page(self, request: PageRequest) -> list[ListRow]:
        rows = await self.crm.db(
            chain_page,
            self.activity_id,
            request,
            visible_employee_ids=self.crm.actor.visible_employee_ids,
        )
        now, zone = self.crm.now(), self.crm.zone
        return [list_row(row, row.place, now=now, zone=zone) for row in rows]

    async def on_mount(self) -> None:
        """The cursor starts on the activity the chain was opened for."""
        table = self.query_one(RecordTable)
        self.set_focus(table)
        await table.load(keep=self.activity_id, place=(0, self.activity_id))

    def action_take(self) -> None:
        current = self.query_one(RecordTable).current
        self.finish(None if current is None else current.id)

    def action_leave(self) -> None:
        self.finish(None)


def _kind(line: ListRow) -> Cell:
    return Cell(formats.GLYPHS[line.row.kind], "sign")


def _who(line: ListRow) -> Cell:
    row = line.row
    more = f" +{row.more_persons}" if row.more_persons else ""
    return Cell(plain(row.person) or plain(row.contractor) or "–", more=more)


def _outcome(line: ListRow) -> Cell:
    """The outcome; the status of an activity that is open, waiting or cancelled."""
    row = line.row
    closed = row.completed and not called_off(row.status)
    return Cell(plain(row.outcome) if closed else status_name(row.status), "muted")


def _number(line: ListRow) -> Cell:
    return Cell(line.row.number, "muted")


def _first_line(line: ListRow) -> Cell:
    text = next((text for text in lines(line.row.told[:500]) if text.strip()), "")
    return Cell(text or plain(line.row.subject), "" if text else "muted")
