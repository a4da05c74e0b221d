"""The saved views: letters find one, Enter shows it, Ctrl+N keeps the filter now in force."""

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
    """The view that the list is to show, and what is to be said of it."""

    row: ViewRow
    content: ViewContent
    said: str


class ViewField(SearchField):
    """Letters of a name, or a new one; Enter and Del are for the view under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.VIEWS.commands[:2]))

    async def action_delete_view(self) -> None:
        """Delete the letter right of the cursor; where none is left, the view pointed at."""
        if self.cursor_position < len(self.value):
            self.action_delete_right()
        else:
            await self.screen.run_action("delete_view")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the window knows; letters can be deleted without a view."""
        if action == "delete_view" and self.cursor_position == len(self.value):
            return self.screen.check_action(action, parameters)
        return super().check_action(action, parameters)


class ViewsWindow(CrmWindow[Taken]):
    """Gives the view to be shown, None when left."""

    SHEETS = (*CrmWindow.SHEETS, "activities/windows.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.VIEWS))

    def __init__(self, crm: Context, in_force: ViewContent) -> None:
        """*in_force* is what Ctrl+N saves."""
        super().__init__(crm)
        self.in_force = in_force

    def compose(self) -> ComposeResult:
        """The name, the views, what is said, the keys."""
        with Vertical(classes="window views") as window:
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
                empty=self._nothing,
            )
            yield Notice(classes="ruled")
            yield Static("", id="whole", markup=False)
            yield HintBar()

    @property
    def table(self) -> RecordTable[ViewLine]:
        """The views of a name with these letters."""
        return self.query_one(RecordTable)

    @property
    def typed(self) -> str:
        """Letters of a name, or a new name."""
        return self.query_one("#name", ViewField).value

    @property
    def _operator_id(self) -> int:
        return self.crm.actor.operator_id

    async def on_mount(self) -> None:
        """Letters are typed at once."""
        self.table.can_focus = False
        self.set_focus(self.query_one("#name"))
        await self.table.load()

    def _shows(self, line: ViewLine) -> Cell:
        if line.content is None:
            return Cell(_("cannot be read"), "error")
        return Cell(shows(line.content, self.crm.actor))

    def _nothing(self) -> str:
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
    def _whole(self) -> None:
        """What the view under the cursor shows, in full."""
        line, said = self.table.current, ""
        if line is not None:
            told = (self._shows(line).text, offered_by(line.row))
            said = f"{plain(line.row.name)}: {' · '.join(part for part in told if part)}"
        self.query_one("#whole", Static).update(content(said))
        self.refresh_bindings()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There may be no view to delete or to share."""
        del parameters
        return action not in OF_A_VIEW or (self.is_mounted and bool(self.table.rows))

    def _tell(self, text: str, *, error: bool = False) -> None:
        notice = self.query_one(Notice)
        (notice.show_error if error else notice.show_done)(text)

    def _pointed(self) -> ViewRow | None:
        """The view under the cursor; what can be done where there is none is said."""
        line = self.table.current
        if line is None:
            self._tell(self._nothing(), error=True)
        return None if line is None else line.row

    async def _refused(self, error: CrmError) -> None:
        self._tell(error.message, error=True)
        if isinstance(error, NotFound):
            await self.table.load()

    async def action_open(self) -> None:
        """Show what the view keeps, as it stands now."""
        pointed = self._pointed()
        if pointed is None:
            return
        try:
            row, standing = await self.crm.db(view_to_show, pointed.id, self._operator_id)
        except CrmError as error:
            await self._refused(error)
        else:
            self.finish(Taken(row, standing.content, standing.changes))

    async def action_save_view(self) -> None:
        """Keep the filter now in force under the name that was typed."""
        crm = self.crm
        edit = ViewEdit(str(uuid.uuid4()), self.typed, self.in_force)
        try:
            kept = await crm.db(saved_views.save, edit, actor=crm.actor, now=crm.now())
            row = await crm.db(kept_views.view_row, kept.view_id, self._operator_id)
        except CrmError as error:
            await self._refused(error)
            return
        said = (
            _("“{name}” now shows this; <history.undo> brings back what it was.")
            if kept.replaced
            else _("“{name}” is saved: <list.views> shows it again.")
        )
        self.finish(Taken(row, self.in_force, said.format(name=plain(kept.name))))

    async def action_delete_view(self) -> None:
        """Delete the view under the cursor."""
        row = self._pointed()
        if row is None:
            return
        try:
            await self.crm.db(saved_views.delete, row.id, actor=self.crm.actor, now=self.crm.now())
        except CrmError as error:
            await self._refused(error)
            return
        await self.table.load()
        self._tell(
            _("“{name}” is deleted: Esc, then <history.undo> brings it back.").format(
                name=plain(row.name)
            )
        )

    async def action_share_view(self) -> None:
        """Offer the view to everybody, or to its owner alone again."""
        row = self._pointed()
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
        said = (
            _("“{name}” is its owner's alone now.")
            if row.shared
            else _("“{name}” is offered to everybody now.")
        )
        self._tell(said.format(name=plain(row.name)))

    def action_leave(self) -> None:
        """Leave the list as it was."""
        self.finish(None)


def _name(line: ViewLine) -> Cell:
    return Cell(plain(line.row.name), "strong")


def _offered(line: ViewLine) -> Cell:
    return Cell(offered_by(line.row), "muted")
