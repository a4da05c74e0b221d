"""The length of an activity that is being completed: typed, timed, or measured by a queue card."""

from __future__ import annotations

from typing import Any

from tui_crm.domain.activities.talk_time import read_seconds
from tui_crm.domain.activities.timer import Instant
from tui_crm.services.activities.timers import NO_TIMER, stopped
from tui_crm.services.common.company_settings import read_company
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import Activity, Change, Entry, StoredActivity, table_name


def length_columns(
    row: StoredActivity,
    *,
    took: str,
    card_seconds: int,
    outcome_id: int | None,
    instant: Instant,
) -> dict[str, Any]:
    """The columns of the length and the stopped timer.

    What was typed as *took* counts; else the timer. Where none was run since the activity was made,
    the *card_seconds* that a card of the queue was shown replace what making it took, if the
    outcome says that one talked and the company wants it. Raises `RuleViolation` on “took”.
    """
    typed = read_seconds(took)
    if typed is not None:
        return {"duration_seconds": typed, **NO_TIMER}
    by_card = card_seconds and not was_timed(row["id"]) and _talked(outcome_id)
    if by_card and read_company().queue_measures:
        return {"duration_seconds": card_seconds, **NO_TIMER}
    return stopped(row, instant)


def was_timed(activity_id: int) -> bool:
    """Whether its timer was run, or its length typed, since it was made."""
    changed = Change.select(Change.id).where(
        Change.table == table_name(Activity),
        Change.row_id == activity_id,
        Change.field.in_(("duration_seconds", "timer_started_at")),
    )
    return fetch_one(changed) is not None


def _talked(outcome_id: int | None) -> bool:
    found = Entry.select(Entry.id).where(Entry.id == outcome_id, Entry.connected)
    return outcome_id is not None and fetch_one(found) is not None
