"""Copying the database whole while others write to it, and keeping some of the copies."""

from __future__ import annotations

import glob
import re
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_crm.domain.errors import DatabaseTrouble, Refused
from tui_crm.i18n import _
from tui_crm.store.engines.sqlite import advice
from tui_crm.store.engines.sqlite_file import BACKUP_ID, connect, read_header, value
from tui_crm.store.file_system import (
    PRIVATE,
    PRIVATE_FOLDER,
    SHARED_FOLDER,
    backups_beside,
    is_shared,
    locked_folder,
    make_file,
    put_in_place,
    stands,
    sync,
    sync_folder,
)
from tui_crm.store.inspection import named

if TYPE_CHECKING:
    from tui_crm.domain.backup_keep import Keep

_ONLY_GROWING: Final = ("operation", "change")
"""Tables from which nobody removes rows: their counts are compared also while others write."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A finished copy, and how many rows all of its tables have."""

    path: Path
    rows: int


def copy_whole(
    source: Path,
    target: Path,
    *,
    mode: int = PRIVATE,
    application_id: int = BACKUP_ID,
    replace: bool = False,
    thorough: bool = False,
) -> Copy:
    """Copy a database into a file of these permissions, test the copy, and give it its name.

    It appears whole or not at all. *thorough* also compares indexes with their tables. Raises
    `DatabaseTrouble`.
    """
    part = target.with_name(f"{target.name}.part")
    with _as_trouble(source, target):
        with suppress(FileNotFoundError):
            part.unlink()
        make_file(part, mode)
        try:
            before, after = _vacuum_into(source, part)
            _mark(part, application_id)
            counts = _tested(part, "integrity_check" if thorough else "quick_check")
            _compare(before, counts, after)
            sync(part)
            if replace:
                part.replace(target)
                sync_folder(target.absolute().parent)
            else:
                put_in_place(part, target)
        finally:
            with suppress(FileNotFoundError):
                part.unlink()
    return Copy(target, sum(counts.values()))


@dataclass(frozen=True, slots=True)
class _State:
    """What another connection's commit changes, and the rows of each table."""

    data_version: int
    rows: dict[str, int]


def _vacuum_into(source: Path, part: Path) -> tuple[_State, _State]:
    # `Connection.backup` in steps starts anew after every write of a colleague and never ends.
    with closing(connect(source, "mode=rw")) as opened:
        before = _State(value(opened, "data_version"), count_rows(opened))
        opened.execute("VACUUM INTO ?", (str(part),))
        return before, _State(value(opened, "data_version"), count_rows(opened))


