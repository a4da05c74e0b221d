"""Cells and columns of a list: fitting texts and columns into the width of the terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from rich.cells import cell_len
from textual.content import Content

from tui_crm.terminal.text import cut, fit, plain

R = TypeVar("R")

LEAST = 6
"""Cells below which a cut word (“Kowal…”) would tell the reader nothing."""


def content(text: str) -> Content:
    """Stored text for a widget that takes `Content`: shown as it is, never read as markup."""
    return Content(plain(text))


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell of a list, and the name of its style (`styles.style_of`)."""

    text: str
    style: str = ""
    more: str = ""
    """A suffix that is always shown in full, however much of the text is cut: “+2”."""
    shorter: tuple[str, ...] = ()
    """Shorter texts, the longest first: the first that fits stands in place of a cut one."""

    def fitted(self, width: int, align: Literal["left", "right"] = "left") -> str:
        """Text and suffix in exactly *width* cells."""
        room = width - cell_len(self.more)
        texts = (self.text, *self.shorter)
        text = next((one for one in texts if cell_len(one) <= room), texts[-1])
        return fit(cut(text, room) + self.more, width, align)


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: fixed at *width*, or growing by *share*; absent below *from_width* cells."""

    id: str
    title: str
    cell: Callable[[R], Cell]
    width: int
    share: int = 0
    from_width: int = 0
    align: Literal["left", "right"] = "left"


def column_widths(columns: tuple[Column[R], ...], width: int) -> list[tuple[Column[R], int]]:
    """The columns that fit into *width* cells, one blank between them, and how wide each is.

    Where not even their least widths fit, the last ones give way: a growing column is narrower
    then, a fixed one absent, since half a number would be another number.
    """
    shown, spare = _fitting([column for column in columns if width >= column.from_width], width)
    growing = [column for column, _cells in shown if column.share]
    shares = sum(column.share for column in growing)
    left = spare
    sized: list[tuple[Column[R], int]] = []
    for column, cells in shown:
        extra = 0
        if column.share:
            extra = left if column is growing[-1] else spare * column.share // shares
            left -= extra
        sized.append((column, cells + extra))
    return sized


def _fitting(columns: list[Column[R]], width: int) -> tuple[list[tuple[Column[R], int]], int]:
    """The columns that fit, each at its least width, and the number of cells left over."""
    shown: list[tuple[Column[R], int]] = []
    room = width
    for column in columns:
        blank = 1 if shown else 0
        cells = min(column.width, room - blank)
        if cells < (min(column.width, LEAST) if column.share else column.width):
            break
        shown.append((column, cells))
        room -= cells + blank
    return shown, max(0, room)
