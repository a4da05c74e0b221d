"""Reading the fields *next* and *move to*: times relative to the start of an activity (R16)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tui_crm.domain.dates.dates import is_before, read_when


def next_step_at(
    text: str, *, starts_at: datetime | None, now: datetime, zone: ZoneInfo
) -> datetime | None:
    """The time meant by *text*, None for a blank one; raises `UnreadableDate`.

    A distance counts from the activity's start; if that lies in the past, days count from today
    at the activity's time of day, hours from now. A day without an hour keeps the activity's hour,
    an hour without a day means its day, or today when that is over.
    """
    if not text.strip():
        return None
    base = _base(starts_at, now=now, zone=zone)
    keep = None if starts_at is None else base
    spoken = read_when(text, now=now, zone=zone, keep=keep, base=base)
    past = starts_at is not None and is_before(starts_at, now)
    if past and spoken.is_offset and spoken.has_time:
        spoken = read_when(text, now=now, zone=zone, base=now)
    return spoken.at


def _base(starts_at: datetime | None, *, now: datetime, zone: ZoneInfo) -> datetime:
    if starts_at is None:
        return now
    if not is_before(starts_at, now):
        return starts_at
    hour = starts_at.astimezone(zone).time()
    # Only its day and hour count: an hour that a clock change skips today stays for other days.
    return datetime.combine(now.astimezone(zone).date(), hour, zone)
