"""Simple input fields of forms and action bars: a line, a note, a tick box and a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tui_crm.i18n import N_
from tui_crm.terminal.text import fit, plain
from tui_crm.terminal.told_errors import TellsErrors
from tui_crm.terminal.typed_text import TypedText
from tui_crm.ui.kit.styles import style_of

FIELD_LIMIT = 5_000
"""Characters a one-line field accepts; the rules below set exact limits with a message each."""

ROOMY: Final = 76
"""Columns from which on several fields of a form fit into one row at their full width."""


class Lined(Widget):
    """A field drawn as a line: the empty rest of its text is underlined, in red when wrong.

    While it has the focus its background shows where it is; one that is disabled has neither.
    """

    wrong = False
    """Whether what it holds was refused."""

    def mark_wrong(self, wrong: bool) -> None:
        """Show or hide that what it holds was refused."""
        if wrong != self.wrong:
            self.wrong = wrong
            self.refresh()

    def lined(self, strip: Strip, width: int) -> Strip:
        """The strip in *width* cells, the blanks at its end underlined."""
        style = self.rich_style
        if self.is_disabled or (self.has_focus and not self.has_class("keeps-line")):
            return strip.adjust_cell_length(width, style)
        return with_line(strip, width, style + style_of(self, self.line_style))

    @property
    def line_style(self) -> str:
        """The name of the style of the empty rest."""
        return "field-wrong" if self.wrong else "field-line"


def with_line(strip: Strip, width: int, style: Style) -> Strip:
    """The strip in *width* cells, the blanks at its end in the style given."""
    segments = list(strip.crop(0, width))
    rest = width - sum(segment.cell_length for segment in segments)
    while segments:
        last = segments.pop()
        kept = last.text.rstrip(" ")
        rest += len(last.text) - len(kept)
        if kept:
            segments.append(Segment(kept, last.style))
            break
    return Strip([*segments, Segment(" " * rest, style)], width)


class TextField(TellsErrors, Input, Lined):
    """One line of text; a paste of several lines is joined by spaces."""

    # What `Input` would set by itself later, applying the style sheet again each time.
    compact = reactive(True, toggle_class="-textual-compact")

    DEFAULT_CSS = """
    TextField {
        height: 1; border: none; padding: 0; background: transparent; color: $strong;
        & > .input--placeholder { color: $quiet; }
        &:focus { background: $field-focus; color: $focus-text; }
        &:focus > .input--placeholder { color: $focus-quiet; }
        &:disabled { color: $quiet; }
        &.keeps-line:focus { background: transparent; color: $strong; }
        &.keeps-line:focus > .input--cursor { background: $strong; color: $background; }
        &.keeps-line:focus > .input--placeholder { color: $quiet; }
    }
    """

    def __init__(
        self,
        value: str = "",
        *,
        id: str | None = None,
        restrict: str | None = None,
        placeholder: str = "",
        max_length: int = FIELD_LIMIT,
    ) -> None:
        super().__init__(
            value,
            id=id,
            classes="-textual-compact -valid",
            compact=True,
            restrict=restrict,
            placeholder=placeholder,
            max_length=max_length,
            select_on_focus=True,
        )
        self.cursor_blink = False

    def render_line(self, y: int) -> Strip:
        """The text, and the line of its empty rest; a cut text ends in `…` unless it is edited."""
        room = self.text_room
        strip = super().render_line(y)
        if not self.has_focus and 1 < room < cell_len(self.value) - self.scroll_offset.x:
            strip = Strip([*strip.crop(0, room - 1), Segment("…", self.rich_style)])
        return self.lined(strip, self.size.width)

    @property
    def text_room(self) -> int:
        """Cells for the text."""
        return self.size.width

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace_selection(" ".join(event.text.split()))

    def on_typed_text(self, event: TypedText) -> None:
        event.stop()
        self.replace_selection(event.text)

    def replace_selection(self, text: str) -> None:
        """Insert text at the cursor or over the selection, cut to the length limit."""
        start, end = sorted(self.selection)
        room = max(0, (self.max_length or FIELD_LIMIT) - len(self.value) + end - start)
        self.replace(text[:room], start, end)

    def go_on(self) -> None:
        """Focus the field with the cursor at the end, so that typing appends."""
        self.screen.set_focus(self)
        # Focused, a field selects its whole text, and the next letter would replace it.
        self.call_later(self.action_end)

    def fill(self, value: str) -> None:
        """Set the text without posting `Changed`: the operator did not type it."""
        if self.value != value:
            with self.prevent(Input.Changed):
                self.value = value
            self.cursor_position = 0 if not self.has_focus else len(value)


class NoteArea(TextArea):
    """The note of a form: any number of lines; Tab goes on to the next field."""

    takes_lines = True

    GIVEN_UP: ClassVar[frozenset[str]] = frozenset({"select_line", "select_all"})
    """Actions of a `TextArea` on function keys (F6, F7) that are the form's."""

    DEFAULT_CSS = """
    NoteArea {
        border: none; padding: 0; background: $background; color: $foreground;
        scrollbar-size-vertical: 1;
        &:focus { border: none; }
        &:disabled { color: $quiet; }
        & > .text-area--cursor { background: $strong; color: $background; }
        & > .text-area--selection { background: $input-selection-background; }
    }
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(
            text,
            id=id,
            compact=True,
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            highlight_cursor_line=False,
        )
        self.cursor_blink = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action not in self.GIVEN_UP and super().check_action(action, parameters)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Alt+Enter is a line break here, not a command."""
        return key == "alt+enter" or super().check_consume_key(key, character)

    def on_typed_text(self, event: TypedText) -> None:
        event.stop()
        done = self.replace(event.text, *self.selection, maintain_selection_offset=False)
        self.move_cursor(done.end_location)
        self.follow_cursor()

    def on_paste(self) -> None:
        self.follow_cursor()

    def follow_cursor(self) -> None:
        """Scroll to the cursor: until the next layout that is possible to the old end only."""
        self.call_after_refresh(self.scroll_cursor_visible)

    async def on_key(self, event: events.Key) -> None:
        if event.key == "alt+enter":
            event.stop()
            self.replace("\n", *self.selection)

    def fill(self, text: str) -> None:
        """Set the text without posting `Changed`; the cursor goes to its end."""
        if self.text != text:
            with self.prevent(TextArea.Changed):
                self.text = text
                self.move_cursor(self.document.end)


