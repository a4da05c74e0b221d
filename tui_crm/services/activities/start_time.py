"""When an activity starts: an instant, or for an all-day one a local date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from tui_crm.domain.dates.dates import is_before, localise, read_when
from tui_crm.domain.dates.relative import next_step_at
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.i18n import _


@dataclass(frozen=True, slots=True)
class Start:
    """*at* is in the operator's zone; an all-day activity starts with its day there."""

    at: datetime
    all_day: bool = False

    @property
    def moment(self) -> datetime:
        """In UTC, to be compared: aware times of one zone are by their wall clocks."""
        return self.at.astimezone(UTC)

    def columns(self) -> dict[str, Any]:
        """Exactly one of the two columns is set."""
        return {
            "starts_at": None if self.all_day else self.at,
            "starts_on": self.at.date() if self.all_day else None,
        }


def is_over(start: Start, *, now: datetime) -> bool:
    """Whether that time has passed; a day is over when it is yesterday."""
    if start.all_day:
        return start.at.date() < now.astimezone(start.at.tzinfo).date()
    return is_before(start.at, now)


def start_of(starts_at: datetime | None, starts_on: date | None, zone: ZoneInfo) -> Start:
    """What the two columns say."""
    if starts_at is not None:
        return Start(starts_at.astimezone(zone))
    assert starts_on is not None  # a CHECK of the database
    return Start(localise(datetime.combine(starts_on, time()), zone), all_day=True)


class Timed(TypedDict):
    """The columns of an activity that say when it is."""

    starts_at: datetime | None
    starts_on: date | None


def start_of_row(row: Timed, zone: ZoneInfo) -> Start:
    """What an activity's row says."""
    return start_of(row["starts_at"], row["starts_on"], zone)


def read_start(text: str, current: Start, *, now: datetime, zone: ZoneInfo) -> Start | None:
    """What is typed into *next* or *move to*; None when it is blank. Raises `UnreadableDate`.

    All day stays all day unless an hour is typed.
    """
    at = next_step_at(text, starts_at=current.at, now=now, zone=zone)
    if at is None:
        return None
    all_day = current.all_day and not read_when(text, now=now, zone=zone).has_time
    return Start(at.astimezone(zone), all_day)


def typed_start(
    field: str, text: str, current: Start, *, now: datetime, zone: ZoneInfo
) -> Start | None:
    """`read_start` for a field of a strip: what cannot be read is a `RuleViolation` on it."""
    try:
        return read_start(text, current, now=now, zone=zone)
    except CrmError as unreadable:
        raise RuleViolation(field, unreadable.message) from unreadable


def check_to_come(field: str, start: Start, *, now: datetime) -> None:
    """Raise `RuleViolation` on *field* for a next one whose time has passed."""
    if is_over(start, now=now):
        raise RuleViolation(
            field, _("That time has passed. Say when the next one is to be, for example 3d.")
        )


def proposed_start(
    after_days: int, current: Start, *, days: WorkDays, now: datetime, zone: ZoneInfo
) -> Start:
    """So many days after *current*, or after today where that is past, on a working day."""
    at = next_step_at(f"{after_days}d", starts_at=current.at, now=now, zone=zone)
    assert at is not None  # something was typed
    day = days.first_from(at.astimezone(zone).date())
    hour = current.at.astimezone(zone).time()
    return Start(localise(datetime.combine(day, hour), zone), current.all_day)
