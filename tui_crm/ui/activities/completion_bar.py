"""The action bar that completes activities: outcome, note and next step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from tui_crm.domain.choice import Choice
from tui_crm.domain.page import PageRequest
from tui_crm.i18n import _
from tui_crm.services.activities.next_steps import PROPOSED
from tui_crm.terminal.text import cut, pieces_in_lines, plain
from tui_crm.ui.activities.length_field import LengthField
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.action_bar import BELOW, ActionBar, Adviser
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.fields import TextField
from tui_crm.ui.kit.lookup_field import LookupField
from tui_crm.ui.kit.lookup_list import Candidate
from tui_crm.ui.kit.status_bars import Line, numbered_label

NUMBERED = "123456789"
OUTCOME_SHOWN = 24
"""Cells of an outcome's name in the numbered list."""


def digit(event: events.Key) -> int | None:
    """The digit 1–9 that was typed; None for any other key."""
    character = event.character
    return int(character) if character and character in NUMBERED else None


class OutcomeField(LookupField):
    """The outcome; a digit chooses one by its number, until a name is typed."""

    _numbered: Sequence[Choice] | None = None
    _early: int | None = None

    @property
    def numbered(self) -> Sequence[Choice]:
        """The outcomes that digits choose; none until they have been read."""
        return self._numbered or ()

    @numbered.setter
    def numbered(self, outcomes: Sequence[Choice]) -> None:
        self._numbered = outcomes
        early, self._early = self._early, None
        if early is not None and not self.typed:
            self.choose(early)

    def choose(self, number: int) -> bool:
        """Take the outcome with this number, from 1; False when there is none."""
        if not 1 <= number <= len(self.numbered):
            return False
        chosen = self.numbered[number - 1]
        self.close_list()
        self.show_choice(chosen)
        self.post_message(self.Chosen(self, Candidate(chosen.id, chosen.label)))
        return True

    async def on_key(self, event: events.Key) -> None:
        number = digit(event)
        if number is None or self.typed:
            return
        if self._numbered is None:
            # Typed before the outcomes were read: it chooses then.
            self._early = number
        elif not self.choose(number):
            return
        event.stop()
        event.prevent_default()


class NextField(TextField):
    """The time of the next step; `#` and a digit choose the outcome without leaving it."""

    _asked = False

    class Asked(Message):
        """`#` was typed: show the numbers of the outcomes."""

    @dataclass
    class Numbered(Message):
        """The digit typed after `#`; None for another key."""

        number: int | None

    def ask(self) -> None:
        """Treat the next digit as the number of an outcome."""
        self._asked = True
        self.post_message(self.Asked())

    async def on_key(self, event: events.Key) -> None:
        if event.character == "#":
            event.stop()
            event.prevent_default()
            self.ask()
        elif self._asked:
            self._asked = False
            number = digit(event)
            if number is not None or event.key in {"escape", "backspace"}:
                event.stop()
                event.prevent_default()
            self.post_message(self.Numbered(number))

    def on_blur(self) -> None:
        self._asked = False

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """`#` and `=` are commands here, so that the key hints list them."""
        if character in {"#", PROPOSED}:
            return False
        return super().check_consume_key(key, character)


class OutcomeAdviser(Adviser, Protocol):
    """Answers the additional questions of the completion bar."""

    async def find_outcomes(self, text: str, request: PageRequest) -> list[Candidate]:
        """The outcomes that match a text."""

    def keep(self, note: str, next_at: str | None, outcome: Choice | None, took: str) -> None:
        """Store what is typed as a draft; *next_at* None was not typed."""

    def proposed_text(self) -> str:
        """What the chosen outcome writes into *next*."""


