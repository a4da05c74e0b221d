"""What a list of contractors or persons asks of its model, and deactivating a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, Literal, Protocol, TypeVar

from textual.screen import Screen

from tui_crm.i18n import _
from tui_crm.queries.common.contact_data import NumberLine
from tui_crm.terminal.text import plain
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.list_model import TableModel
from tui_crm.ui.kit.navigation import About
from tui_crm.ui.kit.table_window import Listed
from tui_crm.ui.panels.clipboard import Copied
from tui_crm.ui.panels.details_text import DetailsText


class RecordRow(Listed, Protocol):
    """A row of a list of contractors or persons."""

    @property
    def version(self) -> int: ...
    @property
    def email(self) -> str: ...
    @property
    def active(self) -> bool: ...


Row = TypeVar("Row", bound=RecordRow)


def is_number(text: str) -> bool:
    """Whether a search text is a telephone number rather than a name."""
    return any(sign.isdecimal() for sign in text) and not any(sign.isalpha() for sign in text)


Id = TypeVar("Id")


class Retired(Protocol):
    """A contractor or person, from a list or a card."""

    @property
    def name(self) -> str: ...
    @property
    def active(self) -> bool: ...
    @property
    def version(self) -> int: ...


async def turn_active(
    crm: Context,
    set_active: Callable[Concatenate[Id, ...], object],
    record_id: Id,
    record: Retired,
) -> str:
    """Toggle whether a record is active; returns a sentence for the operator.

    Raises `StaleRecord` when it was changed meanwhile, and other `CrmError`s.
    """
    actor, now = crm.actor, crm.now()
    active = not record.active
    await crm.db(set_active, record_id, active=active, version=record.version, actor=actor, now=now)
    message = (
        _("{name} is inactive now and not offered any more.")
        if record.active
        else _("{name} is active again.")
    )
    return message.format(name=plain(record.name)) + " " + _("<history.undo> takes it back.")


class RecordModel(TableModel[Row], Protocol[Row]):
    """A list model of contractors or persons."""

    text: str
    table: Literal["contractor", "person"]

    def placeholder(self) -> str: ...
    def clear(self) -> bool: ...
    def sort_by_next(self) -> None: ...
    def reverse(self) -> None: ...
    async def turn_active(self, row: Row) -> str: ...

    @property
    def is_worked_off(self) -> bool: ...

    def show_all(self) -> None:
        """Drop filter and view, so that any record can be shown."""

    def next_subset(self) -> str:
        """The next view (all, mine, inactive …); returns a sentence that names it."""

    async def details(self, row: Row) -> DetailsText:
        """What the pane says about the record under the cursor."""

    async def copied(self, row: Row, what: str) -> list[Copied]:
        """Its numbers or addresses."""

    async def numbers(self, row: Row) -> list[NumberLine]:
        """All its numbers, also those known to be wrong."""

    async def about(self, row: Row) -> About:
        """The contractor and persons for a new activity."""

    def history(self, row: Row) -> Screen[None]:
        """The change history of a record."""
