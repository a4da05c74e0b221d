"""Colour themes: dark, light, sixteen colours, greys; all from the 256-colour table (SSH)."""

from __future__ import annotations

from dataclasses import replace

from textual.theme import Theme

DARK = Theme(
    name="tui-crm-dark",
    dark=True,
    primary="#5fafd7",
    secondary="#87afaf",
    accent="#5fafd7",
    foreground="#d0d0d0",
    background="#121212",
    surface="#1c1c1c",
    panel="#262626",
    success="#87af5f",
    warning="#ffaf5f",
    error="#ff5f5f",
    variables={
        "bar": "#262626",
        "field": "#303030",
        "field-text": "#d0d0d0",
        "late": "#ff5f5f",
        "late-entry": "#303030",
        "field-focus": "#005f87",
        "cursor-row": "#005f87",
        "cursor-rest": "#303030",
        "strong": "#eeeeee",
        "quiet": "#8a8a8a",
        "quieter": "#808080",
        "inactive": "#9e9e9e",
        "blue": "#5f87ff",
        "cyan": "#5fd7d7",
        "magenta": "#d787d7",
        "input-cursor-background": "#eeeeee",
        "input-cursor-foreground": "#121212",
        "input-selection-background": "#0087af",
    },
)

LIGHT = Theme(
    name="tui-crm-light",
    dark=False,
    primary="#005f87",
    secondary="#5f8787",
    accent="#005f87",
    foreground="#303030",
    background="#ffffff",
    surface="#eeeeee",
    panel="#e4e4e4",
    success="#5f8700",
    warning="#af5f00",
    error="#d70000",
    variables={
        "bar": "#e4e4e4",
        "field": "#e4e4e4",
        "field-text": "#303030",
        "late": "#d70000",
        "late-entry": "#e4e4e4",
        "field-focus": "#afd7ff",
        "cursor-row": "#afd7ff",
        "cursor-rest": "#e4e4e4",
        "strong": "#121212",
        "quiet": "#626262",
        "quieter": "#767676",
        "inactive": "#4e4e4e",
        "blue": "#005fd7",
        "cyan": "#008787",
        "magenta": "#af00af",
        "input-cursor-background": "#121212",
        "input-cursor-foreground": "#ffffff",
        "input-selection-background": "#87d7ff",
    },
)

SIXTEEN = Theme(
    name="tui-crm-16",
    dark=True,
    primary="#55ffff",
    secondary="#55ffff",
    accent="#55ffff",
    foreground="#aaaaaa",
    background="#000000",
    surface="#000000",
    panel="#000000",
    success="#55ff55",
    warning="#ffff55",
    error="#ff5555",
    variables={
        "bar": "#0000aa",
        "field": "#555555",
        "field-text": "#ffffff",
        "late": "#ffffff",
        "late-entry": "#aa0000",
        "field-focus": "#0000aa",
        "cursor-row": "#0000aa",
        "cursor-rest": "#555555",
        "strong": "#ffffff",
        "quiet": "#aaaaaa",
        "quieter": "#555555",
        "inactive": "#aaaaaa",
        "text-disabled": "#aaaaaa",
        "blue": "#5555ff",
        "cyan": "#55ffff",
        "magenta": "#ff55ff",
        "input-cursor-background": "#ffffff",
        "input-cursor-foreground": "#000000",
        "input-selection-background": "#00aaaa",
    },
)
"""Exactly the sixteen colours of a plain terminal, so that none has to be approximated.

Terminals differ in their shades: no red is put on grey, since both are equally bright in xterm.
"""

GREYS = replace(
    DARK,
    name="tui-crm-greys",
    warning="#eeeeee",
    error="#ffffff",
    variables={**DARK.variables, "late": "#ffffff"},
)
"""Without colours: overdue rows are the brightest; the red of `DARK` would be a dim grey."""

SIXTEEN_GREYS = replace(
    SIXTEEN,
    name="tui-crm-16-greys",
    warning="#ffffff",
    error="#ffffff",
    variables={
        **SIXTEEN.variables,
        "bar": "#000000",
        "field-focus": "#555555",
        "cursor-row": "#555555",
        "late-entry": "#555555",
    },
)
"""Without colours on a plain terminal, where its blue and red would turn black."""

THEMES = (DARK, LIGHT, SIXTEEN, GREYS, SIXTEEN_GREYS)


def fitting(*, sixteen: bool, grey: bool) -> Theme:
    """The theme for a terminal with sixteen colours or more, with or without colour."""
    if grey:
        return SIXTEEN_GREYS if sixteen else GREYS
    return SIXTEEN if sixteen else DARK
