"""One strip at the bottom instead of a dialog: complete, or move, a row or all marked rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from tui_crm.domain.draft import Choice
from tui_crm.i18n import _
from tui_crm.ui import keys
from tui_crm.ui.cells import content
from tui_crm.ui.widgets.fields import TextField
from tui_crm.ui.widgets.lookup import Finder, LookupField, nothing_matches

Echo = Callable[[str], tuple[str, bool]]
"""What was understood of a typed time, and whether it could be read."""


class Strip(Vertical):
    """Fields for what is done to the row; Enter does it, Esc leaves it as it was."""

    DEFAULT_CSS = """
    Strip {
        display: none; height: auto; background: $panel;
        .row { height: 1; }
        .label { width: auto; padding: 0 1; color: $quiet; }
        .strip-head { width: auto; max-width: 38; text-style: bold; color: $strong; }
        .strip-echo { width: 1fr; padding: 0 1; color: $accent; text-wrap: nowrap; }
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

    def __init__(self, echo: Echo, *, id: str, head: str) -> None:  # noqa: A002
        super().__init__(id=id, classes="strip")
        self.echo = echo
        self.head = head

    def open_for(self, subject: str) -> None:
        """Show the strip for a row, or for so many rows."""
        self.query_one(".strip-head", Static).update(content(f" {self.head} {subject}"))
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
            text, good = self.echo(event.value)
            echo = self.query_one(".strip-echo", Static)
            echo.update(content(text))
            echo.set_class(not good, "-bad")
            self.complain("")

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
        at = next((i for i, field in enumerate(fields) if field is focused), 0)
        self.screen.set_focus(fields[(at + by) % len(fields)])

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

    def __init__(self, echo: Echo, outcomes: Finder) -> None:
        super().__init__(echo, id="completion", head=_("Complete"))
        self.outcomes = outcomes

    def compose(self) -> ComposeResult:
        """Two lines: what came of it, and what is next."""
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
        self.query_one(".strip-echo", Static).update(content(self.echo(next_at)[0]))
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

    def __init__(self, echo: Echo) -> None:
        super().__init__(echo, id="rescheduling", head=_("Move"))

    def compose(self) -> ComposeResult:
        """What is moved, and where to."""
        yield Static("", classes="strip-head row", markup=False)
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
        self.query_one(".strip-echo", Static).update("")
        self.screen.set_focus(self.query_one("#move-to"))

    @property
    def to(self) -> str:
        """Where to, as typed."""
        return self.query_one("#move-to", TextField).value
