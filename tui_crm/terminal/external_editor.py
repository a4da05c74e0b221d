"""Editing a text in the operator's `$VISUAL` or `$EDITOR`, with the app suspended."""

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
"""Seconds between two checks of what the editor has saved so far."""


class Edited(NamedTuple):
    """The edited text; *trouble* is a sentence when the editor failed, else empty."""

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
    """Run the editor on *text* until it ends; the app is suspended meanwhile.

    *written* is called on another thread with each text that the editor saves in the meantime, so
    that a hang-up loses nothing.
    Raises `Refused` when no editor is set, allowed, or can be started.
    """
    command = editor_command(settings, environment)
    settings.state_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A private folder of its own, because editors put their backup copies beside the file.
    folder = Path(tempfile.mkdtemp(prefix="note-", dir=settings.state_dir))
    path = folder / "note.txt"
    try:
        path.write_text(text, encoding="utf-8", errors="replace")
        # Nothing may be raised inside, or the terminal would not be restored.
        with app.suspend(), _ignoring_interrupts():
            result = _run([*command, str(path)], path, written)
        if isinstance(result, OSError):
            raise Refused(_cannot_be_started(command[0], result)) from result
        return _result_of(path, text, result, command[0])
    except SuspendNotSupported as impossible:
        raise Refused(
            _("An editor of your own needs a real terminal. Type the note here.")
        ) from impossible
    except OSError as error:
        raise Refused(_cannot_be_started(command[0], error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def editor_command(settings: Settings, environment: Mapping[str, str]) -> list[str]:
    """The editor's command line; raises `Refused` when editors are switched off or none is set."""
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
    """Run the editor until it ends; returns its exit status, or the error if it did not start."""
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


def _result_of(path: Path, before: str, status: int, editor: str) -> Edited:
    try:
        text = _read(path)
    except OSError:
        return Edited(before, _("The editor left no text: the note is as it was."))
    # Most editors add a line end to the last line.
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
def _ignoring_interrupts() -> Iterator[None]:
    """Ignore Ctrl+C, which is for the editor; a child process does not inherit the handler."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
