"""What the parser understands, as plain data: read by the completion scripts and the man page.

`argparse` has no public way to ask a parser for its options, so its private lists are read here and
nowhere else.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from tui_crm.domain.text import clean_line


class Takes(Enum):
    """What stands behind an option or in the place of an argument."""

    NOTHING = "nothing"
    CHOICE = "choice"
    FILE = "file"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Option:
    """What begins with a dash."""

    names: tuple[str, ...]
    takes: Takes
    value: str
    """The word for its value in the help; empty when it takes none."""
    choices: tuple[str, ...]
    help: str
    excludes: tuple[str, ...] = ()
    """Options that must not stand beside it."""


@dataclass(frozen=True, slots=True)
class Argument:
    """What is known by its place."""

    value: str
    takes: Takes
    choices: tuple[str, ...]
    help: str
    needed: bool
    repeated: bool


@dataclass(frozen=True, slots=True)
class Command:
    """The program itself or one of its commands; either arguments or further commands."""

    path: tuple[str, ...]
    """The words that lead to it; empty for the program."""
    help: str
    options: tuple[Option, ...]
    arguments: tuple[Argument, ...]
    commands: tuple[Command, ...]
    value: str = ""
    """The word for a command in the help."""
    epilog: str = ""

    @property
    def name(self) -> str:
        return " ".join(self.path)


def grammar_of(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Command:
    """The command that a parser stands for, with all below it.

    An option or argument of type `pathlib.Path` takes a file. Help texts are single lines without
    control characters.
    """
    options, arguments, commands = [], [], []
    value = ""
    for action in parser._actions:
        if action.help == argparse.SUPPRESS:
            continue
        if action.option_strings:
            options.append(_option(parser, action))
        elif isinstance(action.choices, dict):
            value = str(action.metavar or "")
            for name, below in action.choices.items():
                commands.append(grammar_of(below, (*path, name)))
        else:
            arguments.append(_argument(parser, action))
    return Command(
        path,
        clean_line(parser.description or ""),
        tuple(options),
        tuple(arguments),
        tuple(commands),
        value,
        parser.epilog or "",
    )


def commands_in(command: Command) -> Iterator[Command]:
    """The command and all below it, in the order of the help."""
    yield command
    for below in command.commands:
        yield from commands_in(below)


def common_options(program: Command) -> tuple[Option, ...]:
    """The options that every command takes, before and after it."""
    names = [{option.names for option in one.options} for one in commands_in(program)]
    everywhere = set.intersection(*names)
    return tuple(option for option in program.options if option.names in everywhere)


def _option(parser: argparse.ArgumentParser, action: argparse.Action) -> Option:
    excludes = [
        name
        for group in parser._mutually_exclusive_groups
        if action in group._group_actions
        for other in group._group_actions
        if other is not action
        for name in other.option_strings
    ]
    choices = _choices(action)
    takes = Takes.NOTHING if action.nargs == 0 else _taken_by(action)
    value = "" if takes is Takes.NOTHING else _value(action, choices)
    words = _help(parser, action)
    return Option(tuple(action.option_strings), takes, value, choices, words, tuple(excludes))


def _argument(parser: argparse.ArgumentParser, action: argparse.Action) -> Argument:
    choices = _choices(action)
    return Argument(
        _value(action, choices),
        _taken_by(action),
        choices,
        _help(parser, action),
        needed=action.nargs not in {"?", "*"},
        repeated=action.nargs in {"*", "+"},
    )


def _choices(action: argparse.Action) -> tuple[str, ...]:
    return tuple(map(str, action.choices or ()))


def _taken_by(action: argparse.Action) -> Takes:
    if action.choices is not None:
        return Takes.CHOICE
    return Takes.FILE if action.type is Path else Takes.TEXT


def _value(action: argparse.Action, choices: tuple[str, ...]) -> str:
    return clean_line(str(action.metavar or "|".join(choices) or action.dest.upper()))


def _help(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    # As argparse itself fills in a help text, where `%%` is a percent sign.
    return clean_line((action.help or "") % {**vars(action), "prog": parser.prog})
