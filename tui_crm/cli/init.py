"""The command `init`: a new database where it was named, for oneself or for a group."""

from __future__ import annotations

import grp
import os
import pwd
import stat
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tui_crm.cli.render.table import print_line
from tui_crm.domain.errors import Refused, UnknownName
from tui_crm.i18n import _
from tui_crm.services.setup.database_file import start
from tui_crm.settings import local_zone, login_of_process
from tui_crm.store.connection import environment_errors
from tui_crm.store.creation import make_database
from tui_crm.store.file_system import (
    PRIVATE,
    PRIVATE_FOLDER,
    SHARED,
    SHARED_FOLDER,
    as_argument,
    stands,
)


def init(path: Path, *, group: str | None, administrator: str | None) -> None:
    """Make a database with its first administrator, and the folder it is in.

    With *group* everybody in it may work there, whoever opens it first and whatever their umask.
    Raises `Refused`, `UnknownName`, `DatabaseTrouble`.
    """
    path = path.expanduser().absolute()
    if stands(path):
        raise _there_already(path)
    group_id = None if group is None else _group(group)
    login, full_name = _account(administrator)
    with environment_errors(path):
        _prepare(path.parent, group, group_id)
        fill = partial(start, login, full_name, path=path, zone=local_zone(), now=datetime.now(UTC))
        mode = PRIVATE if group_id is None else SHARED
        if not make_database(path, mode=mode, group=group_id, fill=fill):
            raise _there_already(path)
    print_line(
        _("Made the database {path}. Its administrator is {login}.").format(path=path, login=login)
    )
    if group is not None:
        print_line(_("Everybody in the group {group} may work in it.").format(group=group))
    print_line(_("Open it: tui-crm --db {argument}").format(argument=as_argument(path)))


def _there_already(path: Path) -> Refused:
    return Refused(_("{path} exists already. Name a file that does not.").format(path=path))


def _group(name: str) -> int:
    try:
        return grp.getgrnam(name).gr_gid
    except (KeyError, ValueError) as unknown:
        raise UnknownName(
            _("There is no group {name} on this host. Make it with: sudo groupadd {name}").format(
                name=name
            )
        ) from unknown


def _account(login: str | None) -> tuple[str, str]:
    """Login and full name of the first administrator: an account of this host."""
    if login is None:
        return login_of_process()
    try:
        account = pwd.getpwnam(login)
    except (KeyError, ValueError) as unknown:
        raise UnknownName(
            _("There is no account {login} on this host.").format(login=login)
        ) from unknown
    return account.pw_name, account.pw_gecos.partition(",")[0].strip()


def _prepare(folder: Path, group: str | None, group_id: int | None) -> None:
    """Make the folder, or give an empty one of one's own to the group; never any other."""
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(PRIVATE_FOLDER)
    if group_id is None or group is None:
        return
    found = folder.stat()
    if found.st_gid == group_id and stat.S_IMODE(found.st_mode) == SHARED_FOLDER:
        return
    if not _may_be_given_away(folder, found):
        raise Refused(
            _(
                "Only the group {group} may enter the folder of its database. Name a new folder, "
                "or run: chgrp {group} {folder} && chmod 2770 {folder}"
            ).format(group=group, folder=folder)
        )
    try:
        os.chown(folder, -1, group_id)
    except PermissionError as error:
        raise Refused(
            _("Only root or a member of the group {group} can give it a folder.").format(
                group=group
            )
        ) from error
    folder.chmod(SHARED_FOLDER)


def _may_be_given_away(folder: Path, found: os.stat_result) -> bool:
    """Whether a folder is one's own and empty, and none of the system, as /srv is."""
    is_of_the_system = len(folder.parts) <= 2 or bool(found.st_mode & stat.S_ISVTX)
    is_own = os.geteuid() in {0, found.st_uid}
    return is_own and not is_of_the_system and not any(folder.iterdir())
