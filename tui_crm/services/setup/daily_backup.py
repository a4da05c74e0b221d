"""The backup that the first start of a day makes beside the database, by itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tui_crm.domain.backup_keep import DEFAULT_KEEP
from tui_crm.services.common.company_settings import read_company
from tui_crm.store.backup import back_up, backups_folder, backups_in
from tui_crm.store.file_system import PRIVATE, backups_beside, is_shared
from tui_crm.store.unit_of_work import record

_READ_BY_THE_GROUP = 0o640


def is_wanted() -> bool:
    """Whether the company has not switched it off."""
    return read_company().daily_backup


def is_made(database: Path, local_now: datetime) -> bool:
    """Whether there is a backup of this day beside the database, by its name."""
    folder = backups_beside(database)
    if not folder.is_dir():
        return False
    return any(at.date() == local_now.date() for at, _path in backups_in(database, folder))


def make(database: Path, local_now: datetime) -> Path:
    """Make it, and remove what is not kept.

    Needs no connection of the models: it runs beside the thread of the database. Who may read the
    database may read it. Raises `CrmError`.
    """
    folder = backups_folder(database)
    mode = _READ_BY_THE_GROUP if is_shared(database) else PRIVATE
    now = local_now.replace(tzinfo=None, microsecond=0)
    return back_up(database, folder, now=now, keep=DEFAULT_KEEP, mode=mode).path


def tell(made: Path, now: datetime) -> None:
    """Write it into the history, as done by the program itself."""
    record("database.backup", subject=str(made), actor=None, now=now)
