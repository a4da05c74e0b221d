"""SQLite: how it is opened, what it says when something is wrong, how it is copied."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from peewee import SqliteDatabase

from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.i18n import _

PRAGMAS: Final = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "busy_timeout": 15_000,
    "synchronous": "FULL",
    "secure_delete": 1,
    "cache_size": -16_000,
}


def _tolerant(raw: bytes) -> str:
    # One broken byte in one row must not hide the whole list.
    return raw.decode("utf-8", "replace")


class CrmDatabase(SqliteDatabase):
    """SQLite as the program needs it: every transaction IMMEDIATE, texts read tolerantly."""

    inode: int | None = None

    def check_in_place(self) -> None:
        """Refuse to write into a file that was moved or removed under the program; 2 µs."""
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
    """The database in a file, not connected yet; *quick*: nothing waits for the disk."""
    pragmas: dict[str, Any] = dict(PRAGMAS)
    if quick:
        pragmas["synchronous"] = "OFF"
    return CrmDatabase(
        str(path), pragmas=pragmas, autoconnect=False, lock_type="IMMEDIATE", timeout=15
    )


def change_token(opened: Any) -> int:
    """A number that moves when *another* connection has committed; 4 µs."""
    return int(opened.pragma("data_version"))


def copy_to(opened: CrmDatabase, path: Path) -> None:
    """Write a whole copy of the database into an empty file."""
    opened.execute_sql("VACUUM INTO ?", (str(path),))  # type: ignore[no-untyped-call]  # the stubs leave it out


def advice(error: BaseException) -> str:
    """What to do about an error of the database, in a sentence."""
    # The true error may be hidden behind "cannot rollback": the whole chain is asked.
    chain: list[str] = []
    link: BaseException | None = error
    while link is not None:
        chain.append(str(link).lower())
        link = link.__context__
    said = " ".join(chain)
    if "locked" in said or "busy" in said:
        return _("Someone else is writing to the database just now. Try again in a moment.")
    if "full" in said:
        return _("The disk is full: nothing was saved. Make room and save again.")
    if "readonly" in said or "read-only" in said:
        return _("The database may only be read. Ask who keeps it for the right to write.")
    if "not a database" in said or "malformed" in said:
        return _("The file is damaged or no database. Restore the last backup.")
    if "unable to open" in said:
        return _(
            "The database cannot be opened: check that its folder is there, and that you may read "
            "the file."
        )
    if "i/o error" in said:
        # Also how SQLite says that its own files beside the database found no room.
        return _("The disk cannot be read or written: check that there is room left on it.")
    return _("The database cannot be used: {reason}.").format(reason=error)
