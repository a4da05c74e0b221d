"""A command line whose texts would do harm in a shell or in roff, were they not escaped."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

HOSTILE = (
    r"""it's "so" $(touch pwned) `touch pwned` ${HOME} $HOME [x] {a,b} (touch pwned) a:b \: """
    r"""\n \\ 50%% %%d %%F{red} ; touch pwned & | < > * ? ~ ! # ^ = 'zażółć' „gęślą” – …"""
)
"""As it is given to argparse, where a percent sign is written twice."""
TOLD = HOSTILE.replace("%%", "%")
CHOICES = ("it's", "a b", "$(touch pwned)", "`touch pwned`", "(touch pwned)", 'q"q', "$HOME", "ż")
LEADING = (".so /etc/passwd", "'so /etc/passwd", "\\fBx", "-x")
"""What would be a request, or a change of font, at the beginning of a line."""


def hostile_parser() -> ArgumentParser:
    parser = ArgumentParser(prog="tui-crm", description=TOLD)
    parser.add_argument("--file", type=Path, metavar=TOLD, help=f".{HOSTILE}")
    parser.add_argument("--pick", choices=CHOICES, help=HOSTILE)
    commands = parser.add_subparsers(metavar=TOLD)
    told = commands.add_parser("told", description=TOLD, epilog="\n".join((*LEADING, "", TOLD)))
    told.add_argument("--text", metavar=TOLD, help=HOSTILE)
    told.add_argument("which", choices=CHOICES, help=HOSTILE)
    for number, words in enumerate(LEADING):
        commands.add_parser(f"leading{number}", description=words)
    commands.add_parser("silent").add_argument("words", nargs="*", type=Path)
    return parser
