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


@lru_cache(8)
def _styles(name: str) -> dict[str, Style]:
    theme = next((one for one in THEMES if one.name == name), THEMES[0])
    colours = theme.variables
    strong, quiet, quieter = colours["strong"], colours["quiet"], colours["quieter"]
    cursor = Style(color=strong, bgcolor=colours["cursor-row"], bold=True)
    return {
        "": NOTHING,
        "accent": Style(color=theme.accent),
        "colour-blue": Style(color=colours["blue"]),
        "colour-cyan": Style(color=colours["cyan"]),
        "colour-green": Style(color=theme.success),
        "colour-magenta": Style(color=colours["magenta"]),
        "colour-red": Style(color=theme.error),
        "colour-yellow": Style(color=theme.warning),
        "cursor": cursor,
        "cursor-rest": Style(color=strong, bgcolor=colours["cursor-rest"]),
        "done": Style(color=quieter),
        "empty": Style(color=quiet),
        "entry": Style(color=strong, bgcolor=colours["field"]),
        "entry-done": Style(color=quiet, bgcolor=theme.panel),
        "entry-overdue": Style(color=colours["late"], bgcolor=colours["late-entry"], bold=True),
        "error": Style(color=theme.error, bold=True),
        "good": Style(color=theme.success),
        "header": Style(color=quiet, underline=True),
        "heading": Style(color=quiet, bold=True),
        "heading-here": Style(color=strong, bold=True, underline=True),
        "heading-off": Style(color=quieter, underline=True),
        "heading-today": Style(color=theme.warning, bold=True, underline=True),
        "key": Style(color=theme.accent, bold=True),
        "marked": Style(color=theme.warning, bgcolor=theme.panel, bold=True),
        "muted": Style(color=quiet),
        "off": Style(color=quieter, bgcolor=theme.surface),
        "overdue": Style(color=theme.error, bold=True),
        "quieter": Style(color=quieter),
        "rule": Style(color=colours["field"]),
        "running": Style(color=theme.warning, bold=True),
        "strong": Style(color=strong),
        "title": Style(color=strong, bold=True),
        "today": Style(color=theme.warning, bold=True, underline=True),
        "urgent": Style(color=theme.warning, bold=True),
        "wrong": Style(color=quiet, strike=True),
        "weekend": Style(color=theme.error),
        "weekend-off": Style(color=theme.error, bgcolor=theme.surface),
    }


def style_of(widget: Widget, name: str) -> Style:
    """The style of that name in the current theme, to be added to the widget's own style."""
    return _styles(widget.app.theme)[name]
