"""The schema version of this program, and the check of a database's version."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.i18n import _

MIGRATIONS: Final = Path(__file__).parent / "migrations"

SCHEMA_VERSION: Final = max(int(step.name[:4]) for step in MIGRATIONS.glob("[0-9]*.py"))
"""The number of the last migration; a database keeps its own in `PRAGMA user_version`."""


def is_up_to_date(version: int, path: Path) -> bool:
    """Whether a database has this schema; raises `DatabaseTrouble` when it has a newer one."""
    if version > SCHEMA_VERSION:
        raise DatabaseTrouble(
            _(
                "The database {path} was made by a newer tui-crm. Install that version to open it."
            ).format(path=path)
        )
    return version == SCHEMA_VERSION
