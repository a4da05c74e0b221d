"""The saved views window: find, show, save, share and delete views of the activity list."""

from __future__ import annotations

import uuid
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui_crm.domain.activities.saved_view import ViewContent
from tui_crm.domain.errors import CrmError, NotFound
from tui_crm.domain.page import PageRequest
from tui_crm.i18n import _
from tui_crm.presentation.saved_views import offered_by, shows
from tui_crm.queries import saved_views as kept_views
from tui_crm.queries.saved_view_filters import ViewLine, lines, view_to_show
from tui_crm.queries.saved_views import ViewRow
from tui_crm.services import saved_views
from tui_crm.services.saved_views import ViewEdit
from tui_crm.terminal.text import plain
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import Cell, Column, content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.search_field import SearchField
from tui_crm.ui.kit.status_bars import HintBar, Notice
from tui_crm.ui.kit.table import RecordTable

OF_A_VIEW = {"delete_view", "share_view"}


class Taken(NamedTuple):
    """The view to show in the list, and a message about it."""

    row: ViewRow
    content: ViewContent
    message: str


class ViewField(SearchField):
    """The name of a view or letters of it; Enter and Del act on the selected view."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.VIEWS.commands[:2]))

    async def action_delete_view(self) -> None:
        """Del erases text right of the cursor first; with none left it deletes the view."""
        if self.cursor_position < len(self.value):
            self.action_delete_right()
        else:
            await self.screen.run_action("delete_view")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "delete_view" and self.cursor_position == len(self.value):
            return self.screen.check_action(action, parameters)
        return super().check_action(action, parameters)


class ViewsWindow(CrmWindow[Taken]):
    """Returns the view to show; None on Esc."""

    SHEETS = (*CrmWindow.SHEETS, "activities/windows.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.VIEWS))

    def __init__(self, crm: Context, in_force: ViewContent) -> None:
        """*in_force*: the filter that Ctrl+N saves."""
        super().__init__(crm)
        self.in_force = in_force

    def compose(self) -> ComposeResult:
        with Vertical(classes="window tall views") as window:
            window.border_title = content(_("Saved views"))
            yield ViewField(id="name", placeholder=_("letters of a name, or a new name"))
            yield RecordTable(
                (
                    Column("name", "", _name, 16, share=2),
                    Column("shows", "", self._shows, 16, share=3),
                    Column("shared", "", _offered, 8, share=1),
                ),
                source=self._page,
                header=False,
                empty=self._empty_text,
            )
            yield Notice(classes="ruled")
            yield Static("", id="whole", markup=False)
            yield HintBar()

    @property
    def table(self) -> RecordTable[ViewLine]:
        """The views whose name matches."""
        return self.query_one(RecordTable)

    @property
    def typed(self) -> str:
        """The text in the name field."""
        return self.query_one("#name", ViewField).value

    @property
    def _operator_id(self) -> int:
        return self.crm.actor.operator_id

    async def on_mount(self) -> None:
        self.table.can_focus = False
        self.set_focus(self.query_one("#name"))
        await self.table.load()

    def _shows(self, line: ViewLine) -> Cell:
        if line.content is None:
            return Cell(_("cannot be read"), "error")
        return Cell(shows(line.content, self.crm.actor))

    def _empty_text(self) -> str:
        if self.typed.strip():
            return _("No view has this name:\n<view.save> saves the filter now in force under it.")
        return _(
            "No view is saved yet: type a name,\nand <view.save> saves the filter now in force."
        )

    async def _page(self, request: PageRequest) -> list[ViewLine]:
        return await self.crm.db(lines, self._operator_id, self.typed, request)

    @on(Input.Changed)
    async def _changed(self, event: Input.Changed) -> None:
        if event.value == event.input.value:
            self.query_one(Notice).clear()
            self.table.restart()
            await self.table.load()

    @on(RecordTable.Highlighted)
    def _show_in_full(self) -> None:
        """What the selected view shows, in full."""
        line, text = self.table.current, ""
        if line is not None:
            parts = (self._shows(line).text, offered_by(line.row))
            text = f"{plain(line.row.name)}: {' · '.join(part for part in parts if part)}"
        self.query_one("#whole", Static).update(content(text))
        self.refresh_bindings()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return action not in OF_A_VIEW or (self.is_mounted and bool(self.table.rows))

    def _show_message(self, text: str, *, error: bool = False) -> None:
        notice = self.query_one(Notice)
        (notice.show_error if error else notice.show_done)(text)

    def _selected(self) -> ViewRow | None:
        """The selected view; without one, shows what can be done."""
        line = self.table.current
        if line is None:
            self._show_message(self._empty_text(), error=True)
        return None if line is None else line.row

    async def _refused(self, error: CrmError) -> None:
        self._show_message(error.message, error=True)
        if isinstance(error, NotFound):
            await self.table.load()

    async def action_open(self) -> None:
        """The view is read again, since a colleague may have changed it."""
        selected = self._selected()
        if selected is None:
            return
        try:
            row, current = await self.crm.db(view_to_show, selected.id, self._operator_id)
        except CrmError as error:
            await self._refused(error)
        else:
            self.finish(Taken(row, current.content, current.changes))

    async def action_save_view(self) -> None:
        """A view of this name is replaced."""
        crm = self.crm
        edit = ViewEdit(str(uuid.uuid4()), self.typed, self.in_force)
        try:
            kept = await crm.db(saved_views.save, edit, actor=crm.actor, now=crm.now())
            row = await crm.db(kept_views.view_row, kept.view_id, self._operator_id)
        except CrmError as error:
            await self._refused(error)
            return
        message = (
            _("“{name}” now shows this; <history.undo> brings back what it was.")
            if kept.replaced
            else _("“{name}” is saved: <list.views> shows it again.")
        )
        self.finish(Taken(row, self.in_force, message.format(name=plain(kept.name))))

    async def action_delete_view(self) -> None:
        row = self._selected()
        if row is None:
            return
        try:
            await self.crm.db(saved_views.delete, row.id, actor=self.crm.actor, now=self.crm.now())
        except CrmError as error:
            await self._refused(error)
            return
        await self.table.load()
        self._show_message(
            _("“{name}” is deleted: Esc, then <history.undo> brings it back.").format(
                name=plain(row.name)
            )
        )

    async def action_share_view(self) -> None:
        """Share the view with everyone, or keep it to its owner again."""
        row = self._selected()
        if row is None:
            return
        actor, now = self.crm.actor, self.crm.now()
        try:
            await self.crm.db(
                saved_views.set_shared, row.id, shared=not row.shared, actor=actor, now=now
            )
        except CrmError as error:
            await self._refused(error)
            return
        await self.table.load()
        message = (
            _("“{name}” is its owner's alone now.")
            if row.shared
            else _("“{name}” is offered to everybody now.")
        )
        self._show_message(message.format(name=plain(row.name)))

    def action_leave(self) -> None:
        self.finish(None)


def _name(line: ViewLine) -> Cell:
    return Cell(plain(line.row.name), "strong")


def _offered(line: ViewLine) -> Cell:
    return Cell(offered_by(line.row), "muted")
