"""What the Setup screen asks of a part of it, and what all parts have in common."""

from __future__ import annotations

import dataclasses
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from tui_crm.domain.errors import CrmError, Refused
from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import _
from tui_crm.queries.change_log import ChangeRow
from tui_crm.queries.setup.change_log import Kept, setup_history
from tui_crm.terminal.text import Piece
from tui_crm.ui.kit.app_protocol import program_of
from tui_crm.ui.kit.cells import Cell, Column
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.table_window import Listed
from tui_crm.ui.setup.words import in_words

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

SetupRight = Literal["dictionaries", "staff"]

Row = TypeVar("Row", bound=Listed)

ENTRIES_ONLY = frozenset({"reorder", "to_edge", "set_default", "where_used"})
RIGHTS_ONLY = frozenset({"change_right"})


class SetupPart(Protocol[Row]):
    """One list of Setup. Actions that change something raise `CrmError`, and else say what was."""

    right: SetupRight
    """What one must be allowed to change anything here."""
    lacks: frozenset[str]
    """Actions of the screen that mean nothing here."""
    text: str
    """What the filter field holds."""

    def columns(self) -> tuple[Column[Row], ...]: ...
    def empty(self) -> str: ...
    async def page(self, request: PageRequest) -> list[Row]: ...
    async def place_of(self, row_id: int) -> Place | None: ...
    async def summary(self) -> tuple[Piece, ...]: ...
    def form(self, row: Row | None) -> Screen[int]: ...
    async def turn_active(self, row: Row) -> str: ...
    async def delete(self, row: Row) -> str: ...
    def history(self, row: Row) -> Screen[None]: ...


async def refresh_own_rights(app: App[Any]) -> None:
    """Read one's own rights anew, which may have been changed here.

    Whoever has kept themselves out is not turned out at once, so that they can undo it.
    """
    with suppress(CrmError):
        await program_of(app).refresh_actor()


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
