"""The card of a record: its data, below them its timeline, worked on like any list."""

from __future__ import annotations

from abc import abstractmethod
from typing import Generic, Protocol, TypeVar

from textual.app import ComposeResult
from textual.screen import Screen

from tui_crm.terminal.text import Piece
from tui_crm.ui.activities.list.screen import ActivityList
from tui_crm.ui.activities.timeline import TimelineModel
from tui_crm.ui.kit.context import Context
from tui_crm.ui.panels.card_head import CardHead
from tui_crm.ui.panels.permission import may
from tui_crm.ui.panels.text_pane import PanelText


class Record(Protocol):
    """A contractor or a person, as far as every card asks."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def active(self) -> bool: ...
    @property
    def version(self) -> int: ...


CardOf = TypeVar("CardOf", bound=Record)


class RecordCard(ActivityList, Generic[CardOf]):
    """One record; what differs between contractors and persons is asked of the subclass."""

    def __init__(self, crm: Context, record_id: int, timeline: TimelineModel) -> None:
        super().__init__(crm, timeline, of_one=True)
        self.record_id = record_id
        self.timeline = timeline
        self.card: CardOf | None = None
        self._pane = CardHead()

    @abstractmethod
    async def read(self) -> CardOf | None:
        """The record as it stands; why it cannot be read is said, and None given."""

    @abstractmethod
    def describe(self, card: CardOf) -> tuple[PanelText, tuple[Piece, ...]]:
        """The data above the timeline, and the line between them."""

    @abstractmethod
    async def edit(self) -> None:
        """Open the record in its form; then `changed` is called."""

    @abstractmethod
    async def turn_active(self, card: CardOf) -> str:
        """Retire the record, or bring it back; what is to be said of it."""

    @abstractmethod
    def changes(self) -> Screen[None]:
        """Who changed what in its data."""

    @property
    def called(self) -> str:
        """The name of the record, as far as it is known."""
        return self.card.name if self.card else ""

    def head(self) -> ComposeResult:
        """The data."""
        yield self._pane

    async def reload(self, *, keep: int | None = None) -> None:
        """Read the data and the timeline anew."""
        card = await self.read()
        if card is not None:
            text, between = self.describe(card)
            self._pane.show(text, card)
            self.timeline.card_summary = between
        self.card = card
        await super().reload(keep=keep)

    async def action_edit_record(self) -> None:
        """Edit the data in the form."""
        if await may(self, "directory"):
            await self.edit()

    async def changed(self, record_id: int | None) -> None:
        """A form was closed on this card: what was saved in it is shown."""
        if record_id is not None:
            await self.reload()

    async def action_toggle_active(self) -> None:
        """Make it inactive, or active again."""
        if self.card is not None:
            await self.do(self.turn_active(self.card))

    async def action_record_history(self) -> None:
        """Who changed what in its data."""
        await self.app.push_screen(self.changes())
