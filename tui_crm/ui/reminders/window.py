"""The window with due reminders: open the activity, postpone or dismiss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui_crm.domain.dates.dates import distance
from tui_crm.domain.errors import CrmError
from tui_crm.domain.ids import ActivityId
from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.activities.reminders import Reminder
from tui_crm.services.activities import snooze
from tui_crm.terminal.text import plain
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import Cell, Column, content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmScreen, CrmWindow
from tui_crm.ui.kit.status_bars import HintBar
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.kit.table_window import slice_of

OF_A_REMINDER = {"take", "snooze", "put_off", "dismiss_reminder"}


class DueReminders(Protocol):
    """The due reminders: `notifier.ReminderNotifier` as the window uses it."""

    due: list[Reminder]

    async def look(self) -> None: ...
    def dismiss(self, one: Reminder) -> None: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A reminder as a row of the list."""

    id: int
    place: Place
    one: Reminder


class RemindersWindow(CrmWindow[int]):
    """Returns the id of the activity to open."""

    SHEETS = (*CrmWindow.SHEETS, "reminders/window.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.REMINDERS))

    def __init__(self, crm: Context, reminders: DueReminders) -> None:
        super().__init__(crm)
        self.reminders = reminders

    def compose(self) -> ComposeResult:
        with Vertical(classes="window reminders") as window:
            window.border_title = content(_("Reminders"))
            yield RecordTable(
                self._columns(),
                source=self._page,
                empty=lambda: _("Nothing to be reminded of now."),
                header=False,
            )
            yield Static("", id="wrong", markup=False)
            yield HintBar()

    def _columns(self) -> tuple[Column[Line], ...]:
        crm = self.crm

        def when(line: Line) -> Cell:
            one = line.one
            at = formats.brief(one.starts_at, one.starts_on, now=crm.now(), zone=crm.zone)
            return Cell(at, "strong")

        def away(line: Line) -> Cell:
            return Cell(distance(line.one.begins, now=crm.now(), zone=crm.zone))

        def reach(line: Line) -> Cell:
            one = line.one
            if one.do_not_call:
                return Cell(formats.not_to_be_called(plain(one.do_not_call)), "urgent")
            return Cell(plain(one.phone), "number")

        return (
            Column("when", "", when, 9),
            Column("away", "", away, 10),
            Column("kind", "", lambda r: Cell(formats.GLYPHS[r.one.kind], "sign"), 1),
            Column(
                "contractor", "", lambda r: Cell(plain(r.one.contractor or r.one.subject)), 14,
                share=3,
            ),
            Column("person", "", lambda r: Cell(plain(r.one.person)), 12, share=2),
            Column("phone", "", reach, 15, share=1),
        )  # fmt: skip

    async def _page(self, request: PageRequest) -> list[Line]:
        rows = [Line(one.id, (n,), one) for n, one in enumerate(self.reminders.due)]
        return slice_of(rows, request)

    @property
    def table(self) -> RecordTable[Line]:
        """The list."""
        return self.query_one(RecordTable)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return action not in OF_A_REMINDER or bool(self.reminders.due)

    async def on_mount(self) -> None:
        self.set_focus(self.table)
        await self.table.load()

    def action_take(self) -> None:
        line = self.table.current
        self.finish(None if line is None else line.id)

    def action_leave(self) -> None:
        self.finish(None)

    async def action_snooze(self, until: str) -> None:
        """An unreadable time is shown as an error."""
        line, crm = self.table.current, self.crm
        if line is None:
            return
        one = ActivityId(line.id)
        try:
            at = await crm.db(snooze.snooze, one, until, actor=crm.actor, now=crm.now())
        except CrmError as error:
            self.query_one("#wrong", Static).update(content(error.message))
            return
        await self.reminders.look()
        when = formats.full(at, None, now=crm.now(), zone=crm.zone)
        await self._show_rest(_("The reminder comes again {when}.").format(when=when))

    async def action_put_off(self) -> None:
        from tui_crm.ui.reminders.put_off import PutOff  # noqa: PLC0415  # when asked for

        async def until(typed: str | None) -> None:
            if typed is not None:
                await self.action_snooze(typed)

        if self.table.current is not None:
            await self.app.push_screen(PutOff(self.crm), until)

    async def action_dismiss_reminder(self) -> None:
        """It is not announced again until the program is started again."""
        line = self.table.current
        if line is not None:
            self.reminders.dismiss(line.one)
            await self._show_rest()

    async def _show_rest(self, message: str = "") -> None:
        below = self.app.screen_stack[-2]
        if isinstance(below, CrmScreen):
            # Its announcement there is outdated.
            below.clear_message()
            if message:
                below.show_done(message)
        if not self.reminders.due:
            self.finish(None)
            return
        self.table.restart()
        await self.table.load()
