"""The lists of contractors and of contact persons."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from tui_crm.domain.activities.draft import Choice
from tui_crm.i18n import _
from tui_crm.queries.directory.contractors import ContractorRow
from tui_crm.queries.directory.persons import PersonRow
from tui_crm.ui.activities.contractor_activities import ContractorActivitiesView
from tui_crm.ui.activities.list.screen import ActivityList
from tui_crm.ui.commands import declared as keys
from tui_crm.ui.directory.contractors import ContractorsView
from tui_crm.ui.directory.persons import PersonsView
from tui_crm.ui.directory.record_list import RecordList
from tui_crm.ui.kit.context import Context
from tui_crm.ui.panels.permission import may


class ContractorList(RecordList[ContractorRow]):
    """Section 3: contractors, their activities (R04, R36), persons, merging."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.CONTRACTORS))

    def __init__(self, crm: Context) -> None:
        super().__init__(crm, ContractorsView(crm))

    async def action_activities(self) -> None:
        """The activities of the contractor under the cursor, with it filled in on new ones."""
        row = self._row()
        if row is not None:
            contractor = Choice(row.id, row.name)
            view = ContractorActivitiesView(self.crm, contractor)
            await self.app.push_screen(ActivityList(self.crm, view))

    async def action_persons(self) -> None:
        """The contact persons of the contractor under the cursor."""
        row = self._row()
        if row is not None:
            await self.app.push_screen(persons_of(self.crm, Choice(row.id, row.name)))

    async def action_merge(self) -> None:
        """Merge the contractor under the cursor into another one."""
        row = self._row()
        if row is not None and await may(self, "merge"):
            from tui_crm.ui.directory.merge_window import MergeWindow  # noqa: PLC0415  # when asked for

            await self.app.push_screen(MergeWindow(self.crm, row.id), self.show_record)


class PersonList(RecordList[PersonRow]):
    """Section 4: contact persons; or, on top of another list, those of one contractor."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.PERSONS))

    async def action_contractor(self) -> None:
        """The card of the contractor the person under the cursor works for."""
        from tui_crm.ui.directory.contractor_card import ContractorCardScreen  # noqa: PLC0415  # when asked for

        row = self._row()
        if row is None:
            return
        if row.contractor_id is None:
            self.say(_("Works for no contractor yet: <record.edit> adds one."), error=True)
            return
        card = ContractorCardScreen(self.crm, row.contractor_id, section=self.section)
        await self.app.push_screen(card)


def all_persons(crm: Context) -> PersonList:
    """The list of all contact persons."""
    return PersonList(crm, PersonsView(crm))


def persons_of(crm: Context, contractor: Choice, *, section: str = "contractors") -> PersonList:
    """The list of the contact persons of one contractor."""
    return PersonList(crm, PersonsView(crm, of=contractor, section=section))
