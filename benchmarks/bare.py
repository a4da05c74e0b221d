"""Minimal Textual apps with which the benchmarks compare the program.

python benchmarks/bare.py table 50 | static
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult


def table(count: int) -> App[None]:
    from textual.widgets import DataTable

    class Table(App[None]):
        def compose(self) -> ComposeResult:
            yield DataTable(cursor_type="row")

        def on_mount(self) -> None:
            rows = self.query_one(DataTable)
            rows.add_columns("When", "Contractor", "Person", "Type", "Note")
            for n in range(count):
                rows.add_row(
                    f"{n % 28 + 1:02}.11 10:{n % 60:02}",
                    f"Contractor {n:04}",
                    "Jan Kowalski",
                    "telephone",
                    "Pytał o cenę",
                )

    return Table()


def static() -> App[None]:
    from textual.widgets import Static

    class Words(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("\n".join(f"Line {n:02} of a screen" for n in range(24)))

    return Words()


if __name__ == "__main__":
    (table(int(sys.argv[2])) if sys.argv[1] == "table" else static()).run()
