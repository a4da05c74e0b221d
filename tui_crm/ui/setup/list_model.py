"""What the Setup screen asks of a list of it, and what all its lists have in common."""

from __future__ import annotations

import dataclasses
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

from tui_crm.domain.errors import CrmError, Refused
from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import _
from tui_crm.queries.change_log import ChangeRow
from tui_crm.queries.setup.change_log import Kept, setup_history
from tui_crm.terminal.text import Piece
from tui_crm.ui.kit.app_protocol import program_of
from tui_crm.ui.kit.cells import Cell, Column
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.list_model import Any_contra, Row, TableModel
from tui_crm.ui.setup.words import in_words

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

SetupRight = Literal["dictionaries", "staff"]


class SetupModel(TableModel[Row], Protocol[Row]):
    """One list of Setup; which of the capabilities below it has is asked key by key."""

    right: SetupRight
    """What one must be allowed to change anything here."""

    def history(self, row: Row) -> Screen[None]:
        """Who changed what in a row."""


class NothingRead:
    """What stands at the right until the tree was read."""

    name = "setup"
    right: SetupRight = "staff"

    def columns(self) -> tuple[Column[Any], ...]:
        """None."""
        return ()

    def empty(self) -> str:
        """Nothing is said before something is known."""
        return ""

    async def page(self, request: PageRequest) -> list[Any]:
        """No rows."""
        del request
        return []

    async def place_of(self, row_id: int) -> Place | None:
        """Nowhere."""
        del row_id
        return None

    async def summary(self) -> tuple[Piece, ...]:
        """Nothing."""
        return ()

    def history(self, row: Any) -> Screen[None]:
        """No row has one."""
        raise NotImplementedError


# Capabilities. What changes something raises `CrmError`, or gives the sentence that says so.


@runtime_checkable
class Editable(Protocol[Any_contra]):
    """Its rows have a form."""

    def form(self, row: Any_contra) -> Screen[int]:
        """The form of a row."""


@runtime_checkable
class Extendable(Protocol):
    """Rows can be added to it."""

    def new_form(self) -> Screen[int]:
        """The form of a new row."""


@runtime_checkable
class Deletable(Protocol[Any_contra]):
    """Its rows can be asked to be deleted."""

    async def delete(self, row: Any_contra) -> str:
        """Remove what nothing uses."""


@runtime_checkable
class Orderable(Protocol[Any_contra]):
    """Its rows have an order that the operator chooses."""

    async def move(self, row: Any_contra, by: int, *, to_edge: bool) -> str:
        """One place up or down, or all the way; empty where it can be seen."""


@runtime_checkable
class WithDefault(Protocol[Any_contra]):
    """New records begin with one of its rows."""

    async def set_default(self, row: Any_contra) -> str:
        """Begin with this one, or with none."""


@runtime_checkable
class WithUses(Protocol[Any_contra]):
    """It knows what uses a row."""

    async def where_used(self, row: Any_contra) -> str:
        """Say what uses it."""


@runtime_checkable
class WithRoles(Protocol[Any_contra]):
    """A column a role; one column is in use."""

    def step(self, by: int) -> bool:
        """To the column of another role; False at the edge."""

    async def toggle(self, row: Any_contra) -> str:
        """Give the role in use another value of the row."""


async def refresh_own_rights(app: App[Any]) -> None:
    """Read one's own rights anew, which may have been changed here.

    Whoever has kept themselves out is not turned out at once, so that they can undo it.
    """
    with suppress(CrmError):
        await program_of(app).refresh_actor()


def searched_in() -> str:
    """What a filter in Setup looks in."""
    return _("words of what is looked for")


def state_cell(active: bool) -> Cell:
    """How an inactive row is marked: never by its colour alone."""
    return Cell("" if active else "✗", "muted")


def row_style(active: bool, name: str = "") -> str:
    """The tone of a row: what is inactive is dim."""
    return name if active else "done"


def never_deleted() -> Refused:
    """Why the key does nothing to people."""
    return Refused(
        _(
            "Employees and operators stay in the records and are not deleted: <setup.active> "
            "makes one inactive."
        )
    )


def history_window(crm: Context, table: Kept, row_ids: list[int], name: str) -> Screen[Any]:
    """Who changed what in these rows."""
    from tui_crm.ui.activities.history_window import HistoryWindow  # noqa: PLC0415  # when asked for

    async def read(request: PageRequest) -> list[ChangeRow]:
        found = await crm.db(setup_history, table, row_ids, request)
        return [_told(row, table) for row in found]

    return HistoryWindow(crm, name, read)


def _told(row: ChangeRow, table: Kept) -> ChangeRow:
    # Elsewhere a position is somebody's work.
    field = "order" if table == "entry" and row.field == "position" else row.field
    return dataclasses.replace(
        row, field=field, old=in_words(row.field, row.old), new=in_words(row.field, row.new)
    )
