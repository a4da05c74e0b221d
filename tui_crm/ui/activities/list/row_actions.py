"""Actions on list rows that need one key and no input: timer, reopen, cancel, copy and so on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_crm.domain.ids import ActivityId
from tui_crm.i18n import _, ngettext
from tui_crm.queries.activities.details import activity_details
from tui_crm.services.activities import complete, timers
from tui_crm.services.activities.cancel import CalledOff, call_off
from tui_crm.services.activities.waiting import toggle_waiting
from tui_crm.ui.activities.history_window import activity_changes
from tui_crm.ui.activities.list.selection import next_open, open_rows, queued
from tui_crm.ui.kit.list_screen import all_hidden
from tui_crm.ui.panels.card_head import offer
from tui_crm.ui.panels.clipboard import of_activity
from tui_crm.ui.panels.wrong_number import turn_wrong

if TYPE_CHECKING:
    from tui_crm.ui.activities.list.host import ListHost


class RowActions:
    """Each action reports its result at once."""

    def __init__(self, host: ListHost) -> None:
        self.host = host
        self.crm = host.crm

    async def toggle_timer(self) -> None:
        """Start or pause the timer of the row; starting pauses any other one."""
        if self.host.current is None:
            return
        row = self.host.current.row
        call = timers.pause if row.timer.running else timers.start
        version = await self.host.try_db(
            call, ActivityId(row.id), actor=self.crm.actor, instant=self.crm.instant()
        )
        if version is not None:
            await self.host.reload(keep=row.id)
            await self.host.timer_changed()
            self.host.show_done(
                _("Timer paused.")
                if row.timer.running
                else _("Timer running: <timer.toggle> pauses it.")
            )

    async def reopen(self) -> None:
        """Reopen a completed activity; requires the right to do so (R22)."""
        if self.host.current is None:
            return
        row = self.host.current.row
        if not row.completed:
            self.host.show_error(_("It is open already."))
            return
        if await self.host.ok_db(
            complete.reopen,
            ActivityId(row.id),
            actor=self.crm.actor,
            now=self.crm.now(),
        ):
            await self.host.reload(keep=row.id)
            self.host.show_done(_("Reopened; it is written to the history."))

    async def call_off(self) -> None:
        """Cancel the chosen rows; a meeting whose time has passed becomes “not held”."""
        rows = open_rows(self.host)
        if not rows:
            return
        ids = [ActivityId(row.id) for row in rows]
        done = await self.host.try_db(
            call_off, ids, actor=self.crm.actor, instant=self.crm.instant()
        )
        if done is None:
            return
        following = next_open(self.host.table.rows, {row.id for row in rows})
        self.host.table.unmark_chosen()
        await self.host.reload(keep=following)
        await self.host.timer_changed()
        self.host.show_done(_called_off(done) + " " + _("<history.undo> takes it back."))

    async def toggle_waiting(self) -> None:
        """Set tasks to waiting, or back to open (R44)."""
        rows = open_rows(self.host)
        if not rows:
            return
        ids = [ActivityId(row.id) for row in rows]
        waits = await self.host.try_db(
            toggle_waiting, ids, actor=self.crm.actor, instant=self.crm.instant()
        )
        if waits is None:
            return
        self.host.table.unmark_chosen()
        await self.host.reload(keep=rows[0].id)
        await self.host.timer_changed()
        if waits:
            self.host.show_done(
                _("It waits for somebody else; <activity.waiting> takes that back.")
            )
        else:
            self.host.show_done(_("It waits no longer."))

    async def copy(self, what: str) -> None:
        """Copy to the terminal's clipboard (OSC 52); *what* is “phone” or “email”."""
        if self.host.current is None:
            return
        details = await self.host.try_db(
            activity_details,
            self.host.current.id,
            visible_employee_ids=self.crm.actor.visible_employee_ids,
        )
        if details is not None:
            offer(self.host, of_activity(details, what), of=(what, self.host.current.id))

    async def wrong_number(self) -> None:
        """Mark a number of the row as wrong, or as right again."""
        if self.host.current is None:
            return
        row_id = self.host.current.id
        details = await self.host.try_db(
            activity_details, row_id, visible_employee_ids=self.crm.actor.visible_employee_ids
        )
        if details is not None:
            shown = partial(self.host.reload, keep=row_id)
            await turn_wrong(self.host, details.numbers, shown)

    async def queue(self, *, section: str) -> None:
        """Open the work queue over the marked rows, else over the open ones."""
        rows = await queued(self.host)
        if not rows:
            hidden = self.host.table.marked and not self.host.table.chosen()
            nothing = _("There is nothing open here to be worked through.")
            self.host.show_error(all_hidden() if hidden else nothing)
            return
        self.host.clear_message()
        self.host.table.unmark_chosen()
        await self.host.navigation.open_queue([row.id for row in rows], section=section)

    async def history(self) -> None:
        """Show the change history of the row (R07)."""
        if self.host.current is not None:
            row = self.host.current.row
            await self.host.app.push_screen(activity_changes(self.crm, row.id, row.number))


def _called_off(done: CalledOff) -> str:
    count = len(done.ids)
    if count > 1:
        return ngettext("{n} called off.", "{n} called off.", count).format(n=count)
    return _("Not held: it counts as no talk.") if done.not_held else _("Called off.")
