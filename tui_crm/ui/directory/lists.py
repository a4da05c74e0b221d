"""The list screens of contractors and of contact persons."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from tui_crm.domain.choice import Choice
from tui_crm.i18n import _
from tui_crm.queries.directory.contractors import ContractorRow
from tui_crm.queries.directory.persons import PersonRow
from tui_crm.ui.activities.contractor_activities import ContractorActivitiesModel
from tui_crm.ui.activities.list.screen import ActivityList
from tui_crm.ui.commands import keys
from tui_crm.ui.directory.assigning import (
    ContractorAssignBar,
    ContractorAssigning,
    contractors_named,
)
from tui_crm.ui.directory.contractors import ContractorsModel
from tui_crm.ui.directory.persons import PersonsModel
from tui_crm.ui.directory.record_list import RecordList
from tui_crm.ui.kit.action_bar import ActionBar
from tui_crm.ui.kit.context import Context
from tui_crm.ui.panels.permission import may


class ContractorList(RecordList[ContractorRow]):
    """Section 3: contractors, their activities (R04, R36) and persons, and merging."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.CONTRACTORS))

    def __init__(self, crm: Context) -> None:
        self.contractors = ContractorsModel(crm)
        super().__init__(crm, self.contractors)
        self._assigning = ContractorAssigning(self)

    async def open_card(self, row: ContractorRow) -> None:
        """Open the card of a contractor."""
        await self.navigation.open_contractor(row.id)

    async def open_form(self, row: ContractorRow | None) -> None:
        """Open the form of a contractor; a new one starts with the filter text."""
        filled = self.contractors.filled() if row is None else None
        await self.navigation.edit_contractor(
            None if row is None else row.id, self.show_record, filled=filled
        )

    async def action_activities(self) -> None:
        """New activities made on that list are with this contractor."""
        row = self._row()
        if row is not None:
            contractor = Choice(row.id, row.name)
            model = ContractorActivitiesModel(self.crm, contractor)
            await self.app.push_screen(ActivityList(self.crm, model))

    async def action_persons(self) -> None:
        row = self._row()
        if row is not None:
            await self.navigation.open_persons_of(Choice(row.id, row.name), section=self.section)

    async def action_assign_contractors(self) -> None:
        """The marked contractors, else the one under the cursor."""
        chosen = self._chosen()
        if chosen:
            versions = {one.id: one.version for one in chosen}
            await self._assigning.open(versions, contractors_named(len(chosen), chosen[0].name))

    async def on_action_bar_applied(self, event: ActionBar.Applied) -> None:
        if isinstance(event.bar, ContractorAssignBar):
            await self._assigning.apply(event.bar)

    def on_action_bar_left(self) -> None:
        self._assigning.close()

    async def action_merge(self) -> None:
        row = self._row()
        if row is not None and await may(self, "merge"):
            await self.navigation.merge_contractor(row.id, self.show_record)


class PersonList(RecordList[PersonRow]):
    """Section 4: contact persons; or those of one contractor, on top of another screen."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.PERSONS))

    def __init__(self, crm: Context, *, of: Choice | None = None, section: str = "persons") -> None:
        """*of*: the contractor whose persons are listed."""
        self.persons = PersonsModel(crm, of=of, section=section)
        super().__init__(crm, self.persons)

    async def open_card(self, row: PersonRow) -> None:
        """Open the card of a person."""
        await self.navigation.open_person(row.id, section=self.section)

    async def open_form(self, row: PersonRow | None) -> None:
        """Open the form of a person; a new one works for the contractor of the list."""
        if row is not None:
            await self.navigation.edit_person(row.id, self.show_record)
            return
        of, filled = self.persons.of, self.persons.filled()
        await self.navigation.edit_person(
            None, self.show_record, contractor_id=None if of is None else of.id, filled=filled
        )

    async def action_contractor(self) -> None:
        row = self._row()
        if row is None:
            return
        if row.contractor_id is None:
            self.show_error(_("Works for no contractor yet: <record.edit> adds one."))
            return
        await self.navigation.open_contractor(row.contractor_id, section=self.section)
