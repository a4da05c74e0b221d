"""The list of every activity, with its filter and its order."""

from __future__ import annotations

import dataclasses

from tui_crm.i18n import N_, _
from tui_crm.queries.activities import ActivityFilter, ActivityOrder, activities_page, place_of
from tui_crm.queries.paging import Place, Span
from tui_crm.ui import phrases
from tui_crm.ui.cells import Cell, Column, Piece, plain
from tui_crm.ui.columns import ListRow, activity_columns, list_row
from tui_crm.ui.context import Context
from tui_crm.ui.filter_set import FilterSet
from tui_crm.ui.scope import nothing_seen, scope_title
from tui_crm.ui.views import About
from tui_crm.ui.widgets.list_window import Group

ORDERS = tuple(ActivityOrder)
ORDER_NAMES = {
    ActivityOrder.STARTS: N_("start"),
    ActivityOrder.CONTRACTOR: N_("contractor"),
    ActivityOrder.PERSON: N_("person"),
    ActivityOrder.TYPE: N_("type"),
    ActivityOrder.PRIORITY: N_("priority"),
    ActivityOrder.EMPLOYEE: N_("employee"),
    ActivityOrder.NUMBER: N_("number"),
}


class ActivitiesView:
    """Every activity, newest plan first, filtered and sorted as the operator likes."""

    name = "activities"
    sortable = True
    of_one = False

    def __init__(self, crm: Context) -> None:
        self.crm = crm
        self.everybody = crm.who.employee_id is None
        self.text = ""
        self.chosen = FilterSet()
        """What the filter form holds."""
        self.order = ActivityOrder.STARTS
        self.descending = True

    def about(self) -> About:
        """With whoever is chosen in the form (R03)."""
        return About()

    def own_order(self) -> str:
        """It has none of its own."""
        return ""

    @property
    def words(self) -> tuple[str, ...]:
        """What the filter form set, in words, for the line above the list."""
        return self.chosen.words()

    def choose(self, chosen: FilterSet) -> None:
        """Take what the filter form gives."""
        self.chosen = chosen

    def clear(self) -> None:
        """Show everything again."""
        self.text = ""
        self.chosen = FilterSet()

    def columns(self) -> tuple[Column[ListRow], ...]:
        """Day and hour, and whose it is when it is everybody's list."""
        return activity_columns(self._when, when_width=15, employee=self.everybody)

    def _when(self, line: ListRow) -> Cell:
        row = line.row
        text = phrases.dated(row.starts_at, row.starts_on, now=self.crm.now(), zone=self.crm.zone)
        return Cell(text, "overdue" if line.overdue else ("done" if row.completed else ""))

    def group(self, line: ListRow) -> Group:
        """One group: no headings."""
        del line
        return Group("", "")

    def empty(self) -> str:
        """What an empty list says."""
        if self.text or self.words:
            return _("Nothing matches the filter. Esc clears it.")
        return nothing_seen(self.crm.who) or (
            _("No activities yet.") + "\n\n" + _("n plans a contact · L logs a conversation")
        )

    def _filter(self) -> ActivityFilter:
        who = self.crm.who
        chosen = self.chosen.filter(
            self.text, now=self.crm.now(), zone=self.crm.zone, sees=who.sees
        )
        if self.everybody or chosen.employee_id is not None:
            return chosen
        return dataclasses.replace(chosen, employee_id=who.employee_id)

    async def page(self, span: Span) -> list[ListRow]:
        """A stretch of the list."""
        rows = await self.crm.db(
            activities_page,
            self._filter(),
            span,
            order=self.order,
            descending=self.descending,
        )
        now, zone = self.crm.now(), self.crm.zone
        return [list_row(row, row.place, now=now, zone=zone) for row in rows]

    async def place_of(self, activity_id: int) -> Place | None:
        """Where an activity stands in this order."""
        return await self.crm.db(
            place_of,
            activity_id,
            self.order,
            descending=self.descending,
            sees=self.crm.who.sees,
        )

    def scope(self) -> str:
        """Whose activities these are."""
        return scope_title(self.crm.who, everybody=self.everybody)

    async def summary(self) -> tuple[Piece, ...]:
        """`My · open · this week · phone · "offer"   sorted by start ↓`."""
        pieces: list[Piece] = [(f" {self.scope()}", "strong")]
        pieces += [(f" · {word}", "accent") for word in self.words]
        if self.text:
            pieces.append((" · " + phrases.quoted(plain(self.text)), "accent"))
        arrow = "↓" if self.descending else "↑"
        order = _("sorted by {column}").format(column=_(ORDER_NAMES[self.order]))
        pieces.append((f"   {order} {arrow}", "muted"))
        if self.text or self.words:
            pieces.append((f"   {_('Esc clears the filter')}", "muted"))
        return tuple(pieces)

    def sort_by_next(self) -> None:
        """The next column; the start downwards, all else upwards."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.descending = self.order is ActivityOrder.STARTS
