"""Named text styles (`overdue`, `muted` …) derived from the colours of the theme.

They are plain styles, not component classes of a style sheet: Textual would match every rule
against each of them for every widget, which is half of what a first frame costs.
"""

from __future__ import annotations

from functools import lru_cache

from rich.style import Style
from textual.widget import Widget

from tui_crm.ui.kit.themes import THEMES

NOTHING = Style()
BOLD = Style(bold=True)


@lru_cache(8)
def _styles(name: str) -> dict[str, Style]:
    theme = next((one for one in THEMES if one.name == name), THEMES[0])
    colours = theme.variables
    page, quiet = Style(bgcolor=theme.background), Style(color=colours["quiet"])
    strong, group = Style(color=colours["strong"]), Style(color=colours["group"])
    accent, warning, error = (
        Style(color=colour) for colour in (theme.accent, theme.warning, theme.error)
    )
    overdue, success = Style(color=colours["overdue"]), Style(color=theme.success)
    cursor = Style(color=colours["cursor-text"], bgcolor=colours["cursor-row"], bold=True)
    done, off = Style(color=colours["done"]), Style(bgcolor=theme.surface)
    return {
        "": NOTHING,
        # Who and what
        "who": strong,
        "strong": strong,
        "title": strong + BOLD,
        "note": Style(color=colours["note"]),
        "number": Style(color=colours["number"], bold=True),
        "wrong": quiet + Style(strike=True),
        "sign": quiet,
        "muted": quiet,
        "empty": quiet,
        # States
        "overdue": overdue + BOLD,
        "late": overdue,
        "urgent": warning + BOLD,
        "running": warning + BOLD,
        "star": warning,
        "done": done,
        "quieter": done,
        "good": success,
        "error": error + BOLD,
        # What the keyboard does
        "accent": accent,
        "echo": accent,
        "key": accent + BOLD,
        "tab": page + strong + BOLD,
        "bar": Style(color=colours["bar-text"]),
        "cursor": cursor,
        "cursor-rest": strong + Style(bgcolor=colours["cursor-rest"]),
        "mark": warning + BOLD,
        "marked": Style(bgcolor=colours["marked"]),
        # Headings, rules, fields
        "header": quiet,
        "heading": group + BOLD,
        "section": group + BOLD,
        "section-focus": strong + BOLD,
        "rule": Style(color=colours["rule"]),
        "rule-focus": accent,
        "field-line": Style(color=colours["field-line"], underline=True),
        "field-wrong": error + Style(underline=True),
        # Calendar and schedule
        "heading-here": strong + Style(bold=True, underline=True),
        "heading-off": done,
        "heading-today": warning + Style(bold=True, underline=True),
        "today": warning + Style(bold=True, underline=True),
        "weekend": error,
        "off": done + off,
        "weekend-off": error + off,
        "entry": strong + Style(bgcolor=colours["entry"]),
        "entry-done": quiet + off,
        "entry-overdue": Style(
            color=colours["late-text"], bgcolor=colours["entry-late"], bold=True
        ),
        # Colours that a category may have
        "colour-blue": Style(color=colours["blue"]),
        "colour-cyan": Style(color=colours["number"]),
        "colour-green": success,
        "colour-magenta": Style(color=colours["magenta"]),
        "colour-red": error,
        "colour-yellow": warning,
    }


def style_of(widget: Widget, name: str) -> Style:
    """The style of that name in the current theme, to be added to the widget's own style."""
    return _styles(widget.app.theme)[name]
