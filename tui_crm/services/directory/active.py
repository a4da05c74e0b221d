"""Making several contractors, or several persons, inactive or active in one operation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused
from tui_crm.domain.text import full_name, with_others
from tui_crm.i18n import _
from tui_crm.services.common.permissions import must
from tui_crm.store.models import Contractor, Person
from tui_crm.store.unit_of_work import write

_MODELS: Final = {"contractor": Contractor, "person": Person}


def set_all_active(
    table: Literal["contractor", "person"],
    versions: Mapping[int, int],
    *,
    active: bool,
    actor: Actor,
    now: datetime,
) -> int:
    """Make them all inactive, or active; returns how many were changed.

    *versions* holds the seen version of each by id. Raises `Refused`, `NotFound`, and `StaleRecord`
    when a colleague has changed one of them: then none is changed.
    """
    must(actor, "directory")
    model = _MODELS[table]
    with write(f"{table}.{'active' if active else 'inactive'}", actor=actor, now=now) as unit:
        names = []
        for row_id, version in versions.items():
            row = unit.any_row(model, row_id)
            named = "name" in row
            name = row["name"] if named else full_name(row["first_name"], row["last_name"])
            if row.get("merged_into_id") is not None:
                raise Refused(_("{subject}: it was merged into another one.").format(subject=name))
            if unit.update(model, row_id, version=version, active=active):
                names.append(name)
        if names:
            unit.subject = with_others(names[0], len(names))
        return len(names)
