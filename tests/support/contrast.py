"""How well a text can be read: the contrast of WCAG, in the colours that terminals really have."""

from __future__ import annotations

from rich.color import Color, ColorSystem
from rich.palette import Palette as Table
from rich.style import Style
from textual.filter import monochrome_style

from tui_crm.terminal.pens import Inks
from tui_crm.ui.kit.themes import inks_of

READABLE = 4.5
"""The contrast that WCAG asks of text, level AA."""
HIGH = 7.0
"""The same, level AAA."""

_SHADES = {
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5"
    " 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "PuTTY": "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb"
    " 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "Windows Terminal": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc"
    " 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2",
    "macOS Terminal": "000000 c23621 25bc24 adad27 492ee1 d338d3 33bbc8 cbcccd"
    " 818383 fc391f 31e722 eaec23 5833ff f935f8 14f0f0 e9ebeb",
    "Linux console": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa"
    " 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
}
TERMINALS = {
    name: Table([(int(one[:2], 16), int(one[2:4], 16), int(one[4:], 16)) for one in shades.split()])
    for name, shades in _SHADES.items()
}
"""The sixteen colours that each terminal has unless somebody changes them."""


def least(theme: str) -> float:
    """The contrast that every text of a theme has to reach."""
    return HIGH if theme == "contrast" else READABLE


def contrast(text: tuple[int, int, int], behind: tuple[int, int, int]) -> float:
    """From 1, the same colour, to 21, black on white."""
    both = [_luminance(text), _luminance(behind)]
    return (max(both) + 0.05) / (min(both) + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def worst(theme: str, text: str, behind: str) -> float:
    """The contrast of two colours of a theme on the terminal where it is least."""
    style = Style(color=text, bgcolor=behind)
    if "greys" in theme:
        style = monochrome_style(style)
    assert style.color is not None
    assert style.bgcolor is not None
    inks = inks_of(theme)
    if inks is Inks.PLAIN:
        # The terminal's text on its page, or the other way round; nothing else.
        return 21 if {text, behind} == {"#000000", "#ffffff"} else 1
    if inks is Inks.OWN:
        return contrast(style.color.get_truecolor(), style.bgcolor.get_truecolor())
    pair = [_number(style.color), _number(style.bgcolor)]
    return min(contrast(table[pair[0]], table[pair[1]]) for table in TERMINALS.values())


def _number(colour: Color) -> int:
    number = colour.downgrade(ColorSystem.STANDARD).number
    assert number is not None
    return number
