"""The entry point: carries out a command line and returns the exit status.

Nothing here imports Textual; `bootstrap` does, and is imported only when a screen is opened.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from tui_crm.cli.parser import SCREEN, asked_language, parser_for
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.errors import CrmError, Refused, UnknownName
from tui_crm.domain.logins import why_no_login
from tui_crm.domain.text import clean_line
from tui_crm.i18n import _, language, language_of_environment
from tui_crm.settings import (
    APP,
    BUG,
    Settings,
    SettingsError,
    default_settings,
    local_zone,
    log_bug,
    log_file,
    login_of_process,
    read_settings,
    state_dir_of_user,
    unknown_zone,
    use_available_language,
)

if TYPE_CHECKING:
    from tui_crm.cli.request import Request

OK: Final = 0
ERROR: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141
# Rich knows `kitty` and names ending in `-256color`, and assumes 16 colours for all others.
_MANY_COLOURS: Final = (
    "256color", "direct", "alacritty", "contour", "foot", "ghostty", "iterm2", "kitty", "mintty",
    "ms-terminal", "wezterm",
)  # fmt: skip


def run() -> NoReturn:
    """The console script; closed standard streams are replaced by /dev/null."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), "r+", encoding="utf-8"))
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Carry out the arguments; returns the exit status."""
    try:
        status = _dispatch(argv)
        sys.stdout.flush()
    except UnknownName as error:
        return _failed(str(error), status=USAGE)
    except (CrmError, SettingsError) as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has exited, as `head` does; Python's flush at exit must not report it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as error:
        named = f": {error.filename}" if error.filename else ""
        return _failed(f"{error.strerror or error}{named}")
    except Exception as error:  # noqa: BLE001  # whatever it is: a sentence, and the rest in the log
        return _bug(error)
    else:
        return status


def _bug(error: Exception) -> int:
    """Report an unexpected error in one sentence; its traceback is in the log."""
    state_dir = state_dir_of_user()
    told = _("Something went wrong in the program.")
    if log_bug(state_dir, error):
        told += " " + _("The details are in {path}.").format(path=log_file(state_dir))
    return _failed(told, status=BUG)


def _failed(sentence: str, *, status: int = ERROR) -> int:
    sys.stderr.write(f"tui-crm: {clean_line(sentence)}\n")
    return status


def _dispatch(argv: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        # A terminal of another encoding gets question marks instead of a traceback.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    use_available_language(asked_language(argv) or language_of_environment() or "en")
    args = parser_for(argv).parse_args(argv)
    if args.command == "help":
        return _help(args)
    settings, invalid = _settings_for(args.command)
    use_available_language(args.lang or settings.language)
    if args.db is not None:
        settings = dataclasses.replace(
            settings, database=args.db.expanduser(), is_default_place=False
        )
    if args.theme is not None:
        settings = dataclasses.replace(settings, theme=args.theme)
    if args.command == SCREEN:
        return _open_screen(args, settings)
    if args.command == "demo":
        return _demo(args, settings)
    if args.command == "keys":
        return _list_keys(args, settings)
    if args.command in {"completion", "man"}:
        return _describe(args)
    if args.command in {"init", "check"}:
        return _init_or_check(args, settings, invalid)
    return _answer(args, settings)


def _settings_for(command: str) -> tuple[Settings, str]:
    """The settings; for `check`, when they cannot be read, the default ones and the reason."""
    try:
        return read_settings(), ""
    except SettingsError as invalid:
        if command != "check":
            raise
        return default_settings(), str(invalid)


def _init_or_check(args: argparse.Namespace, settings: Settings, invalid_settings: str) -> int:
    """Carry out a command for which no database needs to be there, or to be whole."""
    if args.command == "init":
        from tui_crm.cli.init import init

        init(args.path, group=args.group, administrator=args.administrator)
        return OK
    from tui_crm.cli.check import check

    login, _full_name = _login_and_name(args)
    is_well = check(
        settings,
        login=login,
        repair=args.repair,
        as_json=args.json,
        invalid_settings=invalid_settings,
    )
    return OK if is_well else ERROR


def _help(args: argparse.Namespace) -> int:
    from tui_crm.cli.help import print_help

    # Settings that cannot be read must not hide the page that says how they are written.
    with suppress(SettingsError):
        use_available_language(args.lang or read_settings().language)
    print_help(args.topic)
    return OK


def _list_keys(args: argparse.Namespace, settings: Settings) -> int:
    from tui_crm.cli.keys import list_keys

    list_keys(settings, as_json=args.json)
    return OK


def _describe(args: argparse.Namespace) -> int:
    """Print what is made from the parser: the manual page or a completion script."""
    from tui_crm.cli.completion.grammar import grammar_of

    program = grammar_of(parser_for(None))
    if args.command == "man":
        from tui_crm.cli.man_page import man_page

        sys.stdout.write(man_page(program))
    else:
        from tui_crm.cli.completion.scripts import SCRIPTS

        sys.stdout.write(SCRIPTS[args.shell](program, APP))
    return OK


# Listing and adding


def _answer(args: argparse.Namespace, settings: Settings) -> int:
    from tui_crm.cli.request import Request

    if unknown := unknown_zone():
        _failed(unknown)
    login, full_name = _login_and_name(args)
    as_json = "json" in args and args.json
    request = Request(settings, login, full_name, args.lang, as_json=as_json)
    if args.command in {"backup", "restore"}:
        return _keep_database(request, args)
    if args.command in {"today", "digest", "activities", "show"}:
        _list_activities(request, args)
    elif args.command in {"employee", "operator"}:
        _add(request, args)
    elif args.command in {"who", "find", "dictionaries"}:
        _look_up(request, args)
    else:
        _list_directory(request, args)
    return OK


def _list_activities(request: Request, args: argparse.Namespace) -> None:
    from tui_crm.cli import activities

    if args.command == "today":
        activities.today(request, employee=args.employee)
    elif args.command == "digest":
        activities.digest(request, " ".join(args.day), everybody=args.all, employee=args.employee)
    elif args.command == "show":
        activities.show(request, args.number)
    else:
        activities.activities(
            request,
            view=args.view,
            asked=activities.Asked(
                everybody=args.all,
                employee=args.employee,
                contractor=args.contractor,
                kind=None if args.kind is None else Kind(args.kind),
                state=args.state,
                outcome=args.outcome,
                without=args.without,
                since=args.since,
                until=args.until,
            ),
            limit=args.limit,
        )


def _list_directory(request: Request, args: argparse.Namespace) -> None:
    from tui_crm.cli import directory as directory_listings

    text = " ".join(args.text)
    if args.command == "contractors":
        directory_listings.contractors(
            request, text, employee=args.employee, without=args.without, limit=args.limit
        )
    elif args.command == "persons":
        directory_listings.persons(
            request, text, without_number=args.without is not None, limit=args.limit
        )
    elif args.command == "employees":
        directory_listings.employees(request, text, limit=args.limit)
    else:
        directory_listings.operators(request, text, limit=args.limit)


def _look_up(request: Request, args: argparse.Namespace) -> None:
    from tui_crm.cli import directory as directory_listings

    if args.command == "who":
        directory_listings.who(request, " ".join(args.number), limit=args.limit)
    elif args.command == "find":
        directory_listings.find(request, " ".join(args.text), limit=args.limit)
    elif args.code is None:
        directory_listings.dictionaries(request, limit=args.limit)
    else:
        directory_listings.entries(request, args.code, limit=args.limit)


def _keep_database(request: Request, args: argparse.Namespace) -> int:
    """Carry out a command about the database as a file."""
    if args.command == "backup":
        from tui_crm.cli.backup import backup

        backup(request, args.target, keep=args.keep)
    else:
        from tui_crm.cli.restore import restore_backup

        restore_backup(request, args.backup, args.to)
    return OK


def _add(request: Request, args: argparse.Namespace) -> None:
    from tui_crm.cli import staff
    from tui_crm.domain.permissions import Role
    from tui_crm.services.setup.employees import EmployeeEdit

    if args.command == "operator":
        staff.add_operator(request, args.new_login, employee=args.employee, role=Role(args.role))
        return
    edit = EmployeeEdit(
        args.last_name,
        first_name=args.first_name,
        code=args.code,
        position=args.position,
        department=args.department,
        phone=args.phone,
        email=args.email,
    )
    staff.add_employee(request, edit)


def _login_and_name(args: argparse.Namespace) -> tuple[str, str]:
    """Login and full name; with `--as` the full name of the system's user does not apply."""
    return (args.login, "") if args.login else login_of_process()


