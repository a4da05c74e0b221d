"""The *Completed* tick of the activity form: Ctrl+G and Space, and locking the fields (R21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from tui_crm.i18n import _
from tui_crm.ui.kit.fields import CheckField

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost


class CompletedController:
    """Ticked by Ctrl+G, it is unticked by Ctrl+G only; ticked by Space, by Space too.

    Otherwise spaces typed after Ctrl+G by someone still writing would open the fields again.
    """

    def __init__(self, form: FormHost) -> None:
        self.form = form
        self._focused_before: Widget | None = None
        self._by_key = False

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
                form.set_focus(form.query_one("#next") if form.locked else tick)
            fields.disabled = closed

    def left(self) -> None:
        """Called when the tick loses the focus: from then on Space may untick it."""
        self._by_key = False

    async def press(self) -> None:
        """Ctrl+G: tick or untick."""
        focused_before = self.form.focused
        if await self._toggle() and self.form.draft.completed:
            self._focused_before = focused_before
            self._by_key = focused_before is None or focused_before.id != "completed"
            self.form.show_done(
                _("Completed: <form.save> saves it, <form.complete> takes the tick back.")
            )

    async def toggled(self) -> None:
        """Space on the tick."""
        if self._by_key and self.form.draft.completed:
            self.form.show()
            self.form.show_done(
                _("Completed: <form.save> saves it, <form.complete> takes the tick back.")
            )
        elif not await self._toggle():
            self.form.show()

    async def _toggle(self) -> bool:
        """False if unchanged, because a text typed in a lookup could not be taken."""
        form = self.form
        if form.locked:
            form.show_error(_("It is completed. On the list, <activity.reopen> reopens it."))
        elif form.draft.logged:
            form.change(logged=False)
        elif form.draft.completed:
            form.clear_message()
            form.change(completed=False)
            form.set_focus(self._focused_before or form.note)
            self._focused_before = None
        elif await form.take_typed():
            form.change(completed=True)
        else:
            return False
        return True
