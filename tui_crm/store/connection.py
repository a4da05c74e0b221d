"""Opening the database and bringing its schema up to date; running read queries."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.i18n import _
from tui_crm.store.engines.sqlite import ERRORS, CrmDatabase, advice, at_path, change_token
from tui_crm.store.gaps import without_gaps
from tui_crm.store.models.base import database
from tui_crm.store.schema import is_up_to_date

if TYPE_CHECKING:
    from collections.abc import Iterator


def open_database(path: Path, *, create: bool = False, quick: bool = False) -> CrmDatabase:
    """Bind the models to the database at *path*, and connect the calling thread.

    With *create* a missing file is created; an old schema is brought up to date. *quick* is for a
    copy that may be lost, as the demo's: writes are not synced. Raises `DatabaseTrouble`.
    """
    fresh = not path.exists()
    if fresh and not create:
        raise DatabaseTrouble(_("There is no database at {path}.").format(path=path))
    if not fresh and path.is_dir():
        raise DatabaseTrouble(_("{path} is a folder. Name a file in it.").format(path=path))
    if not fresh and path.stat().st_size == 0:
        raise DatabaseTrouble(
            _(
                "{path} is empty: no database at all. Remove it to start a new one there, or name "
                "another file."
            ).format(path=path)
        )
    opened = at_path(path, quick=quick)
    with environment_errors():
        if fresh:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Created with its final permissions, so that others can never read it.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        opened.connect()
    database.initialize(opened)
    opened.inode = path.stat().st_ino
    try:
        _bring_up_to_date(opened, path)
    except BaseException:
        opened.close()
        raise
    return opened


def _bring_up_to_date(opened: CrmDatabase, path: Path) -> None:
    with environment_errors():
        version = int(opened.pragma("user_version"))
    if is_up_to_date(version, path):
        return
    from tui_crm.store.migrate import migrate  # noqa: PLC0415  # not on the way to the first screen

    with environment_errors():
        migrate(opened, path)


@contextmanager
def environment_errors() -> Iterator[None]:
    """Turn errors of the database and the operating system into `DatabaseTrouble`."""
    try:
        yield
    except ERRORS as error:
        raise DatabaseTrouble(advice(error)) from error
    except OSError as error:
        raise DatabaseTrouble(
            _("The database cannot be opened: {reason}.").format(reason=error.strerror or error)
        ) from error


def fetch_tuples(query: Any) -> list[tuple[Any, ...]]:
    """All rows of a query at once, so that no cursor stays open."""
    found = query.tuples().execute()
    return without_gaps(list(found), found)


def fetch_one(query: Any) -> tuple[Any, ...] | None:
    """The first row, or None."""
    rows = fetch_tuples(query.limit(1))
    return rows[0] if rows else None


def data_version() -> int:
    """A number that changes when *another* connection has committed; takes 4 µs."""
    return change_token(database)
