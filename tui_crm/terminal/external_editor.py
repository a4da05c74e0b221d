"""A text in the operator's own editor: the terminal is handed over, and taken back."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from textual.app import SuspendNotSupported

from tui_crm.domain.errors import Refused
from tui_crm.i18n import _
from tui_crm.terminal.signals import unblock_in_child

if TYPE_CHECKING:
    from textual.app import App

    from tui_crm.settings import Settings

LOOK_EVERY: Final = 0.5
"""Seconds between two looks at what the editor has written so far."""


class Edited(NamedTuple):
    """What the editor left; *trouble* is a sentence when it did not end well."""

    text: str
    trouble: str = ""


def edit_outside(
    app: App[Any],
    settings: Settings,
    text: str,
    *,
    written: Callable[[str], object],
    environment: Mapping[str, str] = os.environ,
) -> Edited:
    """Give the terminal to the editor until it ends; the app stands still meanwhile.

    *written* is told by another thread whatever the editor saves in the meantime, so that a
    hang-up loses nothing.
    Raises `Refused` when there is no editor to be had.
    """
    command = editor_command(settings, environment)
    settings.state_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A folder of its own: editors put their copies beside the file, and it is nobody else's.
    folder = Path(tempfile.mkdtemp(prefix="note-", dir=settings.state_dir))
    path = folder / "note.txt"
    try:
        path.write_text(text, encoding="utf-8", errors="replace")
        # Nothing is raised in there: the terminal would not be taken back.
        with app.suspend(), _deaf_to_interrupts():
            ended = _run([*command, str(path)], path, written)
        if isinstance(ended, OSError):
            raise Refused(_cannot_be_started(command[0], ended)) from ended
        return _left(path, text, ended, command[0])
    except SuspendNotSupported as impossible:
        raise Refused(
            _("An editor of your own needs a real terminal. Type the note here.")
        ) from impossible
    except OSError as error:
        raise Refused(_cannot_be_started(command[0], error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def editor_command(settings: Settings, environment: Mapping[str, str]) -> list[str]:
    """What to run; raises `Refused` when it is switched off or not set."""
    if not settings.editor_allowed:
        raise Refused(_("Other editors are switched off here. Type the note right here."))
    typed = environment.get("VISUAL") or environment.get("EDITOR") or ""
    with suppress(ValueError):
        command = shlex.split(typed)
        if command:
            return command
    raise Refused(_("No editor is set. Type the note here, or name one in $EDITOR."))


def _cannot_be_started(editor: str, error: OSError) -> str:
    return _("{editor} cannot be started: {reason}. Type the note here, or set $EDITOR.").format(
        editor=editor, reason=error.strerror or error
    )


def _run(command: list[str], path: Path, written: Callable[[str], object]) -> int | OSError:
    """Run it until it ends; gives its status, or why it did not run."""
    try:
        process = subprocess.Popen(command, preexec_fn=unblock_in_child)  # noqa: PLW1509
    except OSError as error:
        return error
    ended = threading.Event()
    seen = _changed_at(path)

    def look() -> None:
        nonlocal seen
        while not ended.wait(LOOK_EVERY):
            changed = _changed_at(path)
            if changed != seen:
                seen = changed
                with suppress(OSError):
                    written(_read(path))

    watcher = threading.Thread(target=look, name="editor", daemon=True)
    watcher.start()
    status = process.wait()
    ended.set()
    watcher.join()
    return status


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _left(path: Path, before: str, status: int, editor: str) -> Edited:
    try:
        text = _read(path)
    except OSError:
        return Edited(before, _("The editor left no text: the note is as it was."))
    # Most editors end the last line; the note did not have that end.
    if text.endswith("\n") and not before.endswith("\n"):
        text = text[:-1]
    if not status:
        return Edited(text)
    return Edited(
        text,
        _("{editor} ended with an error ({status}). The note holds what it had saved.").format(
            editor=editor, status=status
        ),
    )


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl+C is the editor's while it has the terminal; a child does not inherit the handler."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
