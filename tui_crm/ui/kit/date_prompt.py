"""Small windows that ask for a date typed in words, such as the day to show in the schedule."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui_crm.domain.dates.dates import Toward, far_away, localise, read_when
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.action_bar import AGAIN
from tui_crm.ui.kit.calendar import CalendarWindow
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.fields import TextField
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar

Result = TypeVar("Result")


class DatePrompt(CrmWindow[Result], Generic[Result]):
    """One field; below it how the text was understood, or why it cannot be read."""

    def title_and_example(self) -> tuple[str, str]:
        """The title of the window and the placeholder of its field."""
        raise NotImplementedError

    def read(self, typed: str) -> datetime:
        """The moment that *typed* means; raises a `CrmError` when it cannot be read."""
        raise NotImplementedError

    def understood(self, at: datetime) -> str:
        """The moment in words, for the line below the field."""
        raise NotImplementedError

    def taken(self, typed: str, at: datetime) -> Result:
        """The result that the window returns for a moment."""
        raise NotImplementedError

    _doubted = ""

    def doubt(self, typed: str) -> str:
        """The question that a second Enter confirms, for a time that may be a slip; else empty."""
        now, zone = self.crm.now(), self.crm.zone
        try:
            spoken = read_when(typed, now=now, zone=zone)
        except CrmError:
            return ""
        if not spoken.is_far(now=now):
            return ""
        return f"{far_away(spoken.at, now=now, zone=zone)} {_(AGAIN)}"

    def compose(self) -> ComposeResult:
        """Field, echo, error, keys."""
        title, example = self.title_and_example()
        with Vertical(classes="window quick") as window:
            window.border_title = content(title)
            yield TextField(id="day", placeholder=example)
            yield Static("", id="understood", markup=False)
            yield Static("", id="wrong", markup=False)
            yield HintBar()

    def on_mount(self) -> None:
        self.set_focus(self.query_one(TextField))

    @on(Input.Changed)
    def _typed(self) -> None:
        understood = wrong = ""
        typed = self.query_one(TextField).value
        if typed.strip():
            try:
                understood = self.understood(self.read(typed))
            except CrmError as unreadable:
                wrong = unreadable.message
        self.query_one("#understood", Static).update(
            content(f"→ {understood}" if understood else "")
        )
        self.query_one("#wrong", Static).update(content(wrong))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        typed = self.query_one(TextField).value
        try:
            at = self.read(typed)
        except CrmError as unreadable:
            self.query_one("#wrong", Static).update(content(unreadable.message))
            return
        doubt = self.doubt(typed)
        if doubt and self._doubted != typed:
            self._doubted = typed
            self.query_one("#wrong", Static).update(content(doubt))
        else:
            self.finish(self.taken(typed, at))

    def action_leave(self) -> None:
        self.finish(None)


class GoToDay(DatePrompt[datetime]):
    """Returns the typed moment; relative dates count from the day that is shown now."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.GO_TO_DAY))

    def __init__(self, crm: Context, day: date) -> None:
        super().__init__(crm)
        self.base = localise(datetime.combine(day, time(12)), crm.zone)

    def title_and_example(self) -> tuple[str, str]:
        return _("Go to a day"), _("fri · 26.11 · +2w · tomorrow")

    def read(self, typed: str) -> datetime:
        """The day may lie in the past: without a year the nearest is meant.

        Relative days count from the day that is shown.
        """
        now, zone = self.crm.now(), self.crm.zone
        return read_when(typed, now=now, zone=zone, base=self.base, toward=Toward.NEAREST).at

    def doubt(self, typed: str) -> str:
        """Never: moving to a day changes no record."""
        del typed
        return ""

    def understood(self, at: datetime) -> str:
        """The day alone; the schedule ignores the hour."""
        day = at.astimezone(self.crm.zone).date()
        return formats.full(None, day, now=self.crm.now(), zone=self.crm.zone)

    def taken(self, typed: str, at: datetime) -> datetime:
        del typed
        return at

    async def action_pick(self) -> None:
        await self.app.push_screen(CalendarWindow(self.crm, self.base), self.finish)
