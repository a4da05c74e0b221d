"""Who may use the database: permissions and owners of the file, what is beside it, the folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tui_crm.i18n import _
from tui_crm.store.check.finding import Area, Finding
from tui_crm.store.file_system import PRIVATE, SHARED, SHARED_FOLDER, companions

_OTHERS = stat.S_IRWXO
_WRITE = stat.S_IWGRP | stat.S_IWOTH


class _Wrong(NamedTuple):
    """A file with other permissions, or another group, than it should have."""

    path: Path
    mode: int
    group: int | None
    what: str


def access(path: Path) -> list[Finding]:
    """The findings about permissions and groups."""
    return [
        Finding(Area.ACCESS, wrong.what, _command(wrong), can_be_mended=_is_mine(wrong.path))
        for wrong in _wrong(path)
    ]


def mend_access(path: Path) -> None:
    """Give everything the permissions and the group it should have, where one may."""
    for wrong in _wrong(path):
        with suppress(OSError):
            if wrong.group is not None:
                os.chown(wrong.path, -1, wrong.group)
            wrong.path.chmod(wrong.mode)


def _command(wrong: _Wrong) -> str:
    command = f"chmod {wrong.mode:o} {wrong.path}"
    if wrong.group is not None:
        command = f"chgrp {wrong.group} {wrong.path} && {command}"
    return _("Run: {command}").format(command=command)


def _is_mine(path: Path) -> bool:
    return os.geteuid() in {0, path.stat().st_uid}


def _wrong(path: Path) -> Iterator[_Wrong]:
    found = path.stat()
    mode, shared = stat.S_IMODE(found.st_mode), bool(found.st_mode & stat.S_IWGRP)
    right = SHARED if shared else PRIVATE
    if mode & _OTHERS:
        what = _("{path} may be used by everybody on this host.").format(path=path)
        yield _Wrong(path, right, None, what)
    for beside in companions(path):
        yield from _wrong_beside(beside, right, found.st_gid if shared else None)
    yield from _wrong_folder(path.absolute().parent, found.st_gid if shared else None)


def _wrong_beside(path: Path, right: int, group: int | None) -> Iterator[_Wrong]:
    with suppress(FileNotFoundError):
        found = path.lstat()
        if stat.S_IMODE(found.st_mode) & _OTHERS:
            what = _("{path} may be used by everybody on this host.").format(path=path)
            yield _Wrong(path, right, None, what)
        elif group is not None and (
            found.st_gid != group or stat.S_IMODE(found.st_mode) & SHARED != SHARED
        ):
            what = _("{path} is not for the group as the database is: nobody else can save.")
            yield _Wrong(path, right, group, what.format(path=path))


def _wrong_folder(folder: Path, group: int | None) -> Iterator[_Wrong]:
    found = folder.stat()
    mode = stat.S_IMODE(found.st_mode)
    if group is not None:
        if found.st_gid != group or mode != SHARED_FOLDER:
            what = _("The folder {path} is not for the group of the database alone.")
            yield _Wrong(folder, SHARED_FOLDER, group, what.format(path=folder))
    elif mode & _WRITE and not mode & stat.S_ISVTX:
        what = _("In the folder {path} others can put another file in the place of the database.")
        yield _Wrong(folder, mode & ~_WRITE, None, what.format(path=folder))
