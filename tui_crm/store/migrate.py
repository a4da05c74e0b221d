"""Running the missing migrations of a database, in one process at a time, after a backup."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import TYPE_CHECKING

from playhouse.migrations import Runner

from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.i18n import _
from tui_crm.store.engines.sqlite import copy_to
from tui_crm.store.schema import MIGRATIONS, SCHEMA_VERSION

if TYPE_CHECKING:
    from tui_crm.store.engines.sqlite import CrmDatabase


def migrate(opened: CrmDatabase, path: Path) -> None:
    """Apply the missing migrations; an existing database is copied beside itself first.

    The runner has no lock of its own: a lock on the folder, which needs no lock file, lets only one
    of several processes migrate. Raises `DatabaseTrouble` for a database of another program.
    """
    handle = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        version = int(opened.pragma("user_version"))
        if version == SCHEMA_VERSION:
            return
        runner = Runner(opened, str(MIGRATIONS))
        # Checked under the lock: another process may just have created the tables. If it was
        # interrupted before the version was written, the runner's own table is there.
        tables = [name for name in opened.get_tables() if not name.startswith("sqlite_")]
        if version == 0 and tables and runner.table_name not in tables:
            raise DatabaseTrouble(_("{path} is not a database of tui-crm.").format(path=path))
        if version > 0:
            _keep(opened, path.with_name(f"{path.name}.v{version}"))
        runner.up()
        opened.pragma("user_version", SCHEMA_VERSION)
    finally:
        os.close(handle)


def _keep(opened: CrmDatabase, backup: Path) -> None:
    """Copy the database beside itself, readable by the owner only; a complete copy or none."""
    if backup.exists():
        return
    part = backup.with_name(f"{backup.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    copy_to(opened, part)
    part.rename(backup)
