"""Writes the key tables of the README from the declaration of the keys in `ui`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tui_crm.i18n import _, name_keys  # noqa: E402
from tui_crm.ui.commands.command import Command  # noqa: E402
from tui_crm.ui.commands.key_names import key_name  # noqa: E402
from tui_crm.ui.commands.registry import CONTEXTS, key_of  # noqa: E402

START, END = "<!-- keys -->", "<!-- /keys -->"
OPEN = 3
"""How many tables are open; the others are folded."""


def table() -> str:
    """All tables as Markdown."""
    name_keys(key_of)
    shown = [f"**{_(one.title)}**\n\n{_rows(one)}" for one in CONTEXTS[:OPEN]]
    folded = [
        f"<details><summary>{_(one.title)}</summary>\n\n{_rows(one)}\n\n</details>"
        for one in CONTEXTS[OPEN:]
    ]
    return "\n\n".join([*shown, *folded])


def _rows(commands: Iterable[Command]) -> str:
    rows = [f"| {_names(command)} | {_(command.help)} |" for command in commands]
    return "\n".join(["| key | does |", "|---|---|", *rows])


def _names(command: Command) -> str:
    return " ".join(f"`{key_name(key)}`" for key in command.keys.split(","))


def with_table(readme: str) -> str:
    """The README with its tables replaced by the present ones."""
    head, _start, rest = readme.partition(START)
    _old, _end, tail = rest.partition(END)
    return f"{head}{START}\n\n{table()}\n\n{END}{tail}"


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(with_table(path.read_text(encoding="utf-8")), encoding="utf-8")