class CompletionBar(ActionBar):
    """Outcome, note, next step; *next* is focused first, as it is always decided anew."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.COMPLETION))

    def __init__(self, adviser: OutcomeAdviser) -> None:
        super().__init__(adviser, id="completion", head=_("Complete"))
        self.find_outcomes, self.keep = adviser.find_outcomes, adviser.keep
        self.proposed_text = adviser.proposed_text
        self._filled = ""
        """What the outcome has written into *next*."""
        self._settled: Choice | None = None
        """The outcome that has written it."""
        self._proposed: Choice | None = None
        self._measured: Callable[[], int | None] = lambda: None

    def compose(self) -> ComposeResult:
        """What is completed, outcome and length; the note; the next step and its echo."""
        yield Static("", classes="bar-head bar-title", markup=False)
        with Horizontal(classes="row"):
            yield Static("", classes="bar-head", markup=False)
            yield Static(content(_("outcome")), id="outcome-label", classes="label outcome-label")
            yield OutcomeField(self.find_outcomes, id="outcome")
            yield Static(content(_("length")), id="took-label", classes="label")
            yield LengthField(id="took")
        with Horizontal(classes="row"):
            yield Static(content(_("note")), classes="label lead")
            yield TextField(id="done-note")
        with Horizontal(classes="row"):
            yield Static(content(_("next")), classes="label lead")
            yield NextField(id="next-at", placeholder=_("none"))
            yield Line(classes="bar-echo")
        yield from self.below()

    def on_mount(self) -> None:
        self.query_one("#next-at").add_class("when")

    def open_on(
        self,
        subject: str,
        outcome: Choice | None,
        *,
        proposed: Choice | None,
        numbered: Sequence[Choice],
        note: str,
        next_at: str,
        fills: bool,
        took: str,
        measured: Callable[[], int | None],
    ) -> None:
        """Show the bar with an outcome and the draft texts; *next* is focused on return.

        *fills*: the outcome may write its next step into *next*, where nothing was typed before.
        *proposed*: the outcome that was not chosen by anybody yet; *numbered*: those that digits
        choose, in order; *measured*: the seconds that count for the chosen outcome while no length
        is typed, None where none can be typed.
        """
        self._proposed = proposed
        self._measured = measured
        self.open_for(subject)
        field = self.query_one(OutcomeField)
        field.numbered = numbered[: len(NUMBERED)]
        field.show_choice(outcome)
        field.display = self.query_one("#outcome-label").display = bool(numbered)
        self.query_one("#done-note", TextField).fill(note)
        self._open_length(took)
        next_field = self.query_one("#next-at", TextField)
        next_field.fill(next_at)
        self._filled, self._settled = "", outcome
        if not fills or not self._fill_next():
            self.show_echo(next_at)
            next_field.go_on()
        else:
            self.screen.set_focus(next_field)

    def _open_length(self, took: str) -> None:
        field, measured = self.query_one(LengthField), self._measured()
        field.display = self.query_one("#took-label").display = measured is not None
        field.fill(took if field.display else "")
        field.show_measured(measured or 0)

    @on(Input.Changed, "#took")
    def _length_typed(self) -> None:
        if self._typing_length:
            self.show_error("")
            self._show_length()

    @property
    def _typing_length(self) -> bool:
        return self.screen.focused is self.query_one(LengthField)

    def _show_length(self) -> None:
        # What the next step conflicts with would be written over it.
        self.workers.cancel_group(self, "remark")
        self.query_one(".bar-echo", Line).show_pieces(self.query_one(LengthField).echo())

    def show_echo(self, typed: str) -> None:
        """The echo of the next step; while a length is being typed, that of the length stays."""
        super().show_echo(typed)
        if self._typing_length and self.took:
            self._show_length()

    @on(LengthField.Blurred, "#took")
    def _length_left(self) -> None:
        self._keep_typed()
        self.show_echo(self.next_at)

    @on(Input.Changed, "#done-note, #next-at, #took")
    def _keep_typed(self) -> None:
        if self.display:
            self.keep(self.note, self.typed_next, self.outcome, self.took)

    @on(LookupField.Chosen, "#outcome")
    def _outcome_chosen(self, event: LookupField.Chosen) -> None:
        found = event.candidate
        event.field.show_choice(None if found is None else Choice(found.id, found.label))
        self._outcome_changed()

    def choose_outcome(self, number: int) -> bool:
        """Take the outcome with this number, and its next step; False when there is none."""
        if not self.query_one(OutcomeField).choose(number):
            return False
        self._outcome_changed()
        return True

    def _outcome_changed(self) -> None:
        if self.outcome == self._settled:
            # Chosen by its number: what was typed since then stays.
            return
        self._settled = self.outcome
        if not self._fill_next():
            # The outcome may propose another next step.
            self.show_echo(self.next_at)
        self._keep_typed()
        self.query_one(LengthField).show_measured(self._measured() or 0)

    def _fill_next(self) -> bool:
        """Write the next step of the outcome into *next*, unless another one was typed there.

        It is selected, so that typing replaces it and one key deletes it. False if unchanged.
        """
        field, text = self.query_one("#next-at", TextField), self.proposed_text()
        if field.value not in {"", self._filled} or field.value == text:
            return False
        self._filled = text
        field.fill(text)
        self._select_filled()
        # A bar that has just opened puts the cursor at the end when its field gets the focus.
        field.call_later(self._select_filled)
        self.show_echo(text)
        return True

    def _select_filled(self) -> None:
        field = self.query_one("#next-at", TextField)
        if field.value == self._filled:
            field.selection = Selection(0, len(field.value))

    def action_bar_propose(self) -> None:
        field = self.query_one(NextField)
        self.screen.set_focus(field)
        field.value = PROPOSED
        field.cursor_position = len(PROPOSED)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without outcomes there is none to choose."""
        if action == "bar_outcome" and self.is_mounted and not self.has_outcomes:
            return False
        return super().check_action(action, parameters)

    def action_bar_outcome(self) -> None:
        field = self.query_one(NextField)
        self.screen.set_focus(field)
        field.ask()

    @on(NextField.Asked)
    def _numbers_asked(self) -> None:
        self.workers.cancel_group(self, "remark")
        numbered = self.query_one(OutcomeField).numbered
        labels = [numbered_label(cut(plain(one.label), OUTCOME_SHOWN)) for one in numbered]
        lines = pieces_in_lines(labels, self.screen.size.width - 2, between="   ")
        self.show_below(tuple(lines[:BELOW]))

    @on(NextField.Numbered)
    def _outcome_numbered(self, event: NextField.Numbered) -> None:
        self.show_below(())
        self.show_error("")
        if event.number is not None and not self.choose_outcome(event.number):
            self.show_error(_("There is no outcome {n}.").format(n=event.number))
        self.show_echo(self.next_at)

    @property
    def has_outcomes(self) -> bool:
        """Whether there are outcomes to choose from; tasks have none."""
        return bool(self.query_one(OutcomeField).numbered)

    @property
    def outcome(self) -> Choice | None:
        """The chosen outcome."""
        return self.query_one("#outcome", LookupField).choice

    @property
    def outcome_chosen(self) -> bool:
        """Whether the outcome is another one than was proposed."""
        return self.outcome != self._proposed

    @property
    def note(self) -> str:
        """The note as typed."""
        return self.query_one("#done-note", TextField).value

    @property
    def typed_next(self) -> str | None:
        """The next step as typed; None while it is what the outcome has written."""
        return None if self._filled and self.next_at == self._filled else self.next_at

    @property
    def next_at(self) -> str:
        """The next step as typed."""
        return self.query_one("#next-at", TextField).value

    @property
    def took(self) -> str:
        """How long it took, as typed."""
        return self.query_one(LengthField).value
