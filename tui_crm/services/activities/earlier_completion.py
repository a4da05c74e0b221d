"""The completion of an activity that was reopened since, which completing it again keeps.

Someone who reopens an activity to mend its note has not held the conversation a second time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from tui_crm.domain.activities.activity import Status
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Activity, Change, Operation, StoredActivity
from tui_crm.store.unit_of_work import columns, plain

_TABLE: Final = "activity"
_START: Final = ("starts_at", "starts_on")
_CLOSED: Final = ("completed_at", "completed_by_id")
MOST: Final = 2_000


class EarlierCompletion(NamedTuple):
    """When and by which operator it was completed first."""

    completed_at: datetime
    completed_by_id: int | None


def earlier_completion(row: Mapping[str, Any]) -> EarlierCompletion | None:
    """The completion that was reopened last and not undone; None when there is none to be kept.

    None, too, when it was called off and not completed then, or when its start is another one now:
    a conversation that was planned anew is held anew. *row* has the id and the start.
    """
    operation = fetch_one(_reopenings([row["id"]]).order_by(Change.id.desc()))
    if operation is None:
        return None
    found = fetch_tuples(
        Change.select(Change.field, Change.old, Change.id).where(
            Change.table == _TABLE,
            Change.row_id == row["id"],
            Change.operation == operation[1],
            Change.field.in_(("status", *_CLOSED)),
        )
    )
    before = {name: _loaded(name, old) for name, old, _id in found}
    if before["status"] is not Status.DONE or _moved_since(row, max(one[-1] for one in found)):
        return None
    return EarlierCompletion(before["completed_at"], before.get("completed_by_id"))


def _reopenings(activity_ids: Sequence[int]) -> Any:
    """The activity and the operation of each reopening that was not undone."""
    return (
        Change.select(Change.row_id, Change.operation_id)
        .join(Operation, on=(Operation.id == Change.operation))
        .where(
            Change.table == _TABLE,
            Change.row_id.in_(list(activity_ids)),
            Change.field == "completed_at",
            Operation.action == "activity.reopen",
            Operation.undone_by.is_null(),
        )
    )


def _moved_since(row: Mapping[str, Any], change_id: int) -> bool:
    """Whether the start is another one than at that change."""
    fields = columns(Activity)
    for name in _START:
        first = fetch_one(
            Change.select(Change.old)
            .where(
                Change.table == _TABLE,
                Change.row_id == row["id"],
                Change.field == name,
                Change.id > change_id,
            )
            .order_by(Change.id)
        )
        if first is not None and json.loads(first[0]) != plain(fields[name], row[name]):
            return True
    return False


def _loaded(name: str, old: str) -> Any:
    return columns(Activity)[name].python_value(json.loads(old))


def kept_columns(row: StoredActivity) -> dict[str, Any]:
    """The columns of the earlier completion, to be stored again; empty when there is none."""
    earlier = earlier_completion(row)
    return {} if earlier is None else earlier._asdict()


def kept_outcomes(activity_ids: Sequence[int]) -> dict[int, int | None]:
    """The outcomes of those activities that keep an earlier completion, by activity id.

    Only the first `MOST` activities are looked at.
    """
    ids = list(activity_ids)[:MOST]
    reopened = {row_id for row_id, _operation in fetch_tuples(_reopenings(ids).limit(MOST))}
    found = fetch_tuples(
        Activity.select(Activity.id, Activity.outcome_id, Activity.starts_at, Activity.starts_on)
        .where(Activity.id.in_(sorted(reopened)))
        .limit(MOST)
    )
    return {
        row_id: outcome_id
        for row_id, outcome_id, at, on in found
        if earlier_completion({"id": row_id, "starts_at": at, "starts_on": on}) is not None
    }
