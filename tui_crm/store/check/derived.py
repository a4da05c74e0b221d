"""What is derived from other columns or rows: computed anew and compared, or put right."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, Final

from tui_crm.domain.damaged import Damaged
from tui_crm.store.models import TABLES, Table, table_name
from tui_crm.store.unit_of_work import columns, plain

_BATCH: Final = 2_000

Wrong = dict[tuple[str, str], dict[int, Any]]
"""What should be there instead: by table and column, then by the id of the row."""

# The rule of `services.activities.contractor_summary` for all contractors at once.
_OF_IT: Final = "FROM activity WHERE activity.contractor_id = contractor.id"
_DONE: Final = (
    f"{_OF_IT} AND activity.completed_at IS NOT NULL AND activity.status = 'done'"
    " AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.id = activity.outcome_id"
    " AND entry.not_reached)"
)
_LATEST: Final = "ORDER BY activity.completed_at DESC, activity.id DESC LIMIT 1"
_OPEN: Final = f"{_OF_IT} AND activity.completed_at IS NULL"
SUMMARY: Final = {
    "last_activity_id": f"SELECT activity.id {_DONE} {_LATEST}",
    "last_contact_at": (
        f"SELECT activity.completed_at {_DONE}"
        f" AND activity.kind IN ('contact', 'meeting') {_LATEST}"
    ),
    "next_activity_at": (
        f"SELECT activity.order_at {_OPEN} ORDER BY activity.order_at, activity.id LIMIT 1"
    ),
    "open_activities": f"SELECT COUNT(*) {_OPEN}",
}
"""The columns of a contractor that are derived from its activities."""


def wrong_values(opened: sqlite3.Connection) -> Wrong:
    """All derived columns of rows that differ from what is derived from the row."""
    found: Wrong = {}
    for model in TABLES:
        if model.derived is not Table.derived:
            for row_id, name, value in _wrong_in(opened, model):
                found.setdefault((table_name(model), name), {})[row_id] = value
    return found


def _wrong_in(opened: sqlite3.Connection, model: type[Table]) -> Iterator[tuple[int, str, Any]]:
    fields = columns(model)
    named = ", ".join(f'"{field.column_name}"' for field in fields.values())
    opened.text_factory = _text_or_bytes
    rows = opened.execute(f'SELECT {named} FROM "{table_name(model)}"')
    while batch := rows.fetchmany(_BATCH):
        for values in batch:
            stored = dict(zip(fields, values, strict=True))
            for name, value in _derived(model, fields, stored).items():
                if stored[name] != value:
                    yield stored["id"], fields[name].column_name, value


def _text_or_bytes(raw: bytes) -> str | bytes:
    # What is no text stays bytes: nothing is derived from half of it.
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


def _derived(model: type[Table], fields: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    """The derived columns as they are stored; none of a row of which they cannot be derived."""
    row, unread = {}, set()
    for name, value in stored.items():
        read = fields[name].python_value(value)
        if isinstance(read, Damaged):
            unread.add(name)
        else:
            row[name] = read
    try:
        derived = model.derived(row)
        values = {name: plain(fields[name], value) for name, value in derived.items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        return {}
    return {} if unread - derived.keys() else values


def put_right(opened: sqlite3.Connection, wrong: Wrong) -> None:
    """Write what should be there; the triggers keep the indexes of words up to date."""
    for (table, column), values in wrong.items():
        opened.executemany(
            f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?',
            [(value, row_id) for row_id, value in values.items()],
        )


def wrong_summaries(opened: sqlite3.Connection) -> dict[str, list[int]]:
    """The contractors whose summary is not that of their activities, by column."""
    found = {
        column: [
            row_id
            for (row_id,) in opened.execute(
                f"SELECT id FROM contractor WHERE {column} IS NOT ({rule})"
            )
        ]
        for column, rule in SUMMARY.items()
    }
    return {column: ids for column, ids in found.items() if ids}


def put_summaries_right(opened: sqlite3.Connection) -> None:
    """Write the summary of every contractor for which it is wrong."""
    for column, rule in SUMMARY.items():
        opened.execute(f"UPDATE contractor SET {column} = ({rule}) WHERE {column} IS NOT ({rule})")
