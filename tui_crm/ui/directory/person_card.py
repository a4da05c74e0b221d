"""The card of a contact person: data and affiliations above the timeline."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from tui_crm.domain.ids import PersonId
from tui_crm.i18n import _
from tui_crm.queries.directory.person_card import PersonCard, person_card
from tui_crm.services.directory import persons
from tui_crm.terminal.text import Piece
from tui_crm.ui.activities.history_window import person_changes
from tui_crm.ui.activities.timeline import TimelineModel
from tui_crm.ui.commands import keys
from tui_crm.ui.directory.list_model import turn_active
from tui_crm.ui.directory.persons import about_person
from tui_crm.ui.directory.record_card import RecordCard
from tui_crm.ui.kit.context import Context
from tui_crm.ui.panels.card_head import offer
from tui_crm.ui.panels.clipboard import of_person
from tui_crm.ui.panels.person import all_numbers, main_affiliation
from tui_crm.ui.panels.person_head import PersonHead
from tui_crm.ui.panels.text_pane import PanelText
from tui_crm.ui.panels.wrong_number import turn_wrong


class PersonCardScreen(RecordCard[PersonCard]):
    """The card of one contact person."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.PERSON_CARD))

    def __init__(self, crm: Context, person_id: int, *, section: str = "persons") -> None:
        super().__init__(crm, person_id, TimelineModel(crm, section, person_id=person_id))

    async def read(self) -> PersonCard | None:
        """The stored person; None, after showing the reason, if they cannot be read.

        New activities are with this person at their main contractor.
        """
        visible = self.crm.actor.visible_employee_ids
        card = await self.try_db(person_card, self.record_id, visible_employee_ids=visible)
        if card is not None:
            self.timeline.at = about_person(card)
        return card

    def describe(self, card: PersonCard) -> tuple[PanelText, tuple[Piece, ...]]:
        """Who it is, what counts, what reaches them and where they work."""
        return PersonHead(card, now=self.crm.now(), zone=self.crm.zone).lines, ()

    async def edit(self) -> None:
        """Open the form of the person."""
        await self.navigation.edit_person(self.record_id, self.changed)

    async def turn_active(self, card: PersonCard) -> str:
        """Deactivate the person or activate them again."""
        return await turn_active(self.crm, persons.set_active, PersonId(card.id), card)

    def changes(self) -> Screen[None]:
        """The change history of their data."""
        return person_changes(self.crm, self.record_id, self.called)

    async def action_contractor(self) -> None:
        """The contractor of the row, else the one the person works for."""
        contractor_id = None if self.current is None else self.current.row.contractor_id
        affiliation = None if self.card is None else main_affiliation(self.card)
        if contractor_id is None and affiliation is not None:
            contractor_id = affiliation.contractor_id
        if contractor_id is None:
            self.show_error(_("Works for no contractor yet: <card.edit> adds one."))
            return
        await self.navigation.open_contractor(contractor_id, section=self.section)

    async def action_copy(self, what: str) -> None:
        """A number is refused, with the reason, if the person must not be called."""
        if self.card is not None:
            offer(self, of_person(self.card, what), of=(what, self.card.id))

    async def action_wrong_number(self) -> None:
        """Mark one of its numbers as wrong, or as right again."""
        if self.card is not None:
            await turn_wrong(self, all_numbers(self.card), self.reload)
