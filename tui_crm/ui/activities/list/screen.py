"""The activity list screen, used for Today, all activities and record cards."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType

from tui_crm.drafts.slot import SlotKind
from tui_crm.i18n import N_, _, ngettext
from tui_crm.queries.activities.queue import queue_rows
from tui_crm.ui.activities.list.return_row import row_of_return
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.list_model import AboutSomebody, ListModel, Scoped, TableModel
from tui_crm.ui.kit.list_screen import DETAILS_AFTER, TableScreen
from tui_crm.ui.kit.navigation import ANYBODY, About
from tui_crm.ui.kit.table import RecordTable, table_of
from tui_crm.ui.panels.activity_columns import ListRow
from tui_crm.ui.panels.detail_pane import DetailPane

if TYPE_CHECKING:
    from textual.widgets import Input

    from tui_crm.queries.common.activity_rows import ActivityRow
    from tui_crm.ui.activities.list.controllers import ListControllers
    from tui_crm.ui.activities.list.host import ListHost
    from tui_crm.ui.activities.note_editor import NoteEditor
    from tui_crm.ui.kit.action_bar import ActionBar
    from tui_crm.ui.kit.app_protocol import Undone

OF_THE_LIST = keys.LIST.actions | keys.CONTRACTOR_CARD.actions | keys.PERSON_CARD.actions - {"back"}


class ActivityList(TableScreen[ListRow]):
    """A list of activities, its keys and messages forwarded to `ListControllers`."""

    BINDINGS: ClassVar[list[BindingType]] = list(
        keys.bindings(keys.LIST, keys.SECTIONS, keys.GLOBAL)
    )

    RETURNS: ClassVar[bool] = True
    """Whether the cursor returns to the row one came from when a screen on top closes."""

    def __init__(
        self,
        crm: Context,
        model: ListModel,
        table: RecordTable[ListRow] | None = None,
        *,
        of_one: bool = False,
    ) -> None:
        """*table*: a widget with its own layout instead of the model's columns.

        *of_one*: the list is about one contractor or person, who is not repeated in the details.
        """
        super().__init__(crm, model)
        if table is None:
            assert isinstance(model, TableModel)
            table = table_of(model)
        self.table = table
        self.details: DetailPane = DetailPane(of_activity=of_one, rule=self.rule)
        self._controllers: ListControllers | None = None
        self._came_from: tuple[ListRow | None, tuple[ListRow, ...]] = (None, ())
        """The row under the cursor when another screen was opened, and the rows around it."""

    @property
    def control(self) -> ListControllers:
        """The controllers of this screen, imported on first use."""
        if self._controllers is None:
            # Half of the program, not needed for the first frame.
            from tui_crm.ui.activities.list.controllers import ListControllers  # noqa: PLC0415

            self._controllers = ListControllers(self)
        return self._controllers

    # Calls from one controller to another's part

    async def ask_when(self, question: str) -> None:
        """Ask when to call again for the chosen rows."""
        await self.control.bars.ask_when(question)

    def close_bars(self) -> None:
        """Hide the action bars and focus the list."""
        self.control.bars.close()

    def forget_completion(self) -> None:
        """Delete the draft of the completion bar for the chosen rows."""
        self.control.bars.forget()

    async def on_mount(self) -> None:
        self.set_focus(self.table)
        # Paint only once there are rows: painting an empty list costs half a frame.
        with self.app.batch_update():
            await self.reload()
            self._mention_drafts()

    def _mention_drafts(self) -> None:
        slots = [draft.slot for draft in self.crm.drafts.all()]
        kept = [slot for slot in slots if not slot.kind.is_on_a_list]
        notes = any(slot.kind is SlotKind.NOTE for slot in slots)
        if not kept and notes and self.model.name == "today":
            self.show_info(
                _("An unsaved note was typed on a list: <activity.note> on its row to resume.")
            )
        if kept and self.model.name == "today":
            self.show_info(
                ngettext(
                    "{n} unsaved draft: <draft.continue> to resume.",
                    "{n} unsaved drafts: <draft.continue> to choose one.",
                    len(kept),
                ).format(n=len(kept))
            )

    # Back from what was opened on top

    def on_screen_suspend(self) -> None:
        if self.RETURNS:
            self._came_from = (self.current, tuple(self.table.rows))

    async def come_back(self) -> None:
        """The cursor returns to the row one came from, else to the next open row after it."""
        await self.reload(keep=await self._row_of_return())

    async def show_saved(self, activity_id: int) -> None:
        """The cursor goes to what was saved, unless it is completed: then back to the work."""
        there = await self.crm.db(queue_rows, [activity_id])
        done = not there or there[0].completed
        back = await self._row_of_return() if done else None
        await self.reload(keep=activity_id if back is None else back)

    async def _row_of_return(self) -> int | None:
        came, rows = self._came_from
        return None if came is None else await row_of_return(self.crm, came, rows)

    # Details follow the cursor

    @on(RecordTable.Highlighted, "#list")
    def _cursor_moved(self) -> None:
        self.copies.left(None if self.current is None else self.current.id)
        self._read_details()

    @work(exclusive=True, group="details")
    async def _read_details(self) -> None:
        await asyncio.sleep(DETAILS_AFTER)
        from tui_crm.queries.activities.details import activity_details  # noqa: PLC0415  # after the first frame

        line = self.current
        details = None
        if line is not None:
            details = await self.try_db(
                activity_details, line.id, visible_employee_ids=self.crm.actor.visible_employee_ids
            )
        self.details.show(
            None if line is None else line.row, details, now=self.crm.now(), zone=self.crm.zone
        )

    # New and open

    def about(self) -> About:
        """The contractor and persons for a new activity, if the list is about some (R36)."""
        return self.model.about() if isinstance(self.model, AboutSomebody) else ANYBODY

    async def action_new(self, kind: str) -> None:
        """The contractor is chosen in the form (R03), or is the one of the list."""
        await self.navigation.new_activity(kind, self.about())

    async def action_log(self) -> None:
        """The conversation is with the contractor of the row, else of the list."""
        about = self.about()
        if self.current is not None and self.current.row.contractor_id is not None:
            about = await self._about_row(self.current.row)
        await self.navigation.log_activity(about)

    async def _about_row(self, row: ActivityRow) -> About:
        from tui_crm.queries.activities.details import activity_details  # noqa: PLC0415  # after the first frame

        details = await self.try_db(
            activity_details, row.id, visible_employee_ids=self.crm.actor.visible_employee_ids
        )
        persons = details.persons if details else ()
        return About(row.contractor_id, tuple(person.id for person in persons))

    async def action_log_other(self) -> None:
        await self.navigation.log_other_activity()

    async def action_open(self) -> None:
        if self._has_row() and self.current is not None:
            await self.navigation.open_activity(self.current.id)

    async def action_drafts(self) -> None:
        await self.navigation.choose_draft()

    async def action_all_drafts(self) -> None:
        await self.navigation.list_drafts()

    # Actions on rows

    def _has_row(self) -> bool:
        if self.current is None:
            how = _("There is nothing here yet: <activity.contact> plans a contact.")
            self.show_info(self.nothing_here(how))
        return self.current is not None

    async def action_complete(self) -> None:
        if self._has_row():
            await self.control.bars.open_completion()

    async def action_reschedule(self) -> None:
        if self._has_row():
            await self.control.bars.open_reschedule()

    async def action_assign(self) -> None:
        """Completed ones among the marked are named, not assigned."""
        if self._has_row():
            await self.control.bars.open_assign()

    async def action_no_answer(self) -> None:
        if self._has_row():
            await self.control.bulk.no_answer()

    async def action_repeat(self) -> None:
        if self._has_row():
            await self.control.bulk.repeat()

    async def on_action_bar_applied(self, event: ActionBar.Applied) -> None:
        await self.control.bulk.apply(event.bar)

    def card_seconds(self) -> int:
        """No card is shown here."""
        return 0

    def on_action_bar_left(self) -> None:
        self.control.bars.leave()

    async def action_toggle_timer(self) -> None:
        if self._has_row():
            await self.control.rows.toggle_timer()

    async def action_reopen(self) -> None:
        """Requires the right to reopen (R22)."""
        if self._has_row():
            await self.control.rows.reopen()

    async def action_edit_note(self) -> None:
        """Edits in place (R33); refused with a reason on a completed activity (R34)."""
        if self._has_row() and self.current is not None:
            await self.control.notes.open(self.current.row)

    def on_note_editor_changed(self, event: NoteEditor.Changed) -> None:
        self.control.notes.typed(event)

    async def on_note_editor_saved(self, event: NoteEditor.Saved) -> None:
        await self.control.notes.save(event)

    def on_note_editor_left(self, event: NoteEditor.Left) -> None:
        self.control.notes.leave(event)

    async def action_copy(self, what: str) -> None:
        if self._has_row():
            await self.control.rows.copy(what)

    async def action_wrong_number(self) -> None:
        """Mark the number as wrong, or as right again."""
        if self._has_row():
            await self.control.rows.wrong_number()

    def touched_by(self, undone: Undone) -> int | None:
        """The first of the activities that were changed."""
        return next(iter(undone.activity_ids), None)

    async def action_chain(self, way: str) -> None:
        if self._has_row():
            await self.control.chain.go(way)

    async def action_show_chain(self) -> None:
        if self._has_row():
            await self.control.chain.show()

    async def action_call_off(self) -> None:
        if self._has_row():
            await self.control.rows.call_off()

    async def action_toggle_waiting(self) -> None:
        """Only tasks can wait; others are refused with a reason (R44)."""
        if self._has_row():
            await self.control.rows.toggle_waiting()

    async def action_queue(self) -> None:
        await self.control.rows.queue(section=self.section)

    async def action_digest(self) -> None:
        from tui_crm.ui.activities.digest_screen import DigestScreen  # noqa: PLC0415  # when asked for

        model = self.model
        # A record card always shows everyone's activities.
        everybody = (
            model.everybody if isinstance(model, Scoped) else isinstance(model, AboutSomebody)
        )
        await self.app.push_screen(
            DigestScreen(self.crm, everybody=everybody, section=self.section)
        )

    async def action_history(self) -> None:
        if self._has_row():
            await self.control.rows.history()

    # Filter, order

    async def action_filter(self) -> None:
        await self.control.filters.open()

    async def action_filter_form(self) -> None:
        await self.control.filters.open_form()

    async def action_views(self) -> None:
        await self.control.filters.open_views()

    async def on_input_changed(self, event: Input.Changed) -> None:
        """Inputs of action bars are ignored by `Filters.typed`."""
        await self.control.filters.typed(event)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if self.control.filters.line.submitted(event):
            self.control.filters.line.close()

    async def action_toggle_scope(self) -> None:
        """Switches between own and everyone's activities, where the list can (R41)."""
        await self.control.filters.toggle_scope()

    async def action_sort(self) -> None:
        await self.control.filters.sort_by_next()

    async def action_reverse_sort(self) -> None:
        await self.control.filters.reverse_sort()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No list command works while something is being typed over the list."""
        del parameters
        if action == "views" and self.section not in {"today", "activities"}:
            return False
        if action == "toggle_scope" and not isinstance(self.model, Scoped):
            return False
        return not (action in OF_THE_LIST and self.is_mounted and self.busy)

    async def action_back(self) -> None:
        """Esc closes the filter line, then clears marks, then the filter, then goes back."""
        self.clear_message()
        if self.control.filters.line.is_open:
            self.control.filters.line.close()
        elif self.table.marked:
            self.forget_marks()
        elif not await self.control.filters.clear() and self.is_pushed:
            self.dismiss()

    @property
    def _is_first(self) -> bool:
        """Whether it is *Today*, from which `q` leaves the program."""
        return self.model.name == "today" and not self.is_pushed

    @property
    def hint_words(self) -> dict[str, str]:
        """The words of commands that do something else here, for the key hints."""
        return {"screen.leave": N_("quit")} if self._is_first else {}

    async def action_leave_section(self) -> None:
        """From a section to Today; from Today out of the program."""
        if self.is_pushed:
            self.dismiss()
            return
        await self.app.run_action("leave" if self._is_first else "section('today')")


if TYPE_CHECKING:
    # Makes mypy check that the screen satisfies its controllers' protocol.
    def _screen_is_list_host(screen: ActivityList) -> ListHost:
        return screen
