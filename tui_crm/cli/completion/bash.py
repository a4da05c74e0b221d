"""Completion for bash: one function that walks the words before the cursor."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from typing import Final

from tui_crm.cli.completion.grammar import Argument, Command, Option, Takes, commands_in

_SCRIPT: Final = """\
# bash completion for {program}

# What the option $2 of the command $1 takes: sets takes, and offered for a choice.
{function}_option() {{
  case "$1 $2" in
{option_values}
    *) return 1 ;;
  esac
}}

# What may be the argument number $2 of the command $1, counted from 0.
{function}_argument() {{
  case "$1 $2" in
{arguments}
  esac
}}

# The options of the command $1.
{function}_options() {{
  case "$1" in
{options}
  esac
}}

# Whether $1 is a command.
{function}_is_command() {{
  case "$1" in
    {commands}) return 0 ;;
    *) return 1 ;;
  esac
}}

{function}() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} command='' option='' held='' ended='' joined=''
  local takes='' word one quoted i count=0
  local -a offered=()
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${{COMP_WORDS[i]}}
    # Bash splits words at "=" and ":", which belong to the value of an option.
    if [[ $word == : ]]; then
      option=$held
    elif [[ -n $option ]]; then
      [[ $word == = ]] || {{ held=$option option=''; }}
    elif [[ -z $ended && $word == -- ]]; then
      ended=yes
    elif [[ -z $ended && $word == -* ]]; then
      held=''
      if [[ $word != *=* ]] && {function}_option "$command" "$word" && [[ -n $takes ]]; then
        option=$word
      fi
    elif {function}_is_command "${{command:+$command }}$word" && ((count == 0)); then
      held='' command=${{command:+$command }}$word
    else
      held='' count=$((count + 1))
    fi
  done
  takes='' offered=()
  if [[ -z $option && -z $ended && $current == --*=* ]]; then
    # Where "=" does not split words.
    option=${{current%%=*}} joined=${{current%%=*}}= current=${{current#*=}}
  fi
  if [[ -n $option ]]; then
    [[ $current != = ]] || current=''
    {function}_option "$command" "$option"
  elif [[ -z $ended && $current == -* ]]; then
    {function}_options "$command"
  else
    {function}_argument "$command" "$count"
  fi
  if [[ $takes == file ]]; then
    # Readline completes file names better than any list: tildes, quotes and blanks.
    compopt -o default 2>/dev/null
    return
  fi
  for one in "${{offered[@]}}"; do
    if [[ $one == "$current"* ]]; then
      printf -v quoted %q "$one"
      COMPREPLY+=("$joined$quoted")
    fi
  done
}}

complete -F {function} {program}
"""


def script(program: Command, name: str) -> str:
    """The text to be sourced, for the program called *name*."""
    function = "_" + re.sub(r"\W", "_", name)
    commands = list(commands_in(program))
    named = [shlex.quote(one.name) for one in commands if one.path]
    return _SCRIPT.format(
        program=shlex.quote(name),
        function=function,
        option_values=_lines(line for one in commands for line in _option_values(one)),
        arguments=_lines(line for one in commands for line in _arguments(one)),
        options=_lines(
            f"{shlex.quote(one.name)}) offered=({_words(_names(one))}) ;;" for one in commands
        ),
        commands=" | ".join(named) or "''",
    )


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(f"    {line}" for line in lines)


def _names(command: Command) -> list[str]:
    return [name for option in command.options for name in option.names]


def _words(words: Iterable[str]) -> str:
    return " ".join(map(shlex.quote, words))


def _option_values(command: Command) -> Iterator[str]:
    for option in command.options:
        if option.takes is not Takes.NOTHING:
            patterns = " | ".join(shlex.quote(f"{command.name} {name}") for name in option.names)
            yield f"{patterns}) {_what(option)} ;;"


def _what(taken: Option | Argument) -> str:
    offered = f" offered=({_words(taken.choices)})" if taken.choices else ""
    return f"takes={taken.takes.value}{offered}"


def _arguments(command: Command) -> Iterator[str]:
    if command.commands:
        below = [one.path[-1] for one in command.commands]
        yield f"{shlex.quote(command.name + ' 0')}) takes=choice offered=({_words(below)}) ;;"
    for place, argument in enumerate(command.arguments):
        pattern = shlex.quote(f"{command.name} {place}")
        if argument.repeated:
            pattern = f"{shlex.quote(command.name + ' ')}[0-9]*"
        yield f"{pattern}) {_what(argument)} ;;"
