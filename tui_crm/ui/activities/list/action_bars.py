"""Opens the action bars of an activity list on the chosen rows, and answers their questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.choice import Choice
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.domain.errors import CrmError
from tui_crm.domain.page import PageRequest
from tui_crm.drafts.slot import Slot, SlotKind
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.activities import next_steps
from tui_crm.queries.activities.next_steps import Outcome
from tui_crm.queries.common import lookups
from tui_crm.services.activities.earlier_completion import kept_outcomes
from tui_crm.services.activities.no_answer import asks, next_tries
from tui_crm.services.activities.start_time import Start, read_start
from tui_crm.services.common.company_settings import read_company
from tui_crm.terminal.text import Piece
from tui_crm.ui.activities.action_preview import Preview
from tui_crm.ui.activities.completion_bar import NUMBERED, CompletionBar
from tui_crm.ui.activities.list.host import ListHost
from tui_crm.ui.activities.list.selection import Selection
from tui_crm.ui.forms.lookups import candidate, finder
from tui_crm.ui.kit.action_bar import ActionBar, AttemptBar, Remark, RescheduleBar, bar_of
from tui_crm.ui.kit.assign_bar import AssignBar
from tui_crm.ui.kit.calendar import CalendarWindow
from tui_crm.ui.kit.fields import TextField
from tui_crm.ui.kit.lookup_list import Candidate

if TYPE_CHECKING:
    from tui_crm.ui.panels.activity_columns import ListRow


class ActionBars:
    """Opens the action bars for the marked rows, or for the one under the cursor."""

    def __init__(self, host: ListHost, selection: Selection) -> None:
        self.host = host
        self.crm = host.crm
        self.selection = selection
        self.preview = Preview(host.crm, self._previewed, self._outcome_id)
        self._asked_ids: frozenset[int] = frozenset()
        """Ids of the rows that need a typed time, if not all chosen rows do."""
        self._numbers: dict[int, int] = {}

    def _previewed(self) -> Sequence[ListRow]:
        rows = self.selection.rows
        return [row for row in rows if row.id in self._asked_ids] if self._asked_ids else rows

    async def find_outcomes(self, text: str, request: PageRequest) -> list[Candidate]:
        """Outcomes that match; the first nine with the digit that chooses them."""
        found = await self.crm.db(lookups.entries, "outcome", text, request, kinds=self._kinds())
        return [
            replace(candidate(match), label=self._numbered(match.id, match.label))
            for match in found
        ]

    def _kinds(self) -> frozenset[Kind]:
        return frozenset(row.row.kind for row in self.selection.rows)

    def _numbered(self, outcome_id: int, label: str) -> str:
        number = self._numbers.get(outcome_id)
        return label if number is None else f"{number} {label}"

    def _outcome_id(self) -> int | None:
        chosen = self.host.query_one(CompletionBar).outcome
        return None if chosen is None else chosen.id

    # Opening

    async def open_completion(self) -> None:
        """Open the completion bar; its field *next* is focused on return."""
        if not await self.selection.take():
            return
        self.close()
        bar = await bar_of(self.host, CompletionBar, lambda: CompletionBar(self))
        draft = self.crm.drafts.get(self._slot()) or {}
        note, next_at = (str(draft.get(field) or "") for field in ("note", "next_at"))
        ids, outcomes = self.selection.ids(), await self.crm.db(next_steps.outcomes, self._kinds())
        type_days = await self.crm.db(next_steps.days_by_type, ids)
        tries = await self.crm.db(next_tries, ids, actor=self.crm.actor, now=self.crm.now())
        days = WorkDays.of(await self.crm.db(read_company))
        kept = await self.crm.db(kept_outcomes, self.selection.ids())
        self._asked_ids = frozenset()
        self.preview.of_completion(outcomes, type_days, days, tries)
        self._numbers = {one.id: place for place, one in enumerate(outcomes[: len(NUMBERED)], 1)}
        proposed = self._proposed(outcomes, kept)
        bar.open_on(
            self.preview.subject(),
            self._drafted(outcomes, draft, proposed),
            proposed=proposed,
            numbered=[self._choice(one) for one in outcomes],
            note=note,
            next_at=next_at,
            # Who corrects a completion has planned what follows it already.
            fills=draft.get("next_at") is None and not kept,
        )
        if note:
            self.host.show_info(_("What was typed before and not saved is here again."))

    def _proposed(
        self, outcomes: Sequence[Outcome], kept: Mapping[int, int | None]
    ) -> Choice | None:
        """The outcome that all rows keep from an earlier completion, else the default one."""
        of_rows = {kept.get(row.id, 0) for row in self.selection.rows}
        if len(of_rows) == 1 and 0 not in of_rows:
            chosen = next((one for one in outcomes if one.id in of_rows), None)
        else:
            chosen = next((one for one in outcomes if one.is_default), None)
        return None if chosen is None else self._choice(chosen)

    def _drafted(
        self, outcomes: Sequence[Outcome], draft: Mapping[str, object], proposed: Choice | None
    ) -> Choice | None:
        """The outcome from the draft, else the proposed one."""
        if "outcome" not in draft:
            return proposed
        if draft["outcome"] is None:
            return None
        chosen = next((one for one in outcomes if one.id == draft["outcome"]), None)
        return proposed if chosen is None else self._choice(chosen)

    def _choice(self, outcome: Outcome) -> Choice:
        return Choice(outcome.id, self._numbered(outcome.id, outcome.name))

    def _slot(self) -> Slot:
        return Slot.of_activities(SlotKind.COMPLETION, *(row.id for row in self.selection.rows))

    def keep(self, note: str, next_at: str | None, outcome: Choice | None) -> None:
        """Store what is typed as a draft for the next time on the same rows.

        *next_at* None was written by the outcome alone.
        """
        if note.strip() or (next_at or "").strip():
            chosen = None if outcome is None else outcome.id
            kept = {"note": note, "next_at": next_at, "outcome": chosen}
            self.crm.drafts.put(self._slot(), kept)
        else:
            self.forget()

    def forget(self) -> None:
        """Delete that draft."""
        self.crm.drafts.discard(self._slot())

    def leave(self) -> None:
        """Close the bars on Esc; report a draft that is kept."""
        for bar in self.host.query(CompletionBar):
            if bar.display and (bar.note.strip() or (bar.typed_next or "").strip()):
                self.host.show_info(
                    _("Not completed; <activity.complete> on this row goes on with what was typed.")
                )
        self.close()

    async def open_reschedule(self) -> None:
        """Open the bar that moves rows; its field is focused on return."""
        if await self.selection.take():
            self.close()
            bar = await bar_of(self.host, RescheduleBar, lambda: RescheduleBar(self))
            self._asked_ids = frozenset()
            self.preview.of_move()
            bar.open_on(self.preview.subject())

    async def open_assign(self) -> None:
        """Open the bar that assigns rows; its field is focused on return."""
        if await self.selection.take_to_assign():
            self.close()
            find = finder(self.crm, lookups.employees)
            bar = await bar_of(self.host, AssignBar, lambda: AssignBar(find))
            self._asked_ids = frozenset()
            bar.open_on(self.preview.subject())

    async def ask_when(self, question: str) -> None:
        """Ask when to call again, for rows whose intervals between attempts are used up."""
        self.close()
        bar = await bar_of(self.host, AttemptBar, lambda: AttemptBar(self))
        self._asked_ids = frozenset(row.id for row in self.selection.rows if asks(row.row.attempts))
        self.preview.of_move(distributes=False)
        message = _("{question} Or Esc, and <activity.complete> completes it.").format(
            question=question
        )
        bar.open_on(self.preview.subject(), asks=message)

    def close(self) -> None:
        """Hide all bars and focus the list."""
        for bar in self.host.query(ActionBar):
            bar.close()
        self.host.set_focus(self.host.table)

    # Questions of the bars (`Adviser`)

    def echo(self, text: str) -> Piece:
        """How a typed time was understood."""
        return self.preview.echo(text)

    def proposed_text(self) -> str:
        """What the chosen outcome writes into *next*."""
        return self.preview.proposed_text()

    def doubt(self, text: str) -> str:
        """The question about a typed time that may be a slip; else empty."""
        return self.preview.doubt(text)

    async def remark(self, text: str, width: int) -> Remark:
        """What a typed time conflicts with."""
        return await self.preview.remark(text, width)

    async def pick_day(self, field: TextField) -> None:
        """Open the calendar for a field; all-day rows, or several, keep their hours."""
        current, now, zone = self.preview.current()[0], self.crm.now(), self.crm.zone
        try:
            start = read_start(field.value, current, now=now, zone=zone)
        except CrmError:
            start = None
        if start is None:
            # An overdue row is not moved to a day in the past.
            today = datetime.combine(self.crm.local_now().date(), current.at.timetz())
            start = Start(max(current.at, today), current.all_day)
        hourless = start.all_day or len(self.selection.rows) > 1

        def picked(at: datetime | None) -> None:
            if at is not None:
                whole = formats.field_time(at, zone=zone)
                field.value = whole.partition(" ")[0] if hourless else whole

        await self.host.app.push_screen(CalendarWindow(self.crm, start.at), picked)
