"""The command line: lists for pipes and people, and the way to the screen.

Nothing here imports Textual; `app` does, and is imported only when a screen is opened.
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
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn
from zoneinfo import ZoneInfo

from tui_crm import __version__
from tui_crm.domain.activity import Kind
from tui_crm.domain.errors import CrmError, Refused
from tui_crm.domain.text import clean_line
from tui_crm.i18n import LANGUAGES, _, language_of_environment
from tui_crm.settings import (
    Settings,
    SettingsError,
    local_zone,
    login_of_process,
    read_settings,
    speak,
)

OK: Final = 0
ERROR: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141
BUG: Final = 70
"""The traceback is in the log, the drafts are safe; `app` gives it."""


def run() -> NoReturn:
    """The console script."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Do what the arguments say; returns the exit status."""
    try:
        status = _obey(argv)
        sys.stdout.flush()
    except (CrmError, SettingsError) as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has gone, as `head` does; Python's own last flush must not complain of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as error:
        named = f": {error.filename}" if error.filename else ""
        return _failed(f"{error.strerror or error}{named}")
    else:
        return status


def _failed(sentence: str) -> int:
    sys.stderr.write(f"tui-crm: {clean_line(sentence)}\n")
    return ERROR


def _obey(argv: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        # A terminal of another encoding gets question marks instead of a traceback.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    speak(_asked_language(argv) or language_of_environment() or "en")
    args = _parser().parse_args(argv)
    settings = read_settings()
    speak(args.lang or settings.language)
    if args.db is not None:
        settings = dataclasses.replace(settings, database=Path(args.db).expanduser())
    command: Callable[[argparse.Namespace, Settings], int] = args.run
    return command(args, settings)


# What may be typed


def _asked_language(argv: Sequence[str]) -> str | None:
    """`--lang` read beforehand, so that the help is in that language, too."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    early.add_argument("--lang", choices=LANGUAGES)
    try:
        found: str | None = early.parse_known_args(argv)[0].lang
    except argparse.ArgumentError:
        return None
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tui-crm", description=_("A keyboard-only CRM for the terminal."), allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"tui-crm {__version__}")
    _add_common(parser, default=None)
    parser.set_defaults(run=_open_screen)
    commands = parser.add_subparsers(metavar=_("COMMAND"), title=_("commands"))
    demo = _command(commands, "demo", _demo, _("try the program with a sample company"))
    demo.add_argument(
        "--no-ui", action="store_true", help=_("only make the database and print where it is")
    )
    _listing(commands, "today", _("what is overdue, to be done and done today"))
    _add_activities(commands)
    show = _listing(commands, "show", _("one activity with all that is known of it"))
    show.add_argument("number", metavar=_("NUMBER"), help=_("for example C/2026/0042"))
    contractors = _listing(commands, "contractors", _("the contractors by name"))
    contractors.add_argument("text", metavar=_("TEXT"), nargs="*", help=_("words to look for"))
    contractors.add_argument("--limit", type=_limit, default=200, metavar="N")
    return parser


def _add_activities(commands: Any) -> None:
    parser = _listing(commands, "activities", _("your activities, the newest plan first"))
    parser.add_argument("--all", action="store_true", help=_("everybody's activities"))
    parser.add_argument("--contractor", metavar=_("CODE"))
    parser.add_argument("--kind", choices=[kind.value for kind in Kind])
    state = parser.add_mutually_exclusive_group()
    state.add_argument("--open", dest="state", action="store_const", const="open", default="all")
    state.add_argument("--completed", dest="state", action="store_const", const="completed")
    parser.add_argument("--limit", type=_limit, default=200, metavar="N")


def _add_common(parser: argparse.ArgumentParser, *, default: Any) -> None:
    # Suppressed in the commands: what was said before the command is not forgotten after it.
    parser.add_argument("--db", metavar=_("PATH"), default=default, help=_("the database to use"))
    parser.add_argument(
        "--as", dest="login", type=_login, metavar=_("LOGIN"), default=default,
        help=_("the operator, if not the one who is logged in to the system"),
    )  # fmt: skip
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help=_("the language"))


def _command(
    commands: Any, name: str, action: Callable[[argparse.Namespace, Settings], int], words: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=words, description=words, allow_abbrev=False
    )
    _add_common(parser, default=argparse.SUPPRESS)
    parser.set_defaults(run=action)
    return parser


def _listing(commands: Any, name: str, words: str) -> argparse.ArgumentParser:
    parser = _command(commands, name, _list, words)
    parser.set_defaults(listing=name)
    parser.add_argument("--json", action="store_true", help=_("print JSON"))
    return parser


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 100_000):
        raise argparse.ArgumentTypeError(_("a number from 1 to 100000 is needed"))
    return int(text)


def _login(text: str) -> str:
    login = clean_line(text)
    if not login:
        raise argparse.ArgumentTypeError(_("a login is needed"))
    return login


# Lists


def _list(args: argparse.Namespace, settings: Settings) -> int:
    from tui_crm import listings

    login, full_name = _who(args)
    asking = listings.Asking(settings, login, full_name, args.lang, as_json=args.json)
    if args.listing == "today":
        listings.today(asking)
    elif args.listing == "activities":
        listings.activities(
            asking,
            everybody=args.all,
            contractor=args.contractor,
            kind=None if args.kind is None else Kind(args.kind),
            state=args.state,
            limit=args.limit,
        )
    elif args.listing == "show":
        listings.show(asking, args.number)
    else:
        listings.contractors(asking, " ".join(args.text), limit=args.limit)
    return OK


def _who(args: argparse.Namespace) -> tuple[str, str]:
    """Login and full name; the full name of the system's user is not another operator's."""
    return (args.login, "") if args.login else login_of_process()


# The screen


def _open_screen(args: argparse.Namespace, settings: Settings) -> int:
    login, full_name = _who(args)
    # A database that stands is left as it is; whoever is new joins by logging in.
    prepare = _nothing
    if not settings.database.exists():
        prepare = partial(_first_use, login=login, full_name=full_name)
    return _on_screen(args, settings, prepare, quick=False)


def _nothing() -> None:
    """The database is ready as it is."""


def _first_use(*, login: str, full_name: str) -> None:
    from tui_crm.services.staff import first_use

    first_use(login=login, full_name=full_name, now=datetime.now(UTC))


def _on_screen(
    args: argparse.Namespace,
    settings: Settings,
    prepare: Callable[[], None],
    *,
    quick: bool,
    made: Callable[[], None] | None = None,
) -> int:
    refusal = _no_screen()
    if refusal:
        sys.stderr.write(f"tui-crm: {refusal}\n")
        return USAGE
    _clean_environment()
    # Nothing made while starting is garbage; looking for some costs a tenth of the start.
    gc.disable()
    from tui_crm.app import open_screen

    login, full_name = _who(args)
    return open_screen(
        settings,
        login=login,
        full_name=full_name,
        zone=local_zone(),
        language=args.lang,
        database=settings.database,
        prepare=prepare,
        quick=quick,
        made=made,
    )


def _no_screen() -> str:
    """Why no screen can be opened here; empty when one can."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout)):
        return _("This needs a terminal. In a pipe, try: tui-crm today")
    if os.environ.get("TERM") == "dumb":
        return _("This terminal cannot move its cursor (TERM=dumb). Try: tui-crm today")
    return ""


def _clean_environment() -> None:
    """Textual obeys variables that run code, write files and lie about the size."""
    for name in list(os.environ):
        if name.startswith("TEXTUAL") or name in {"COLUMNS", "LINES"}:
            del os.environ[name]
    # With that protocol some terminals on Windows drop AltGr, and every Polish letter with it.
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    os.environ["TEXTUAL_ANIMATIONS"] = "none"


def _demo(args: argparse.Namespace, settings: Settings) -> int:
    if not args.no_ui and _no_screen():
        return _on_screen(args, settings, _nothing, quick=True)
    login, _full_name = _who(args)
    fill = partial(_load_sample, settings.sample_data, login=login, zone=local_zone())
    if args.db is not None:
        if settings.database.exists():
            raise Refused(
                _("{path} exists already. Name a file that does not.").format(
                    path=settings.database
                )
            )
        _make(settings.database, fill)
        return _shown(args, settings, quick=False)
    folder = Path(tempfile.mkdtemp(prefix="tui-crm-demo-"))
    throwaway = dataclasses.replace(
        settings, database=folder / "demo.db", state_dir=folder / "state"
    )
    if args.no_ui:
        # Kept: whoever asked for its path wants to use it.
        _make(throwaway.database, fill)
        return _shown(args, throwaway, quick=True)
    status = ERROR
    try:
        made = _made_beside(throwaway.database, fill)
        status = _on_screen(args, throwaway, _nothing, quick=True, made=made)
    finally:
        # After a bug the log is worth more than a clean folder.
        if status != BUG:
            shutil.rmtree(folder, ignore_errors=True)
    return status


def _shown(args: argparse.Namespace, settings: Settings, *, quick: bool) -> int:
    if args.no_ui:
        sys.stdout.write(f"{settings.database}\n")
        return OK
    return _on_screen(args, settings, _nothing, quick=quick)


def _made_beside(path: Path, fill: Callable[[], None]) -> Callable[[], None]:
    """Start filling a throwaway database in a child; call the answer to wait until it is done.

    The screens are imported meanwhile: on two processors the sample company costs no time.
    """
    child = os.fork()
    if not child:
        status = ERROR
        try:
            _make(path, fill, quick=True)
            status = OK
        finally:
            os._exit(status)

    def wait() -> None:
        _pid, status = os.waitpid(child, 0)
        if status:
            # Once more in this process, where what is wrong can be told.
            _make(path, fill, quick=True)

    return wait


def _make(path: Path, fill: Callable[[], None], *, quick: bool = False) -> None:
    """A filled database, or none at all."""
    from tui_crm.store.database import environment_errors, open_database

    with closing(open_database(path, create=True, quick=quick)), environment_errors():
        try:
            fill()
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _load_sample(folder: Path, *, login: str, zone: ZoneInfo) -> None:
    from tui_crm.services.sample import load_sample

    load_sample(folder, now=datetime.now(UTC), zone=zone, login=login)
