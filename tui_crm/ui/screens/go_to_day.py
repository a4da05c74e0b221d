"""A day to go to, typed the way people say it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui_crm.domain.errors import CrmError
from tui_crm.domain.when import localise, read_when
from tui_crm.i18n import _
from tui_crm.ui import keys, phrases
from tui_crm.ui.cells import content
from tui_crm.ui.context import Context
from tui_crm.ui.screens.base import CrmWindow
from tui_crm.ui.screens.calendar import CalendarWindow
from tui_crm.ui.widgets.fields import TextField
from tui_crm.ui.widgets.status import HintBar


class GoToDay(CrmWindow[datetime]):
    """Gives the moment that was typed; counted from the day that is looked at."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.GO_TO_DAY))

    def __init__(self, crm: Context, day: date) -> None:
        super().__init__(crm)
        self.base = localise(datetime.combine(day, time(12)), crm.zone)

    def compose(self) -> ComposeResult:
        """The field, what was understood or is wrong, the keys."""
        with Vertical(classes="window quick") as window:
            window.border_title = content(_("Go to a day"))
            yield TextField(id="day", placeholder=_("fri · 26.11 · +2w · tomorrow"))
            yield Static("", id="understood", markup=False)
            yield Static("", id="wrong", markup=False)
            yield HintBar()

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.query_one(TextField))

    def _read(self) -> datetime:
        typed = self.query_one(TextField).value
        crm = self.crm
        return read_when(typed, now=crm.now(), zone=crm.zone, base=self.base).at

    @on(Input.Changed)
    def _typed(self) -> None:
        understood = wrong = ""
        if self.query_one(TextField).value.strip():
            try:
                day = self._read().astimezone(self.crm.zone).date()
            except CrmError as unreadable:
                wrong = unreadable.message
            else:
                understood = phrases.full(None, day, now=self.crm.now(), zone=self.crm.zone)
        self.query_one("#understood", Static).update(
            content(f"→ {understood}" if understood else "")
        )
        self.query_one("#wrong", Static).update(content(wrong))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        """Go there; what cannot be read is said, and stays to be mended."""
        try:
            found = self._read()
        except CrmError as unreadable:
            self.query_one("#wrong", Static).update(content(unreadable.message))
        else:
            self.finish(found)

    async def action_pick(self) -> None:
        """The calendar."""
        await self.app.push_screen(CalendarWindow(self.crm, self.base), self.finish)

    def action_leave(self) -> None:
        """Stay."""
        self.finish(None)
