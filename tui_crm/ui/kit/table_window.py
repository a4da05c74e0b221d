"""The rows of a list held in memory around the cursor; more are read at either end on demand.

No widget: it knows nothing of painting, and can be tested without a screen.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from tui_crm.domain.page import PageRequest, Place


class Listed(Protocol):
    """What every row has: the id of its record and its sort position."""

    @property
    def id(self) -> int: ...
    @property
    def place(self) -> Place: ...


R = TypeVar("R", bound=Listed)

Source = Callable[[PageRequest], Awaitable[list[R]]]
"""Reads some rows of the list, on the database thread."""

LEAST_PAGE = 20
PAGES_READ = 3
PAGES_HELD = 10


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over rows; one without a title is not shown."""

    id: str
    title: str
    count: int | None = None
    """How many rows it has, where the list is too long to count those in memory."""
    style: str = "muted"
    """The style of the count."""


def slice_of(rows: list[R], request: PageRequest) -> list[R]:
    """Answers a request from a short list that is wholly in memory; places are one number each."""
    if request.place is None:
        return rows
    at = request.place[0]
    if request.backwards:
        return [row for row in rows if row.place[0] < at]
    return [row for row in rows if row.place[0] > at or (request.inclusive and row.place[0] == at)]


class ListWindow(Generic[R]):
    """Some pages of a list, their lines including headings, and whether either end is reached."""

    def __init__(self, group: Callable[[R], Group] | None) -> None:
        self.group = group
        self.page = LEAST_PAGE
        self.rows: list[R] = []
        self.lines: list[int | Group] = []
        """Each line: the index of a row, or a heading."""
        self.line_of: list[int] = []
        self.at_start = self.at_end = True

    @property
    def _rows_wanted(self) -> int:
        return max(LEAST_PAGE, self.page) * PAGES_READ

    def fill(self, rows: list[R]) -> None:
        """Replace the rows and lay out their lines."""
        self.rows = rows
        self.lines, self.line_of = [], []
        group_id: str | None = None
        for index, row in enumerate(rows):
            if self.group is not None:
                group = self.group(row)
                if group.id != group_id:
                    group_id = group.id
                    self.lines += [group] if group.title else []
            self.line_of.append(len(self.lines))
            self.lines.append(index)

    def clear(self) -> None:
        """Hold no rows, as before the first read."""
        self.fill([])
        self.at_start = self.at_end = True

    def count_of(self, group: Group) -> int | None:
        """How many rows a group has; None where some are not in memory and nobody has counted."""
        if self.at_start and self.at_end and self.group is not None:
            return sum(self.group(row).id == group.id for row in self.rows)
        return group.count

    def index_of(self, record_id: int | None) -> int | None:
        """The index of a record in the window; None if it is not there."""
        if record_id is None:
            return None
        return next((i for i, row in enumerate(self.rows) if row.id == record_id), None)

    async def read_first(self, source: Source[R]) -> None:
        """Read from the first row of the list on."""
        rows = await source(PageRequest(self._rows_wanted))
        self.at_start, self.at_end = True, len(rows) < self._rows_wanted
        self.fill(rows)

    async def read_last(self, source: Source[R]) -> None:
        """Read up to the last row of the list."""
        rows = await source(PageRequest(self._rows_wanted, backwards=True))
        self.at_start, self.at_end = len(rows) < self._rows_wanted, True
        self.fill(rows)

    async def read_around(self, source: Source[R], place: Place) -> int:
        """Read before and after *place*; returns the index of the first row at or after it."""
        before = await source(PageRequest(self._rows_wanted, place, backwards=True))
        after = await source(PageRequest(self._rows_wanted, place, inclusive=True))
        self.at_start = len(before) < self._rows_wanted
        self.at_end = len(after) < self._rows_wanted
        self.fill(before + after)
        return max(0, min(len(before), len(self.rows) - 1))

    async def grow(
        self, source: Source[R], *, forwards: bool, keep_all: bool = False
    ) -> int | None:
        """Read more rows at one edge and drop some at the other, unless *keep_all*.

        Returns by how much the indexes of the rows moved; None when there is no more to read.
        """
        if not self.rows or (self.at_end if forwards else self.at_start):
            return None
        edge = self.rows[-1 if forwards else 0].place
        more = await source(PageRequest(self._rows_wanted, edge, backwards=not forwards))
        held = 10**9 if keep_all else max(LEAST_PAGE, self.page) * PAGES_HELD
        surplus = max(0, len(self.rows) + len(more) - held)
        if forwards:
            self.at_end = len(more) < self._rows_wanted
            self.at_start = self.at_start and not surplus
            self.fill(self.rows[surplus:] + more)
            return -surplus
        self.at_start = len(more) < self._rows_wanted
        self.at_end = self.at_end and not surplus
        self.fill((more + self.rows)[:held])
        return len(more)
