"""Who changed what in an activity, and when (R07)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from tui_crm.i18n import _
from tui_crm.queries.history import ChangeRow, activity_history
from tui_crm.queries.paging import Place, Span
from tui_crm.ui import keys, phrases
from tui_crm.ui.cells import Cell, Column, content, plain
from tui_crm.ui.context import Context
from tui_crm.ui.screens.base import CrmWindow
from tui_crm.ui.widgets.record_table import RecordTable
from tui_crm.ui.widgets.status import HintBar


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A change in the list."""

    id: int
    place: Place
    change: ChangeRow


class HistoryWindow(CrmWindow[None]):
    """The changes of one activity, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.LOOK))

    def __init__(self, crm: Context, activity_id: int, number: str) -> None:
        super().__init__(crm)
        self.activity_id = activity_id
        self.number = number

    def compose(self) -> ComposeResult:
        """A list of changes."""
        with Vertical(classes="window large") as window:
            window.border_title = content(_("History of {number}").format(number=self.number))
            yield RecordTable(
                self._columns(), source=self._page, empty=lambda: _("Nothing was changed since.")
            )
            yield HintBar()

    def _columns(self) -> tuple[Column[HistoryRow], ...]:
        zone = self.crm.zone

        def value(row: HistoryRow, text: str) -> str:
            said = phrases.changed_value(row.change.field, text, zone=zone)
            return plain(said[:200])

        return (
            Column(
                "at", _("When"), lambda r: Cell(phrases.short_stamp(r.change.at, zone=zone)), 11
            ),
            Column("by", _("Who"), lambda r: Cell(plain(r.change.by)), 9, share=1),
            Column("action", _("What"), lambda r: Cell(phrases.action(r.change.action, "")), 10),
            Column("field", _("Field"), lambda r: Cell(phrases.field(r.change.field), "accent"), 9),
            Column("old", _("was"), lambda r: Cell(value(r, r.change.old), "muted"), 10, share=3),
            Column("new", _("is"), lambda r: Cell(value(r, r.change.new)), 10, share=3),
        )

    async def _page(self, span: Span) -> list[HistoryRow]:
        found = await self.crm.db(activity_history, self.activity_id, span)
        return [HistoryRow(hash(change.place), change.place, change) for change in found]

    async def on_mount(self) -> None:
        """Read it."""
        table = self.query_one(RecordTable)
        self.set_focus(table)
        await table.load()

    def action_leave(self) -> None:
        """Back."""
        self.finish(None)
