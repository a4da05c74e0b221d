"""The pane about the activity under the cursor, below the list or beside it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.terminal.text import Piece, cut_pieces
from tui_crm.terminal.told_errors import TellsErrors
from tui_crm.ui.kit.status_bars import Notice
from tui_crm.ui.kit.styles import style_of
from tui_crm.ui.panels.activity_details import ActivityDetails
from tui_crm.ui.panels.card_details import CardDetails
from tui_crm.ui.panels.text_pane import name_rule

if TYPE_CHECKING:
    from tui_crm.queries.activities.details import Details

PaneLine = tuple[Piece, ...]


class DetailPane(TellsErrors, Widget):
    """Shows stored data of the row under the cursor, below a rule with its name."""

    DEFAULT_CSS = "DetailPane { height: 3; }"

    def __init__(self, *, of_activity: bool = False, rule: Notice | None = None) -> None:
        """*of_activity*: on a record card, where only the activity itself is shown.

        *rule*: the line above it, which names what it is about.
        """
        super().__init__(id="details")
        self._of_activity = of_activity
        self._rule = rule
        self._row: ActivityRow | None = None
        self._details: Details | None = None
        self._when: tuple[datetime, ZoneInfo] | None = None
        self._lines: list[PaneLine] | None = None

    def show(
        self, row: ActivityRow | None, details: Details | None, *, now: datetime, zone: ZoneInfo
    ) -> None:
        """Show a row's details; unchanged details repaint nothing."""
        if (row, details) != (self._row, self._details):
            self._row, self._details, self._when = row, details, (now, zone)
            self._lines = None
            self._name_it()
            self.refresh()

    def on_resize(self) -> None:
        self._lines = None
        self._name_it()

    @property
    def _text(self) -> ActivityDetails | None:
        if self._row is None or self._details is None or self._when is None:
            return None
        now, zone = self._when
        kind = CardDetails if self._of_activity else ActivityDetails
        return kind(self._row, self._details, now=now, zone=zone)

    def _name_it(self) -> None:
        if self._rule is not None:
            name_rule(self._rule, self._text, self.size)

    def render_line(self, y: int) -> Strip:
        if self._lines is None:
            self._lines = self._compose_lines()
        width = self.size.width
        pieces = self._lines[y] if y < len(self._lines) else ()
        segments = [
            Segment(text, self.rich_style + style_of(self, name))
            for text, name in cut_pieces(pieces, width - 2)
        ]
        return Strip([Segment(" ", self.rich_style), *segments]).adjust_cell_length(
            width, self.rich_style
        )

    def _compose_lines(self) -> list[PaneLine]:
        text, width, height = self._text, max(10, self.size.width - 2), self.size.height
        if text is None:
            return []
        return text.lines(width, height)
