"""The chain of the activity form: the previous, the next, and all of it in a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_crm.i18n import _
from tui_crm.presentation import activity_form
from tui_crm.ui.kit.fields import LinkField
from tui_crm.ui.panels.permission import opened_for

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost, FormResult


class ChainController:
    """Opens what comes before and after in windows on top; unsaved edits stay below (R26)."""

    def __init__(self, form: FormHost) -> None:
        self.form = form

    def show_links(self) -> None:
        """The ways to the previous one, the chain and the next one; dim where there is none."""
        form, opened = self.form, self.form.opened
        following = form.query_one("#next", LinkField)
        now, zone = form.crm.now(), form.crm.zone
        following.relabel(activity_form.next_link(opened, now=now, zone=zone))
        following.set_class(opened is None or opened.next is None, "-off")
        before = form.query_one("#previous", LinkField)
        has_previous = opened is not None and opened.previous_id is not None
        before.relabel(_("◂ previous") if has_previous else "")
        before.disabled = not has_previous
        chained = opened is not None and (has_previous or opened.next is not None)
        thread = form.query_one("#chain", LinkField)
        thread.relabel(_("≡ chain") if chained else "")
        thread.disabled = not chained

    async def open_next(self) -> None:
        """Open the next activity in a window on top (R26)."""
        following = self.form.opened.next if self.form.opened else None
        if following is not None:
            await self.open_on_top(following.id)
        elif self.form.locked:
            self.form.show_error(_("There is no next one."))
        else:
            self.form.show_error(
                _("There is no next one yet: set it with <form.follow_up> and save.")
            )

    async def open_previous(self) -> None:
        """Open the activity this one follows (R27)."""
        if self.form.opened is None or self.form.opened.previous_id is None:
            self.form.show_error(_("This is the first one: nothing comes before it."))
        else:
            await self.open_on_top(self.form.opened.previous_id)

    async def show(self) -> None:
        """The whole chain in a window; what is chosen there is opened on top."""
        own_id = self.form.draft.id
        if own_id is None:
            self.form.show_error(_("It is not saved yet, so there is no chain."))
            return
        from tui_crm.ui.activities.chain_window import ChainWindow  # noqa: PLC0415  # when asked for

        async def chosen(activity_id: int | None) -> None:
            if activity_id is not None and activity_id != own_id:
                await self.open_on_top(activity_id)

        await self.form.app.push_screen(ChainWindow(self.form.crm, own_id), chosen)

    async def open_on_top(self, activity_id: int) -> None:
        """Another activity of the chain; on the way back the links are read anew."""
        form = self.form

        async def closed(result: FormResult | None) -> None:
            if result is not None and result.saved is not None:
                form.show_done(_("Saved {number}.").format(number=result.saved.number))
            if form.draft.id is not None:
                form.opened = await opened_for(form, form.draft.id) or form.opened
                form.show()

        await form.navigation.open_on_top(activity_id, closed)
