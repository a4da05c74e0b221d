"""The base class of record cards: data at the top, below it the timeline as an activity list."""

from __future__ import annotations

from abc import abstractmethod
from typing import Generic, Protocol, TypeVar

from textual.app import ComposeResult
from textual.screen import Screen

from tui_crm.terminal.text import Piece
from tui_crm.ui.activities.list.screen import ActivityList
from tui_crm.ui.activities.timeline import TimelineModel
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.status_bars import Line
from tui_crm.ui.panels.card_head import CardHead
from tui_crm.ui.panels.permission import may
from tui_crm.ui.panels.text_pane import PanelText


class Record(Protocol):
    """A contractor or person, as every card uses them."""

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
    """One record; subclasses define what differs between contractors and persons."""

    DEFAULT_CSS = "RecordCard #summary { display: none; }"

    def __init__(self, crm: Context, record_id: int, timeline: TimelineModel) -> None:
        super().__init__(crm, timeline, of_one=True)
        self.record_id = record_id
        self.timeline = timeline
        self.card: CardOf | None = None
        self._pane = CardHead()

    @abstractmethod
    async def read(self) -> CardOf | None:
        """The stored record; None, after showing the reason, if it cannot be read."""

    @abstractmethod
    def describe(self, card: CardOf) -> tuple[PanelText, tuple[Piece, ...]]:
        """The data at the top, and the line between it and the timeline."""

    @abstractmethod
    async def edit(self) -> None:
        """Open the record in its form, with `changed` as the callback."""

    @abstractmethod
    async def turn_active(self, card: CardOf) -> str:
        """Toggle whether it is active; returns a sentence for the operator."""

    @abstractmethod
    def changes(self) -> Screen[None]:
        """The change history of its data."""

    @property
    def called(self) -> str:
        """The name of the record; empty until it was read."""
        return self.card.name if self.card else ""

    def show_marks(self) -> None:
        """Show the count of marks, for which there is a line only while it says something."""
        super().show_marks()
        self._show_summary()

    def _show_summary(self) -> None:
        for line in self.query("#summary").results(Line):
            line.display = bool(line.pieces or self.table.marked)

    def head(self) -> ComposeResult:
        """The data at the top."""
        yield self._pane

    async def reload(self, *, keep: int | None = None) -> None:
        """Read data and timeline again."""
        card = await self.read()
        if card is not None:
            text, summary = self.describe(card)
            self._pane.show(text, card)
            self.timeline.card_summary = summary
        self.card = card
        await super().reload(keep=keep)
        self._show_summary()

    async def action_edit_record(self) -> None:
        if await may(self, "directory"):
            await self.edit()

    async def changed(self, record_id: int | None) -> None:
        """Called when a form on top of this card closes; None if nothing was saved."""
        if record_id is not None:
            await self.reload()

    async def action_toggle_active(self) -> None:
        if self.card is not None:
            await self.do(self.turn_active(self.card))

    async def action_record_history(self) -> None:
        await self.app.push_screen(self.changes())
