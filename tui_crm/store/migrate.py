"""Running the missing migrations of a database, in one process at a time, after a backup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from playhouse.migrations import Runner

from tui_crm.store.backup import copy_whole, is_backup_of
from tui_crm.store.engines.sqlite_file import DATABASE_ID
from tui_crm.store.file_system import locked_folder, stands
from tui_crm.store.models.dictionaries import Entry
from tui_crm.store.schema import MIGRATIONS, SCHEMA_VERSION

if TYPE_CHECKING:
    from tui_crm.store.engines.sqlite import CrmDatabase


def migrate(opened: CrmDatabase, path: Path) -> Path | None:
    """Apply the missing migrations after copying the database beside itself; returns the copy.

    All of them are one transaction: a killed process leaves the old database, whole. The runner has
    no lock of its own: that on the folder lets only one of several processes migrate. Returns None
    where there was nothing to keep. Raises `DatabaseTrouble`.
    """
    with locked_folder(path.absolute().parent):
        version = int(opened.pragma("user_version"))
        if version == SCHEMA_VERSION:
            return None
        with _transaction(opened):
            # Nobody else can write any more: the copy is what the migrations begin with. A first
            # start that was interrupted before the version was written has nothing to keep.
            kept = _keep(path, version) if version else None
            _apply(opened)
    return kept


def _keep(path: Path, version: int) -> Path:
    """The copy that is kept; that of an interrupted upgrade will do, older ones will not."""
    for number in count(1):
        again = f"-{number}" if number > 1 else ""
        kept = path.with_name(f"{path.name}.v{version}{again}")
        if not stands(kept):
            return copy_whole(path, kept).path
        if is_backup_of(kept, path):
            return kept
    raise AssertionError


def build(opened: CrmDatabase) -> None:
    """Make the tables of a new database."""
    with _transaction(opened):
        _apply(opened)


def _apply(opened: CrmDatabase) -> None:
    """Apply the missing migrations and write which schema it is."""
    Runner(opened, str(MIGRATIONS)).up()
    _find_entries_by_their_names(opened)
    opened.pragma("application_id", DATABASE_ID)
    opened.pragma("user_version", SCHEMA_VERSION)


def _find_entries_by_their_names(opened: CrmDatabase) -> None:
    """The shipped entries are found by their names in this version's translations."""
    rows = opened.execute_sql("SELECT id, name, code, fold FROM entry").fetchall()  # type: ignore[no-untyped-call]
    found = [(Entry.derived({"name": name, "code": code})["fold"], row_id, old)
             for row_id, name, code, old in rows]  # fmt: skip
    changed = [(new, row_id) for new, row_id, old in found if new != old]
    for values in changed:
        opened.execute_sql("UPDATE entry SET fold = ? WHERE id = ?", values)  # type: ignore[no-untyped-call]


@contextmanager
def _transaction(opened: CrmDatabase) -> Iterator[None]:
    """One transaction without cascades: SQLite switches them off before it only."""
    opened.pragma("foreign_keys", 0)
    try:
        with opened.atomic("IMMEDIATE"):
            yield
    finally:
        opened.pragma("foreign_keys", 1)
