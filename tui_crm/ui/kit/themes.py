"""Colour themes: what the operator chooses from, and the Textual theme made of a palette."""

from __future__ import annotations

from functools import cache
from typing import Final

from textual.theme import Theme

from tui_crm.i18n import N_
from tui_crm.settings import AUTO_THEME
from tui_crm.terminal.pens import Inks
from tui_crm.ui.kit import palettes
from tui_crm.ui.kit.palettes import Palette

PALETTES: Final[dict[str, Palette]] = {
    "dark": palettes.DARK,
    "light": palettes.LIGHT,
    "contrast": palettes.CONTRAST,
    "sixteen": palettes.SIXTEEN,
    "plain": palettes.PLAIN,
    "greys": palettes.GREYS,
    "light-greys": palettes.LIGHT_GREYS,
    "sixteen-greys": palettes.SIXTEEN_GREYS,
}
"""The palette of each theme, by the name that the settings know it by, and those for `NO_COLOR`."""

WORDS: Final[dict[str, str]] = {
    AUTO_THEME: N_("what suits the terminal"),
    "dark": N_("dark"),
    "light": N_("light"),
    "contrast": N_("high contrast"),
    "sixteen": N_("the sixteen colours of the terminal, on black"),
    "plain": N_("the text and page of the terminal, no colours"),
}
"""What the operator may choose, in the order of the list."""

OF_OWN_COLOURS: Final = frozenset({"dark", "light", "contrast"})
"""Themes that a terminal with sixteen colours cannot show."""
_LIGHT: Final = frozenset({"light", "light-greys"})
_TEXTUALS: Final = frozenset({"accent", "panel", "success", "warning", "error", "text"})
"""Parts that Textual has variables of its own for; `text` is `$foreground` there."""


def fitting(asked: str, *, sixteen: bool, grey: bool) -> str:
    """The name of the palette for what was asked, on a terminal of sixteen colours or more.

    Colours of one's own cannot be shown with sixteen; *grey* is asked for by `NO_COLOR`.
    """
    if asked == "plain":
        return asked
    if sixteen or asked == "sixteen":
        return "sixteen-greys" if grey else "sixteen"
    name = "dark" if asked == AUTO_THEME else asked
    if not grey:
        return name
    return "light-greys" if name == "light" else "greys"


def inks_of(name: str) -> Inks:
    """Which colours of the terminal a palette is drawn with."""
    if name == "plain":
        return Inks.PLAIN
    return Inks.SIXTEEN if name.startswith("sixteen") else Inks.OWN


@cache
def theme(name: str) -> Theme:
    """The theme of a palette; every part is a variable: `field_line` is `$field-line`."""
    palette = PALETTES[name]
    return Theme(
        name=name,
        dark=name not in _LIGHT,
        primary=palette.accent,
        secondary=palette.quiet,
        accent=palette.accent,
        foreground=palette.text,
        background=palette.page,
        surface=palette.window,
        panel=palette.panel,
        success=palette.success,
        warning=palette.warning,
        error=palette.error,
        variables={
            **{part: colour for part, colour in _parts(palette).items() if part not in _TEXTUALS},
            "field": palette.rule,
            "field-text": palette.focus_text,
            "field-hint": hint_of(palette),
            "inactive": palette.quiet,
            "text-disabled": palette.quiet,
            "input-cursor-background": palette.focus_text,
            "input-cursor-foreground": palette.field_focus,
            "input-selection-background": palette.selection,
            "input-selection-foreground": palette.selection_text,
        },
    )


def hint_of(palette: Palette) -> str:
    """The text of an empty field in focus: quieter than what is typed, unless in reverse."""
    return palette.focus_text if palette.focus_text == palette.page else palette.text


def _parts(palette: Palette) -> dict[str, str]:
    return {part.replace("_", "-"): getattr(palette, part) for part in Palette.__slots__}
