"""One strip at the bottom instead of a dialog: complete, or move, a row or all marked rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tui_crm.domain.draft import Choice
from tui_crm.i18n import _
from tui_crm.ui import keys
from tui_crm.ui.cells import content
from tui_crm.ui.widgets.fields import TextField
from tui_crm.ui.widgets.lookup import Finder, LookupField, nothing_matches

Echo = Callable[[str], tuple[str, bool]]
"""What was understood of a typed time, and whether it could be read."""

Pick = Callable[[TextField], Awaitable[None]]
"""Opens the calendar on what stands in a field, and puts the picked day there."""

ROOMY = 72
"""Columns from which on what it is about stands on the line of the first fields."""


class Strip(Vertical):
    """Fields for what is done to the row; Enter does it, Esc leaves it as it was."""

    DEFAULT_CSS = """
    Strip {
        display: none; height: auto; background: $panel;
        .row { height: 1; }
        .label { width: auto; padding: 0 1; color: $quiet; }
        .strip-head { width: auto; max-width: 38; height: 1; text-style: bold; color: $strong; }
        .strip-title { display: none; max-width: 100%; }
        &.-narrow .strip-title { display: block; }
        &.-narrow .row .strip-head { display: none; }
        .strip-echo {
            width: 1fr; padding: 0 1; color: $accent; text-wrap: nowrap; text-overflow: ellipsis;
        }
        .strip-echo.-bad { color: $error; }
        .complaint { display: none; height: auto; color: $error; padding: 0 1; }
        #outcome { width: 18; }
        #done-note { width: 1fr; }
        #next-at { width: 18; }
        #move-to { width: 24; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.STRIP))

    @dataclass
    class Applied(Message):
        """Enter: do it."""

        strip: Strip

        @property
        def control(self) -> Strip:
            """The strip it happened in."""
            return self.strip

    @dataclass
    class Left(Message):
        """Esc: leave it."""

        strip: Strip

    def __init__(self, echo: Echo, pick: Pick, *, id: str, head: str) -> None:  # noqa: A002
        super().__init__(id=id, classes="strip")
        self.echo = echo
        self.pick = pick
        self.head = head

    def on_resize(self, event: events.Resize) -> None:
        """Where there is little room, what it is about has a line of its own."""
        self.set_class(event.size.width < ROOMY, "-narrow")

    def open_for(self, subject: str) -> None:
        """Show the strip for a row, or for so many rows."""
        for head in self.query(".strip-head").results(Static):
            head.update(content(f" {self.head} {subject}"))
        self.complain("")
        self.display = True

    def close(self) -> None:
        """Take the strip away."""
        self.display = False

    def complain(self, sentence: str) -> None:
        """Say what is wrong, next to where it was typed."""
        line = self.query_one(".complaint", Static)
        line.update(content(sentence))
        line.display = bool(sentence)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.input.has_class("when"):
            self._show_echo(event.value)
            self.complain("")

    def _show_echo(self, typed: str) -> None:
        text, good = self.echo(typed)
        echo = self.query_one(".strip-echo", Static)
        echo.update(content(text if good else f"? {text}"))
        echo.set_class(not good, "-bad")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Applied(self))

    async def action_strip_apply(self) -> None:
        """Do it."""
        if await self.take_typed():
            self.post_message(self.Applied(self))

    async def take_typed(self) -> bool:
        """Take what is typed in a lookup field; False when it matches nothing."""
        for field in self.query(LookupField):
            if (field.typed or field.is_open) and not await field.take():
                field.close_list()
                self.complain(nothing_matches(field))
                self.screen.set_focus(field)
                return False
        return True

    async def action_strip_field(self, by: int) -> None:
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
            said, good = self.echo(field.value)
            self.complain("" if good else said)

    async def action_strip_pick(self) -> None:
        """The list of a field, or the calendar of a time."""
        focused = self.screen.focused
        if isinstance(focused, LookupField):
            await focused.show_list()
        elif isinstance(focused, TextField) and focused.has_class("when"):
            await self.pick(focused)

    def action_strip_leave(self) -> None:
        """Leave the list of a field, then the strip."""
        focused = self.screen.focused
        if isinstance(focused, LookupField) and focused.is_open:
            focused.typing = False
            focused.restore()
            return
        self.post_message(self.Left(self))


class CompletionStrip(Strip):
    """Outcome, note, next step: the focus is in *next*, because that is what is decided last."""

    def __init__(self, echo: Echo, pick: Pick, outcomes: Finder) -> None:
        super().__init__(echo, pick, id="completion", head=_("Complete"))
        self.outcomes = outcomes

    def compose(self) -> ComposeResult:
        """Two lines: what came of it, and what is next."""
        yield Static("", classes="strip-head strip-title", markup=False)
        with Horizontal(classes="row"):
            yield Static("", classes="strip-head", markup=False)
            yield Static(content(_("outcome")), classes="label")
            yield LookupField(self.outcomes, id="outcome")
            yield Static(content(_("note")), classes="label")
            yield TextField(id="done-note")
        with Horizontal(classes="row"):
            yield Static(content(_("next")), classes="label")
            yield TextField(id="next-at", placeholder=_("none"))
            yield Static("", classes="strip-echo", markup=False)
        yield Static("", classes="complaint", markup=False)

    def on_mount(self) -> None:
        """The field of the next step is read as a time."""
        self.query_one("#next-at").add_class("when")

    def open_on(self, subject: str, outcome: Choice | None, *, note: str, next_at: str) -> None:
        """Open on a row with the default outcome, and what was typed for it before.

        The focus is in *next* before this returns.
        """
        self.open_for(subject)
        self.query_one("#outcome", LookupField).show_choice(outcome)
        self.query_one("#done-note", TextField).fill(note)
        self.query_one("#next-at", TextField).fill(next_at)
        self._show_echo(next_at)
        self.screen.set_focus(self.query_one("#next-at"))

    @on(LookupField.Chosen, "#outcome")
    def _outcome_chosen(self, event: LookupField.Chosen) -> None:
        found = event.candidate
        event.field.show_choice(None if found is None else Choice(found.id, found.label))

    @property
    def outcome(self) -> Choice | None:
        """The chosen outcome."""
        return self.query_one("#outcome", LookupField).choice

    @property
    def note(self) -> str:
        """What was typed as a note."""
        return self.query_one("#done-note", TextField).value

    @property
    def next_at(self) -> str:
        """The next step as typed."""
        return self.query_one("#next-at", TextField).value


class RescheduleStrip(Strip):
    """Where to: a distance, a day, a day and an hour."""

    def __init__(self, echo: Echo, pick: Pick) -> None:
        super().__init__(echo, pick, id="rescheduling", head=_("Move"))

    def compose(self) -> ComposeResult:
        """What is moved, and where to."""
        yield Static("", classes="strip-head", markup=False)
        with Horizontal(classes="row"):
            yield Static(content(_("to")), classes="label")
            yield TextField(id="move-to", placeholder=_("1d · fri · 26.11 14:30"))
            yield Static("", classes="strip-echo", markup=False)
        yield Static("", classes="complaint", markup=False)

    def on_mount(self) -> None:
        """The field is read as a time."""
        self.query_one("#move-to").add_class("when")

    def open_on(self, subject: str) -> None:
        """Open on a row, or on so many; the focus is in the field before this returns."""
        self.open_for(subject)
        self.query_one("#move-to", TextField).fill("")
        self._show_echo("")
        self.screen.set_focus(self.query_one("#move-to"))

    @property
    def to(self) -> str:
        """Where to, as typed."""
        return self.query_one("#move-to", TextField).value
