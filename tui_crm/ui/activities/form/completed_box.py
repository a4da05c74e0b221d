"""The tick *Completed* of the activity form: what sets it, what takes it back (R21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from tui_crm.i18n import _
from tui_crm.ui.kit.fields import CheckField

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost


class CompletedController:
    """Ctrl+G ticks from any field, so only Ctrl+G takes that back; Space works where one went.

    Whoever types on after Ctrl+G types spaces, too: they must not open the fields again.
    """

    def __init__(self, form: FormHost) -> None:
        self.form = form
        self._from: Widget | None = None
        self._by_key = False

    def show(self) -> None:
        """The tick, and the fields inactive while it is set."""
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
                # The focus leaves the fields before they go, so that it does not wander.
                form.set_focus(form.query_one("#next") if form.locked else tick)
            fields.disabled = closed

    def left(self) -> None:
        """The focus has left the tick: whoever comes back went there."""
        self._by_key = False

    async def press(self) -> None:
        """Ctrl+G: tick, or untick."""
        came_from = self.form.focused
        if await self._turn() and self.form.draft.completed:
            self._from = came_from
            self._by_key = came_from is None or came_from.id != "completed"
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
        elif not await self._turn():
            self.form.show()

    async def _turn(self) -> bool:
        """False when it stays as it is: a typed text would be locked in before it was taken."""
        form = self.form
        if form.locked:
            form.show_error(_("It is completed. On the list, <activity.reopen> reopens it."))
        elif form.draft.logged:
            form.change(logged=False)
        elif form.draft.completed:
            form.clear_message()
            form.change(completed=False)
            form.set_focus(self._from or form.note)
            self._from = None
        elif await form.take_typed():
            form.change(completed=True)
        else:
            return False
        return True
