"""A form field with a few fixed values: Space and arrows go through them, a letter jumps to one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui_crm.domain.text import fold
from tui_crm.i18n import N_
from tui_crm.terminal.text import cut
from tui_crm.ui.kit.fields import CheckField, Lined
from tui_crm.ui.kit.styles import style_of


class CycleField(Lined, can_focus=True):
    """Shows one of its values; Enter goes on to the next field."""

    DEFAULT_CSS = """
    CycleField {
        height: 1; width: auto; color: $strong;
        &:focus { background: $field-focus; color: $field-text; text-style: bold; }
        &:disabled { color: $quiet; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,down,right", "turn(1)", N_("next value"), show=False),
        Binding("up,left", "turn(-1)", N_("value before"), show=False),
        Binding("enter", "go_on", N_("next field"), show=False),
    ]

    value: reactive[str] = reactive("")

    @dataclass
    class Turned(Message):
        """The operator chose another value."""

        field: CycleField
        value: str

        @property
        def control(self) -> CycleField:
            """The field, so that `@on` can select by its id."""
            return self.field

    def __init__(self, words: dict[str, str], *, value: str, id: str) -> None:
        """*words* maps each value to its label, in the order in which the keys go."""
        super().__init__(id=id)
        self.words = words
        self.set_reactive(CycleField.value, value)

    def get_content_width(self, *_sizes: object) -> int:
        """The longest label, so that the row does not move when the value changes."""
        return max(cell_len(word) for word in self.words.values()) + 2

    def action_turn(self, by: int) -> None:
        values = list(self.words)
        self._choose(values[(values.index(self.value) + by) % len(values)])

    def action_go_on(self) -> None:
        self.post_message(CheckField.Left(self))

    async def on_key(self, event: events.Key) -> None:
        if not event.is_printable or event.character in {None, " "}:
            return
        typed = fold(event.character or "")
        values = list(self.words)
        at = values.index(self.value)
        for value in (*values[at + 1 :], *values[: at + 1]):
            if typed and fold(self.words[value]).startswith(typed):
                event.stop()
                event.prevent_default()
                self._choose(value)
                return

    def _choose(self, value: str) -> None:
        if value != self.value:
            self.value = value
            self.post_message(self.Turned(self, value))

    def render_line(self, y: int) -> Strip:
        """`meeting ▾`; no arrow where the field is read-only."""
        del y
        width, style = self.size.width, self.rich_style
        room = max(0, width - 1)
        word = self.lined(Strip([Segment(cut(self.words[self.value], room), style)]), room)
        arrow = " " if self.is_disabled else "▾"
        mark = style + style_of(self, "" if self.has_focus else "muted")
        return Strip([*word, Segment(arrow, mark)]).adjust_cell_length(width, style)
