"""Write the key table of the README from the program's own declaration of its keys."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tui_crm.i18n import _, name_keys  # noqa: E402
from tui_crm.ui.commands import declared as keys  # noqa: E402
from tui_crm.ui.commands.command import Command  # noqa: E402
from tui_crm.ui.commands.key_names import key_name  # noqa: E402
from tui_crm.ui.commands.registry import key_of  # noqa: E402

START, END = "<!-- keys -->", "<!-- /keys -->"
TABLES: tuple[tuple[str, tuple[Command, ...]], ...] = (
    ("On lists", (*keys.LIST, *keys.TABLE)),
    ("In the activity form", keys.FORM),
    ("Everywhere", (*keys.SECTIONS, *keys.GLOBAL)),
    ("On the lists of contractors and persons", keys.DIRECTORY),
    ("On contractors", keys.CONTRACTORS),
    ("On contact persons", keys.PERSONS),
    ("On the card of a contractor", keys.CONTRACTOR_CARD),
    ("On the card of a contact person", keys.PERSON_CARD),
    ("In the line of the filter", keys.FILTER_LINE),
    ("In the schedule", (*keys.SCHEDULE, *keys.SCHEDULE_GRID)),
    ("In the work queue", (*keys.QUEUE, *keys.QUEUE_CARD)),
    ("In the digest of a day", keys.DIGEST),
    ("While going to a day", keys.GO_TO_DAY),
    ("While putting a reminder off", keys.PUT_OFF),
    ("In the reminders", keys.REMINDERS),
    ("While choosing employees", keys.EMPLOYEES),
    ("In Setup", keys.SETUP),
    ("In the other forms", keys.RECORD_FORM),
    ("While merging contractors", keys.MERGE),
    ("In the strip that completes or moves", keys.STRIP),
    ("In the strip that completes", keys.COMPLETION),
    ("In a note on the list", keys.NOTE),
    ("While asking who is calling", keys.CALLER),
    ("While finding anything", keys.FIND),
    ("In the calendar", keys.CALENDAR),
    ("In the form of the filter", keys.FILTER),
    ("In the saved views", keys.VIEWS),
    ("In the small form of a new contractor or person", keys.QUICK),
    ("In the list of drafts", keys.DRAFTS),
    ("In a chain of activities", keys.CHAIN),
    ("When a colleague was faster", keys.CONFLICT),
    ("In a window that only shows", keys.LOOK),
)
OPEN = 3
"""The first tables are read at once; the others unfold."""


def table() -> str:
    """All tables, as Markdown."""
    name_keys(key_of)
    shown = [f"**{title}**\n\n{_rows(commands)}" for title, commands in TABLES[:OPEN]]
    folded = [
        f"<details><summary>{title}</summary>\n\n{_rows(commands)}\n\n</details>"
        for title, commands in TABLES[OPEN:]
    ]
    return "\n\n".join([*shown, *folded])


def _rows(commands: tuple[Command, ...]) -> str:
    rows = [f"| {_names(command)} | {_(command.help)} |" for command in commands]
    return "\n".join(["| key | does |", "|---|---|", *rows])


def _names(command: Command) -> str:
    return " ".join(f"`{key_name(key)}`" for key in command.keys.split(","))


def with_table(readme: str) -> str:
    """The README with the table as it is now."""
    head, _start, rest = readme.partition(START)
    _old, _end, tail = rest.partition(END)
    return f"{head}{START}\n\n{table()}\n\n{END}{tail}"


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(with_table(path.read_text(encoding="utf-8")), encoding="utf-8")
