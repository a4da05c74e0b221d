"""The lines at the top of a record card: what counts first, columns that begin at one cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui_crm.terminal.text import Piece, cells, cut_pieces, plain, wrap, wrap_to

Line = tuple[Piece, ...]

GAP = 2
"""Blank cells between two columns."""
APART = 3
"""Blank cells between two things of the first line."""
BETWEEN: Line = ((" │ ", "rule"),)


def first_lines(
    name: str, mark: Line, about: Sequence[str], status: Sequence[Line], width: int
) -> tuple[list[Line], list[Line]]:
    """The name with as much of the rest as fits behind it, and what did not fit.

    *status* is what counts, most important first, and stands at the right edge; *about* is who it
    is. A name that is wider than the line takes a second one.
    """
    lines: list[Line] = [((text, "title"),) for text in wrap_to(plain(name), max(10, width), 2)]
    first: Line = (*lines[-1], *mark)
    if cells(first) > width:
        if mark:
            lines.append(())
            first = ((mark[0][0].lstrip(), mark[0][1]), *mark[1:])
        first = cut_pieces(first, width)
    right, left_over = _fitting_status(status, width - cells(first) - APART)
    blank = width - cells(first) - cells(right)
    behind: list[Piece] = []
    rest = [text for text in about if text]
    while rest and cells(behind) + len(rest[0]) + 2 * APART <= blank:
        between = " · " if behind else " " * APART
        behind += [(between + rest.pop(0), "muted")]
    blank -= cells(behind)
    first = (*first, *behind, (" " * blank if right else "", ""), *right)
    return [*lines[:-1], first], [*left_over, *(((text, "muted"),) for text in rest)]


def _fitting_status(status: Sequence[Line], room: int) -> tuple[Line, list[Line]]:
    """As many as fit into *room* cells with blanks between them, and the others."""
    shown: Line = ()
    for count, part in enumerate(status):
        longer = (*shown, (" " * APART if shown else "", ""), *part)
        if cells(longer) > room:
            return shown, list(status[count:])
        shown = longer
    return shown, []


def dotted(parts: Iterable[Line], width: int) -> list[Line]:
    """Parts with dots between them, each on the first line it fits on; only one too long is cut."""
    lines: list[Line] = []
    for part in parts:
        size = cells(part)
        fits = (n for n, line in enumerate(lines) if size and cells(line) + 3 + size <= width)
        place = next(fits, None)
        if place is not None:
            lines[place] = (*lines[place], (" · ", "muted"), *part)
        elif size:
            lines.append(cut_pieces(part, width))
    return lines


def in_columns(
    rows: Sequence[Sequence[Line]], width: int, *, gives: Sequence[tuple[int, int]]
) -> list[Line]:
    """Rows of cells, each column as wide as its widest cell and beginning at one place.

    The last cell of a row that has fewer of them takes the rest of its line. *gives*: columns that
    are narrowed where *width* is exceeded, in this order, and the least that is left of each.
    """
    sizes = widths(rows)
    over = _total(sizes) - width
    for column, least in _there(gives, sizes):
        less = max(0, min(over, sizes[column] - least))
        sizes[column] -= less
        over -= less
    lines: list[Line] = []
    for row in rows:
        line: list[Piece] = []
        for place, (cell, size) in enumerate(zip(row, sizes, strict=False), 1):
            if place == len(row):
                line += cut_pieces(cell, width - cells(line))
            elif size:
                shown = cut_pieces(cell, size)
                line += [*shown, (" " * (size - cells(shown) + GAP), "")]
        lines.append(cut_pieces(tuple(line), width))
    return lines


def widths(rows: Sequence[Sequence[Line]]) -> list[int]:
    """The cells that each column needs."""
    columns = max(map(len, rows), default=0)
    sizes = [0] * columns
    for row in rows:
        for place, cell in enumerate(row):
            if place < len(row) - 1 or len(row) == columns:
                sizes[place] = max(sizes[place], cells(cell))
    return sizes


def natural_width(rows: Sequence[Sequence[Line]]) -> int:
    """The cells that these columns need when nothing is cut."""
    return _total(widths(rows))


def least_width(rows: Sequence[Sequence[Line]], gives: Sequence[tuple[int, int]]) -> int:
    """The cells that these columns need when all have given what they can."""
    sizes = widths(rows)
    for column, least in _there(gives, sizes):
        sizes[column] = min(sizes[column], least)
    return _total(sizes)


def _there(gives: Sequence[tuple[int, int]], sizes: Sequence[int]) -> list[tuple[int, int]]:
    return [(column, least) for column, least in gives if column < len(sizes)]


def _total(sizes: Sequence[int]) -> int:
    shown = [size for size in sizes if size]
    return sum(shown) + GAP * max(0, len(shown) - 1)


def side_by_side(left: Sequence[Line], width: int, right: Sequence[Line]) -> list[Line]:
    """Two blocks with a rule between them; the left one takes *width* cells."""
    lines: list[Line] = []
    for place in range(max(len(left), len(right))):
        one = cut_pieces(left[place], width) if place < len(left) else ()
        other = right[place] if place < len(right) else ()
        lines.append((*one, (" " * (width - cells(one)), ""), *BETWEEN, *other))
    return lines


def note_lines(note: str, width: int, most: int) -> list[Line]:
    """The beginning of a note in at most *most* lines, the last one cut."""
    wrapped = [line for line in wrap(note[:1000], width) if line.strip()]
    shown = wrapped[: max(0, most)]
    if len(wrapped) > len(shown) and shown:
        kept = cut_pieces(((f"{shown[-1]} {wrapped[len(shown)]}", ""),), width)
        shown[-1] = kept[0][0]
    return [((line, "muted"),) for line in shown]
