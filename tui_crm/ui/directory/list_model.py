"""What a list of records asks of what it lists: contractors, persons, and whatever else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, Protocol, TypeVar

from textual.screen import Screen

from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import _
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.kit.cells import Column
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.navigation import About
from tui_crm.ui.kit.table_window import Listed
from tui_crm.ui.panels.clipboard import Copied
from tui_crm.ui.panels.text_pane import PanelText

Row = TypeVar("Row", bound=Listed)


def is_number(text: str) -> bool:
    """Whether what was looked for is a telephone number and no name."""
    return any(sign.isdecimal() for sign in text) and not any(sign.isalpha() for sign in text)


Id = TypeVar("Id")


class Retirable(Protocol):
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
    record: Retirable,
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


class RecordView(Protocol[Row]):
    """One list of records: what it shows, how it is ordered, and what its forms are."""

    name: str
    """The section of the top line it belongs to."""
    text: str
    """What the filter field holds."""
    lacks: frozenset[str]
    """Actions of the list screen that mean nothing here."""

    def columns(self) -> tuple[Column[Row], ...]: ...
    def empty(self) -> str: ...
    def placeholder(self) -> str: ...
    def clear(self) -> bool: ...
    def show_all(self) -> None: ...
    def next_view(self) -> str: ...
    def sort_by_next(self) -> None: ...
    def reverse(self) -> None: ...
    async def page(self, request: PageRequest) -> list[Row]: ...
    async def place_of(self, record_id: int) -> Place | None: ...
    async def summary(self) -> tuple[Piece, ...]: ...
    async def details(self, row: Row) -> PanelText: ...
    async def copied(self, row: Row, what: str) -> Copied: ...
    async def about(self, row: Row) -> About: ...
    async def turn_active(self, row: Row) -> str: ...
    def history(self, row: Row) -> Screen[None]: ...
