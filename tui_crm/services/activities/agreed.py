"""The column of what was said, filled in by every way of completing an activity."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from tui_crm.domain.activities import agreed as rule
from tui_crm.domain.activities.agreed import HISTORY_FIELDS, Past, Plan
from tui_crm.services.activities.start_time import start_of_row
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Activity, Change, Operation, StoredActivity, table_name


def agreed(row: StoredActivity, note: str, *, at: datetime, zone: ZoneInfo) -> str:
    """What was said, when the open activity of a row is completed *at* a moment with this *note*.

    The row is as it was before it is completed; *zone* is the operator's.
    """
    plan = Plan(row["note"], start_of_row(row, zone).moment, row["created_at"], _history(row["id"]))
    return rule.agreed(plan, note, at=at, zone=zone)


def _history(activity_id: int) -> list[Past]:
    found = fetch_tuples(
        Change.select(Operation.at, Change.field, Change.old, Change.new)
        .join(Operation, on=(Operation.id == Change.operation))
        .where(
            Change.table == table_name(Activity),
            Change.row_id == activity_id,
            Change.field.in_(HISTORY_FIELDS),
        )
        .order_by(Change.id)
    )
    return [Past(at, field, json.loads(old), json.loads(new)) for at, field, old, new in found]
