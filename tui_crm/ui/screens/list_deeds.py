"""What is done to the row under the cursor, or to all marked rows, from the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_crm.domain.ids import ActivityId
from tui_crm.i18n import _
from tui_crm.queries.details import activity_details
from tui_crm.services import completion, timers
from tui_crm.ui.copied import of_activity
from tui_crm.ui.screens.card_head import offer
from tui_crm.ui.screens.history import activity_changes

if TYPE_CHECKING:
    from tui_crm.ui.screens.activity_list import ActivityList


class Deeds:
    """Timing, reopening, copying; each shows its result at once."""

    def __init__(self, screen: ActivityList) -> None:
        self.screen = screen
        self.crm = screen.crm

    async def toggle_timer(self) -> None:
        """Start or pause the timer of the row; another running one is paused."""
        if self.screen.current is None:
            return
        row = self.screen.current.row
        call = timers.pause if row.timer.running else timers.start
        version = await self.screen.attempt(
            call, ActivityId(row.id), who=self.crm.who, instant=self.crm.instant()
        )
        if version is not None:
            await self.screen.reload(keep=row.id)
            await self.screen.timer_changed()
            self.screen.say(
                _("Timer paused.")
                if row.timer.running
                else _("Timer running: <timer.toggle> pauses it.")
            )

    async def reopen(self) -> None:
        """Reopen a completed activity; needs the right to (R22)."""
        if self.screen.current is None:
            return
        row = self.screen.current.row
        if not row.completed:
            self.screen.say(_("It is open already."), error=True)
            return
        if await self.screen.succeeds(
            completion.reopen,
            ActivityId(row.id),
            who=self.crm.who,
            now=self.crm.now(),
        ):
            await self.screen.reload(keep=row.id)
            self.screen.say(_("Reopened; it is written to the history."))

    async def copy(self, what: str) -> None:
        """Copy number or e-mail to the clipboard of the terminal (OSC 52), and show it."""
        if self.screen.current is None:
            return
        details = await self.screen.attempt(
            activity_details, self.screen.current.id, sees=self.crm.who.sees
        )
        if details is not None:
            offer(self.screen, of_activity(details, what))

    async def chain(self, way: str) -> None:
        """To the previous or the next one in the chain; one that is not in this list is opened."""
        row = self.screen.current.row if self.screen.current else None
        if row is None:
            return
        target = row.previous_id if way == "previous" else row.next_id
        if target is None:
            text = (
                _("It is the first in its chain: nothing comes before it.")
                if way == "previous"
                else _("It is the last in its chain: nothing follows it.")
            )
            self.screen.say(text, error=True)
            return
        place = await self.screen.view.place_of(target)
        if place is None or not await self.screen.table.go_to(target, place):
            await self.screen.desk.forms.open(target)

    async def history_window(self) -> None:
        """Who changed what, and when (R07)."""
        if self.screen.current is not None:
            row = self.screen.current.row
            await self.screen.app.push_screen(activity_changes(self.crm, row.id, row.number))
