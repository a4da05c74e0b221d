"""The action bar: a form of one line at the bottom that completes or moves the chosen rows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol, TypeVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tui_crm.i18n import N_, _
from tui_crm.terminal.text import Piece, cells
from tui_crm.terminal.told_errors import TellsErrors
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.fields import TextField
from tui_crm.ui.kit.lookup_field import LookupField, nothing_matches
from tui_crm.ui.kit.lookup_list import LookupList
from tui_crm.ui.kit.status_bars import Line

if TYPE_CHECKING:
    from tui_crm.ui.kit.host import Host

B = TypeVar("B", bound="ActionBar")

ROOMY = 72
"""Columns from which on the subject (“Move Nowak”) fits on the same line as the first field."""

REMARK_AFTER = 0.08
"""Seconds without a key until the database is asked what a typed time conflicts with."""

BELOW = 3
"""Lines under the fields for a remark that does not fit beside them; one more for the echo."""


AGAIN = N_("Enter again takes it; or type the year.")
"""Ends the question about a typed time that may be a slip."""


class Remark(NamedTuple):
    """What a typed time conflicts with: text beside the echo, and lines below the fields."""

    beside: Piece | None = None
    below: tuple[tuple[Piece, ...], ...] = ()


class Adviser(Protocol):
    """Answers an action bar's questions about a typed time."""

    def echo(self, text: str) -> Piece:
        """How the text was understood, without waiting; in style `error` what cannot be read."""

    def doubt(self, text: str) -> str:
        """The question that a second Enter confirms, for a time that may be a slip; else empty."""

    async def remark(self, text: str, width: int) -> Remark:
        """What the time conflicts with; asks the database. *width*: cells for a line below."""

    async def pick_day(self, field: TextField) -> None:
        """Open the calendar on the date in a field, and write the picked day there."""


