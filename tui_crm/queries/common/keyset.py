"""Keyset paging of lists, also of lists made of several parts with sort orders of their own.

`page_of` builds an inner query that takes the ids of one page from an index. The caller joins the
shown columns to it, so that the joins touch the rows of one page only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from peewee import Tuple

from tui_crm.domain.page import PageRequest, Place
from tui_crm.queries.common.text_match import exactly


@dataclass(frozen=True, slots=True)
class KeysetPart:
    """One part of a list: `query` selects and filters its rows, `keys` and `id` order them.

    The place of a row is the number of its part, the `fixed` values, the keys, the id. The places
    of all parts of a list have the same length; `fixed` fills up shorter ones.
    """

    query: Any
    id: Any
    keys: tuple[Any, ...]
    fixed: tuple[Any, ...] = ()
    descending: bool = False

    def ids(self, number: int, request: PageRequest, place: Place | None) -> Any:
        """The query of the ids and places of at most one page of this part."""
        keys = (*self.keys, self.id)
        ascending = self.descending is request.backwards
        query = self.query
        if request.only is not None:
            query = query.where(self.id.in_(request.only))
        if place is not None:
            query = query.where(
                *self._beyond(keys, place[1 + len(self.fixed) :], request, ascending)
            )
        query = query.order_by(*(key.asc() if ascending else key.desc() for key in keys))
        columns = (exactly(number), *(exactly(value) for value in self.fixed), *keys)
        return query.select(
            *(column.alias(f"place_{n}") for n, column in enumerate(columns))
        ).limit(request.limit)

    @staticmethod
    def _beyond(
        keys: tuple[Any, ...], at: Place, request: PageRequest, ascending: bool
    ) -> list[Any]:
        # Tuples even of one: the columns' converters would reject stored values.
        here, there = Tuple(*keys), Tuple(*(exactly(value) for value in at))
        first, bound = Tuple(keys[0]), Tuple(exactly(at[0]))
        if ascending:
            return [first >= bound, here >= there if request.inclusive else here > there]
        return [first <= bound, here <= there if request.inclusive else here < there]


def page_of(parts: Sequence[KeysetPart], request: PageRequest) -> Any:
    """The query of one page, with the columns `place_0`, `place_1` …; the last is the id."""
    numbered = list(enumerate(parts))
    if request.place is not None:
        at = request.place[0]
        numbered = [
            pair for pair in numbered if pair[0] == at or (pair[0] < at) is request.backwards
        ]
    if request.backwards:
        numbered.reverse()
    members = [
        part.ids(
            number, request, request.place if request.place and request.place[0] == number else None
        )
        for number, part in numbered
    ]
    page = members[0]
    for member in members[1:]:
        page = page.union_all(member)
    return page.limit(request.limit)


class _Placed(Protocol):
    @property
    def place(self) -> Place: ...


Row = TypeVar("Row", bound=_Placed)


def in_order(rows: Sequence[Row], parts: Sequence[KeysetPart]) -> list[Row]:
    """The rows of a page in the order of the list.

    Sorted here, because a join promises no order and sorting in SQL would need a temporary B-tree.
    """
    ordered: list[Row] = []
    for number, part in enumerate(parts):
        own = [row for row in rows if row.place[0] == number]
        try:
            own.sort(key=lambda row: row.place, reverse=part.descending)
        except TypeError:
            own.sort(key=_as_stored, reverse=part.descending)
        ordered += own
    return ordered


def _as_stored(row: _Placed) -> list[tuple[int, Any]]:
    """The order of the database for damaged values: nothing, numbers, texts, bytes."""
    return [(_CLASSES.get(type(value), _TEXT), value) for value in row.place]


_TEXT: Final = 2
_CLASSES: Final = {type(None): 0, int: 1, float: 1, bytes: 3}