class CheckField(Widget, can_focus=True):
    """A tick box with a label: Space toggles, Enter goes on to the next field."""

    DEFAULT_CSS = """
    CheckField {
        height: 1; width: auto;
        &:focus { background: $field-focus; color: $focus-text; text-style: bold; }
        &:disabled { color: $quiet; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", N_("tick"), show=False),
        Binding("enter", "go_on", N_("next field"), show=False),
    ]

    ticked = reactive(False)

    @dataclass
    class Toggled(Message):
        """The operator toggled the tick."""

        field: CheckField

        @property
        def control(self) -> CheckField:
            """The field, so that `@on` can select by its id."""
            return self.field

    @dataclass
    class Left(Message):
        """Enter was pressed in a field: the form goes on to the next one."""

        field: Widget

    def __init__(self, label: str, *, ticked: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.label = label
        self.set_reactive(CheckField.ticked, ticked)

    def get_content_width(self, *_sizes: object) -> int:
        """The width of box and label."""
        return len(self.label) + 4

    def action_tick(self) -> None:
        self.ticked = not self.ticked
        self.post_message(self.Toggled(self))

    def action_go_on(self) -> None:
        self.post_message(self.Left(self))

    def relabel(self, label: str) -> None:
        """Change the label and lay the row out again."""
        if label != self.label:
            self.label = label
            self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        """`[x] label`."""
        del y
        style = self.rich_style
        tick = "[x]" if self.ticked else "[ ]"
        mark = style_of(self, "" if self.is_disabled or self.has_focus else "accent")
        return Strip(
            [Segment(tick, style + mark), Segment(" " + self.label, style)]
        ).adjust_cell_length(self.size.width, style)


class LinkField(Widget, can_focus=True):
    """A field that Enter opens: the calendar, the next activity. Dim while it has no value."""

    DEFAULT_CSS = """
    LinkField {
        height: 1; width: auto; color: $accent;
        &:focus { background: $field-focus; color: $focus-text; text-style: bold; }
        &.-off { color: $done; &:focus { color: $focus-text; } }
        &:disabled { color: $done; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", N_("open"), show=False),
        Binding("delete,backspace", "clear", N_("clear"), show=False),
    ]

    @dataclass
    class Pressed(Message):
        """Enter or Space on the field."""

        field: LinkField

        @property
        def control(self) -> LinkField:
            """The field, so that `@on` can select by its id."""
            return self.field

    @dataclass
    class Cleared(Message):
        """Delete or Backspace on the field."""

        field: LinkField

        @property
        def control(self) -> LinkField:
            """The field, so that `@on` can select by its id."""
            return self.field

    def __init__(self, label: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.label = label

    def get_content_width(self, *_sizes: object) -> int:
        """The width of the label."""
        return max(1, Segment(plain(self.label)).cell_length)

    def relabel(self, label: str) -> None:
        """Change the label and lay the row out again."""
        if label != self.label:
            self.label = label
            self.refresh(layout=True)

    def action_press(self) -> None:
        self.post_message(self.Pressed(self))

    def action_clear(self) -> None:
        self.post_message(self.Cleared(self))

    def render_line(self, y: int) -> Strip:
        del y
        text = fit(plain(self.label), self.size.width)
        return Strip([Segment(text, self.rich_style)], self.size.width)
