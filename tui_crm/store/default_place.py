"""The one place where a database is made by itself, and where that has happened before."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.i18n import _
from tui_crm.store.file_system import as_argument

MARKER: Final = "databases-made"
"""The file in the state directory that names the databases of the default place."""


def was_made(state_dir: Path, path: Path) -> bool:
    """Whether there has been a database in this default place before."""
    with suppress(OSError):
        made = (state_dir / MARKER).read_text(encoding="utf-8", errors="surrogateescape")
        return str(path) in made.splitlines()
    return False


def remember_made(state_dir: Path, path: Path) -> None:
    """Note that there is a database in this default place."""
    if was_made(state_dir, path):
        return
    # Where nothing can be written, the next start asks the same.
    with suppress(OSError):
        state_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (state_dir / MARKER).open("a", encoding="utf-8", errors="surrogateescape") as file:
            file.write(f"{path}\n")


def refuse_if_gone(state_dir: Path, path: Path) -> None:
    """Raise `DatabaseTrouble` when a database of the default place is not there any more."""
    if not path.exists() and was_made(state_dir, path):
        raise DatabaseTrouble(
            _(
                "The database {path} was here before and is gone. Look for it, or restore a backup "
                "(tui-crm help restoring); this starts a new, empty one: tui-crm init {argument}"
            ).format(path=path, argument=as_argument(path))
        )
