"""Calling off, waiting, and the whole chain, from a list of activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_crm.domain.ids import ActivityId
from tui_crm.i18n import _, ngettext
from tui_crm.services.calling_off import CalledOff, call_off
from tui_crm.services.waiting import toggle_waiting
from tui_crm.ui.screens.chain_window import ChainWindow

if TYPE_CHECKING:
    from tui_crm.ui.columns import ListRow
    from tui_crm.ui.screens.activity_list import ActivityList


class KindDeeds:
    """What is done to the row under the cursor, or to all marked rows, without a strip."""

    def __init__(self, screen: ActivityList) -> None:
        self.screen = screen
        self.crm = screen.crm

    def _open_rows(self) -> list[ListRow]:
        """The chosen rows that are open; that there is none is said."""
        rows = [row for row in self.screen.table.chosen() if not row.row.completed]
        if rows:
            self.screen.hush()
        else:
            self.screen.say(_("It is completed already. <activity.reopen> reopens it."), error=True)
        return rows

    async def call_off(self) -> None:
        """What will not take place: called off, a meeting whose time has passed not held."""
        rows = self._open_rows()
        if not rows:
            return
        ids = [ActivityId(row.id) for row in rows]
        done = await self.screen.attempt(
            call_off, ids, who=self.crm.who, instant=self.crm.instant()
        )
        if done is None:
            return
        following = self._following({row.id for row in rows})
        self.screen.table.unmark()
        await self.screen.reload(keep=following)
        await self.screen.timer_changed()
        self.screen.say(_called_off(done) + " " + _("<history.undo> takes it back."))

    def _following(self, ids: set[int]) -> int | None:
        """The next open row below, else the nearest above: the cursor goes there."""
        rows = self.screen.table.rows
        last = max((i for i, row in enumerate(rows) if row.id in ids), default=-1)
        near = [*rows[last + 1 :], *reversed(rows[: max(last, 0)])]
        return next((row.id for row in near if not row.row.completed and row.id not in ids), None)

    async def toggle_waiting(self) -> None:
        """Let tasks wait for somebody else, or wait no longer (R44)."""
        rows = self._open_rows()
        if not rows:
            return
        ids = [ActivityId(row.id) for row in rows]
        waits = await self.screen.attempt(
            toggle_waiting, ids, who=self.crm.who, instant=self.crm.instant()
        )
        if waits is None:
            return
        self.screen.table.unmark()
        await self.screen.reload(keep=rows[0].id)
        await self.screen.timer_changed()
        if waits:
            self.screen.say(_("It waits for somebody else; <activity.waiting> takes that back."))
        else:
            self.screen.say(_("It waits no longer."))

    async def show_chain(self) -> None:
        """The whole chain of the row; what is chosen there is opened."""
        row = self.screen.current
        if row is None:
            return

        async def chosen(activity_id: int | None) -> None:
            if activity_id is not None:
                await self.screen.desk.forms.open(activity_id)

        await self.screen.app.push_screen(ChainWindow(self.crm, row.id), chosen)


def _called_off(done: CalledOff) -> str:
    count = len(done.ids)
    if count > 1:
        return ngettext("{n} called off.", "{n} called off.", count).format(n=count)
    return _("Not held: it counts as no talk.") if done.not_held else _("Called off.")
