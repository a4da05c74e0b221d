"""Making a database of a backup, never over another; and what that other has beyond it."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tui_crm.domain.errors import DatabaseTrouble, Refused
from tui_crm.i18n import _
from tui_crm.store.backup import copy_whole
from tui_crm.store.engines.sqlite import advice
from tui_crm.store.engines.sqlite_file import DATABASE_ID, connect
from tui_crm.store.file_system import PRIVATE, SHARED, companions, stands
from tui_crm.store.inspection import inspect, named
from tui_crm.store.schema import SCHEMA_VERSION

COUNTED: Final = ("activity", "contractor", "person")
"""The tables whose numbers of rows are compared."""
_SHOWN: Final = 5
# Every backup is told after it was made: that is nothing newer.
_AFTER: Final = "operation WHERE id > ? AND action <> 'database.backup'"


@dataclass(frozen=True, slots=True)
class Restored:
    """A database made of a backup."""

    path: Path
    rows: int
    last_at: datetime | None
    """When the last operation in it was done; None without any."""
    is_older: bool
    """Whether it is brought up to date when it is first opened."""


@dataclass(frozen=True, slots=True)
class Done:
    """An operation in the history of the database in use."""

    at: datetime
    by: str
    action: str
    subject: str


@dataclass(frozen=True, slots=True)
class Newer:
    """What the database in use has beyond the restored one."""

    is_the_same: bool
    """Whether the backup was made of this database, as far as the histories tell."""
    operations: int
    last: tuple[Done, ...]
    """The last operations, the newest first."""
    rows: dict[str, tuple[int, int]]
    """The numbers of rows of `COUNTED`: in the restored one, in the one in use."""


def restore(backup: Path, new: Path, *, live: Path) -> Restored:
    """Copy a backup into a new database, with the permissions of the one in use, and test it.

    Raises `Refused` when *new* is anything already, `DatabaseTrouble` for a damaged backup.
    """
    header = inspect(backup, backup=True)
    if _is_same(backup, live):
        raise Refused(_("{path} is the database in use, not a backup of it.").format(path=backup))
    for taken in (new, *companions(new)):
        if stands(taken):
            raise Refused(
                _(
                    "{path} exists already, and nothing is restored over it. Name a new file."
                ).format(path=taken)
            )
    with reading(backup):
        _test(backup)
    copy = copy_whole(backup, new, application_id=DATABASE_ID, thorough=True)
    _share_like(live, new)
    with reading(new), closing(connect(new, "mode=ro")) as opened:
        last = opened.execute("SELECT MAX(at) FROM operation").fetchone()[0]
    return Restored(new, copy.rows, _moment(last), is_older=header.version < SCHEMA_VERSION)


def _is_same(backup: Path, live: Path) -> bool:
    with suppress(OSError):
        return backup.samefile(live)
    return False


def _test(backup: Path) -> None:
    # One wrong byte in an index would not show in the copy, which makes its indexes anew.
    with closing(connect(backup, "mode=ro")) as opened:
        found = opened.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(f"malformed: {found}")


def _share_like(live: Path, new: Path) -> None:
    """Give the new file to the group of the one in use, if that has one and we may."""
    with suppress(OSError):
        found = live.stat()
        if found.st_mode & stat.S_IWGRP:
            os.chown(new, -1, found.st_gid)
            new.chmod(SHARED)
            return
    new.chmod(PRIVATE)


def compare(restored: Path, live: Path) -> Newer:
    """What the database in use has beyond the restored one; raises `DatabaseTrouble`."""
    inspect(live)
    with (
        reading(live),
        closing(connect(restored, "mode=ro")) as old,
        closing(connect(live, "mode=rw")) as new,
    ):
        last = old.execute(
            "SELECT id, at, action FROM operation ORDER BY id DESC LIMIT 1"
        ).fetchone()
        last_id = 0 if last is None else last[0]
        same = "SELECT id, at, action FROM operation WHERE id = ?"
        newer = new.execute(f"SELECT COUNT(*) FROM {_AFTER}", (last_id,)).fetchone()[0]
        return Newer(
            last is None or new.execute(same, (last_id,)).fetchone() == last,
            newer,
            tuple(_last_done(new, last_id)),
            {table: (_count(old, table), _count(new, table)) for table in COUNTED},
        )


def _last_done(opened: sqlite3.Connection, after: int) -> Iterator[Done]:
    found = opened.execute(
        "SELECT operation.at, employee.first_name, employee.last_name, operator.login,"
        " operation.action, operation.subject FROM operation"
        " LEFT JOIN operator ON operator.id = operation.operator_id"
        " LEFT JOIN employee ON employee.id = operator.employee_id"
        f" WHERE operation.id IN (SELECT id FROM {_AFTER}) ORDER BY operation.id DESC LIMIT ?",
        (after, _SHOWN),
    )
    for at, first, family, login, action, subject in found:
        name = f"{first or ''} {family or ''}".strip() or login or ""
        yield Done(_moment(at) or datetime.min.replace(tzinfo=UTC), name, action, subject)


def _count(opened: sqlite3.Connection, table: str) -> int:
    return int(opened.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def _moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return None


def tell_in(path: Path, action: str, subject: str, *, login: str, now: datetime) -> None:
    """Write an operation into the history of a database of any schema, which need not be open."""
    with reading(path), closing(connect(path, "mode=rw")) as opened:
        insert_operation(opened, action, subject, login=login, now=now)


def insert_operation(
    opened: sqlite3.Connection, action: str, subject: str, *, login: str, now: datetime
) -> None:
    """Like `store.unit_of_work.record`, by a plain connection; names who is no operator."""
    found = opened.execute("SELECT id FROM operator WHERE login = ?", (login,)).fetchone()
    told = subject if found else f"{subject} ({login})".strip()
    opened.execute(
        "INSERT INTO operation (at, operator_id, session, action, subject) VALUES (?, ?, '', ?, ?)",
        (
            f"{now.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
            None if found is None else found[0],
            action,
            told[:200],
        ),
    )


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the system about this file into `DatabaseTrouble`."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise DatabaseTrouble(named(path, advice(error))) from error
