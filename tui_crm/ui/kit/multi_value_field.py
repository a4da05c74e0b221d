"""A form field for several telephone numbers or addresses, which grows with them."""

from __future__ import annotations

import re
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import TextArea

from tui_crm.i18n import N_
from tui_crm.terminal.typed_text import TypedText
from tui_crm.ui.kit.fields import FIELD_LIMIT, CheckField, Lined

IN_ONE_LINE = 60
"""Cells that fit into one line at 80x24; beyond that every value gets its own line."""


_PIECE = re.compile(r'(?:"[^"\n]*"|[^,;\n])+')


def pieces(text: str) -> tuple[str, ...]:
    """The values in a text, separated by commas, semicolons or line ends.

    A comma within quotation marks is part of a name: `"Kowalski, Jan" <jan@alfa.example>`.
    """
    parts = _PIECE.findall(text)
    return tuple(part.strip() for part in parts if part.strip())


def joined(parts: tuple[str, ...]) -> str:
    """The text for some values: in one line if it fits, else one value per line."""
    line = ", ".join(parts)
    return line if len(line) <= IN_ONE_LINE else "\n".join(parts)


class MultiValueField(TextArea, Lined):
    """Commas and pasted line ends separate values; Enter and Tab go to the next field."""

    DEFAULT_CSS = """
    MultiValueField {
        height: auto; max-height: 4; border: none; padding: 0; background: transparent;
        color: $strong; scrollbar-size-vertical: 1;
        &:focus { border: none; background: $field-focus; color: $focus-text; }
        &:disabled { color: $quiet; }
        & > .text-area--placeholder { color: $quiet; }
        &:focus > .text-area--placeholder { color: $focus-quiet; }
        & > .text-area--cursor { background: $strong; color: $background; }
        & > .text-area--selection { background: $input-selection-background; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", N_("next field"), show=False),
    ]

    def __init__(self, text: str = "", *, id: str | None = None, placeholder: str = "") -> None:
        super().__init__(
            text,
            id=id,
            compact=True,
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            highlight_cursor_line=False,
            placeholder=placeholder,
        )
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    def render_line(self, y: int) -> Strip:
        """A line of the text, and the line of its empty rest."""
        return self.lined(super().render_line(y), self.size.width)

    def fill(self, text: str) -> None:
        """Set the text without posting `Changed`; the cursor goes to its end."""
        if self.text != text:
            with self.prevent(TextArea.Changed):
                self.text = text
                self.move_cursor(self.document.end)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Enter leaves the field, so it is not text."""
        return key != "enter" and super().check_consume_key(key, character)

    async def on_key(self, event: events.Key) -> None:
        # Textual runs the handlers of all base classes: `TextArea` would insert a line break.
        if event.key == "enter":
            event.prevent_default()

    def on_typed_text(self, event: TypedText) -> None:
        event.stop()
        self.replace(event.text[: max(0, FIELD_LIMIT - len(self.text))], *self.selection)

    async def on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        text = event.text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        self.replace(text.strip("\n")[: max(0, FIELD_LIMIT - len(self.text))], *self.selection)

    def action_go_on(self) -> None:
        self.post_message(CheckField.Left(self))
