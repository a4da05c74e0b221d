"""The rows of an activity list that an action applies to, and the row for the cursor afterwards."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from tui_crm.domain.ids import ActivityId
from tui_crm.domain.page import PageRequest
from tui_crm.i18n import _
from tui_crm.queries.activities.queue import MOST, queue_rows
from tui_crm.services.common import permissions
from tui_crm.ui.activities.list.host import InAnyOrder, ListHost
from tui_crm.ui.kit.list_model import TableModel
from tui_crm.ui.kit.list_screen import all_hidden
from tui_crm.ui.panels.permission import may_change

if TYPE_CHECKING:
    from tui_crm.queries.common.activity_rows import ActivityRow
    from tui_crm.services.activities.writes import Seen
    from tui_crm.ui.panels.activity_columns import ListRow


class Selection:
    """The open rows among the marked ones, else the row under the cursor, as last taken."""

    def __init__(self, host: ListHost) -> None:
        self.host = host
        self.crm = host.crm
        self.rows: Sequence[ListRow] = ()
        """The rows taken, in the order of the list."""

    async def take(self) -> bool:
        """Take the chosen open rows; False, with the reason shown, if none may be changed."""
        self.rows = await self.host.table.in_order(open_rows(self.host))
        if not self.rows:
            return False
        return await may_change(self.host, [row.row for row in self.rows])

    async def take_to_assign(self) -> bool:
        """Take the chosen rows; False, with the reason shown, if none of them may be assigned."""
        open_ones = open_rows(self.host)
        if not open_ones:
            return False
        self.rows = await self.host.table.in_order(self.host.table.chosen())
        actor = self.crm.actor
        if any(permissions.may_give(actor, line.row.employee_id) for line in open_ones):
            return True
        row = open_ones[0].row
        return await self.host.ok_db(permissions.must_give, actor, row.employee_id, row.subject)

    def ids(self) -> list[ActivityId]:
        """The ids of the taken rows."""
        return [ActivityId(row.id) for row in self.rows]

    def seen(self) -> Seen:
        """The starts shown on the screen, by activity id, for `StaleRecord` checks."""
        return {line.id: (line.row.starts_at, line.row.starts_on) for line in self.rows}

    def holders(self) -> dict[int, int]:
        """The employees shown on the screen, by activity id."""
        return {line.id: line.row.employee_id for line in self.rows}

    def following(self) -> int | None:
        """The next open row below the taken ones, for the cursor."""
        return next_open(self.host.table.rows, {row.id for row in self.rows})

    async def read_anew(self) -> None:
        """Reload the list and the taken rows after a colleague changed one of them."""
        await self.host.reload()
        ids, visible_employee_ids = (
            [row.id for row in self.rows],
            self.crm.actor.visible_employee_ids,
        )
        fresh: dict[int, ActivityRow] = {}
        for at in range(0, len(ids), MOST):
            found = await self.crm.db(
                queue_rows, ids[at : at + MOST], visible_employee_ids=visible_employee_ids
            )
            fresh |= {row.id: row for row in found}
        self.rows = [replace(row, row=fresh.get(row.id, row.row)) for row in self.rows]
        self.host.table.renew(self.rows)


def open_rows(host: ListHost) -> list[ListRow]:
    """The chosen rows that are open; an error is shown if all are completed."""
    chosen = host.table.chosen()
    rows = [row for row in chosen if not row.row.completed]
    if rows:
        host.clear_message()
    elif host.table.marked and not chosen:
        host.show_error(all_hidden())
    elif chosen:
        host.show_error(_("It is completed already. <activity.reopen> reopens it."))
    return rows


def next_open(rows: Sequence[ListRow], done: Collection[int]) -> int | None:
    """The id of the next open row below *done*, else of the nearest above."""
    last = max((at for at, row in enumerate(rows) if row.id in done), default=-1)
    near = [*rows[last + 1 :], *reversed(rows[: max(last, 0)])]
    return next((row.id for row in near if not row.row.completed and row.id not in done), None)


async def queued(host: ListHost) -> list[ActivityRow]:
    """The rows for a work queue, oldest due first: the marked ones, else the open ones of the list.

    At most one more than a queue holds, so that it can report that there are more.
    """
    lines = host.table.chosen() if host.table.marked else await _open_from_start(host)
    zone = host.crm.zone

    def due(row: ActivityRow) -> datetime:
        day = row.starts_on or date.max
        return row.starts_at or datetime.combine(day, time(), zone)

    return sorted((line.row for line in lines if not line.row.completed), key=due)


async def _open_from_start(host: ListHost) -> list[ListRow]:
    """The open rows, at most `MOST` + 1: the oldest ones of a list that is in any order."""
    found: list[ListRow] = []
    model, place = host.model, None
    if isinstance(model, InAnyOrder):
        return await model.oldest_due(MOST + 1)
    assert isinstance(model, TableModel)
    while len(found) <= MOST:
        page = await model.page(PageRequest(200, place))
        found += [line for line in page if not line.row.completed]
        if len(page) < 200:
            break
        place = page[-1].place
    return found[: MOST + 1]
