"""Filter, scope and order of a list screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_crm.i18n import _
from tui_crm.ui.activities_view import ActivitiesView
from tui_crm.ui.cells import plain
from tui_crm.ui.filter_set import FilterSet
from tui_crm.ui.scope import only_own, scope_said
from tui_crm.ui.screens.filter_form import FilterForm
from tui_crm.ui.screens.filter_line import FilterLine
from tui_crm.ui.screens.views_window import Taken, ViewsWindow

if TYPE_CHECKING:
    from textual.widgets import Input

    from tui_crm.ui.screens.activity_list import ActivityList


class FilterDesk:
    """Changes what the list shows, and reads it anew."""

    def __init__(self, screen: ActivityList) -> None:
        self.screen = screen
        self.line = FilterLine(screen, screen.table, before="#body")

    async def open(self) -> None:
        """Type a filter; the focus is in the line when this returns."""
        self.screen.hush()
        placeholder = _("contractor, person, subject, note")
        await self.line.open(self.screen.view.text, placeholder=placeholder)

    async def typed(self, event: Input.Changed) -> None:
        """Filter by what is typed now."""
        typed = self.line.typed(event)
        if typed is not None and typed != self.screen.view.text:
            self.screen.view.text = typed
            await self._anew()

    async def _anew(self) -> None:
        self.screen.table.restart()
        await self.screen.reload()

    async def clear(self) -> bool:
        """Show everything again; False when that is so already."""
        view = self.screen.view
        applied = isinstance(view, ActivitiesView) and view.is_applied
        filtered = view.text or applied or (isinstance(view, ActivitiesView) and view.words)
        if filtered:
            view.clear()
            if applied:
                self.screen.table.set_columns(view.columns())
            await self.screen.reload()
        return bool(filtered)

    async def open_form(self) -> None:
        """Filter by everything an activity has."""
        view = self.screen.view
        if not isinstance(view, ActivitiesView):
            self._only_there()
        else:
            form = FilterForm(self.screen.crm, view.chosen)
            await self.screen.app.push_screen(form, self._chosen)

    async def _chosen(self, chosen: FilterSet | None) -> None:
        view = self.screen.view
        if chosen is not None and isinstance(view, ActivitiesView):
            view.choose(chosen)
            await self._anew()

    async def open_views(self) -> None:
        """The saved views: apply one, or save the filter now in force."""
        view = self.screen.view
        if isinstance(view, ActivitiesView):
            self.screen.hush()
            await self.screen.app.push_screen(
                ViewsWindow(self.screen.crm, view.content), self._view_taken
            )
        else:
            self.screen.inform(
                _(
                    "Saved views are of all activities: <section.activities> leads there, "
                    "<list.views> to the views."
                )
            )

    async def _view_taken(self, taken: Taken | None) -> None:
        view = self.screen.view
        if taken is not None and isinstance(view, ActivitiesView):
            view.apply(taken.row, taken.content)
            self.screen.table.set_columns(view.columns())
            await self._anew()
            if taken.said:
                self.screen.say(taken.said)

    async def toggle_scope(self) -> None:
        """My, or everybody's; without an employee of one's own only everybody's."""
        view = self.screen.view
        if self.screen.crm.who.employee_id is None:
            self.screen.say(
                _(
                    "You are not linked to an employee, so nothing here is yours. "
                    "An administrator can link one to {login}."
                ).format(login=plain(self.screen.crm.who.login)),
                error=True,
            )
            return
        hindered = only_own(self.screen.crm.who)
        if hindered:
            self.screen.say(hindered, error=True)
            return
        if isinstance(view, ActivitiesView):
            said = view.next_scope()
        else:
            view.everybody = not view.everybody
            said = scope_said(self.screen.crm.who, everybody=view.everybody)
        self.screen.table.set_columns(view.columns())
        await self._anew()
        self.screen.inform(said)

    async def sort_by_next(self) -> None:
        """Sort by the next column."""
        view = self.screen.view
        if isinstance(view, ActivitiesView) and not view.given:
            view.sort_by_next()
            await self._anew()
        else:
            self._only_there()

    def _only_there(self) -> None:
        self.screen.inform(self.screen.view.own_order())

    async def reverse_sort(self) -> None:
        """Turn the order round."""
        view = self.screen.view
        if isinstance(view, ActivitiesView) and not view.given:
            view.descending = not view.descending
            await self._anew()
        else:
            self._only_there()
