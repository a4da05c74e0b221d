"""The details of an activity on the card of a contractor or person, who is named above it."""

from __future__ import annotations

from collections.abc import Sequence

from tui_crm.domain.activities.timer import clock
from tui_crm.domain.dates.duration import shown_minutes
from tui_crm.i18n import _
from tui_crm.terminal.text import cells, plain, wrap_to
from tui_crm.ui.panels.activity_details import ActivityDetails
from tui_crm.ui.panels.details_text import PaneLine, Pieces, flowing_text

BEFORE_FROM = 4
"""Lines from which on there is room for what was agreed before."""


class CardDetails(ActivityDetails):
    """Its note first, then whom it is with; the rule names the activity itself."""

    def title(self) -> Pieces:
        """Number and subject."""
        return ((f"{self.row.number} · {plain(self.row.subject)}", "title"),)

    def facts(self) -> Sequence[str]:
        row = self.row
        took = clock(row.duration_seconds) if row.duration_seconds else ""
        planned = "" if row.completed else shown_minutes(row.planned_minutes)
        return plain(row.type), took or planned, plain(row.priority)

    def beside_title(self, *, tall: bool) -> Pieces:
        """The facts in a pane of any height, after the tries."""
        del tall
        return (*self.tries(), *super().beside_title(tall=True))

    def lines(self, width: int, height: int) -> list[PaneLine]:
        """The note, the first person with their numbers, what was agreed before."""
        whom, _told = self.reach(width)
        below = [whom] if cells(whom) else []
        if height >= BEFORE_FROM and self.last is not None:
            before = (f"{_('before')}: {self.last.how}", "muted")
            below += flowing_text((before,), self.last.note, width, 2)
        room = max(1, height - len(below))
        note = [((line, "note"),) for line in wrap_to(self.note or "–", width, room)]
        return [*note, *below][:height]
