"""The timer of the activity form: it ticks in the title while it runs (R08, R09)."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from textual.timer import Timer as Ticker

from tui_crm.domain.ids import ActivityId
from tui_crm.i18n import _
from tui_crm.services.activities import timers

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost


class TimerController:
    """Starts and pauses; a stored activity's timer is stamped in the database at once."""

    def __init__(self, form: FormHost) -> None:
        self.form = form
        self._ticker: Ticker | None = None

    def begin(self) -> None:
        """Tick once a second, as long as it runs."""
        running = self.form.draft.timer.running
        self._ticker = self.form.set_interval(1.0, self._tick, pause=not running)

    def show(self) -> None:
        """Tick only while it runs."""
        if self._ticker is None:
            return
        if self.form.draft.timer.running:
            self._ticker.resume()
        else:
            self._ticker.pause()

    def _tick(self) -> None:
        form, crm = self.form, self.form.crm
        form.view.show_title(form.draft, form.opened, instant=crm.instant(), zone=crm.zone)

    async def toggle(self) -> None:
        """Start or pause."""
        form = self.form
        if form.draft.completed or form.locked:
            form.show_error(_("It is completed: its time stands still."))
            return
        timer, instant = form.draft.timer, form.crm.instant()
        if form.draft.id is not None:
            call = timers.pause if timer.running else timers.start
            version = await form.try_db(
                call, ActivityId(form.draft.id), actor=form.crm.actor, instant=instant
            )
            if version is None:
                return
            form.original = dataclasses.replace(form.original, version=version)
            form.change(version=version)
        changed = timer.pause(instant) if timer.running else timer.start(instant)
        form.change(duration_seconds=changed.duration_seconds, started=changed.started)
