"""The present rows of the activities that a work queue holds by id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui_crm.queries.common.activity_rows import ActivityRow, rows_of
from tui_crm.queries.common.visibility import within
from tui_crm.store.models import Activity

MOST: Final = 500
"""The most activities of one queue."""


def queue_rows(
    activity_ids: Sequence[int], *, visible_employee_ids: frozenset[int] | None = None
) -> list[ActivityRow]:
    """The activities that still exist and may be seen, in the order of the ids."""
    wanted = list(activity_ids)[:MOST]
    page = (
        Activity.select(Activity.id.alias("place_0"))
        .where(Activity.id.in_(wanted), *within(Activity.employee_id, visible_employee_ids))
        .limit(MOST)
    )
    found = {row.id: row for row in rows_of(page, places=1)}
    return [found[activity_id] for activity_id in wanted if activity_id in found]
