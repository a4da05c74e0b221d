"""Text for `man`: what is special to roff is escaped, everything else is ASCII.

The escapes are those that groff and mandoc share; see groff_char(7).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_ESCAPES: Final[Mapping[str, str]] = {
    "\\": r"\e",
    # A plain one is a hyphen, which cannot be copied into a command line.
    "-": r"\-",
    "'": r"\(aq",
    '"': r"\(dq",
    "`": r"\(ga",
    "^": r"\(ha",
    "~": r"\(ti",
}


def escaped(text: str) -> str:
    """One line of running text, or an argument between quotation marks."""
    line = "".join(map(_escape, " ".join(text.split())))
    # A point at the beginning of a line would be a request.
    return rf"\&{line}" if line.startswith(".") else line


def bold(text: str) -> str:
    return rf"\fB{escaped(text)}\fR"


def italic(text: str) -> str:
    return rf"\fI{escaped(text)}\fR"


def marked(text: str) -> str:
    """Running text in which what stands between backquotes is bold, as in `tui-crm today`."""
    parts = re.split(r"`([^`]*)`", text)
    line = "".join(bold(part) if n % 2 else _inner(part) for n, part in enumerate(parts))
    return rf"\&{line}" if line.startswith(".") else line


def macro(name: str, *arguments: str) -> str:
    """A request with arguments that are text."""
    return " ".join([f".{name}", *(f'"{escaped(one)}"' for one in arguments)])


def entry(term: str, words: str) -> list[str]:
    """An item of a list; both are roff already."""
    return [".TP", term, words] if words else [".TP", term, r"\&"]


def _inner(text: str) -> str:
    return "".join(map(_escape, re.sub(r"\s+", " ", text)))


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return character if character.isascii() else rf"\[u{ord(character):04X}]"
