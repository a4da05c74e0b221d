"""Everything that is planned and that happened with one contractor, or with one person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from tui_crm.queries.activities import found_by, is_open
from tui_crm.queries.activity_rows import ActivityRow, rows_of
from tui_crm.queries.paging import Place, Span
from tui_crm.queries.sight import within
from tui_crm.queries.stretches import Stretch, in_order, page_of
from tui_crm.store.models import Activity, Participant


class Part(StrEnum):
    """The two parts of a timeline, in their order."""

    NEXT = "next"
    HISTORY = "history"


_PARTS: Final = tuple(Part)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """An activity and the part it stands in."""

    part: Part
    row: ActivityRow
    place: Place


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose timeline: a contractor's, or a person's; *sees* as in `Who`, None is everybody."""

    contractor_id: int | None = None
    person_id: int | None = None
    sees: frozenset[int] | None = None


def timeline_page(whose: Whose, span: Span, *, text: str = "") -> list[TimelineRow]:
    """One page: what is open, the nearest first, then what was held, the latest first."""
    return _page(_stretches([*_conditions(whose), *found_by(text)]), span)


def timeline_row(whose: Whose, activity_id: int) -> TimelineRow | None:
    """Where an activity stands in the timeline; None when it is not of it."""
    rows = _page(_stretches([Activity.id == activity_id, *_conditions(whose)]), Span(1))
    return rows[0] if rows else None


def _conditions(whose: Whose) -> list[Any]:
    where: list[Any] = []
    if whose.contractor_id is not None:
        where.append(Activity.contractor_id == whose.contractor_id)
    if whose.person_id is not None:
        taking_part = Participant.select(Participant.activity_id)
        where.append(Activity.id.in_(taking_part.where(Participant.person_id == whose.person_id)))
    return where + within(Activity.employee_id, whose.sees)


def _stretches(where: list[Any]) -> list[Stretch]:
    return [
        Stretch(Activity.select().where(is_open(), *where), Activity.id, (Activity.order_at,)),
        Stretch(
            Activity.select().where(Activity.completed_at.is_null(False), *where),
            Activity.id,
            (Activity.completed_at,),
            descending=True,
        ),
    ]


def _page(stretches: list[Stretch], span: Span) -> list[TimelineRow]:
    rows = in_order(rows_of(page_of(stretches, span), places=3), stretches)
    return [TimelineRow(_PARTS[row.place[0]], row, row.place) for row in rows]
