"""Named text styles (`overdue`, `muted` …) derived from the colours of the theme.

They are plain styles, not component classes of a style sheet: Textual would match every rule
against each of them for every widget, which is half of what a first frame costs.
"""

from __future__ import annotations

from functools import lru_cache

from rich.style import Style
from textual.widget import Widget

from tui_crm.ui.kit.palettes import Palette
from tui_crm.ui.kit.themes import PALETTES

NOTHING = Style()
BOLD = Style(bold=True)


@lru_cache(8)
def _styles(name: str) -> dict[str, Style]:
    one = PALETTES[name]
    return {"": NOTHING} | _texts(one) | _keyboard(one) | _headings(one) | _calendar(one)


def _texts(one: Palette) -> dict[str, Style]:
    """Who and what, states, and the colours that a category may have."""
    strong, quiet, done = Style(color=one.strong), Style(color=one.quiet), Style(color=one.done)
    warning, error = Style(color=one.warning), Style(color=one.error)
    overdue, success = Style(color=one.overdue), Style(color=one.success)
    return {
        "who": strong,
        "strong": strong,
        "title": strong + BOLD,
        "note": Style(color=one.note),
        "number": Style(color=one.number, bold=True),
        "wrong": quiet + Style(strike=True),
        "sign": quiet,
        "muted": quiet,
        "empty": quiet,
        "overdue": overdue + BOLD,
        "late": overdue,
        "urgent": warning + BOLD,
        "running": warning + BOLD,
        "star": warning,
        "done": done,
        "quieter": done,
        "good": success,
        "error": error + BOLD,
        "colour-blue": Style(color=one.blue),
        "colour-cyan": Style(color=one.number),
        "colour-green": success,
        "colour-magenta": Style(color=one.magenta),
        "colour-red": error,
        "colour-yellow": warning,
    }


def _keyboard(one: Palette) -> dict[str, Style]:
    """Keys, focus and echoes, the bars, and the rows of a list."""
    accent, mark = Style(color=one.accent), Style(color=one.warning, bold=True)
    return {
        "accent": accent,
        "echo": accent,
        "key": accent + BOLD,
        "tab": Style(color=one.tab_text, bgcolor=one.tab, bold=True),
        "bar": Style(color=one.bar_text),
        "cursor": Style(color=one.cursor_text, bgcolor=one.cursor_row, bold=True),
        "cursor-rest": Style(color=one.rest_text, bgcolor=one.cursor_rest),
        "mark": mark,
        "marked": Style(bgcolor=one.marked),
    }


def _headings(one: Palette) -> dict[str, Style]:
    """Headings, rules, and the lines of fields."""
    return {
        "header": Style(color=one.quiet),
        "heading": Style(color=one.group, bold=True),
        "section": Style(color=one.group, bold=True),
        "section-focus": Style(color=one.strong, bold=True),
        "rule": Style(color=one.rule),
        "rule-focus": Style(color=one.accent),
        "field-line": Style(color=one.field_line, underline=True),
        "field-wrong": Style(color=one.error, underline=True),
    }


def _calendar(one: Palette) -> dict[str, Style]:
    """Days, and the entries of the schedule."""
    today = Style(color=one.warning, bold=True, underline=True)
    return {
        "heading-here": Style(color=one.strong, bold=True),
        "heading-off": Style(color=one.done),
        "heading-today": Style(color=one.warning, bold=True),
        "today": today,
        "weekend": Style(color=one.quiet),
        "off": Style(color=one.quiet, bgcolor=one.panel),
        "weekend-off": Style(color=one.quiet, bgcolor=one.panel),
        "entry": Style(color=one.entry_text, bgcolor=one.entry),
        "entry-done": Style(color=one.quiet, bgcolor=one.panel),
        "entry-overdue": Style(color=one.late_text, bgcolor=one.entry_late),
    }


def style_of(widget: Widget, name: str) -> Style:
    """The style of that name in the current theme, to be added to the widget's own style."""
    return _styles(widget.app.theme)[name]
