"""Refusing what is no database of this program before a byte of it, or beside it, is written."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.i18n import _
from tui_crm.store.engines.sqlite import advice
from tui_crm.store.engines.sqlite_file import BACKUP_ID, read_header
from tui_crm.store.file_system import as_argument, network_of
from tui_crm.store.schema import is_up_to_date

if TYPE_CHECKING:
    from tui_crm.store.engines.sqlite_file import Header


def inspect(path: Path, *, backup: bool = False) -> Header:
    """What an existing file says of itself; raises `DatabaseTrouble` unless it can be opened.

    A backup is refused, too, unless *backup*: who worked in it would have none any more. So is what
    a newer program made, and what lies on a network share.
    """
    _check_place(path)
    try:
        header = read_header(path)
    except (sqlite3.Error, OSError) as error:
        raise DatabaseTrouble(named(path, advice(error))) from error
    if not header.is_ours:
        raise DatabaseTrouble(_("{path} is not a database of tui-crm.").format(path=path))
    if header.application_id == BACKUP_ID and not backup:
        raise DatabaseTrouble(
            _(
                "{path} is a backup, and nobody works in a backup. This makes a database of it: "
                "tui-crm restore {argument} --to NEW"
            ).format(path=path, argument=as_argument(path))
        )
    is_up_to_date(header.version, path)
    return header


def missing(path: Path) -> DatabaseTrouble:
    """The refusal of a database that is not there."""
    return DatabaseTrouble(
        _(
            "There is no database at {path}. Check the path, and whether its disk is there; this "
            "makes a new one: tui-crm init {argument}"
        ).format(path=path, argument=as_argument(path))
    )


def named(path: Path, sentence: str) -> str:
    """A sentence about a file, with its name in front."""
    return _("{path}: {sentence}").format(path=path, sentence=sentence)


def _check_place(path: Path) -> None:
    try:
        found = path.stat()
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            raise missing(path) from error
        raise DatabaseTrouble(named(path, _reason(error))) from error
    if stat.S_ISDIR(found.st_mode):
        raise DatabaseTrouble(_("{path} is a folder. Name a file in it.").format(path=path))
    if not stat.S_ISREG(found.st_mode):
        raise DatabaseTrouble(_("{path} is not a database of tui-crm.").format(path=path))
    if found.st_size == 0:
        raise DatabaseTrouble(
            _(
                "{path} is empty: no database at all. Remove it to start a new one there, or name "
                "another file."
            ).format(path=path)
        )
    if network := network_of(path):
        raise DatabaseTrouble(on_a_network(path, network))


def on_a_network(path: Path, kind: str) -> str:
    """The sentence about a database on a network share."""
    return _(
        "{path} is on a network share ({kind}), where a database that several people use is "
        "destroyed sooner or later. Keep it on a disk of the host on which the program runs."
    ).format(path=path, kind=kind)


def _reason(error: OSError) -> str:
    return _("The database cannot be opened: {reason}.").format(reason=error.strerror or error)
