"""The list of contact persons in the activity form, with the number to dial (R37)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

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
from tui_crm.terminal.told_errors import TellsErrors
from tui_crm.ui.kit.styles import style_of

LINES = 3
ROOMY = 60
"""Cells from which on position and e-mail are shown beside name and number."""
GAP = 2
"""Blank cells between two columns."""
SPREAD = 6
"""Cells by which columns stand further apart where there is room."""
LEAST_NAME, LEAST_POSITION, LEAST_EMAIL = 12, 8, 14


class PersonsField(TellsErrors, Widget, can_focus=True):
    """A short list; Del removes a person, Enter goes on, or adds one if the list is empty."""

    DEFAULT_CSS = "PersonsField { height: auto; &:disabled { color: $quiet; } }"
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
        styles = {"": style, "quiet": dim, "barred": barred, "number": style}
        if not under_cursor:
            styles["number"] += style_of(self, "number")
        shown = self.persons[top : top + LINES]
        segments: list[Segment] = []
        for text, cells, style_name in _parts(person, room, _columns(shown, room)):
            # A gap after each column that is there.
            segments.append(Segment(fit(text, cells), styles[style_name]))
            segments += [Segment(" " * GAP, style)] if cells else []
        return Strip([*segments[:-1], Segment(more, dim)]).adjust_cell_length(width, style)


class _Columns(NamedTuple):
    """Cells of each column."""

    name: int
    position: int
    phone: int
    email: int


def _columns(persons: tuple[PersonChoice, ...], room: int) -> _Columns:
    """Each as wide as its longest text; the position gives way first, then e-mail and name."""

    def longest(texts: Iterable[str]) -> int:
        return max((cell_len(plain(text)) for text in texts), default=0)

    called = [one for one in persons if not one.do_not_call]
    name = longest(one.name for one in persons)
    position = longest(one.position for one in called)
    phone = longest(one.phone for one in called)
    email = longest(one.email for one in called)
    gaps = GAP * (bool(position) + bool(phone) + bool(email))
    over = name + position + phone + email + gaps - room
    if room < ROOMY:
        # Name and number only.
        phone = min(phone, room // 2)
        return _Columns(room - phone - GAP if phone else room, 0, phone, 0)
    position, over = _given(position, LEAST_POSITION, over)
    email, over = _given(email, LEAST_EMAIL, over)
    name, over = _given(name, LEAST_NAME, over)
    apart = max(0, min(SPREAD, -over // 2))
    return _Columns(name + apart, position + (apart if position else 0), phone, email)


def _given(cells: int, least: int, over: int) -> tuple[int, int]:
    """The cells of a column that gives up to *over* of them away, and how many are still over."""
    less = max(0, min(over, cells - least))
    return cells - less, over - less


def _parts(person: PersonChoice, room: int, columns: _Columns) -> list[tuple[str, int, str]]:
    """Text, width in cells and style of each part of a person's line.

    For a person who must not be called, the reason, as far as there is room.
    """
    if person.do_not_call:
        reason = formats.not_to_be_called(plain(person.do_not_call))
        name = min(columns.name, max(room * 30 // 100, room - cell_len(reason) - GAP))
        left = room - name - cell_len(reason) - 2 * GAP
        email: list[tuple[str, int, str]] = []
        if person.email and left >= cell_len(plain(person.email)):
            email = [(plain(person.email), left, "quiet")]
        said = cell_len(reason) if email else room - name - GAP
        return [(plain(person.name), name, ""), (reason, said, "barred"), *email]
    return [
        (plain(person.name), columns.name, ""),
        (plain(person.position), columns.position, "quiet"),
        (plain(person.phone), columns.phone, "number"),
        (plain(person.email), columns.email, "quiet"),
    ]
