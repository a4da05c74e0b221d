"""A palette names the colour of each part of a screen; here are the palettes of all themes.

Colours of palettes with their own colours are entries of the 256-colour table, which a terminal
over SSH shows exactly (`tui_crm.terminal.pens`). Every pair that is used as text reaches 4.5:1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Palette:
    """The colour of each part; what a part is, and its attributes, is in `ui.kit.styles`.

    Text is on `page`, `window` and `panel`, and on `marked`, where what is done is quiet.
    """

    page: str
    window: str
    """Behind small windows over a screen."""
    panel: str
    """Behind the action bar, lists of choices, and hours off work."""
    bar: str
    """Behind top bar, titles and key hints."""
    bar_text: str
    tab: str
    """Behind the section in use in the top bar: the page's."""
    tab_text: str
    accent: str
    """Keys, focus and echoes, and nothing else."""
    number: str
    """Telephone numbers, and nothing else."""
    strong: str
    text: str
    note: str
    quiet: str
    """Signs, roles, labels, outcomes, fields that cannot be used."""
    done: str
    rule: str
    """For lines only: it need not be readable as text."""
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
    rest_text: str
    marked: str
    """Behind marked rows."""
    field_line: str
    """The line under the empty rest of a field."""
    field_focus: str
    focus_text: str
    selection: str
    selection_text: str
    entry: str
    """Behind an entry of the schedule, whose text is `entry_text`."""
    entry_text: str
    entry_late: str
    late_text: str
    blue: str
    magenta: str


DARK = Palette(
    page="#121212",
    window="#121212",
    panel="#1c1c1c",
    bar="#262626",
    bar_text="#949494",
    tab="#121212",
    tab_text="#eeeeee",
    accent="#5fafd7",
    number="#5fd7d7",
    strong="#eeeeee",
    text="#d0d0d0",
    note="#bcbcbc",
    quiet="#8a8a8a",
    done="#808080",
    rule="#3a3a3a",
    group="#bcbcbc",
    overdue="#ff5f5f",
    error="#ff5f5f",
    warning="#ffaf5f",
    success="#87af5f",
    cursor_row="#005f87",
    cursor_text="#eeeeee",
    cursor_rest="#303030",
    rest_text="#eeeeee",
    marked="#1c1c1c",
    field_line="#4e4e4e",
    field_focus="#005f87",
    focus_text="#eeeeee",
    selection="#585858",
    selection_text="#eeeeee",
    entry="#303030",
    entry_text="#eeeeee",
    entry_late="#303030",
    late_text="#ff8787",
    blue="#5f87ff",
    magenta="#d787d7",
)

LIGHT = Palette(
    page="#ffffff",
    window="#ffffff",
    panel="#eeeeee",
    bar="#e4e4e4",
    bar_text="#585858",
    tab="#ffffff",
    tab_text="#121212",
    accent="#005f87",
    number="#005f5f",
    strong="#121212",
    text="#303030",
    note="#3a3a3a",
    quiet="#626262",
    done="#6c6c6c",
    rule="#c6c6c6",
    group="#3a3a3a",
    overdue="#af0000",
    error="#af0000",
    warning="#875f00",
    success="#005f00",
    cursor_row="#afd7ff",
    cursor_text="#121212",
    cursor_rest="#dadada",
    rest_text="#121212",
    marked="#eeeeee",
    field_line="#b2b2b2",
    field_focus="#afd7ff",
    focus_text="#121212",
    selection="#ffd787",
    selection_text="#121212",
    entry="#dadada",
    entry_text="#121212",
    entry_late="#ffd7d7",
    late_text="#870000",
    blue="#005fd7",
    magenta="#8700af",
)

CONTRAST = Palette(
    page="#000000",
    window="#000000",
    panel="#000000",
    bar="#303030",
    bar_text="#ffffff",
    tab="#000000",
    tab_text="#ffffff",
    accent="#ffff00",
    number="#00ffff",
    strong="#ffffff",
    text="#ffffff",
    note="#ffffff",
    quiet="#d0d0d0",
    done="#bcbcbc",
    rule="#8a8a8a",
    group="#ffffff",
    overdue="#ff8787",
    error="#ff8787",
    warning="#ffaf00",
    success="#87ff00",
    cursor_row="#ffff00",
    cursor_text="#000000",
    cursor_rest="#444444",
    rest_text="#ffffff",
    marked="#1c1c1c",
    field_line="#d0d0d0",
    field_focus="#ffff00",
    focus_text="#000000",
    selection="#00ffff",
    selection_text="#000000",
    entry="#303030",
    entry_text="#ffffff",
    entry_late="#5f0000",
    late_text="#ffffff",
    blue="#87afff",
    magenta="#ff87ff",
)
"""Every text reaches 7:1."""

