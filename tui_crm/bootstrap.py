"""The composition root: builds the app and everything it needs, for the command line only."""

from __future__ import annotations

import asyncio
import sys
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from tui_crm import daily_backup
from tui_crm.clock import system_instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.text import clean_line
from tui_crm.drafts.store import Drafts
from tui_crm.i18n import _, language, use_language
from tui_crm.services.setup import login as login_service
from tui_crm.settings import BUG, Settings, log_file, log_to, unknown_zone
from tui_crm.store.connection import kept_copy, open_database, upgraded
from tui_crm.store.default_place import refuse_if_gone, remember_made
from tui_crm.store.file_system import backups_beside
from tui_crm.store.worker import DatabaseWorker
from tui_crm.terminal.driver import driver_class
from tui_crm.terminal.signals import SignalGuard
from tui_crm.ui.app import CrmApp
from tui_crm.ui.kit.context import Context


def open_screen(
    settings: Settings,
    *,
    login: str,
    full_name: str,
    zone: ZoneInfo,
    language: str | None,
    asked_by: str | None = None,
    throwaway: bool = False,
    made: Callable[[], None] | None = None,
) -> int:
    """Open the program on the terminal and return its exit status.

    *asked_by* is the system login; only an administrator may open it as another operator.
    *throwaway* marks a copy that may be lost and that no colleague uses; *made*, called on the
    database thread, waits until that copy has been filled. Raises `CrmError` when the database
    cannot be opened or the operator may not log in, `SettingsError` for invalid keys.
    """
    own, started = _own_keys(settings), datetime.now(UTC)
    log_to(settings.state_dir)
    drafts = Drafts(settings.state_dir / "drafts" / login)
    guard = SignalGuard(drafts.flush)
    guard.install()
    fresh = not settings.database.exists()
    db = DatabaseWorker(lambda: _open(settings, throwaway=throwaway, made=made))
    try:
        db.opened.result()
        actor = db.run(
            login_service.log_in,
            login,
            session=str(uuid.uuid4()),
            zone=zone,
            language=language,
            full_name=full_name,
            now=started,
            asked_by=asked_by,
        )
        _choose_language(actor, language)
        crm = Context(db, actor, system_instant, drafts, settings)
        notice = _greeting(crm, since=started, fresh=fresh, throwaway=throwaway)
        asks_name = not throwaway and _is_unnamed(crm, since=started)
        kept = not throwaway
        return _run(crm, guard, own, notice=notice, kept=kept, fresh=fresh, asks_name=asks_name)
    finally:
        guard.detach()
        drafts.close()
        db.close()


def _greeting(crm: Context, *, since: datetime, fresh: bool, throwaway: bool) -> Callable[[], str]:
    """What the first screen says, to be put into words once the keys have their names."""
    new = throwaway or crm.db.run(login_service.is_new, crm.actor, since=since)
    first = "" if throwaway or fresh else _first_backup(crm)
    kept = crm.db.run(kept_copy)
    return partial(_notice, crm.settings, fresh=fresh, new=new, kept=kept, first_backup=first)


def _first_backup(crm: Context) -> str:
    """What is said of backups where there was none yet."""
    if backups_beside(crm.settings.database).exists():
        return ""
    return daily_backup.announced(crm)


def _say(app: CrmApp, sentence: str) -> None:
    """Show a sentence, from another thread; not any more once the program is left."""
    with suppress(RuntimeError):
        app.call_from_thread(app.say, sentence)


def _is_unnamed(crm: Context, *, since: datetime) -> bool:
    """Whether the employee's name is only a login, as an account without a full name leaves it."""
    actor = crm.actor
    one_word = " " not in actor.employee_name
    return one_word and crm.db.run(login_service.is_unnamed, actor, since=since)


def _notice(
    settings: Settings, *, fresh: bool, new: bool, kept: Path | None = None, first_backup: str = ""
) -> str:
    """What the first screen says: about the database, and to a new operator about the keys."""
    about = unknown_zone()
    if settings.throwaway:
        about = about or _("A demo with an invented company: nothing in it is kept.")
    elif kept is not None:
        about = about or upgraded(kept)
    elif first_backup:
        about = about or first_backup
    elif fresh:
        created = _("A new, empty database was made: {path}").format(path=settings.database)
        about = about or created
    letters = _("Letters are commands: <list.filter> searches, <app.help> shows them all.")
    return f"{about} {letters if new else ''}".strip()


def _open(settings: Settings, *, throwaway: bool, made: Callable[[], None] | None) -> None:
    if made is not None:
        made()
    in_default_place = settings.is_default_place
    if in_default_place:
        refuse_if_gone(settings.state_dir, settings.database)
    open_database(settings.database, create=throwaway or in_default_place, quick=throwaway)
    if in_default_place:
        remember_made(settings.state_dir, settings.database)


def _choose_language(actor: Actor, asked: str | None) -> None:
    """Use the requested language, else the operator's own, else keep the present one."""
    use_language(asked or actor.language or language())


def _own_keys(settings: Settings) -> dict[str, tuple[str, ...]]:
    if not settings.keys:
        return {}
    from tui_crm.ui.commands.user_keymap import keys_of_settings  # noqa: PLC0415  # for who has any

    return keys_of_settings(settings)


def _run(
    crm: Context,
    guard: SignalGuard,
    own_keys: dict[str, tuple[str, ...]],
    *,
    notice: Callable[[], str],
    kept: bool,
    fresh: bool,
    asks_name: bool,
) -> int:
    app = CrmApp(
        crm,
        driver=driver_class(),
        colleagues=kept,
        own_keys=own_keys,
        asks_name=asks_name,
    )

    # Once the app has named the keys.
    app.notice = notice()

    def attach() -> None:
        guard.attach(asyncio.get_running_loop(), app.end)

    app.call_later(attach)
    # A database that was just made has nothing to be lost yet.
    if kept and not fresh:
        app.call_later(daily_backup.begin, crm, partial(_say, app))
    result = app.run(mouse=False)
    if app.bug is not None:
        sys.stderr.write(
            _("Something went wrong in the program; what you typed is kept as a draft. ")
            + _("The details are in {path}.").format(path=log_file(crm.settings.state_dir))
            + "\n"
        )
        return BUG
    if app.signed_out_because:
        sys.stderr.write(f"tui-crm: {clean_line(app.signed_out_because)}\n")
    if guard.status is not None:
        return guard.status
    return result if isinstance(result, int) else (app.return_code or 0)
