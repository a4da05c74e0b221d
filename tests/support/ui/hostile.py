"""Texts that look like markup, escape sequences or worse, and records that hold nothing else."""

from __future__ import annotations

import dataclasses
import typing
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from tests.support.builders import NOW

if TYPE_CHECKING:
    from tests.support.ui.driver import CrmDriver

T = TypeVar("T")

HOSTILE = [
    "ACME [Wrocław]", "[bold]x[/bold]", "[/]", "[link='x']", "[@click=app.quit]Firma[/]",
    "A [1] B", "[red]", "price [5 zł", "tel. [+48 600]", "[$error]x", "[ ]", "[x]", "[Jan Nowak]",
    "[/Jan]", "\\[esc]",
]  # fmt: skip
"""What a reader of markup would do something with."""

FEW = ["[@click=app.quit]Firma[/]", "[/]", "\\[esc]"]
"""One that would act, one that would raise, one that would lose its first sign."""

CONTROLS = [
    ("\x1b]0;owned\x07", "]0;owned"),
    ("\x1b[31mred\x1b[0m", "[31mred[0m"),
    ("a\u202egnp.exe", "agnp.exe"),
    ("abc\u200f\u200eדוד", "abcדוד"),
    ("x\x00\x9b2Jy", "x2Jy"),
    ("🙂👩‍👩‍👧 ok", "🙂👩‍👩‍👧 ok"),
    ("漢字カナ", "漢字カナ"),
    ("ze\u0301ro", "zéro"),
]
"""Texts with signs that act on a terminal, and what is left of them; the last three do not act."""

JOINED = [tuple(map("".join, zip(*part, strict=True))) for part in (CONTROLS[:5], CONTROLS[5:])]
"""The same in two: what acts on a terminal, and what is unusual and harmless."""

FORBIDDEN = {
    *map(chr, range(32)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u202a\u202b\u202d\u202e\u200e\u200f",
}


NUMBER = "C/2026/0001"
"""Made by the program, as the codes of its own entries are; so it is drawn as it stands."""


def clean(crm: CrmDriver) -> bool:
    """Whether nothing that acts on a terminal is on the screen."""
    return not FORBIDDEN & set("".join(crm.screen_text()))


def filled(of: type[T], text: str) -> T:
    """A record each typed text of which is *text*; numbers are 1, and lists hold one."""
    names: Any = of
    given = names._fields if issubclass(of, tuple) else [f.name for f in dataclasses.fields(names)]
    hints = typing.get_type_hints(of)
    texts = {name: NUMBER if name == "number" else text for name in given}
    return of(**{name: _value(hints[name], texts[name]) for name in given})


def _value(hint: Any, text: str) -> Any:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, UnionType}:
        return _value(next(one for one in inner if one is not NoneType), text)
    if origin is Literal:
        return inner[0]
    if origin is tuple:
        return (_value(inner[0], text),)
    if origin is typing.Annotated:
        return _value(inner[0], text)
    return _plain_value(getattr(hint, "__supertype__", hint), text)


def _plain_value(of: Any, text: str) -> Any:
    if of is str:
        return text
    if of is Any:
        return 1
    if issubclass(of, Enum):
        return next(iter(of))
    simple = {bool: True, int: 1, float: 1.0, datetime: NOW, date: NOW.date()}
    return simple[of] if of in simple else filled(of, text)
