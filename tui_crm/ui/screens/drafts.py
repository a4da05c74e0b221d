"""What was typed and not saved: choose one to go on with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from tui_crm.domain.draft import ActivityDraft
from tui_crm.i18n import _
from tui_crm.queries.paging import Place, Span
from tui_crm.ui import keys, phrases
from tui_crm.ui.cells import Cell, Column, content, plain
from tui_crm.ui.context import Context
from tui_crm.ui.screens.base import CrmWindow
from tui_crm.ui.widgets.list_window import stretch_of
from tui_crm.ui.widgets.record_table import RecordTable
from tui_crm.ui.widgets.status import HintBar


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft, its file's name and when it was written."""

    slot: str
    written_at: datetime
    draft: ActivityDraft


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in the list."""

    id: int
    place: Place
    kept: KeptDraft


class DraftsWindow(CrmWindow[KeptDraft]):
    """Gives the draft to go on with; Del throws one away."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.DRAFTS))

    def __init__(self, crm: Context, kept: list[KeptDraft]) -> None:
        super().__init__(crm)
        self.kept = kept

    def compose(self) -> ComposeResult:
        """The drafts, newest first."""
        with Vertical(classes="window drafts") as window:
            window.border_title = content(_("Typed and not saved"))
            yield RecordTable(self._columns(), source=self._page, empty=lambda: _("No draft left."))
            yield HintBar()

    def _columns(self) -> tuple[Column[DraftRow], ...]:
        zone = self.crm.zone

        def when(row: DraftRow) -> Cell:
            return Cell(phrases.stamp(row.kept.written_at, zone=zone), "muted")

        def what(row: DraftRow) -> Cell:
            draft = row.kept.draft
            return Cell(phrases.kind_name(draft.kind))

        def contractor(row: DraftRow) -> Cell:
            chosen = row.kept.draft.contractor
            return Cell(plain(chosen.label) if chosen else "–", "strong")

        def note(row: DraftRow) -> Cell:
            return Cell(plain(row.kept.draft.note[:200] or row.kept.draft.subject))

        return (
            Column("when", _("Typed"), when, 16),
            Column("what", _("Kind"), what, 9),
            Column("contractor", _("Contractor"), contractor, 12, share=1),
            Column("note", _("Note"), note, 12, share=1),
        )

    async def _page(self, span: Span) -> list[DraftRow]:
        rows = [DraftRow(i, (i,), kept) for i, kept in enumerate(self.kept)]
        return stretch_of(rows, span)

    async def on_mount(self) -> None:
        """Show them."""
        table = self.query_one(RecordTable)
        self.set_focus(table)
        await table.load()

    def action_take(self) -> None:
        """Go on with the one under the cursor."""
        row = self.query_one(RecordTable).current
        self.finish(None if row is None else row.kept)

    async def action_discard(self) -> None:
        """Throw the one under the cursor away."""
        row = self.query_one(RecordTable).current
        if row is not None:
            self.crm.drafts.discard(row.kept.slot)
            self.kept.remove(row.kept)
            await self.query_one(RecordTable).load()

    def action_leave(self) -> None:
        """Leave them as they are."""
        self.finish(None)
