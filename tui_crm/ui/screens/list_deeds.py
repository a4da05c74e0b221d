"""What is done to the row under the cursor, or to all marked rows, from the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_crm.domain.ids import ActivityId, EntryId
from tui_crm.i18n import _, ngettext
from tui_crm.queries.details import activity_details
from tui_crm.services import completion, history, timers
from tui_crm.services.completion import Completion
from tui_crm.ui import phrases
from tui_crm.ui.cells import plain
from tui_crm.ui.screens.history import activity_changes
from tui_crm.ui.screens.list_strips import StripDesk
from tui_crm.ui.widgets.strip import CompletionStrip, RescheduleStrip, Strip

if TYPE_CHECKING:
    from tui_crm.ui.screens.activity_list import ActivityList


class Deeds:
    """Completing, moving, timing, copying, undoing; each shows its result at once."""

    def __init__(self, screen: ActivityList, strips: StripDesk) -> None:
        self.screen = screen
        self.crm = screen.crm
        self.strips = strips

    async def apply(self, strip: Strip) -> None:
        """Do what the strip says."""
        if isinstance(strip, CompletionStrip):
            await self._complete(strip)
        elif isinstance(strip, RescheduleStrip):
            await self._reschedule(strip)

    async def _complete(self, strip: CompletionStrip) -> None:
        ids, following = self.strips.ids(), self.strips.following()
        outcome = strip.outcome
        what = Completion(
            None if outcome is None else EntryId(outcome.id), strip.note, strip.next_at
        )
        done = await self.strips.apply(
            strip,
            completion.complete,
            ids,
            what,
            who=self.crm.who,
            instant=self.crm.instant(),
        )
        if done is None:
            return
        await self._after(following)
        text = ngettext("Completed.", "{n} completed.", len(done.ids)).format(n=len(done.ids))
        if done.next_at is not None:
            when = phrases.full(done.next_at, None, now=self.crm.now(), zone=self.crm.zone)
            text += " " + _("Next {when}.").format(when=when)
        self.screen.say(text + " " + _("u takes it back."))

    async def _reschedule(self, strip: RescheduleStrip) -> None:
        ids = self.strips.ids()
        moved = await self.strips.apply(
            strip,
            completion.reschedule,
            ids,
            strip.to,
            who=self.crm.who,
            now=self.crm.now(),
        )
        if moved is None:
            return
        following = self.strips.following()
        await self._after(following if len(ids) > 1 or self.screen.view.name == "today" else ids[0])
        when = phrases.full(moved.first_at, None, now=self.crm.now(), zone=self.crm.zone)
        text = ngettext("Moved to {when}.", "{n} moved, the first to {when}.", len(moved.ids))
        self.screen.say(text.format(when=when, n=len(moved.ids)) + " " + _("u takes it back."))

    async def _after(self, keep: int | None) -> None:
        self.strips.close()
        self.screen.table.unmark()
        await self.screen.reload(keep=keep)

    async def toggle_timer(self) -> None:
        """Start or pause the timer of the row; another running one is paused."""
        if self.screen.current is None:
            return
        row = self.screen.current.row
        call = timers.pause if row.timer.running else timers.start
        version = await self.screen.attempt(
            call, ActivityId(row.id), who=self.crm.who, instant=self.crm.instant()
        )
        if version is not None:
            await self.screen.reload(keep=row.id)
            await self.screen.timer_changed()
            self.screen.say(
                _("Timer paused.") if row.timer.running else _("Timer running: p pauses it.")
            )

    async def reopen(self) -> None:
        """Reopen a completed activity; needs the right to (R22)."""
        if self.screen.current is None:
            return
        row = self.screen.current.row
        if not row.completed:
            self.screen.say(_("It is open already."), error=True)
            return
        if await self.screen.succeeds(
            completion.reopen,
            ActivityId(row.id),
            who=self.crm.who,
            now=self.crm.now(),
        ):
            await self.screen.reload(keep=row.id)
            self.screen.say(_("Reopened; it is written to the history."))

    async def copy(self, what: str) -> None:
        """Copy number or e-mail to the clipboard of the terminal (OSC 52), and show it."""
        if self.screen.current is None:
            return
        details = await self.screen.attempt(
            activity_details, self.screen.current.id, sees=self.crm.who.sees
        )
        if details is None:
            return
        values = [getattr(person, what) for person in details.persons]
        if what == "phone":
            first = next((person for person in details.persons if person.phone), None)
            if first is not None and first.do_not_call:
                said = _("Do not call {name}: {reason}")
                self.screen.say(
                    said.format(name=plain(first.name), reason=plain(first.do_not_call)),
                    error=True,
                )
                return
            values.append(details.contractor_phone)
        value = plain(next((value for value in values if value), ""))
        if not value:
            self.screen.say(
                _("There is no number here.") if what == "phone" else _("There is no e-mail here."),
                error=True,
            )
            return
        self.screen.app.copy_to_clipboard(value)
        self.screen.say(_("Copied: {value}").format(value=value))

    async def undo(self) -> None:
        """Take back what was done last, whole."""
        await self._walk(history.undo, _("Taken back: {what} · U does it again"))

    async def redo(self) -> None:
        """Do again what was taken back."""
        await self._walk(history.redo, _("Done again: {what}"))

    async def _walk(self, way: Any, text: str) -> None:
        undone = await self.screen.attempt(way, who=self.crm.who, now=self.crm.now())
        if undone is not None:
            await self.screen.reload(keep=next(iter(undone.activity_ids), None))
            await self.screen.timer_changed()
            self.screen.say(text.format(what=phrases.action(undone.action, plain(undone.subject))))

    async def chain(self, way: str) -> None:
        """To the previous or the next one in the chain; one that is not in this list is opened."""
        row = self.screen.current.row if self.screen.current else None
        if row is None:
            return
        target = row.previous_id if way == "previous" else row.next_id
        if target is None:
            text = (
                _("It is the first in its chain: nothing comes before it.")
                if way == "previous"
                else _("It is the last in its chain: nothing follows it.")
            )
            self.screen.say(text, error=True)
            return
        place = await self.screen.view.place_of(target)
        if place is None or not await self.screen.table.go_to(target, place):
            await self.screen.desk.forms.open(target)

    async def history_window(self) -> None:
        """Who changed what, and when (R07)."""
        if self.screen.current is not None:
            row = self.screen.current.row
            await self.screen.app.push_screen(activity_changes(self.crm, row.id, row.number))
