"""The call timer of the activity form, shown in its title (R08, R09)."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from textual.timer import Timer as Ticker

from tui_crm.domain.activities.talk_time import read_seconds, shown_seconds
from tui_crm.domain.activities.timer import clock
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.ids import ActivityId
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.presentation.activity_form import form_title
from tui_crm.presentation.status import closed_text
from tui_crm.services.activities import timers
from tui_crm.terminal.text import Piece
from tui_crm.ui.activities.form.timer_button import TimerButton
from tui_crm.ui.activities.length_field import show_whole
from tui_crm.ui.kit.fields import TextField
from tui_crm.ui.kit.status_bars import Line

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost


class TimerController:
    """Starts and pauses the timer; that of a stored activity at once in the database."""

    def __init__(self, form: FormHost) -> None:
        self.form = form
        self._ticker: Ticker | None = None

    def begin(self) -> None:
        """Start updating the title every second, paused while the timer is."""
        running = self.form.draft.timer.running
        self._ticker = self.form.set_interval(1.0, self.show_title, pause=not running)

    def show(self) -> None:
        """Update the title every second only while the timer runs."""
        if self._ticker is None:
            return
        if self.form.draft.timer.running:
            self._ticker.resume()
        else:
            self._ticker.pause()

    def show_title(self) -> None:
        """Show the activity and its timer; for a completed one when and by whom."""
        form, crm, draft, opened = self.form, self.form.crm, self.form.draft, self.form.opened
        stands = form.locked or draft.completed
        seconds = draft.timer.elapsed(crm.instant())
        (measured,) = formats.timer_pieces(seconds, running=draft.timer.running)
        piece = self._typed() or measured
        right = (piece,) if stands else ()
        running = _("running") if draft.timer.running else ""
        took = form.query_one("#took", TextField)
        took.placeholder = running or (shown_seconds(seconds) if seconds else "")
        show_whole(took)
        if opened is not None and opened.completed_at is not None:
            closed, style = closed_text(opened, zone=crm.zone)
            right = ((f"{closed} · {clock(draft.duration_seconds)} ", style),)
        heading = form_title(draft, opened.number if opened else "")
        whom = "" if draft.contractor is None else f"  {draft.contractor.label}"
        form.query_one("#title", Line).show_pieces(
            (f" {heading}", "title"), (whom, "bar"), right=((" ", ""), *right)
        )
        button = form.query_one(TimerButton)
        button.disabled = stands
        button.show(piece)

    def _typed(self) -> Piece | None:
        """The typed length as it was understood; None where none was typed."""
        try:
            seconds = read_seconds(self.form.draft.took)
        except RuleViolation:
            return f"{_('? cannot be read')} ", "error"
        return None if seconds is None else (f"{shown_seconds(seconds)} ", "accent")

    def _take_typed(self) -> None:
        """Go on from the typed length: the timer measures again."""
        try:
            seconds = read_seconds(self.form.draft.took)
        except RuleViolation:
            seconds = None
        if seconds is not None:
            self.form.change(duration_seconds=seconds, started=None, took="")

    async def toggle(self) -> None:
        """Start or pause (R09)."""
        form = self.form
        if form.draft.completed or form.locked:
            form.show_error(_("It is completed: its time stands still."))
            return
        self._take_typed()
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
