"""A database of 0.1.0 of any size, upgrades of it that are killed, and what is left of them."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tests.support.version_0_1_0 import put_database
from tui_crm.store import backup
from tui_crm.store.connection import open_database
from tui_crm.store.engines import sqlite_file
from tui_crm.store.engines.sqlite import CrmDatabase
from tui_crm.store.engines.sqlite_file import connect, value
from tui_crm.store.schema import SCHEMA_VERSION

OLD = 4
"""The schema of 0.1.0."""
_NEW = {
    "id": "n.id", "key": "'key-' || n.id", "number": "'C/2020/' || n.id", "number_year": "2020",
    "number_running": "n.id", "previous_id": "NULL", "timer_operator_id": "NULL",
    "timer_started_at": "NULL", "note": "'called about offer ' || n.id", "series_id": "NULL",
    "fold": "'telephone called about offer ' || n.id", "occurs_on": "NULL",
}  # fmt: skip


def grow(path: Path, activities: int) -> None:
    """Write the database of 0.1.0 with so many activities more, copies of its first."""
    put_database(path)
    with closing(sqlite3.connect(path)) as opened, opened:
        names = [column[1] for column in opened.execute("PRAGMA table_info(activity)")]
        values = ", ".join(_NEW.get(name, f"a.{name}") for name in names)
        named = ", ".join(f'"{name}"' for name in names)
        opened.execute(
            "WITH RECURSIVE n(id) AS (SELECT 101 UNION ALL SELECT id + 1 FROM n WHERE id < ?)"
            f" INSERT INTO activity ({named}) SELECT {values} FROM n, activity AS a"
            " WHERE a.id = 2",
            (100 + activities,),
        )
        opened.execute(
            "INSERT INTO participant (activity_id, person_id, position)"
            " SELECT id, 1, 0 FROM activity WHERE id > 100"
        )


class State(NamedTuple):
    """What can be told of a database of either schema."""

    version: int
    rows: tuple[int, ...]
    notes: int
    """The length of all notes together."""
    migrations: tuple[tuple[str], ...]
    schema: int
    """A number that stands for the texts of all tables, indexes and triggers."""


def state(path: Path) -> State:
    """The state of a database, which is checked by SQLite, too."""
    with closing(connect(path, "mode=rw")) as opened:
        assert opened.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = ("activity", "participant", "person", "contractor", "operation", "change")
        rows = tuple(
            int(opened.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]) for table in tables
        )
        notes = opened.execute("SELECT SUM(LENGTH(note)) FROM activity").fetchone()[0]
        migrations = opened.execute("SELECT name FROM schema_migration ORDER BY name").fetchall()
        schema = opened.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        version = value(opened, "user_version")
        return State(version, rows, int(notes), tuple(migrations), hash(tuple(schema)))


def begin_upgrade(path: Path) -> int:
    """Open the database in a process of its own, and with that bring it up to date."""
    child = os.fork()
    if not child:
        try:
            open_database(path).close()
        finally:
            os._exit(0)
    return child


def time_of_upgrade(old: Path, folder: Path) -> tuple[float, State]:
    """How many seconds it takes, and what comes out of it."""
    path = Path(shutil.copy(old, folder / "measured.db"))
    began = time.monotonic()
    os.waitpid(begin_upgrade(path), 0)
    took = time.monotonic() - began
    new = state(path)
    for left in folder.glob("measured.db*"):
        left.unlink()
    assert new.version == SCHEMA_VERSION
    return took, new


def killed_after(seconds: float, old: Path, folder: Path) -> Path:
    """A copy of the old database whose upgrade was killed after so many seconds."""
    for left in folder.glob("crm.db*"):
        left.unlink()
    path = Path(shutil.copy(old, folder / "crm.db"))
    child, deadline = begin_upgrade(path), time.monotonic() + seconds
    while time.monotonic() < deadline:
        if os.waitpid(child, os.WNOHANG)[0]:
            return path
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return path


def killed_at_statement(number: int, old: Path, folder: Path) -> tuple[Path, bool]:
    """The same, killed just before this statement of SQL; the second says whether it was."""
    for left in folder.glob("crm.db*"):
        left.unlink()
    path = Path(shutil.copy(old, folder / "crm.db"))
    child = os.fork()
    if not child:
        try:
            _die_at(number)
            open_database(path).close()
        finally:
            os._exit(0)
    return path, os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _die_at(number: int) -> None:
    """Kill this process before so many statements of its connections were carried out."""
    left = number

    def count(_statement: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    hooks, connect_plainly = CrmDatabase._add_conn_hooks, sqlite_file.connect

    def with_hooks(self: CrmDatabase, connection: sqlite3.Connection) -> None:
        connection.set_trace_callback(count)
        hooks(self, connection)

    def connect_counting(path: Path, options: str) -> sqlite3.Connection:
        connection = connect_plainly(path, options)
        connection.set_trace_callback(count)
        return connection

    CrmDatabase._add_conn_hooks = with_hooks  # type: ignore[method-assign,assignment]
    backup.connect = connect_counting  # type: ignore[attr-defined]


def check_what_is_left(path: Path, before: State, after: State, *, finish: bool = True) -> bool:
    """Assert that this is the old database or the new one, whole; returns whether the new one.

    A copy of the old one is there whole, or not yet. With *finish* the next start is tried, too,
    which brings the database up to date.
    """
    found = state(path)
    assert found in {before, after}
    kept = path.with_name(f"{path.name}.v{OLD}")
    assert kept.exists() or found == before
    assert not kept.exists() or state(kept) == before
    if finish:
        open_database(path).close()
        assert state(path) == after
        assert state(kept) == before
        assert not list(path.parent.glob("*.part*"))
    return found == after
