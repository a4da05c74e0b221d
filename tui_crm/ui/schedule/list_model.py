"""The list model of the schedule: whose days are shown, which period, and reading them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from tui_crm.domain.choice import Choice
from tui_crm.domain.dates.dates import FULL_MONTHS, localise
from tui_crm.domain.dates.day_layout import Period, another, days_of
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.domain.page import Place
from tui_crm.i18n import N_, _
from tui_crm.presentation import formats
from tui_crm.queries.activities.schedule import colleagues_on, schedule_rows, start_of_activity
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.services.common.company_settings import read_company
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.kit.context import Context
from tui_crm.ui.panels.activity_columns import list_row
from tui_crm.ui.schedule.layout import Lane, Plan, Room, days_for, step_for

PERIODS = tuple(Period)
PERIOD_NAMES = {
    Period.WORK_WEEK: N_("working week"),
    Period.DAY: N_("day"),
    Period.WEEK: N_("week"),
    Period.MONTH: N_("month"),
}
MOST_BESIDE = 6
"""Most employees side by side: more would be unreadable at 80 columns."""


class ScheduleModel:
    """Employees, period and day that are shown; remembered while the program runs."""

    name = "schedule"

    def __init__(self, crm: Context) -> None:
        self.crm = crm
        actor = crm.actor
        self.everybody = False
        """Whether several employees' days are shown."""
        self.period = Period.WORK_WEEK
        self.anchor = crm.local_now().date()
        self._days: tuple[date, ...] = (self.anchor,)
        self.employees: tuple[Choice, ...] = (
            (Choice(actor.employee_id, actor.employee_name),) if actor.employee_id else ()
        )

    @property
    def shown(self) -> tuple[Choice, ...]:
        """The employees shown: several only in the view of one day."""
        return self.employees if self.period is Period.DAY else self.employees[:1]

    # Methods of a list model

    def empty(self) -> str:
        """An empty schedule needs no text."""
        return ""

    async def place_of(self, activity_id: int) -> Place | None:
        """The day of an activity as an ordinal; None if there is no such activity."""
        found = await self.crm.db(
            start_of_activity, activity_id, visible_employee_ids=self.crm.actor.visible_employee_ids
        )
        if found is None:
            return None
        at, on = found
        day = at.astimezone(self.crm.zone).date() if at is not None else on
        return None if day is None else (day.toordinal(),)

    async def summary(self) -> tuple[Piece, ...]:
        """Whose schedule and which period; several names come last."""
        names = ", ".join(plain(one.label) for one in self.shown) or _("nobody")
        when = ((self.title(), ""), (self.word(), "muted"))
        whose = (names, "strong")
        parts = (*when, whose) if len(self.shown) > 1 else (whose, *when)
        return tuple(
            (f"   {text}" if n else f" {text}", style) for n, (text, style) in enumerate(parts)
        )

    def word(self) -> str:
        """The name of the view: day, week …"""
        return _(PERIOD_NAMES[self.period])

    def title(self) -> str:
        """`23–27 Nov 2026 · week 48`, `Mon 23 Nov 2026`, `November 2026`."""
        if self.period is Period.MONTH:
            return f"{_(FULL_MONTHS[self.anchor.month - 1])} {self.anchor.year}"
        if self.period is Period.DAY:
            day = self.anchor
            return f"{formats.weekday(day)} {formats.day_and_month(day)} {day.year}"
        first, last = self._days[0], self._days[-1]
        begins = str(first.day) if first.month == last.month else formats.day_and_month(first)
        week = _("week {n}").format(n=first.isocalendar().week)
        return f"{begins}–{formats.day_and_month(last)} {last.year} · {week}"

    # Reading

    def days(self, work: WorkDays) -> tuple[date, ...]:
        """The days of the period; the whole week if no day is a working day."""
        if self.period is Period.WORK_WEEK and not any(work.week):
            return days_of(Period.WEEK, self.anchor, work.week)
        return days_of(self.period, self.anchor, work.week)

    async def read(self, room: Room) -> Plan:
        """Read the period and lay it out for a size."""
        crm = self.crm
        work = WorkDays.of(await crm.db(read_company))
        days = self.days(work)
        self.everybody = len(self.shown) > 1
        rows, whose = await self._rows(days)
        now, zone = crm.now(), crm.zone
        lines = tuple(list_row(row, (row.id,), now=now, zone=zone) for row in rows)
        columns = self._columns(days, room)
        step = step_for(work, room)
        return Plan(self.period, self.anchor, columns, lines, whose, work, now, zone, days, step)

    def fitted(self, plan: Plan, room: Room) -> Plan:
        """The plan laid out for another size; the same object if nothing changes."""
        columns, step = self._columns(plan.days, room), step_for(plan.work, room)
        if (columns, step) == (plan.columns, plan.step):
            return plan
        return replace(plan, columns=columns, step=step)

    def _columns(self, days: tuple[date, ...], room: Room) -> tuple[Lane, ...]:
        self._days = days
        if self.period is Period.MONTH:
            return ()
        if self.period is not Period.DAY:
            self._days = days_for(days, self.anchor, room)
        return tuple(Lane(day, one.id, one.label) for one in self.shown for day in self._days)

    async def _rows(
        self, days: tuple[date, ...]
    ) -> tuple[list[ActivityRow], dict[int, tuple[int, ...]]]:
        zone, ids = self.crm.zone, [one.id for one in self.shown]
        begins, ends = (
            localise(datetime.combine(day, time()), zone)
            for day in (days[0], min(days[-1], date.max - timedelta(days=1)) + timedelta(days=1))
        )
        rows = await self.crm.db(
            schedule_rows,
            ids,
            begins,
            ends,
            visible_employee_ids=self.crm.actor.visible_employee_ids,
        )
        if len(ids) == 1:
            return rows, {row.id: (ids[0],) for row in rows}
        beside = await self.crm.db(colleagues_on, [row.id for row in rows], ids)
        return rows, {row.id: (row.employee_id, *beside.get(row.id, ())) for row in rows}

    # Changing the period

    def next_period(self) -> None:
        """Switch to the next view."""
        self.period = PERIODS[(PERIODS.index(self.period) + 1) % len(PERIODS)]

    def turn(self, by: int) -> None:
        """Go to the next period (1) or the previous one (-1)."""
        self.anchor = another(self.period, self.anchor, by)

    def go_to(self, day: date) -> None:
        """Show a day; limited to the years that dates can have."""
        self.anchor = min(max(day, date(1970, 1, 8)), date(9998, 12, 24))
