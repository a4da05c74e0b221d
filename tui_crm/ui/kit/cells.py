"""Cells and columns of a list: fitting texts and columns into the width of the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeVar

from rich.cells import cell_len
from textual.content import Content

from tui_crm.i18n import _
from tui_crm.terminal.text import cut, fit, plain

R = TypeVar("R")

LEAST = 6
"""Cells below which a cut word (“Kowal…”) would tell the reader nothing."""
ANY = 100_000
"""More cells than any text needs."""


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
    """Shorter forms of the text, the longest first, one of which is shown before any is cut."""

    @property
    def wanted(self) -> int:
        """The cells in which it is shown whole."""
        return cell_len(self.text) + cell_len(self.more)

    def fitted(self, width: int, align: Literal["left", "right"] = "left") -> str:
        """Text and suffix in exactly *width* cells."""
        return fit(self._text(width - cell_len(self.more)) + self.more, width, align)

    def _text(self, room: int) -> str:
        for text in (self.text, *self.shorter):
            if cell_len(text) <= room:
                return text
        return cut(self.shorter[-1] if self.shorter else self.text, room)


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column of a list, absent below *from_width* cells.

    It is fixed at *width*, grows by *share*, or takes what its texts need: at least *width* cells
    unless they need less, at each of its *steps* up to so many more where there is room.
    """

    id: str
    title: str
    cell: Callable[[R], Cell]
    width: int
    share: int = 0
    from_width: int = 0
    align: Literal["left", "right"] = "left"
    gap: int = 1
    """Blank cells before it."""
    steps: tuple[int, ...] = ()
    turn: int = 0
    """Of the columns that grow at the same step, those with the lowest turn are first."""
    whole: bool = False
    """Whether its longest text counts at every step, not that of nineteen rows of twenty."""
    extra: bool = False
    """Shown only where the others have had all their steps but the last one."""

    @property
    def measured(self) -> bool:
        """Whether its width follows from its texts."""
        return bool(self.steps) or self.extra


class Need(NamedTuple):
    """The cells that the texts of a column need: nineteen rows of twenty, and the longest one."""

    usual: int
    most: int


Needs = Mapping[str, Need]
"""By the id of the column."""


def needs_of(columns: Sequence[Column[R]], rows: Sequence[R]) -> dict[str, Need]:
    """What the texts of these rows need in each measured column, its title included."""
    needs = {}
    for column in columns:
        if column.measured:
            sizes = sorted(column.cell(row).wanted for row in rows)
            title = cell_len(_(column.title))
            usual, most = (sizes[(len(sizes) - 1) * 19 // 20], sizes[-1]) if sizes else (0, 0)
            least = 0 if column.extra and not most else title
            usual = most if column.whole else usual
            needs[column.id] = Need(max(usual, least), max(most, least))
    return needs


def larger(one: Needs, other: Needs) -> dict[str, Need]:
    """The needs that satisfy both."""
    return {
        name: Need(*map(max, one.get(name, (0, 0)), other.get(name, (0, 0))))
        for name in {**one, **other}
    }


def column_widths(
    columns: tuple[Column[R], ...], width: int, needs: Needs | None = None
) -> list[tuple[Column[R], int]]:
    """The columns that fit into *width* cells with their gaps, and how wide each is.

    Where not even their least widths fit, the last ones give way: a growing column is narrower
    then, a fixed one absent, since half a number would be another number.
    """
    needs = needs or {}
    usual = [one for one in columns if width >= one.from_width and not one.extra]
    shown, spare = _fitting(usual, width, needs)
    if any(column.steps for column, _cells in shown):
        return _measured(columns, shown, width, needs, spare)
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


def _fitting(
    columns: list[Column[R]], width: int, needs: Needs
) -> tuple[list[tuple[Column[R], int]], int]:
    """The columns that fit, each at its least width, and the number of cells left over."""
    shown: list[tuple[Column[R], int]] = []
    room = width
    for column in columns:
        gap = column.gap if shown else 0
        least = column.width
        if column.steps and column.id in needs:
            least = min(least, needs[column.id].most)
        grows = column.share or column.steps
        cells = min(least, room - gap)
        if cells < (min(least, LEAST) if grows else least):
            break
        shown.append((column, cells))
        room -= cells + gap
    return shown, max(0, room)


def _measured(
    columns: tuple[Column[R], ...],
    shown: list[tuple[Column[R], int]],
    width: int,
    needs: Needs,
    spare: int,
) -> list[tuple[Column[R], int]]:
    """Let the columns grow step by step; the last one that does takes what is left."""
    sizes = {column.id: cells for column, cells in shown}
    growing = sorted((one for one, _cells in shown if one.steps), key=lambda one: one.turn)
    last = max(len(column.steps) for column in growing) - 1
    for level in range(last + 1):
        if level == last:
            more = [one for one in columns if width >= one.from_width and one.extra]
            spare = _add(more, sizes, needs, spare)
        for column in growing:
            need = needs.get(column.id, Need(ANY, ANY))
            wanted = min(*column.steps[level : level + 1], need[level == last])
            grown = min(spare, max(0, wanted - sizes[column.id]))
            sizes[column.id] += grown
            spare -= grown
    sizes[growing[-1].id] += spare
    return [(column, sizes[column.id]) for column in columns if column.id in sizes]


def _add(more: Sequence[Column[R]], sizes: dict[str, int], needs: Needs, spare: int) -> int:
    """Show the extra columns there is room for; returns the cells that are left."""
    for column in sorted(more, key=lambda one: one.turn):
        size = min(column.width, needs.get(column.id, Need(0, 0)).most)
        if size and size + column.gap <= spare:
            sizes[column.id] = size
            spare -= size + column.gap
    return spare
