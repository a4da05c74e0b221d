"""The timeline of a contractor or a person: planned activities, then completed ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities.activities import found_by
from tui_crm.queries.activities.open_then_done import PartRow, open_and_done
from tui_crm.queries.common.visibility import within
from tui_crm.store.models import Activity, Participant


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose timeline: a contractor's, a person's or both, limited to visible employees."""

    contractor_id: int | None = None
    person_id: int | None = None
    visible_employee_ids: frozenset[int] | None = None


def timeline_page(whose: Whose, request: PageRequest, *, text: str = "") -> list[PartRow]:
    """One page: planned activities, earliest first, then completed ones, latest first."""
    return open_and_done([*_conditions(whose), *found_by(text)], request)


def timeline_row(whose: Whose, activity_id: int) -> PartRow | None:
    """One activity with its place in the timeline; None when it is not in it."""
    rows = open_and_done([Activity.id == activity_id, *_conditions(whose)], PageRequest(1))
    return rows[0] if rows else None


def _conditions(whose: Whose) -> list[Any]:
    where: list[Any] = []
    if whose.contractor_id is not None:
        where.append(Activity.contractor_id == whose.contractor_id)
    if whose.person_id is not None:
        taking_part = Participant.select(Participant.activity_id)
        where.append(Activity.id.in_(taking_part.where(Participant.person_id == whose.person_id)))
    return where + within(Activity.employee_id, whose.visible_employee_ids)
