"""The command `backup`: a copy of the database, whole and tested, while others write to it."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tui_crm.cli.render.table import print_json, print_line
from tui_crm.cli.request import Request
from tui_crm.domain.backup_keep import Keep
from tui_crm.domain.errors import DatabaseTrouble, Refused
from tui_crm.domain.text import clean_line
from tui_crm.i18n import _
from tui_crm.services.setup.database_file import keeper, tell
from tui_crm.settings import local_zone, login_of_process
from tui_crm.store.backup import Backup, back_up, backups_folder
from tui_crm.store.connection import environment_errors, open_database


def backup(request: Request, target: Path | None, *, keep: Keep | None) -> None:
    """Back the database up and print where; raises `CrmError`.

    Without a target into a folder beside the database. That it could not be written into the
    history is said, but is no failure of the backup.
    """
    path, now, zone = request.settings.database, datetime.now(UTC), local_zone()
    with closing(open_database(path)), environment_errors():
        actor = keeper(path, request.login, asked_by=login_of_process()[0], zone=zone, now=now)
        aim = _aim(path, target, keep)
        made = back_up(path, aim, now=datetime.now(zone).replace(tzinfo=None), keep=keep)
        _print(made, as_json=request.as_json)
        try:
            with environment_errors():
                tell("backup", str(made.path), actor=actor, login=request.login, now=now)
        except DatabaseTrouble as trouble:
            sentence = _("The backup is whole, but the history does not say so: {reason}")
            told = clean_line(sentence.format(reason=trouble.message))
            sys.stderr.write(f"tui-crm: {told}\n")


def _aim(path: Path, target: Path | None, keep: Keep | None) -> Path:
    """The file or the folder to write to; a folder is made only beside the database."""
    if target is None:
        return backups_folder(path)
    aim = target.expanduser().absolute()
    if not aim.parent.is_dir():
        raise Refused(
            _("There is no folder {folder}: make it, or name another one.").format(
                folder=aim.parent
            )
        )
    if keep is not None and not aim.is_dir():
        raise Refused(_("--keep needs a folder of backups, and {path} is none.").format(path=aim))
    return aim


def _print(made: Backup, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "path": str(made.path),
                "rows": made.rows,
                "removed": [str(path) for path in made.removed],
            }
        )
        return
    print_line(
        _("Backup made and tested: {path}, {rows} rows.").format(path=made.path, rows=made.rows)
    )
    for old in made.removed:
        print_line(_("Removed the older backup {path}.").format(path=old))
