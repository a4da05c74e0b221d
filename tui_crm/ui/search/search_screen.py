"""The search screen: finds contractors, persons, numbers and activities, grouped, best first."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.geometry import Size
from textual.widgets import Input, Static

from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import N_, _
from tui_crm.presentation import formats
from tui_crm.presentation.status import closed_glyph
from tui_crm.queries.common.text_search import number_in
from tui_crm.queries.common.word_index import terms_of
from tui_crm.queries.directory.contact_summary import ContactSummary
from tui_crm.queries.search import ActivityResult, SearchResults, find_anywhere
from tui_crm.terminal.text import Piece, plain, wrap_to
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import Cell, Column
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.list_screen import SIDE, TALL, ListScreen
from tui_crm.ui.kit.search_field import SearchField
from tui_crm.ui.kit.status_bars import HintBar, Line, Notice
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.kit.table_window import Group, slice_of
from tui_crm.ui.panels.contact import ContactPanel, Titled, number_cell, show_about, where
from tui_crm.ui.panels.contractor import joined
from tui_crm.ui.panels.detail_pane import PaneLine
from tui_crm.ui.panels.text_pane import TextPane
from tui_crm.ui.search.caller_window import open_card

GROUPS = {
    "contractors": N_("CONTRACTORS"),
    "persons": N_("PERSONS"),
    "numbers": N_("NUMBERS"),
    "activities": N_("ACTIVITIES"),
}


ELSEWHERE = tuple(command for command in keys.GLOBAL if command.id != "app.find")


class ResultRow(NamedTuple):
    """A result as a row of the list."""

    id: int
    place: Place
    group: str
    found: ContactSummary | ActivityResult


def rows_of(found: SearchResults) -> list[ResultRow]:
    """All groups of results as rows."""
    flat = [(group, one) for group in GROUPS for one in getattr(found, group)]
    return [ResultRow(at, (at,), group, one) for at, (group, one) in enumerate(flat)]


class FindEverywhereField(SearchField):
    """The search field; Enter opens the result under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.FIND.commands[:1]))


