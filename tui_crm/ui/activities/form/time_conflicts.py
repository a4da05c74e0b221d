"""Checks the times in the activity form for conflicts; they are shown, never forbidden."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

from tui_crm.domain.activities.draft import (
    follow_up_time,
    read_follow_up,
    read_planned,
    read_starts,
)
from tui_crm.domain.dates.free_time import lasting
from tui_crm.domain.errors import CrmError
from tui_crm.services.activities.start_time import Start
from tui_crm.ui.panels.time_conflicts import next_free, slot_remark

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost

PAUSE = 0.1
"""Seconds without a change before the schedule is read."""


class ConflictRemarks:
    """Reads the employee's schedule in a worker: no key waits for the answer."""

    def __init__(self, form: FormHost) -> None:
        self.form = form
        self._checked: tuple[object, ...] = ()

    def look(self) -> None:
        """Check again if a time, a length or the employee has changed."""
        draft = self.form.draft
        state = (
            draft.starts, draft.planned, draft.all_day, draft.employee, draft.follow_up,
            draft.hours, draft.days, draft.weeks, draft.picked, draft.completed,
        )  # fmt: skip
        if state == self._checked or self.form.locked:
            return
        self._checked = state
        self.form.show_remarks({})
        if not (draft.completed or draft.logged):
            self.form.run_in_background(self._read(), group="remarks")

    async def _read(self) -> None:
        await asyncio.sleep(PAUSE)
        form = self.form
        try:
            found = {name: await self._remark(start) for name, start in self._starts().items()}
        except CrmError:
            # Probably a colleague's lock, which a mere remark need not report.
            return
        form.show_remarks({name: text for name, text in found.items() if text})

    def _starts(self) -> dict[str, datetime]:
        """The times that can be read, by the id of their echo."""
        draft, crm = self.form.draft, self.form.crm
        now, zone = crm.now(), crm.zone
        try:
            starts = read_starts(draft, now=now, zone=zone)
        except CrmError:
            return {}
        found = {"starts-echo": starts}
        try:
            setting = read_follow_up(draft)
            if setting is not None:
                found["follow-echo"] = follow_up_time(setting, current=starts, now=now, zone=zone)
        except CrmError:
            pass
        return found

    async def _remark(self, at: datetime) -> str:
        draft, crm = self.form.draft, self.form.crm
        text, style = await slot_remark(
            crm,
            Start(at.astimezone(crm.zone), draft.all_day),
            self._minutes(),
            employee_id=None if draft.employee is None else draft.employee.id,
            but=self._own(),
        )
        return text if style == "urgent" else ""

    def _minutes(self) -> int | None:
        draft, crm = self.form.draft, self.form.crm
        try:
            starts = read_starts(draft, now=crm.now(), zone=crm.zone)
            return read_planned(draft, starts=starts, zone=crm.zone)
        except CrmError:
            return None

    async def free_from(self, after: datetime) -> datetime | None:
        """The next free time after *after*, not before now, for the planned length."""
        draft, crm = self.form.draft, self.form.crm
        if draft.employee is None:
            return None
        return await next_free(
            crm,
            max(after, crm.now().astimezone(crm.zone)),
            lasting(self._minutes()),
            employee_id=draft.employee.id,
            but=self._own(),
        )

    def _own(self) -> list[int]:
        """Itself and the next one of its chain: what one is planned from is no conflict of it."""
        opened = self.form.opened
        ids = [] if self.form.draft.id is None else [self.form.draft.id]
        return ids if opened is None or opened.next is None else [*ids, opened.next.id]
