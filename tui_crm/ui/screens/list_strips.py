"""The two strips of a list screen: on which rows they work, and what they say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from tui_crm.domain.draft import Choice
from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.domain.ids import ActivityId
from tui_crm.domain.when import distance
from tui_crm.i18n import _, ngettext
from tui_crm.queries import pickers
from tui_crm.queries.paging import Span
from tui_crm.services.starts import Start, read_start, start_of
from tui_crm.ui import phrases
from tui_crm.ui.cells import cut, plain
from tui_crm.ui.columns import ListRow
from tui_crm.ui.screens.calendar import CalendarWindow
from tui_crm.ui.screens.form_finders import candidate
from tui_crm.ui.screens.permission import may_change
from tui_crm.ui.widgets.fields import TextField
from tui_crm.ui.widgets.match_list import Candidate, MatchList
from tui_crm.ui.widgets.strip import CompletionStrip, RescheduleStrip, Strip

if TYPE_CHECKING:
    from tui_crm.ui.screens.activity_list import ActivityList

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S", bound=Strip)


class StripDesk:
    """Opens the strips on the marked rows, or on the one under the cursor."""

    def __init__(self, screen: ActivityList) -> None:
        self.screen = screen
        self.crm = screen.crm
        self._rows: list[ListRow] = []
        self._default: Choice | None = None
        self._left: dict[tuple[int, ...], tuple[str, str]] = {}

    async def outcomes(self, text: str, span: Span) -> list[Candidate]:
        """CRM → Outcomes."""
        found = await self.crm.db(pickers.entries, "outcome", text, span)
        return [candidate(match) for match in found]

    def ids(self) -> list[ActivityId]:
        """The activities the open strip works on."""
        return [ActivityId(row.id) for row in self._rows]

    def following(self) -> int | None:
        """The next open row below those that are worked on: the cursor goes there."""
        working = {row.id for row in self._rows}
        rows = self.screen.table.rows
        last = max((i for i, row in enumerate(rows) if row.id in working), default=-1)
        after = [row for row in rows[last + 1 :] if not row.row.completed and row.id not in working]
        before = [row for row in rows[:last] if not row.row.completed and row.id not in working]
        return after[0].id if after else (before[-1].id if before else None)

    async def _take_rows(self) -> bool:
        chosen = self.screen.table.chosen()
        self._rows = [row for row in chosen if not row.row.completed]
        if not self._rows:
            if chosen:
                self.screen.say(_("It is completed already. o reopens it."), error=True)
            return False
        self.screen.hush()
        return await may_change(self.screen, [row.row for row in self._rows])

    def _subject(self) -> str:
        if len(self._rows) > 1:
            return ngettext("{n} activity", "{n} activities", len(self._rows)).format(
                n=len(self._rows)
            )
        row = self._rows[0].row
        return cut(plain(row.contractor or row.subject), 24)

    async def open_completion(self) -> None:
        """Complete; the focus is in *next* when this returns."""
        if await self._take_rows():
            self.close()
            strip = await self._brought(CompletionStrip)
            note, next_at = self._left.pop(self._key(), ("", ""))
            outcome = await self._default_outcome()
            strip.open_on(self._subject(), outcome, note=note, next_at=next_at)
            if note:
                self.screen.say(_("What was typed before and not saved is here again."))

    def _key(self) -> tuple[int, ...]:
        return tuple(sorted(row.id for row in self._rows))

    def leave(self) -> None:
        """Esc: close, and keep what was typed for the next `c` on the same rows."""
        for strip in self.screen.query(CompletionStrip):
            if strip.display and (strip.note.strip() or strip.next_at.strip()):
                self._left[self._key()] = (strip.note, strip.next_at)
                self.screen.say(_("Not completed; c on this row goes on with what was typed."))
        self.close()

    async def open_reschedule(self) -> None:
        """Move; the focus is in the field when this returns."""
        if await self._take_rows():
            self.close()
            (await self._brought(RescheduleStrip)).open_on(self._subject())

    async def _brought(self, kind: type[S]) -> S:
        """The strip, mounted when it is wanted for the first time."""
        if not self.screen.query(Strip):
            strips = (
                CompletionStrip(self.echo, self.pick_day, self.outcomes),
                RescheduleStrip(self.echo, self.pick_day),
            )
            await self.screen.mount_all(strips, before="HintBar")
            await self.screen.mount(MatchList())
        return self.screen.query_one(kind)

    async def _default_outcome(self) -> Choice | None:
        if self._default is None:
            found = await self.crm.db(pickers.default_entry, "outcome", None)
            self._default = None if found is None else Choice(found.id, found.label)
        return self._default

    def close(self) -> None:
        """Take the strips away; the focus goes back to the list."""
        for strip in self.screen.query(Strip):
            strip.close()
        self.screen.set_focus(self.screen.table)

    def echo(self, text: str) -> tuple[str, bool]:
        """What was understood of a typed time; how many and on which days, when they are several.

        What cannot be read is said in the sentence that forms have for it, and False.
        """
        if not self._rows or not text.strip():
            return "", True
        now, zone = self.crm.now(), self.crm.zone
        try:
            read = [read_start(text, start, now=now, zone=zone) for start in self._starts()]
        except CrmError as unreadable:
            return unreadable.message, False
        starts = sorted((start for start in read if start is not None), key=lambda one: one.at)
        if not starts:
            return "", True
        first, last = starts[0], starts[-1]
        when = self._when(first)
        if len(self._rows) == 1:
            return f"→ {when} · {distance(first.at, now=now, zone=zone)}", True
        if first.at.date() != last.at.date():
            when = f"{self._day(first)} – {self._day(last)}"
        elif first != last:
            when = self._day(first)
        return f"→ {self._subject()}: {when}", True

    def _starts(self) -> list[Start]:
        """When the rows start now; rows that start together once."""
        starts = dict.fromkeys((line.row.starts_at, line.row.starts_on) for line in self._rows)
        return [start_of(at, on, self.crm.zone) for at, on in starts]

    def _when(self, start: Start) -> str:
        if start.all_day:
            return self._day(start)
        return phrases.full(start.at, None, now=self.crm.now(), zone=self.crm.zone)

    def _day(self, start: Start) -> str:
        return phrases.full(None, start.at.date(), now=self.crm.now(), zone=self.crm.zone)

    async def pick_day(self, field: TextField) -> None:
        """The calendar on what stands in a field of the strip; rows keep their hours."""
        current, now, zone = self._starts()[0], self.crm.now(), self.crm.zone
        try:
            start = read_start(field.value, current, now=now, zone=zone)
        except CrmError:
            start = None
        if start is None:
            # What was due before cannot be due before again.
            today = datetime.combine(self.crm.local_now().date(), current.at.timetz())
            start = Start(max(current.at, today), current.all_day)
        hourless = start.all_day or len(self._rows) > 1

        def picked(at: datetime | None) -> None:
            if at is not None:
                whole = phrases.field_time(at, zone=zone)
                field.value = whole.partition(" ")[0] if hourless else whole

        await self.screen.app.push_screen(CalendarWindow(self.crm, start.at), picked)

    async def apply(
        self, strip: Strip, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """Do it on the database thread; what is wrong is said in the strip, which stays open."""
        try:
            done = await self.screen.patiently(self.crm.db(function, *args, **kwargs))
        except RuleViolation as violation:
            strip.complain(violation.message)
        except CrmError as error:
            strip.complain(error.message)
        else:
            self.screen.forget_typed()
            return done
        return None
