"""Completing a line in a real shell, without a keyboard where the shell allows it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from tests.support.terminal.pty import Terminal

FILES = "(files)"
"""Stands for whatever files there are, where the shell lists them by itself."""

DESK = "desk"
"""The folder below the home in which lines are completed."""

Found = dict[str, str]
"""What is offered, with its description; empty in bash, which shows none."""


class Shell(Protocol):
    """One shell with one script."""

    def complete(self, *lines: str) -> list[Found]:
        """What is offered at the end of each line."""


def program(name: str) -> str:
    """Where a program is; the test is skipped by its name without it."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def environment(home: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8", "TERM": "xterm"}


class Bash:
    """The function is called as readline calls it, with the words as readline splits them."""

    _CALL = """
        set -u
        source "$1" || exit
        function=$(complete -p tui-crm) && function=${function#*-F } && function=${function%% *}
        compopt() { [[ $* == '-o default' ]] && printf '%s\\n' "$FILES"; }
        shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        "$function" tui-crm "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        for one in ${COMPREPLY[@]+"${COMPREPLY[@]}"}; do eval "printf '%s\\n' $one"; done
    """

    def __init__(self, script: Path, home: Path) -> None:
        self._command = [program("bash"), "--norc", "-c", self._CALL, "bash", str(script)]
        self._home = home

    def complete(self, *lines: str) -> list[Found]:
        return [self._complete(line) for line in lines]

    def _complete(self, line: str) -> Found:
        words = [part for word in line.split(" ") for part in re.split("([=:])", word) if part]
        blank = [""] if line.endswith(" ") else []
        done = subprocess.run(
            [*self._command, *words, *blank],
            env={**environment(self._home), "FILES": FILES},
            cwd=self._home / DESK, capture_output=True, text=True, timeout=20, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, ""), line
        return dict.fromkeys(done.stdout.splitlines(), "")


class Fish:
    """It completes a line by a command of its own."""

    _CALL = """
        source $argv[1]
        for line in $argv[2..]
            complete -C $line
            echo END
        end
    """

    def __init__(self, script: Path, home: Path) -> None:
        self._command = [program("fish"), "--no-config", "-c", self._CALL, str(script)]
        self._home = home

    def complete(self, *lines: str) -> list[Found]:
        done = subprocess.run(
            [*self._command, *lines], env=environment(self._home), cwd=self._home / DESK,
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        answers = done.stdout.split("END\n")[:-1]
        assert len(answers) == len(lines), done
        return [dict(map(_name_and_words, answer.splitlines())) for answer in answers]


def _name_and_words(line: str) -> tuple[str, str]:
    name, _tab, words = line.partition("\t")
    return re.sub("^--[a-z-]+=", "", name), words


class Zsh:
    """Completing needs its line editor, hence a terminal; what is offered goes to a file."""

    # Each match is noted with what is shown for it, then added as without this.
    _SET_UP = """
        PS1= HISTFILE= KEYTIMEOUT=1
        cd "$DESK"
        autoload -Uz compinit && compinit -u -D
        source "$SCRIPT" || print failed >> "$OFFERED"
        unsetopt beep
        setopt no_auto_list no_list_ambiguous
        zstyle ':completion:*' verbose yes
        noted() {
          local -a hits shown
          local at=$@[(i)-d]
          if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then
            builtin compadd "$@"
            return
          fi
          (( at < $# )) && shown=("${(@P)@[at+1]}")
          builtin compadd -O hits -D shown "$@"
          local n
          for (( n = 1; n <= $#hits; n++ )); do
            print -r -- "$hits[n]"$'\\t'"$shown[n]" >> "$OFFERED"
          done
          builtin compadd "$@"
        }
        offer() {
          functions[compadd]=$functions[noted]
          _main_complete
          unfunction compadd
          compstate[insert]= compstate[list]=
          print END >> "$OFFERED"
        }
        zle -C offer complete-word offer
        bindkey '^I' offer
        ready() { print END >> "$OFFERED" }
        zle -N zle-line-init ready
    """

    def __init__(self, script: Path, home: Path) -> None:
        command = [program("zsh"), "-d", "-i"]
        self._offered = home / "offered"
        self._offered.touch()
        (home / ".zshrc").write_text(self._SET_UP, encoding="utf-8")
        paths = {"SCRIPT": script, "OFFERED": self._offered, "DESK": home / DESK, "ZDOTDIR": home}
        env = {name: str(path) for name, path in paths.items()}
        # Descriptions are cut at the width of the terminal.
        self._terminal = Terminal(command, home=home, cols=999, env=env)
        self._asked = 0
        self._ask("")

    def complete(self, *lines: str) -> list[Found]:
        return [self._complete(line) for line in lines]

    def close(self) -> None:
        self._terminal.close()

    def _complete(self, line: str) -> Found:
        answer = self._ask(f"\x15{line}\t")
        found = dict(answer_line.split("\t", 1) for answer_line in answer.splitlines())
        return {name: words.partition("-- ")[2].strip() for name, words in found.items()}

    def _ask(self, keys: str) -> str:
        self._terminal.type(keys)
        self._asked += 1
        end = time.monotonic() + 30
        while time.monotonic() < end:
            answers = self._offered.read_text(encoding="utf-8").split("END\n")
            if len(answers) > self._asked:
                return answers[self._asked - 1]
            time.sleep(0.005)
        raise AssertionError(f"zsh does not answer {keys!r}")


@contextlib.contextmanager
def shell_with(name: str, script: str, home: Path) -> Iterator[Shell]:
    """The shell of this name, with a home of its own, knowing the script."""
    (home / DESK).mkdir(parents=True, exist_ok=True)
    path = home / f"script.{name}"
    path.write_text(script, encoding="utf-8")
    if name == "zsh":
        zsh = Zsh(path, home)
        try:
            yield zsh
        finally:
            zsh.close()
    else:
        yield Bash(path, home) if name == "bash" else Fish(path, home)
