"""The pattern of a series: the values of its next activity, stored as JSON in the series' row."""

from __future__ import annotations

import dataclasses
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.fields import BLANK, CARRIED, ENTRIES, ActivityEdit
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dates.timezones import known_zone
from tui_crm.domain.errors import CrmError
from tui_crm.domain.ids import EmployeeId, PersonId
from tui_crm.i18n import _
from tui_crm.services.activities.kinds import active_employees, colleague_ids_of
from tui_crm.services.activities.start_time import Start, start_of_row
from tui_crm.services.activities.writes import (
    RowToRepeat,
    edit_like,
    insert_activity,
    person_ids_of,
    without_inactive,
)
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Activity, Contractor, Entry, StoredActivity
from tui_crm.store.unit_of_work import UnitOfWork, columns, plain

KEPT: Final = ("kind", "subject", "subject_generated", *CARRIED)
"""The columns that the next activity copies from the one before it (R12)."""
_ENTRIES: Final = tuple(field.column for field in ENTRIES if field.carried)
_MERGES_FOLLOWED: Final = 20


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that was read; *clock* is the local time in *zone*, None for all-day ones."""

    values: dict[str, Any]
    clock: time | None
    zone: ZoneInfo
    person_ids: tuple[PersonId, ...]
    colleague_ids: tuple[EmployeeId, ...]

    def start_on(self, day: date) -> Start:
        """The start on a day; a local time that a clock change skips moves forward."""
        at = localise(datetime.combine(day, self.clock or time()), self.zone)
        return Start(at, all_day=self.clock is None)


def pattern_of(row: StoredActivity, zone: ZoneInfo) -> str:
    """The pattern, as JSON, made from an activity."""
    fields = columns(Activity)
    stored: Mapping[str, Any] = row
    start = start_of_row(row, zone)
    return json.dumps(
        {
            "values": {name: plain(fields[name], stored[name]) for name in KEPT},
            "clock": None if start.all_day else f"{start.at:%H:%M}",
            "zone": zone.key,
            "persons": person_ids_of(row["id"]),
            "colleagues": colleague_ids_of(row["id"]),
        },
        ensure_ascii=False,
    )


def read_pattern(text: str, *, zone: ZoneInfo) -> Pattern:
    """Read a pattern; *zone* is used when the stored zone is unknown on this machine.

    Entries that were deleted since become None. Raises `CrmError` for an unreadable one.
    """
    try:
        return _read(json.loads(text), zone)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as unreadable:
        raise CrmError(
            _("The rule of this series cannot be read. Type anew how often it repeats.")
        ) from unreadable


def _read(pattern: Any, zone: ZoneInfo) -> Pattern:
    fields = columns(Activity)
    # A pattern that is older than a field lacks it.
    kept = {name: fields[name].db_value(BLANK.get(name)) for name in CARRIED} | pattern["values"]
    values = {name: fields[name].python_value(kept[name]) for name in KEPT}
    values |= _existing_entries({name: values[name] for name in _ENTRIES})
    values["contractor_id"] = _merge_target(values["contractor_id"])
    clock = pattern["clock"]
    return Pattern(
        values,
        clock=None if clock is None else time.fromisoformat(clock),
        zone=known_zone(pattern["zone"]) or zone,
        person_ids=tuple(PersonId(person_id) for person_id in pattern["persons"]),
        colleague_ids=tuple(EmployeeId(one) for one in pattern["colleagues"]),
    )


def assigned(text: str, *, before: int, after: int) -> str:
    """The pattern for another employee, if it is that of *before*; else, or unread, unchanged."""
    try:
        pattern = json.loads(text)
        if pattern["values"]["employee_id"] != before:
            return text
        pattern["values"]["employee_id"] = after
    except (ValueError, LookupError, TypeError):
        return text
    return json.dumps(pattern, ensure_ascii=False)


def employee_works(pattern: Pattern) -> bool:
    """Whether the employee of the pattern is active."""
    return bool(active_employees([pattern.values["employee_id"]]))


def insert_from_pattern(
    unit: UnitOfWork, pattern: Pattern, day: date, *, actor: Actor, **values: Any
) -> int:
    """Add the activity of a day, without inactive persons and colleagues; returns its id."""
    return insert_activity(
        unit,
        _edit(pattern, pattern.start_on(day)),
        actor=dataclasses.replace(actor, zone=pattern.zone),
        **values,
    )


def _edit(pattern: Pattern, start: Start) -> ActivityEdit:
    row = {**pattern.values, "key": str(uuid.uuid4()), **start.columns()}
    edit = edit_like(cast("RowToRepeat", row), pattern.person_ids, pattern.colleague_ids)
    return without_inactive(edit)


def _existing_entries(entry_ids: dict[str, int | None]) -> dict[str, int | None]:
    """The entry ids by column; None for those that were deleted since."""
    found = fetch_tuples(Entry.select(Entry.id).where(Entry.id.in_(list(entry_ids.values()))))
    existing = {entry_id for (entry_id,) in found}
    return {name: value if value in existing else None for name, value in entry_ids.items()}


def _merge_target(contractor_id: int | None) -> int | None:
    """The contractor into which this one was merged, else itself."""
    for _step in range(_MERGES_FOLLOWED):
        found = fetch_one(
            Contractor.select(Contractor.merged_into_id).where(Contractor.id == contractor_id)
        )
        if found is None or found[0] is None:
            break
        contractor_id = found[0]
    return contractor_id
