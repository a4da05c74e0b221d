"""Making stored text safe to draw, and fitting it into a number of cells.

Stored text is drawn only through these functions: the result of `plain` has no control characters,
and is never read as markup. Widths are terminal cells, never characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from rich.cells import cell_len, set_cell_size

Piece = tuple[str, str]
"""A text and the name of its style (`ui.kit.styles`)."""

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_MARKS_IN_A_ROW = 4


@lru_cache(4096)
def plain(text: str) -> str:
    """One line of safe text: line ends and tabs become spaces, control characters are removed."""
    if text.isascii() and text.isprintable():
        return text
    safe = _UNSAFE.sub(_replacement, text)
    return safe if safe.isascii() else _few_marks(safe)


def _replacement(found: re.Match[str]) -> str:
    return " " if found[0] in "\n\t\r\x0b\x0c\x85\u2028\u2029" else ""


def _few_marks(text: str) -> str:
    kept: list[str] = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)


def lines(text: str) -> list[str]:
    """The lines of stored text, each safe to draw (`plain`)."""
    return [plain(line) for line in re.split("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text)]


def cut(text: str, width: int) -> str:
    """The text in at most *width* cells, ending in `…` if it was cut."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…"


def fit(text: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """The text in exactly *width* cells."""
    text = cut(text, width)
    blank = " " * (width - cell_len(text))
    return blank + text if align == "right" else text + blank


def wrap(text: str, width: int) -> list[str]:
    """Stored text wrapped at spaces into lines of at most *width* (at least one) cells."""
    width = max(width, 1)
    wrapped: list[str] = []
    for line in lines(text):
        current = ""
        for word in line.split(" "):
            while cell_len(word) > width:
                head = set_cell_size(word, width)
                wrapped += [current] if current else []
                wrapped.append(head.rstrip())
                word, current = word[len(head.rstrip()) or 1 :], ""  # noqa: PLW2901
            longer = f"{current} {word}" if current else word
            if cell_len(longer) <= width:
                current = longer
            else:
                wrapped.append(current)
                current = word
        wrapped.append(current)
    return wrapped


def wrap_to(text: str, width: int, most: int) -> list[str]:
    """Like `wrap`, in at most *most* lines, the last one ending in `…` if text was cut."""
    wrapped = wrap(text, width)
    if 0 < most < len(wrapped):
        # More lines cannot fit; a note may have thousands.
        wrapped[most - 1 :] = [cut(" ".join(wrapped[most - 1 : most + width]), width)]
    return wrapped[: max(0, most)]


def in_lines(texts: Sequence[str], width: int, *, between: str) -> list[str]:
    """Short texts joined by *between*, in as many lines of at most *width* cells as needed."""
    lines_so_far: list[str] = []
    for text in texts:
        longer = f"{lines_so_far[-1]}{between}{text}" if lines_so_far else text
        if lines_so_far and cell_len(longer) <= width:
            lines_so_far[-1] = longer
        else:
            lines_so_far.append(cut(text, width))
    return lines_so_far


def pieces_in_lines(
    parts: Iterable[tuple[Piece, ...]], width: int, *, between: str
) -> list[tuple[Piece, ...]]:
    """As `in_lines`, of parts in several styles."""
    lines_so_far: list[tuple[Piece, ...]] = []
    for part in parts:
        longer = (*lines_so_far[-1], (between, ""), *part) if lines_so_far else part
        if lines_so_far and cells(longer) <= width:
            lines_so_far[-1] = longer
        else:
            lines_so_far.append(cut_pieces(part, width))
    return lines_so_far


def cells(pieces: Iterable[Piece]) -> int:
    """How many cells the pieces take."""
    return sum(cell_len(text) for text, _style in pieces)


def cut_pieces(pieces: tuple[Piece, ...], width: int) -> tuple[Piece, ...]:
    """The pieces in at most *width* cells, ending in `…` if they were cut."""
    kept: list[Piece] = []
    left = width
    for text, name in pieces:
        size = cell_len(text)
        if size > left:
            kept.append((cut(text, left), name))
            break
        kept.append((text, name))
        left -= size
    return tuple(kept)
