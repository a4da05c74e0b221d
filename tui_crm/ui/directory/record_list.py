"""The list screen of contractors or persons: filter, views, order, and opening cards and forms."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic

from textual import on, work
from textual.binding import BindingType
from textual.widgets import Input

from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _, ngettext
from tui_crm.services.directory.active import set_all_active
from tui_crm.terminal.text import plain
from tui_crm.ui.commands import keys
from tui_crm.ui.directory.list_model import RecordModel, Row
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.filter_line import FilterLine
from tui_crm.ui.kit.list_screen import DETAILS_AFTER, TableScreen, all_hidden
from tui_crm.ui.kit.navigation import ANYBODY
from tui_crm.ui.kit.table import RecordTable, table_of
from tui_crm.ui.panels.card_head import offer
from tui_crm.ui.panels.permission import may
from tui_crm.ui.panels.text_pane import RecordPane
from tui_crm.ui.panels.wrong_number import turn_wrong

if TYPE_CHECKING:
    from tui_crm.ui.kit.app_protocol import Undone
    from tui_crm.ui.kit.navigation import About

OF_THE_LIST = keys.DIRECTORY.actions | keys.CONTRACTORS.actions | keys.PERSONS.actions - {"back"}


class RecordList(TableScreen[Row], Generic[Row]):
    """A list of contractors or of persons, depending on its model."""

    BINDINGS: ClassVar[list[BindingType]] = list(
        keys.bindings(keys.DIRECTORY, keys.SECTIONS, keys.GLOBAL)
    )

    model: RecordModel[Row]

    def __init__(self, crm: Context, model: RecordModel[Row]) -> None:
        super().__init__(crm, model)
        self.table: RecordTable[Row] = table_of(model)
        self.details: RecordPane = RecordPane(self.rule)
        self._filter = FilterLine(self, self.table, before="#body")
        self._touched: int | None = None
        self._edits = False
        """Whether the form on top is that of a row, not of a new record."""

    async def on_mount(self) -> None:
        self.set_focus(self.table)
        await self.reload()

    async def _read(self, keep: int | None) -> None:
        """Marked rows beyond the ones in memory are read anew, too: what is refused can be done."""
        await super()._read(keep)
        self.table.renew_away()

    async def show_saved(self, activity_id: int) -> None:
        """Reload, since rows show last contacts and next steps."""
        del activity_id
        self._touched = None if self.current is None else self.current.id
        await self.reload()

    # Details follow the cursor

    @on(RecordTable.Highlighted, "#list")
    def _cursor_moved(self) -> None:
        self.copies.left(None if self.current is None else self.current.id)
        self._read_details()

    @work(exclusive=True, group="details")
    async def _read_details(self) -> None:
        await asyncio.sleep(DETAILS_AFTER)
        row = self.current
        try:
            details = None if row is None else await self.model.details(row)
        except CrmError as error:
            self.show_error(error.message)
            return
        self.details.show_details(details)

    # Cards and forms

    def _row(self) -> Row | None:
        """The row under the cursor; if there is none, shows how to add one."""
        if self.current is None:
            how = _("There is nothing here yet: <record.new> adds the first one.")
            self.show_info(self.nothing_here(how))
        return self.current

    def _chosen(self) -> list[Row]:
        """The rows that an action applies to; if there are none, shows why."""
        rows = self.table.chosen()
        if self.table.marked and not rows:
            self.show_error(all_hidden())
        elif not rows:
            self._row()
        return rows

    async def action_open(self) -> None:
        row = self._row()
        if row is not None:
            self.clear_message()
            await self.open_card(row)

    async def action_edit(self) -> None:
        row = self._row()
        if row is not None:
            await self._edit(row)

    async def action_new_record(self) -> None:
        await self._edit(None)

    async def _edit(self, row: Row | None) -> None:
        self.clear_message()
        self._edits = row is not None
        if await may(self, "directory"):
            await self.open_form(row)

    async def open_card(self, row: Row) -> None:
        """Open the card of a record."""
        raise NotImplementedError

    async def open_form(self, row: Row | None) -> None:
        """Open the form of a record, or of a new one, with `show_record` as the callback."""
        raise NotImplementedError

    async def show_record(self, record_id: int | None) -> None:
        """Put the cursor on a saved record, dropping filter and view if they hide it.

        A view of what lacks something stays: one goes on with the next row.
        """
        if record_id is None:
            return
        self._touched = record_id
        await self.reload(keep=record_id)
        here = self.current is not None and self.current.id == record_id
        if not here and not (self._edits and self.model.is_worked_off):
            self.model.show_all()
            self.show_columns()
            await self.reload(keep=record_id)

    async def action_history(self) -> None:
        row = self._row()
        if row is not None:
            await self.app.push_screen(self.model.history(row))

    async def about(self) -> About:
        """The contractor and persons for a new activity: the record under the cursor (R36)."""
        return ANYBODY if self.current is None else await self.model.about(self.current)

    async def action_new(self, kind: str) -> None:
        await self.navigation.new_activity(kind, await self.about())

    async def action_log(self) -> None:
        await self.navigation.log_activity(await self.about())

    async def action_drafts(self) -> None:
        await self.navigation.choose_draft()

    async def action_all_drafts(self) -> None:
        await self.navigation.list_drafts()

    # Actions on rows

    async def action_copy(self, what: str) -> None:
        if what == "email" and self.table.marked:
            self._copy_addresses(self._chosen())
            return
        row = self._row()
        if row is not None:
            offer(self, await self.model.copied(row, what), of=(what, row.id))

    def _copy_addresses(self, marked: Sequence[Row]) -> None:
        if not marked:
            return
        emails = list(dict.fromkeys(row.email for row in marked if row.email))
        if not emails:
            self.show_error(_("There is no e-mail here."))
            return
        self.app.copy_to_clipboard(plain(", ".join(emails)))
        count = len(emails)
        message = ngettext("{n} address copied.", "{n} addresses copied.", count).format(n=count)
        without = sum(not row.email for row in marked)
        if without:
            message += " " + _("Without one: {n}.").format(n=without)
        self.show_done(message)

    async def action_wrong_number(self) -> None:
        """Mark a number as wrong, or as right again."""
        row = self._row()
        if row is None:
            return
        self._touched = row.id
        numbers = await self.model.numbers(row)
        await turn_wrong(self, numbers, partial(self.reload, keep=row.id))

    async def action_toggle_active(self) -> None:
        """All marked become inactive, or active again where none of them is active."""
        rows = self._chosen()
        if rows and self.table.marked:
            await self.do(self._turn_all(rows))
        elif rows and await self.do(self.model.turn_active(rows[0])):
            self._touched = rows[0].id

    async def _turn_all(self, rows: Sequence[Row]) -> str:
        active = not any(row.active for row in rows)
        count = await self.crm.db(
            set_all_active, self.model.table, {row.id: row.version for row in rows},
            active=active, actor=self.crm.actor, now=self.crm.now(),
        )  # fmt: skip
        self.table.unmark_chosen()
        message = (
            ngettext("{n} is active again.", "{n} are active again.", count)
            if active
            else ngettext("{n} is inactive now.", "{n} are inactive now.", count)
        )
        return message.format(n=count) + " " + _("<history.undo> takes it back.")

    def touched_by(self, undone: Undone) -> int | None:
        """The record that was last changed from this list."""
        del undone
        return self._touched

    # Views, order, filter

    async def _reload_from_start(self) -> None:
        self.show_columns()
        self.table.restart()
        await self.reload()

    async def action_next_view(self) -> None:
        message = self.model.next_subset()
        await self._reload_from_start()
        self.show_done(message)

    async def action_sort(self) -> None:
        self.model.sort_by_next()
        await self._reload_from_start()

    async def action_reverse_sort(self) -> None:
        self.model.reverse()
        await self._reload_from_start()

    async def action_filter(self) -> None:
        self.clear_message()
        await self._filter.open(self.model.text, placeholder=self.model.placeholder())

    async def on_input_changed(self, event: Input.Changed) -> None:
        typed = self._filter.typed(event)
        if typed is not None and typed != self.model.text:
            self.model.text = typed
            self.table.restart()
            await self.reload()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if self._filter.submitted(event):
            self._filter.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No list command works while the filter is being typed."""
        del parameters
        return not (action in OF_THE_LIST and self.is_mounted and self.busy)

    # Going back

    async def action_back(self) -> None:
        """Esc closes the filter line, then clears marks, filter and view, then goes back."""
        self.clear_message()
        if self.busy:
            self._filter.close()
        elif self.table.marked:
            self.forget_marks()
        elif self.model.clear():
            self.show_columns()
            await self.reload()
        elif self.is_pushed:
            self.dismiss()

    async def action_leave_section(self) -> None:
        """From a section to Today."""
        if self.is_pushed:
            self.dismiss()
        else:
            await self.app.run_action("section('today')")
