"""Goes from a list row to the previous or next activity of its chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_crm.i18n import _
from tui_crm.ui.activities.chain_window import ChainWindow

if TYPE_CHECKING:
    from tui_crm.ui.activities.list.host import ListHost


class ChainSteps:
    """Moves along the chain; an activity that is not in the list is opened in its form."""

    def __init__(self, host: ListHost) -> None:
        self.host = host

    async def go(self, way: str) -> None:
        """Go to the activity before or after the row; *way* is “previous” or “next”."""
        row = self.host.current.row if self.host.current else None
        if row is None:
            return
        target = row.previous_id if way == "previous" else row.next_id
        if target is None:
            text = (
                _("It is the first in its chain: nothing comes before it.")
                if way == "previous"
                else _("It is the last in its chain: nothing follows it.")
            )
            self.host.show_error(text)
            return
        place = await self.host.model.place_of(target)
        if place is None or not await self.host.table.go_to(target, place):
            await self.host.navigation.open_activity(target)

    async def show(self) -> None:
        """Show the chain in a window and open what is chosen there."""
        row = self.host.current
        if row is None:
            return

        async def chosen(activity_id: int | None) -> None:
            if activity_id is not None:
                await self.host.navigation.open_activity(activity_id)

        await self.host.app.push_screen(ChainWindow(self.host.crm, row.id), chosen)
