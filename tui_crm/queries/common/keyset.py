"""Walking a list by key, also one that is made of several stretches in an order of their own.

An inner query takes the ids of the wanted rows from an index; whoever asks joins what is shown to
them, so that the joins touch the rows of one page only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from peewee import Tuple

from tui_crm.domain.page import Place, Span
from tui_crm.queries.common.text_match import exactly


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that stand together: `query` selects from and filters, `keys` and `id` order them.

    The place of a row is the number of its stretch, `fixed`, the keys, the id. All stretches of a
    list have places of the same length.
    """

    query: Any
    id: Any
    keys: tuple[Any, ...]
    fixed: tuple[Any, ...] = ()
    descending: bool = False

    def ids(self, number: int, span: Span, place: Place | None) -> Any:
        """The query of the ids and places of at most one page of it."""
        keys = (*self.keys, self.id)
        ascending = self.descending is span.backwards
        query = self.query
        if place is not None:
            query = query.where(*self._beyond(keys, place[1 + len(self.fixed) :], span, ascending))
        query = query.order_by(*(key.asc() if ascending else key.desc() for key in keys))
        columns = (exactly(number), *(exactly(value) for value in self.fixed), *keys)
        return query.select(
            *(column.alias(f"place_{n}") for n, column in enumerate(columns))
        ).limit(span.limit)

    @staticmethod
    def _beyond(keys: tuple[Any, ...], at: Place, span: Span, ascending: bool) -> list[Any]:
        # Tuples of one, too: the columns' own converters would refuse what the columns hold.
        here, there = Tuple(*keys), Tuple(*(exactly(value) for value in at))
        first, bound = Tuple(keys[0]), Tuple(exactly(at[0]))
        if ascending:
            return [first >= bound, here >= there if span.inclusive else here > there]
        return [first <= bound, here <= there if span.inclusive else here < there]


def page_of(stretches: Sequence[Stretch], span: Span) -> Any:
    """The query of one page: columns `place_0`, `place_1` … of which the last is the id."""
    numbered = list(enumerate(stretches))
    if span.place is not None:
        at = span.place[0]
        numbered = [pair for pair in numbered if pair[0] == at or (pair[0] < at) is span.backwards]
    if span.backwards:
        numbered.reverse()
    members = [
        stretch.ids(number, span, span.place if span.place and span.place[0] == number else None)
        for number, stretch in numbered
    ]
    page = members[0]
    for member in members[1:]:
        page = page.union_all(member)
    return page.limit(span.limit)


class _Placed(Protocol):
    @property
    def place(self) -> Place: ...


Row = TypeVar("Row", bound=_Placed)


def in_order(rows: Sequence[Row], stretches: Sequence[Stretch]) -> list[Row]:
    """The rows of a page in the order of the list.

    Sorted here, because a sort in the statement would be one more tree, and a join promises none.
    """
    ordered: list[Row] = []
    for number, stretch in enumerate(stretches):
        part = [row for row in rows if row.place[0] == number]
        part.sort(key=lambda row: row.place, reverse=stretch.descending)
        ordered += part
    return ordered
