"""SQLite: settings of a connection, advice on its errors, copying a database."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Final

from peewee import DatabaseError, SqliteDatabase

from tui_crm.domain.damaged import DamagedText
from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.i18n import _

_MALFORMED: Final = (
    "not a database", "malformed", "corrupt", "vtable constructor failed", "no such table",
    "no such column",
)  # fmt: skip
"""What SQLite says of a file with damaged pages, at once or later, when they are read."""

ERRORS: Final = (DatabaseError, sqlite3.Error)
"""Peewee passes on as they are those that come up while rows are fetched."""

PRAGMAS: Final = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "busy_timeout": 15_000,
    "synchronous": "FULL",
    "secure_delete": 1,
    "cache_size": -16_000,
}


def _tolerant(raw: bytes) -> str:
    # One invalid byte in one row must not make a whole list unreadable.
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return DamagedText(raw)


class CrmDatabase(SqliteDatabase):
    """An SQLite database with IMMEDIATE transactions, where a damaged text is no error."""

    inode: int | None = None

    def check_in_place(self) -> None:
        """Raise `DatabaseTrouble` when the open file was moved or removed; takes 2 µs."""
        try:
            inode = Path(self.database).stat().st_ino
        except OSError:
            inode = 0
        if self.inode is not None and inode != self.inode:
            raise DatabaseTrouble(
                _(
                    "The database file was moved, replaced or removed: nothing can be saved. "
                    "What is typed stays as a draft; leave, and ask who keeps the database."
                )
            )

    def _add_conn_hooks(self, conn: Any) -> None:
        super()._add_conn_hooks(conn)  # type: ignore[misc]  # not in the stubs
        conn.text_factory = _tolerant


def at_path(path: Path, *, quick: bool) -> CrmDatabase:
    """The database in a file, not connected yet; *quick*: writes are not synced."""
    pragmas: dict[str, Any] = dict(PRAGMAS)
    if quick:
        pragmas["synchronous"] = "OFF"
    return CrmDatabase(
        str(path), pragmas=pragmas, autoconnect=False, lock_type="IMMEDIATE", timeout=15
    )


def change_token(opened: Any) -> int:
    """A number that changes when *another* connection has committed; takes 4 µs."""
    return int(opened.pragma("data_version"))


def copy_to(opened: CrmDatabase, path: Path) -> None:
    """Write a complete copy of the database into an empty file."""
    opened.execute_sql("VACUUM INTO ?", (str(path),))  # type: ignore[no-untyped-call]  # the stubs leave it out


def advice(error: BaseException) -> str:
    """A sentence with the reason of a database error and what to do about it."""
    # The real error may be hidden behind "cannot rollback": search the whole chain.
    chain: list[str] = []
    link: BaseException | None = error
    while link is not None:
        chain.append(str(link).lower())
        link = link.__context__
    messages = " ".join(chain)
    if "locked" in messages or "busy" in messages:
        return _("Someone else is writing to the database just now. Try again in a moment.")
    if "full" in messages:
        return _("The disk is full: nothing was saved. Make room and save again.")
    if "readonly" in messages or "read-only" in messages:
        return _("The database may only be read. Ask who keeps it for the right to write.")
    if any(sign in messages for sign in _MALFORMED):
        return _("The file is damaged or no database. Restore the last backup.")
    if "unable to open" in messages:
        return _(
            "The database cannot be opened: check that its folder is there, and that you may read "
            "the file."
        )
    if "i/o error" in messages:
        # SQLite also reports this when there is no room for its files beside the database.
        return _(
            "The disk cannot be read or written: check that there is room left on it. "
            "If there is, restore the last backup."
        )
    return _("The database cannot be used: {reason}.").format(reason=error)
