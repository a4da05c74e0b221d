"""The file format of drafts: two halves, written in turn, so that a torn write loses nothing.

A file is preallocated because overwriting blocks that exist still works on a full disk, while a new
file may not. A discarded file is blanked and kept as a spare for the next draft, for that reason.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import struct
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SUFFIX: Final = ".draft"
UNREADABLE: Final = ".unreadable"
_SPARE: Final = ".spare"
_HEADER: Final = struct.Struct("<8sQII")  # magic, sequence, length, CRC of sequence and body
_MAGIC: Final = b"tuicrm\x00\x01"
_HALF: Final = 128 * 1024
_SPARES_KEPT: Final = 2
_NAME_LIMIT: Final = 180


class UnreadableError(Exception):
    """The file is no draft, or both of its halves are damaged."""


@dataclass(frozen=True, slots=True)
class _Half:
    offset: int
    sequence: int
    body: bytes


def file_name(slot: str) -> str:
    """A name that is safe, readable where possible, and different for different slots."""
    safe = re.sub(
        rb"[^A-Za-z0-9_.-]|^\.",
        lambda match: b"%%%02X" % match.group()[0],
        slot.encode("utf-8", "surrogatepass"),
    ).decode("ascii")
    if len(safe) > _NAME_LIMIT:
        import hashlib  # noqa: PLC0415 - a millisecond at start, for names that hardly occur

        digest = hashlib.sha256(slot.encode("utf-8", "surrogatepass")).hexdigest()
        safe = f"{safe[: _NAME_LIMIT - 33]}-{digest[:32]}"
    return safe + SUFFIX


def _checksum(sequence: int, body: bytes) -> int:
    return zlib.crc32(body, zlib.crc32(sequence.to_bytes(8, "little")))


def _halves(descriptor: int) -> list[_Half]:
    """The valid halves, newest first."""
    half_size = os.fstat(descriptor).st_size // 2
    found: list[_Half] = []
    for offset in (0, half_size):
        head = os.pread(descriptor, _HEADER.size, offset)
        if len(head) < _HEADER.size:
            continue
        magic, sequence, length, checksum = _HEADER.unpack(head)
        if magic != _MAGIC or length > half_size - _HEADER.size:
            continue
        body = os.pread(descriptor, length, offset + _HEADER.size)
        if len(body) == length and _checksum(sequence, body) == checksum:
            found.append(_Half(offset, sequence, body))
    return sorted(found, key=lambda half: half.sequence, reverse=True)


def _blank(descriptor: int) -> bool:
    size = os.fstat(descriptor).st_size
    return not os.pread(descriptor, size, 0).strip(b"\x00")


def read(path: Path) -> tuple[bytes | None, bool]:
    """The newest intact body (None: never written), and whether another process holds the file.

    Raises `UnreadableError` when it is no draft or both halves are damaged.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        held = _held(descriptor)
        if halves := _halves(descriptor):
            return halves[0].body, held
        # Another process may be in the middle of the very first write.
        if held or _blank(descriptor):
            return None, held
        raise UnreadableError(path.name)
    finally:
        os.close(descriptor)