class FindScreen(ListScreen):
    """Opened on top of any screen; results open on top of it, and Esc returns."""

    SHEETS = ("search/search.tcss",)
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.FIND, ELSEWHERE))

    def __init__(self, crm: Context, *, section: str = "find") -> None:
        super().__init__(crm)
        self.section = section
        self._rows: list[ResultRow] = []

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out(event.size)

    def _lay_out(self, size: Size) -> None:
        beside = size.width >= SIDE
        self.set_class(beside, "-wide")
        self.set_class(size.height >= TALL and not beside, "-tall")

    def compose(self) -> ComposeResult:
        """Top bar, search field, results with details, keys."""
        self._lay_out(self.app.size)
        yield Line(id="topbar")
        with Horizontal(id="asked"):
            yield Static(_("Find"), markup=False)
            yield FindEverywhereField(
                id="find", placeholder=_("letters of a name, a number, a note")
            )
        with Container(id="body"):
            yield RecordTable(
                (
                    Column("what", "", self._what, 22, share=2),
                    Column("detail", "", self._detail, 16, share=3),
                    Column("right", "", self._right, 15, align="right"),
                ),
                source=self._page,
                group=lambda row: Group(row.group, _(GROUPS[row.group])),
                header=False,
                empty=self._empty_text,
                id="list",
            )
            with Container(id="side"):
                yield Notice(classes="ruled")
                yield TextPane(id="details")
        yield HintBar()

    @property
    def table(self) -> RecordTable[ResultRow]:
        """The results."""
        return self.query_one("#list", RecordTable)

    @property
    def field(self) -> FindEverywhereField:
        """The search field."""
        return self.query_one("#find", FindEverywhereField)

    async def on_mount(self) -> None:
        self.table.can_focus = False
        self.set_focus(self.field)
        await self.table.load()

    def _empty_text(self) -> str:
        if terms_of(self.field.value) is None and not number_in(self.field.value):
            return _(
                "Contractors by name, code, city, tax id · persons by name\n"
                "numbers by their last digits or their first ones, from three on\n"
                "activities by words of the subject or the note, and by their number\n"
                "\n"
                "The beginnings of words do, in any order; zolc finds żółć."
            )
        return _("Nothing has these words. Fewer letters find more.")

    # Columns

    def _what(self, row: ResultRow) -> Cell:
        if isinstance(row.found, ActivityResult):
            glyph = closed_glyph(row.found.status) or formats.GLYPHS[row.found.kind]
            return Cell(f"{glyph} {plain(row.found.subject)}")
        return Cell(plain(row.found.name), "strong" if row.found.active else "muted")

    def _detail(self, row: ResultRow) -> Cell:
        if isinstance(row.found, ActivityResult):
            return Cell(plain(row.found.excerpt.near), "muted")
        return Cell(where(row.found))

    def _right(self, row: ResultRow) -> Cell:
        if isinstance(row.found, ActivityResult):
            at, on = row.found.at, row.found.on
            when = formats.dated(at, on, now=self.crm.now(), zone=self.crm.zone)
            return Cell(when, "muted")
        return number_cell(row.found)

    # Finding

    async def _page(self, request: PageRequest) -> list[ResultRow]:
        return slice_of(self._rows, request)

    @on(Input.Changed, "#find")
    async def _changed(self, event: Input.Changed) -> None:
        if event.value == event.input.value and await self._search():
            self.clear_message()
            self.table.restart()
            await self.table.load()

    async def _search(self) -> bool:
        """Search; False if it failed or the text has changed meanwhile."""
        text = self.field.value
        found = await self.try_db(
            find_anywhere, text, visible_employee_ids=self.crm.actor.visible_employee_ids
        )
        if found is None or text != self.field.value:
            return False
        self._rows = rows_of(found)
        return True

    async def reload(self, *, keep: int | None = None) -> None:
        """Search again with the cursor kept."""
        del keep
        if await self._search():
            await self.table.load()

    @on(RecordTable.Highlighted, "#list")
    def _show_details(self) -> None:
        row = self.table.current
        panel = None if row is None else self._panel(row.found)
        show_about(self.query_one(Notice), self.query_one("#details", TextPane), panel)
        self.refresh_bindings()

    def _panel(self, found: ContactSummary | ActivityResult) -> Titled:
        now, zone = self.crm.now(), self.crm.zone
        if isinstance(found, ActivityResult):
            return ActivityLines(found, formats.full(found.at, found.on, now=now, zone=zone))
        return ContactPanel(found, now=now, zone=zone)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return action != "open" or bool(self._rows)

    async def action_open(self) -> None:
        """An employee is reported instead, since employees have no card."""
        row = self.table.current
        if row is None:
            return
        if isinstance(row.found, ActivityResult):
            await self.navigation.open_activity(row.found.id)
        elif row.found.kind == "employee":
            self.show_error(_("A colleague: there is no card to open."))
        else:
            await open_card(self.navigation, row.found)

    def action_back(self) -> None:
        if self.is_current:
            self.dismiss()


class ActivityLines:
    """The pane about an activity that was found: number, subject, part of its note."""

    def __init__(self, found: ActivityResult, when: str) -> None:
        self.found = found
        self.when = when

    def title(self) -> tuple[Piece, ...]:
        """Its number and subject."""
        return ((f"{self.found.number} · {plain(self.found.subject)}", "title"),)

    def beside_title(self) -> tuple[Piece, ...]:
        """Nothing: when it is or was stands in the list."""
        return ()

    def lines(self, width: int, height: int) -> list[PaneLine]:
        """The lines for a pane, with as much of the note as fits."""
        found = self.found
        whom = joined(plain(found.contractor), self.when, plain(found.employee))
        head: list[PaneLine] = [((line, "muted"),) for line in wrap_to(whom, width, 2)]
        room = max(1, height - len(head))
        lines = wrap_to(found.excerpt.text or "–", width, room)
        return [*head, *(((line, ""),) for line in lines)]
