"""What the file system says of the database file: where it lies, who may use it, who is first."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shlex
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

PRIVATE: Final = 0o600
SHARED: Final = 0o660
PRIVATE_FOLDER: Final = 0o700
SHARED_FOLDER: Final = 0o2770
COMPANIONS: Final = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file while it is in use."""
BACKUPS: Final = "backups"
"""The folder beside the database for backups that are given no other place."""
MOUNTS: Final = Path("/proc/self/mountinfo")
_NETWORK: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "fuse.sshfs", "davfs", "fuse.davfs"}
)


def network_of(path: Path, mounts: Path = MOUNTS) -> str:
    """The kind of the network share that a path is on, as `nfs4`; empty on a local disk.

    Empty, too, where the system has no list of mounts. SQLite's WAL does not work over a network.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    real, best, kind = path.absolute().parent.resolve() / path.name, -1, ""
    for line in lines:
        place, _dash, rest = line.partition(" - ")
        words, after = place.split(), rest.split()
        if len(words) < 5 or not after:
            continue
        mounted = Path(_unescaped(words[4]))
        # The last of several mounts on one place is the one that is seen.
        if real.is_relative_to(mounted) and len(mounted.parts) >= best:
            best, kind = len(mounted.parts), after[0]
    return kind if kind in _NETWORK else ""


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def backups_beside(database: Path) -> Path:
    """The folder beside a database for its backups, which need not be there."""
    return database.absolute().parent / BACKUPS


def stands(path: Path) -> bool:
    """Whether anything has this name, also a link that leads nowhere."""
    return os.path.lexists(path)


def companions(path: Path) -> list[Path]:
    """The files of SQLite that stand beside this one."""
    beside = (path.with_name(path.name + ending) for ending in COMPANIONS)
    return [one for one in beside if stands(one)]


def make_file(path: Path, mode: int) -> None:
    """Create an empty file with these permissions, whatever the umask; never through a link."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_NOFOLLOW, PRIVATE)
    try:
        os.fchmod(handle, mode)
    finally:
        os.close(handle)


def put_in_place(part: Path, path: Path) -> None:
    """Give a finished file its name, which nothing may have yet (`FileExistsError`)."""
    try:
        os.link(part, path, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links.
        if stands(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        part.rename(path)
    else:
        part.unlink()
    sync_folder(path.absolute().parent)


def sync(path: Path) -> None:
    """Wait until what was written to a file is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where its file system can do that."""
    with suppress(OSError):
        sync(folder)


@contextmanager
def locked_folder(folder: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock on a folder, which needs no lock file; gives False when another has it.

    With *wait* it waits for it. A file system that knows no such lock is as if nobody held it.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        except OSError:
            pass
        yield True
    finally:
        os.close(handle)


def is_shared(path: Path) -> bool:
    """Whether the group may write to a file."""
    return bool(stat.S_IMODE(path.stat().st_mode) & stat.S_IWGRP)


def as_argument(path: Path) -> str:
    """The path as one types it in a command, quoted where it has to be."""
    return shlex.quote(str(path))
