"""The window that lists unsaved drafts: continue one, discard one, restore the last discarded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from tui_crm.domain.activities.fields import ActivityDraft
from tui_crm.domain.page import PageRequest, Place
from tui_crm.drafts.slot import Slot
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.terminal.text import plain
from tui_crm.ui.commands import keys
from tui_crm.ui.forms.draft_registry import word_of
from tui_crm.ui.kit.cells import Cell, Column, content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar, Notice
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.kit.table_window import slice_of


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft, its slot and when it was last written."""

    slot: Slot
    written_at: datetime
    draft: ActivityDraft | None
    """The draft of an activity form; None for a record form."""
    record: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """The draft of a record form, as in its file."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as a row of the list."""

    id: int
    place: Place
    kept: KeptDraft


class DraftsWindow(CrmWindow[KeptDraft]):
    """Returns the draft to continue; Del discards one, u restores it."""

    SHEETS = (*CrmWindow.SHEETS, "forms/windows.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.DRAFTS))

    def __init__(self, crm: Context, kept: Callable[[], list[KeptDraft]]) -> None:
        """*kept* returns the current drafts, newest first."""
        super().__init__(crm)
        self.kept = kept

    def compose(self) -> ComposeResult:
        with Vertical(classes="window drafts") as window:
            window.border_title = content(_("Typed and not saved"))
            yield RecordTable(self._columns(), source=self._page, empty=self._empty_text)
            yield Notice()
            yield HintBar()

    def _empty_text(self) -> str:
        if self.crm.drafts.thrown is None:
            return _("No draft left.")
        return _("No draft left. <draft.bring_back> brings back the last one.")

    def _columns(self) -> tuple[Column[DraftRow], ...]:
        zone = self.crm.zone

        def when(row: DraftRow) -> Cell:
            return Cell(formats.stamp(row.kept.written_at, zone=zone), "muted")

        def what(row: DraftRow) -> Cell:
            draft = row.kept.draft
            return Cell(formats.kind_name(draft.kind) if draft else word_of(row.kept.record))

        def contractor(row: DraftRow) -> Cell:
            draft = row.kept.draft
            if draft is None:
                name = str(row.kept.record.get("name") or "–")
            elif draft.contractor is not None:
                name = draft.contractor.label
            else:
                name = dict(draft.pending.typed).get("contractor", "–")
            return Cell(plain(name[:200]), "strong")

        def note(row: DraftRow) -> Cell:
            draft = row.kept.draft
            text = (draft.note or draft.subject) if draft else str(row.kept.record.get("note"))
            return Cell(plain(text[:200]))

        return (
            Column("when", _("Typed"), when, 16),
            Column("what", _("Kind"), what, 10),
            Column("contractor", _("Contractor or name"), contractor, 12, share=1),
            Column("note", _("Note"), note, 12, share=1),
        )

    async def _page(self, request: PageRequest) -> list[DraftRow]:
        rows = [DraftRow(i, (i,), kept) for i, kept in enumerate(self.kept())]
        return slice_of(rows, request)

    async def on_mount(self) -> None:
        table = self.query_one(RecordTable)
        self.set_focus(table)
        await table.load()

    def action_take(self) -> None:
        row = self.query_one(RecordTable).current
        self.finish(None if row is None else row.kept)

    async def action_discard(self) -> None:
        table = self.query_one(RecordTable)
        if table.current is None:
            return
        self.crm.drafts.throw_away(table.current.kept.slot)
        await table.load()
        self.query_one(Notice).show_done(_("Thrown away: <draft.bring_back> brings it back."))

    async def action_bring_back(self) -> None:
        notice, thrown = self.query_one(Notice), self.crm.drafts.thrown
        if thrown is None:
            notice.show_error(_("Nothing was thrown away since you came."))
        elif self.crm.drafts.bring_back():
            notice.show_done(_("It is here again."))
            await self.query_one(RecordTable).load()
        else:
            notice.show_error(
                _("A newer draft of the same stands here: throw that one away first.")
            )

    def action_leave(self) -> None:
        self.finish(None)
