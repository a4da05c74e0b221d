"""A chain of activities: what led to one, and what follows from it, whatever their kinds."""

from __future__ import annotations

from typing import Any, Final

from peewee import Select, Value

from tui_crm.domain.page import PageRequest
from tui_crm.queries.common.activity_rows import ActivityRow, rows_of
from tui_crm.queries.common.visibility import within
from tui_crm.store.models import Activity

CHAIN_LIMIT: Final = 1000
"""Steps that are walked from the activity that is asked about, each way."""


def chain_page(
    activity_id: int, request: PageRequest, *, visible_employee_ids: frozenset[int] | None = None
) -> list[ActivityRow]:
    """A stretch of the chain that an activity is in, the first one first.

    The place of a row is how many steps it is away from that activity, and its id; what may not
    be seen is passed over.
    """
    back, forth = _walk("back", activity_id, -1), _walk("forth", activity_id, 1)
    # The activity itself stands in both.
    onwards = Select([forth], [forth.c.id, forth.c.step]).where(forth.c.step > 0)
    walk = Select([back], [back.c.id, back.c.step]).union_all(onwards).alias("walk")
    step = walk.c.step
    query = (
        Activity.select(step.alias("place_0"), Activity.id.alias("place_1"))
        .from_(walk)
        .join(Activity, on=(Activity.id == walk.c.id))
        .order_by(step.desc() if request.backwards else step.asc())
    )
    where = [*_beyond(step, request), *within(Activity.employee_id, visible_employee_ids)]
    page = (query.where(*where) if where else query).limit(request.limit).with_cte(back, forth)
    return sorted(rows_of(page, places=2), key=lambda row: row.place)


def _walk(name: str, activity_id: int, by: int) -> Any:
    """The ids from the activity on, in one direction, with their number of steps."""
    start = Activity.select(Activity.id, Value(0).alias("step")).where(Activity.id == activity_id)
    walked = start.cte(name, recursive=True, columns=("id", "step"))
    beside = Activity.alias(f"{name}_beside")
    if by < 0:
        along, met = beside.previous_id, beside.id == walked.c.id
    else:
        along, met = beside.id, beside.previous_id == walked.c.id
    on = (
        beside.select(along, walked.c.step + by)
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
