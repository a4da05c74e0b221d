"""Running one request of the command line: open the database, log in, query, close."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from tui_crm.domain.actor import Actor
from tui_crm.services.common.permissions import must_list
from tui_crm.services.setup.login import log_in
from tui_crm.settings import Settings, local_zone, login_of_process, use_available_language
from tui_crm.store.connection import environment_errors, open_database

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
    with closing(open_database(request.settings.database)), environment_errors():
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
        use_available_language(request.language or actor.language or request.settings.language)
        must_list(actor, rows)
        return query(actor, now), actor, now
