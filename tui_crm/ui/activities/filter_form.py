"""The filter window of the activity list: state, period or days, employee, contractor and so on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tui_crm.domain.activities.saved_view import ViewContent
from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dates.span import check_span, read_bound, shown_day
from tui_crm.domain.errors import CrmError
from tui_crm.domain.page import PageRequest
from tui_crm.domain.text import fold
from tui_crm.i18n import N_, _
from tui_crm.presentation import formats
from tui_crm.presentation.filters import (
    DAYS,
    FIELDS,
    OPTIONS,
    chosen,
    is_past,
    matching,
    narrowed,
    unnarrowed,
)
from tui_crm.queries.common import lookups
from tui_crm.terminal.text import cut
from tui_crm.terminal.type_ahead import drained
from tui_crm.ui.commands import keys
from tui_crm.ui.forms.lookups import candidate, choice_of
from tui_crm.ui.kit.calendar import CalendarWindow
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.fields import TextField
from tui_crm.ui.kit.lookup_field import Finder, LookupField, nothing_matches
from tui_crm.ui.kit.lookup_list import Candidate, LookupList
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar
from tui_crm.ui.kit.table_window import slice_of

LABELS = {
    "state": N_("State"),
    "kind": N_("Kind"),
    "period": N_("Period"),
    "since": N_("From"),
    "until": N_("until"),
    "employee": N_("Employee"),
    "contractor": N_("Contractor"),
    "type": N_("Type"),
    "priority": N_("Priority"),
    "category": N_("Category"),
    "outcome": N_("Outcome"),
    "without": N_("Without"),
}
DICTIONARIES = {
    "type": "contact_type", "priority": "priority", "category": "category", "outcome": "outcome",
}  # fmt: skip
BY_NAME = {"employee": lookups.employees, "contractor": lookups.contractors}
TITLE = 56
"""Cells of the title, within the border of the window."""


class FilterForm(CrmWindow[ViewContent]):
    """Returns the new filter; None on Esc."""

    SHEETS = (*CrmWindow.SHEETS, "activities/windows.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.FILTER))

    def __init__(
        self, crm: Context, view: ViewContent, *, whose: Callable[[ViewContent], str]
    ) -> None:
        """*whose* names those whose activities a filter shows, for the title."""
        super().__init__(crm)
        self.view = view
        self.whose = whose

    def compose(self) -> ComposeResult:
        with Vertical(classes="window quick filter"):
            for field in FIELDS:
                if field == "since":
                    yield self._days_row()
                elif field != "until":
                    with Horizontal(classes="row"):
                        yield Static(content(_(LABELS[field])), classes="label")
                        yield LookupField(
                            self._finder(field),
                            choice=chosen(self.view, field),
                            id=field,
                            placeholder=_("any"),
                        )
            yield Static("", id="understood", markup=False)
            yield Static("", id="wrong", markup=False)
            yield HintBar()
        yield LookupList()

    def _days_row(self) -> Horizontal:
        examples = {"since": _("mon · 26.11 · 3d"), "until": _("fri · 30.11")}
        first, last = (
            TextField(self._day_text(field), id=field, placeholder=examples[field])
            for field in DAYS
        )
        return Horizontal(
            Static(content(_(LABELS["since"])), classes="label"),
            first,
            Static(content(f" {_(LABELS['until'])} "), classes="between"),
            last,
            classes="row",
        )

    def on_mount(self) -> None:
        self._show_whose()
        self.set_focus(self.query_one("#state"))

    def _show_whose(self) -> None:
        title = f"{_('Filter')} · {self.whose(self.view)}"
        self.query_one(".window").border_title = content(cut(title, TITLE))

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

    # Fields of choices

    @on(LookupField.Chosen)
    def _chosen(self, event: LookupField.Chosen) -> None:
        found, field = event.candidate, event.field.id or ""
        value = None if found is None else found.data if field in OPTIONS else choice_of(found)
        self.view = narrowed(self.view, field, value)
        event.field.show_choice(chosen(self.view, field))
        for day in DAYS if field == "period" else ():
            self._day_field(day).fill(self._day_text(day))
        self._show_whose()
        self._say("")

    # The first and the last day

    def _day_field(self, field: str) -> TextField:
        return self.query_one(f"#{field}", TextField)

    def _day_text(self, field: str) -> str:
        day: date | None = getattr(self.view, field)
        return "" if day is None else shown_day(day)

    def _read(self, field: TextField) -> date | None:
        """The day that is typed, None for an empty field; raises `UnreadableDate`."""
        if not field.value.strip():
            return None
        return read_bound(
            field.value,
            last=field.id == "until",
            past=is_past(self.view),
            now=self.crm.now(),
            zone=self.crm.zone,
        )

    @on(Input.Changed, "#since, #until")
    def _day_typed(self, event: Input.Changed) -> None:
        """Say how it is understood while it is typed."""
        assert isinstance(event.input, TextField)
        try:
            day = self._read(event.input)
        except CrmError as unreadable:
            self._say("", unreadable.message)
            return
        now, zone = self.crm.now(), self.crm.zone
        self._say("" if day is None else f"→ {formats.full(None, day, now=now, zone=zone)}")

    def _take_day(self, field: TextField) -> bool:
        """Take a typed day; False, with the reason shown, for what cannot be one."""
        name = field.id or ""
        if field.value == self._day_text(name):
            return True
        try:
            view = narrowed(self.view, name, self._read(field))
            check_span(view.since, view.until)
        except CrmError as unreadable:
            self._say("", unreadable.message)
            return False
        self.view = view
        field.fill(self._day_text(name))
        self.query_one("#period", LookupField).show_choice(chosen(view, "period"))
        self._say("")
        return True

    def _say(self, understood: str, wrong: str = "") -> None:
        self.query_one("#understood", Static).update(content(understood))
        self.query_one("#wrong", Static).update(content(wrong))

    def _picked(self, at: datetime | None) -> None:
        field = self.focused
        if at is not None and isinstance(field, TextField):
            field.fill(shown_day(at.astimezone(self.crm.zone).date()))
            self._take_day(field)

    # Keys

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        if isinstance(event.input, LookupField):
            self.focus_next()
        else:
            await self.action_next_field(1)

    async def action_next_field(self, by: int) -> None:
        """A text that matches nothing keeps the focus in its field."""
        if await self._take():
            if by > 0:
                self.focus_next()
            else:
                self.focus_previous()

    async def _take(self) -> bool:
        field = self.focused
        if isinstance(field, LookupField):
            if await field.take():
                return True
            field.close_list()
            self._say("", nothing_matches(field))
            return False
        return self._take_day(field) if isinstance(field, TextField) else True

    async def action_save(self) -> None:
        if await self._take():
            await drained(self)
            self.finish(self.view)

    async def action_pick(self) -> None:
        """The list of a field; the calendar of a day."""
        field = self.focused
        if isinstance(field, LookupField):
            await field.show_list()
        elif isinstance(field, TextField):
            day: date = getattr(self.view, field.id or "") or self.crm.local_now().date()
            noon = localise(datetime.combine(day, time(12)), self.crm.zone)
            await self.app.push_screen(CalendarWindow(self.crm, noon), self._picked)

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
    rows = [
        Candidate(n, name, place=(at,), data=value)
        for at, (n, value, name) in enumerate(matching(field, fold(text)))
    ]
    return slice_of(rows, request)
