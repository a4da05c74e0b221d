"""The argument parser: all commands and options with their help."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from tui_crm import __version__
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.list_options import LIST_STATES, Without
from tui_crm.domain.errors import CrmError
from tui_crm.domain.logins import why_no_login
from tui_crm.domain.text import clean_line
from tui_crm.i18n import LANGUAGES, N_, _
from tui_crm.settings import THEMES

SCREEN: Final = "screen"
"""The command when none is named."""
SHELLS: Final = ("bash", "zsh", "fish")
"""The shells that `tui-crm completion` writes for."""
_LIMIT: Final = 200
_CALLERS: Final = 8
_FOUND: Final = 10


_OF_ARGPARSE: Final = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
)
"""Messages of argparse itself. It looks up translations with the name `_` of its own module; there
is no public way to set one."""
argparse._ = _  # type: ignore[attr-defined]


def asked_language(argv: Sequence[str]) -> str | None:
    """The value of `--lang`, read first so that the help is in that language, too."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    early.add_argument("--lang", choices=LANGUAGES)
    try:
        found: str | None = early.parse_known_args(argv)[0].lang
    except argparse.ArgumentError:
        return None
    return found


def parser_for(argv: Sequence[str] | None) -> argparse.ArgumentParser:
    """The parser of all commands, with the options only of those named in *argv* (None: of all).

    The parsed `command` is the name of the command, or `SCREEN`.
    """
    parser = argparse.ArgumentParser(
        prog="tui-crm", description=_("A keyboard-only CRM for the terminal."), allow_abbrev=False
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"tui-crm {__version__}",
        help=_("show the version and exit"),
    )
    _add_common(parser, default=None)
    parser.set_defaults(command=SCREEN)
    commands = parser.add_subparsers(metavar=_("COMMAND"), title=_("commands"))
    for name, words, fill in _commands():
        command = commands.add_parser(name, help=words, description=words, allow_abbrev=False)
        if argv is None or name in argv:
            _add_common(command, default=argparse.SUPPRESS)
            command.set_defaults(command=name)
            fill(command)
    return parser


def _commands() -> tuple[tuple[str, str, Callable[[argparse.ArgumentParser], None]], ...]:
    """Name, help and options of each command, in the order of the help."""
    return (
        ("demo", _("try the program with a sample company"), _fill_demo),
        ("today", _("what is overdue, to be done and done today"), _fill_today),
        ("digest", _("a day in words: done, agreed, moved, what comes"), _fill_digest),
        ("activities", _("your activities, the newest plan first"), _fill_activities),
        ("show", _("one activity with all that is known of it"), _fill_show),
        ("contractors", _("the contractors by name"), _fill_contractors),
        ("persons", _("the contact persons by last name"), _fill_persons),
        (
            "who",
            _("who is calling: whose number this is, what was agreed, what is next"),
            _fill_who,
        ),
        ("find", _("find in contractors, persons, numbers, subjects and notes"), _fill_find),
        ("employees", _("the employees by last name"), _fill_words),
        ("operators", _("who may log in, and as which employee"), _fill_words),
        ("dictionaries", _("the dictionaries by group, or the entries of one"), _fill_dictionaries),
        ("init", _("make a new database, for yourself or for a group"), _fill_init),
        ("backup", _("back the database up while others work, and test the copy"), _fill_backup),
        ("restore", _("make a new database of a backup, and say what is newer"), _fill_restore),
        ("check", _("examine the database, who may use it, settings and terminal"), _fill_check),
        ("keys", _("every command with its keys, and its name for the settings"), _add_json),
        ("completion", _("print the completion script for a shell"), _fill_completion),
        ("man", _("print the manual page, for man -l"), _fill_nothing),
        ("help", _("a page of the documentation, or the topics there are"), _fill_help),
        ("employee", _("add an employee"), _fill_employee),
        ("operator", _("add an operator: a login that may come in"), _fill_operator),
    )


