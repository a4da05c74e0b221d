"""The command `restore`: a new database of a backup, and how it takes the place of the old one."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tui_crm.cli.render.table import print_line, print_text
from tui_crm.cli.request import Request
from tui_crm.domain.errors import DatabaseTrouble, Refused
from tui_crm.domain.text import clean_line
from tui_crm.i18n import N_, _
from tui_crm.presentation import formats
from tui_crm.services.setup.database_file import keeper, tell
from tui_crm.settings import local_zone, login_of_process
from tui_crm.store.connection import environment_errors, open_database
from tui_crm.store.file_system import as_argument, stands
from tui_crm.store.restore import Newer, Restored, compare, restore, tell_in

_TABLE_NAMES = {
    "activity": N_("activities"),
    "contractor": N_("contractors"),
    "person": N_("persons"),
}


def restore_backup(request: Request, backup: Path, new: Path) -> None:
    """Make a database of a backup and say what the one in use has beyond it; raises `CrmError`.

    The one in use may be damaged or gone. Where it can be opened, it says who may restore, and its
    history is told of it, as that of the new one is.
    """
    live, now = request.settings.database.expanduser().absolute(), datetime.now(UTC)
    backup, new = (path.expanduser().absolute() for path in (backup, new))
    if not new.parent.is_dir():
        raise Refused(
            _("There is no folder {folder}: make it, or name another one.").format(
                folder=new.parent
            )
        )
    trouble = _ask_for_the_right(request, live, now)
    made = restore(backup, new, live=live)
    newer = _compared(new, live) if trouble is None else trouble
    tell_in(new, "database.restore", str(backup), login=request.login, now=now)
    if trouble is None:
        _tell_live(request, live, f"{backup} → {new}", now)
    _print_made(made)
    _print_newer(newer, live)
    _print_steps(live, new)


def _compared(new: Path, live: Path) -> Newer | DatabaseTrouble:
    try:
        return compare(new, live)
    except DatabaseTrouble as trouble:
        return trouble


def _ask_for_the_right(request: Request, live: Path, now: datetime) -> DatabaseTrouble | None:
    """Raise `Refused` for who may not; returns why the database in use cannot be opened."""
    if not stands(live):
        return DatabaseTrouble(_("There is no database at {path}.").format(path=live))
    try:
        with closing(open_database(live)), environment_errors(live):
            keeper(live, request.login, asked_by=login_of_process()[0], zone=local_zone(), now=now)
    except DatabaseTrouble as trouble:
        return trouble
    return None


def _tell_live(request: Request, live: Path, subject: str, now: datetime) -> None:
    try:
        with closing(open_database(live)), environment_errors(live):
            actor = keeper(
                live, request.login, asked_by=login_of_process()[0], zone=local_zone(), now=now
            )
            tell("restore", subject, actor=actor, login=request.login, now=now)
    except DatabaseTrouble as trouble:
        sys.stderr.write(f"tui-crm: {clean_line(trouble.message)}\n")


def _print_made(made: Restored) -> None:
    print_line(
        _("Restored and tested: {path}, {rows} rows.").format(path=made.path, rows=made.rows)
    )
    if made.last_at is not None:
        at = formats.stamp(made.last_at, zone=local_zone())
        print_line(_("Its last change is of {at}.").format(at=at))
    if made.is_older:
        print_line(_("It is of an older version and will be brought up to date when it is opened."))


def _print_newer(newer: Newer | DatabaseTrouble, live: Path) -> None:
    if isinstance(newer, DatabaseTrouble):
        print_line(
            _("It cannot be compared with the database in use: {reason}").format(
                reason=newer.message
            )
        )
        return
    if not newer.is_the_same:
        print_line(_("Caution: by its history this is no backup of {path}.").format(path=live))
    elif not newer.operations:
        print_line(_("There is nothing newer in {path}.").format(path=live))
        return
    else:
        print_line(
            _("Newer in {path} than in the backup, operations: {n}.").format(
                path=live, n=newer.operations
            )
        )
    for table, (then, now) in newer.rows.items():
        words = _("  {name}: {before} in the backup, {now} now")
        print_text(words.format(name=_(_TABLE_NAMES[table]), before=then, now=now))
    for done in newer.last:
        at = formats.stamp(done.at, zone=local_zone())
        print_text(f"  {at}  {done.by}  {formats.action(done.action, done.subject)}")


def _print_steps(live: Path, new: Path) -> None:
    aside = live.parent / f"{live.name}-{datetime.now(local_zone()):%Y-%m-%d}"
    old = [as_argument(Path(f"{live}{ending}")) for ending in ("", "-wal", "-shm")]
    check = f"tui-crm --db {as_argument(live)} check"
    print_line(_("To put it in the place of {path}:").format(path=live))
    print_text("  1. " + _("Let everybody leave. What they typed stays as a draft."))
    print_text("  2. " + _("Move the old one aside; of these files some may not be there:"))
    print_text(f"     mkdir {as_argument(aside)}")
    print_text(f"     mv {' '.join(old)} {as_argument(aside)}")
    print_text("  3. " + _("Put the new one there, and look whether all is well:"))
    print_text(f"     mv {as_argument(new)} {old[0]}")
    print_text(f"     {check}")
