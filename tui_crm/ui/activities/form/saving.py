"""Saving the activity form: what is refused, what somebody else changed meanwhile."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from tui_crm.domain.activities.draft import read_draft, to_payload
from tui_crm.domain.activities.fields import ActivityDraft, values_of
from tui_crm.domain.errors import CrmError, RuleViolation, StaleRecord
from tui_crm.domain.merge import merged
from tui_crm.i18n import _
from tui_crm.services.activities import save as activities
from tui_crm.services.activities.save import Saved
from tui_crm.ui.forms.activity_conflict import ConflictWindow
from tui_crm.ui.forms.typed_lookups import typed_is_taken
from tui_crm.ui.panels.permission import opened_for

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost


@dataclasses.dataclass(frozen=True, slots=True)
class FormResult:
    """How the form was left: saved, or with a draft kept, or neither."""

    saved: Saved | None = None
    draft_kept: bool = False


class SaveController:
    """Saves one form, once; a refused save closes nothing and loses nothing."""

    def __init__(self, form: FormHost) -> None:
        self.form = form
        self._saving = False
        self.done = False

    async def save(self) -> None:
        """Save, in one transaction with the next one; refuse with a sentence where it is wrong."""
        if self._saving or self.form.locked:
            return
        if not await self.take_typed():
            return
        self.form.view.clear_field_errors()
        self._saving = True
        try:
            edit = read_draft(
                self.form.draft,
                instant=self.form.crm.instant(),
                zone=self.form.crm.zone,
                standing=self.form.original,
            )
            saving = self.form.crm.db(
                activities.save, edit, actor=self.form.crm.actor, instant=self.form.crm.instant()
            )
            saved = await self.form.wait_db(saving)
        except RuleViolation as violation:
            self.form.field_error(violation.field, violation.message)
        except StaleRecord:
            await self._resolve()
        except CrmError as error:
            self.form.show_error(error.message)
        else:
            self.done = True
            self.form.crm.drafts.discard(self.form.slot)
            self.form.forget_typed()
            self.form.dismiss(FormResult(saved=saved))
            return
        finally:
            self._saving = False

    def leave(self) -> None:
        """Close the form; what was typed stays as a draft, its timer paused."""
        form = self.form
        kept = not form.draft.same_text(form.original) and not form.locked
        if kept:
            paused = form.draft.with_timer(form.draft.timer.pause(form.crm.instant()))
            form.crm.drafts.put(form.slot, to_payload(paused))
        elif not form.locked:
            form.crm.drafts.discard(form.slot)
        if form.is_current:
            form.dismiss(FormResult(draft_kept=kept))

    async def take_typed(self) -> bool:
        """Take what is typed in lookups and not yet taken; False when one cannot be told."""
        return await typed_is_taken(
            self.form, lambda field, sentence: self.form.field_error(field.id or "", sentence)
        )

    async def _resolve(self) -> None:
        """Somebody else was faster: show both texts and let the operator decide."""
        fresh = await opened_for(self.form, self.form.draft.id or 0)
        if fresh is None:
            return
        if not self.form.restored and fresh.draft.same_text(
            dataclasses.replace(self.form.original, version=fresh.draft.version)
        ):
            # Something was stamped on it, a timer perhaps; nobody changed what stands here.
            self.form.original = fresh.draft
            self.form.change(version=fresh.draft.version)
            self.form.call_later(self.save)
            return

        def decided(kept: ActivityDraft | None) -> None:
            if kept is None:
                return
            self.form.opened, self.form.original = fresh, fresh.draft
            self.form.draft = dataclasses.replace(kept, version=fresh.draft.version)
            self.form.show()
            self.form.show_info(_("<form.save> saves what you see now."))

        # What an older draft was typed over is not known any more: all of it is mine.
        mine, before = self.form.draft, fresh.draft
        if not self.form.restored:
            before = self.form.original
            both = merged(values_of(before), values_of(mine), values_of(fresh.draft))
            mine = ActivityDraft(**both)
        if mine.same_text(fresh.draft):
            decided(mine)
            said = _("What someone else has changed stands here now. <form.save> saves.")
            self.form.show_info(said)
            return
        self.form.app.push_screen(
            ConflictWindow(self.form.crm, before=before.note, mine=mine, theirs=fresh.draft),
            decided,
        )
