"""The command `check`: whether the database and what is around it are as they should be."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tui_crm.cli.render.table import print_json, print_line, print_text
from tui_crm.domain.errors import Refused
from tui_crm.i18n import _
from tui_crm.services.setup.database_file import keeper
from tui_crm.settings import Settings, local_zone, login_of_process, unknown_zone
from tui_crm.store.backup import back_up, backups_folder
from tui_crm.store.check.examine import Examined, examine, mend
from tui_crm.store.check.finding import AREA_NAMES, Area, Finding
from tui_crm.store.connection import environment_errors, open_database


def check(
    settings: Settings, *, login: str, repair: bool, as_json: bool, invalid_settings: str
) -> bool:
    """Examine the database and print what was found; returns whether all is well, or mended.

    *invalid_settings* is why the settings file cannot be read. Raises `CrmError`.
    """
    path = settings.database.expanduser()
    examined = examine(path)
    around = _around(settings, invalid_settings)
    mended: tuple[Finding, ...] = ()
    backup: Path | None = None
    if repair and any(one.can_be_mended for one in examined.findings):
        backup = _mend(path, examined, login)
        after = examine(path)
        mended = tuple(one for one in examined.findings if one not in after.findings)
        examined = after
    left = (*examined.findings, *around)
    if as_json:
        _print_json(path, examined, left, mended)
    else:
        _print(path, examined, left, mended, backup)
    return not left


def _mend(path: Path, examined: Examined, login: str) -> Path:
    """Mend what can be, after a backup, which is returned; raises `Refused`, `DatabaseTrouble`."""
    if examined.is_backup:
        raise Refused(
            _("{path} is a backup: nothing is changed in it. Restore it, and repair that.").format(
                path=path
            )
        )
    if not examined.is_sound:
        raise Refused(
            _(
                "{path} is damaged or of another version: nothing is repaired in it. Without "
                "--repair the check says what to do."
            ).format(path=path)
        )
    now, zone = datetime.now(UTC), local_zone()
    with closing(open_database(path)), environment_errors(path):
        keeper(path, login, asked_by=login_of_process()[0], zone=zone, now=now)
    made = back_up(path, backups_folder(path), now=datetime.now(zone).replace(tzinfo=None))
    mend(path, login=login, now=now)
    return made.path


def _around(settings: Settings, invalid_settings: str) -> list[Finding]:
    """The findings about settings, terminal and time zone of who asks."""
    found = []
    if invalid_settings:
        found.append(
            Finding(
                Area.SETTINGS,
                invalid_settings,
                _("Correct the file; what it may hold: tui-crm help settings"),
            )
        )
    if not _can_be_written(settings.state_dir):
        found.append(
            Finding(
                Area.SETTINGS,
                _("Drafts cannot be kept: {path} cannot be written.").format(
                    path=settings.state_dir
                ),
                _("Make the folder your own, or name another one with XDG_STATE_HOME."),
            )
        )
    if unknown := unknown_zone():
        found.append(Finding(Area.ZONE, unknown, _("Set TZ, or leave it unset.")))
    return [*found, *_terminal()]


def _can_be_written(folder: Path) -> bool:
    """Whether a folder can be written, or made."""
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _terminal() -> list[Finding]:
    """The findings about the terminal; none where there is none, as for cron."""
    if not sys.stdout.isatty():
        return []
    found = []
    if os.environ.get("TERM", "") in {"", "dumb"}:
        found.append(
            Finding(
                Area.TERMINAL,
                _("This terminal cannot move its cursor: no screen can be opened on it."),
                _("Use another terminal, or ssh -t; in a multiplexer set TERM."),
            )
        )
    if (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        found.append(
            Finding(
                Area.TERMINAL,
                _("The terminal is not told to show UTF-8: letters and signs will be wrong."),
                _("Set LC_ALL to a language with UTF-8, for example C.UTF-8."),
            )
        )
    return found


def _print(
    path: Path,
    examined: Examined,
    left: tuple[Finding, ...],
    mended: tuple[Finding, ...],
    backup: Path | None,
) -> None:
    if backup is not None:
        print_line(_("The database as it was before is in {path}.").format(path=backup))
    for one in mended:
        print_line(_("Repaired: {what}").format(what=f"{_(AREA_NAMES[one.area])}: {one.what}"))
    for one in left:
        print_line(f"{_(AREA_NAMES[one.area])}: {one.what}")
        print_text(f"    {one.to_do}")
    if not left:
        print_line(
            _("All is well: {path}, version {schema} of the schema, {rows} rows.").format(
                path=path, schema=examined.schema, rows=examined.rows
            )
        )


def _print_json(
    path: Path, examined: Examined, left: tuple[Finding, ...], mended: tuple[Finding, ...]
) -> None:
    def rows(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
        return [{"area": one.area, "what": one.what, "to_do": one.to_do} for one in findings]

    print_json(
        {
            "path": str(path),
            "schema": examined.schema,
            "rows": examined.rows,
            "findings": rows(left),
            "repaired": rows(mended),
        }
    )