class ActionBar(TellsErrors, Vertical):
    """Fields for an action on the row or the marked rows: Enter does it, Esc closes the bar."""

    DEFAULT_CSS = """
    ActionBar {
        display: none; height: auto; background: $panel;
        .row { height: 1; }
        .label { width: auto; padding: 0 2 0 1; color: $quiet; }
        .lead { width: 11; text-align: right; padding: 0 2 0 0; }
        .bar-head {
            width: 1fr; height: 1; text-style: bold; color: $strong;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        .bar-title { display: none; }
        &.-narrow .bar-title { display: block; }
        &.-narrow .row .bar-head { display: none; }
        .bar-echo { width: 1fr; padding: 0 0 0 1; }
        .bar-below { display: none; padding: 0 1; }
        .complaint { display: none; height: auto; color: $error; padding: 0 1; }
        #outcome { width: 24; margin: 0 1 0 0; }
        #done-note { width: 1fr; max-width: 90; margin: 0 1 0 0; }
        #next-at { width: 17; }
        #took { width: 12; margin: 0 1 0 0; }
        #took-label { padding: 0 1; }
        #move-to { width: 23; }
        &.-narrow .outcome-label { width: 11; text-align: right; padding: 0 2 0 0; }
        &.-narrow #outcome { width: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.ACTION_BAR))

    @dataclass
    class Applied(Message):
        """Enter was pressed: the screen should do the action with what is typed here."""

        bar: ActionBar

        @property
        def control(self) -> ActionBar:
            """The bar, so that `@on` can select by its id."""
            return self.bar

    @dataclass
    class Left(Message):
        """Esc was pressed: the bar should be closed and nothing done."""

        bar: ActionBar

    def __init__(self, adviser: Adviser, *, id: str, head: str) -> None:
        super().__init__(id=id, classes="action-bar")
        self.adviser = adviser
        self.head = head
        self._typed_last = ""
        self._echo: Piece = ("", "")
        self._doubted = ""

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < ROOMY, "-narrow")

    def below(self) -> ComposeResult:
        """The lines under the fields."""
        for _line in range(1 + BELOW):
            yield Line(classes="bar-below")
        yield Static("", classes="complaint", markup=False)

    def open_for(self, subject: str) -> None:
        """Show the bar with its heading, *subject* being a row or a number of rows."""
        for head in self.query(".bar-head").results(Static):
            head.update(content(f" {self.head} {subject}"))
        self.show_error("")
        self.show_below(())
        self._doubted = ""
        self.display = True

    def close(self) -> None:
        """Hide the bar, and stop waiting for a remark."""
        self.workers.cancel_group(self, "remark")
        self.display = False

    def show_error(self, sentence: str) -> None:
        """Show an error under the fields; an empty sentence removes it."""
        line = self.query_one(".complaint", Static)
        line.update(content(sentence))
        line.display = bool(sentence)

    def show_below(self, lines: tuple[tuple[Piece, ...], ...]) -> None:
        """Show up to `BELOW` + 1 lines under the fields; the others are hidden."""
        for number, line in enumerate(self.query(".bar-below").results(Line)):
            line.display = number < len(lines)
            line.show_pieces(*(lines[number] if number < len(lines) else ()))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.input.has_class("when"):
            self.show_echo(event.value)
            self.show_error("")

    def show_echo(self, typed: str) -> None:
        """Show how *typed* was understood now, and its conflicts once they are known."""
        self._typed_last, self._echo = typed, self.adviser.echo(typed)
        self._show_echo_line(None)
        self._ask_remark(typed)

    def _echo_pieces(self) -> list[Piece]:
        text, style = self._echo
        if style == "error":
            # An error that would be cut here is said whole under the fields.
            return [("?" if self._is_cut_error() else f"? {text}", style)]
        pieces = [(text, style)]
        if text and self.adviser.doubt(self._typed_last):
            pieces += [(" · ", "muted"), (_("far away"), "urgent")]
        return pieces

    def _show_echo_line(self, beside: Piece | None) -> bool:
        """Show the echo with a remark beside it; False where the remark does not fit."""
        echo, pieces = self.query_one(".bar-echo", Line), self._echo_pieces()
        remark = [(" · ", "muted"), beside] if beside is not None and self._echo[0] else []
        fits = beside is None or cells([*pieces, *remark]) <= echo.size.width
        echo.show_pieces(*pieces, *(remark if fits else ()))
        return fits

    def _is_cut_error(self) -> bool:
        text, style = self._echo
        return style == "error" and self._is_cut([(f"? {text}", style)])

    def _is_cut(self, pieces: Sequence[Piece]) -> bool:
        return cells(pieces) > self.query_one(".bar-echo", Line).size.width

    def _whole_echo(self) -> tuple[tuple[Piece, ...], ...]:
        """A line for an echo that is cut beside its field."""
        pieces = self._echo_pieces()
        return (tuple(pieces),) if self._is_cut(pieces) else ()

    @work(exclusive=True, group="remark")
    async def _ask_remark(self, typed: str) -> None:
        await asyncio.sleep(REMARK_AFTER)
        remark = await self.adviser.remark(typed, self.screen.size.width - 2)
        if not self.display or typed != self._typed_last:
            return
        if self._is_cut_error():
            self.show_error(self._echo[0])
        below = remark.below
        if not self._show_echo_line(remark.beside) and remark.beside is not None:
            below = (((" " * 4, ""), remark.beside), *below)
        self.show_below((*self._whole_echo(), *below))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._apply()

    def _apply(self) -> None:
        """Post `Applied`; a time that may be a slip needs a second Enter."""
        for field in self.query(".when").results(TextField):
            doubt = self.adviser.doubt(field.value)
            if doubt and self._doubted != field.value:
                self._doubted = field.value
                self.show_error(doubt)
                self.screen.set_focus(field)
                return
        self.post_message(self.Applied(self))

    async def action_bar_apply(self) -> None:
        """A text in a lookup field is taken first; one that matches nothing is an error."""
        if await self.take_typed():
            self._apply()

    async def take_typed(self) -> bool:
        """Take what is typed in the lookup fields; False, with an error, if it matches nothing."""
        for field in self.query(LookupField):
            if (field.typed or field.is_open) and not await field.take():
                field.close_list()
                self.show_error(nothing_matches(field))
                self.screen.set_focus(field)
                return False
        return True

    async def action_bar_field(self, by: int) -> None:
        """The focus goes round within the bar and never leaves it."""
        if not await self.take_typed():
            return
        fields = [field for field in self.query(TextField) if field.display]
        focused = self.screen.focused
        self._check_time(focused)
        at = next((i for i, field in enumerate(fields) if field is focused), 0)
        self.screen.set_focus(fields[(at + by) % len(fields)])

    def _check_time(self, field: Widget | None) -> None:
        if isinstance(field, TextField) and field.has_class("when"):
            message, style = self.adviser.echo(field.value)
            self.show_error(message if style == "error" else "")

    async def action_bar_pick(self) -> None:
        focused = self.screen.focused
        if isinstance(focused, LookupField):
            await focused.show_list()
        elif isinstance(focused, TextField) and focused.has_class("when"):
            await self.adviser.pick_day(focused)

    def action_bar_leave(self) -> None:
        """The first Esc closes an open list, the next one the bar."""
        focused = self.screen.focused
        if isinstance(focused, LookupField) and focused.is_open:
            focused.typing = False
            focused.restore()
            return
        self.post_message(self.Left(self))


class RescheduleBar(ActionBar):
    """Asks where to move rows: a distance, a day, a time, or from when on to use free time."""

    def __init__(
        self,
        adviser: Adviser,
        *,
        id: str = "rescheduling",
        head: str | None = None,
    ) -> None:
        super().__init__(adviser, id=id, head=_("Move") if head is None else head)

    def compose(self) -> ComposeResult:
        """Heading, field and echo."""
        yield Static("", classes="bar-head alone", markup=False)
        with Horizontal(classes="row"):
            yield Static(content(_("to")), classes="label")
            yield TextField(id="move-to", placeholder=_("1d · fri · 26.11 14:30"))
            yield Line(classes="bar-echo")
        yield from self.below()

    def on_mount(self) -> None:
        self.query_one("#move-to").add_class("when")

    def open_on(self, subject: str, *, asks: str = "") -> None:
        """Show the bar and focus its field at once; *asks* is a sentence under it."""
        self.open_for(subject)
        self.query_one("#move-to", TextField).fill("")
        self.show_echo("")
        self.screen.set_focus(self.query_one("#move-to"))
        if asks:
            self.show_error(asks)

    @property
    def to(self) -> str:
        """The time as typed."""
        return self.query_one("#move-to", TextField).value


class AttemptBar(RescheduleBar):
    """Asks when to call again, once the configured intervals between attempts are used up."""

    def __init__(self, adviser: Adviser) -> None:
        super().__init__(adviser, id="attempting", head=_("No answer"))


async def bar_of(host: Host, kind: type[B], build: Callable[[], B]) -> B:
    """The screen's bar of exactly this class; built on first use, with a list for its lookups."""
    bar = next((one for one in host.query(kind) if type(one) is kind), None)
    if bar is None:
        bar = build()
        await host.mount(bar, before="HintBar")
        if bar.query(LookupField) and not host.query(LookupList):
            await host.mount(LookupList())
    return bar
