"""The list model of one contractor's activities (R04, R36)."""

from __future__ import annotations

import dataclasses

from tui_crm.domain.activities.list_options import ListScope
from tui_crm.domain.activities.saved_view import ViewContent
from tui_crm.domain.choice import Choice
from tui_crm.i18n import _
from tui_crm.presentation.scope import scope_text
from tui_crm.queries.activities.activities import ActivityFilter
from tui_crm.terminal.text import plain
from tui_crm.ui.activities.all_activities import ActivitiesModel
from tui_crm.ui.kit.cells import Column
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.navigation import About
from tui_crm.ui.panels.activity_columns import ListRow


class ContractorActivitiesModel(ActivitiesModel):
    """All activities with one contractor, with the filter and order of all activities."""

    def __init__(self, crm: Context, contractor: Choice, *, section: str = "contractors") -> None:
        super().__init__(crm)
        self.name = section
        self.contractor = contractor
        self._set(scope=ListScope.ALL)

    def about(self) -> About:
        """The contractor, for new activities (R36)."""
        return About(self.contractor.id)

    def whose(self, content: ViewContent) -> str:
        """`Activities of ALFA`, `My activities with ALFA`, `Activities of Marek Lis with ALFA`."""
        employee = content.employee
        if employee is not None:
            return _("Activities of {name} with {contractor}").format(
                name=plain(employee.name), contractor=plain(self.contractor.label)
            )
        if content.scope is ListScope.ALL:
            return _("Activities of {name}").format(name=plain(self.contractor.label))
        return _("My activities with {name}").format(name=plain(self.contractor.label))

    def next_scope(self) -> str:
        """Everyone's or the operator's own; returns a sentence that names the new scope."""
        self._set(scope=ListScope.MINE if self.everybody else ListScope.ALL)
        return scope_text(self.crm.actor, everybody=self.everybody)

    def columns(self) -> tuple[Column[ListRow], ...]:
        """Without the contractor, who is named in the title."""
        return tuple(column for column in super().columns() if column.id != "contractor")

    def empty(self) -> str:
        """The text of an empty list."""
        if self.text or self.words:
            return super().empty()
        what_to_do = _("<activity.contact> plans a contact · <activity.log> logs one")
        return _("No activities with this contractor yet.") + "\n\n" + what_to_do

    def _filter(self) -> ActivityFilter:
        return dataclasses.replace(super()._filter(), contractor_id=self.contractor.id)
