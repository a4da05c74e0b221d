"""Edits the note of the activity form in the operator's external editor (`$EDITOR`)."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from tui_crm.domain.activities.draft import to_payload
from tui_crm.domain.errors import Refused
from tui_crm.i18n import _
from tui_crm.terminal.external_editor import edit_outside

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost


class EditorController:
    """Gives the note to the editor; every save there is written to the draft."""

    def __init__(self, form: FormHost) -> None:
        self.form = form

    def edit_note(self) -> None:
        """Hand the terminal over; returns when the editor has ended."""
        form = self.form
        form.crm.drafts.flush()
        try:
            edited = edit_outside(form.app, form.crm.settings, form.draft.note, written=self._keep)
        except Refused as refused:
            form.show_error(refused.message)
            return
        form.change(note=edited.text)
        form.clear_field_errors("note")
        if edited.trouble:
            form.show_error(edited.trouble)
        else:
            form.show_done(_("The note is back from the editor: <form.save> saves the form."))

    def _keep(self, text: str) -> None:
        form = self.form
        form.crm.drafts.put(form.slot, to_payload(dataclasses.replace(form.draft, note=text)))
