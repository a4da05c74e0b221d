"""The store of drafts: keeps typed input on the local disk, written by a thread of its own."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tui_crm.drafts import file as draft_files
from tui_crm.drafts.file import DraftFile, UnreadableError
from tui_crm.drafts.slot import Slot

_WRITE_AFTER: Final = 0.5
_RETRY_AFTER: Final = 2.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """A stored draft; *held_elsewhere*: a running process has it open."""

    slot: Slot
    written_at: datetime
    payload: dict[str, Any]
    held_elsewhere: bool = False


class Drafts:
    """The drafts by slot; each holds the last payload put, written within half a second."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problem: OSError | None = None
        self._changed = threading.Condition()
        self._unwritten: dict[Slot, bytes | None] = {}
        self._latest: dict[Slot, bytes | None] = {}
        self._files: dict[Slot, DraftFile] = {}
        self._thrown: list[Draft] = []
        self._thread: threading.Thread | None = None
        self._write_at = 0.0
        self._rounds = 0
        self._writing = False
        self._closed = False

    def put(self, slot: Slot, payload: Mapping[str, object]) -> None:
        """Keep this payload; values that JSON does not know are stored as text."""
        written_at = datetime.fromtimestamp(time.time(), UTC)
        self._accept(slot, _encode(slot, written_at, payload))

    def discard(self, slot: Slot) -> None:
        """Remove the draft, in memory at once and on the disk soon."""
        self._accept(slot, None)

    def throw_away(self, slot: Slot) -> None:
        """Remove the draft at the operator's request; `bring_back` can restore it until the end."""
        self._thrown += [draft for draft in self.all() if draft.slot == slot][:1]
        self.discard(slot)

    @property
    def thrown(self) -> Draft | None:
        """The draft that `bring_back` would restore."""
        return self._thrown[-1] if self._thrown else None

    def bring_back(self) -> bool:
        """Restore the draft that was thrown away last; False when its slot is in use again."""
        draft = self.thrown
        if draft is None or self.get(draft.slot) is not None:
            return False
        self._thrown.pop()
        self._accept(draft.slot, _encode(draft.slot, draft.written_at, draft.payload))
        return True

    def get(self, slot: Slot) -> dict[str, Any] | None:
        """The newest payload of a slot, written or not; two sessions may have left one each."""
        with self._changed:
            known, body = slot in self._latest, self._latest.get(slot)
        if known:
            return _decode(body).payload if body is not None else None
        return next((draft.payload for draft in self.all() if draft.slot == slot), None)

    def all(self) -> tuple[Draft, ...]:
        """All drafts, newest first; unreadable files are renamed (`set_aside`)."""
        with self._changed:
            latest = dict(self._latest)
        found = [draft for draft in self._on_disk() if draft.slot not in latest]
        found += [_decode(body) for body in latest.values() if body is not None]
        return tuple(sorted(found, key=lambda draft: draft.written_at, reverse=True))

    def flush(self, timeout: float = 2.0) -> bool:
        """Write now; returns whether everything is on the disk within *timeout* seconds.

        May be called from any thread.
        """
        with self._changed:
            if self._clean():
                return True
            goal = self._rounds + (2 if self._writing else 1)
            self._write_at = 0.0
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._clean() or self._rounds >= goal, timeout)
            return self._clean()

    def close(self) -> None:
        """Write what is left and unlock the files for other processes."""
        self.flush()
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(2.0)

    def _clean(self) -> bool:
        return not self._unwritten and not self._writing

    def _accept(self, slot: Slot, body: bytes | None) -> None:
        with self._changed:
            if not self._unwritten:
                self._write_at = time.monotonic() + _WRITE_AFTER
            self._unwritten[slot] = self._latest[slot] = body
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="drafts", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._unwritten or self._closed)
                while not self._closed and (wait := self._write_at - time.monotonic()) > 0:
                    self._changed.wait(wait)
                if not self._unwritten:
                    break
                batch, self._unwritten = self._unwritten, {}
                self._writing = True
            failed = self._write_batch(batch)
            with self._changed:
                # A newer payload, put meanwhile, wins over the one that failed.
                self._unwritten = failed | self._unwritten
                self._write_at = time.monotonic() + (_RETRY_AFTER if failed else _WRITE_AFTER)
                self._writing = False
                self._rounds += 1
                self._changed.notify_all()
                if self._closed:
                    break
        for file in self._files.values():
            file.close()

    def _write_batch(self, batch: Mapping[Slot, bytes | None]) -> dict[Slot, bytes | None]:
        """Write each slot; returns those that failed."""
        failed: dict[Slot, bytes | None] = {}
        problem: OSError | None = None
        for slot, body in batch.items():
            try:
                self._write(slot, body)
            except OSError as error:
                failed[slot] = body
                problem = error
        if problem is not None and self.problem is None:
            log.warning("A draft could not be written: %s", problem)
        self.problem = problem
        return failed

    def _write(self, slot: Slot, body: bytes | None) -> None:
        if body is None:
            self._erase(slot)
            return
        file = self._files.get(slot)
        if file is None:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.directory.chmod(0o700)
            file = self._files[slot] = DraftFile(self.directory, draft_files.file_name(slot.name))
        file.write(body)

    def _erase(self, slot: Slot) -> None:
        """Erase the slot's own file and those that dead processes left for the same slot."""
        if (file := self._files.pop(slot, None)) is not None:
            file.discard()
        for path, draft in self._readable():
            if draft.slot == slot and not draft.held_elsewhere:
                DraftFile(self.directory, path.name).discard()

    def _on_disk(self) -> list[Draft]:
        return [draft for _, draft in self._readable()]

    def _readable(self) -> list[tuple[Path, Draft]]:
        found: list[tuple[Path, Draft]] = []
        if not self.directory.is_dir():
            return found
        for path in sorted(self.directory.glob(f"*{draft_files.SUFFIX}")):
            try:
                body, held = draft_files.read(path)
                if body is not None:
                    found.append((path, _decode(body, held_elsewhere=held)))
            except (UnreadableError, ValueError, LookupError, TypeError):
                log.warning("The draft %s cannot be read and is set aside", path.name)
                draft_files.set_aside(path)
            except OSError as error:
                log.warning("The draft %s cannot be opened: %s", path.name, error)
        return found


def _encode(slot: Slot, written_at: datetime, payload: Mapping[str, object]) -> bytes:
    record = {"slot": slot.name, "written_at": written_at.isoformat(), "payload": payload}
    return json.dumps(record, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")


def _decode(body: bytes, *, held_elsewhere: bool = False) -> Draft:
    record = json.loads(body.decode("utf-8", "surrogatepass"))
    name, payload = record["slot"], record["payload"]
    if not isinstance(name, str) or not isinstance(payload, dict):
        raise TypeError("not a draft")
    return Draft(
        Slot.named(name), datetime.fromisoformat(record["written_at"]), payload, held_elsewhere
    )
