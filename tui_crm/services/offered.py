"""Entries chosen on an activity: what was deleted or made inactive since is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tui_crm.domain.errors import RuleViolation
from tui_crm.i18n import _
from tui_crm.store.database import fetch_tuples
from tui_crm.store.models import Entry


def check_offered(chosen: Mapping[str, int | None], before: Sequence[Mapping[str, Any]]) -> None:
    """Raise `RuleViolation` on the field of an entry that is not offered any more (R31).

    *chosen* is by field: “type”, “priority”, “category”, “outcome”. What every row *before* holds
    already may stay.
    """
    new = {
        field: entry_id
        for field, entry_id in chosen.items()
        if entry_id is not None
        and not (before and all(row[f"{field}_id"] == entry_id for row in before))
    }
    if not new:
        return
    active = Entry.select(Entry.id).where(Entry.id.in_(sorted(set(new.values()))) & Entry.active)
    offered = {entry_id for (entry_id,) in fetch_tuples(active)}
    for field, entry_id in new.items():
        if entry_id not in offered:
            raise RuleViolation(field, _("This is not offered any more. Choose something else."))
