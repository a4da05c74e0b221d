"""The links of the activity form to the previous and next activity and to the whole chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_crm.i18n import _
from tui_crm.presentation import activity_form
from tui_crm.ui.kit.fields import LinkField
from tui_crm.ui.panels.permission import opened_for

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost, FormResult


def first_link(form: FormHost) -> LinkField:
    """The first link that leads somewhere; else that of the next one, which says there is none.

    One of them has the focus while nothing else can be used.
    """
    opened = form.opened
    name = "next"
    if opened is not None and opened.next is None and opened.previous_id is not None:
        name = "previous"
    return form.query_one(f"#{name}", LinkField)


class ChainController:
    """Opens other activities of the chain on top; unsaved edits stay below (R26)."""

    def __init__(self, form: FormHost) -> None:
        self.form = form

    def show_links(self) -> None:
        """Update the links; those that lead nowhere are dim or hidden."""
        form, opened = self.form, self.form.opened
        next_link = form.query_one("#next", LinkField)
        now, zone = form.crm.now(), form.crm.zone
        next_link.relabel(activity_form.next_link(opened, now=now, zone=zone))
        next_link.set_class(opened is None or opened.next is None, "-off")
        previous_link = form.query_one("#previous", LinkField)
        has_previous = opened is not None and opened.previous_id is not None
        previous_link.relabel(_("◂ previous") if has_previous else "")
        previous_link.disabled = not has_previous
        chained = opened is not None and (has_previous or opened.next is not None)
        chain_link = form.query_one("#chain", LinkField)
        chain_link.relabel(_("≡ chain") if chained else "")
        chain_link.disabled = not chained

    async def open_next(self) -> None:
        """Open the next activity on top (R26), or show that there is none."""
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
        """Open the activity this one follows (R27), or show that there is none."""
        if self.form.opened is None or self.form.opened.previous_id is None:
            self.form.show_error(_("This is the first one: nothing comes before it."))
        else:
            await self.open_on_top(self.form.opened.previous_id)

    async def show(self) -> None:
        """Show the chain in a window; an activity chosen there opens on top."""
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
        """Open another activity on top; the links are updated when it closes."""
        form = self.form

        async def closed(result: FormResult | None) -> None:
            if result is not None and result.saved is not None:
                form.show_done(_("Saved {number}.").format(number=result.saved.number))
            if form.draft.id is not None:
                form.opened = await opened_for(form, form.draft.id) or form.opened
                form.show()

        await form.navigation.open_on_top(activity_id, closed)