def _held(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    return False


def set_aside(path: Path) -> None:
    """Rename a damaged file, so that the program ignores it and a person can examine it."""
    for number in range(1, 100):
        target = path.with_name(f"{path.name}{UNREADABLE}{number if number > 1 else ''}")
        if not target.exists():
            with contextlib.suppress(OSError):
                path.rename(target)
            return


class DraftFile:
    """One draft's file, locked against other processes from the first write to the discard."""

    def __init__(self, directory: Path, name: str) -> None:
        self.path, self._descriptor = _open_locked(directory, name)
        halves = _halves(self._descriptor)
        self._sequence = halves[0].sequence if halves else 0
        self._offset = halves[0].offset if halves else None

    def write(self, body: bytes) -> None:
        """Return when the body is on the disk; the previous one stays until then."""
        half_size = os.fstat(self._descriptor).st_size // 2
        if half_size < _HEADER.size + len(body):
            self._grow(2 * max(_HALF, _HEADER.size + len(body) * 2))
            half_size = os.fstat(self._descriptor).st_size // 2
        offset = half_size if self._offset == 0 else 0
        self._sequence += 1
        header = _HEADER.pack(_MAGIC, self._sequence, len(body), _checksum(self._sequence, body))
        _write_all(self._descriptor, header + body, offset)
        os.fsync(self._descriptor)
        self._offset = offset

    def _grow(self, size: int) -> None:
        """A larger file, renamed over the old one only when the old body is safe in it."""
        larger = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        halves = _halves(self._descriptor)
        descriptor = _create(larger, size)
        try:
            if halves:
                body = halves[0].body
                checksum = _checksum(self._sequence, body)
                header = _HEADER.pack(_MAGIC, self._sequence, len(body), checksum)
                _write_all(descriptor, header + body, 0)
                os.fsync(descriptor)
            larger.rename(self.path)
        except OSError:
            os.close(descriptor)
            larger.unlink(missing_ok=True)
            raise
        os.close(self._descriptor)
        self._descriptor = descriptor
        self._offset = 0 if halves else None

    def discard(self) -> None:
        """Blank the contents, which may name people, and keep the blocks for the next draft."""
        size = os.fstat(self._descriptor).st_size
        try:
            _write_all(self._descriptor, bytes(size), 0)
            spares = len(list(self.path.parent.glob(f"*{_SPARE}")))
            if spares < _SPARES_KEPT and size == 2 * _HALF:
                self.path.rename(self.path.with_name(f"{os.getpid()}-{time.time_ns()}{_SPARE}"))
            else:
                self.path.unlink()
        finally:
            self.close()

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _write_all(descriptor: int, data: bytes, offset: int) -> None:
    view = memoryview(data)
    while view:
        written = os.pwrite(descriptor, view, offset)
        view = view[written:]
        offset += written


def _open(path: Path, flags: int = 0) -> int:
    return os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC | flags, 0o600)


def _create(path: Path, size: int) -> int:
    """A new locked file whose blocks are really written, not just reserved."""
    descriptor = _open(path, os.O_CREAT | os.O_TRUNC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _write_all(descriptor, bytes(size), 0)
        os.fsync(descriptor)
    except OSError:
        os.close(descriptor)
        path.unlink(missing_ok=True)
        raise
    return descriptor


def _lock(descriptor: int) -> bool:
    # A reader's probe holds a shared lock for microseconds, so one refusal proves nothing.
    for _ in range(5):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.005)
        else:
            return True
    return False


def _open_locked(directory: Path, name: str) -> tuple[Path, int]:
    """Path and descriptor of the slot's file, or of `name~2` … when another process holds it."""
    stem = name.removesuffix(SUFFIX)
    for number in range(1, 100):
        path = directory / (name if number == 1 else f"{stem}~{number}{SUFFIX}")
        try:
            descriptor = _open(path)
        except FileNotFoundError:
            return path, _take_spare(path) or _create_beside(path)
        if _lock(descriptor):
            return path, descriptor
        os.close(descriptor)
    raise OSError(f"a hundred processes hold the draft {name}")


def _take_spare(path: Path) -> int | None:
    for spare in path.parent.glob(f"*{_SPARE}"):
        with contextlib.suppress(OSError):
            descriptor = _open(spare)
            if _lock(descriptor):
                try:
                    # link, unlike rename, fails where another process was faster.
                    os.link(spare, path)
                    spare.unlink(missing_ok=True)
                except OSError:
                    os.close(descriptor)
                    raise
                return descriptor
            os.close(descriptor)
    return None


def _create_beside(path: Path) -> int:
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = _create(temporary, 2 * _HALF)
    try:
        os.link(temporary, path)
    except OSError:
        os.close(descriptor)
        raise
    finally:
        temporary.unlink(missing_ok=True)
    directory = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return descriptor
