"""What the next activity of a series is made like: carried as JSON in the series' row."""

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
    with_those_still_there,
)
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Activity, Contractor, Entry, StoredActivity
from tui_crm.store.unit_of_work import UnitOfWork, columns, plain

KEPT: Final = ("kind", "subject", "subject_generated", *CARRIED)
"""The columns that an analogous activity has in common with the one before it (R12)."""
_ENTRIES: Final = tuple(field.column for field in ENTRIES)
_MERGES_FOLLOWED: Final = 20


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as it is read; *clock* is the hour in *zone*, None for an all-day one."""

    values: dict[str, Any]
    clock: time | None
    zone: ZoneInfo
    person_ids: tuple[PersonId, ...]
    colleague_ids: tuple[EmployeeId, ...]

    def start_on(self, day: date) -> Start:
        """When the one of a day starts: an hour that does not exist moves on."""
        at = localise(datetime.combine(day, self.clock or time()), self.zone)
        return Start(at, all_day=self.clock is None)


def pattern_of(row: StoredActivity, zone: ZoneInfo) -> str:
    """The pattern that an activity gives to those that follow it."""
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
    """What `pattern_of` wrote; *zone* where its own is not known on this machine.

    Entries that were deleted since are left out. Raises `CrmError` where something else wrote it.
    """
    try:
        return _read(json.loads(text), zone)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as unreadable:
        raise CrmError(
            _("The rule of this series cannot be read. Type anew how often it repeats.")
        ) from unreadable


def _read(pattern: Any, zone: ZoneInfo) -> Pattern:
    fields = columns(Activity)
    # A pattern that is older than a field says nothing of it.
    kept = {name: fields[name].db_value(BLANK.get(name)) for name in CARRIED} | pattern["values"]
    values = {name: fields[name].python_value(kept[name]) for name in KEPT}
    values |= _standing_entries({name: values[name] for name in _ENTRIES})
    values["contractor_id"] = _standing_contractor(values["contractor_id"])
    clock = pattern["clock"]
    return Pattern(
        values,
        clock=None if clock is None else time.fromisoformat(clock),
        zone=known_zone(pattern["zone"]) or zone,
        person_ids=tuple(PersonId(person_id) for person_id in pattern["persons"]),
        colleague_ids=tuple(EmployeeId(one) for one in pattern["colleagues"]),
    )


def employee_works(pattern: Pattern) -> bool:
    """Whether whoever does these activities is still there."""
    return bool(active_employees([pattern.values["employee_id"]]))


def insert_like(
    unit: UnitOfWork, pattern: Pattern, day: date, *, actor: Actor, **values: Any
) -> int:
    """Add the activity of a day, with those of the pattern's people who are still there."""
    return insert_activity(
        unit,
        _edit(pattern, pattern.start_on(day)),
        actor=dataclasses.replace(actor, zone=pattern.zone),
        **values,
    )


def _edit(pattern: Pattern, start: Start) -> ActivityEdit:
    row = {**pattern.values, "key": str(uuid.uuid4()), **start.columns()}
    standing = edit_like(cast("RowToRepeat", row), pattern.person_ids, pattern.colleague_ids)
    return with_those_still_there(standing)


def _standing_entries(entry_ids: dict[str, int | None]) -> dict[str, int | None]:
    """Those of the entries that are still in their dictionaries; only a pattern may name others."""
    found = fetch_tuples(Entry.select(Entry.id).where(Entry.id.in_(list(entry_ids.values()))))
    standing = {entry_id for (entry_id,) in found}
    return {name: value if value in standing else None for name, value in entry_ids.items()}


def _standing_contractor(contractor_id: int | None) -> int | None:
    """The contractor into which this one was merged since, else itself."""
    for _step in range(_MERGES_FOLLOWED):
        found = fetch_one(
            Contractor.select(Contractor.merged_into_id).where(Contractor.id == contractor_id)
        )
        if found is None or found[0] is None:
            break
        contractor_id = found[0]
    return contractor_id
