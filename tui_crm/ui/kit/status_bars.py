"""One-line widgets around a screen: styled lines, the message line and the key hints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.terminal.text import Piece, cells, cut_pieces, plain, wrap
from tui_crm.ui.kit.styles import style_of
from tui_crm.ui.kit.titled_rule import Pieces, titled_rule

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.timer import Timer

    from tui_crm.ui.commands.available import Hint


class Line(Widget):
    """One line of styled pieces; repainted only when they change."""

    DEFAULT_CSS = "Line { height: 1; width: 1fr; }"

    pieces: reactive[tuple[Piece, ...]] = reactive((), layout=False)
    right: reactive[tuple[Piece, ...]] = reactive((), layout=False)

    def show_pieces(self, *pieces: Piece, right: tuple[Piece, ...] = ()) -> None:
        """Set the pieces from the left edge, and those at the right edge."""
        self.pieces = pieces
        self.right = right

    def _style(self, name: str) -> Style:
        return self.rich_style + style_of(self, name)

    def render_line(self, y: int) -> Strip:
        """Where there is too little room the left pieces are cut first."""
        width = self.size.width
        if y > 0:
            return Strip.blank(width, self.rich_style)
        right = [Segment(plain(text), self._style(name)) for text, name in self.right]
        room = max(0, width - Segment.get_line_length(right))
        pieces = cut_pieces(tuple((plain(text), name) for text, name in self.pieces), room)
        left = Strip([Segment(text, self._style(name)) for text, name in pieces])
        left = left.adjust_cell_length(room, self.rich_style)
        return Strip([*left, *right]).adjust_cell_length(width, self.rich_style)


DONE_STAYS: Final = 30.0
"""Seconds after which the report of a result goes by itself."""

Glyph: TypeAlias = Literal["✓", "✗", "·"]
GLYPH_STYLES: dict[Glyph, str] = {"✓": "good", "✗": "error", "·": "muted"}
"""The sign before a message, and the style it is drawn in."""


class Notice(Widget):
    """The message line: a result, an error or a state, until the next action.

    A result stays half a minute: later it would be taken for that of something newer. A message
    that does not fit into one line takes more: what to do is never cut off.
    """

    DEFAULT_CSS = "Notice { height: auto; min-height: 1; max-height: 8; width: 1fr; }"

    message: reactive[tuple[str, Glyph] | None] = reactive(None, layout=True)
    rule: reactive[tuple[Pieces, Pieces]] = reactive(((), ()), layout=False)
    _before: tuple[str, Glyph] | None = None
    _meanwhile: tuple[str, Glyph] | None = None
    _waits = 0
    _fading: Timer | None = None

    def show_done(self, text: str) -> None:
        """Report what was done."""
        self.message = (plain(text), "✓")
        self.watch_message()

    def watch_message(self) -> None:
        """Count the time of a result anew; an error or a state stays."""
        if self._fading is not None:
            self._fading.stop()
            self._fading = None
        if self.is_running and self.message is not None and self.message[1] == "✓":
            self._fading = self.set_timer(DONE_STAYS, self._fade)

    def _fade(self) -> None:
        self._fading = None
        if not self._waits:
            self.message = None

    def show_error(self, text: str) -> None:
        """Report what is wrong and what to do."""
        self.message = (plain(text), "✗")

    def show_info(self, text: str) -> None:
        """Report a state: nothing was done, nothing is wrong."""
        self.message = (plain(text), "·")

    def append(self, text: str) -> None:
        """Add a sentence to the message."""
        before, glyph = self.message or ("", "✓")
        self.message = (f"{before} {plain(text)}".strip(), glyph)

    def clear(self) -> None:
        """Remove the message."""
        self.message = None

    def name_rule(self, *left: Piece, right: Pieces = ()) -> None:
        """What the rule says, which is shown while there is no message."""
        self.rule = (left, right)

    def row_left(self) -> None:
        """Remove a message about another row; one that waits for the database stays."""
        if not self._waits:
            self.message = None

    def wait(self, text: str) -> None:
        """Show that something takes long; each call needs one of `waited`."""
        if not self._waits:
            self._before = self.message
        self._waits += 1
        self.message = self._meanwhile = (plain(text), "·")

    def waited(self) -> None:
        """Restore the message from before `wait`, unless another was shown meanwhile."""
        self._waits -= 1
        if not self._waits and self.message == self._meanwhile:
            self.message = self._before

    def get_content_height(self, _container: object, _viewport: object, width: int) -> int:
        return max(1, len(self._lines(width)))

    def _lines(self, width: int) -> list[str]:
        return wrap(self.message[0], max(10, width - 4)) if self.message else []

    def render_line(self, y: int) -> Strip:
        """The message; without one a rule, if the widget has the class `ruled`."""
        width = self.size.width
        if self.message is None:
            ruled = self.has_class("ruled") and y == 0
            pieces = titled_rule(*self.rule, width) if ruled else ((" " * width, ""),)
            return Strip(
                [Segment(text, self.rich_style + style_of(self, name)) for text, name in pieces]
            ).adjust_cell_length(width, self.rich_style)
        lines = self._lines(width)
        glyph = self.message[1]
        mark = glyph if y == 0 else " "
        style = self.rich_style + style_of(self, "error" if glyph == "✗" else "")
        head = self.rich_style + style_of(self, GLYPH_STYLES[glyph])
        text = lines[y] if y < len(lines) else ""
        told = Strip([Segment(f" {mark} ", head), Segment(text, style)])
        beside = self._beside(width - told.cell_length - 2) if len(lines) == 1 else Strip([])
        told = told.adjust_cell_length(width - beside.cell_length, self.rich_style)
        return Strip([*told, *beside])

    def _beside(self, room: int) -> Strip:
        """The right end of the rule, where a message leaves room for it."""
        left, right = self.rule
        if not left or not right or cells(right) + 2 > room:
            return Strip([])
        pieces: Pieces = (*right, (" ─", "rule"))
        return Strip(
            [Segment(plain(text), self.rich_style + style_of(self, name)) for text, name in pieces]
        )


def numbered_label(label: str) -> tuple[Piece, ...]:
    """`3 busy` with its digit as a key."""
    digit, _blank, name = label.partition(" ")
    return (digit, "key"), (f" {name}", "")


class HintBar(Line):
    """The keys that work now, most useful first, as many as fit; the last one (`?`) at the right.

    It is on the same cell of every screen.
    """

    def refresh_hints(self, screen: Screen[Any]) -> None:
        """Show the keys of the bindings that are active now."""
        from tui_crm.ui.commands.available import hints  # noqa: PLC0415  # commands know the widgets

        self.show(hints(screen))

    def show(self, hints: Sequence[Hint]) -> None:
        """Show as many as fit; the last one is at the right edge."""
        width = self.size.width or 80
        shown = _fitting(hints[:-1], width - 1 - sum(map(_size, hints[-1:])))
        pieces = [
            piece for one in shown for piece in ((f" {one.key}", "key"), (f" {one.word} ", ""))
        ]
        right = [
            piece for one in hints[-1:] for piece in ((f" {one.key}", "key"), (f" {one.word} ", ""))
        ]
        self.show_pieces(*pieces, right=tuple(right))


def _size(hint: Hint) -> int:
    return cell_len(hint.key) + cell_len(hint.word) + 3


def _fitting(hints: Sequence[Hint], room: int) -> list[Hint]:
    """The hints that fit beside those that are always shown, in their order."""
    left = room - sum(_size(one) for one in hints if one.always)
    shown: list[Hint] = []
    for one in hints:
        if one.always:
            shown.append(one)
        elif left >= _size(one):
            left -= _size(one)
            shown.append(one)
        else:
            # A shorter one that is less useful does not take its place.
            left = 0
    return shown
