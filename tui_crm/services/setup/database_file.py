"""What is done to the database as a file: asked for here, and told in the history."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused
from tui_crm.i18n import _
from tui_crm.services.common.permissions import must_keep_database
from tui_crm.services.setup.login import log_in
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import Operator
from tui_crm.store.unit_of_work import record


def keeper(path: Path, login: str, *, asked_by: str, zone: ZoneInfo, now: datetime) -> Actor | None:
    """Who keeps the open database, for what is done to the file; raises `Refused`.

    None for an account that is no operator but whose file it is, or root: a job of cron.
    """
    if fetch_one(Operator.select(Operator.id).where(Operator.login == login)) is None:
        if login == asked_by and os.geteuid() in {0, path.stat().st_uid}:
            return None
        raise Refused(
            _("There is no operator {login}. An administrator can add them in Setup.").format(
                login=login
            )
        )
    actor = log_in(
        login,
        session="",
        zone=zone,
        language=None,
        full_name="",
        now=now,
        may_join=False,
        asked_by=asked_by,
    )
    must_keep_database(actor)
    return actor


def tell(action: str, subject: str, *, actor: Actor | None, login: str, now: datetime) -> None:
    """Write what was done to the file into the history, by the login of who is no operator."""
    if actor is not None:
        must_keep_database(actor)
    by = "" if actor is not None else f" ({login})"
    record(f"database.{action}", subject=f"{subject}{by}", actor=actor, now=now)


def start(login: str, full_name: str, *, path: Path, zone: ZoneInfo, now: datetime) -> None:
    """Give a new database its dictionaries and its first operator, who is administrator."""
    actor = log_in(login, session="", zone=zone, language=None, full_name=full_name, now=now)
    record("database.init", subject=str(path), actor=actor, now=now)
