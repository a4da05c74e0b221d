"""The list model of Today: overdue, to do and done, in groups."""

from __future__ import annotations

from tui_crm.domain.activities.timer import clock
from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import N_, _
from tui_crm.presentation import formats
from tui_crm.presentation.scope import nothing_visible, scope_text
from tui_crm.queries.activities.today import Section, today_counts, today_page, today_row
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.kit.cells import Cell, Column
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.table_window import Group
from tui_crm.ui.panels.activity_columns import ListRow, activity_columns, list_row, searched_in

SECTION_NAMES = {
    Section.OVERDUE: N_("OVERDUE"),
    Section.TODAY: N_("TODAY"),
    Section.DONE: N_("DONE"),
}


class TodayModel:
    """The day of the operator's employee, or of everyone (R41)."""

    name = "today"

    def __init__(self, crm: Context) -> None:
        self.crm = crm
        self.everybody = crm.actor.employee_id is None
        self.text = ""

    def clear(self) -> bool:
        """Drop the filter; False when there was none."""
        filtered, self.text = bool(self.text), ""
        return filtered

    def placeholder(self) -> str:
        """Which fields the filter searches."""
        return searched_in()

    def next_scope(self) -> str:
        """Switch between own and everyone's; returns a sentence that names the new scope."""
        self.everybody = not self.everybody
        return scope_text(self.crm.actor, everybody=self.everybody)

    def own_order(self) -> str:
        """Why it cannot be sorted."""
        return _(
            "Today has its own order. <section.activities> shows all activities to sort and filter."
        )

    @property
    def employee_id(self) -> int | None:
        """Whose day it is; None for everyone's."""
        return None if self.everybody else self.crm.actor.employee_id

    def columns(self) -> tuple[Column[ListRow], ...]:
        """Columns with a short time, as all rows are of one day or overdue."""
        return activity_columns(self._when, when_width=9, employee=self.everybody)

    def _when(self, line: ListRow) -> Cell:
        row = line.row
        at, on = row.starts_at, row.starts_on
        if row.completed_at is not None:
            at, on = row.completed_at, None
        text = formats.brief(at, on, now=self.crm.now(), zone=self.crm.zone)
        return Cell(text, "late" if line.overdue else ("done" if row.completed else ""))

    def group(self, line: ListRow) -> Group:
        """The heading of a row."""
        section = Section(line.section)
        style = "overdue" if section is Section.OVERDUE else "muted"
        return Group(line.section, _(SECTION_NAMES[section]), style=style)

    def empty(self) -> str:
        """The text of an empty day."""
        if self.text:
            return _("Nothing today matches the filter. Esc clears it.")
        return nothing_visible(self.crm.actor) or (
            _("Nothing planned, nothing overdue.")
            + "\n\n"
            + _(
                "<activity.contact> plans a contact · <activity.log_other> logs a "
                "conversation · <activity.task> sets a task"
            )
            + "\n"
            + _(
                "<app.help> shows all keys · "
                "<section.setup> sets up staff, dictionaries, the company"
            )
        )

    async def page(self, request: PageRequest) -> list[ListRow]:
        """Rows before or after a sort position."""
        now, zone = self.crm.now(), self.crm.zone
        rows = await self.crm.db(
            today_page,
            request,
            employee_id=self.employee_id,
            now=now,
            zone=zone,
            text=self.text,
            visible_employee_ids=self.crm.actor.visible_employee_ids,
        )
        return [
            list_row(one.row, one.place, now=now, zone=zone, section=one.section) for one in rows
        ]

    async def place_of(self, activity_id: int) -> Place | None:
        """The sort position of an activity; None if it is not in Today."""
        found = await self.crm.db(
            today_row,
            activity_id,
            employee_id=self.employee_id,
            now=self.crm.now(),
            zone=self.crm.zone,
            visible_employee_ids=self.crm.actor.visible_employee_ids,
        )
        return None if found is None else found.place

    async def summary(self) -> tuple[Piece, ...]:
        """`Mon 23 Nov   ! 3 overdue   7 to do   5 done   talk 1:12:40`."""
        now, zone = self.crm.now(), self.crm.zone
        counts = await self.crm.db(
            today_counts,
            employee_id=self.employee_id,
            now=now,
            zone=zone,
            visible_employee_ids=self.crm.actor.visible_employee_ids,
        )
        day = formats.full(None, now.astimezone(zone).date(), now=now, zone=zone)
        pieces: list[Piece] = [(f" {day}", "strong"), ("  ", "")]
        if counts.overdue:
            pieces.append((f" ! {_('{n} overdue').format(n=counts.overdue)}  ", "overdue"))
        pieces += [
            (f" {_('{n} to do').format(n=counts.to_do)}  ", ""),
            (f" {_('{n} done').format(n=counts.done)}  ", ""),
            (f" {_('talk {time}').format(time=clock(counts.talk_seconds))}  ", "muted"),
        ]
        if counts.without_next:
            pieces.append((f" {_('{n} without next step').format(n=counts.without_next)}", "muted"))
        if self.text:
            pieces = [
                (f" {_('filter')}: ", "muted"),
                (formats.quoted(plain(self.text)) + "  ", "echo"),
                *pieces,
            ]
        return tuple(pieces)
