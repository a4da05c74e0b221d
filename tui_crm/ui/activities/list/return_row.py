"""The row for the cursor of an activity list when the screen on top of it has closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.queries.activities.queue import queue_rows

if TYPE_CHECKING:
    from tui_crm.ui.kit.context import Context
    from tui_crm.ui.panels.activity_columns import ListRow

AT_ONCE: Final = 50
"""Rows whose present state is read in one query."""


async def row_of_return(crm: Context, came: ListRow, rows: Sequence[ListRow]) -> int:
    """The row one came from while it is open where it was, else the next open one after it.

    *rows*: the list as it was then. A row that was completed already keeps the cursor, and so does
    the row one came from when nothing in *rows* is open any more.
    """
    if came.row.completed:
        return came.id
    at = next((n for n, row in enumerate(rows) if row.id == came.id), 0)
    candidates = [came, *rows[at + 1 :], *reversed(rows[:at])]
    candidates = [row for row in candidates if not row.row.completed]
    step = 1
    while candidates:
        some, candidates = candidates[:step], candidates[step:]
        found = await crm.db(
            queue_rows,
            [row.id for row in some],
            visible_employee_ids=crm.actor.visible_employee_ids,
        )
        now = {row.id: row for row in found}
        for line in some:
            row, was = now.get(line.id), line.row
            if row is None or row.completed:
                continue
            if (row.starts_at, row.starts_on) == (was.starts_at, was.starts_on):
                return line.id
        step = AT_ONCE
    return came.id
