"""Edits a note on the list, below its row, with a draft and merging (R33, R34)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui_crm.domain.errors import CrmError, StaleRecord
from tui_crm.domain.ids import ActivityId
from tui_crm.domain.merge import merge_notes
from tui_crm.drafts.slot import Slot, SlotKind
from tui_crm.i18n import _
from tui_crm.queries.activities.activities import activity_row
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.services.activities import save as save_service
from tui_crm.terminal.text import plain
from tui_crm.ui.activities.note_editor import NoteEditor
from tui_crm.ui.panels.permission import may_change

if TYPE_CHECKING:
    from tui_crm.ui.activities.list.host import ListHost


def _slot(activity_id: int) -> Slot:
    return Slot.of_activities(SlotKind.NOTE, activity_id)


class NoteInPlace:
    """Opens the note editor on a row, keeps its draft and saves it."""

    def __init__(self, host: ListHost) -> None:
        self.host = host
        self.crm = host.crm

    @property
    def editor(self) -> NoteEditor:
        """The editor over the list."""
        return self.host.query_one(NoteEditor)

    async def open(self, row: ActivityRow) -> None:
        """Open the editor below the row; refused, with the reason, on a completed activity."""
        if row.completed:
            self.host.show_error(
                _("A completed activity cannot be changed. <activity.reopen> reopens it first."),
            )
            return
        if not await may_change(self.host, [row]):
            return
        if not self.host.query(NoteEditor):
            await self.host.mount(NoteEditor())
        draft = self.crm.drafts.get(_slot(row.id)) or {}
        typed = str(draft["note"]) if "note" in draft else None
        base: Mapping[str, Any] = {"version": row.version, "original": row.note}
        if "version" in draft and typed != row.note:
            base = draft
        table = self.host.table
        self.editor.open_at(
            table.region.y + table.cursor_line(),
            title=_("Note: {what}").format(what=plain(row.contractor or row.subject)),
            activity_id=row.id,
            version=base["version"],
            original=base["original"],
            text=row.note if typed is None else typed,
        )
        self.host.clear_message()
        if typed is not None and typed != row.note:
            self.host.show_info(_("What was typed before and not saved is here again."))

    def typed(self, event: NoteEditor.Changed) -> None:
        """Store what is typed, and the text it was based on, as a draft."""
        base = {"version": self.editor.version, "original": self.editor.original}
        self.crm.drafts.put(_slot(event.activity_id), {"note": event.text, **base})

    async def save(self, event: NoteEditor.Saved) -> None:
        """Save; if a colleague changed the note meanwhile, merge both texts for review."""
        try:
            await self._store(event.activity_id, event.text, event.version)
        except StaleRecord:
            await self._merge(event)
        except CrmError as error:
            self.host.show_error(error.message)

    async def _store(self, activity_id: int, text: str, version: int) -> None:
        saving = self.crm.db(
            save_service.edit_note,
            ActivityId(activity_id),
            text,
            version=version,
            actor=self.crm.actor,
            now=self.crm.now(),
        )
        await self.host.wait_db(saving)
        self.host.forget_typed()
        self.crm.drafts.discard(_slot(activity_id))
        self._close()
        await self.host.reload(keep=activity_id)
        self.host.show_done(_("Note saved."))

    async def _merge(self, event: NoteEditor.Saved) -> None:
        visible_employee_ids = self.crm.actor.visible_employee_ids
        row = await self.host.try_db(
            activity_row, event.activity_id, visible_employee_ids=visible_employee_ids
        )
        if row is None:
            return
        if row.note == self.editor.original:
            # Another field was changed, not the note.
            await self.save(NoteEditor.Saved(row.id, row.version, event.text))
            return
        merged = merge_notes(self.editor.original, event.text, row.note)
        self.editor.version, self.editor.original = row.version, row.note
        self.editor.area.fill(merged)
        self.host.show_error(
            _(
                "Someone else changed this note meanwhile: both texts are here, <note.save> "
                "saves them."
            ),
        )

    def leave(self, event: NoteEditor.Left) -> None:
        """Close; a changed text stays as a draft."""
        self._close()
        if event.changed:
            self.host.show_info(
                _("The note is kept unsaved: <activity.note> on this row to resume.")
            )
        else:
            self.crm.drafts.discard(_slot(event.activity_id))

    def _close(self) -> None:
        self.editor.close()
        self.host.set_focus(self.host.table)
