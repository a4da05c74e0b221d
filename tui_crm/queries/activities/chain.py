"""The chain of follow-ups that an activity belongs to, in both directions."""

from __future__ import annotations

from typing import Any, Final

from peewee import Select, Value

from tui_crm.domain.page import PageRequest
from tui_crm.queries.common.activity_rows import ActivityRow, rows_of
from tui_crm.queries.common.visibility import within
from tui_crm.store.models import Activity

CHAIN_LIMIT: Final = 1000
"""The most steps that are followed from the given activity in each direction."""


def chain_page(
    activity_id: int, request: PageRequest, *, visible_employee_ids: frozenset[int] | None = None
) -> list[ActivityRow]:
    """One page of the chain that an activity belongs to, the first activity first.

    The place of a row is its number of steps from that activity (negative: before it) and its id.
    Activities that may not be seen are left out.
    """
    back, forward = _walk("back", activity_id, -1), _walk("forward", activity_id, 1)
    # Both walks contain the activity itself.
    onwards = Select([forward], [forward.c.id, forward.c.step]).where(forward.c.step > 0)
    walk = Select([back], [back.c.id, back.c.step]).union_all(onwards).alias("walk")
    step = walk.c.step
    query = (
        Activity.select(step.alias("place_0"), Activity.id.alias("place_1"))
        .from_(walk)
        .join(Activity, on=(Activity.id == walk.c.id))
        .order_by(step.desc() if request.backwards else step.asc())
    )
    where = [*_beyond(step, request), *within(Activity.employee_id, visible_employee_ids)]
    page = (query.where(*where) if where else query).limit(request.limit).with_cte(back, forward)
    return sorted(rows_of(page, places=2), key=lambda row: row.place)


def _walk(name: str, activity_id: int, by: int) -> Any:
    """A recursive CTE: the ids from the activity on in one direction (*by*), with their steps."""
    start = Activity.select(Activity.id, Value(0).alias("step")).where(Activity.id == activity_id)
    walked = start.cte(name, recursive=True, columns=("id", "step"))
    neighbour = Activity.alias(f"{name}_neighbour")
    if by < 0:
        along, met = neighbour.previous_id, neighbour.id == walked.c.id
    else:
        along, met = neighbour.id, neighbour.previous_id == walked.c.id
    on = (
        neighbour.select(along, walked.c.step + by)
        .join(walked, on=met)
        .where(along.is_null(False), walked.c.step * by < CHAIN_LIMIT)
    )
    return walked.union_all(on)


def _beyond(step: Any, request: PageRequest) -> list[Any]:
    if request.place is None:
        return []
    at = request.place[0]
    if request.backwards:
        return [step <= at if request.inclusive else step < at]
    return [step >= at if request.inclusive else step > at]
