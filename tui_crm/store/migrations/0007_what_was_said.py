"""What was said in a conversation is stored beside the note, which also holds what was planned.

Frozen as it was made: the models may go on, this text does not.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from itertools import groupby
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo


def up(migrator: Any, db: Any) -> None:
    """Add the columns, and fill them from the history."""
    db.execute_sql("ALTER TABLE activity ADD COLUMN agreed TEXT NOT NULL DEFAULT ''")
    fill_agreed(db)


def fill_agreed(db: Any) -> None:
    """What was said, of every completed activity; all of the note where no history tells it."""
    db.execute_sql("UPDATE activity SET agreed = note WHERE completed_at IS NOT NULL")
    found = [(text, row_id) for row_id, text in _agreed(db)]
    db.cursor().executemany(
        f"UPDATE activity SET agreed = {db.param} WHERE id = {db.param}", found
    )


_COMPLETED = (
    "SELECT activity.id, activity.note, activity.starts_at, activity.starts_on,"
    " activity.created_at, activity.completed_at, COALESCE(operator.time_zone, '')"
    " FROM activity LEFT JOIN operator ON operator.id = activity.completed_by_id"
    " WHERE activity.completed_at IS NOT NULL"
)
_HISTORY = (
    "SELECT change.row_id, change.operation_id, operation.at, change.field, change.old, change.new"
    " FROM change JOIN operation ON operation.id = change.operation_id"
    " WHERE change.table_name = 'activity' AND change.field IN"
    " ('note', 'starts_at', 'starts_on', 'timer_started_at', 'completed_at')"
    " ORDER BY change.row_id, change.id"
)


def _agreed(db: Any) -> Iterator[tuple[int, str]]:
    """Id and what was said, of those that were completed after they had been planned."""
    zone = _zone_of_the_company(db)
    rows = {row_id: values for row_id, *values in db.execute_sql(_COMPLETED).fetchall()}
    changes = db.execute_sql(_HISTORY)
    for row_id, of_row in groupby(changes, key=itemgetter(0)):
        if row_id in rows:
            text = _agreed_of(rows[row_id], [values[1:] for values in of_row], zone)
            if text is not None:
                yield row_id, text


def _agreed_of(row: list[Any], changes: list[tuple[Any, ...]], zone: ZoneInfo) -> str | None:
    import json

    from tui_crm.domain.activities.agreed import Past, Plan, agreed

    note, starts_at, starts_on, created_at, completed_at, own_zone = row
    past = [(op, Past(_utc(at), name, json.loads(old), json.loads(new)))
            for op, at, name, old, new in changes]
    completing = [op for op, one in past if one.field == "completed_at" and one.new]
    if not completing:
        return None
    # As it was before the operation that completed it.
    before = {"note": note, "starts_at": starts_at, "starts_on": starts_on}
    before |= {one.field: one.old for op, one in past if op == completing[-1] and one.field in before}
    zone = _zone(own_zone) or zone
    if before["starts_at"]:
        start = _utc(before["starts_at"])
    else:
        day = datetime.fromisoformat(str(before["starts_on"])).date()
        start = datetime.combine(day, time(), zone).astimezone(UTC)
    earlier = [one for op, one in past if op < completing[-1]]
    plan = Plan(before["note"], start, _utc(created_at), earlier)
    return agreed(plan, note, at=_utc(completed_at), zone=zone)


def _utc(text: Any) -> datetime:
    return datetime.fromisoformat(str(text)).replace(tzinfo=UTC)


def _zone_of_the_company(db: Any) -> ZoneInfo:
    import json

    from tui_crm.settings import local_zone

    found = db.execute_sql("SELECT value FROM setting WHERE name = 'time_zone'").fetchone()
    return _zone(json.loads(found[0]) if found else "") or local_zone()


def _zone(name: str) -> ZoneInfo | None:
    from tui_crm.domain.dates.timezones import known_zone

    return known_zone(name)
