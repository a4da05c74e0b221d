"""The digest of a day, to be read and to be copied."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui_crm.domain.activity import Status
from tui_crm.domain.days import WorkDays
from tui_crm.domain.digest import Day, Told, digest
from tui_crm.domain.errors import CrmError
from tui_crm.domain.when import localise
from tui_crm.i18n import _
from tui_crm.queries.activity_rows import ActivityRow
from tui_crm.queries.digest import completed_between, moved_between, planned_on
from tui_crm.services.company import read_company
from tui_crm.ui import keys, phrases
from tui_crm.ui.cells import content, lines, plain
from tui_crm.ui.context import Context
from tui_crm.ui.screens.base import CrmScreen
from tui_crm.ui.widgets.status import HintBar, Line, Notice


class DigestScreen(CrmScreen[None]):
    """What one employee, or everybody, has done on a day."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.DIGEST, keys.GLOBAL))

    def __init__(self, crm: Context, *, everybody: bool, section: str) -> None:
        super().__init__(crm)
        self.section = section
        self.everybody = everybody
        self.day = crm.local_now().date()
        self.told = ""

    def compose(self) -> ComposeResult:
        """Sections, whose digest it is, the text, keys."""
        yield Line(id="topbar")
        yield Line(id="summary")
        with VerticalScroll(id="digest"):
            yield Static("", id="digest-text", markup=False)
        yield Notice()
        yield HintBar()

    async def on_mount(self) -> None:
        """Read today's."""
        self.set_focus(self.query_one("#digest"))
        await self.reload()

    def on_screen_resume(self) -> None:
        """The line on top."""
        self.show_top_bar()

    async def reload(self, *, keep: int | None = None) -> None:
        """Read the day, and write it down."""
        del keep
        try:
            self.told = digest(await self._day())
        except CrmError as error:
            self.say(error.message, error=True)
            return
        self.told = "\n".join(lines(self.told))
        whose = _("everybody") if self.everybody else self.crm.who.employee_name
        self.query_one("#summary", Line).say(
            (f" {_('Digest')}", "strong"), (f"   {plain(whose)}", "muted")
        )
        text = Content("\n").join([content(line) for line in self.told.split("\n")])
        self.query_one("#digest-text", Static).update(text)

    async def _day(self) -> Day:
        crm, zone, who = self.crm, self.crm.zone, self.crm.who
        employee = None if self.everybody or who.employee_id is None else int(who.employee_id)
        work = WorkDays.of(await crm.db(read_company))
        ahead = work.first_from(self.day + timedelta(days=1))
        begins, ends = self._bounds(self.day)
        closed = await crm.db(completed_between, begins, ends, employee_id=employee, sees=who.sees)
        moved = await crm.db(moved_between, begins, ends, employee_id=employee, sees=who.sees)
        still_open, coming = [
            await crm.db(planned_on, day, *self._bounds(day), employee_id=employee, sees=who.sees)
            for day in (self.day, ahead)
        ]
        title = phrases.full(None, ahead, now=crm.now(), zone=zone)
        return Day(
            title=phrases.full(None, self.day, now=crm.now(), zone=zone),
            done=[self._done(row) for row in closed if row.status is Status.DONE],
            called_off=[self._done(row) for row in closed if row.status is not Status.DONE],
            moved=[self._planned(row, dated=True) for row in moved],
            still_open=[self._planned(row) for row in still_open],
            ahead_title=_("Next: {day}").format(day=title),
            ahead=[self._planned(row) for row in coming],
        )

    def _bounds(self, day: date) -> tuple[datetime, datetime]:
        midnights = (localise(datetime.combine(d, time()), self.crm.zone) for d in _two(day))
        begins, ends = midnights
        return begins, ends

    def _done(self, row: ActivityRow) -> Told:
        return Told(
            what=row.contractor or row.subject,
            whom=row.person,
            outcome=row.outcome,
            said=row.note.strip().partition("\n")[0],
            seconds=row.duration_seconds,
        )

    def _planned(self, row: ActivityRow, *, dated: bool = False) -> Told:
        zone, now = self.crm.zone, self.crm.now()
        when = phrases.full(row.starts_at, row.starts_on, now=now, zone=zone)
        if not dated:
            at = row.starts_at
            when = _("all day") if at is None else f"{at.astimezone(zone):%H:%M}"
        said = row.note.strip().partition("\n")[0]
        return Told(row.contractor or row.subject, row.person, when, said=said)

    async def action_turn(self, by: int) -> None:
        """Another day."""
        self.hush()
        self.day = date.fromordinal(
            min(max(self.day.toordinal() + by, 719_163), date.max.toordinal() - 400)
        )
        await self.reload()
        self.query_one("#digest").scroll_home(animate=False)

    def action_copy_text(self) -> None:
        """All of it to the clipboard of the terminal (OSC 52)."""
        self.app.copy_to_clipboard(self.told)
        self.say(_("Copied."))

    def action_back(self) -> None:
        """Back to the list."""
        self.dismiss()


def _two(day: date) -> tuple[date, date]:
    return day, day + timedelta(days=1)
