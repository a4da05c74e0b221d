"""Protocols of list models: what a list shows, and optional capabilities such as sorting.

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
    """What every list has."""

    @property
    def name(self) -> str:
        """The section in the top bar that the list belongs to."""

    def empty(self) -> str:
        """The text of an empty list, with what to do next."""

    async def place_of(self, row_id: int, /) -> Place | None:
        """The sort position of a row in the list as it is now; None if it is not in it."""

    async def summary(self) -> tuple[Piece, ...]:
        """The line above the list: what is listed, and counts."""


@runtime_checkable
class TableModel(ListModel, Protocol[Row]):
    """A list with columns whose rows are read page by page."""

    def columns(self) -> tuple[Column[Row], ...]:
        """The columns, which may depend on what is shown."""

    async def page(self, request: PageRequest) -> list[Row]:
        """Rows before or after a sort position."""


# Capabilities


@runtime_checkable
class Grouped(Protocol[Any_contra]):
    """The list shows its rows under headings."""

    def group(self, row: Any_contra) -> Group:
        """The heading of a row."""


@runtime_checkable
class Filterable(Protocol):
    """The list can be filtered as letters are typed."""

    text: str
    """The filter as typed."""

    def placeholder(self) -> str:
        """Which fields the filter searches, for its empty input."""

    def clear(self) -> bool:
        """Drop the filter; if there is none, the next thing that narrows the list.

        False when the list is not narrowed at all.
        """


@runtime_checkable
class OrderedByItself(Protocol):
    """The list may have a fixed order."""

    def own_order(self) -> str:
        """Why the list cannot be sorted now; empty where it can."""


@runtime_checkable
class Sortable(OrderedByItself, Protocol):
    """The list can be sorted by its columns, unless it has a fixed order now."""

    def sort_by_next(self) -> None:
        """Sort by the next column."""

    def reverse(self) -> None:
        """Reverse the order."""


@runtime_checkable
class Scoped(Protocol):
    """The list shows the operator's own records or everyone's."""

    @property
    def everybody(self) -> bool:
        """Whether it shows everyone's."""

    def next_scope(self) -> str:
        """Switch to the next scope; returns a sentence that names it."""


@runtime_checkable
class InViews(Protocol):
    """The list has predefined views, such as “inactive”."""

    @property
    def in_a_view(self) -> bool:
        """Whether a view is shown that holds only some of the records."""


@runtime_checkable
class OpensSomewhere(Protocol):
    """The list may open elsewhere than at its first row."""

    async def opening(self) -> Place | None:
        """The sort position it opens at; None is its first row."""


@runtime_checkable
class AboutSomebody(Protocol):
    """The list is about one contractor or person, who is filled into new activities (R36)."""

    def about(self) -> About:
        """The contractor and persons for a new activity."""


@runtime_checkable
class Retirable(Protocol[Any_contra]):
    """Records of the list can be deactivated and activated again."""

    async def turn_active(self, row: Any_contra) -> str:
        """Toggle it; returns a sentence for the operator, raises `CrmError` if refused."""
