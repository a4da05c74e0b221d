"""Pens: the parameters of the SGR sequence that draws in a style."""

from __future__ import annotations

from enum import Enum
from functools import cache
from itertools import product

from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual.strip import Strip


class Inks(Enum):
    """Which colours of the terminal a theme is drawn with."""

    OWN = "own"
    """The theme's own, as near as the terminal has them."""
    SIXTEEN = "sixteen"
    """The first sixteen, which belong to the terminal, also where there are more."""
    PLAIN = "plain"
    """No colours: bright backgrounds are sent as reverse, so that page and text are its own."""


_BRIGHT = 3 * 128
_REVERSE = "7"


def pen_of(style: Style, colours: ColorSystem, inks: Inks) -> str:
    """The pen for a style.

    Rich rounds greys to a neighbour in the table of 256 colours (#d0d0d0 to #c6c6c6), so what is an
    entry of that table is looked up.
    """
    if inks is Inks.PLAIN:
        return _plain(style)
    if inks is Inks.SIXTEEN:
        colours = ColorSystem.STANDARD
    elif colours is ColorSystem.EIGHT_BIT:
        style += Style.from_color(_entry(style.color), _entry(style.bgcolor))
    return Strip.render_ansi(style, colours)


def _plain(style: Style) -> str:
    pen = Strip.render_ansi(style.without_color, ColorSystem.STANDARD)
    behind = style.bgcolor
    if behind is None or behind.triplet is None or sum(behind.triplet) < _BRIGHT:
        return pen
    return f"{pen};{_REVERSE}" if pen else _REVERSE


def _entry(colour: Color | None) -> Color | None:
    """The colour as an entry of the table of 256 colours, if it is exactly one."""
    if colour is None or colour.triplet is None:
        return None
    number = _entries().get(colour.triplet)
    return None if number is None else Color.from_ansi(number)


@cache
def _entries() -> dict[ColorTriplet, int]:
    """Numbers in the table of 256 colours; the first sixteen differ between terminals."""
    levels = (0, 95, 135, 175, 215, 255)
    cube = {ColorTriplet(*rgb): at for at, rgb in enumerate(product(levels, repeat=3), 16)}
    return cube | {ColorTriplet(*[8 + 10 * at] * 3): 232 + at for at in range(24)}
