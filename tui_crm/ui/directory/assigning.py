"""The bar that assigns contractors to another owner, on their list and card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui_crm.domain.errors import CrmError, StaleRecord
from tui_crm.i18n import _, ngettext
from tui_crm.queries.common import lookups
from tui_crm.services.directory.assign import AssignedContractors, assign_contractors
from tui_crm.terminal.text import plain
from tui_crm.ui.forms.lookups import finder
from tui_crm.ui.kit.action_bar import bar_of
from tui_crm.ui.kit.assign_bar import AssignBar, assign_first
from tui_crm.ui.kit.list_screen import TableScreen
from tui_crm.ui.kit.lookup_field import Finder
from tui_crm.ui.panels.assigned import stayed
from tui_crm.ui.panels.permission import may


class ContractorAssignBar(AssignBar):
    """Asks for the new owner; a contractor's card also has the bar for its activities."""

    def __init__(self, find: Finder) -> None:
        super().__init__(find, id="assigning-contractors", tick=_("with open activities"))


class ContractorAssigning:
    """Opens the bar for some contractors and does what it says."""

    def __init__(self, screen: TableScreen[Any]) -> None:
        self.screen = screen
        self.crm = screen.crm
        self.versions: Mapping[int, int] = {}

    async def open(self, versions: Mapping[int, int], subject: str) -> None:
        """Open the bar; *versions*: the seen version of each contractor by id."""
        if not await may(self.screen, "directory"):
            return
        self.screen.clear_message()
        self.versions = versions
        find = finder(self.crm, lookups.employees)
        bar = await bar_of(self.screen, ContractorAssignBar, lambda: ContractorAssignBar(find))
        bar.open_on(subject)

    def close(self) -> None:
        """Hide the bar and focus the list."""
        for bar in self.screen.query(ContractorAssignBar):
            bar.close()
        self.screen.set_focus(self.screen.table)

    async def apply(self, bar: ContractorAssignBar) -> None:
        """Assign them to the chosen employee."""
        if not bar.display:
            return
        if bar.employee is None:
            bar.show_error(assign_first())
            return
        try:
            done = await self.screen.wait_db(
                self.crm.db(
                    assign_contractors, self.versions, bar.employee.id,
                    with_activities=bar.ticked, actor=self.crm.actor, now=self.crm.now(),
                )
            )  # fmt: skip
        except StaleRecord as stale:
            self.close()
            await self.screen.reload()
            self.screen.show_error(stale.message)
            return
        except CrmError as error:
            bar.show_error(error.message)
            return
        self.close()
        self.screen.table.unmark_chosen()
        await self.screen.reload()
        self.screen.show_done(_message(done))


def contractors_named(count: int, name: str) -> str:
    """The name of the one, or how many they are."""
    if count == 1:
        return plain(name)
    return ngettext("{n} contractor", "{n} contractors", count).format(n=count)


def _message(done: AssignedContractors) -> str:
    count = len(done.ids)
    employee = plain(done.employee)
    first = ngettext(
        "Contractor assigned to {employee}.", "{n} contractors assigned to {employee}.", count
    ).format(n=count, employee=employee)
    activities = ""
    if done.activities:
        activities = ngettext(
            "{n} open activity went along.", "{n} open activities went along.", done.activities
        ).format(n=done.activities)
    parts = [first, activities, _("<history.undo> takes it back."), stayed(done.refused)]
    return " ".join(part for part in parts if part)
