"""Printing tables (plain columns in a pipe), JSON, text and messages, safely for terminals."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len, set_cell_size

from tui_crm.domain.damaged import is_damaged
from tui_crm.domain.text import clean_line
from tui_crm.i18n import _, ngettext

if TYPE_CHECKING:
    from rich.console import Console

_WIDEST_CELL: Final = 60
_WIDEST_WHOLE: Final = 20
_READABLE: Final = 16
_NARROWEST: Final = 6
_GAP: Final = 2
# Characters that JSON does not escape but terminals obey: C1 controls, bidi, invisible ones.
_LIVE: Final = re.compile("[\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def print_json(value: Any) -> None:
    """Print indented JSON that is safe to show in a terminal."""
    text = json.dumps(_in_words(value), ensure_ascii=False, indent=2)
    sys.stdout.write(_LIVE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n")


def _in_words(value: Any) -> Any:
    """The value with words in the place of damaged numbers, which JSON would write as 0."""
    if isinstance(value, dict):
        return {name: _in_words(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_in_words(one) for one in value]
    return f"{value}" if is_damaged(value) else value


def print_line(sentence: str) -> None:
    """Print a sentence that may contain stored text."""
    sys.stdout.write(clean_line(sentence) + "\n")


def print_text(text: str) -> None:
    """Print lines that may contain stored text, keeping their indentation."""
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        sys.stdout.write(" " * indent + clean_line(line) + "\n")


def print_remark(sentence: str) -> None:
    """Print a remark for a reader at a terminal to stderr; nothing when stdout is a pipe."""
    if sys.stdout.isatty():
        sys.stderr.write(sentence + "\n")


def print_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    spare: Sequence[str] = (),
    limit: int | None = None,
) -> None:
    """Print a table as wide as the terminal; in a pipe, columns of text, one line per row.

    *spare* are the headings of columns to omit on a narrow terminal, in that order. If there are
    *limit* rows, a remark says that there may be more.
    """
    cells = [[clean_line(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        sys.stdout.write(_columns(headings, cells))
        return
    from rich.console import Console  # noqa: PLC0415  # 30 ms that a pipe does without

    console = Console()
    _print_framed(console, *_without(spare, headings, cells, room=console.width))
    if len(cells) == limit:
        message = ngettext(
            "This is the first one. --limit shows more.",
            "These are the first {n}. --limit shows more.",
            limit,
        )
        print_remark(message.format(n=limit))


def print_records(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print few rows with long texts: on a terminal one or more lines for each column."""
    if not sys.stdout.isatty():
        print_table(headings, rows)
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Column, Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console()
    width = max(map(cell_len, headings))
    with console.capture() as captured:
        for number, row in enumerate(rows):
            columns = Column(width=width), Column(overflow="fold")
            record = Table.grid(*columns, padding=(0, _GAP, 0, 0))
            for heading, cell in zip(headings, row, strict=True):
                if cell:
                    record.add_row(Text(heading), Text(clean_line(cell)))
            console.print(*([""] if number else []), record, sep="\n")
    sys.stdout.write(captured.get())


def _print_framed(console: Console, headings: Sequence[str], rows: list[list[str]]) -> None:
    from rich import box  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False)
    widths = _fitting(_natural(headings, rows), console.width, least=_least(headings, rows))
    for heading, width in zip(headings, widths, strict=True):
        table.add_column(Text(heading), no_wrap=True, overflow="ellipsis", width=width)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    with console.capture() as captured:
        console.print(table)
    sys.stdout.write(captured.get())


def _without(
    spare: Sequence[str], headings: Sequence[str], rows: list[list[str]], *, room: int
) -> tuple[list[str], list[list[str]]]:
    """The headings and rows without the spare columns for which there is no room."""
    kept = list(range(len(headings)))
    readable = _least(headings, rows, text=_READABLE)
    for heading in spare:
        if sum(readable[n] for n in kept) + _GAP * (len(kept) - 1) > room:
            kept.remove(headings.index(heading))
    return [headings[n] for n in kept], [[row[n] for n in kept] for row in rows]


def _natural(headings: Sequence[str], rows: list[list[str]]) -> list[int]:
    return [max(map(cell_len, column)) for column in zip(headings, *rows, strict=True)]


def _least(headings: Sequence[str], rows: list[list[str]], *, text: int = _NARROWEST) -> list[int]:
    """The minimal width of each column: numbers and times stay whole, texts are cut to *text*."""
    whole = {
        "", _("Section"), _("When"), _("Number"), _("Code"), _("Last"), _("Next"), _("Open"),
        _("Phone"), _("Login"), _("Role"),
    }  # fmt: skip
    return [
        min(width, _WIDEST_WHOLE if heading in whole else text)
        for heading, width in zip(headings, _natural(headings, rows), strict=True)
    ]


def _fitting(natural: list[int], room: int, *, least: list[int]) -> list[int]:
    """Column widths that fit: the widest texts are cut first, times and numbers last."""
    widths = list(natural)
    room -= _GAP * (len(widths) - 1)
    for floors in (least, [min(width, _NARROWEST) for width in natural]):
        while sum(widths) > room:
            wide = [n for n, width in enumerate(widths) if width > floors[n]]
            if not wide:
                break
            widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def _columns(headings: Sequence[str], rows: list[list[str]]) -> str:
    lines = [[_clipped(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    return "".join(
        "  ".join(
            set_cell_size(cell, width) for cell, width in zip(line, widths, strict=True)
        ).rstrip() + "\n"
        for line in lines
    )  # fmt: skip


def _clipped(cell: str) -> str:
    if cell_len(cell) <= _WIDEST_CELL:
        return cell
    return set_cell_size(cell, _WIDEST_CELL - 1).rstrip() + "…"
