"""Completion for fish: one rule for each command, option and argument."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tui_crm.cli.completion.grammar import Argument, Command, Option, Takes, commands_in

_SCRIPT: Final = """\
# fish completion for {program}

# Whether the words before the cursor lead to the command $argv[1] and, where it is given, to its
# argument number $argv[2], counted from 0; "more" behind the number means that one or a later one.
function {function}
    set -l commands {commands}
    set -l with_value {with_value}
    set -l command ''
    set -l option ''
    set -l ended ''
    set -l count 0
    set -l words (commandline -opc)
    set -e words[1]
    for word in $words
        if test -n "$option"
            set option ''
        else if test -z "$ended" -a "x$word" = x--
            set ended yes
        else if test -z "$ended"; and string match -q -- '-*' $word
            if contains -- "$command $word" $with_value
                set option $word
            end
        else if test $count -eq 0; and contains -- (string trim -- "$command $word") $commands
            set command (string trim -- "$command $word")
        else
            set count (math $count + 1)
        end
    end
    test "x$command" = "x$argv[1]"; or return 1
    set -q argv[2]; or return 0
    test $count -eq $argv[2]; and return 0
    set -q argv[3]; and test $count -gt $argv[2]
end

# A script that is read again begins anew.
complete -c {program} -e
complete -c {program} -f
{rules}
"""


def script(program: Command, name: str) -> str:
    """The text to be sourced, for the program called *name*."""
    function = f"__{re.sub(r'[^A-Za-z0-9]', '_', name)}_at"
    commands = list(commands_in(program))
    with_value = [
        quoted(f"{one.name} {spelling}")
        for one in commands
        for option in one.options
        if option.takes is not Takes.NOTHING
        for spelling in option.names
    ]
    head = f"complete -c {quoted(name)}"
    return _SCRIPT.format(
        program=quoted(name),
        function=function,
        commands=" ".join(quoted(one.name) for one in commands if one.path),
        with_value=" ".join(with_value),
        rules="\n".join(f"{head} {rule}" for one in commands for rule in _rules(one, function)),
    )


def quoted(text: str) -> str:
    """The text as one word that fish takes as it stands."""
    plain = re.fullmatch(r"[A-Za-z0-9_./-]+", text)
    return text if plain else "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _rules(command: Command, function: str) -> Iterator[str]:
    here = f"{function} {quoted(command.name)}"
    for below in command.commands:
        word = quoted(quoted(below.path[-1]))
        yield f"-n {quoted(here + ' 0')} -a {word} -d {quoted(below.help)}"
    for place, argument in enumerate(command.arguments):
        condition = f"{here} {place}{' more' if argument.repeated else ''}"
        if argument.takes is Takes.CHOICE:
            yield f"-n {quoted(condition)} -a {_offered(argument)} -d {quoted(argument.help)}"
        elif argument.takes is Takes.FILE:
            yield f"-n {quoted(condition)} -F"
    for option in command.options:
        yield f"-n {quoted(here)} {_option(option)} -d {quoted(option.help)}"


def _offered(taken: Option | Argument) -> str:
    # Twice: fish expands the list once more when it completes.
    return quoted(" ".join(map(quoted, taken.choices)))


def _option(option: Option) -> str:
    names = " ".join(
        f"-l {quoted(name[2:])}" if name.startswith("--") else f"-s {quoted(name[1:])}"
        for name in option.names
    )
    taken = {
        Takes.NOTHING: "",
        Takes.TEXT: " -x",
        Takes.FILE: " -r -F",
        Takes.CHOICE: f" -x -a {_offered(option)}",
    }
    return names + taken[option.takes]
