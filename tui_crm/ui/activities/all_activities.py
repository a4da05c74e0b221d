"""The list model of all activities: scope, filter, order and saved views."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from tui_crm.domain.activities.list_options import ActivityOrder, ListScope, Without
from tui_crm.domain.activities.saved_view import ViewContent
from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import N_, _
from tui_crm.presentation import formats
from tui_crm.presentation.filters import filter_words, unnarrowed, whose_title, words_beside
from tui_crm.presentation.saved_views import order_text
from tui_crm.presentation.scope import nothing_visible, scope_text
from tui_crm.queries.activities.activities import ActivityFilter, activities_page, place_of
from tui_crm.queries.activities.delegated import Delegator, delegated_page, delegated_row
from tui_crm.queries.activities.open_then_done import Part
from tui_crm.queries.saved_view_filters import filter_of
from tui_crm.queries.saved_views import ViewRow, stored_view
from tui_crm.terminal.text import Piece, cut, plain
from tui_crm.ui.kit.cells import Cell, Column
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.table_window import Group
from tui_crm.ui.panels.activity_columns import (
    ListRow,
    activity_columns,
    delegated_columns,
    list_row,
    searched_in,
)

ORDERS = tuple(ActivityOrder)
NAME_SHOWN = 32
"""Cells of a saved view's name above the list, so that its filter stays readable beside it."""
DELEGATED_PARTS = {Part.OPEN: N_("TO DO"), Part.DONE: N_("DONE")}


@dataclass(frozen=True, slots=True)
class Applied:
    """The saved view that is shown: as stored, as shown, and what was shown before."""

    row: ViewRow
    content: ViewContent
    before: ViewContent


