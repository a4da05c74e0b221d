"""The Setup screen: a tree at the left, the list of its selected branch at the right."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.common import lookups
from tui_crm.queries.setup.dictionaries import DictionaryRow
from tui_crm.services.common.permissions import must
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.commands import keys
from tui_crm.ui.forms.lookups import finder
from tui_crm.ui.kit.action_bar import ActionBar, bar_of
from tui_crm.ui.kit.assign_bar import AssignBar, assign_first
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.filter_line import FilterLine
from tui_crm.ui.kit.list_model import Filterable, Retirable
from tui_crm.ui.kit.list_screen import WIDE, ListScreen
from tui_crm.ui.kit.status_bars import HintBar, Line, Notice
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.panels import permission
from tui_crm.ui.setup.list_model import (
    Deletable,
    Editable,
    Extendable,
    NothingRead,
    Orderable,
    SetupModel,
    WithDefault,
    WithOpenWork,
    WithRoles,
    WithUses,
    refresh_own_rights,
)
from tui_crm.ui.setup.tree import Branch, Tree

OF_THE_LISTS = keys.SETUP.actions - {"back"}

OF_A_ROW = {
    "toggle_active", "set_default", "reorder", "to_edge", "where_used", "change_right", "history",
    "assign_open",
}  # fmt: skip
"""Actions on a list row, which do nothing while the tree is focused."""

NEEDED: Final[dict[str, type]] = {
    "edit": Editable,
    "new_record": Extendable,
    "toggle_active": Retirable,
    "delete": Deletable,
    "reorder": Orderable,
    "to_edge": Orderable,
    "set_default": WithDefault,
    "where_used": WithUses,
    "change_right": WithRoles,
    "assign_open": WithOpenWork,
    "filter": Filterable,
}
"""The capability that a list must have for an action."""

NARROW = 60
CRAMPED = 70
"""Cells below which the columns of the roles do not fit beside the tree."""


class SetupScreen(ListScreen):
    """The tree selects which list is shown."""

    BINDINGS: ClassVar[list[BindingType]] = list(
        keys.bindings(keys.SETUP, keys.SECTIONS, keys.GLOBAL)
    )
    SHEETS = ("setup/setup.tcss",)
    section = "setup"

    def __init__(self, crm: Context) -> None:
        super().__init__(crm)
        self.tree_of = Tree(crm)
        self.branches: RecordTable[Branch] = RecordTable(
            self.tree_of.columns(),
            source=self.tree_of.page,
            group=Tree.group,
            header=False,
            id="branches",
        )
        self.table: RecordTable[Any] = RecordTable((), empty=self._empty, id="list")
        self.model: SetupModel[Any] = NothingRead()
        """The model of the list at the right."""
        self._filter = FilterLine(self, self.table, before="#setup-body")

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(event.size.width < CRAMPED, "-cramped")
        self._make_room()

    def set_focus(self, widget: Widget | None, *args: Any, **kwargs: Any) -> None:
        """In a cramped terminal the focused list hides the tree."""
        super().set_focus(widget, *args, **kwargs)
        self._make_room()

    def _make_room(self) -> None:
        alone = self.has_class("-cramped") and self.focused not in {None, self.branches}
        self.set_class(alone, "-list-alone")

    def compose(self) -> ComposeResult:
        """Top bar, summary, tree and list, message, keys."""
        yield Line(id="topbar")
        yield Line(id="summary")
        with Container(id="setup-body"):
            # The tree is docked at the left of the list.
            yield self.table
            yield self.branches
        yield Notice(classes="ruled")
        yield HintBar()

    def _empty(self) -> str:
        return self.model.empty()

    @property
    def in_list(self) -> bool:
        """Whether the list at the right is focused."""
        return self.focused is self.table

    @property
    def busy(self) -> bool:
        """Whether a filter is being typed, during which nothing is reloaded."""
        return self.focused is not self.table and self.focused is not self.branches

    async def on_mount(self) -> None:
        self.set_focus(self.branches)
        await self.reload()
        unlinked = permission.how_to_be_linked(self.crm.actor)
        if unlinked:
            self.show_error(unlinked)

    # Reading

    async def reload(self, *, keep: int | None = None) -> None:
        """Read tree and list again; the cursor goes to the row *keep*, else stays."""
        async with self._reading:
            try:
                await refresh_own_rights(self.app)
                await self.branches.load()
            except CrmError as error:
                self.show_error(error.message)
                return
            await self._show_branch(keep=keep)

    async def _show_branch(self, *, keep: int | None = None, from_start: bool = False) -> None:
        branch = self.branches.current
        if branch is None:
            return
        model = self.tree_of.model(branch)
        if model is not self.model:
            self.model, from_start = model, True
            self.table.source = model.page
        self.table.set_columns(model.columns())
        if from_start:
            self.table.restart()
        try:
            place = None if keep is None else await model.place_of(keep)
            await self.table.load(keep=keep, place=place)
            # What its rows lack is no column.
            self.table.set_columns(model.columns())
            self.query_one("#summary", Line).show_pieces(*await model.summary(), *_filtered(model))
        except CrmError as error:
            self.show_error(error.message)
        self.refresh_bindings()

    @on(RecordTable.Highlighted, "#branches")
    async def _branch_chosen(self) -> None:
        async with self._reading:
            branch = self.branches.current
            if branch is not None and self.tree_of.model(branch) is not self.model:
                self.clear_message()
                await self._show_branch()

    @on(RecordTable.Highlighted, "#list")
    def _name_row(self) -> None:
        """The rule names the row in full: its columns may cut it."""
        row = self.table.current
        name = "" if row is None else getattr(row, "name", "") or getattr(row, "login", "")
        self.query_one(Notice).name_rule(*(((plain(name), "title"),) if name else ()))

    # Moving between tree and list

    def action_pane(self) -> None:
        self.set_focus(self.branches if self.in_list else self.table)

    def action_go(self, by: int) -> None:
        """Right: into the list, then to the next role; left: back."""
        model = self.model
        if self.in_list and isinstance(model, WithRoles) and model.step(by):
            self.table.set_columns(model.columns())
        elif by > 0:
            self.set_focus(self.table)
        else:
            self.set_focus(self.branches)

    async def action_open(self) -> None:
        """In the tree: into the list; in the list: the form of the row."""
        if not self.in_list:
            self.set_focus(self.table)
        elif isinstance(self.model, WithRoles):
            await self.action_change_right()
        else:
            await self.action_edit()

    # Actions on rows

    def _row(self) -> Any:
        row = self.table.current
        if row is None:
            self.show_info(
                self._empty() or _("There is nothing here yet: <setup.new> adds the first one.")
            )
        return row

    async def _may(self) -> bool:
        """Whether the operator may change the list; shows the reason if not."""
        return await self.ok_db(must, self.crm.actor, self.model.right)

    @property
    def _dictionary(self) -> DictionaryRow | None:
        """The dictionary under the cursor of the tree; None while the list is focused."""
        branch = self.branches.current
        return None if self.in_list or branch is None else branch.dictionary

    async def action_edit(self) -> None:
        if self._dictionary is not None:
            await self._open_dictionary(self._dictionary)
            return
        row, model = self._row(), self.model
        if row is not None and isinstance(model, Editable) and await self._may():
            await self._open(model.form(row))

    async def action_new_record(self) -> None:
        model = self.model
        if self._dictionary is not None:
            await self._open_dictionary(self._dictionary, new=True)
        elif isinstance(model, Extendable) and await self._may():
            await self._open(model.new_form())

    async def _open(self, form: Screen[int]) -> None:
        self.clear_message()
        await self.app.push_screen(form, self._saved)

    async def _saved(self, row_id: int | None) -> None:
        if row_id is not None:
            if isinstance(self.model, Filterable):
                self.model.clear()
            self.set_focus(self.table)
            await self.reload(keep=row_id)

    async def _open_dictionary(self, dictionary: DictionaryRow, *, new: bool = False) -> None:
        from tui_crm.ui.setup.dictionary_forms import DictionaryForm  # noqa: PLC0415  # when asked for

        if await self._may():
            self.clear_message()
            values = {"group": dictionary.group}
            row_id = None if new else dictionary.id
            form = DictionaryForm(self.crm, row_id, filled=values)
            await self.app.push_screen(form, self._dictionary_saved)

    async def _dictionary_saved(self, row_id: int | None) -> None:
        if row_id is not None:
            async with self._reading:
                await self.branches.load(keep=row_id)
                await self._show_branch()
            if self.table.current is None:
                # Focus the new, empty list, so that N adds an entry and not another dictionary.
                self.set_focus(self.table)

    async def action_toggle_active(self) -> None:
        row, model = self._row(), self.model
        if row is not None and isinstance(model, Retirable):
            await self.do(model.turn_active(row))

    async def action_delete(self) -> None:
        if self._dictionary is not None:
            await self.do(self.tree_of.delete(self._dictionary))
            return
        row, model = self._row(), self.model
        if row is not None and isinstance(model, Deletable):
            await self.do(model.delete(row))

    async def action_reorder(self, by: int) -> None:
        await self._move(by, to_edge=False)

    async def action_to_edge(self, by: int) -> None:
        await self._move(by, to_edge=True)

    async def _move(self, by: int, *, to_edge: bool) -> None:
        row, model = self._row(), self.model
        if row is None or not isinstance(model, Orderable):
            return
        if isinstance(model, Filterable) and model.text:
            self.show_error(_("Clear the filter first: Esc. Then the order can be seen."))
            return
        await self.do(model.move(row, by, to_edge=to_edge), keep=row.id)

    async def action_set_default(self) -> None:
        row, model = self._row(), self.model
        if row is not None and isinstance(model, WithDefault):
            await self.do(model.set_default(row))

    async def action_where_used(self) -> None:
        row, model = self._row(), self.model
        if row is not None and isinstance(model, WithUses):
            await self.do(model.where_used(row))

    # Assigning what an employee has

    async def action_assign_open(self) -> None:
        row, model = self._row(), self.model
        if row is None or not isinstance(model, WithOpenWork):
            return
        subject = model.open_work(row)
        if not subject:
            self.show_info(_("{name} has no open activities.").format(name=plain(row.name)))
            return
        self.clear_message()
        find = finder(self.crm, lookups.employees)
        bar = await bar_of(self, AssignBar, lambda: AssignBar(find))
        bar.open_on(subject)

    async def on_action_bar_applied(self, event: ActionBar.Applied) -> None:
        bar, row, model = event.bar, self.table.current, self.model
        if not isinstance(bar, AssignBar) or not bar.display:
            return
        if bar.employee is None:
            bar.show_error(assign_first())
        elif row is not None and isinstance(model, WithOpenWork):
            to = bar.employee.id
            self.on_action_bar_left()
            await self.do(model.assign_open(row, to), keep=row.id)

    def on_action_bar_left(self) -> None:
        for bar in self.query(AssignBar):
            bar.close()
        self.set_focus(self.table)

    async def action_change_right(self) -> None:
        row, model = self._row(), self.model
        if row is not None and isinstance(model, WithRoles) and await self._may():
            self.set_focus(self.table)
            await self.do(model.toggle(row))

    async def action_history(self) -> None:
        row = self._row()
        if row is not None:
            await self.app.push_screen(self.model.history(row))

    # The filter

    async def action_filter(self) -> None:
        model = self.model
        if isinstance(model, Filterable):
            self.clear_message()
            await self._filter.open(model.text, placeholder=model.placeholder())

    async def on_input_changed(self, event: Input.Changed) -> None:
        typed, model = self._filter.typed(event), self.model
        if typed is not None and isinstance(model, Filterable) and typed != model.text:
            model.text = typed
            await self._reload_from_start()

    async def _reload_from_start(self) -> None:
        async with self._reading:
            await self._show_branch(from_start=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if self._filter.submitted(event):
            self._filter.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Off while a filter is typed, on rows from the tree, and without the capability."""
        del parameters
        if not isinstance(self.model, NEEDED.get(action, object)):
            return False
        if action in OF_A_ROW and self.is_mounted and not self.in_list:
            return False
        return not (action in OF_THE_LISTS and self.is_mounted and self.busy)

    # Going back

    async def action_back(self) -> None:
        """Esc closes the filter line, then clears the filter, then goes to the tree."""
        self.clear_message()
        if self.busy:
            self._filter.close()
        elif isinstance(self.model, Filterable) and self.model.clear():
            await self.reload()
        else:
            self.set_focus(self.branches)

    async def action_leave_section(self) -> None:
        await self.app.run_action("section('today')")


def _filtered(model: SetupModel[Any]) -> tuple[Piece, ...]:
    """The filter text, shown after the summary of a list."""
    if not (isinstance(model, Filterable) and model.text):
        return ()
    return ((f"   {formats.quoted(plain(model.text))}", "echo"),)
