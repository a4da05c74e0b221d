"""What the Setup screen asks of its lists: required methods, optional capabilities, helpers."""

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
    """A list of Setup; its capabilities are checked for every key."""

    right: SetupRight
    """The right required to change anything in the list."""

    def history(self, row: Row) -> Screen[None]:
        """The change history of a row."""


class NothingRead:
    """The empty list shown until the tree has been read."""

    name = "setup"
    right: SetupRight = "staff"

    def columns(self) -> tuple[Column[Any], ...]:
        return ()

    def empty(self) -> str:
        return ""

    async def page(self, request: PageRequest) -> list[Any]:
        del request
        return []

    async def place_of(self, row_id: int) -> Place | None:
        del row_id
        return None

    async def summary(self) -> tuple[Piece, ...]:
        return ()

    def history(self, row: Any) -> Screen[None]:
        """Never called, as there are no rows."""
        raise NotImplementedError


# Capabilities. Methods that write return a sentence for the operator, or raise `CrmError`.


@runtime_checkable
class Editable(Protocol[Any_contra]):
    """Rows have a form."""

    def form(self, row: Any_contra) -> Screen[int]:
        """The form of a row."""


@runtime_checkable
class Extendable(Protocol):
    """Rows can be added."""

    def new_form(self) -> Screen[int]:
        """The form of a new row."""


@runtime_checkable
class Deletable(Protocol[Any_contra]):
    """Rows can be deleted."""

    async def delete(self, row: Any_contra) -> str:
        """Delete a row; raises `CrmError` if it was ever used."""


@runtime_checkable
class Orderable(Protocol[Any_contra]):
    """The operator chooses the order of the rows."""

    async def move(self, row: Any_contra, by: int, *, to_edge: bool) -> str:
        """Move one place, or to the edge; empty if done, since the result is visible."""


@runtime_checkable
class WithDefault(Protocol[Any_contra]):
    """One row may be the default of new records."""

    async def set_default(self, row: Any_contra) -> str:
        """Make the row the default, or have none."""


@runtime_checkable
class WithUses(Protocol[Any_contra]):
    """The uses of a row can be counted."""

    async def where_used(self, row: Any_contra) -> str:
        """A sentence about what uses the row."""


@runtime_checkable
class WithOpenWork(Protocol[Any_contra]):
    """Rows have open activities, which can be assigned to another employee."""

    def open_work(self, row: Any_contra) -> str:
        """How many they are; empty for none."""

    async def assign_open(self, row: Any_contra, employee_id: int) -> str:
        """Assign all of them."""


@runtime_checkable
class WithRoles(Protocol[Any_contra]):
    """There is a column per role, one of which is selected."""

    def step(self, by: int) -> bool:
        """Select the column of another role; False at the edge."""

    async def toggle(self, row: Any_contra) -> str:
        """Give the selected role the next value of the row's right."""


async def refresh_own_rights(app: App[Any]) -> None:
    """Read the operator's own rights again, which may have been changed here.

    An administrator who has just locked themselves out may stay, so that they can undo it.
    """
    with suppress(CrmError):
        await program_of(app).refresh_actor()


def searched_in() -> str:
    """Which fields a filter in Setup searches."""
    return _("words of what is looked for")


def state_cell(active: bool) -> Cell:
    """The mark of an inactive row, since colour alone may be invisible."""
    return Cell("" if active else "✗", "muted")


def row_style(active: bool, name: str = "") -> str:
    """The style of a row: inactive rows are dim."""
    return name if active else "done"


def never_deleted() -> Refused:
    """The error for deleting an employee or operator."""
    return Refused(
        _(
            "Employees and operators stay in the records and are not deleted: <setup.active> "
            "makes one inactive."
        )
    )


def history_window(crm: Context, table: Kept, row_ids: list[int], name: str) -> Screen[Any]:
    """The change history of these rows, named *name*."""
    from tui_crm.ui.activities.history_window import HistoryWindow  # noqa: PLC0415  # when asked for

    async def read(request: PageRequest) -> list[ChangeRow]:
        found = await crm.db(setup_history, table, row_ids, request)
        return [_in_words(row, table) for row in found]

    return HistoryWindow(crm, name, read)


def _in_words(row: ChangeRow, table: Kept) -> ChangeRow:
    # In other tables *position* is a job title.
    field = "order" if table == "entry" and row.field == "position" else row.field
    return dataclasses.replace(
        row, field=field, old=in_words(row.field, row.old), new=in_words(row.field, row.new)
    )
