"""Completes, moves, assigns or counts “no answer” on the chosen rows, and repeats the last one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar

from tui_crm.domain.dates.distribution import distribute_from
from tui_crm.domain.errors import CrmError, RuleViolation, StaleRecord
from tui_crm.domain.ids import ActivityId, EntryId
from tui_crm.i18n import _, ngettext
from tui_crm.presentation import formats
from tui_crm.services.activities import complete
from tui_crm.services.activities import no_answer as no_answer_service
from tui_crm.services.activities.assign import assign
from tui_crm.services.activities.complete import Completion
from tui_crm.services.activities.no_answer import Unanswered
from tui_crm.services.activities.outcomes import apply_outcome
from tui_crm.services.activities.reschedule import Move, reschedule_to
from tui_crm.services.activities.start_time import Start
from tui_crm.terminal.text import plain
from tui_crm.ui.activities.completion_bar import CompletionBar
from tui_crm.ui.activities.distribution_plan import Plan, distribution_message, plan_distribution
from tui_crm.ui.activities.list.host import ListHost
from tui_crm.ui.activities.list.selection import Selection
from tui_crm.ui.kit.action_bar import ActionBar, AttemptBar, RescheduleBar
from tui_crm.ui.kit.assign_bar import AssignBar, assign_first
from tui_crm.ui.kit.last_action import RepeatableAction
from tui_crm.ui.panels.assigned import assigned_message

P = ParamSpec("P")
T = TypeVar("T")


class BulkActions:
    """Each action reports its result and puts the cursor on the next open row."""

    def __init__(self, host: ListHost, selection: Selection) -> None:
        self.host = host
        self.crm = host.crm
        self.selection = selection

    async def apply(self, bar: ActionBar) -> None:
        """Do the action of a bar with what is typed in it."""
        if not bar.display:
            return  # A second Enter in the same packet.
        if isinstance(bar, CompletionBar):
            outcome = bar.outcome
            action = RepeatableAction(
                "complete",
                bar.next_at,
                None if outcome is None else outcome.id,
                outcome_chosen=bar.outcome_chosen,
            )
            await self._complete(action, bar.note, bar, took=bar.took)
        elif isinstance(bar, AttemptBar):
            await self._no_answer(RepeatableAction("no_answer", bar.to), bar)
        elif isinstance(bar, RescheduleBar):
            await self._move(RepeatableAction("reschedule", bar.to), bar)
        elif isinstance(bar, AssignBar):
            await self._assign_to_chosen(bar)

    async def no_answer(self) -> None:
        """Count a call without an answer on the chosen rows."""
        if await self.selection.take():
            await self._no_answer(RepeatableAction("no_answer"), None)

    async def repeat(self) -> None:
        """Repeat the last action on the chosen rows, without its note."""
        action = self.crm.last_action.action
        if action is None:
            self.host.show_error(
                _(
                    "There is nothing to repeat yet: complete (<activity.complete>), move "
                    "(<activity.reschedule>), assign (<activity.assign>) or count no answer "
                    "(<activity.no_answer>) first."
                ),
            )
        elif action.kind == "assign":
            if await self.selection.take_to_assign():
                await self._assign(action, None)
        elif await self.selection.take():
            if action.kind == "complete":
                await self._complete(action, "", None)
            elif action.kind == "reschedule":
                await self._move(action, None)
            else:
                await self._no_answer(action, None)

    # The actions

    async def _complete(
        self, action: RepeatableAction, note: str, bar: ActionBar | None, *, took: str = ""
    ) -> None:
        outcome_id = None if action.outcome_id is None else EntryId(action.outcome_id)
        single = len(self.selection.rows) == 1
        done = await self._apply(
            bar,
            apply_outcome,
            self.selection.ids(),
            Completion(
                outcome_id,
                note,
                action.typed,
                outcome_chosen=action.outcome_chosen,
                took=took,
                card_seconds=self.host.card_seconds() if single else 0,
            ),
            seen=self.selection.seen(),
            actor=self.crm.actor,
            instant=self.crm.instant(),
        )
        if done is None:
            return
        if bar is not None:
            self.host.forget_completion()
        await self._after(action, self.selection.following())
        if isinstance(done, Unanswered):
            self._report(formats.with_wrong_numbers(self._unanswered(done), done.wrong_numbers))
            return
        text = ngettext("Completed.", "{n} completed.", len(done.ids)).format(n=len(done.ids))
        if done.first_at is not None:
            first = formats.full(done.first_at, None, now=self.crm.now(), zone=self.crm.zone)
            text = _("Completed, as it was {when}.").format(when=first)
        if done.next_at is not None:
            when = formats.full(done.next_at, None, now=self.crm.now(), zone=self.crm.zone)
            text += " " + _next_step_text(len(done.ids), kept=done.next_kept).format(when=when)
        self._report(formats.with_wrong_numbers(text, done.wrong_numbers))

    async def _move(self, action: RepeatableAction, bar: ActionBar | None) -> None:
        try:
            after = distribute_from(action.typed, now=self.crm.now(), zone=self.crm.zone)
        except CrmError as unreadable:
            self._show_error(bar, unreadable.message)
            return
        if after is not None:
            plan = await plan_distribution(self.crm, self.selection.rows, after)
            await self._distribute(action, plan, bar)
            return
        ids = self.selection.ids()
        moved = await self._apply(
            bar, complete.reschedule, ids, action.typed, seen=self.selection.seen(),
            actor=self.crm.actor, now=self.crm.now(),
        )  # fmt: skip
        if moved is None:
            return
        await self._after(action, self._cursor_after(ids))
        when = formats.full(moved.first_at, None, now=self.crm.now(), zone=self.crm.zone)
        text = ngettext("Moved to {when}.", "{n} moved, the first to {when}.", len(moved.ids))
        self._report(text.format(when=when, n=len(moved.ids)))

    async def _distribute(
        self, action: RepeatableAction, plan: Plan, bar: ActionBar | None
    ) -> None:
        if not plan.placed:
            self._show_error(bar, _("There is no free time for that in working hours."))
            return
        moves = [
            Move(ActivityId(one.row.id), Start(one.at), one.row.row.version) for one in plan.placed
        ]
        moved = await self._apply(
            bar, reschedule_to, moves, planned_at=plan.operation, actor=self.crm.actor,
            now=self.crm.now(),
        )  # fmt: skip
        if moved is not None:
            await self._after(action, self._cursor_after(list(moved.ids)))
            self._report(distribution_message(plan, now=self.crm.now(), crm=self.crm))

    async def _no_answer(self, action: RepeatableAction, bar: ActionBar | None) -> None:
        try:
            done = await self.host.wait_db(
                self.crm.db(
                    no_answer_service.no_answer, self.selection.ids(), to=action.typed,
                    seen=self.selection.seen(), actor=self.crm.actor, instant=self.crm.instant(),
                )
            )  # fmt: skip
        except RuleViolation as asked:
            if bar is None:
                await self.host.ask_when(asked.message)
            else:
                bar.show_error(asked.message)
            return
        except CrmError as error:
            await self._refused(bar, error)
            return
        if bar is not None:
            self.host.forget_typed()
        await self._after(RepeatableAction("no_answer"), self.selection.following())
        self._report(self._unanswered(done))

    async def _assign_to_chosen(self, bar: AssignBar) -> None:
        if bar.employee is None:
            bar.show_error(assign_first())
        else:
            await self._assign(RepeatableAction("assign", employee_id=bar.employee.id), bar)

    async def _assign(self, action: RepeatableAction, bar: ActionBar | None) -> None:
        assert action.employee_id is not None  # of every action of this kind
        done = await self._apply(
            bar, assign, self.selection.ids(), action.employee_id, seen=self.selection.seen(),
            holders=self.selection.holders(), actor=self.crm.actor, now=self.crm.now(),
        )  # fmt: skip
        if done is not None:
            await self._after(action, self.selection.following())
            self.host.show_done(assigned_message(len(done.ids), plain(done.employee), done.refused))

    def _unanswered(self, done: Unanswered) -> str:
        at, on = done.first.moments()
        when = formats.full(at, on, now=self.crm.now(), zone=self.crm.zone)
        count = len(done.ids)
        if count == 1:
            return _("No answer ({n}): {when}.").format(n=done.attempts, when=when)
        return ngettext(
            "{n} without an answer, the first again {when}.",
            "{n} without an answer, the first again {when}.",
            count,
        ).format(n=count, when=when)

    async def _apply(
        self, bar: ActionBar | None, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """Write on the database thread; None, with the error in the bar, if refused.

        Without a bar the error goes to the message line.
        """
        try:
            done = await self.host.wait_db(self.crm.db(function, *args, **kwargs))
        except CrmError as error:
            await self._refused(bar, error)
        else:
            if bar is not None:
                self.host.forget_typed()
            return done
        return None

    def _show_error(self, bar: ActionBar | None, sentence: str) -> None:
        if bar is None:
            self.host.show_error(sentence)
        else:
            bar.show_error(sentence)

    async def _refused(self, bar: ActionBar | None, error: CrmError) -> None:
        """A `StaleRecord` also reloads the rows, which a colleague has changed."""
        if isinstance(error, StaleRecord):
            await self.selection.read_anew()
        self._show_error(bar, error.message)

    # After an action

    def _cursor_after(self, ids: Sequence[int]) -> int | None:
        """The row for the cursor; a list over all days stays on a row that was moved."""
        if len(ids) > 1 or self.host.model.name == "today":
            return self.selection.following()
        return ids[0]

    async def _after(self, action: RepeatableAction, keep: int | None) -> None:
        self.crm.last_action.action = action
        self.host.close_bars()
        self.host.table.unmark_chosen()
        await self.host.reload(keep=keep)
        await self.host.timer_changed()

    def _report(self, text: str) -> None:
        self.host.show_done(text + " " + _("<history.undo> takes it back."))


def _next_step_text(completed: int, *, kept: bool) -> str:
    if kept and completed == 1:
        return _("The next one stays where it was, {when}.")
    if kept:
        return _("Next {when}; one that was planned before stays where it was.")
    return _("Next {when}.")
