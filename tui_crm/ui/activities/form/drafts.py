"""Continues unsaved drafts from a screen: the only one, or one chosen from the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from textual.screen import Screen

from tui_crm.domain.activities.draft import read_payload
from tui_crm.drafts.slot import SlotKind
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.activities.activities import activity_row
from tui_crm.terminal.text import plain
from tui_crm.ui.activities.form.opener import FormOpener
from tui_crm.ui.forms.draft_registry import is_record
from tui_crm.ui.forms.drafts_window import DraftsWindow, KeptDraft
from tui_crm.ui.kit.host import Host


class DraftChooser:
    """Lists the drafts for one screen, and opens the form of the chosen one."""

    def __init__(
        self,
        host: Host,
        opener: FormOpener,
        record_form: Callable[[Mapping[str, Any]], Screen[int]],
    ) -> None:
        """*record_form* builds the form of a record's draft from its payload."""
        self.host = host
        self.crm = host.crm
        self.opener = opener
        self.record_form = record_form

    def drafts(self) -> list[KeptDraft]:
        """The drafts of forms, newest first; unreadable ones are left out."""
        found = []
        for draft in self.crm.drafts.all():
            if is_record(draft.payload):
                found.append(KeptDraft(draft.slot, draft.written_at, None, draft.payload))
                continue
            read = read_payload(draft.payload)
            if read is not None:
                found.append(KeptDraft(draft.slot, draft.written_at, read))
        return found

    async def choose(self) -> None:
        """Open the only draft, or the list if there are several."""
        kept = self.drafts()
        if len(kept) == 1:
            await self._go_on(kept[0])
        else:
            await self.list_all()

    async def list_all(self) -> None:
        """Show the list of drafts, also if only a discarded one can be restored."""
        if self.drafts() or self.crm.drafts.thrown is not None:
            await self.host.app.push_screen(DraftsWindow(self.crm, self.drafts), self._go_on)
        else:
            self.host.show_info(await self._row_draft_message())

    async def _row_draft_message(self) -> str:
        """A message about the newest draft typed on a list row, if there is one."""
        slots = [draft.slot for draft in self.crm.drafts.all()]
        slot = next((slot for slot in slots if slot.kind.is_on_a_list and slot.ids), None)
        if slot is None:
            return _("There is no draft: everything typed is saved.")
        if slot.kind is SlotKind.NOTE:
            message = _(
                "An unsaved note was typed on a list: <activity.note> on its row to resume."
            )
        else:
            message = _(
                "What was typed to complete an activity is kept: <activity.complete> on its "
                "row goes on."
            )
        row = await self.host.try_db(
            activity_row, slot.ids[0], visible_employee_ids=self.crm.actor.visible_employee_ids
        )
        if row is None:
            return message
        when = formats.full(row.starts_at, row.starts_on, now=self.crm.now(), zone=self.crm.zone)
        what = plain(row.contractor or row.subject)
        return message + " " + _("That is {what}, {when}.").format(what=what, when=when)

    async def _go_on(self, kept: KeptDraft | None) -> None:
        if kept is None:
            return
        if kept.draft is not None:
            await self.opener.go_on(kept.draft)
            return
        self.host.clear_message()
        await self.host.app.push_screen(self.record_form(kept.record), self._record_closed)

    async def _record_closed(self, record_id: int | None) -> None:
        if record_id is not None:
            await self.host.reload()
