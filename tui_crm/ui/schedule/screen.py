"""The schedule screen (R19, R20): plan, move and find free time at the cursor."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from tui_crm.domain.choice import Choice
from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dates.day_layout import Period
from tui_crm.domain.dates.free_time import lasting
from tui_crm.domain.errors import CrmError
from tui_crm.domain.ids import ActivityId
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.services.activities.reschedule import Move, reschedule_to
from tui_crm.services.activities.start_time import Start, start_of
from tui_crm.terminal.text import plain
from tui_crm.ui.activities.list.screen import ActivityList
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.date_prompt import GoToDay
from tui_crm.ui.kit.navigation import ANYBODY
from tui_crm.ui.kit.status_bars import Line
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.panels.permission import may_change
from tui_crm.ui.panels.time_conflicts import next_free, own_ids, slot_remark
from tui_crm.ui.schedule.agenda import AgendaPane
from tui_crm.ui.schedule.employees_window import EmployeesWindow
from tui_crm.ui.schedule.grid import ScheduleGrid
from tui_crm.ui.schedule.list_model import ScheduleModel

OF_THE_SCHEDULE = keys.SCHEDULE.actions - {"back"}
HALF_AN_HOUR = 30


class ScheduleScreen(ActivityList, inherit_bindings=False):
    """One employee's days, or one day of several employees."""

    RETURNS = False

    BINDINGS: ClassVar[list[BindingType]] = list(
        keys.bindings(keys.SCHEDULE, keys.SECTIONS, keys.GLOBAL)
    )

    def __init__(self, crm: Context) -> None:
        self.schedule = ScheduleModel(crm)
        self.grid = ScheduleGrid(self.schedule)
        super().__init__(crm, self.schedule, self.grid)
        self.agenda = AgendaPane(rule=self.rule)
        self.details = self.agenda

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No command works while something is being typed over the schedule."""
        if action in OF_THE_SCHEDULE and self.is_mounted and self.busy:
            return False
        return super().check_action(action, parameters)

    @on(RecordTable.Highlighted, "#list")
    @on(ScheduleGrid.Turned)
    def _show_agenda(self) -> None:
        """In a month no entry has the cursor, but a day."""
        plan = self.grid.plan
        if plan is not None and plan.is_month:
            self.agenda.show_day(plan, self.schedule.anchor)
        else:
            self.agenda.show_entries()

    # New activities at the cursor

    async def action_new(self, kind: str) -> None:
        """Starts at the line under the cursor, for the employee of its column."""
        await self.navigation.new_activity(
            kind, ANYBODY, starts=self._new_start(), employee=self._employee()
        )

    def _new_start(self) -> datetime:
        moment = self.grid.moment()
        if self.grid.plan is not None and self.grid.plan.is_month:
            return localise(datetime.combine(self.schedule.anchor, time(9)), self.crm.zone)
        return moment

    def _employee(self) -> Choice | None:
        wanted = self.grid.employee_id
        return next((one for one in self.schedule.employees if one.id == wanted), None)

    async def action_open(self) -> None:
        """In a month it opens the day."""
        if self.schedule.period is Period.MONTH:
            self.schedule.period = Period.DAY
            await self.grid.turned()
        else:
            await super().action_open()

    def _has_row(self) -> bool:
        if self.current is None:
            self.show_info(
                _(
                    "Nothing is planned here: <activity.contact> plans a contact, "
                    "<activity.meeting> a meeting, <activity.task> a task."
                )
            )
        return self.current is not None

    # Moving entries

    async def action_shift(self, minutes: int) -> None:
        line = self.current
        if line is not None and line.row.starts_at is None:
            self.show_error(_("It takes all day: it can be moved by days only."))
        elif line is not None and line.row.starts_at is not None:
            at = line.row.starts_at + timedelta(minutes=minutes)
            await self._move(Start(at.astimezone(self.crm.zone)))

    async def action_shift_days(self, days: int) -> None:
        """The hour stays the same, also across a clock change."""
        line = self.current
        if line is None:
            return
        start = start_of(line.row.starts_at, line.row.starts_on, self.crm.zone)
        naive = start.at.replace(tzinfo=None) + timedelta(days=days)
        await self._move(Start(localise(naive, self.crm.zone), start.all_day))

    async def _move(self, to: Start) -> None:
        line = self.current
        if line is None or not await may_change(self, [line.row]):
            return
        crm, row = self.crm, line.row
        move = Move(ActivityId(row.id), to, row.version)
        moved = await self.try_db(reschedule_to, [move], actor=crm.actor, now=crm.now())
        if moved is None:
            await self.reload()
            return
        self.schedule.go_to(to.at.date())
        await self.reload(keep=row.id)
        on = to.at.date() if to.all_day else None
        when = formats.full(None if to.all_day else to.at, on, now=crm.now(), zone=crm.zone)
        remark, style = await slot_remark(
            crm, to, row.planned_minutes, employee_id=row.employee_id, but=own_ids([row])
        )
        parts = [_("Moved to {when}").format(when=when), remark if style == "urgent" else ""]
        self.show_done(
            " · ".join(text for text in (*parts, _("<history.undo> takes it back.")) if text)
        )

    # Changing the view

    @on(ScheduleGrid.Turned)
    async def _show_period(self) -> None:
        self.query_one("#summary", Line).show_pieces(*await self.schedule.summary())

    async def action_next_view(self) -> None:
        self.clear_message()
        self.schedule.next_period()
        await self.grid.turned()

    async def action_today(self) -> None:
        self.clear_message()
        await self.grid.jump(self.crm.now())

    async def action_go_to_day(self) -> None:
        self.clear_message()

        async def typed(at: datetime | None) -> None:
            if at is not None:
                self.schedule.go_to(at.astimezone(self.crm.zone).date())
                await self.grid.turned()

        await self.app.push_screen(GoToDay(self.crm, self.schedule.anchor), typed)

    async def action_employees(self) -> None:
        """Choosing several employees switches to the view of one day."""
        self.clear_message()

        async def chosen(employees: tuple[Choice, ...] | None) -> None:
            if not employees:
                return
            self.schedule.employees = employees
            if len(employees) > 1:
                self.schedule.period = Period.DAY
            await self.grid.turned()

        await self.app.push_screen(EmployeesWindow(self.crm, self.schedule.employees), chosen)

    async def action_free_slot(self) -> None:
        employee_id = self.grid.employee_id
        if employee_id is None:
            return
        line, crm = self.current, self.crm
        minutes = HALF_AN_HOUR if line is None else line.row.planned_minutes
        moment = self.grid.moment()
        after = max(moment, crm.local_now())
        if line is None or line.row.starts_at != moment:
            # Without this the same slot would be found again.
            after += timedelta(minutes=1)
        try:
            found = await next_free(crm, after, lasting(minutes), employee_id=employee_id)
        except CrmError as error:
            self.show_error(error.message)
            return
        if found is None:
            self.show_error(_("There is no free time for that in the next weeks."))
            return
        await self.grid.jump(found)
        when = formats.full(found, None, now=crm.now(), zone=crm.zone)
        self.show_info(
            _("Free: {when}. <activity.contact> plans a contact here.").format(when=when)
        )

    async def reload(self, *, keep: int | None = None) -> None:
        """Read the period again; an operator without an employee is told what to do."""
        await super().reload(keep=keep)
        if not self.schedule.employees:
            self.show_info(
                _(
                    "The operator {login} is not linked to an employee: <schedule.employee> "
                    "shows somebody's schedule."
                ).format(login=plain(self.crm.actor.login))
            )

    async def action_back(self) -> None:
        """Esc clears marks, then returns from another view to the working week."""
        self.clear_message()
        if self.table.marked:
            self.table.unmark()
        elif self.schedule.period is not Period.WORK_WEEK:
            self.schedule.period = Period.WORK_WEEK
            await self.grid.turned()
