"""The filter window of the activity list: kind, period, employee, contractor, type and so on."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tui_crm.domain.activities.saved_view import ViewContent
from tui_crm.domain.page import PageRequest
from tui_crm.domain.text import fold
from tui_crm.i18n import N_, _
from tui_crm.presentation.filters import FIELDS, OPTIONS, chosen, narrowed, unnarrowed
from tui_crm.queries.common import lookups
from tui_crm.terminal.type_ahead import drained
from tui_crm.ui.commands import keys
from tui_crm.ui.forms.lookups import candidate, choice_of
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.lookup_field import Finder, LookupField, nothing_matches
from tui_crm.ui.kit.lookup_list import Candidate, LookupList
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar
from tui_crm.ui.kit.table_window import slice_of

LABELS = {
    "state": N_("State"),
    "kind": N_("Kind"),
    "period": N_("Period"),
    "employee": N_("Employee"),
    "contractor": N_("Contractor"),
    "type": N_("Type"),
    "priority": N_("Priority"),
    "category": N_("Category"),
}
DICTIONARIES = {"type": "contact_type", "priority": "priority", "category": "category"}


BY_NAME = {"employee": lookups.employees, "contractor": lookups.contractors}


class FilterForm(CrmWindow[ViewContent]):
    """Returns the new filter; None on Esc."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.FILTER))

    def __init__(self, crm: Context, view: ViewContent) -> None:
        super().__init__(crm)
        self.view = view

    def compose(self) -> ComposeResult:
        with Vertical(classes="window quick") as window:
            window.border_title = content(_("Filter"))
            for field in FIELDS:
                with Horizontal(classes="row"):
                    yield Static(content(_(LABELS[field])), classes="label")
                    yield LookupField(
                        self._finder(field),
                        choice=chosen(self.view, field),
                        id=field,
                        placeholder=_("any"),
                    )
            yield Static("", id="wrong", markup=False)
            yield HintBar()
        yield LookupList()

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#state"))

    def _finder(self, field: str) -> Finder:
        async def find(text: str, request: PageRequest) -> list[Candidate]:
            # Looking back, also what is offered on new activities no more.
            if field in BY_NAME:
                found = await self.crm.db(BY_NAME[field], text, request, inactive=True)
                return [candidate(match) for match in found]
            if field in DICTIONARIES:
                code = DICTIONARIES[field]
                found = await self.crm.db(lookups.entries, code, text, request, inactive=True)
                return [candidate(match) for match in found]
            return fixed(field, text, request)

        return find

    @on(LookupField.Chosen)
    def _chosen(self, event: LookupField.Chosen) -> None:
        found, field = event.candidate, event.field.id or ""
        value = None if found is None else found.data if field in OPTIONS else choice_of(found)
        self.view = narrowed(self.view, field, value)
        event.field.show_choice(chosen(self.view, field))
        self.query_one("#wrong", Static).update("")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.focus_next()

    async def action_next_field(self, by: int) -> None:
        """A text that matches nothing keeps the focus in its field."""
        if await self._take():
            if by > 0:
                self.focus_next()
            else:
                self.focus_previous()

    async def _take(self) -> bool:
        field = self.focused
        if isinstance(field, LookupField) and not await field.take():
            field.close_list()
            self.query_one("#wrong", Static).update(content(nothing_matches(field)))
            return False
        return True

    async def action_save(self) -> None:
        if await self._take():
            await drained(self)
            self.finish(self.view)

    async def action_pick(self) -> None:
        if isinstance(self.focused, LookupField):
            await self.focused.show_list()

    def action_clear(self) -> None:
        self.finish(unnarrowed(self.view))

    def action_leave(self) -> None:
        """The first Esc closes an open list, the next one the window."""
        field = self.focused
        if isinstance(field, LookupField) and field.is_open:
            field.typing = False
            field.restore()
            return
        self.finish(None)


def fixed(field: str, text: str, request: PageRequest) -> list[Candidate]:
    """The matching options of a field with fixed values."""
    found = [
        Candidate(n, _(name), place=(n,), data=value)
        for n, (value, name) in enumerate(OPTIONS[field])
    ]
    return slice_of([one for one in found if fold(text) in fold(one.label)], request)
