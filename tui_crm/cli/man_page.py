"""`tui-crm man`: the manual page, in which commands and options are those of the parser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tui_crm import __version__
from tui_crm.cli.completion.grammar import (
    Argument,
    Command,
    Option,
    Takes,
    commands_in,
    common_options,
)
from tui_crm.cli.roff import bold, entry, escaped, italic, macro, marked
from tui_crm.i18n import _
from tui_crm.settings import APP

# No hyphenation, which would be English, and an even space between words.
_PREAMBLE: Final = (".nh", ".ad l")


def man_page(program: Command) -> str:
    """The page in roff, in the language in use; it ends with a line break."""
    common = common_options(program)
    sections: tuple[tuple[str, Iterable[str]], ...] = (
        (_("NAME"), [rf"{escaped(APP)} \- {escaped(program.help.rstrip('.'))}"]),
        (_("SYNOPSIS"), _synopsis(program)),
        (_("DESCRIPTION"), _paragraphs(_description())),
        (_("OPTIONS"), _options_of_all(program, common)),
        (_("COMMANDS"), _commands(program, common)),
        (_("EXIT STATUS"), _list(_exit_statuses())),
        (_("ENVIRONMENT"), _list(_environment())),
        (_("FILES"), _list(_files())),
        (_("EXAMPLES"), _list(_examples())),
        (_("SEE ALSO"), [marked(_("`tui-crm COMMAND --help`, and `?` in the program"))]),
    )
    lines = [_title(), *_PREAMBLE]
    for heading, body in sections:
        lines += [macro("SH", heading), *body]
    return "\n".join(lines) + "\n"


def _title() -> str:
    # Without a day: the page of one version is always the same.
    return macro("TH", APP.upper(), "1", "", f"{APP} {__version__}", _("User Commands"))


# Commands and options


def _synopsis(program: Command) -> Iterator[str]:
    yield from _usage(program, program.options, program.arguments)
    yield ".br"
    options = r"[\|" + italic(_("OPTION")) + r"\|]..."
    yield f"{bold(APP)} {options} {italic(program.value)} {options}"


def _usage(
    command: Command, options: Iterable[Option], arguments: Iterable[Argument]
) -> Iterator[str]:
    """The line that says how a command is typed; each part stands on a line of its own."""
    yield bold(" ".join([APP, *command.path]))
    shown: set[str] = set()
    options = tuple(options)
    for option in options:
        beside = [one for one in options if set(one.names) & set(option.excludes)]
        if not shown.issuperset(option.names):
            yield r"[\|" + " | ".join(_typed(one) for one in (option, *beside)) + r"\|]"
        shown.update(option.names, *(one.names for one in beside))
    for argument in arguments:
        word = _argument(argument) + ("..." if argument.repeated else "")
        yield word if argument.needed else rf"[\|{word}\|]"


def _typed(option: Option) -> str:
    value = _value(option)
    return bold(option.names[-1]) + (f" {value}" if value else "")


def _value(taken: Option | Argument) -> str:
    """A choice is typed as it stands, everything else is a word for what is to be typed."""
    if taken.takes is Takes.CHOICE:
        return "|".join(map(bold, taken.choices))
    return "" if taken.takes is Takes.NOTHING else italic(taken.value)


def _argument(argument: Argument) -> str:
    value = _value(argument)
    return rf"{{\|{value}\|}}" if argument.takes is Takes.CHOICE else value


def _option_entry(option: Option) -> list[str]:
    value = _value(option)
    names = ", ".join(map(bold, option.names))
    return entry(names + (f" {value}" if value else ""), escaped(option.help))


def _options_of_all(program: Command, common: tuple[Option, ...]) -> Iterator[str]:
    for option in program.options:
        if option not in common:
            yield from _option_entry(option)
    yield from (".PP", escaped(_("These stand before or after every command:")))
    for option in common:
        yield from _option_entry(option)


def _commands(program: Command, common: tuple[Option, ...]) -> Iterator[str]:
    everywhere = {option.names for option in common}
    for command in commands_in(program):
        if not command.path or command.commands:
            continue
        own = [option for option in command.options if option.names not in everywhere]
        yield macro("SS", command.name)
        yield from _usage(command, own, command.arguments)
        yield from (".PP", escaped(command.help) or r"\&")
        for argument in command.arguments:
            if argument.help:
                yield from entry(_value(argument), escaped(argument.help))
        for option in own:
            yield from _option_entry(option)
        if command.epilog:
            yield from (".PP", ".nf", *map(_kept, command.epilog.splitlines()), ".fi")


def _kept(line: str) -> str:
    """A line as it stands, its blanks at the beginning included."""
    text = line.lstrip(" ")
    return r"\ " * (len(line) - len(text)) + (escaped(text) or r"\&")


# What the parser does not know


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (".PP", marked(text))


def _list(items: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, words in items:
        yield from entry(bold(term), marked(words))


def _description() -> tuple[str, ...]:
    return (
        _(
            "tui-crm is a CRM for people who talk to customers on the phone: today's activities, "
            "the conversation that is going on, the next one, and all that is known of a "
            "contractor."
        ),
        _(
            "Without a command the program opens on the terminal; `?` there lists the keys. The "
            "listing commands print for people, and with `--json` for scripts; they never make a "
            "database."
        ),
    )


def _exit_statuses() -> tuple[tuple[str, str], ...]:
    return (
        ("0", _("Done.")),
        ("1", _("An error, told in one sentence on stderr.")),
        ("2", _("Wrong usage, or no terminal to open the program on.")),
        ("70", _("An error of the program: what was typed is kept, the log says more.")),
        ("129, 143", _("The connection was lost, or the program was told to end: "
                       "what was typed is kept.")),
        ("130", _("Interrupted from the keyboard.")),
        ("141", _("The reader of a pipe has gone.")),
    )  # fmt: skip


def _environment() -> tuple[tuple[str, str], ...]:
    return (
        ("TUI_CRM_DB", _("The database to use, unless `--db` names another one.")),
        ("LC_ALL, LC_MESSAGES, LANG", _("The language, unless the settings or `--lang` name one.")),
        ("TZ", _("The time zone in which times are shown and typed; without it the host's.")),
        ("VISUAL, EDITOR", _("The editor that a note may be opened in.")),
        ("TERM", _("The kind of terminal; on a `dumb` one the program does not open.")),
        ("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME", _("The folders of the files below.")),
    )


def _files() -> tuple[tuple[str, str], ...]:
    return (
        (
            "~/.config/tui-crm/settings.toml",
            _(
                "The settings: `database`, `language`, `editor`, `notify`, and other keys in the "
                "table `keys`."
            ),
        ),
        ("~/.local/share/tui-crm/crm.db", _("The database, unless another one is named.")),
        ("~/.local/state/tui-crm/drafts", _("What was typed and not saved.")),
        ("~/.local/state/tui-crm/tui-crm.log", _("The log, which tells of errors.")),
    )


def _examples() -> tuple[tuple[str, str], ...]:
    return (
        ("tui-crm demo", _("Try everything on an invented company; nothing of it is kept.")),
        ("tui-crm --db /srv/crm/crm.db", _("Open the database that a team shares.")),
        ("tui-crm who 601 234 567", _("Whose number this is.")),
        ("tui-crm activities --open --json", _("What is still to be done, for a script.")),
        (
            'tui-crm employee add JK Jan Kowalski --position "sales"',
            _("Add an employee."),
        ),
        ("tui-crm operator add jan --employee JK --role manager", _("Let that employee log in.")),
        ("tui-crm man | man -l -", _("Read this page where it is not installed.")),
    )
