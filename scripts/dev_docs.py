"""Write what `docs/dev` says of the source from the source: the picture and the map of modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from scripts.imports import Graph, direct, floors, imports_of_files, in_rooms, modules

ROOT = Path(__file__).resolve().parent.parent

DEV = ROOT / "docs" / "dev"
BOX, HIGH, ACROSS, DOWN, MARGIN = 132, 44, 22, 40, 24
"""Pixels: a room's width and height, the gaps beside and below it, the edge of the picture."""

Spot = tuple[float, float]


def picture() -> str:
    """The rooms of the package at the left, those of `ui` at the right; imports lead down."""
    files = imports_of_files()
    whole, left, tall = _drawn("tui_crm", in_rooms(files, 1), "", MARGIN)
    inside, right, high = _drawn("tui_crm/ui", in_rooms(files, 1, "ui"), "ui/", left + MARGIN)
    width, height = right + MARGIN, max(tall, high) + MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}">',
            '<g font-family="ui-sans-serif, sans-serif" font-size="13">',
            f'<rect width="{width:.0f}" height="{height:.0f}" fill="#fbfaf7"/>',
            *whole,
            *inside,
            "</g></svg>\n",
        ]
    )


def _drawn(title: str, graph: Graph, below: str, x: float) -> tuple[list[str], float, float]:
    """The lines of one graph whose left edge is x, its right edge and its lower one."""
    rows = _rows(graph)
    across = max(map(len, rows)) * (BOX + ACROSS) - ACROSS
    spots = {
        node: (
            x + (across - len(row) * (BOX + ACROSS) + ACROSS) / 2 + place * (BOX + ACROSS),
            MARGIN + 30 + number * (HIGH + DOWN),
        )
        for number, row in enumerate(rows)
        for place, node in enumerate(row)
    }
    heading = f'<text x="{x:.0f}" y="{MARGIN + 8}" font-weight="bold">{title}</text>'
    arrows = [
        _arrow(spots[node], spots[other])
        for node, found in sorted(direct(graph).items())
        for other in sorted(found)
    ]
    boxes = [_box(node, spot, below) for node, spot in spots.items()]
    bottom = MARGIN + 30 + len(rows) * (HIGH + DOWN) - DOWN
    return [heading, *arrows, *boxes], x + across, bottom


def _rows(graph: Graph) -> list[list[str]]:
    """The rooms floor by floor, the highest first, each near those that import it."""
    floor = floors(graph)
    rows = [sorted(n for n in floor if floor[n] == f) for f in range(max(floor.values()) + 1)]
    place: dict[str, float] = {}
    for row in rows:
        row.sort(key=lambda node: _middle(node, graph, place))
        place |= {node: (number + 0.5) / len(row) for number, node in enumerate(row)}
    return rows


def _middle(node: str, graph: Graph, place: Mapping[str, float]) -> tuple[float, str]:
    above = [place[other] for other, found in graph.items() if node in found and other in place]
    return (sum(above) / len(above) if above else 0.5, node)


def _arrow(start: Spot, end: Spot) -> str:
    (x, y), (to_x, to_y) = (start[0] + BOX / 2, start[1] + HIGH), (end[0] + BOX / 2, end[1])
    bend = (to_y - y) / 2
    return (
        f'<path d="M{x:.0f},{y:.0f} C{x:.0f},{y + bend:.0f} {to_x:.0f},{to_y - bend:.0f} '
        f'{to_x:.0f},{to_y:.0f}" fill="none" stroke="#9aa5b1"/>'
    )


def _box(room: str, spot: Spot, below: str) -> str:
    x, y = spot
    own = [path for name, path in modules().items() if _is_in(name, below + room)]
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in own)
    count = f"{len(own)} files, {lines} lines" if len(own) > 1 else f"{lines} lines"
    middle = x + BOX / 2
    return (
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{BOX}" height="{HIGH}" rx="6" fill="#fff" '
        f'stroke="#52606d"/><text x="{middle:.0f}" y="{y + 19:.0f}" text-anchor="middle">{room}'
        f'</text><text x="{middle:.0f}" y="{y + 35:.0f}" text-anchor="middle" font-size="10" '
        f'fill="#7b8794">{count}</text>'
    )


def _is_in(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}/")


def module_map() -> str:
    """Every module with the first sentence of its docstring, folder by folder, as Markdown."""
    parts = [
        "# Every module in one line\n",
        "Written by `scripts/dev_docs.py` from the docstrings.\n",
    ]
    listed = sorted(modules().items(), key=lambda one: (one[0].split("/")[:-1], one[0]))
    for folder, found in groupby(listed, key=lambda one: one[1].parent):
        rows = list(_table([path for _name, path in found]))
        if rows:
            parts += [
                f"## {folder.relative_to(ROOT)}/\n",
                _first_line(folder / "__init__.py") + "\n",
            ]
            parts += ["| file | what it holds |", "|---|---|", *rows, ""]
    return "\n".join(parts)


def _table(paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        if path.name != "__init__.py":
            there = Path("../..") / path.relative_to(ROOT)
            yield f"| [{path.name}]({there}) | {_first_line(path).replace('|', chr(92) + '|')} |"


def _first_line(path: Path) -> str:
    return (
        (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
        .split("\n\n")[0]
        .replace("\n", " ")
    )


WRITTEN = {"house.svg": picture, "modules.md": module_map}
"""What is written, by its name in `docs/dev`."""

if __name__ == "__main__":
    for name, write in WRITTEN.items():
        (DEV / name).write_text(write(), encoding="utf-8")
