"""Filter, scope, order and saved views of an activity list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_crm.i18n import _
from tui_crm.presentation.scope import only_own
from tui_crm.terminal.text import plain
from tui_crm.ui.activities.filter_form import FilterForm
from tui_crm.ui.activities.list.host import FilteredByForm
from tui_crm.ui.activities.saved_views_window import Taken, ViewsWindow
from tui_crm.ui.kit.filter_line import FilterLine
from tui_crm.ui.kit.list_model import Filterable, OrderedByItself, Scoped, Sortable

if TYPE_CHECKING:
    from textual.widgets import Input

    from tui_crm.domain.activities.saved_view import ViewContent
    from tui_crm.ui.activities.list.host import ListHost


class Filters:
    """Changes what the list shows and reloads it."""

    def __init__(self, host: ListHost) -> None:
        self.host = host
        self.line = FilterLine(host, host.table, before="#body")

    @property
    def _by_form(self) -> FilteredByForm | None:
        """The model if the filter form applies to it; other lists are filtered by text only."""
        model = self.host.model
        return model if isinstance(model, FilteredByForm) else None

    async def open(self) -> None:
        """Open the filter line; it is focused on return."""
        model = self.host.model
        if isinstance(model, Filterable):
            self.host.clear_message()
            await self.line.open(model.text, placeholder=model.placeholder())

    async def typed(self, event: Input.Changed) -> None:
        """Filter by the text in the filter line."""
        typed, model = self.line.typed(event), self.host.model
        if typed is not None and isinstance(model, Filterable) and typed != model.text:
            model.text = typed
            await self._reload_from_start()

    async def _reload_from_start(self) -> None:
        self.host.table.restart()
        await self.host.reload()

    async def clear(self) -> bool:
        """Drop the filter; False when there was none."""
        model = self.host.model
        if not (isinstance(model, Filterable) and model.clear()):
            return False
        self.host.show_columns()
        await self.host.reload()
        return True

    async def open_form(self) -> None:
        """Open the filter form, or show why this list has none."""
        model = self._by_form
        if model is None:
            self._show_own_order()
        else:
            form = FilterForm(self.host.crm, model.content, whose=model.whose)
            await self.host.app.push_screen(form, self._chosen)

    async def _chosen(self, content: ViewContent | None) -> None:
        model = self._by_form
        if content is not None and model is not None:
            model.choose(content)
            await self._reload_from_start()

    async def open_views(self) -> None:
        """Open the saved views, or show where they are."""
        model = self._by_form
        if model is not None:
            self.host.clear_message()
            await self.host.app.push_screen(
                ViewsWindow(self.host.crm, model.content), self._view_taken
            )
        else:
            self.host.show_info(
                _(
                    "Saved views are of all activities: <section.activities> leads there, "
                    "<list.views> to the views."
                )
            )

    async def _view_taken(self, taken: Taken | None) -> None:
        model = self._by_form
        if taken is not None and model is not None:
            model.apply(taken.row, taken.content)
            self.host.show_columns()
            await self._reload_from_start()
            if taken.message:
                self.host.show_done(taken.message)

    async def toggle_scope(self) -> None:
        """Switch to the next scope; refused with the reason where only one is possible."""
        model, actor = self.host.model, self.host.crm.actor
        if not isinstance(model, Scoped):
            return
        if actor.employee_id is None:
            self.host.show_error(
                _(
                    "You are not linked to an employee, so nothing here is yours. "
                    "An administrator can link one to {login}."
                ).format(login=plain(actor.login))
            )
            return
        reason = only_own(actor)
        if reason:
            self.host.show_error(reason)
            return
        message = model.next_scope()
        self.host.show_columns()
        await self._reload_from_start()
        self.host.show_info(message)

    async def sort_by_next(self) -> None:
        model = self.host.model
        if self._show_own_order() or not isinstance(model, Sortable):
            return
        model.sort_by_next()
        await self._reload_from_start()

    async def reverse_sort(self) -> None:
        model = self.host.model
        if self._show_own_order() or not isinstance(model, Sortable):
            return
        model.reverse()
        await self._reload_from_start()

    def _show_own_order(self) -> bool:
        """Show why the list cannot be sorted; False where it can."""
        model = self.host.model
        why = model.own_order() if isinstance(model, OrderedByItself) else ""
        if why:
            self.host.show_info(why)
        return bool(why)
