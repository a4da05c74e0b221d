"""SQLite: looking at a file without writing a byte to it or beside it, and copying it whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

DATABASE_ID: Final = 0x5443524D
"""`TCRM`, in the header of every database of this program."""
BACKUP_ID: Final = 0x54435242
"""`TCRB`, in that of a backup: nobody works in it by mistake, and only such a file is replaced."""
OWN_TABLES: Final = frozenset({"schema_migration", "activity", "operator"})
"""Tables by which a database is known that was made before it had an id."""
_TIMEOUT: Final = 15


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says of itself."""

    application_id: int
    version: int
    tables: frozenset[str]
    """The names of its tables; empty for a file that is known by its id."""

    @property
    def is_ours(self) -> bool:
        """Whether the file belongs to this program, as a database or a backup."""
        if self.application_id in {DATABASE_ID, BACKUP_ID}:
            return True
        return not self.application_id and self.tables >= OWN_TABLES


def connect(path: Path, options: str) -> sqlite3.Connection:
    """A plain connection in autocommit mode; *options* as in a URI: `mode=ro`."""
    uri = f"{path.absolute().as_uri()}?{options}"
    return sqlite3.connect(uri, uri=True, timeout=_TIMEOUT, isolation_level=None)


def read_header(path: Path) -> Header:
    """What an existing file says of itself, read without a lock and without any file beside it.

    Raises `sqlite3.Error` for what is no database.
    """
    found = _header(path, "mode=ro&immutable=1")
    log = path.with_name(f"{path.name}-wal")
    if found.is_ours or found.tables or not log.exists():
        return found
    # Its first session is still running or was killed: all of it is in the -wal. A copy is read.
    import shutil  # noqa: PLC0415  # for such a file only
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copyfile(path, copy)
        shutil.copyfile(log, copy.with_name("copy-wal"))
        return _header(copy, "mode=rw")


def _header(path: Path, options: str) -> Header:
    with closing(connect(path, options)) as opened:
        application_id, version = (
            value(opened, name) for name in ("application_id", "user_version")
        )
        tables: frozenset[str] = frozenset()
        if application_id not in {DATABASE_ID, BACKUP_ID}:
            rows = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            tables = frozenset(name for (name,) in rows)
        return Header(application_id, version, tables)


def value(opened: sqlite3.Connection, pragma: str) -> int:
    """The number that a pragma gives."""
    return int(opened.execute(f"PRAGMA {pragma}").fetchone()[0])


def error_code(error: BaseException) -> Any:
    """SQLite's own name of an error, as `SQLITE_NOTADB`; None for other errors."""
    return getattr(error, "sqlite_errorname", None)
