"""The *Completed* tick of the activity form: Ctrl+G and Space, and locking the fields (R21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.widget import Widget

from tui_crm.i18n import _
from tui_crm.ui.activities.form.chain import first_link
from tui_crm.ui.kit.fields import CheckField, NoteArea, TextField

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost


class CompletedTick(CheckField):
    """The tick; letters typed on it while it locks the fields (R21) are answered, not lost."""

    def __init__(self, controller: CompletedController) -> None:
        super().__init__(_("Completed"), id="completed")
        self._controller = controller

    def on_key(self, event: events.Key) -> None:
        """Signs may be commands of the form (`#`), letters are none."""
        if event.character and event.character.isalnum():
            self._controller.refuse_letter()


class CompletedController:
    """Ticks and unticks: by Ctrl+G from anywhere, by Space on the tick."""

    def __init__(self, form: FormHost) -> None:
        self.form = form
        self._focused_before: Widget | None = None

    def show(self) -> None:
        """Update the tick; the fields are disabled while it is set."""
        form, draft = self.form, self.form.draft
        done = form.opened is not None and form.opened.completed_at is not None
        tick = form.query_one("#completed", CheckField)
        tick.relabel(_("Completed on saving") if draft.logged else _("Completed"))
        tick.ticked = draft.completed or draft.logged or done
        tick.disabled = form.locked
        closed = draft.completed or form.locked
        fields = form.query_one("#fields")
        if fields.disabled != closed:
            if closed:
                # Move the focus first, or Textual would choose another field itself.
                form.set_focus(first_link(form) if form.locked else tick)
            fields.disabled = closed

    async def press(self) -> None:
        """Ctrl+G: tick or untick."""
        focused_before = self.form.focused
        if await self._toggle() and self.form.draft.completed:
            self._focused_before = focused_before
            self.form.show_done(
                _("Completed: <form.save> saves it, <form.complete> or Space unticks it.")
            )

    async def toggled(self) -> None:
        """Space on the tick; in a note it is also the blank before the next word."""
        left = self._focused_before
        if not await self._toggle():
            self.form.show()
        elif isinstance(left, NoteArea):
            left.insert(" ")

    def refuse_letter(self) -> None:
        """Say why a letter changes nothing."""
        if self.form.draft.completed:
            self.form.show_error(
                _("It is ticked as completed: Space or <form.complete> unticks it to write on.")
            )

    async def _toggle(self) -> bool:
        """False if unchanged, because a text typed in a lookup could not be taken."""
        form = self.form
        if form.locked:
            form.show_error(_("It is completed. On the list, <activity.reopen> reopens it."))
        elif form.draft.logged:
            # The outcome was proposed for a conversation that was held.
            form.change(logged=False, outcome=None)
        elif form.draft.completed:
            form.clear_message()
            form.change(completed=False)
            # Whoever was writing goes on where that was; whoever went to the tick stays there.
            if isinstance(self._focused_before, TextField):
                self._focused_before.go_on()
            elif self._focused_before is not None:
                form.set_focus(self._focused_before)
            self._focused_before = None
        elif await form.take_typed():
            form.change(completed=True)
        else:
            return False
        return True
