"""Sections of a screen: a rule with a title (`─ Note ─────`) above what belongs together."""

from __future__ import annotations

from typing import TypeAlias

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.terminal.text import Piece, cells, cut_pieces, plain
from tui_crm.ui.kit.styles import style_of

Pieces: TypeAlias = tuple[Piece, ...]
LEAST_RIGHT = 12
"""Cells below which what stands at the right of a rule would be cut to nothing."""


def titled_rule(left: Pieces, right: Pieces, width: int) -> Pieces:
    """`─ ALFA sp. z o.o. ─────────── next Wed 9 Dec 13:45 ─` in *width* cells.

    A long title leaves half of the rule to what stands at the right.
    """
    edge: Piece = ("─", "rule")
    kept = min(cells(right) + 4, width // 2) if right else 0
    left = cut_pieces(tuple((plain(text), name) for text, name in left), width - 4 - kept)
    head: Pieces = (edge, (" ", ""), *left, (" ", "")) if left else ()
    room = width - cells(head)
    right = cut_pieces(tuple((plain(text), name) for text, name in right), room - 4)
    tail: Pieces = ((" ", ""), *right, (" ", ""), edge) if right and room > LEAST_RIGHT else ()
    return (*head, ("─" * max(0, room - cells(tail)), "rule"), *tail)


class TitledRule(Widget):
    """One line: `─ Title ──────── right ─`; in the accent while its section has the focus."""

    DEFAULT_CSS = "TitledRule { height: 1; width: 1fr; }"

    title: reactive[str] = reactive("")
    right: reactive[tuple[Piece, ...]] = reactive(())
    active: reactive[bool] = reactive(False)

    def __init__(
        self, title: str = "", *, right: tuple[Piece, ...] = (), id: str | None = None
    ) -> None:
        """*right*: pieces at the right edge; they give way to the title."""
        super().__init__(id=id)
        self.set_reactive(TitledRule.title, title)
        self.set_reactive(TitledRule.right, right)

    def render_line(self, y: int) -> Strip:
        del y
        width = self.size.width
        base = self.rich_style
        line = base + style_of(self, "rule-focus" if self.active else "rule")
        segments: list[Segment] = []
        name = "section-focus" if self.active else "section"
        title = ((self.title, name),) if self.title else ()
        for text, style in titled_rule(title, self.right, width):
            drawn = line if style == "rule" else base + style_of(self, style)
            segments.append(Segment(text, drawn))
        return Strip(segments, width)


class Ruled:
    """A container that begins with a titled rule."""

    rule: TitledRule


class Section(Ruled, Vertical):
    """Widgets under a titled rule."""

    DEFAULT_CSS = "Section { height: auto; }"

    def __init__(self, rule: TitledRule, *inside: Widget, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rule = rule
        self._inside = inside

    def compose(self) -> ComposeResult:
        yield self.rule
        yield from self._inside
