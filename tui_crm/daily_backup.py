"""Starting the backup of the day once the first screen stands, in a thread of low priority."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.store.file_system import backups_beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_crm.ui.kit.context import Context

DELAY: Final = 2.0
"""Seconds after the first frame: the first keys have the processor for themselves."""


def begin(crm: Context, say: Callable[[str], None]) -> None:
    """Make the backup of this day, if there is none and the company wants one.

    *say* is called in the thread, when it cannot be made.
    """
    threading.Thread(target=_make, args=(crm, say), daemon=True, name="backup").start()


def _make(crm: Context, say: Callable[[str], None]) -> None:
    time.sleep(DELAY)
    from tui_crm.services.setup import daily_backup  # noqa: PLC0415  # not before the first frame
    from tui_crm.store.backup import BeingMade  # noqa: PLC0415

    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
    path, now = crm.settings.database, crm.local_now()
    try:
        if daily_backup.is_made(path, now) or not crm.db.run(daily_backup.is_wanted):
            return
        made = daily_backup.make(path, now)
        crm.db.run(daily_backup.tell, made, crm.now())
    except BeingMade:
        # By a colleague who started at the same moment.
        return
    except CrmError as error:
        say(_("Today's backup could not be made: {reason}").format(reason=error.message))


def announced(crm: Context) -> str:
    """What the first screen says before the very first backup; empty when there was one."""
    from tui_crm.services.setup import daily_backup  # noqa: PLC0415  # once in a database's life

    if not crm.db.run(daily_backup.is_wanted):
        return ""
    return _(
        "From now on the first start of a day backs the database up in {folder}. Setup, under "
        "what the company sets, switches that off."
    ).format(folder=backups_beside(crm.settings.database))
