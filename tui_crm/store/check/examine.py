"""Examining a whole database, and mending of it what can be derived anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_crm.i18n import _
from tui_crm.store.backup import count_rows
from tui_crm.store.check.access import access, mend_access
from tui_crm.store.check.derived import (
    put_right,
    put_summaries_right,
    wrong_summaries,
    wrong_values,
)
from tui_crm.store.check.finding import Area, Finding
from tui_crm.store.check.values import bad_values
from tui_crm.store.engines.sqlite_check import (
    broken_references,
    damage,
    index_is_right,
    rebuild_index,
)
from tui_crm.store.engines.sqlite_file import BACKUP_ID, DATABASE_ID, connect, value
from tui_crm.store.inspection import inspect
from tui_crm.store.restore import insert_operation, reading
from tui_crm.store.schema import SCHEMA_VERSION
from tui_crm.store.word_index import INDEXED

if TYPE_CHECKING:
    from tui_crm.store.check.derived import Wrong

_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a database of so many rows."""

    schema: int
    rows: int
    findings: tuple[Finding, ...]
    is_backup: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether the file is whole and of this version: only then something in it is mended."""
        return not any(one.area in {Area.FILE, Area.SCHEMA} and not one.can_be_mended
                       for one in self.findings)  # fmt: skip


def examine(path: Path) -> Examined:
    """Examine a database or a backup; raises `DatabaseTrouble` for what is neither."""
    header = inspect(path, backup=True)
    findings: list[Finding] = []
    rows = 0
    try:
        with reading(path), closing(connect(path, "mode=rw")) as opened:
            try:
                findings += _whole(opened)
                rows = sum(count_rows(opened).values())
                if header.version == SCHEMA_VERSION:
                    findings += _inside(opened)
            except sqlite3.DatabaseError as error:
                _refuse_locked(error)
                findings.append(_damaged(str(error)))
    finally:
        findings += access(path)
    if header.version < SCHEMA_VERSION:
        findings.insert(0, _older(header.version))
    return Examined(
        header.version, rows, tuple(findings), is_backup=header.application_id == BACKUP_ID
    )


def mend(path: Path, *, login: str, now: datetime) -> None:
    """Put right what is derived, the mark of the file and the permissions, in one transaction."""
    mend_access(path)
    with reading(path), closing(connect(path, "mode=rw")) as opened:
        broken = [table for table in INDEXED if not index_is_right(opened, table)]
        opened.execute("BEGIN IMMEDIATE")
        for table in broken:
            rebuild_index(opened, table)
        put_right(opened, wrong_values(opened))
        put_summaries_right(opened)
        opened.execute(f"PRAGMA application_id = {DATABASE_ID}")
        insert_operation(opened, "database.repair", "", login=login, now=now.astimezone(UTC))
        opened.execute("COMMIT")


def _refuse_locked(error: sqlite3.DatabaseError) -> None:
    # That nothing can be read just now is no damage.
    name = getattr(error, "sqlite_errorname", "") or ""
    if not name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")):
        raise error


def _damaged(complaint: str) -> Finding:
    return Finding(
        Area.FILE,
        _("The file is damaged: {complaint}").format(complaint=complaint),
        _("Restore the last backup: tui-crm help restoring"),
    )


def _older(version: int) -> Finding:
    return Finding(
        Area.SCHEMA,
        _("The database has version {old} of the schema; this program has {new}.").format(
            old=version, new=SCHEMA_VERSION
        ),
        _("Open it once: it is backed up and brought up to date. Then check it again."),
    )


def _whole(opened: sqlite3.Connection) -> Iterator[Finding]:
    for complaint in damage(opened):
        yield _damaged(complaint)
    if value(opened, "application_id") not in {DATABASE_ID, BACKUP_ID}:
        yield Finding(
            Area.SCHEMA,
            _("The file does not say that it is a database of tui-crm."),
            _how_to_mend(),
            can_be_mended=True,
        )
    for (table, parent), ids in broken_references(opened).items():
        yield Finding(
            Area.KEYS,
            _("{rows} refer to rows of “{parent}” that are not there.").format(
                rows=_rows(opened, table, ids), parent=parent
            ),
            _restore_them(),
        )


def _inside(opened: sqlite3.Connection) -> Iterator[Finding]:
    wrong, summaries = wrong_values(opened), wrong_summaries(opened)
    yield from _bad(opened, wrong, summaries)
    for (table, column), values in wrong.items():
        yield _derived(_rows(opened, table, [*values]), column)
    for column, ids in summaries.items():
        yield _derived(_rows(opened, "contractor", ids), column)
    for table in INDEXED:
        if not index_is_right(opened, table):
            yield Finding(
                Area.SEARCH,
                _("The search index of “{table}” is not that of its rows.").format(table=table),
                _how_to_mend(),
                can_be_mended=True,
            )


def _bad(
    opened: sqlite3.Connection, wrong: Wrong, summaries: dict[str, list[int]]
) -> Iterator[Finding]:
    for (table, column), ids in bad_values(opened).items():
        derived = {*wrong.get((table, column), ())}
        if table == "contractor":
            derived |= {*summaries.get(column, ())}
        if left := [row_id for row_id in ids if row_id not in derived]:
            yield Finding(
                Area.ROWS,
                _("{rows}: the value of “{column}” cannot be read.").format(
                    rows=_rows(opened, table, left), column=column
                ),
                _restore_them(),
            )


def _derived(rows: str, column: str) -> Finding:
    return Finding(
        Area.DERIVED,
        _("{rows}: “{column}” is not what is derived from the other columns.").format(
            rows=rows, column=column
        ),
        _how_to_mend(),
        can_be_mended=True,
    )


def _how_to_mend() -> str:
    return _("Run: tui-crm check --repair")


def _restore_them() -> str:
    return _(
        "They can only be read. What they were is in a backup; restore the last one without this "
        "damage: tui-crm help restoring"
    )


def _rows(opened: sqlite3.Connection, table: str, ids: Sequence[int]) -> str:
    """A table with its first rows: `activity C/2026/0042, C/2026/0043 and 7 more`."""
    names = [str(row_id) for row_id in ids[:_NAMED]]
    if table == "activity":
        marks = ", ".join("?" * len(names))
        opened.text_factory = lambda raw: raw.decode("utf-8", "replace")
        found = opened.execute(f"SELECT number FROM activity WHERE id IN ({marks})", names)
        names = [str(number) for (number,) in found] or names
    listed = f"{table} {', '.join(names)}"
    if len(ids) <= _NAMED:
        return listed
    return _("{rows} and {n} more").format(rows=listed, n=len(ids) - _NAMED)
