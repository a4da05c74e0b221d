"""The completion script of a shell by the shell's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from tui_crm.cli.completion import bash, fish, zsh
from tui_crm.cli.completion.grammar import Command

SCRIPTS: Final[Mapping[str, Callable[[Command, str], str]]] = {
    "bash": bash.script,
    "zsh": zsh.script,
    "fish": fish.script,
}
"""By shell: from the grammar and the name of the program to the text of the script."""
