"""The card of a contact person: data and places, below them what the person took part in."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tui_crm.domain.ids import PersonId
from tui_crm.i18n import _
from tui_crm.queries.directory.person_card import PersonCard, person_card
from tui_crm.services.directory import persons
from tui_crm.terminal.text import Piece
from tui_crm.ui.activities.history_window import person_changes
from tui_crm.ui.activities.list.screen import ActivityList
from tui_crm.ui.activities.timeline import TimelineView
from tui_crm.ui.commands import keys
from tui_crm.ui.directory.list_model import turn_active
from tui_crm.ui.directory.persons import about_person
from tui_crm.ui.kit.context import Context
from tui_crm.ui.panels.card_head import CardHead, offer
from tui_crm.ui.panels.clipboard import of_person
from tui_crm.ui.panels.permission import may
from tui_crm.ui.panels.person import PersonPanel, main_affiliation


class PersonCardScreen(ActivityList):
    """One contact person."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.PERSON_CARD))

    def __init__(self, crm: Context, person_id: int, *, section: str = "persons") -> None:
        self.timeline = TimelineView(crm, section, person_id=person_id)
        super().__init__(crm, self.timeline)
        self.person_id = person_id
        self.card: PersonCard | None = None
        self._pane = CardHead()

    def head(self) -> ComposeResult:
        """Data and places."""
        yield self._pane

    async def reload(self, *, keep: int | None = None) -> None:
        """Read the data and the timeline anew."""
        card = await self.try_db(
            person_card, self.person_id, visible_employee_ids=self.crm.actor.visible_employee_ids
        )
        if card is not None:
            lines = PersonPanel(card, now=self.crm.now(), zone=self.crm.zone)
            self._pane.show(lines.head, card)
            self.timeline.told = self._told(card, lines)
            self.timeline.at = about_person(card)
        self.card = card
        await super().reload(keep=keep)

    def _told(self, card: PersonCard, lines: PersonPanel) -> tuple[Piece, ...]:
        """`next: Wed 25 Nov 11:00   12 activities`."""
        return (
            (f" {_('next step')}: ", "muted"),
            lines.next_said(),
            (f"   {_('{n} in all').format(n=card.activity_count)}", "muted"),
        )

    async def action_contractor(self) -> None:
        """The card of the contractor of the row, else of the one the person works for."""
        contractor_id = None if self.current is None else self.current.row.contractor_id
        place = None if self.card is None else main_affiliation(self.card)
        if contractor_id is None and place is not None:
            contractor_id = place.contractor_id
        if contractor_id is None:
            self.show_error(_("Works for no contractor yet: <card.edit> adds one."))
            return
        await self.navigation.open_contractor(contractor_id, section=self.section)

    async def action_edit_record(self) -> None:
        """Edit the data in the form."""
        if await may(self, "directory"):
            await self.navigation.edit_person(self.person_id, self._changed)

    async def _changed(self, record_id: int | None) -> None:
        if record_id is not None:
            await self.reload()

    async def action_toggle_active(self) -> None:
        """Retire the person, or bring them back."""
        card = self.card
        if card is not None:
            await self.do(turn_active(self.crm, persons.set_active, PersonId(card.id), card))

    async def action_record_history(self) -> None:
        """Who changed what in the data."""
        name = self.card.name if self.card else ""
        await self.app.push_screen(person_changes(self.crm, self.person_id, name))

    async def action_copy(self, what: str) -> None:
        """The person's own number, unless they must not be called, or address."""
        if self.card is not None:
            offer(self, of_person(self.card, what))
