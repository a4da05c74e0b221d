"""The proposed start of the next activity: so many days later, by the outcome or the type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.domain.errors import RuleViolation
from tui_crm.i18n import _
from tui_crm.services.activities.start_time import Start, proposed_start, start_of_row
from tui_crm.services.common.company_settings import read_company
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Entry, StoredActivity

PROPOSED: Final = "="
"""Typed into *next* to accept the proposal."""


def proposed_starts(
    rows: Sequence[StoredActivity], outcome_id: int | None, *, actor: Actor, now: datetime
) -> list[Start | None]:
    """The proposed start of the next activity of each row; None for rows without a proposal.

    Raises `RuleViolation` on “next” when no row has one.
    """
    after = _days_after({outcome_id, *(row["type_id"] for row in rows)} - {None})
    of_outcome = after.get(outcome_id)
    days = WorkDays.of(read_company())
    starts = []
    for row in rows:
        in_days = of_outcome or after.get(row["type_id"])
        current = start_of_row(row, actor.zone)
        starts.append(
            proposed_start(in_days, current, days=days, now=now, zone=actor.zone)
            if in_days
            else None
        )
    if not any(starts):
        raise nothing_proposed()
    return starts


def nothing_proposed() -> RuleViolation:
    """The error for `=` when neither the outcome nor the type proposes a number of days."""
    return RuleViolation(
        "next",
        _("Neither the outcome nor the type proposes a next step. Type when, for example 3d."),
    )


def _days_after(entry_ids: Iterable[int | None]) -> Mapping[int | None, int | None]:
    found = fetch_tuples(
        Entry.select(Entry.id, Entry.follow_up_days).where(Entry.id.in_(list(entry_ids)))
    )
    return dict(found)
