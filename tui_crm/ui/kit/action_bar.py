"""One strip at the bottom instead of a dialog: what is done to a row, or to all marked rows."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, Protocol

from rich.cells import cell_len
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tui_crm.i18n import _
from tui_crm.terminal.text import Piece
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.fields import TextField
from tui_crm.ui.kit.lookup_field import LookupField, nothing_matches
from tui_crm.ui.kit.status_bars import Line

ROOMY = 72
"""Columns from which on what it is about stands on the line of the first fields."""

REMARK_AFTER = 0.08
"""Seconds of rest after which it is read what a typed time runs into."""

BELOW = 3
"""Lines for what has no room beside the field."""


class Remark(NamedTuple):
    """What a typed time runs into: a word beside what was understood, and lines below it."""

    beside: Piece | None = None
    below: tuple[tuple[Piece, ...], ...] = ()


class Adviser(Protocol):
    """What the strips ask about a typed time."""

    def echo(self, text: str) -> Piece:
        """What was understood, at once; in the tone `error` what cannot be read."""

    async def remark(self, text: str, width: int) -> Remark:
        """What it runs into, after asking the database."""

    async def pick_day(self, field: TextField) -> None:
        """Open the calendar on what stands in a field, and put the picked day there."""


class ActionBar(Vertical):
    """Fields for what is done to the row; Enter does it, Esc leaves it as it was."""

    DEFAULT_CSS = """
    ActionBar {
        display: none; height: auto; background: $panel;
        .row { height: 1; }
        .label { width: auto; padding: 0 1; color: $quiet; }
        .bar-head {
            width: auto; max-width: 34; height: 1; text-style: bold; color: $strong;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        .bar-title { display: none; }
        .bar-title, .alone { max-width: 100%; }
        &.-narrow .bar-title { display: block; }
        &.-narrow .row .bar-head { display: none; }
        .bar-echo { width: 1fr; padding: 0 1; }
        .bar-below { display: none; padding: 0 1; }
        .complaint { display: none; height: auto; color: $error; padding: 0 1; }
        #outcome { width: 20; }
        #done-note { width: 1fr; }
        #next-at { width: 18; }
        #move-to { width: 24; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.STRIP))

    @dataclass
    class Applied(Message):
        """Enter: what the strip says is to be done."""

        bar: ActionBar

        @property
        def control(self) -> ActionBar:
            """The strip it happened in."""
            return self.bar

    @dataclass
    class Left(Message):
        """Esc: the strip is to be closed, nothing done."""

        bar: ActionBar

    def __init__(self, adviser: Adviser, *, id: str, head: str) -> None:
        super().__init__(id=id, classes="action-bar")
        self.adviser = adviser
        self.head = head
        self._typed_last = ""
        self._told: Piece = ("", "")

    def on_resize(self, event: events.Resize) -> None:
        """Where there is little room, what it is about has a line of its own."""
        self.set_class(event.size.width < ROOMY, "-narrow")

    def below(self) -> ComposeResult:
        """The lines under the fields."""
        for _line in range(BELOW):
            yield Line(classes="bar-below")
        yield Static("", classes="complaint", markup=False)

    def open_for(self, subject: str) -> None:
        """Show the strip for a row, or for so many rows."""
        for head in self.query(".bar-head").results(Static):
            head.update(content(f" {self.head} {subject}"))
        self.show_error("")
        self.show_below(())
        self.display = True

    def close(self) -> None:
        """Take the strip away."""
        self.workers.cancel_group(self, "remark")
        self.display = False

    def show_error(self, sentence: str) -> None:
        """Say what is wrong, next to where it was typed."""
        line = self.query_one(".complaint", Static)
        line.update(content(sentence))
        line.display = bool(sentence)

    def show_below(self, told: tuple[tuple[Piece, ...], ...]) -> None:
        """Say something in the lines under the fields."""
        for number, line in enumerate(self.query(".bar-below").results(Line)):
            line.display = number < len(told)
            line.show_pieces(*(told[number] if number < len(told) else ()))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.input.has_class("when"):
            self.show_echo(event.value)
            self.show_error("")

    def show_echo(self, typed: str) -> None:
        """Say what was understood at once, and what it runs into as soon as that is known."""
        self._typed_last, self._told = typed, self.adviser.echo(typed)
        self._show_told(None)
        self._ask_remark(typed)

    def _show_told(self, beside: Piece | None) -> bool:
        """Whether the word beside had room."""
        echo = self.query_one(".bar-echo", Line)
        text, style = self._told
        said = [(f"? {text}" if style == "error" else text, style)]
        if beside is not None and text:
            said += [(" · ", "muted"), beside]
        width = echo.size.width
        fits = beside is None or sum(cell_len(one) for one, _style in said) <= width
        echo.show_pieces(*(said if fits else said[:1]))
        return fits

    @work(exclusive=True, group="remark")
    async def _ask_remark(self, typed: str) -> None:
        await asyncio.sleep(REMARK_AFTER)
        remark = await self.adviser.remark(typed, self.screen.size.width - 2)
        if not self.display or typed != self._typed_last:
            return
        below = remark.below
        if not self._show_told(remark.beside) and remark.beside is not None:
            below = (((" " * 4, ""), remark.beside), *below)
        self.show_below(below)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Applied(self))

    async def action_bar_apply(self) -> None:
        """Take what is typed in a list, and do what the strip says."""
        if await self.take_typed():
            self.post_message(self.Applied(self))

    async def take_typed(self) -> bool:
        """Take what is typed in a lookup field; False when it matches nothing."""
        for field in self.query(LookupField):
            if (field.typed or field.is_open) and not await field.take():
                field.close_list()
                self.show_error(nothing_matches(field))
                self.screen.set_focus(field)
                return False
        return True

    async def action_bar_field(self, by: int) -> None:
        """To another field of the strip; the focus does not leave it."""
        if not await self.take_typed():
            return
        fields = list(self.query(TextField))
        focused = self.screen.focused
        self._say_unreadable(focused)
        at = next((i for i, field in enumerate(fields) if field is focused), 0)
        self.screen.set_focus(fields[(at + by) % len(fields)])

    def _say_unreadable(self, field: Widget | None) -> None:
        """Say in full what cannot be read in the field that is left."""
        if isinstance(field, TextField) and field.has_class("when"):
            said, style = self.adviser.echo(field.value)
            self.show_error(said if style == "error" else "")

    async def action_bar_pick(self) -> None:
        """The list of a field, or the calendar of a time."""
        focused = self.screen.focused
        if isinstance(focused, LookupField):
            await focused.show_list()
        elif isinstance(focused, TextField) and focused.has_class("when"):
            await self.adviser.pick_day(focused)

    def action_bar_leave(self) -> None:
        """Leave the list of a field, then the strip."""
        focused = self.screen.focused
        if isinstance(focused, LookupField) and focused.is_open:
            focused.typing = False
            focused.restore()
            return
        self.post_message(self.Left(self))


class RescheduleBar(ActionBar):
    """Where to: a distance, a day, a day and an hour, or from when on into the free time."""

    def __init__(
        self,
        adviser: Adviser,
        *,
        id: str = "rescheduling",
        head: str | None = None,
    ) -> None:
        super().__init__(adviser, id=id, head=_("Move") if head is None else head)

    def compose(self) -> ComposeResult:
        """What is moved, and where to."""
        yield Static("", classes="bar-head alone", markup=False)
        with Horizontal(classes="row"):
            yield Static(content(_("to")), classes="label")
            yield TextField(id="move-to", placeholder=_("1d · fri · 26.11 14:30"))
            yield Line(classes="bar-echo")
        yield from self.below()

    def on_mount(self) -> None:
        """The field is read as a time."""
        self.query_one("#move-to").add_class("when")

    def open_on(self, subject: str, *, asks: str = "") -> None:
        """Open on a row, or on so many; the focus is in the field before this returns."""
        self.open_for(subject)
        self.query_one("#move-to", TextField).fill("")
        self.show_echo("")
        self.screen.set_focus(self.query_one("#move-to"))
        if asks:
            self.show_error(asks)

    @property
    def to(self) -> str:
        """Where to, as typed."""
        return self.query_one("#move-to", TextField).value


class AttemptBar(RescheduleBar):
    """When to try again, where the ladder of attempts is at its end."""

    def __init__(self, adviser: Adviser) -> None:
        super().__init__(adviser, id="attempting", head=_("No answer"))
