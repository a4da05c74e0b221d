"""What was said in a conversation, apart from what had been planned for it: one rule.

The note of an activity holds both. What was said is what has been written into it since the
conversation began: since the start or, if earlier, since the timer was started that day; if it was
completed before its start, since the beginning of that day. What is typed while completing always
belongs to it. Moving an activity to another time makes all that its note holds by then a plan. Of
one made for the very moment and completed without another word, the whole note was said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

HISTORY_FIELDS: Final = ("note", "starts_at", "starts_on", "timer_started_at", "completed_at")
"""The columns whose recorded changes `agreed` needs."""
_THE_VERY_MOMENT: Final = timedelta(minutes=15)
"""A plan starts by default at the next quarter of an hour."""


class Past(NamedTuple):
    """One recorded change of a column of `HISTORY_FIELDS`; *old* and *new* as JSON values."""

    at: datetime
    field: str
    old: Any
    new: Any


class Plan(NamedTuple):
    """An open activity about to be completed; all moments are aware."""

    note: str
    start: datetime
    """That of an all-day activity is the midnight of its day."""
    created_at: datetime
    history: Sequence[Past]
    """Oldest first."""


def agreed(plan: Plan, note: str, *, at: datetime, zone: ZoneInfo) -> str:
    """What was said, when the activity is completed *at* a moment with this *note*."""
    planned = _note_at(plan, _begun(plan, at=at, zone=zone))
    words = added(planned, note)
    if not words and plan.start <= plan.created_at + _THE_VERY_MOMENT:
        return note
    return words


def added(before: str, after: str) -> str:
    """What a note has more than *before*: a text that follows it, else the lines that are new."""
    if not before.strip():
        return after
    if after.startswith(before):
        rest = after[len(before) :]
        if not rest.strip():
            return ""
        if before.endswith("\n") or rest.startswith("\n"):
            return rest.lstrip("\n")
    stood = Counter(line.strip() for line in before.splitlines())
    lines = []
    for line in after.splitlines():
        if not line.strip():
            continue
        if stood[line.strip()]:
            stood[line.strip()] -= 1
        else:
            lines.append(line)
    return "\n".join(lines)


def _begun(plan: Plan, *, at: datetime, zone: ZoneInfo) -> datetime:
    """When the conversation began; a completion that was reopened since counts, too."""
    moved = [n for n, one in enumerate(plan.history) if one.field in {"starts_at", "starts_on"}]
    since = plan.history[moved[-1] + 1 if moved else 0 :]
    first = min([at, *(one.at for one in since if one.field == "completed_at" and one.new)])
    day = datetime.combine(first.astimezone(zone).date(), time(), zone).astimezone(UTC)
    begun = plan.start if plan.start <= first else day
    timed = [
        one.at
        for one in plan.history
        if one.field == "timer_started_at" and one.new and one.at >= day
    ]
    return min([begun, *timed])


def _note_at(plan: Plan, moment: datetime) -> str:
    for one in plan.history:
        if one.field == "note" and one.at >= moment:
            return str(one.old)
    return plan.note
