"""The calendar window: pick a day in a month view; the hour is kept (R17)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time
from typing import ClassVar

from dateutil.relativedelta import relativedelta
from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.domain.dates.dates import FULL_MONTHS, WEEKDAYS, localise
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.terminal.text import fit
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar, Line
from tui_crm.ui.kit.styles import style_of

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(9998, 12, 31)


class Month(Widget):
    """The weeks of the cursor's month; Monday first."""

    DEFAULT_CSS = "Month { height: 8; width: 30; }"

    day: reactive[date] = reactive(date(2000, 1, 1))

    def __init__(self, day: date, today: date) -> None:
        super().__init__()
        self.today = today
        self.set_reactive(Month.day, day)

    def render_line(self, y: int) -> Strip:
        base, width = self.rich_style, self.size.width
        if y == 0:
            title = f"{_(FULL_MONTHS[self.day.month - 1])} {self.day.year}"
            style = base + style_of(self, "title")
            return Strip([Segment(fit(" " + title, width), style)], width)
        if y == 1:
            names = "".join(fit(_(name), 3, "right") + " " for name in WEEKDAYS)
            style = base + style_of(self, "quieter")
            return Strip([Segment(fit(" " + names, width), style)], width)
        first = self.day.replace(day=1)
        monday = first.toordinal() - first.weekday() + 7 * (y - 2)
        segments = [Segment(" ", base)]
        for ordinal in range(monday, monday + 7):
            if not 1 <= ordinal <= date.max.toordinal():
                segments.append(Segment("    ", base))
                continue
            day = date.fromordinal(ordinal)
            style = base
            if day.month != self.day.month:
                style = base + style_of(self, "quieter")
            elif day.weekday() >= 5:
                style = base + style_of(self, "weekend")
            text = f"{day.day:>3}"
            if day == self.today:
                style += style_of(self, "today")
            if day == self.day:
                style = base + style_of(self, "cursor")
            segments += [Segment(text, style), Segment(" ", base)]
        return Strip(segments).adjust_cell_length(width, base)


class CalendarWindow(CrmWindow[datetime]):
    """Returns the picked day at the hour of *start*, with a time zone; None on Esc."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.CALENDAR))

    def __init__(
        self,
        crm: Context,
        start: datetime,
        *,
        free: Callable[[datetime], Awaitable[datetime | None]] | None = None,
    ) -> None:
        """*free* finds the next free time from a moment on; without it that key is off."""
        super().__init__(crm)
        self.start = start.astimezone(crm.zone)
        self.free = free

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return action != "free" or self.free is not None

    def compose(self) -> ComposeResult:
        """Month, picked day in words, keys."""
        with Vertical(classes="window") as window:
            window.border_title = content(_("Choose a day"))
            yield Month(self.start.date(), self.crm.local_now().date())
            yield Line(id="picked-day")
            yield HintBar()

    def on_mount(self) -> None:
        self._show_day()

    @property
    def month(self) -> Month:
        """The widget that shows the month."""
        return self.query_one(Month)

    def _show_day(self) -> None:
        at = self._picked()
        words = formats.full(at, None, now=self.crm.now(), zone=self.crm.zone)
        self.query_one("#picked-day", Line).show_pieces((f" {words}", "strong"))

    def _picked(self) -> datetime:
        hour = self.start.time().replace(tzinfo=None)
        return localise(datetime.combine(self.month.day, hour), self.crm.zone)

    def _go(self, day: date) -> None:
        self.month.day = min(max(day, FIRST_DAY), LAST_DAY)
        self._show_day()

    def action_day(self, by: int) -> None:
        here = self.month.day.toordinal() + by
        self._go(date.fromordinal(min(max(here, 1), date.max.toordinal())))

    def action_month(self, by: int) -> None:
        """A day that the other month lacks becomes its last day."""
        day = self.month.day
        if (day.year, day.month, by) not in {(9998, 12, 1), (1970, 1, -1)}:
            self._go(day + relativedelta(months=by))

    async def action_free(self) -> None:
        """Searches from midnight of the picked day on."""
        if self.free is None:
            return
        morning = localise(datetime.combine(self.month.day, time()), self.crm.zone)
        found = await self.free(morning)
        if found is not None:
            self.start = found.astimezone(self.crm.zone)
            self._go(self.start.date())

    def action_today(self) -> None:
        self._go(self.crm.local_now().date())

    def action_take(self) -> None:
        self.finish(self._picked())

    def action_leave(self) -> None:
        self.finish(None)
