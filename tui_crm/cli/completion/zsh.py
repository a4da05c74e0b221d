"""Completion for zsh: one function for each command, with what `_arguments` is to know."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Final

from tui_crm.cli.completion.grammar import Argument, Command, Option, Takes, commands_in

_SCRIPT: Final = """\
#compdef {program}

{functions}
if [[ ${{funcstack[1]}} == {main} ]]; then
  {main} "$@"
else
  compdef {main} {program}
fi
"""

_LEAF: Final = """\
{function}() {{
  _arguments -S{specs}
}}
"""

_GROUP: Final = """\
{function}() {{
  local curcontext=$curcontext state line ret=1
  local -A opt_args
  local -a commands
  # What follows a command is the command's own.
  _arguments -C -S -A '-*'{specs} \\
    '1: :->command' \\
    '*:: :->below' && ret=0
  case $state in
    command)
      commands=(
{commands}
      )
      _describe -t commands {tag} commands && ret=0
      ;;
    below)
      curcontext=${{curcontext%:*:*}}:{main}-$line[1]:
      case $line[1] in
{cases}
      esac
      ;;
  esac
  return ret
}}
"""


def script(program: Command, name: str) -> str:
    """The text of a file `_name` in `fpath`, which may be sourced as well."""
    main = f"_{re.sub(r'[^A-Za-z0-9_-]', '_', name)}"
    # The last one is the program's own, after those that it calls.
    commands = reversed(list(commands_in(program)))
    return _SCRIPT.format(
        program=shlex.quote(name),
        main=main,
        functions="\n".join(_function(one, main) for one in commands),
    )


def _function(command: Command, main: str) -> str:
    specs = [spec for option in command.options for spec in _option(option)]
    specs += [_argument(one) for one in command.arguments]
    lines = "".join(f" \\\n    {shlex.quote(spec)}" for spec in specs)
    if not command.commands:
        return _LEAF.format(function=_name(command, main), specs=lines)
    return _GROUP.format(
        function=_name(command, main),
        main=main,
        specs=lines,
        tag=shlex.quote(command.value or "command"),
        commands="\n".join(
            f"        {shlex.quote(_described(below))}" for below in command.commands
        ),
        cases="\n".join(
            f"        {shlex.quote(below.path[-1])}) {_name(below, main)} && ret=0 ;;"
            for below in command.commands
        ),
    )


def _name(command: Command, main: str) -> str:
    return "__".join([main, *(re.sub(r"[^A-Za-z0-9_-]", "_", word) for word in command.path)])


def _described(command: Command) -> str:
    return f"{_escaped(command.path[-1], ':')}:{_escaped(command.help, ':')}"


def _option(option: Option) -> Iterator[str]:
    out = " ".join([*option.names, *option.excludes])
    for name in option.names:
        # A value may follow `--option=` as well as `--option `.
        joined = "" if option.takes is Takes.NOTHING else "=" if name.startswith("--") else "+"
        words = f"[{_escaped(option.help, '[]:')}]"
        yield f"({out}){name}{joined}{words}{_value(option)}"


def _value(option: Option) -> str:
    return "" if option.takes is Takes.NOTHING else f":{_message(option.value)}:{_action(option)}"


def _argument(argument: Argument) -> str:
    place = "*" if argument.repeated else "" if argument.needed else ":"
    return f"{place}:{_message(argument.help or argument.value)}:{_action(argument)}"


def _action(taken: Option | Argument) -> str:
    if taken.takes is Takes.FILE:
        return "_files"
    if taken.takes is Takes.TEXT:
        # A blank says the message and offers nothing.
        return " "
    return f"({' '.join(map(_choice, taken.choices))})"


def _choice(text: str) -> str:
    return re.sub(r"([^A-Za-z0-9_.,/+-])", r"\\\1", text)


def _message(text: str) -> str:
    # Shown by way of a format, where `%` begins a sequence. A backslash is shown twice: it must not
    # stand alone before the colon that ends the message, and zsh takes none away here.
    return _escaped(text, ":").replace("%", "%%")


def _escaped(text: str, special: str) -> str:
    return re.sub(f"([{re.escape(special)}\\\\])", r"\\\1", text)