class ActivitiesModel:
    """All activities, newest first unless filtered and sorted otherwise."""

    name = "activities"

    def __init__(self, crm: Context) -> None:
        self.crm = crm
        mine = crm.actor.employee_id is not None
        self.content = ViewContent(scope=ListScope.MINE if mine else ListScope.ALL)
        """The current scope, filter and order."""
        self.applied: Applied | None = None

    @property
    def everybody(self) -> bool:
        """Whether it shows everyone's activities."""
        return self.content.scope is ListScope.ALL

    @property
    def delegated(self) -> bool:
        """Whether it shows tasks the operator delegated to colleagues (R44)."""
        return self.content.scope is ListScope.DELEGATED

    @property
    def text(self) -> str:
        """The text in the filter line."""
        return self.content.text

    @text.setter
    def text(self, text: str) -> None:
        self._set(text=text)

    def _set(self, **values: Any) -> None:
        self.content = dataclasses.replace(self.content, **values)

    def placeholder(self) -> str:
        """Which fields the filter searches."""
        return searched_in()

    def own_order(self) -> str:
        """Why it cannot be sorted: delegated tasks have a fixed order."""
        if not self.delegated:
            return ""
        return _("What you gave to others has its own order: what is to be done first.")

    @property
    def words(self) -> tuple[str, ...]:
        """The criteria of the filter form in words, for the line above the list."""
        return filter_words(self.content)

    def choose(self, content: ViewContent) -> None:
        """Apply the result of the filter form."""
        self.content = content

    def apply(self, row: ViewRow, content: ViewContent) -> None:
        """Show a saved view; without an employee everyone's activities replace one's own."""
        applied = self.applied
        before = applied.before if applied is not None and self.is_applied else self.content
        self._show(content)
        self.applied = Applied(row, self.content, before)

    def _show(self, content: ViewContent) -> None:
        nobody = self.crm.actor.employee_id is None
        scope = ListScope.ALL if nobody else content.scope
        self.content = dataclasses.replace(content, scope=scope)

    def clear(self) -> bool:
        """Drop the filter; a saved view also gives back the earlier scope and order.

        False when there is nothing to clear.
        """
        if not (self.text or self.words or self.is_applied):
            return False
        if self.is_applied and self.applied is not None:
            before = self.applied.before
            self._set(scope=before.scope, order=before.order, descending=before.descending)
        self.applied = None
        self.content = unnarrowed(dataclasses.replace(self.content, text=""))
        return True

    @property
    def is_applied(self) -> bool:
        """Whether a saved view is shown and unchanged since."""
        return self.applied is not None and self.applied.content == self.content

    async def _applied_name(self) -> str:
        """The saved view's name, unless it was changed in the database meanwhile."""
        applied = self.applied
        if applied is None or not self.is_applied:
            return ""
        row = applied.row
        stored = await self.crm.db(stored_view, row.id, self.crm.actor.operator_id)
        if stored == (row.name, row.stored):
            return row.name
        if self.applied is applied:
            self.applied = None
        return ""

    def columns(self) -> tuple[Column[ListRow], ...]:
        """The employee is shown in narrow terminals only for everyone's activities."""
        if self.delegated:
            return delegated_columns(self._when, when_width=15)
        return activity_columns(self._when, when_width=15, employee=self.everybody)

    def _when(self, line: ListRow) -> Cell:
        row = line.row
        text = formats.dated(row.starts_at, row.starts_on, now=self.crm.now(), zone=self.crm.zone)
        return Cell(text, "late" if line.overdue else ("done" if row.completed else ""))

    def group(self, line: ListRow) -> Group:
        """One group without a heading; delegated tasks have two."""
        if not self.delegated:
            return Group("", "")
        return Group(line.section, _(DELEGATED_PARTS[Part(line.section)]))

    def empty(self) -> str:
        """The text of an empty list."""
        if self.text or self.words:
            return _("Nothing matches the filter. Esc clears it.")
        if self.delegated:
            how = _("<activity.task> sets a task; choose its employee in the form")
            return _("No task was given to anybody.") + "\n\n" + how
        return nothing_visible(self.crm.actor) or (
            _("No activities yet.")
            + "\n\n"
            + _("<activity.contact> plans a contact · <activity.log_other> logs a conversation")
        )

    def _filter(self) -> ActivityFilter:
        return filter_of(self.content, actor=self.crm.actor, now=self.crm.now())

    async def page(self, request: PageRequest) -> list[ListRow]:
        """Rows before or after a sort position."""
        if self.delegated:
            return await self._delegated_page(request)
        rows = await self.crm.db(
            activities_page,
            self._filter(),
            request,
            order=self.content.order,
            descending=self.content.descending,
        )
        now, zone = self.crm.now(), self.crm.zone
        return [list_row(row, row.place, now=now, zone=zone) for row in rows]

    async def opening(self) -> Place | None:
        """Where the list opens: the next one from now on, else the last one before."""
        if self.delegated or self.content.order is not ActivityOrder.STARTS:
            return None
        chosen, now = self._filter(), self.crm.local_now()
        coming = dataclasses.replace(chosen, since=max(chosen.since or now, now))
        past = dataclasses.replace(chosen, until=min(chosen.until or now, now))
        for some, descending in ((coming, False), (past, True)):
            rows = await self.crm.db(activities_page, some, PageRequest(1), descending=descending)
            if rows:
                return rows[0].place
        return None

    async def oldest_due(self, most: int) -> list[ListRow]:
        """The open ones of the list, oldest due first, whatever its order; at most *most*."""
        if self.delegated:
            rows = await self._delegated_page(PageRequest(most))
            return [line for line in rows if not line.row.completed]
        state = self.content.state
        if state in {"completed", "cancelled"} or self.content.without is Without.NEXT_STEP:
            return []
        chosen = dataclasses.replace(self._filter(), state="open" if state == "all" else state)
        found = await self.crm.db(activities_page, chosen, PageRequest(most), descending=False)
        now, zone = self.crm.now(), self.crm.zone
        return [list_row(row, row.place, now=now, zone=zone) for row in found]

    def _delegator(self) -> Delegator:
        return Delegator(self.crm.actor.operator_id, self.crm.actor.employee_id)

    async def _delegated_page(self, request: PageRequest) -> list[ListRow]:
        now, zone = self.crm.now(), self.crm.zone
        rows = await self.crm.db(
            delegated_page, self._delegator(), request, now=now, chosen=self._filter()
        )
        return [list_row(one.row, one.place, now=now, zone=zone, section=one.part) for one in rows]

    async def place_of(self, activity_id: int) -> Place | None:
        """The sort position of an activity in the current order; None if not listed."""
        if self.delegated:
            found = await self.crm.db(
                delegated_row,
                self._delegator(),
                activity_id,
                now=self.crm.now(),
                chosen=self._filter(),
            )
            return None if found is None else found.place
        return await self.crm.db(
            place_of,
            activity_id,
            self.content.order,
            descending=self.content.descending,
            visible_employee_ids=self.crm.actor.visible_employee_ids,
        )

    def scope(self) -> str:
        """Whose activities are shown, as a title."""
        return self.whose(self.content)

    def whose(self, content: ViewContent) -> str:
        """Whose activities this list would show with another filter, as a title."""
        return whose_title(content, self.crm.actor)

    async def summary(self) -> tuple[Piece, ...]:
        """`My · open · this week · phone · "offer"   Esc clears the filter   sorted by start ↓`."""
        name = await self._applied_name()
        pieces: list[Piece] = [(f" {cut(plain(name), NAME_SHOWN)}:", "echo")] if name else []
        pieces.append((f" {self.scope()}", "strong"))
        pieces += [(f" · {word}", "echo") for word in words_beside(self.content)]
        if self.text:
            pieces.append((" · " + formats.quoted(plain(self.text)), "echo"))
        if self.text or self.words or name:
            pieces.append((f"   {_('Esc clears the filter')}", "muted"))
            if not name and self.name == "activities":
                pieces.append((f" · {_('<list.views> saves it')}", "muted"))
        if not self.delegated:
            # Last, where a narrow terminal cuts: how to clear the filter matters more.
            order = order_text(self.content.order, descending=self.content.descending)
            pieces.append((f"   {order}", "muted"))
        return tuple(pieces)

    def next_scope(self) -> str:
        """Own, everyone's, delegated; returns a sentence that names the new scope."""
        if self.everybody:
            self._set(scope=ListScope.DELEGATED)
            return _("Tasks you gave to others; what is done stays 30 days.")
        self._set(scope=ListScope.MINE if self.delegated else ListScope.ALL)
        return scope_text(self.crm.actor, everybody=self.everybody)

    def sort_by_next(self) -> None:
        """Sort by the next column: the start descending, others ascending."""
        order = ORDERS[(ORDERS.index(self.content.order) + 1) % len(ORDERS)]
        self._set(order=order, descending=order is ActivityOrder.STARTS)

    def reverse(self) -> None:
        """Reverse the order."""
        self._set(descending=not self.content.descending)
