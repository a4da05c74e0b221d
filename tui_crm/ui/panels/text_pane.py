"""Lines that tell of one record: below a list, beside it, or as the head of a card."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.terminal.text import cut_pieces, plain
from tui_crm.ui.kit.styles import style_of
from tui_crm.ui.panels.detail_pane import PaneLine

PanelText = Callable[[int, int], list[PaneLine]]
"""Given the width and the height that there are, the lines."""


BESIDE = 10
"""Lines of a card that are not its head: the bars, and three rows of what happened."""


class TextPane(Widget):
    """Asks for its lines when there is something to tell, and again when the size changes."""

    DEFAULT_CSS = "TextPane { height: 2; background: $background; color: $foreground; }"

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._teller: PanelText | None = None
        self._record: object = None
        self._lines: list[PaneLine] | None = None
        self._room = (0, 0)

    def show(self, teller: PanelText | None, record: object = None) -> None:
        """Tell of another record, or of none; of the same *record* again paints nothing."""
        if record is not None and record == self._record:
            return
        self._teller, self._lines, self._record = teller, None, record
        self.refresh(layout=self.styles.auto_dimensions)

    def _told(self, width: int, height: int) -> list[PaneLine]:
        if self._lines is None or self._room != (width, height):
            self._room = (width, height)
            self._lines = [] if self._teller is None else self._teller(width, height)
        return self._lines

    def get_content_height(self, _container: Size, viewport: Size, width: int) -> int:
        """As the head of a card: as many lines as it takes, but never most of the screen."""
        most = max(1, min(max(5, viewport.height * 2 // 5 - 1), viewport.height - BESIDE))
        return max(1, min(most, len(self._told(width - 2, most))))

    def render_line(self, y: int) -> Strip:
        """One line."""
        width = self.size.width
        lines = self._told(width - 2, self._height())
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
