"""Tasks that somebody has made for somebody else (R44): what is open first, then what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from peewee import SQL

from tui_crm.queries.activities import ActivityFilter, conditions, is_open
from tui_crm.queries.activity_rows import ActivityRow, rows_of
from tui_crm.queries.paging import Place, Span
from tui_crm.queries.stretches import Stretch, in_order, page_of
from tui_crm.store.models import Activity

DONE_FOR: Final = timedelta(days=30)
"""How long what was done stays in the list."""


class Part(StrEnum):
    """The two parts of the list, in their order."""

    OPEN = "open"
    DONE = "done"


_PARTS: Final = tuple(Part)


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A task and the part it stands in."""

    part: Part
    row: ActivityRow
    place: Place


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gave them: the operator, and the employee whose tasks are no gifts."""

    operator_id: int
    employee_id: int | None


def given_page(
    giver: Giver, span: Span, *, now: datetime, chosen: ActivityFilter
) -> list[GivenRow]:
    """One page: what is open, the nearest first, then what was done of late, the latest first."""
    return _page(_stretches(giver, conditions(chosen), now=now), span)


def given_row(
    giver: Giver, activity_id: int, *, now: datetime, chosen: ActivityFilter
) -> GivenRow | None:
    """Where a task stands in the list; None when it is not on it."""
    where = [Activity.id == activity_id, *conditions(chosen)]
    rows = _page(_stretches(giver, where, now=now), Span(1))
    return rows[0] if rows else None


def _stretches(giver: Giver, where: list[Any], *, now: datetime) -> list[Stretch]:
    # As text, not as a bound value: else the partial index of the given ones is not used.
    tasks = Activity.kind == SQL("'task'")
    of_others: list[Any] = [Activity.created_by_id == giver.operator_id, tasks]
    if giver.employee_id is not None:
        of_others.append(Activity.employee_id != giver.employee_id)
    lately = [Activity.completed_at.is_null(False), Activity.completed_at >= now - DONE_FOR]
    return [
        Stretch(
            Activity.select().where(*of_others, is_open(), *where),
            Activity.id,
            (Activity.order_at,),
        ),
        Stretch(
            Activity.select().where(*of_others, *lately, *where),
            Activity.id,
            (Activity.completed_at,),
            descending=True,
        ),
    ]


def _page(stretches: list[Stretch], span: Span) -> list[GivenRow]:
    rows = in_order(rows_of(page_of(stretches, span), places=3), stretches)
    return [GivenRow(_PARTS[row.place[0]], row, row.place) for row in rows]