SIXTEEN = Palette(
    page="#000000",
    window="#000000",
    panel="#000000",
    bar="#0000aa",
    bar_text="#aaaaaa",
    tab="#000000",
    tab_text="#ffffff",
    accent="#55ffff",
    number="#ffffff",
    strong="#ffffff",
    text="#aaaaaa",
    note="#aaaaaa",
    quiet="#aaaaaa",
    done="#aaaaaa",
    rule="#555555",
    group="#aaaaaa",
    overdue="#ff5555",
    error="#ff5555",
    warning="#ffff55",
    success="#55ff55",
    cursor_row="#0000aa",
    cursor_text="#ffffff",
    cursor_rest="#00aaaa",
    rest_text="#000000",
    marked="#000000",
    field_line="#555555",
    field_focus="#0000aa",
    focus_text="#ffffff",
    selection="#00aaaa",
    selection_text="#000000",
    entry="#0000aa",
    entry_text="#ffffff",
    entry_late="#aa0000",
    late_text="#ffffff",
    blue="#55ffff",
    magenta="#ffff55",
)
"""The sixteen colours of a plain terminal on its black, by the values that stand for them.

Terminals differ in their shades: only pairs are used that reach 4.5:1 in the default palettes of
xterm, PuTTY, Windows Terminal, macOS Terminal and the Linux console. Dark grey does not: it is
for lines alone.
"""

PLAIN = Palette(
    page="#000000",
    window="#000000",
    panel="#000000",
    bar="#000000",
    bar_text="#ffffff",
    tab="#ffffff",
    tab_text="#000000",
    accent="#ffffff",
    number="#ffffff",
    strong="#ffffff",
    text="#ffffff",
    note="#ffffff",
    quiet="#ffffff",
    done="#ffffff",
    rule="#ffffff",
    group="#ffffff",
    overdue="#ffffff",
    error="#ffffff",
    warning="#ffffff",
    success="#ffffff",
    cursor_row="#ffffff",
    cursor_text="#000000",
    cursor_rest="#ffffff",
    rest_text="#000000",
    marked="#000000",
    field_line="#ffffff",
    field_focus="#ffffff",
    focus_text="#000000",
    selection="#ffffff",
    selection_text="#000000",
    entry="#ffffff",
    entry_text="#000000",
    entry_late="#ffffff",
    late_text="#000000",
    blue="#ffffff",
    magenta="#ffffff",
)
"""The terminal's own text on its own page: black stands for the page, white for the text.

A white background is sent as reverse (`pens.Inks.PLAIN`), so it is right on any terminal.
"""

GREYS = replace(
    DARK,
    accent="#eeeeee",
    number="#eeeeee",
    warning="#eeeeee",
    success="#d0d0d0",
    error="#ffffff",
    overdue="#ffffff",
    late_text="#ffffff",
    cursor_row="#4e4e4e",
    cursor_text="#ffffff",
    field_focus="#4e4e4e",
    blue="#d0d0d0",
    magenta="#d0d0d0",
)
"""Without colours: overdue rows are the brightest; the red of `DARK` would be a dim grey."""

LIGHT_GREYS = replace(
    LIGHT,
    accent="#121212",
    number="#121212",
    warning="#121212",
    success="#303030",
    error="#000000",
    overdue="#000000",
    late_text="#000000",
    entry_late="#dadada",
    cursor_row="#c6c6c6",
    field_focus="#c6c6c6",
    selection="#b2b2b2",
    blue="#303030",
    magenta="#303030",
)

SIXTEEN_GREYS = replace(
    SIXTEEN,
    bar="#000000",
    accent="#ffffff",
    warning="#ffffff",
    success="#aaaaaa",
    error="#ffffff",
    overdue="#ffffff",
    cursor_row="#aaaaaa",
    cursor_text="#000000",
    cursor_rest="#000000",
    rest_text="#ffffff",
    field_focus="#aaaaaa",
    focus_text="#000000",
    selection="#ffffff",
    entry="#aaaaaa",
    entry_text="#000000",
    entry_late="#ffffff",
    late_text="#000000",
    blue="#aaaaaa",
    magenta="#aaaaaa",
)
"""Without colours on a plain terminal, where its blue and red would turn black."""
