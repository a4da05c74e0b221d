"""Lists in two parts: open activities, earliest first, then completed ones, latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from tui_crm.domain.page import PageRequest, Place
from tui_crm.queries.activities.due import is_open
from tui_crm.queries.common.activity_rows import ActivityRow, rows_of
from tui_crm.queries.common.keyset import KeysetPart, in_order, page_of
from tui_crm.store.models import Activity


class Part(StrEnum):
    """The two parts of the list, in their order."""

    OPEN = "open"
    DONE = "done"


_PARTS: Final = tuple(Part)


@dataclass(frozen=True, slots=True)
class PartRow:
    """An activity, the part it belongs to, and its place in the list."""

    part: Part
    row: ActivityRow
    place: Place


def open_and_done(
    where: Sequence[Any], request: PageRequest, *, done: Sequence[Any] = ()
) -> list[PartRow]:
    """One page of the activities that match *where*; completed ones must also match *done*."""
    completed = (Activity.completed_at.is_null(False), *done)
    parts = [
        KeysetPart(Activity.select().where(is_open(), *where), Activity.id, (Activity.order_at,)),
        KeysetPart(
            Activity.select().where(*completed, *where),
            Activity.id,
            (Activity.completed_at,),
            descending=True,
        ),
    ]
    rows = in_order(rows_of(page_of(parts, request), places=3), parts)
    return [PartRow(_PARTS[row.place[0]], row, row.place) for row in rows]
