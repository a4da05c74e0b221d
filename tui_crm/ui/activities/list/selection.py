"""Which rows of a list of activities a deed is done to, and where the cursor goes behind it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from tui_crm.i18n import _

if TYPE_CHECKING:
    from tui_crm.ui.activities.list.screen import ActivityList
    from tui_crm.ui.panels.activity_columns import ListRow


def open_rows(screen: ActivityList) -> list[ListRow]:
    """The open ones of the chosen rows; that all of them are completed is said."""
    chosen = screen.table.chosen()
    rows = [row for row in chosen if not row.row.completed]
    if rows:
        screen.hush()
    elif chosen:
        screen.say(_("It is completed already. <activity.reopen> reopens it."), error=True)
    return rows


def next_open(rows: Sequence[ListRow], done: Collection[int]) -> int | None:
    """The next open row below those that are done, else the nearest above them."""
    last = max((at for at, row in enumerate(rows) if row.id in done), default=-1)
    near = [*rows[last + 1 :], *reversed(rows[: max(last, 0)])]
    return next((row.id for row in near if not row.row.completed and row.id not in done), None)
