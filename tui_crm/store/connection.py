"""Opening the database and bringing its schema up to date; running read queries."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.i18n import _
from tui_crm.store.engines.sqlite import ERRORS, CrmDatabase, advice, at_path, change_token
from tui_crm.store.file_system import stands
from tui_crm.store.gaps import without_gaps
from tui_crm.store.inspection import inspect, named
from tui_crm.store.models.base import database
from tui_crm.store.schema import SCHEMA_VERSION, is_up_to_date

if TYPE_CHECKING:
    from collections.abc import Iterator


def open_database(path: Path, *, create: bool = False, quick: bool = False) -> CrmDatabase:
    """Bind the models to the database at *path*, and connect the calling thread.

    With *create* a missing file is made; an old schema is brought up to date, and `kept` of the
    result names the copy of the old one. *quick* is for a copy that may be lost, as the demo's:
    writes are not synced. Raises `DatabaseTrouble`, which names the file.
    """
    if create and not stands(path):
        _create(path, quick=quick)
    inspect(path)
    opened = at_path(path, quick=quick)
    with environment_errors(path):
        opened.connect()
    try:
        with environment_errors(path):
            opened.inode = path.stat().st_ino
            _bring_up_to_date(opened, path)
            opened.version = SCHEMA_VERSION
    except BaseException:
        opened.close()
        raise
    database.initialize(opened)
    return opened


def _create(path: Path, *, quick: bool) -> None:
    from tui_crm.store.creation import make_database  # noqa: PLC0415  # once in its life

    with environment_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        make_database(path, quick=quick)


def _bring_up_to_date(opened: CrmDatabase, path: Path) -> None:
    version = int(opened.pragma("user_version"))
    if is_up_to_date(version, path):
        return
    from tui_crm.store.migrate import migrate  # noqa: PLC0415  # not on the way to the first screen

    opened.kept = migrate(opened, path)


def kept_copy() -> Path | None:
    """The copy of the open database as it was, when opening it has brought it up to date."""
    kept: Path | None = database.kept
    return kept


def upgraded(kept: Path) -> str:
    """The sentence about a database that opening it has brought up to date."""
    return _(
        "The database was brought up to date for this version; as it was before it is in {path}."
    ).format(path=kept)


@contextmanager
def environment_errors(path: Path | None = None) -> Iterator[None]:
    """Turn errors of the database and the operating system into `DatabaseTrouble`.

    The message names the file where *path* is given.
    """
    try:
        yield
    except ERRORS as error:
        raise DatabaseTrouble(_told(advice(error), path)) from error
    except OSError as error:
        reason = _("The database cannot be opened: {reason}.").format(
            reason=error.strerror or error
        )
        raise DatabaseTrouble(_told(reason, path)) from error


def _told(sentence: str, path: Path | None) -> str:
    return sentence if path is None else named(path, sentence)


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


def check_version() -> None:
    """Raise `Upgraded` when a newer program has upgraded the database; takes 4 µs."""
    database.check_version()
