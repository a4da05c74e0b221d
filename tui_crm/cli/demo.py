"""Creating a database with the sample company, if needed in a child process.

The store is imported late, because a child process is started before that.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo


def make(path: Path, fill: Callable[[], None], *, quick: bool = False) -> None:
    """Create a database and fill it; on an error the file is removed again."""
    from tui_crm.store.connection import environment_errors, open_database

    with closing(open_database(path, create=True, quick=quick)), environment_errors():
        try:
            fill()
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def make_beside(path: Path, fill: Callable[[], None]) -> Callable[[], None]:
    """Start filling a throwaway database in a child process; returns a function that waits for it.

    The screens are imported meanwhile: with two processors filling takes no extra time.
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
            # Once more in this process, which can report the error.
            make(path, fill, quick=True)

    return wait


def load(folder: Path, *, login: str, zone: ZoneInfo) -> None:
    """Load the sample company, dated relative to now, with *login* as its operator."""
    from tui_crm.services.sample_data import load_sample

    load_sample(folder, now=datetime.now(UTC), zone=zone, login=login)
