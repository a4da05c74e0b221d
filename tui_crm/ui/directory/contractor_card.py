"""The card of a contractor: its data and persons above its timeline."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from tui_crm.domain.choice import Choice
from tui_crm.domain.ids import ContractorId
from tui_crm.queries.directory.contractor_card import ContractorCard, contractor_card
from tui_crm.services.directory import contractors
from tui_crm.terminal.text import Piece
from tui_crm.ui.activities.contractor_activities import ContractorActivitiesModel
from tui_crm.ui.activities.history_window import contractor_changes
from tui_crm.ui.activities.list.screen import ActivityList
from tui_crm.ui.activities.timeline import TimelineModel
from tui_crm.ui.commands import keys
from tui_crm.ui.directory.assigning import ContractorAssignBar, ContractorAssigning
from tui_crm.ui.directory.list_model import turn_active
from tui_crm.ui.directory.record_card import RecordCard
from tui_crm.ui.kit.action_bar import ActionBar
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.navigation import About
from tui_crm.ui.panels.card_head import offer
from tui_crm.ui.panels.clipboard import of_contractor
from tui_crm.ui.panels.contractor import all_numbers
from tui_crm.ui.panels.contractor_head import ContractorHead
from tui_crm.ui.panels.permission import may
from tui_crm.ui.panels.text_pane import PanelText
from tui_crm.ui.panels.wrong_number import turn_wrong


class ContractorCardScreen(RecordCard[ContractorCard]):
    """The card of one contractor."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.CONTRACTOR_CARD))

    def __init__(self, crm: Context, contractor_id: int, *, section: str = "contractors") -> None:
        timeline = TimelineModel(crm, section, contractor_id=contractor_id)
        super().__init__(crm, contractor_id, timeline)
        self._assigning = ContractorAssigning(self)

    async def read(self) -> ContractorCard | None:
        """The stored contractor; None, after showing the reason, if it cannot be read."""
        visible = self.crm.actor.visible_employee_ids
        return await self.try_db(contractor_card, self.record_id, visible_employee_ids=visible)

    def describe(self, card: ContractorCard) -> tuple[PanelText, tuple[Piece, ...]]:
        """Who it is, what counts, what reaches the company and its persons."""
        return ContractorHead(card, now=self.crm.now(), zone=self.crm.zone).lines, ()

    async def edit(self) -> None:
        """Open the form of the contractor."""
        await self.navigation.edit_contractor(self.record_id, self.changed)

    async def turn_active(self, card: ContractorCard) -> str:
        """Deactivate the contractor or activate it again."""
        return await turn_active(self.crm, contractors.set_active, ContractorId(card.id), card)

    def changes(self) -> Screen[None]:
        """The change history of its data."""
        return contractor_changes(self.crm, self.record_id, self.called)

    def _choice(self) -> Choice:
        return Choice(self.record_id, self.called)

    async def action_activities(self) -> None:
        model = ContractorActivitiesModel(self.crm, self._choice(), section=self.section)
        await self.app.push_screen(ActivityList(self.crm, model))

    async def action_persons(self) -> None:
        await self.navigation.open_persons_of(self._choice(), section=self.section)

    async def action_new_person(self) -> None:
        if await may(self, "directory"):
            await self.navigation.edit_person(None, self.changed, contractor_id=self.record_id)

    async def action_assign_contractors(self) -> None:
        """The marked activities of the timeline, else the contractor."""
        if self.table.marked:
            await self.action_assign()
        elif self.card is not None:
            await self._assigning.open({self.card.id: self.card.version}, self.card.name)

    async def on_action_bar_applied(self, event: ActionBar.Applied) -> None:
        # Textual calls the handler of the base class too, which is for the other bars.
        if isinstance(event.bar, ContractorAssignBar):
            event.prevent_default()
            await self._assigning.apply(event.bar)

    async def action_merge(self) -> None:
        if await may(self, "merge"):
            await self.navigation.merge_contractor(self.record_id, self._merged)

    async def _merged(self, kept_id: int | None) -> None:
        """From now on this is the card of the contractor that was kept."""
        if kept_id is not None:
            self.record_id = self.timeline.contractor_id = kept_id
            self.timeline.at = About(kept_id)
            await self.reload()

    async def action_copy(self, what: str) -> None:
        """From the person of the row; with an empty timeline from the contractor."""
        if self.current is not None:
            await super().action_copy(what)
        elif self.card is not None:
            offer(self, of_contractor(self.card, what), of=(what, self.card.id))

    async def action_wrong_number(self) -> None:
        """Mark one of its numbers as wrong, or as right again."""
        if self.card is not None:
            await turn_wrong(self, all_numbers(self.card), self.reload)
