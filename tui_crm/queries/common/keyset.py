"""Walking a list by key, also one that is made of several stretches in an order of their own.

An inner query takes the ids of the wanted rows from an index; whoever asks joins what is shown to
them, so that the joins touch the rows of one page only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from peewee import Tuple

from tui_crm.domain.page import PageRequest, Place
from tui_crm.queries.common.text_match import exactly


@dataclass(frozen=True, slots=True)
class KeysetPart:
    """Rows that stand together: `query` selects from and filters, `keys` and `id` order them.

    The place of a row is the number of its stretch, `fixed`, the keys, the id. All stretches of a
    list have places of the same length.
    """

    query: Any
    id: Any
    keys: tuple[Any, ...]
    fixed: tuple[Any, ...] = ()
    descending: bool = False

    def ids(self, number: int, request: PageRequest, place: Place | None) -> Any:
        """The query of the ids and places of at most one page of it."""
        keys = (*self.keys, self.id)
        ascending = self.descending is request.backwards
        query = self.query
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
        # Tuples of one, too: the columns' own converters would refuse what the columns hold.
        here, there = Tuple(*keys), Tuple(*(exactly(value) for value in at))
        first, bound = Tuple(keys[0]), Tuple(exactly(at[0]))
        if ascending:
            return [first >= bound, here >= there if request.inclusive else here > there]
        return [first <= bound, here <= there if request.inclusive else here < there]


def page_of(parts: Sequence[KeysetPart], request: PageRequest) -> Any:
    """The query of one page: columns `place_0`, `place_1` … of which the last is the id."""
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

    Sorted here, because a sort in the statement would be one more tree, and a join promises none.
    """
    ordered: list[Row] = []
    for number, part in enumerate(parts):
        own = [row for row in rows if row.place[0] == number]
        own.sort(key=lambda row: row.place, reverse=part.descending)
        ordered += own
    return ordered
