"""The two strips of a list screen: on which rows they work, and what they say."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from tui_crm.domain.draft import Choice
from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.domain.ids import ActivityId
from tui_crm.domain.when import distance
from tui_crm.i18n import _, ngettext
from tui_crm.queries import pickers
from tui_crm.queries.paging import Span
from tui_crm.services.starts import read_start, start_of
from tui_crm.ui import phrases
from tui_crm.ui.cells import cut, plain
from tui_crm.ui.columns import ListRow
from tui_crm.ui.screens.form_finders import candidate
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

    def _take_rows(self) -> bool:
        chosen = self.screen.table.chosen()
        self._rows = [row for row in chosen if not row.row.completed]
        if not self._rows:
            if chosen:
                self.screen.say(_("It is completed already. o reopens it."), error=True)
            return False
        self.screen.hush()
        return True

    def _subject(self) -> str:
        if len(self._rows) > 1:
            return ngettext("{n} activity", "{n} activities", len(self._rows)).format(
                n=len(self._rows)
            )
        row = self._rows[0].row
        return cut(plain(row.contractor or row.subject), 24)

    async def open_completion(self) -> None:
        """Complete; the focus is in *next* when this returns."""
        if self._take_rows():
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
        if self._take_rows():
            self.close()
            (await self._brought(RescheduleStrip)).open_on(self._subject())

    async def _brought(self, kind: type[S]) -> S:
        """The strip, mounted when it is wanted for the first time."""
        if not self.screen.query(Strip):
            strips = (CompletionStrip(self.echo, self.outcomes), RescheduleStrip(self.echo))
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
        """What was understood of a typed time, for the first row."""
        if not self._rows or not text.strip():
            return "", True
        row, now, zone = self._rows[0].row, self.crm.now(), self.crm.zone
        try:
            start = read_start(
                text, start_of(row.starts_at, row.starts_on, zone), now=now, zone=zone
            )
        except CrmError:
            return _("→ ? cannot be read yet"), False
        if start is None:
            return "", True
        local = start.at.astimezone(zone)
        when = phrases.full(None if start.all_day else local, local.date(), now=now, zone=zone)
        return f"→ {when} · {distance(start.at, now=now, zone=zone)}", True

    async def apply(
        self, strip: Strip, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """Do it on the database thread; what is wrong is said in the strip, which stays open."""
        try:
            return await self.screen.patiently(self.crm.db(function, *args, **kwargs))
        except RuleViolation as violation:
            strip.complain(violation.message)
        except CrmError as error:
            strip.complain(error.message)
        return None
