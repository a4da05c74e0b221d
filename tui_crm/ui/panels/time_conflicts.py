"""Checks a planned time against the schedule and days off; conflicts are shown, never forbidden."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from tui_crm.domain.dates.free_time import Busy, first_free, lasting, overlapping, working_span
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.i18n import _
from tui_crm.queries.activities.busy_times import busy_times
from tui_crm.services.activities.start_time import Start
from tui_crm.services.common.company_settings import read_company
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.kit.context import Context

if TYPE_CHECKING:
    from tui_crm.queries.common.activity_rows import ActivityRow

READ_AHEAD: Final = timedelta(days=120)
"""How much of the schedule is read for a free slot: more than `first_free` examines."""


async def slot_remark(
    crm: Context,
    start: Start,
    minutes: int | None,
    *,
    employee_id: int | None,
    but: Sequence[int] = (),
) -> Piece:
    """`overlaps 10:00 Beta S.A. +1`, `Sunday`, `outside working hours` or `free`, with a style.

    *but*: ids of activities that are being moved, which do not count. All-day activities overlap
    nothing. *minutes* None means the default length.
    """
    days = WorkDays.of(await crm.db(read_company))
    off = days.day_off(start.at.astimezone(crm.zone).date())
    if start.all_day or employee_id is None:
        return (off, "urgent" if off else "muted")
    ends = start.at.astimezone(UTC) + lasting(minutes)
    found = await crm.db(
        busy_times,
        employee_id,
        start.at,
        ends,
        but=but,
        visible_employee_ids=crm.actor.visible_employee_ids,
    )
    clashes = overlapping(start.at, ends, found)
    if clashes:
        return (_overlap(crm, clashes), "urgent")
    if off:
        return (off, "urgent")
    span = working_span(start.at.astimezone(crm.zone).date(), days, crm.zone)
    if span is not None and not span[0] <= start.at <= span[1] - timedelta(minutes=1):
        return (_("outside working hours"), "muted")
    return (_("free"), "good")


def own_ids(rows: Sequence[ActivityRow]) -> list[int]:
    """The rows and the next ones of their chains: a chain does not conflict with itself."""
    ids = (one for row in rows for one in (row.id, row.next_id))
    return list(dict.fromkeys(one for one in ids if one is not None))


async def next_free(
    crm: Context,
    after: datetime,
    length: timedelta,
    *,
    employee_id: int,
    but: Sequence[int] = (),
) -> datetime | None:
    """The start of the next free slot in working hours; None within the next weeks.

    *but*: ids of activities that do not count as busy.
    """
    days = WorkDays.of(await crm.db(read_company))
    until = after + READ_AHEAD
    busy = await crm.db(
        busy_times,
        employee_id,
        after,
        until,
        but=but,
        visible_employee_ids=crm.actor.visible_employee_ids,
    )
    return first_free(after, length, busy, days=days, zone=crm.zone)


def _overlap(crm: Context, clashes: Sequence[Busy]) -> str:
    first = clashes[0]
    text = _("overlaps {time} {what}").format(
        time=f"{first.begins.astimezone(crm.zone):%H:%M}",
        what=plain(first.label) or _("another appointment"),
    )
    return f"{text} +{len(clashes) - 1}" if len(clashes) > 1 else text
