"""The start of an activity as a value: an instant, or a local date for an all-day one."""

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
    """*at* is in the operator's zone; that of an all-day activity is the midnight of its day."""

    at: datetime
    all_day: bool = False

    @property
    def moment(self) -> datetime:
        """In UTC, for comparing: aware times of one zone compare by their wall clocks."""
        return self.at.astimezone(UTC)

    def moments(self) -> tuple[datetime | None, date | None]:
        """The time of one that is not all-day, and the date of one that is."""
        return (None, self.at.date()) if self.all_day else (self.at, None)

    def columns(self) -> dict[str, Any]:
        """The values of the two columns, of which exactly one is set."""
        return {
            "starts_at": None if self.all_day else self.at,
            "starts_on": self.at.date() if self.all_day else None,
        }


def is_over(start: Start, *, now: datetime) -> bool:
    """Whether that time has passed; an all-day start is over from the next day on."""
    if start.all_day:
        return start.at.date() < now.astimezone(start.at.tzinfo).date()
    return is_before(start.at, now)


def start_of(starts_at: datetime | None, starts_on: date | None, zone: ZoneInfo) -> Start:
    """The start from the two columns."""
    if starts_at is not None:
        return Start(starts_at.astimezone(zone))
    assert starts_on is not None  # a CHECK of the database
    return Start(localise(datetime.combine(starts_on, time()), zone), all_day=True)


class Timed(TypedDict):
    """The columns of an activity that hold its start."""

    starts_at: datetime | None
    starts_on: date | None


def start_of_row(row: Timed, zone: ZoneInfo) -> Start:
    """The start of an activity's row."""
    return start_of(row["starts_at"], row["starts_on"], zone)


def read_start(text: str, current: Start, *, now: datetime, zone: ZoneInfo) -> Start | None:
    """Read the text of *next* or *move to*; None when it is blank. Raises `UnreadableDate`.

    An all-day activity stays all-day unless an hour is typed.
    """
    at = next_step_at(text, starts_at=current.at, now=now, zone=zone)
    if at is None:
        return None
    all_day = current.all_day and not read_when(text, now=now, zone=zone).has_time
    return Start(at.astimezone(zone), all_day)


def typed_start(
    field: str, text: str, current: Start, *, now: datetime, zone: ZoneInfo
) -> Start | None:
    """`read_start` for a field: an unreadable text raises `RuleViolation` on it."""
    try:
        return read_start(text, current, now=now, zone=zone)
    except CrmError as unreadable:
        raise RuleViolation(field, unreadable.message) from unreadable


def check_to_come(field: str, start: Start, *, now: datetime) -> None:
    """Raise `RuleViolation` on *field* for a start that has passed."""
    if is_over(start, now=now):
        raise RuleViolation(
            field, _("That time has passed. Say when the next one is to be, for example 3d.")
        )


def proposed_start(
    after_days: int, current: Start, *, days: WorkDays, now: datetime, zone: ZoneInfo
) -> Start:
    """*after_days* days after *current* (after today if that is past), on a working day."""
    at = next_step_at(f"{after_days}d", starts_at=current.at, now=now, zone=zone)
    assert at is not None  # something was typed
    day = days.first_from(at.astimezone(zone).date())
    hour = current.at.astimezone(zone).time()
    return Start(localise(datetime.combine(day, hour), zone), current.all_day)
