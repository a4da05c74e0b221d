"""The window that chooses whose schedule is shown: one employee, or several side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui_crm.domain.choice import Choice
from tui_crm.domain.page import PageRequest
from tui_crm.i18n import _
from tui_crm.queries.common import lookups
from tui_crm.terminal.text import plain
from tui_crm.ui.commands import keys
from tui_crm.ui.forms.lookups import candidate
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.lookup_field import LookupField, nothing_matches
from tui_crm.ui.kit.lookup_list import Candidate, LookupList
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar
from tui_crm.ui.schedule.list_model import MOST_BESIDE


class EmployeesWindow(CrmWindow[tuple[Choice, ...]]):
    """Returns the chosen employees: Enter takes one, Space ticks several for Ctrl+S."""

    SHEETS = (*CrmWindow.SHEETS, "schedule/employees.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.EMPLOYEES))

    def __init__(self, crm: Context, chosen: tuple[Choice, ...]) -> None:
        super().__init__(crm)
        self.chosen = chosen
        self._ticked = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="window tall employees") as window:
            window.border_title = content(_("Whose schedule"))
            yield LookupField(
                self._find,
                required=True,
                several=True,
                id="employee",
                placeholder=_("type a name · Space ticks · Enter takes"),
            )
            yield Static("", id="chosen", markup=False)
            yield Static("", id="wrong", markup=False)
            yield HintBar()
        yield LookupList()

    async def on_mount(self) -> None:
        field = self.query_one(LookupField)
        self.set_focus(field)
        self._show_chosen()
        await field.show_list()

    async def _find(self, text: str, request: PageRequest) -> list[Candidate]:
        ticked, visible_employee_ids = (
            {one.id for one in self.chosen},
            self.crm.actor.visible_employee_ids,
        )
        found = await self.crm.db(lookups.employees, text, request, inactive=True)
        return [
            replace(candidate(match), ticked=match.id in ticked)
            for match in found
            if visible_employee_ids is None or match.id in visible_employee_ids
        ]

    def _show_chosen(self, wrong: str = "") -> None:
        names = ", ".join(plain(one.label) for one in self.chosen)
        self.query_one("#chosen", Static).update(content(names))
        self.query_one("#wrong", Static).update(content(wrong))

    @on(LookupField.Ticked)
    async def _tick(self, event: LookupField.Ticked) -> None:
        self._ticked = True
        employee = Choice(event.candidate.id, event.candidate.label)
        chosen_now = tuple(known for known in self.chosen if known.id != employee.id)
        if len(chosen_now) == len(self.chosen):
            if len(chosen_now) == MOST_BESIDE:
                self._show_chosen(_("At most {n} stand side by side.").format(n=MOST_BESIDE))
                return
            chosen_now = (*chosen_now, employee)
        self.chosen = chosen_now
        self._show_chosen()
        await self.query_one(LookupList).reload()

    @on(LookupField.Chosen)
    def _take_one(self, event: LookupField.Chosen) -> None:
        if event.candidate is not None and not self._ticked:
            self.finish((Choice(event.candidate.id, event.candidate.label),))
        elif self._ticked:
            self.action_take()

    def action_take(self) -> None:
        field = self.query_one(LookupField)
        if field.typed and not self._ticked:
            self._show_chosen(nothing_matches(field) if not field.is_open else "")
        elif self.chosen:
            self.finish(self.chosen)
        else:
            self._show_chosen(_("Choose at least one employee."))

    def action_leave(self) -> None:
        self.finish(None)
