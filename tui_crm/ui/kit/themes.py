"""Colour themes. A palette names the colour of each part of a screen; a theme is made of one.

Colours of palettes with their own colours are entries of the 256-colour table, which a terminal
over SSH shows exactly (`tui_crm.terminal.frame`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from textual.theme import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """The colour of each part; what a part is, and its attributes, is in `ui.kit.styles`."""

    page: str
    window: str
    """Behind small windows over a screen."""
    panel: str
    """Behind the action bar and lists of choices."""
    bar: str
    """Behind top bar and key hints; the active tab has the page's."""
    bar_text: str
    accent: str
    """Keys, focus and echoes, and nothing else."""
    number: str
    """Telephone numbers, and nothing else."""
    strong: str
    text: str
    note: str
    quiet: str
    """Signs, roles, labels, outcomes; must be readable on `window`."""
    done: str
    inactive: str
    """Text of fields that cannot be used."""
    rule: str
    group: str
    """Titles of groups and sections."""
    overdue: str
    error: str
    warning: str
    success: str
    cursor_row: str
    cursor_text: str
    cursor_rest: str
    """Behind the row that the cursor will return to."""
    marked: str
    """Behind marked rows."""
    field: str
    field_line: str
    """The line under the empty rest of a field."""
    field_text: str
    field_focus: str
    selection: str
    entry: str
    entry_late: str
    """Behind an overdue entry of the schedule, whose text is `late_text`."""
    late_text: str
    blue: str
    magenta: str


def theme(name: str, palette: Palette, *, dark: bool) -> Theme:
    """The theme of these colours; every part is a variable: `field_line` is `$field-line`."""
    named = {part.replace("_", "-"): getattr(palette, part) for part in Palette.__slots__}
    return Theme(
        name=name,
        dark=dark,
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
            **{part: colour for part, colour in named.items() if part not in _TEXTUALS},
            "text-disabled": palette.inactive,
            "input-cursor-background": palette.strong,
            "input-cursor-foreground": palette.page,
            "input-selection-background": palette.selection,
        },
    )


_TEXTUALS = frozenset({"accent", "panel", "success", "warning", "error", "text"})
"""Parts that Textual has variables of its own for; `text` is `$foreground` there."""

_DARK = Palette(
    page="#121212",
    window="#1c1c1c",
    panel="#262626",
    bar="#262626",
    bar_text="#949494",
    accent="#5fafd7",
    number="#5fd7d7",
    strong="#eeeeee",
    text="#d0d0d0",
    note="#bcbcbc",
    quiet="#8a8a8a",
    done="#808080",
    inactive="#8a8a8a",
    rule="#3a3a3a",
    group="#bcbcbc",
    overdue="#ff5f5f",
    error="#ff5f5f",
    warning="#ffaf5f",
    success="#87af5f",
    cursor_row="#005f87",
    cursor_text="#eeeeee",
    cursor_rest="#303030",
    marked="#1c1c1c",
    field="#303030",
    field_line="#4e4e4e",
    field_text="#eeeeee",
    field_focus="#005f87",
    selection="#0087af",
    entry="#303030",
    entry_late="#303030",
    late_text="#ff5f5f",
    blue="#5f87ff",
    magenta="#d787d7",
)

_LIGHT = Palette(
    page="#ffffff",
    window="#eeeeee",
    panel="#e4e4e4",
    bar="#e4e4e4",
    bar_text="#585858",
    accent="#005f87",
    number="#005f5f",
    strong="#121212",
    text="#303030",
    note="#3a3a3a",
    quiet="#626262",
    done="#6c6c6c",
    inactive="#626262",
    rule="#c6c6c6",
    group="#3a3a3a",
    overdue="#af0000",
    error="#af0000",
    warning="#875f00",
    success="#005f00",
    cursor_row="#afd7ff",
    cursor_text="#121212",
    cursor_rest="#e4e4e4",
    marked="#eeeeee",
    field="#e4e4e4",
    field_line="#b2b2b2",
    field_text="#121212",
    field_focus="#afd7ff",
    selection="#87d7ff",
    entry="#e4e4e4",
    entry_late="#e4e4e4",
    late_text="#af0000",
    blue="#005fd7",
    magenta="#af00af",
)

_SIXTEEN = Palette(
    page="#000000",
    window="#000000",
    panel="#000000",
    bar="#0000aa",
    bar_text="#aaaaaa",
    accent="#55ffff",
    number="#ffffff",
    strong="#ffffff",
    text="#aaaaaa",
    note="#aaaaaa",
    quiet="#aaaaaa",
    done="#aaaaaa",
    inactive="#aaaaaa",
    rule="#555555",
    group="#aaaaaa",
    overdue="#ff5555",
    error="#ff5555",
    warning="#ffff55",
    success="#55ff55",
    cursor_row="#0000aa",
    cursor_text="#ffffff",
    cursor_rest="#000000",
    marked="#000000",
    field="#000000",
    field_line="#555555",
    field_text="#ffffff",
    field_focus="#0000aa",
    selection="#00aaaa",
    entry="#0000aa",
    entry_late="#aa0000",
    late_text="#ffffff",
    blue="#55ffff",
    magenta="#ffff55",
)
"""Exactly the sixteen colours of a plain terminal, so that none has to be approximated.

Terminals differ in their shades: only pairs are used that reach 4.5:1 in the default palettes of
xterm, PuTTY, Windows Terminal, macOS Terminal and the Linux console. Dark grey does not: it is
for lines alone.
"""

DARK = theme("tui-crm-dark", _DARK, dark=True)
LIGHT = theme("tui-crm-light", _LIGHT, dark=False)
SIXTEEN = theme("tui-crm-16", _SIXTEEN, dark=True)
GREYS = theme(
    "tui-crm-greys",
    replace(
        _DARK,
        accent="#eeeeee",
        number="#eeeeee",
        warning="#eeeeee",
        success="#d0d0d0",
        error="#ffffff",
        overdue="#ffffff",
        late_text="#ffffff",
        cursor_row="#4e4e4e",
        field_focus="#4e4e4e",
        cursor_text="#ffffff",
    ),
    dark=True,
)
"""Without colours: overdue rows are the brightest; the red of `DARK` would be a dim grey."""
SIXTEEN_GREYS = theme(
    "tui-crm-16-greys",
    replace(
        _SIXTEEN,
        bar="#000000",
        accent="#ffffff",
        warning="#ffffff",
        success="#aaaaaa",
        error="#ffffff",
        overdue="#ffffff",
        cursor_row="#555555",
        field_focus="#555555",
        entry="#000000",
        entry_late="#555555",
    ),
    dark=True,
)
"""Without colours on a plain terminal, where its blue and red would turn black."""

THEMES = (DARK, LIGHT, SIXTEEN, GREYS, SIXTEEN_GREYS)


def fitting(*, sixteen: bool, grey: bool) -> Theme:
    """The theme for a terminal with sixteen colours or more, with or without colour."""
    if grey:
        return SIXTEEN_GREYS if sixteen else GREYS
    return SIXTEEN if sixteen else DARK
