"""Files that are no database of the program, and what stands in a folder, byte for byte."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.support.builders import fresh_database
from tui_crm.store.schema import SCHEMA_VERSION


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every name below a folder with its permissions and bytes, links not followed."""
    return {
        str(path.relative_to(folder)): (
            stat.S_IMODE(path.lstat().st_mode),
            path.read_bytes() if path.is_file() and not path.is_symlink() else b"",
        )
        for path in sorted(folder.rglob("*"))
    }


def _foreign(path: Path, *, wal: bool = False, application_id: int = 0) -> None:
    with closing(sqlite3.connect(path)) as other:
        if wal:
            other.execute("PRAGMA journal_mode = WAL")
        other.execute(f"PRAGMA application_id = {application_id}")
        other.execute("CREATE TABLE birds (name TEXT)")
        other.execute("INSERT INTO birds VALUES ('wren')")
        other.commit()


def _foreign_in_use(path: Path) -> None:
    """All of it is in its -wal, as its program was killed."""
    if not os.fork():
        other = sqlite3.connect(path)
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE birds (name TEXT)")
        other.commit()
        os._exit(0)
    os.wait()


def _newer(path: Path) -> None:
    opened = fresh_database(path)
    opened.pragma("user_version", SCHEMA_VERSION + 1)
    opened.close()


def _half(path: Path) -> None:
    fresh_database(path).close()
    path.write_bytes(path.read_bytes()[:60])


NO_DATABASES: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.touch(), "is empty"),
    "text": (lambda path: path.write_text("Dear Sir or Madam, " * 100), "damaged or no database"),
    "short": (lambda path: path.write_text("x"), "is not a database of tui-crm"),
    "zeros": (lambda path: path.write_bytes(bytes(8192)), "damaged or no database"),
    "cut": (_half, "damaged or no database"),
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "pipe": (os.mkfifo, "is not a database of tui-crm"),
    "link to nothing": (lambda path: path.symlink_to("gone"), "There is no database"),
    "link to itself": (lambda path: path.symlink_to(path), "cannot be opened"),
    "birds": (_foreign, "is not a database of tui-crm"),
    "birds with a wal": (lambda path: _foreign(path, wal=True), "is not a database of tui-crm"),
    "birds in use": (_foreign_in_use, "is not a database of tui-crm"),
    "birds by id": (
        lambda path: _foreign(path, application_id=42), "is not a database of tui-crm",
    ),
    "newer": (_newer, "newer tui-crm"),
}  # fmt: skip
"""How each is made, and what is said of it."""
