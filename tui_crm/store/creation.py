"""Making a new database: whole under its name, or not there at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.i18n import _
from tui_crm.store.engines.sqlite import at_path
from tui_crm.store.file_system import (
    PRIVATE,
    companions,
    locked_folder,
    make_file,
    network_of,
    put_in_place,
    stands,
)
from tui_crm.store.inspection import on_a_network
from tui_crm.store.migrate import build
from tui_crm.store.models.base import database


def make_database(
    path: Path,
    *,
    quick: bool = False,
    mode: int = PRIVATE,
    group: int | None = None,
    fill: Callable[[], None] | None = None,
) -> bool:
    """Make a database of the present schema; returns False when another process just has.

    *fill* writes its first rows. Under another name until all is there, so that a killed process
    leaves no half of one. *quick*: writes are not synced. *group* is the id of its group.
    """
    if network := network_of(path):
        raise DatabaseTrouble(on_a_network(path, network))
    with locked_folder(path.absolute().parent):
        if stands(path):
            return False
        _refuse_remains(path)
        part = path.with_name(f".{path.name}.new")
        _remove(part)
        try:
            make_file(part, mode)
            _fill(part, quick=quick, group=group, fill=fill)
            put_in_place(part, path)
        finally:
            _remove(part)
    return True


def _fill(part: Path, *, quick: bool, group: int | None, fill: Callable[[], None] | None) -> None:
    if group is not None:
        import os  # noqa: PLC0415  # for a shared one only

        os.chown(part, -1, group)
    opened = at_path(part, quick=quick)
    opened.connect()
    try:
        build(opened)
        if fill is not None:
            database.initialize(opened)
            fill()
    finally:
        # The last to close takes what is in the -wal into the file.
        opened.close()


def _refuse_remains(path: Path) -> None:
    """SQLite would take the -wal of a lost database for that of the new one."""
    if remains := companions(path):
        raise DatabaseTrouble(
            _(
                "{file} belongs to a database that was at {path} and is gone. Look for that first; "
                "a new one is made once the file is moved away."
            ).format(file=remains[0], path=path)
        )


def _remove(part: Path) -> None:
    for one in (part, *companions(part)):
        with suppress(FileNotFoundError):
            one.unlink()
