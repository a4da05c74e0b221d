"""The *Who is calling* window: finds the caller while the number is being typed."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import _
from tui_crm.queries.common.number_search import FEWEST_DIGITS, figures_of
from tui_crm.queries.directory.callers import Caller, who_is_calling
from tui_crm.terminal.text import plain
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import Cell, Column, content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.navigation import About, Navigation
from tui_crm.ui.kit.screen import CrmScreen, CrmWindow
from tui_crm.ui.kit.search_field import SearchField
from tui_crm.ui.kit.status_bars import HintBar, Notice
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.kit.table_window import slice_of
from tui_crm.ui.panels.contact import ContactPanel, number_cell, show_about, where
from tui_crm.ui.panels.text_pane import TextPane

SIGNS = frozenset(" +()-./")
"""Characters allowed in numbers besides digits."""


class Call(NamedTuple):
    """What to do: open the card, log the conversation, or add a person with the number."""

    what: Literal["card", "answer", "new"]
    caller: Caller | None
    typed: str


class CallerRow(NamedTuple):
    """A caller as a row of the list."""

    id: int
    place: Place
    caller: Caller


class NumberField(SearchField):
    """Accepts digits and signs of numbers; letters and Enter are commands of the window."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.CALLER.commands[:1]))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters are commands, not text."""
        return super().check_consume_key(key, character) and _of_number(character)

    async def on_key(self, event: events.Key) -> None:
        # The field must not insert it; the key goes on to the bindings of the window.
        if event.is_printable and not _of_number(event.character):
            event.prevent_default()


def _of_number(character: str | None) -> bool:
    return character is not None and (character.isdecimal() or character in SIGNS)


def _name(row: CallerRow) -> Cell:
    return Cell(plain(row.caller.name), "strong" if row.caller.active else "muted")


def _where(row: CallerRow) -> Cell:
    return Cell(where(row.caller))


def _number(row: CallerRow) -> Cell:
    return number_cell(row.caller)


class CallerWindow(CrmWindow[Call]):
    """Returns what to do about the call; None on Esc."""

    SHEETS = (*CrmWindow.SHEETS, "search/caller.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.CALLER))

    def __init__(self, crm: Context) -> None:
        super().__init__(crm)
        self._rows: list[CallerRow] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="window tall caller") as window:
            window.border_title = content(_("Who is calling"))
            with Horizontal(id="asked"):
                yield Static(content(_("Number")))
                yield NumberField(id="number", placeholder=_("the last digits do"))
            yield RecordTable(
                (
                    Column("name", "", _name, 16, share=2),
                    Column("where", "", _where, 16, share=3),
                    Column("number", "", _number, 16, align="right"),
                ),
                source=self._page,
                header=False,
                empty=self._empty_text,
            )
            yield Notice(classes="ruled")
            yield TextPane(id="details")
            yield HintBar()

    @property
    def table(self) -> RecordTable[CallerRow]:
        """Contacts whose number ends with the digits, or else begins with them."""
        return self.query_one(RecordTable)

    @property
    def typed(self) -> str:
        """The number as far as typed."""
        return self.query_one("#number", NumberField).value.strip()

    async def on_mount(self) -> None:
        self.table.can_focus = False
        self.set_focus(self.query_one("#number"))
        await self.table.load()

    def _empty_text(self) -> str:
        missing = FEWEST_DIGITS - len(figures_of(self.typed))
        if missing > 0:
            return _(
                "Type the number or its last digits, at least three.\n"
                "Spaces, dashes, brackets, +48 and 0048 do not matter."
            )
        return _("Nobody here has this number.\n<caller.new> adds a new person with it.")

    async def _page(self, request: PageRequest) -> list[CallerRow]:
        return slice_of(self._rows, request)

    @on(Input.Changed)
    async def _changed(self, event: Input.Changed) -> None:
        if event.value != event.input.value:
            return
        callers = await self.crm.db(
            who_is_calling, event.value, visible_employee_ids=self.crm.actor.visible_employee_ids
        )
        if event.value == event.input.value:
            self._rows = [CallerRow(i, (i,), caller) for i, caller in enumerate(callers)]
            self.query_one(Notice).clear()
            self.table.restart()
            await self.table.load()

    @on(RecordTable.Highlighted)
    def _show_details(self) -> None:
        row, crm = self.table.current, self.crm
        panel = None if row is None else ContactPanel(row.caller, now=crm.now(), zone=crm.zone)
        show_about(self.query_one(Notice), self.query_one("#details", TextPane), panel)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        if action in {"open", "answer"}:
            return bool(self._rows)
        return action != "new_person" or self._is_unknown

    @property
    def _is_unknown(self) -> bool:
        return not self._rows and self.is_mounted and len(figures_of(self.typed)) >= FEWEST_DIGITS

    def _chosen(self) -> Caller | None:
        row = self.table.current
        if row is not None and row.caller.kind == "employee":
            self.query_one(Notice).show_error(
                _("A colleague: there is no card, and no contractor to log it with.")
            )
            return None
        return None if row is None else row.caller

    def action_open(self) -> None:
        caller = self._chosen()
        if caller is not None:
            self.finish(Call("card", caller, self.typed))

    def action_answer(self) -> None:
        caller = self._chosen()
        if caller is not None:
            self.finish(Call("answer", caller, self.typed))

    def action_new_person(self) -> None:
        self.finish(Call("new", None, self.typed))

    def action_leave(self) -> None:
        self.finish(None)


async def take_up(screen: CrmScreen[Any], call: Call) -> None:
    """Do what was decided about a call, on top of a screen."""
    if call.caller is None:
        await add_person(screen, call.typed)
    elif call.what == "answer":
        await screen.navigation.answer_call(about(call.caller))
    else:
        await open_card(screen.navigation, call.caller)


def about(caller: Caller) -> About:
    """The contractor and person for the new activity."""
    if caller.kind == "contractor":
        return About(caller.id)
    place = next((place for place in caller.affiliations if place.active), None)
    return About() if place is None else About(place.contractor_id, (caller.id,))


async def open_card(navigation: Navigation, one: Caller) -> None:
    """Open the card of a contractor or person."""
    if one.kind == "contractor":
        await navigation.open_contractor(one.id)
    else:
        await navigation.open_person(one.id)


async def add_person(screen: CrmScreen[Any], number: str) -> None:
    """Open the form of a new person with the number, then their card."""

    async def added(person_id: int | None) -> None:
        if person_id is not None:
            await screen.navigation.open_person(person_id)

    await screen.navigation.edit_person(None, added, filled={"phones": number})
