"""The list of contact persons in the activity form, with the number to dial (R37)."""

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
from textual.widget import Widget

from tui_crm.domain.choice import PersonChoice
from tui_crm.i18n import N_, _
from tui_crm.presentation import formats
from tui_crm.terminal.text import fit, plain
from tui_crm.ui.kit.styles import style_of

LINES = 3
ROOMY = 60
"""Cells from which on position and e-mail are shown beside name and number."""


class PersonsField(Widget, can_focus=True):
    """A short list; Del removes a person, Enter goes on, or adds one if the list is empty."""

    DEFAULT_CSS = "PersonsField { height: auto; &:disabled { color: $inactive; } }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("down"), show=False),
        Binding("up", "move(-1)", N_("up"), show=False),
        Binding("delete,backspace", "remove", N_("take off"), show=False),
        Binding("enter", "go_on", N_("next field"), show=False),
        Binding("plus", "add", N_("add"), show=False),
    ]

    persons: reactive[tuple[PersonChoice, ...]] = reactive((), layout=True)
    possible = reactive(False)
    """Whether persons can be added: only once there is a contractor (R39)."""
    cursor = reactive(0)

    @dataclass
    class Removed(Message):
        """Del on a person."""

        person: PersonChoice

    @dataclass
    class Wanted(Message):
        """A person should be added; *text* is the first letter of the name, if typed."""

        text: str = ""

    class Left(Message):
        """Enter: the form goes on to the next field."""

    def get_content_height(self, *_sizes: object) -> int:
        """One line per person, at most `LINES`."""
        return min(max(1, len(self.persons)), LINES)

    def action_move(self, by: int) -> None:
        self.cursor = min(max(0, self.cursor + by), max(0, len(self.persons) - 1))

    def action_remove(self) -> None:
        if self.persons:
            self.post_message(self.Removed(self.persons[min(self.cursor, len(self.persons) - 1)]))
            self.cursor = max(0, self.cursor - 1)

    def action_go_on(self) -> None:
        """With an empty list Enter adds a person instead."""
        self.post_message(self.Left() if self.persons or not self.possible else self.Wanted())

    async def on_key(self, event: events.Key) -> None:
        # A letter starts the search for a person to add.
        if event.is_printable and event.character not in {None, " ", "+"}:
            event.stop()
            self.post_message(self.Wanted(event.character or ""))

    def action_add(self) -> None:
        self.post_message(self.Wanted())

    def render_line(self, y: int) -> Strip:
        """Name, position, number, e-mail; the last line counts the persons not shown."""
        width = self.size.width
        base = self.rich_style
        if not self.persons:
            text = (
                _("nobody yet: <form.person> or + adds a person")
                if self.possible
                else _("choose the contractor first")
            )
            style = base + style_of(self, "empty")
            return Strip([Segment(fit(text if y == 0 else "", width), style)], width)
        top = min(max(0, self.cursor - LINES + 1), max(0, len(self.persons) - LINES))
        index = y + top
        if index >= len(self.persons):
            return Strip.blank(width, base)
        person = self.persons[index]
        rest = len(self.persons) - index - 1
        more = f" +{rest}" if y == LINES - 1 and rest > 0 else ""
        under_cursor = self.has_focus and index == self.cursor
        cursor = style_of(self, "cursor")
        muted = style_of(self, "muted")
        style = base + cursor if under_cursor else base
        dim = style if under_cursor else base + muted
        barred = (
            style + style_of(self, "urgent") if person.do_not_call and not under_cursor else style
        )
        room = max(10, width - len(more))
        styles = {"": style, "quiet": dim, "barred": barred}
        segments = [
            Segment((" " if place else "") + fit(text, cells), styles[style_name])
            for place, (text, cells, style_name) in enumerate(_parts(person, room))
        ]
        return Strip([*segments, Segment(more, dim)]).adjust_cell_length(width, style)


def _parts(person: PersonChoice, room: int) -> list[tuple[str, int, str]]:
    """Text, width in cells and style of each part of a person's line.

    For a person who must not be called, the reason, as far as there is room.
    """
    if person.do_not_call:
        reason = formats.not_to_be_called(plain(person.do_not_call))
        name = min(cell_len(plain(person.name)), max(room * 30 // 100, room - cell_len(reason) - 1))
        left = room - name - cell_len(reason) - 2
        email: list[tuple[str, int, str]] = []
        if person.email and left >= cell_len(plain(person.email)):
            email = [(plain(person.email), left, "quiet")]
        said = cell_len(reason) if email else room - name - 1
        return [(plain(person.name), name, ""), (reason, said, "barred"), *email]
    if room < ROOMY:
        phone = min(16, room // 2)
        return [(plain(person.name), room - phone - 1, ""), (plain(person.phone), phone, "")]
    name, job = room * 30 // 100, room * 22 // 100
    phone = min(18, room * 22 // 100)
    return [
        (plain(person.name), name, ""),
        (plain(person.position), job, "quiet"),
        (plain(person.phone), phone, ""),
        (plain(person.email), max(0, room - name - job - phone - 3), "quiet"),
    ]
