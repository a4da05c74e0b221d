"""What a list shows, and what can be done with it besides: a list model and its capabilities.

A screen asks a model for a capability, never for its class: `isinstance(model, Sortable)`.
"""

from __future__ import annotations

from typing import Protocol, TypeVar, runtime_checkable

from tui_crm.domain.page import PageRequest, Place
from tui_crm.terminal.text import Piece
from tui_crm.ui.kit.cells import Column
from tui_crm.ui.kit.navigation import About
from tui_crm.ui.kit.table_window import Group, Listed

Row = TypeVar("Row", bound=Listed)
Any_contra = TypeVar("Any_contra", contravariant=True)


class ListModel(Protocol):
    """What every list says of itself."""

    @property
    def name(self) -> str:
        """The section of the top line that the list belongs to."""

    def empty(self) -> str:
        """What an empty list says, and what to do."""

    async def place_of(self, row_id: int, /) -> Place | None:
        """Where a row stands in the list as it is now; None when it does not."""

    async def summary(self) -> tuple[Piece, ...]:
        """The line above the list: what is listed, and its counters."""


@runtime_checkable
class TableModel(ListModel, Protocol[Row]):
    """A list whose rows stand in columns, read page by page."""

    def columns(self) -> tuple[Column[Row], ...]:
        """The columns, which may differ with what is shown."""

    async def page(self, request: PageRequest) -> list[Row]:
        """Some rows before or after a place."""


# Capabilities


@runtime_checkable
class Grouped(Protocol[Any_contra]):
    """Its rows stand under headings."""

    def group(self, row: Any_contra) -> Group:
        """The heading that a row stands under."""


@runtime_checkable
class Filterable(Protocol):
    """It can be filtered while letters are typed."""

    text: str
    """What is typed."""

    def placeholder(self) -> str:
        """What the filter looks in."""

    def clear(self) -> bool:
        """Show more again: without the filter, then without what else narrows it.

        False when all is shown already.
        """


@runtime_checkable
class OrderedByItself(Protocol):
    """It may have an order of its own."""

    def own_order(self) -> str:
        """Why it cannot be sorted; empty where it can."""


@runtime_checkable
class Sortable(OrderedByItself, Protocol):
    """It can be sorted by its columns, unless it has an order of its own just now."""

    def sort_by_next(self) -> None:
        """Sort by the next column."""

    def reverse(self) -> None:
        """Turn the order round."""


@runtime_checkable
class Scoped(Protocol):
    """It shows one's own, or everybody's."""

    @property
    def everybody(self) -> bool:
        """Whether it shows everybody's."""

    def next_scope(self) -> str:
        """Show somebody else's, or one's own again; says whose they are now."""


@runtime_checkable
class AboutSomebody(Protocol):
    """All of it is about one contractor or person, who is filled into new activities (R36)."""

    def about(self) -> About:
        """With whom a new activity is."""


@runtime_checkable
class Retirable(Protocol[Any_contra]):
    """Its records can be made inactive, and active again."""

    async def turn_active(self, row: Any_contra) -> str:
        """Do it; gives the sentence that says so, raises `CrmError` where it is refused."""
