"""Making a database with the sample company in it.

The store is imported only where it is needed: a child process is started before.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo


def make(path: Path, fill: Callable[[], None], *, quick: bool = False) -> None:
    """A filled database, or none at all."""
    from tui_crm.store.connection import environment_errors, open_database

    with closing(open_database(path, create=True, quick=quick)), environment_errors():
        try:
            fill()
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def make_beside(path: Path, fill: Callable[[], None]) -> Callable[[], None]:
    """Start filling a throwaway database in a child; call the answer to wait until it is done.

    The screens are imported meanwhile: on two processors the sample company costs no time.
    """
    child = os.fork()
    if not child:
        status = 1
        try:
            make(path, fill, quick=True)
            status = 0
        finally:
            os._exit(status)

    def wait() -> None:
        _pid, status = os.waitpid(child, 0)
        if status:
            # Once more in this process, where what is wrong can be told.
            make(path, fill, quick=True)

    return wait


def load(folder: Path, *, login: str, zone: ZoneInfo) -> None:
    """The sample company as it stands now, with this login as the one who works there."""
    from tui_crm.services.sample_data import load_sample

    load_sample(folder, now=datetime.now(UTC), zone=zone, login=login)
