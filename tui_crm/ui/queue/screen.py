"""The work queue screen: one card after the other, each completed by a digit and Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.strip import Strip

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.timer import clock
from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import _
from tui_crm.queries.activities.details import Details, activity_details
from tui_crm.queries.activities.next_steps import outcomes
from tui_crm.queries.activities.open_then_done import PartRow
from tui_crm.queries.activities.queue import MOST, queue_rows
from tui_crm.queries.activities.timeline import Whose, timeline_page
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.services.activities.talk_time import was_timed
from tui_crm.services.common.company_settings import read_company
from tui_crm.terminal.text import Piece, cut, cut_pieces, pieces_in_lines, plain
from tui_crm.ui.activities.completion_bar import NUMBERED, OUTCOME_SHOWN, CompletionBar
from tui_crm.ui.activities.list.screen import ActivityList
from tui_crm.ui.commands import keys
from tui_crm.ui.commands.key_names import key_name
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.lookup_field import LookupField
from tui_crm.ui.kit.status_bars import HintBar, Line, Notice, numbered_label
from tui_crm.ui.kit.styles import style_of
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.panels.activity_columns import ListRow, list_row
from tui_crm.ui.queue.card import WIDE, CardLine, QueueCardText, beside
from tui_crm.ui.queue.card_clock import CardClock

HISTORY = 12
OF_THE_QUEUE = keys.QUEUE.actions - {"back"}


class QueueModel:
    """The activities of a queue: ids fixed at its start, and what became of them."""

    def __init__(self, crm: Context, activity_ids: Sequence[int], *, section: str) -> None:
        self.crm = crm
        self.name = section
        self.ids = list(activity_ids[:MOST])
        self.before: dict[int, ActivityRow] = {}
        """The activities as they were at the start of the queue."""
        self.now: dict[int, ActivityRow] = {}
        self.untimed: set[int] = set()
        """The ids of cards whose timer was never run when they were shown."""
        self.held: int | None = None
        """The id of a card that stays even if a colleague has completed or moved it."""

    async def read(self) -> list[ListRow]:
        """The cards still to be done, as stored now."""
        crm = self.crm
        found = await crm.db(
            queue_rows, self.ids, visible_employee_ids=crm.actor.visible_employee_ids
        )
        self.before = self.before or {row.id: row for row in found}
        self.now = {row.id: row for row in found}
        now, zone = crm.now(), crm.zone
        left = [row for row in found if row.id == self.held or not self.is_done(row)]
        return [list_row(row, (), now=now, zone=zone) for row in left]

    def is_done(self, row: ActivityRow) -> bool:
        """Whether it was completed, moved or assigned since the start of the queue."""
        was = self.before[row.id]
        moved = (row.starts_at, row.starts_on) != (was.starts_at, was.starts_on)
        return row.completed or moved or self.is_assigned(row)

    def is_assigned(self, row: ActivityRow) -> bool:
        """Whether it belongs to another employee than at the start of the queue."""
        return not row.completed and row.employee_id != self.before[row.id].employee_id

    def _talked(self, row: ActivityRow) -> int:
        """How long one talked since the start of the queue.

        What is measured on a card replaces what making the activity took.
        """
        measured = row.completed and row.id in self.untimed
        before = 0 if measured else self.before[row.id].duration_seconds
        return max(0, row.duration_seconds - before)

    def _results(self) -> tuple[int, int, int]:
        """How many were completed, moved and assigned."""
        rows = self.now.values()
        assigned = sum(self.is_assigned(row) for row in rows)
        touched = sum(not row.completed and self.is_done(row) for row in rows)
        return sum(row.completed for row in rows), touched - assigned, assigned

    def report(self) -> str:
        """What became of the cards, in one sentence."""
        done, moved, assigned = self._results()
        parts = [_("{n} done").format(n=done)] if done or not moved + assigned else []
        if moved:
            parts.append(_("{n} moved").format(n=moved))
        if assigned:
            parts.append(_("{n} assigned").format(n=assigned))
        return _("Queue: {what}.").format(what=", ".join(parts))

    async def summary(self) -> tuple[Piece, ...]:
        """`7 done   2 moved   talk 23:10   12 left`."""
        rows = list(self.now.values())
        done, moved, assigned = self._results()
        left = len(rows) - done - moved - assigned
        talked = sum(self._talked(row) for row in rows)
        parts: list[Piece] = [(f" {_('Queue')}", "strong")]
        parts.append((f"   {_('{n} done').format(n=done)}", "good" if done else ""))
        if moved:
            parts.append((f"   {_('{n} moved').format(n=moved)}", ""))
        if assigned:
            parts.append((f"   {_('{n} assigned').format(n=assigned)}", ""))
        parts.append((f"   {_('talk {time}').format(time=clock(talked))}", "muted"))
        parts.append((f"   {_('{n} left').format(n=left)}", "strong"))
        parts.append((f"   {_('the oldest due first')}", "muted"))
        return tuple(parts)

    def empty(self) -> str:
        """The text shown when all cards are done."""
        return _("All is done. Esc goes back.")

    async def place_of(self, activity_id: int) -> Place | None:
        """An empty sort position; None if the activity is not in the queue."""
        return () if activity_id in self.ids else None


class QueueCard(RecordTable[ListRow], inherit_bindings=False):
    """Shows the activity under the cursor as a card; it is the table of its screen."""

    DEFAULT_CSS = "QueueCard { height: 1fr; width: 1fr; background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.QUEUE_CARD))

    def __init__(self, model: QueueModel) -> None:
        super().__init__((), id="list")
        self.model = model
        self.clock = CardClock(model.crm.instant)
        self.measures = False
        """Whether the clock counts for the card: no timer was run, and the company wants it."""
        self.numbered: tuple[str, ...] = ()
        self._outcomes: dict[Kind, tuple[str, ...]] = {}
        self._details: Details | None = None
        self._history: list[PartRow] = []
        self._seen: set[int] = set()

    async def load(self, *, keep: int | None = None, place: Place | None = None) -> None:
        """Read the queue again; show a card that undo brought back, else *keep*, else the next."""
        del place
        current = self.current
        rows = await self.model.read()
        returned = [row.id for row in rows if self._seen and row.id not in self._seen]
        self._seen = {row.id for row in rows}
        wanted = (
            returned[0]
            if returned
            else (keep if keep is not None else (current.id if current else 0))
        )
        at = next((n for n, row in enumerate(rows) if row.id == wanted), self._cursor)
        self.window.fill(rows)
        self.loaded = True
        self._cursor = min(max(0, at), max(0, len(rows) - 1))
        await self.read_card()

    async def read_card(self) -> None:
        """Read all that the card shows, and paint it once."""
        line, crm = self.current, self.model.crm
        self.clock.show(None if line is None else line.id)
        await self._read_whether_timed(line)
        if line is not None:
            self.numbered = await self._outcomes_of(line.row.kind)
        self._details, self._history = None, []
        if line is not None:
            self._details = await crm.db(
                activity_details, line.id, visible_employee_ids=crm.actor.visible_employee_ids
            )
            if line.row.contractor_id is not None:
                whose = Whose(
                    contractor_id=line.row.contractor_id,
                    visible_employee_ids=crm.actor.visible_employee_ids,
                )
                self._history = await crm.db(
                    timeline_page, whose, PageRequest(max(HISTORY, self.size.height))
                )
        self.refresh()

    async def _read_whether_timed(self, line: ListRow | None) -> None:
        crm = self.model.crm
        self.measures = False
        if line is not None and not line.row.completed:
            timed = await crm.db(was_timed, line.id)
            self.model.untimed -= {line.id}
            self.model.untimed |= set() if timed else {line.id}
            self.measures = not timed and (await crm.db(read_company)).queue_measures

    async def _outcomes_of(self, kind: Kind) -> tuple[str, ...]:
        """The outcomes of a kind behind the keys that choose them."""
        if kind not in self._outcomes:
            named = await self.model.crm.db(outcomes, (kind,))
            # Where there are no outcomes, the first key completes.
            names = [plain(one.name) for one in named] or [_("complete")]
            self._outcomes[kind] = tuple(
                f"{key_name(command.pressed[0])} {name}"
                for command, name in zip(keys.QUEUE.commands[: len(NUMBERED)], names, strict=False)
            )
        return self._outcomes[kind]

    async def action_move(self, by: int) -> None:
        target = self._cursor + by
        if 0 <= target < len(self.rows):
            self._cursor = target
            await self.read_card()

    def restart(self) -> None:
        """Does nothing: the queue stays as it was at its start."""

    def cursor_line(self) -> int:
        """The line of the note, for the note editor."""
        return 3

    def _scroll_to_cursor(self) -> bool:
        return False

    def _repaint(self, index: int) -> None:
        del index

    def render_line(self, y: int) -> Strip:
        """One line of the card; the outcomes are at the bottom."""
        width, lines = self.size.width, self._lines()
        pieces = lines[y] if y < len(lines) else ()
        segments = [
            Segment(text, self.rich_style + style_of(self, name))
            for text, name in cut_pieces(pieces, width - 2)
        ]
        blank = Segment(" ", self.rich_style)
        return Strip([blank, *segments]).adjust_cell_length(width, self.rich_style)

    def _lines(self) -> list[CardLine]:
        width, height = self.size.width, self.size.height
        if self.current is None:
            return [(), ((self.model.empty() if self.loaded else "", "strong"),)]
        short = [numbered_label(cut(label, OUTCOME_SHOWN)) for label in self.numbered]
        feet = pieces_in_lines(short, width - 2, between="   ")
        if self._details is None:
            return []
        room = max(1, height - len(feet) - 1)
        card = self._card(self.current, self._details, width, room)
        blank: list[CardLine] = [()] * (room - len(card))
        return [*card, *blank, (), *feet]

    def _card(self, line: ListRow, details: Details, width: int, room: int) -> list[CardLine]:
        crm, history = self.model.crm, self._history

        def text_for(columns: int) -> QueueCardText:
            return QueueCardText(now=crm.now(), zone=crm.zone, width=columns)

        if width < WIDE:
            return text_for(width).card(line, details, history, room)
        left = (width - 3) // 2
        return beside(
            text_for(left).work(line, details, history, room),
            text_for(width - left - 3).agreed(line, history, room),
            left,
            room,
        )


class QueueScreen(ActivityList, inherit_bindings=False):
    """Works through the activities of a list, in its order."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.QUEUE, keys.GLOBAL))
    # The card itself shows the details, over the whole width.
    HAS_DETAILS = False
    RETURNS = False

    def __init__(self, crm: Context, activity_ids: Sequence[int], *, section: str) -> None:
        self.queue = QueueModel(crm, activity_ids, section=section)
        self.card = QueueCard(self.queue)
        super().__init__(crm, self.queue, self.card)
        self._cut = len(activity_ids) > MOST

    def compose(self) -> ComposeResult:
        """Top bar, summary, card, message, keys."""
        yield Line(id="topbar")
        yield Line(id="summary")
        with Container(id="body"):
            yield self.table
            yield Notice(classes="ruled")
        yield HintBar()

    async def on_mount(self) -> None:
        if self._cut:
            self.show_info(_("These are the first {n}; take the rest afterwards.").format(n=MOST))

    async def reload(self, *, keep: int | None = None) -> None:
        """Completed and moved cards leave the queue."""
        self.queue.held = None
        await super().reload(keep=keep)

    async def catch_up(self) -> None:
        """A colleague's change keeps the current card, whose contact may be on the phone."""
        self.queue.held = None if self.current is None else self.current.id
        await super().reload(keep=self.queue.held)
        self._report_completed()

    def _report_completed(self) -> bool:
        """Whether a colleague has completed the current card; shows a message if so."""
        done = self.current is not None and self.current.row.completed
        if done:
            self.show_info(
                _("A colleague has completed this meanwhile; <queue.skip> goes on to the next.")
            )
        return done

    def _mention_drafts(self) -> None:
        """The list below has shown it already."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No command works while something is being typed over the card."""
        if action in OF_THE_QUEUE and self.is_mounted and self.busy:
            return False
        return super().check_action(action, parameters)

    async def action_outcome(self, number: int) -> None:
        """The completion bar opens with the outcome of this number; *next* is focused.

        A task has no outcome: the first number completes it.
        """
        if not self._has_row() or self._report_completed():
            return
        self.card.clock.choose()
        await self.control.bars.open_completion()
        for bar in self.query(CompletionBar):
            if number == 1 and not bar.has_outcomes:
                return
            if not bar.choose_outcome(number):
                self.control.bars.close()
                self.show_error(_("There is no outcome {n}.").format(n=number))

    async def action_complete(self) -> None:
        """The proposed outcome counts as chosen when the bar opens."""
        self.card.clock.choose()
        await super().action_complete()

    async def action_repeat(self) -> None:
        """What was chosen before is chosen for this card now."""
        self.card.clock.choose()
        await super().action_repeat()

    @on(LookupField.Chosen, "#outcome")
    def _outcome_chosen(self) -> None:
        self.card.clock.choose()

    def card_seconds(self) -> int:
        """How long this card was shown until its outcome was chosen."""
        return self.card.clock.seconds() if self.card.measures else 0

    def _has_row(self) -> bool:
        if self.current is None:
            self.show_done(self.queue.empty())
        return self.current is not None

    async def action_skip(self, by: int) -> None:
        self.clear_message()
        await self.card.action_move(by)

    async def action_back(self) -> None:
        """Leaves the queue; the list below reports what became of the cards."""
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        self.dismiss()
        if isinstance(below, ActivityList):
            below.show_done(self.queue.report())

    async def action_leave_section(self) -> None:
        await self.action_back()
