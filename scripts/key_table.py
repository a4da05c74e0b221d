"""Write `docs/keys.md` and `docs/pl/keys.md` from the program's own declaration of its keys."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tui_crm.i18n import _, name_keys, use_language
from tui_crm.ui.commands.command import Command
from tui_crm.ui.commands.key_names import key_name
from tui_crm.ui.commands.registry import CONTEXTS, key_of

ROOT = Path(__file__).resolve().parent.parent


class Page(NamedTuple):
    """Where the keys of one language stand, and what is said around the tables."""

    path: Path
    language: str
    head: str
    columns: tuple[str, str]


PAGES = (
    Page(
        ROOT / "docs" / "keys.md",
        "en",
        """# Keys

Every key, screen by screen. Nobody needs to know them all: the line at the bottom of a screen names
the most useful ones, `?` (in a form `F1`) lists those that work here and now, and `:` (in a form
`Ctrl+P`) finds a command by a part of its name. Two keys in one line do the same.

The keys can be changed, see [Settings](settings.md#other-keys); `tui-crm keys` prints the ones you
have, with the names by which the settings know them. The sections that are named last work on many
screens.
""",
        ("Key", "What it does"),
    ),
    Page(
        ROOT / "docs" / "pl" / "keys.md",
        "pl",
        """# Klawisze

Wszystkie klawisze, ekran po ekranie. Nikt nie musi znać ich na pamięć: wiersz na dole ekranu podaje
najpotrzebniejsze, `?` (w formularzu `F1`) pokazuje te, które działają w tym miejscu, a `:`
(w formularzu `Ctrl+P`) znajduje polecenie po części nazwy. Dwa klawisze w jednym wierszu robią to
samo.

Klawisze można zmienić, zob. [Ustawienia](settings.md#inne-klawisze); `tui-crm keys` wypisuje własne
klawisze razem z nazwami poleceń, których używa się w ustawieniach. Części na końcu dotyczą wielu
ekranów.
""",
        ("Klawisz", "Co robi"),
    ),
)


def page_of(page: Page) -> str:
    """The whole page, as Markdown; leaves the program in English."""
    use_language(page.language)
    name_keys(key_of)
    try:
        tables = [f"## {_(one.title)}\n\n{_rows(one, page.columns)}\n" for one in CONTEXTS]
    finally:
        use_language("en")
    return "\n".join([page.head, *tables])


def _rows(commands: Iterable[Command], columns: tuple[str, str]) -> str:
    rows = [f"| {_names(command)} | {_(command.help)} |" for command in commands]
    return "\n".join([f"| {columns[0]} | {columns[1]} |", "|---|---|", *rows])


def _names(command: Command) -> str:
    if not command.declared:
        return f"`{key_of('app.palette')}` *{_(command.label)}*"
    return " ".join(f"`{key_name(key)}`" for key in command.declared)


if __name__ == "__main__":
    for one in PAGES:
        one.path.write_text(page_of(one), encoding="utf-8")
