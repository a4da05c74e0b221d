"""A widget that shows lines about one record: below a list, beside it, or at the top of a card."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.terminal.text import cut_pieces, plain
from tui_crm.ui.kit.status_bars import Notice
from tui_crm.ui.kit.styles import style_of
from tui_crm.ui.panels.details_text import TALL, THREE_COLUMNS, DetailsText, PaneLine

PanelText = Callable[[int, int], list[PaneLine]]
"""Returns the lines for a width in cells and a height in lines."""


BESIDE = 10
"""Lines of a card needed besides its head: the bars, and three rows of the timeline."""


def name_rule(rule: Notice, text: DetailsText | None, size: Size) -> None:
    """Say above a pane of this size what it is about."""
    if text is None:
        rule.name_rule()
    elif size.height >= TALL and size.width < THREE_COLUMNS:
        rule.name_rule(*text.title())
    else:
        rule.name_rule(*text.title(), right=text.beside_title(tall=size.height >= TALL))


class TextPane(Widget):
    """Asks for its lines when the record or its size changes, and caches them."""

    DEFAULT_CSS = "TextPane { height: 2; background: $background; color: $foreground; }"

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._panel: PanelText | None = None
        self._record: object = None
        self._lines: list[PaneLine] | None = None
        self._room = (0, 0)

    def show(self, panel: PanelText | None, record: object = None) -> None:
        """Show another record, or none; the same *record* again repaints nothing."""
        if record is not None and record == self._record:
            return
        self._panel, self._lines, self._record = panel, None, record
        self.refresh(layout=self.styles.auto_dimensions)

    def _lines_for(self, width: int, height: int) -> list[PaneLine]:
        if self._lines is None or self._room != (width, height):
            self._room = (width, height)
            self._lines = [] if self._panel is None else self._panel(width, height)
        return self._lines

    def get_content_height(self, _container: Size, viewport: Size, width: int) -> int:
        """With `height: auto`: as many lines as needed, at most two fifths of the screen."""
        most = max(1, min(max(5, viewport.height * 2 // 5 - 1), viewport.height - BESIDE))
        return max(1, min(most, len(self._lines_for(width - 2, most))))

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        lines = self._lines_for(width - 2, self._height())
        pieces = lines[y] if y < len(lines) else ()
        segments = [
            Segment(text, self.rich_style + style_of(self, name))
            for text, name in cut_pieces(
                tuple((plain(text), name) for text, name in pieces), width - 2
            )
        ]
        return Strip([Segment(" ", self.rich_style), *segments]).adjust_cell_length(
            width, self.rich_style
        )

    def _height(self) -> int:
        return self._room[1] if self.styles.auto_dimensions and self._room[1] else self.size.height


class RecordPane(TextPane):
    """The details of the record under the cursor, below a rule with its name."""

    DEFAULT_CSS = "RecordPane { height: 3; }"

    def __init__(self, rule: Notice) -> None:
        super().__init__("details")
        self._rule = rule
        self._details: DetailsText | None = None

    def show_details(self, details: DetailsText | None) -> None:
        """Show another record, or none."""
        self._details = details
        self.show(None if details is None else details.lines)
        name_rule(self._rule, details, self.size)

    def on_resize(self) -> None:
        name_rule(self._rule, self._details, self.size)
