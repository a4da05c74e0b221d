"""Going on with what was typed and not saved: in the form of an activity or of a record."""

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
    """Lists the drafts for one screen, and opens the form of the one that was chosen."""

    def __init__(
        self,
        host: Host,
        opener: FormOpener,
        record_form: Callable[[Mapping[str, Any]], Screen[int]],
    ) -> None:
        """*record_form* makes the form that a record's draft was typed in."""
        self.host = host
        self.crm = host.crm
        self.opener = opener
        self.record_form = record_form

    def drafts(self) -> list[KeptDraft]:
        """What was typed in forms and not saved, the newest first."""
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
        """Go on with the only draft, or choose one of several."""
        kept = self.drafts()
        if len(kept) == 1:
            await self._go_on(kept[0])
        else:
            await self.list_all()

    async def list_all(self) -> None:
        """All drafts, one of them to go on with or to throw away; also the one thrown away last."""
        if self.drafts() or self.crm.drafts.thrown is not None:
            await self.host.app.push_screen(DraftsWindow(self.crm, self.drafts), self._go_on)
        else:
            self.host.show_info(await self._kept_on_the_list())

    async def _kept_on_the_list(self) -> str:
        """What was typed last on a row of a list, and on which."""
        slots = [draft.slot for draft in self.crm.drafts.all()]
        slot = next((slot for slot in slots if slot.kind.is_on_a_list and slot.ids), None)
        if slot is None:
            return _("There is no draft: everything typed is saved.")
        if slot.kind is SlotKind.NOTE:
            said = _(
                "A note was typed on a list and not saved: <activity.note> on its row goes on."
            )
        else:
            said = _(
                "What was typed to complete an activity is kept: <activity.complete> on its "
                "row goes on."
            )
        row = await self.host.try_db(
            activity_row, slot.ids[0], visible_employee_ids=self.crm.actor.visible_employee_ids
        )
        if row is None:
            return said
        when = formats.full(row.starts_at, row.starts_on, now=self.crm.now(), zone=self.crm.zone)
        what = plain(row.contractor or row.subject)
        return said + " " + _("That is {what}, {when}.").format(what=what, when=when)

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
