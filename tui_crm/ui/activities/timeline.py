"""The list model of a record card's timeline: next steps, then history."""

from __future__ import annotations

from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import N_, _
from tui_crm.presentation import formats
from tui_crm.queries.activities.open_then_done import Part
from tui_crm.queries.activities.timeline import Whose, timeline_page, timeline_row
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.kit.cells import Cell, Column
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.navigation import About
from tui_crm.ui.kit.table_window import Group
from tui_crm.ui.panels.activity_columns import ListRow, list_row, searched_in, timeline_columns

PART_NAMES = {Part.OPEN: N_("NEXT"), Part.DONE: N_("HISTORY")}


class TimelineModel:
    """All activities with one contractor or one person."""

    def __init__(
        self,
        crm: Context,
        section: str,
        *,
        contractor_id: int | None = None,
        person_id: int | None = None,
    ) -> None:
        self.crm = crm
        self.name = section
        self.contractor_id = contractor_id
        self.person_id = person_id
        self.text = ""
        self.card_summary: tuple[Piece, ...] = ()
        """The line above the timeline, which the card fills."""
        self.at: About = About(contractor_id, () if person_id is None else (person_id,))
        """Contractor and persons for a new activity; the card adds where the person works."""

    def clear(self) -> bool:
        """Drop the filter; False when there was none."""
        filtered, self.text = bool(self.text), ""
        return filtered

    def placeholder(self) -> str:
        """Which fields the filter searches."""
        return searched_in()

    def about(self) -> About:
        """The contractor and persons for a new activity (R36)."""
        return self.at

    def own_order(self) -> str:
        """Why it cannot be sorted."""
        if self.contractor_id is None:
            return _(
                "A card has an order of its own. <section.activities> shows all activities "
                "to sort and filter."
            )
        return _(
            "A card has an order of its own. <contractor.activities> shows these activities "
            "to sort and filter."
        )

    def columns(self) -> tuple[Column[ListRow], ...]:
        """Outcome and note get most room; the record of the card is not repeated."""
        return timeline_columns(self._when, with_contractor=self.contractor_id is None)

    def _when(self, line: ListRow) -> Cell:
        row = line.row
        at, on = row.starts_at, row.starts_on
        if row.completed_at is not None:
            at, on = row.completed_at, None
        text = formats.brief(at, on, now=self.crm.now(), zone=self.crm.zone)
        return Cell(text, "late" if line.overdue else "")

    def group(self, line: ListRow) -> Group:
        """The heading of a row."""
        return Group(line.section, _(PART_NAMES[Part(line.section)]))

    def empty(self) -> str:
        """The text of an empty timeline."""
        if self.text:
            return _("Nothing here matches the filter. Esc clears it.")
        return (
            _("Nothing planned, nothing held yet.")
            + "\n"
            + _("<activity.contact> plans a contact · <activity.log> logs one")
        )

    def _whose(self) -> Whose:
        return Whose(self.contractor_id, self.person_id, self.crm.actor.visible_employee_ids)

    async def page(self, request: PageRequest) -> list[ListRow]:
        """Rows before or after a sort position."""
        rows = await self.crm.db(timeline_page, self._whose(), request, text=self.text)
        now, zone = self.crm.now(), self.crm.zone
        return [list_row(one.row, one.place, now=now, zone=zone, section=one.part) for one in rows]

    async def place_of(self, activity_id: int) -> Place | None:
        """The sort position of an activity; None if it is not in the timeline."""
        found = await self.crm.db(timeline_row, self._whose(), activity_id)
        return None if found is None else found.place

    async def summary(self) -> tuple[Piece, ...]:
        """The summary of the card, after the filter if there is one."""
        if not self.text:
            return self.card_summary
        filtered: Piece = (formats.quoted(plain(self.text)) + "  ", "echo")
        return ((f" {_('filter')}: ", "muted"), filtered, *self.card_summary)