# The screen


def _open_screen(args: argparse.Namespace, settings: Settings) -> int:
    asked_by, _full_name = login_of_process()
    return _on_screen(args, settings, asked_by=asked_by)


def _on_screen(
    args: argparse.Namespace,
    settings: Settings,
    *,
    asked_by: str | None = None,
    throwaway: bool = False,
    made: Callable[[], None] | None = None,
) -> int:
    refusal = _no_screen()
    if refusal:
        sys.stderr.write(f"tui-crm: {refusal}\n")
        return USAGE
    _clean_environment()
    # Nothing made while starting is garbage; collecting takes a tenth of the start-up time.
    gc.disable()
    from tui_crm.bootstrap import open_screen

    login, full_name = _login_and_name(args)
    if wrong := why_no_login(login):
        raise Refused(f"{login}: {wrong}")
    return open_screen(
        settings,
        login=login,
        full_name=full_name,
        zone=local_zone(),
        language=args.lang,
        asked_by=asked_by,
        throwaway=throwaway,
        made=made,
    )


def _no_screen() -> str:
    """Why no screen can be opened here; empty when one can."""
    # The screen is painted on the error stream, so a file there would get it.
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return _("This needs a terminal. In a pipe, try: tui-crm today")
    if os.environ.get("TERM") == "dumb":
        return _("This terminal cannot move its cursor (TERM=dumb). Try: tui-crm today")
    return ""


