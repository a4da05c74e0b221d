"""Write the manual page and the completion scripts that the wheel installs, in English."""

from __future__ import annotations

from pathlib import Path

from tui_crm.cli.completion.grammar import grammar_of
from tui_crm.cli.completion.scripts import SCRIPTS
from tui_crm.cli.man_page import man_page
from tui_crm.cli.parser import parser_for
from tui_crm.i18n import language, use_language
from tui_crm.settings import APP

ROOT = Path(__file__).resolve().parent.parent

FOLDER = ROOT / "packaging"
NAMES = {"bash": f"{APP}.bash", "zsh": f"_{APP}", "fish": f"{APP}.fish"}


def shipped_files() -> dict[str, str]:
    """The text of each file by its name in `packaging/`."""
    before = language()
    use_language("en")
    try:
        program = grammar_of(parser_for(None))
        files = {NAMES[shell]: script(program, APP) for shell, script in SCRIPTS.items()}
        return {f"{APP}.1": man_page(program), **files}
    finally:
        use_language(before)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in shipped_files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
