"""What a list of records asks of what it lists: contractors, persons, and whatever else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, Protocol, TypeVar

from textual.screen import Screen

from tui_crm.i18n import _
from tui_crm.terminal.text import plain
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.list_model import TableModel
from tui_crm.ui.kit.navigation import About
from tui_crm.ui.kit.table_window import Listed
from tui_crm.ui.panels.clipboard import Copied
from tui_crm.ui.panels.text_pane import PanelText

Row = TypeVar("Row", bound=Listed)


def is_number(text: str) -> bool:
    """Whether what was looked for is a telephone number and no name."""
    return any(sign.isdecimal() for sign in text) and not any(sign.isalpha() for sign in text)


Id = TypeVar("Id")


class Retired(Protocol):
    """A contractor or a person, in a list or on a card."""

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
    """Retire a record, or bring it back; what is to be said of it."""
    actor, now = crm.actor, crm.now()
    active = not record.active
    await crm.db(set_active, record_id, active=active, version=record.version, actor=actor, now=now)
    said = (
        _("{name} is inactive now and not offered any more.")
        if record.active
        else _("{name} is active again.")
    )
    return said.format(name=plain(record.name)) + " " + _("<history.undo> takes it back.")


class RecordModel(TableModel[Row], Protocol[Row]):
    """One list of contractors or persons: what it shows, and how it is ordered."""

    text: str

    def placeholder(self) -> str: ...
    def clear(self) -> bool: ...
    def sort_by_next(self) -> None: ...
    def reverse(self) -> None: ...
    async def turn_active(self, row: Row) -> str: ...

    def show_all(self) -> None:
        """Let a record be seen that the filter or the subset leaves out."""

    def next_subset(self) -> str:
        """All, mine, inactive ones …; says which it is now."""

    async def details(self, row: Row) -> PanelText:
        """What is known of the record under the cursor."""

    async def copied(self, row: Row, what: str) -> Copied:
        """Its number or address."""

    async def about(self, row: Row) -> About:
        """With whom a new activity is."""

    def history(self, row: Row) -> Screen[None]:
        """Who changed what in its data."""
