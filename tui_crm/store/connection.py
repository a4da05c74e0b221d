"""Opening the database: where it is, how it is set up, which version of the schema it holds."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from peewee import DatabaseError, SqliteDatabase

from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.i18n import _
from tui_crm.store.models.base import database

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA_VERSION: Final = 4
"""Number of the last migration; kept in `PRAGMA user_version`, so that checking it is one read."""

MIGRATIONS: Final = Path(__file__).parent / "migrations"

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


def open_database(path: Path, *, create: bool = False, quick: bool = False) -> CrmDatabase:
    """Bind the models to the database at *path*, and connect the calling thread.

    With *create* a missing file is made; an old schema is brought up to date. *quick* is for a
    copy that may be lost, such as the demo's: nothing waits for the disk. Raises `DatabaseTrouble`.
    """
    fresh = not path.exists()
    if fresh and not create:
        raise DatabaseTrouble(_("There is no database at {path}.").format(path=path))
    if not fresh and path.is_dir():
        raise DatabaseTrouble(_("{path} is a folder. Name a file in it.").format(path=path))
    if not fresh and path.stat().st_size == 0:
        raise DatabaseTrouble(
            _(
                "{path} is empty: no database at all. Remove it to start a new one there, or name "
                "another file."
            ).format(path=path)
        )
    pragmas: dict[str, Any] = dict(PRAGMAS)
    if quick:
        pragmas["synchronous"] = "OFF"
    opened = CrmDatabase(
        str(path), pragmas=pragmas, autoconnect=False, lock_type="IMMEDIATE", timeout=15
    )
    with environment_errors():
        if fresh:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Readable by its owner only from the first byte on.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        opened.connect()
    database.initialize(opened)
    opened.inode = path.stat().st_ino
    try:
        _bring_up_to_date(opened, path)
    except BaseException:
        opened.close()
        raise
    return opened


def _bring_up_to_date(opened: CrmDatabase, path: Path) -> None:
    with environment_errors():
        version = int(opened.pragma("user_version"))
    if version == SCHEMA_VERSION:
        return
    if version > SCHEMA_VERSION:
        raise DatabaseTrouble(
            _(
                "The database {path} was made by a newer tui-crm. Install that version to open it."
            ).format(path=path)
        )
    from tui_crm.store.migrate import migrate  # noqa: PLC0415  # not on the way to the first screen

    with environment_errors():
        migrate(opened, path)


@contextmanager
def environment_errors() -> Iterator[None]:
    """Turn what the environment does to a database into a sentence (`DatabaseTrouble`)."""
    try:
        yield
    except DatabaseError as error:
        raise DatabaseTrouble(_advice(error)) from error
    except OSError as error:
        raise DatabaseTrouble(
            _("The database cannot be opened: {reason}.").format(reason=error.strerror or error)
        ) from error


def _advice(error: BaseException) -> str:
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


def fetch_tuples(query: Any) -> list[tuple[Any, ...]]:
    """All rows of a query at once: no cursor stays open behind it."""
    return list(query.tuples().execute())


def fetch_one(query: Any) -> tuple[Any, ...] | None:
    """The first row, or None."""
    rows = fetch_tuples(query.limit(1))
    return rows[0] if rows else None


def data_version() -> int:
    """A number that moves when *another* connection has committed; 4 µs."""
    return int(database.pragma("data_version"))