def _clean_environment() -> None:
    """Remove variables by which Textual would run code, write files or assume a wrong size."""
    for name in list(os.environ):
        if name.startswith("TEXTUAL") or name in {"COLUMNS", "LINES"}:
            del os.environ[name]
    # With this protocol some Windows terminals lose AltGr, and so all Polish letters.
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    term = os.environ.get("TERM", "")
    has_many = any(name in term for name in _MANY_COLOURS)
    if has_many and os.environ.get("COLORTERM") not in {"truecolor", "24bit"}:
        os.environ["TEXTUAL_COLOR_SYSTEM"] = "256"


def _demo(args: argparse.Namespace, settings: Settings) -> int:
    if not args.no_ui and _no_screen():
        return _on_screen(args, settings)
    from tui_crm.cli import demo

    login, _full_name = _login_and_name(args)
    fill = partial(demo.load, settings.sample_data / language(), login=login, zone=local_zone())
    if args.db is not None:
        if os.path.lexists(settings.database):
            raise Refused(
                _("{path} exists already. Name a file that does not.").format(
                    path=settings.database
                )
            )
        demo.make(settings.database, fill)
        return _print_path(settings) if args.no_ui else _on_screen(args, settings)
    folder = Path(tempfile.mkdtemp(prefix="tui-crm-demo-"))
    copy = dataclasses.replace(
        settings,
        database=folder / "demo.db",
        is_default_place=False,
        state_dir=folder / "state",
        throwaway=not args.no_ui,
    )
    if args.no_ui:
        # Not removed: the path is printed so that the database can be used.
        demo.make(copy.database, fill)
        return _print_path(copy)
    status = ERROR
    try:
        made = demo.make_beside(copy.database, fill)
        status = _on_screen(args, copy, throwaway=True, made=made)
    finally:
        # After a bug the folder stays for its log.
        if status != BUG:
            shutil.rmtree(folder, ignore_errors=True)
    return status


def _print_path(settings: Settings) -> int:
    sys.stdout.write(f"{settings.database}\n")
    return OK
