"""The names of columns and the values of changes as the history shows them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from tui_crm.domain.activities import fields as activity_fields
from tui_crm.domain.activities.activity import STATUS_NAMES, Direction, Status
from tui_crm.domain.activities.timer import clock
from tui_crm.domain.dates.reminder import shown_remind
from tui_crm.domain.directory import contractor, person
from tui_crm.i18n import N_, _
from tui_crm.presentation import formats

FIELD_NAMES: Final = {
    **{field.column: field.label for field in activity_fields.COLUMNS},
    **{column: field.label for column, field in contractor.COLUMNS.items()},
    **{column: field.label for column, field in person.COLUMNS.items()},
    "subject": N_("Subject"),
    "status": N_("Status"),
    "colleague": N_("Colleague"),
    "outcome_id": N_("Outcome"),
    "starts_at": N_("Starts"),
    "starts_on": N_("Starts"),
    "duration_seconds": N_("Time"),
    "timer_started_at": N_("Timer"),
    "completed_at": N_("Completed"),
    "completed_by_id": N_("Completed by"),
    "person": N_("Person"),
    "person_id": N_("Person"),
    "previous_id": N_("Previous"),
    "attempts": N_("Attempts"),
    "participant": N_("Person"),
    "rule": N_("Repeats"),
    "series": N_("Repeats"),
    "merged_into_id": N_("Merged"),
    "phone": N_("Number"),
    "email": N_("E-mail"),
    "bad_since": N_("Wrong number"),
    "position": N_("Position"),
    "department": N_("Department"),
    "is_primary": N_("Primary"),
    "is_default": N_("Default"),
    "colour": N_("Colour"),
    "kinds": N_("Kinds"),
    "follow_up": N_("Next"),
    "follow_up_hours": N_("Next in, hours"),
    "follow_up_days": N_("Next in"),
    "follow_up_weeks": N_("Next in, weeks"),
    "follow_up_picked_at": N_("Next on"),
    "connected": N_("Talked"),
    "not_reached": N_("Not reached"),
    "attempt": N_("Attempt"),
    "order": N_("Order"),
    "group": N_("Group"),
    "login": N_("Login"),
    "role": N_("Role"),
    "time_zone": N_("Time zone"),
}

_STAMPS: Final = {"starts_at", "completed_at", "timer_started_at", "follow_up_picked_at"}


def field(name: str) -> str:
    """The translated name of a column."""
    return _(FIELD_NAMES.get(name, name))


def changed_value(name: str, text: str, *, zone: ZoneInfo) -> str:
    """A column's old or new value for display: times in *zone*, lengths as they are typed."""
    try:
        return _value_in_words(name, text, zone) if text else ""
    except ValueError:
        return text


def _value_in_words(name: str, text: str, zone: ZoneInfo) -> str:
    if name in _STAMPS:
        return formats.stamp(datetime.fromisoformat(text).replace(tzinfo=UTC), zone=zone)
    match name:
        case "status":
            return _(STATUS_NAMES[Status(text)])
        case "starts_on":
            return f"{date.fromisoformat(text):%d.%m.%Y}"
        case "duration_seconds":
            return clock(int(text))
        case "planned_minutes" | "remind_minutes":
            return shown_remind(int(text))
        case "direction":
            return _("incoming") if Direction(text) is Direction.IN else _("outgoing")
    return text
