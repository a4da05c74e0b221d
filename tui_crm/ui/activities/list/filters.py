"""Filter, scope and order of a list screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_crm.i18n import _
from tui_crm.presentation.filters import FilterSet
from tui_crm.presentation.scope import only_own, scope_said
from tui_crm.terminal.text import plain
from tui_crm.ui.activities.all_activities import ActivitiesView
from tui_crm.ui.activities.filter_form import FilterForm
from tui_crm.ui.activities.saved_views_window import Taken, ViewsWindow
from tui_crm.ui.kit.filter_line import FilterLine

if TYPE_CHECKING:
    from textual.widgets import Input

    from tui_crm.ui.activities.list.host import ListHost


class Filters:
    """Changes what the list shows, and reads it anew."""

    def __init__(self, host: ListHost) -> None:
        self.host = host
        self.line = FilterLine(host, host.table, before="#body")

    @property
    def _activities(self) -> ActivitiesView | None:
        """The view where it is of all activities: others are filtered by letters alone."""
        view = self.host.view
        return view if isinstance(view, ActivitiesView) else None

    @property
    def _sortable(self) -> ActivitiesView | None:
        """The view where it has no order of its own."""
        view = self._activities
        return None if view is None or view.given else view

    async def open(self) -> None:
        """Type a filter; the focus is in the line when this returns."""
        self.host.clear_message()
        placeholder = _("contractor, person, subject, note")
        await self.line.open(self.host.view.text, placeholder=placeholder)

    async def typed(self, event: Input.Changed) -> None:
        """Filter by what is typed now."""
        typed = self.line.typed(event)
        if typed is not None and typed != self.host.view.text:
            self.host.view.text = typed
            await self._anew()

    async def _anew(self) -> None:
        self.host.table.restart()
        await self.host.reload()

    async def clear(self) -> bool:
        """Show everything again; False when that is so already."""
        view, activities = self.host.view, self._activities
        applied = activities is not None and activities.is_applied
        chosen = activities is not None and bool(activities.words)
        if not (view.text or applied or chosen):
            return False
        view.clear()
        if applied:
            self.host.table.set_columns(view.columns())
        await self.host.reload()
        return True

    async def open_form(self) -> None:
        """Filter by everything an activity has."""
        view = self._activities
        if view is None:
            self._only_there()
        else:
            form = FilterForm(self.host.crm, view.chosen)
            await self.host.app.push_screen(form, self._chosen)

    async def _chosen(self, chosen: FilterSet | None) -> None:
        view = self._activities
        if chosen is not None and view is not None:
            view.choose(chosen)
            await self._anew()

    async def open_views(self) -> None:
        """The saved views: apply one, or save the filter now in force."""
        view = self._activities
        if view is not None:
            self.host.clear_message()
            await self.host.app.push_screen(
                ViewsWindow(self.host.crm, view.content), self._view_taken
            )
        else:
            self.host.show_info(
                _(
                    "Saved views are of all activities: <section.activities> leads there, "
                    "<list.views> to the views."
                )
            )

    async def _view_taken(self, taken: Taken | None) -> None:
        view = self._activities
        if taken is not None and view is not None:
            view.apply(taken.row, taken.content)
            self.host.table.set_columns(view.columns())
            await self._anew()
            if taken.said:
                self.host.show_done(taken.said)

    async def toggle_scope(self) -> None:
        """My, or everybody's; without an employee of one's own only everybody's."""
        view = self.host.view
        if self.host.crm.actor.employee_id is None:
            self.host.show_error(
                _(
                    "You are not linked to an employee, so nothing here is yours. "
                    "An administrator can link one to {login}."
                ).format(login=plain(self.host.crm.actor.login)),
            )
            return
        hindered = only_own(self.host.crm.actor)
        if hindered:
            self.host.show_error(hindered)
            return
        if self._activities is not None:
            said = self._activities.next_scope()
        else:
            view.everybody = not view.everybody
            said = scope_said(self.host.crm.actor, everybody=view.everybody)
        self.host.table.set_columns(view.columns())
        await self._anew()
        self.host.show_info(said)

    async def sort_by_next(self) -> None:
        """Sort by the next column."""
        view = self._sortable
        if view is None:
            self._only_there()
            return
        view.sort_by_next()
        await self._anew()

    def _only_there(self) -> None:
        self.host.show_info(self.host.view.own_order())

    async def reverse_sort(self) -> None:
        """Turn the order round."""
        view = self._sortable
        if view is None:
            self._only_there()
            return
        view.descending = not view.descending
        await self._anew()