def _add_common(parser: argparse.ArgumentParser, *, default: Any) -> None:
    # Suppressed in subcommands, so that they do not reset an option given before the command.
    parser.add_argument(
        "--db", type=Path, metavar=_("PATH"), default=default, help=_("the database to use")
    )
    parser.add_argument(
        "--as", dest="login", type=_login, metavar=_("LOGIN"), default=default,
        help=_("work as another operator; only an administrator may"),
    )  # fmt: skip
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help=_("the language"))
    parser.add_argument(
        "--theme", choices=THEMES, default=default, help=_("the colours of the screen")
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print JSON"))


def _add_limit(
    parser: argparse.ArgumentParser, default: int = _LIMIT, words: str | None = None
) -> None:
    words = words or _("at most so many rows; without it {n}")
    parser.add_argument(
        "--limit", type=_limit, default=default, metavar="N", help=words.format(n=default)
    )


def _fill_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-ui", action="store_true", help=_("only make the database and print where it is")
    )


def _fill_today(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    _add_employee(parser, _("the day of another employee"))


def _add_employee(parser: argparse._ActionsContainer, words: str) -> None:
    parser.add_argument("--employee", metavar=_("CODE"), help=words)


def _add_without(parser: argparse.ArgumentParser, *lacking: Without) -> None:
    parser.add_argument(
        "--without",
        type=_lacking,
        choices=lacking,
        metavar="|".join(_option(one) for one in lacking),
        help=_("only those without a telephone number, or without a next step")
        if len(lacking) > 1
        else _("only those without a telephone number"),
    )


def _fill_digest(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--all", action="store_true", help=_("everybody's activities"))
    _add_employee(whose, _("the day of another employee"))
    parser.add_argument(
        "day",
        metavar=_("DAY"),
        nargs="*",
        help=_("for example yesterday or 24.11; without it today"),
    )


def _fill_activities(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    parser.add_argument(
        "--view",
        metavar=_("NAME"),
        help=_("as a saved view shows them; what other options say goes first"),
    )
    parser.add_argument("--all", action="store_true", help=_("everybody's activities"))
    _add_employee(parser, _("the activities of this employee"))
    parser.add_argument(
        "--contractor", metavar=_("CODE"), help=_("only those with this contractor")
    )
    parser.add_argument(
        "--kind", choices=[kind.value for kind in Kind], help=_("only those of this kind")
    )
    parser.add_argument("--outcome", metavar=_("NAME"), help=_("only those with this outcome"))
    _add_without(parser, *Without)
    parser.add_argument(
        "--since", metavar=_("DAY"), help=_("from this day on, for example mon, 26.11 or 3d")
    )
    parser.add_argument(
        "--until", metavar=_("DAY"), help=_("up to this day, for example fri or 30.11")
    )
    state = parser.add_mutually_exclusive_group()
    state.add_argument(
        "--state", choices=[one for one in LIST_STATES if one != "all"],
        help=_("only those in this state"),
    )  # fmt: skip
    state.add_argument(
        "--open", dest="state", action="store_const", const="open",
        help=_("only those still to be done"),
    )  # fmt: skip
    state.add_argument(
        "--completed", dest="state", action="store_const", const="completed",
        help=_("only those that are done"),
    )  # fmt: skip
    _add_limit(parser)


def _fill_show(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    parser.add_argument("number", metavar=_("NUMBER"), help=_("for example C/2026/0042"))


def _fill_words(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    parser.add_argument("text", metavar=_("TEXT"), nargs="*", help=_("words to look for"))
    _add_limit(parser)


def _fill_contractors(parser: argparse.ArgumentParser) -> None:
    _fill_words(parser)
    _add_employee(parser, _("only those that this employee looks after"))
    _add_without(parser, *Without)


def _fill_persons(parser: argparse.ArgumentParser) -> None:
    _fill_words(parser)
    _add_without(parser, Without.NUMBER)


def _fill_dictionaries(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    _add_limit(parser)
    parser.add_argument(
        "code", metavar=_("CODE"), nargs="?", help=_("the dictionary whose entries are wanted")
    )


def _fill_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "topic", metavar=_("TOPIC"), nargs="?", help=_("for example dates; without one the topics")
    )


def _fill_who(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    _add_limit(parser, _CALLERS)
    parser.add_argument(
        "number", metavar=_("NUMBER"), nargs="+", help=_("in any notation, or its last digits")
    )


def _fill_find(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    _add_limit(parser, _FOUND, _("at most so many of each group; without it {n}"))
    parser.add_argument("text", metavar=_("TEXT"), nargs="+", help=_("words to look for"))


def _fill_completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, help=_("the shell that is to complete"))
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _(
        "Install it once, then open a new shell:\n"
        "  tui-crm completion bash > ~/.local/share/bash-completion/completions/tui-crm\n"
        "  tui-crm completion zsh > ~/.zfunc/_tui-crm\n"
        "  tui-crm completion fish > ~/.config/fish/completions/tui-crm.fish\n"
        "The folder must exist. For zsh, ~/.zshrc needs this before compinit:\n"
        "  fpath=(~/.zfunc $fpath)"
    )


def _fill_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path", type=Path, metavar=_("PATH"), help=_("the file, where nothing may stand yet")
    )
    parser.add_argument(
        "--group", metavar=_("GROUP"), help=_("the group of the system that may work in it")
    )
    parser.add_argument(
        "--administrator", metavar=_("LOGIN"),
        help=_("the account of its first administrator; without it your own"),
    )  # fmt: skip


def _fill_backup(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    parser.add_argument(
        "target", type=Path, metavar=_("PATH"), nargs="?",
        help=_("a file or a folder; without it the folder backups beside the database"),
    )  # fmt: skip
    parser.add_argument(
        "--keep", type=_keep, metavar=_("RULE"),
        help=_("remove older backups of the folder but those of so many days, weeks, months: "
               "14d,8w,12m"),
    )  # fmt: skip


def _fill_check(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    parser.add_argument(
        "--repair", action="store_true",
        help=_("after a backup, repair permissions and what is derived from other values"),
    )  # fmt: skip


def _fill_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backup", type=Path, metavar=_("FILE"), help=_("the backup"))
    parser.add_argument(
        "--to", type=Path, required=True, metavar=_("PATH"),
        help=_("the new database, where nothing may stand yet"),
    )  # fmt: skip


def _fill_nothing(_parser: argparse.ArgumentParser) -> None:
    """For a command with the common options only."""


def _fill_employee(parser: argparse.ArgumentParser) -> None:
    add = _fill_adding(parser, _("add an employee"))
    add.add_argument("code", metavar=_("CODE"), help=_("one word, for example the initials"))
    add.add_argument("first_name", metavar=_("FIRST_NAME"))
    add.add_argument("last_name", metavar=_("LAST_NAME"))
    for option, metavar, words in (
        ("--position", _("TEXT"), _("their position, for example sales")),
        ("--department", _("TEXT"), _("the department they work in")),
        ("--phone", _("NUMBER"), _("their telephone number")),
        ("--email", _("ADDRESS"), _("their e-mail address")),
    ):
        add.add_argument(option, metavar=metavar, default="", help=words)


def _fill_operator(parser: argparse.ArgumentParser) -> None:
    from tui_crm.domain.permissions import Role  # noqa: PLC0415  # for this command only

    add = _fill_adding(parser, _("add an operator: a login that may come in"))
    add.add_argument(
        "new_login", metavar=_("LOGIN"), help=_("the name of the user in the operating system")
    )
    add.add_argument(
        "--employee", metavar=_("CODE"), help=_("who they work as; without one they can only look")
    )
    add.add_argument(
        "--role", choices=[role.value for role in Role], default=Role.OPERATOR.value,
        help=_("what they may do; without it an operator"),
    )  # fmt: skip


def _fill_adding(parser: argparse.ArgumentParser, words: str) -> argparse.ArgumentParser:
    """The subcommand `add` of a command, with the same global options."""
    kinds = parser.add_subparsers(metavar="add", required=True)
    add: argparse.ArgumentParser = kinds.add_parser(
        "add", help=words, description=words, allow_abbrev=False
    )
    _add_common(add, default=argparse.SUPPRESS)
    _add_json(add)
    return add


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 100_000):
        raise argparse.ArgumentTypeError(_("a number from 1 to 100000 is needed"))
    return int(text)


def _keep(text: str) -> Any:
    from tui_crm.domain.backup_keep import read_keep  # noqa: PLC0415  # for this command only

    try:
        return read_keep(text)
    except CrmError as error:
        raise argparse.ArgumentTypeError(error.message) from error


def _option(lacking: Without) -> str:
    return lacking.value.replace("_", "-")


def _lacking(text: str) -> Without | str:
    # What is none of them is refused with the list of them.
    return next((one for one in Without if _option(one) == text), text)


def _login(text: str) -> str:
    login = clean_line(text)
    if wrong := why_no_login(login):
        raise argparse.ArgumentTypeError(wrong)
    return login
