"""Announces due reminders: once each, by bell and in the message line of the current screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tui_crm.domain.dates.dates import distance
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.activities.reminders import Reminder, due_reminders
from tui_crm.services.activities import series
from tui_crm.terminal.notification import ring
from tui_crm.terminal.text import plain
from tui_crm.ui.commands.registry import key_of
from tui_crm.ui.kit.screen import CrmScreen
from tui_crm.ui.reminders.window import RemindersWindow

if TYPE_CHECKING:
    from textual.app import App

    from tui_crm.ui.kit.context import Context


class ReminderNotifier:
    """Checks every minute; announces nothing twice and nothing dismissed in this run."""

    def __init__(self, app: App[Any], crm: Context) -> None:
        self.app = app
        self.crm = crm
        self.due: list[Reminder] = []
        self._rung: set[tuple[object, ...]] = set()
        self._announced: set[tuple[object, ...]] = set()
        self._dismissed: set[tuple[object, ...]] = set()
        self._day: date | None = None

    @property
    def is_due(self) -> bool:
        """Whether a reminder is due now."""
        return bool(self.due)

    async def look(self) -> None:
        """Read the due reminders, and announce new ones."""
        employee_id = self.crm.actor.employee_id
        if employee_id is None:
            return
        try:
            await self._extend_series()
            found = await self.crm.db(
                due_reminders, employee_id, now=self.crm.now(), zone=self.crm.zone
            )
        except CrmError:
            # Probably a colleague's lock: tried again in a minute.
            return
        self.due = [one for one in found if one.announced_as not in self._dismissed]
        self.announce()

    async def _extend_series(self) -> None:
        """On each new day, create the activities that repeat on it."""
        today = self.crm.local_now().date()
        if today == self._day:
            return
        self._day = today
        made = await self.crm.db(series.bring_up_to_date, actor=self.crm.actor, now=self.crm.now())
        if made:
            self.app.call_later(self._show_made)

    async def _show_made(self) -> None:
        screen = self.app.screen
        if isinstance(screen, CrmScreen) and not screen.busy:
            await screen.reload()

    def announce(self) -> None:
        """Ring for new reminders and show them on the screen, each once."""
        screen = self.app.screen
        rung = [one for one in self.due if one.announced_as not in self._rung]
        if rung:
            self._rung |= {one.announced_as for one in rung}
            ring(self.app, self._summary(rung), notify=self.crm.settings.notify)
        new = [one for one in self.due if one.announced_as not in self._announced]
        # A window has no message line: shown when the window closes.
        if new and isinstance(screen, CrmScreen):
            self._announced |= {one.announced_as for one in new}
            screen.show_info(f"{self._summary(new)} · {key_of('app.reminders')}")

    def _summary(self, due: list[Reminder]) -> str:
        more = f" +{len(due) - 1}" if len(due) > 1 else ""
        return self.text_of(due[0]) + more

    async def show(self) -> None:
        """Open the window with all due reminders."""
        if not isinstance(self.app.screen, RemindersWindow):
            await self.app.push_screen(RemindersWindow(self.crm, self), self._open)

    async def _open(self, activity_id: int | None) -> None:
        screen = self.app.screen
        if activity_id is not None and isinstance(screen, CrmScreen):
            await screen.navigation.open_activity(activity_id)

    def text_of(self, one: Reminder) -> str:
        """`Reminder: 10:00, in 15 min · Beta S.A. · Ewa Lis · 603 456 789`."""
        now, zone = self.crm.now(), self.crm.zone
        when = " ".join(formats.brief(one.starts_at, one.starts_on, now=now, zone=zone).split())
        away = distance(one.begins, now=now, zone=zone)
        number = formats.not_to_be_called(one.do_not_call) if one.do_not_call else one.phone
        parts = (f"{when}, {away}", one.contractor or one.subject, one.person, number)
        what = " · ".join(plain(part) for part in parts if part)
        return _("Reminder: {what}").format(what=what)

    def dismiss(self, one: Reminder) -> None:
        """Do not announce it again in this run of the program."""
        self._dismissed.add(one.announced_as)
        self.due = [other for other in self.due if other.id != one.id]
