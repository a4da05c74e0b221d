"""The imports of the package as a graph of files and of rooms (folders), type imports included.

`python -m scripts.imports` prints the figures: rooms, arrows, circles, lines, functions.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "tui_crm"

Graph = dict[str, set[str]]
"""Who imports whom: the names of files without their ending, or of rooms."""


def modules() -> dict[str, Path]:
    """Every module but the migrations, by its path in the package: `ui/kit/table`."""
    return {
        str(path.relative_to(PACKAGE).with_suffix("")): path
        for path in sorted(PACKAGE.rglob("*.py"))
        if "migrations" not in path.parts
    }


def imports_of_files() -> Graph:
    """Each file with the files that it imports, wherever in it the import stands."""
    known = modules()
    return {
        name: {found for found in _imported(path, known) if found != name}
        for name, path in known.items()
    }


def _imported(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "tui_crm":
            folder = "/".join((node.module or "").split(".")[1:])
            for alias in node.names:
                for name in (f"{folder}/{alias.name}", folder, f"{folder}/__init__"):
                    if name.strip("/") in known:
                        yield name.strip("/")
                        break


def in_rooms(files: Graph, depth: int, below: str = "") -> Graph:
    """The same arrows between rooms: the first `depth` folders of each file below a folder."""
    start = f"{below}/" if below else ""
    rooms: Graph = {}
    for name, found in files.items():
        room = _room(name, start, depth)
        if room is not None:
            others = {_room(other, start, depth) for other in found}
            rooms.setdefault(room, set()).update(o for o in others if o and o != room)
    return rooms


def _room(name: str, start: str, depth: int) -> str | None:
    if not name.startswith(start) or name.endswith("__init__"):
        return None
    parts = name.removeprefix(start).split("/")
    return "/".join(parts[: min(depth, max(1, len(parts) - 1))])


def circles(graph: Mapping[str, Set[str]]) -> list[list[str]]:
    """Every set of nodes that reach each other; none where imports lead one way."""
    reach = {node: _reachable(graph, node) for node in graph}
    found = {
        tuple(sorted(other for other in reach[node] if node in reach.get(other, ())))
        for node in graph
        if node in reach[node]
    }
    return [list(circle) for circle in sorted(found)]


def _reachable(graph: Mapping[str, Set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    ahead = list(graph.get(start, ()))
    while ahead:
        node = ahead.pop()
        if node not in seen:
            seen.add(node)
            ahead.extend(graph.get(node, ()))
    return seen


def direct(graph: Graph) -> Graph:
    """The arrows that no longer way replaces: what a reader needs to see."""
    return {
        node: {
            other
            for other in found
            if not any(other in _reachable(graph, third) for third in found if third != other)
        }
        for node, found in graph.items()
    }


def floors(graph: Graph) -> dict[str, int]:
    """How far each room stands below the highest ones: one under the lowest importer."""
    found: dict[str, int] = {}

    def floor(node: str) -> int:
        if node not in found:
            above = [other for other, below in graph.items() if node in below]
            found[node] = 1 + max(map(floor, above), default=-1)
        return found[node]

    for node in graph:
        floor(node)
    return found


def figures() -> Iterator[str]:
    """What the size and shape of the package are, one fact in each line."""
    files = imports_of_files()
    for title, graph in (
        ("rooms at the top", in_rooms(files, 1)),
        ("rooms of ui", in_rooms(files, 1, "ui")),
        ("rooms of all depths", in_rooms(files, 3)),
        ("files", files),
    ):
        arrows = sum(map(len, graph.values()))
        yield f"{title}: {len(graph)}, arrows {arrows}, circles {len(circles(graph))}"
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, path in modules().items()}
    longest = max(lengths, key=lengths.__getitem__)
    yield f"lines: {sum(lengths.values())}, longest file {longest} ({lengths[longest]})"
    functions = sorted(_functions())
    lines, name = functions[-1]
    median, _name = functions[len(functions) // 2]
    yield f"functions: {len(functions)}, median {median} lines, longest {name} ({lines})"


def _functions() -> Iterator[tuple[int, str]]:
    for path in modules().values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or 0) - node.lineno + 1, node.name


if __name__ == "__main__":
    sys.stdout.write("\n".join([*figures(), ""]))
