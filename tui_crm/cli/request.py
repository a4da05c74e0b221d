"""Running one request of the command line: open the database, log in, query, close."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from tui_crm.domain.actor import Actor
from tui_crm.domain.text import clean_line
from tui_crm.services.common.permissions import must_list
from tui_crm.services.setup.login import log_in
from tui_crm.settings import Settings, local_zone, login_of_process, use_available_language
from tui_crm.store.connection import environment_errors, open_database, upgraded
from tui_crm.store.default_place import refuse_if_gone, remember_made

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Request:
    """The common options of a request: settings, operator, language, output format."""

    settings: Settings
    login: str
    full_name: str
    language: str | None
    as_json: bool


def run_request(
    request: Request, query: Callable[[Actor, datetime], T], *, rows: int = 0
) -> tuple[T, Actor, datetime]:
    """Open the database, log in, call *query*, and close it again before anything is printed.

    *rows* is the largest number of rows asked for; many rows need the right to export. Raises
    `CrmError`.
    """
    now = datetime.now(UTC)
    settings = request.settings
    if settings.is_default_place:
        refuse_if_gone(settings.state_dir, settings.database)
    with closing(open_database(settings.database)) as opened, environment_errors():
        if settings.is_default_place:
            remember_made(settings.state_dir, settings.database)
        if opened.kept is not None:
            sys.stderr.write(f"tui-crm: {clean_line(upgraded(opened.kept))}\n")
        actor = log_in(
            request.login,
            session="",
            zone=local_zone(),
            language=None,
            full_name=request.full_name,
            now=now,
            may_join=False,
            asked_by=login_of_process()[0],
        )
        use_available_language(request.language or actor.language or settings.language)
        must_list(actor, rows)
        return query(actor, now), actor, now