def count_rows(opened: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has, the indexes of words left out."""
    tables = opened.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE '%\\_words%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    return {
        name: int(opened.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0])
        for (name,) in tables
    }


def _mark(part: Path, application_id: int) -> None:
    with closing(connect(part, "mode=rw")) as opened:
        # Whole or thrown away: a journal of this one write would help nobody.
        opened.execute("PRAGMA journal_mode = OFF")
        opened.execute(f"PRAGMA application_id = {application_id}")


def _tested(part: Path, check: str) -> dict[str, int]:
    with closing(connect(part, "mode=ro&immutable=1")) as opened:
        found = opened.execute(f"PRAGMA {check}(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(f"malformed: {found}")
        return count_rows(opened)


def _compare(before: _State, copied: dict[str, int], after: _State) -> None:
    quiet = before.data_version == after.data_version
    for name in before.rows if quiet else set(_ONLY_GROWING) & before.rows.keys():
        if not before.rows[name] <= copied.get(name, -1) <= after.rows[name]:
            raise DatabaseTrouble(
                _("The copy does not hold all rows of “{table}”: nothing was kept of it.").format(
                    table=name
                )
            )


@contextmanager
def _as_trouble(source: Path, target: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        # Only the copy grows: it is the disk of the copy that may be full.
        about = target if "full" in str(error) else source
        raise DatabaseTrouble(named(about, advice(error))) from error
    except OSError as error:
        raise DatabaseTrouble(
            _("{path} cannot be written: {reason}.").format(
                path=target, reason=error.strerror or error
            )
        ) from error


# Backups by name


class BeingMade(Refused):
    """Another process is making a backup into the same folder."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A new backup, and the old ones that were removed for it."""

    path: Path
    rows: int
    removed: tuple[Path, ...] = ()


def backups_folder(database: Path) -> Path:
    """The folder beside a database, made for whom may use that; raises `Refused` for a link."""
    folder = backups_beside(database)
    if not stands(folder):
        folder.mkdir(mode=PRIVATE_FOLDER)
        if is_shared(database):
            folder.chmod(SHARED_FOLDER)
    if folder.is_symlink() or not folder.is_dir():
        raise Refused(
            _("{path} is no folder of its own: backups beside the database need one.").format(
                path=folder
            )
        )
    return folder


def back_up(
    source: Path, target: Path, *, now: datetime, keep: Keep | None = None, mode: int = PRIVATE
) -> Backup:
    """Back a database up into a folder, under a name with the local time *now*, or into a file.

    Only a backup of this program is replaced, and of a folder only those are removed that *keep*
    does not cover. Raises `Refused` for a target that is something else, `BeingMade`,
    `DatabaseTrouble`.
    """
    in_folder = target.is_dir()
    folder = target if in_folder else target.parent
    with _as_trouble(source, target), locked_folder(folder, wait=False) as is_first:
        if not is_first:
            raise BeingMade(
                _("Another backup into {folder} is being made just now.").format(folder=folder)
            )
        if in_folder:
            _remove_unfinished(source, folder)
        path = _free_name(source, folder, now) if in_folder else target
        _refuse_to_overwrite(path)
        copy = copy_whole(source, path, mode=mode, replace=not in_folder)
        removed = [] if keep is None else _thin_out(source, folder, keep)
    return Backup(copy.path, copy.rows, tuple(removed))


def _remove_unfinished(source: Path, folder: Path) -> None:
    # Whoever holds the lock on the folder knows that nobody goes on with them.
    for part in folder.glob(f"{glob.escape(source.stem)}-*.db.part*"):
        part.unlink()


def _free_name(source: Path, folder: Path, now: datetime) -> Path:
    while stands(path := folder / f"{source.stem}-{now:%Y-%m-%d-%H%M%S}.db"):
        now += timedelta(seconds=1)
    return path


def _refuse_to_overwrite(path: Path) -> None:
    if stands(path) and not is_backup(path):
        raise Refused(
            _("{path} is there already and is no backup of tui-crm. Name another file.").format(
                path=path
            )
        )


def is_backup(path: Path) -> bool:
    """Whether this is a file, not a link to one, that `tui-crm backup` has made."""
    with suppress(OSError, sqlite3.Error):
        if stat.S_ISREG(path.lstat().st_mode):
            return read_header(path).application_id == BACKUP_ID
    return False


def is_backup_of(copy: Path, source: Path) -> bool:
    """Whether this backup holds the same rows: every change writes some into the history."""
    if not is_backup(copy):
        return False
    with (
        closing(connect(copy, "mode=ro&immutable=1")) as old,
        closing(connect(source, "mode=rw")) as now,
    ):
        return count_rows(old) == count_rows(now)


def backups_in(source: Path, folder: Path) -> list[tuple[datetime, Path]]:
    """The backups of a database in a folder by the time in their names, the newest first."""
    pattern = re.compile(rf"{re.escape(source.stem)}-(\d{{4}}-\d\d-\d\d-\d{{6}})\.db")
    found = []
    for path in folder.iterdir():
        if match := pattern.fullmatch(path.name):
            with suppress(ValueError):
                found.append((datetime.strptime(match[1], "%Y-%m-%d-%H%M%S"), path))  # noqa: DTZ007
    return sorted(found, reverse=True)


def _thin_out(source: Path, folder: Path, keep: Keep) -> Iterable[Path]:
    own = [(at, path) for at, path in backups_in(source, folder) if is_backup(path)]
    kept = keep.kept([at for at, _path in own])
    removed = [path for at, path in own if at not in kept]
    for path in removed:
        path.unlink()
    return removed
