"""SQLite: settings of a connection, advice on its errors, copying a database."""

from __future__ import annotations

import os
import pwd
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from peewee import DatabaseError, SqliteDatabase

from tui_crm.domain.damaged import DamagedText
from tui_crm.domain.errors import DatabaseTrouble, NotWaitedFor, Upgraded
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

_LOCKS: Final = Path("/proc/locks")
_LOCK_FOR_WRITING: Final = 120


def _tolerant(raw: bytes) -> str:
    # One invalid byte in one row must not make a whole list unreadable.
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return DamagedText(raw)


class CrmDatabase(SqliteDatabase):
    """An SQLite database with IMMEDIATE transactions, where a damaged text is no error."""

    path: Path | None = None
    inode: int | None = None
    version: int | None = None
    """The schema that this process reads and writes."""
    waits_for_lock = False
    """Whether a write waits for another process to end its transaction."""
    given_up = False
    """Set when the operator has left instead of waiting: then nothing is written any more."""

    kept: Path | None = None
    """The copy of the database as it was, when opening it has brought it up to date."""

    @contextmanager
    def immediate(self) -> Iterator[None]:
        """A transaction that is alone in writing from its beginning."""
        with ExitStack() as transaction:
            self.waits_for_lock = True
            try:
                transaction.enter_context(self.atomic("IMMEDIATE"))
            finally:
                self.waits_for_lock = False
            if self.given_up:
                raise NotWaitedFor(_("Not saved: what is typed stays as a draft."))
            yield

    def who_writes(self) -> str:
        """The login of the process that has the lock for writing; empty if it cannot be told.

        Linux lists all locks; the one for writing is the first of SQLite's in the -shm file, which
        must not be opened for that: closing it would drop the locks of this process.
        """
        try:
            inode = Path(f"{self.path}-shm").stat().st_ino
            for line in _LOCKS.read_text().splitlines():
                kind, _, mode, process, file, first, *_ = line.replace("-> ", "").split()[1:]
                alone = kind == "POSIX" and mode == "WRITE" and int(first) == _LOCK_FOR_WRITING
                if alone and int(file.rpartition(":")[2]) == inode and int(process) != os.getpid():
                    return pwd.getpwuid(Path(f"/proc/{process}").stat().st_uid).pw_name
        except (OSError, ValueError, KeyError):
            pass
        return ""

    def check_in_place(self) -> None:
        """Raise `DatabaseTrouble` when the open file was moved or removed; takes 2 µs."""
        try:
            inode = 0 if self.path is None else self.path.stat().st_ino
        except OSError:
            inode = 0
        if self.inode is not None and inode != self.inode:
            raise DatabaseTrouble(
                _(
                    "The database file was moved, replaced or removed: nothing can be saved. "
                    "What is typed stays as a draft; leave, and ask who keeps the database."
                )
            )

    def check_version(self) -> None:
        """Raise `Upgraded` when the file has another schema than when it was opened; takes 4 µs.

        In a transaction it also keeps another process from upgrading the file before its end.
        """
        if self.version is not None and int(self.pragma("user_version")) != self.version:
            raise Upgraded(
                _(
                    "The database was upgraded by a newer tui-crm: nothing can be saved here any "
                    "more. Start the program again; what is typed stays as a draft."
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
    # Not created by opening it: a file that has just gone must not come back as an empty one.
    opened = CrmDatabase(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        pragmas=pragmas,
        autoconnect=False,
        lock_type="IMMEDIATE",
        timeout=15,
    )
    opened.path = path
    return opened


def change_token(opened: Any) -> int:
    """A number that changes when *another* connection has committed; takes 4 µs."""
    return int(opened.pragma("data_version"))


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
