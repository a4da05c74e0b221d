"""Marking a number as wrong, or as right again; with several, one of them is chosen first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import N_, _
from tui_crm.queries.common.contact_data import NumberLine
from tui_crm.services.directory.wrong_number import set_wrong
from tui_crm.terminal.text import plain
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import Cell, Column, content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.host import Host
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.kit.table_window import slice_of
from tui_crm.ui.panels.numbers import MARK_WRONG
from tui_crm.ui.panels.permission import may

Shown = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number in the list."""

    place: Place
    number: NumberLine

    @property
    def id(self) -> int:
        """That of the number."""
        return self.number.id


async def turn_wrong(host: Host, numbers: Sequence[NumberLine], shown: Shown) -> None:
    """Mark a number as wrong, or as right again; then *shown* reads the screen anew.

    Numbers of whoever must not be called are none: they are shown nowhere.
    """
    if not await may(host, "directory"):
        return
    by_id = {one.id: one for one in numbers if not one.do_not_call}
    if not by_id:
        host.show_error(_("There is no number here."))
    elif len(by_id) == 1:
        await _turn(host, next(iter(by_id.values())), shown)
    else:

        async def chosen(phone_id: int | None) -> None:
            if phone_id is not None:
                await _turn(host, by_id[phone_id], shown)

        await host.app.push_screen(WrongNumberWindow(host.crm, [*by_id.values()]), chosen)


async def _turn(host: Host, number: NumberLine, shown: Shown) -> None:
    crm, wrong = host.crm, not number.bad
    if not await host.ok_db(set_wrong, number.id, wrong=wrong, actor=crm.actor, now=crm.now()):
        return
    await shown()
    said = (
        _("{number} is marked as wrong and not proposed any more.")
        if wrong
        else _("{number} is right again.")
    )
    said = said.format(number=plain(number.shown))
    host.show_done(said + " " + _("<history.undo> takes it back."))


class WrongNumberWindow(CrmWindow[int]):
    """Gives the id of the number that was chosen, None when left."""

    SHEETS = (*CrmWindow.SHEETS, "activities/windows.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.WRONG_NUMBER))

    def __init__(self, crm: Context, numbers: list[NumberLine]) -> None:
        super().__init__(crm)
        self.rows = [NumberRow((place,), one) for place, one in enumerate(numbers)]

    def compose(self) -> ComposeResult:
        """A list of numbers, and the keys."""
        with Vertical(classes="window numbers") as window:
            window.border_title = content(_("Which number is wrong?"))
            yield RecordTable(_columns(), source=self._page)
            yield HintBar()

    async def _page(self, request: PageRequest) -> list[NumberRow]:
        return slice_of(self.rows, request)

    async def on_mount(self) -> None:
        """The cursor on the first one."""
        table = self.query_one(RecordTable)
        self.set_focus(table)
        await table.load()

    def action_take(self) -> None:
        """Take the number under the cursor."""
        current = self.query_one(RecordTable).current
        self.finish(None if current is None else current.id)

    def action_leave(self) -> None:
        """Close the window."""
        self.finish(None)


def _columns() -> tuple[Column[NumberRow], ...]:
    return (
        Column("wrong", "", lambda r: Cell(MARK_WRONG if r.number.bad else "", "urgent"), 1),
        Column("number", N_("Number"), _number, 18, share=1),
        Column("owner", N_("Whose"), lambda r: Cell(plain(r.number.owner)), 16, share=2),
        Column("remark", N_("Remark"), lambda r: Cell(plain(r.number.remark), "muted"), 8, share=1),
    )


def _number(row: NumberRow) -> Cell:
    return Cell(plain(row.number.shown), "wrong" if row.number.bad else "number")
