"""Plans how several activities are spread over the free time of their employees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from typing import Final, NamedTuple

from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dates.distribution import distribute_over, fits_a_day
from tui_crm.domain.dates.free_time import LOOKED_AHEAD, lasting
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.i18n import _, ngettext
from tui_crm.presentation import formats
from tui_crm.queries.activities.busy_times import busy_times, last_operation
from tui_crm.services.common.company_settings import read_company
from tui_crm.terminal.text import Piece, cut, in_lines, plain
from tui_crm.ui.kit.context import Context
from tui_crm.ui.panels.activity_columns import ListRow

_AT_ONCE: Final = 5
"""Working days whose busy times are read in one query."""

_NAME: Final = 18
"""Most cells of a name in the preview."""


class Placed(NamedTuple):
    """A row and its planned start."""

    row: ListRow
    at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows with a planned start, earliest first, and those that fit into no day."""

    placed: tuple[Placed, ...]
    left: tuple[ListRow, ...] = ()
    operation: int = 0
    """Id of the last operation before free time was read, to detect changes meanwhile."""


async def plan_distribution(crm: Context, rows: Sequence[ListRow], after: datetime) -> Plan:
    """Place the rows in order, each employee's into their own free time after *after*."""
    operation = await crm.db(last_operation)
    days = WorkDays.of(await crm.db(read_company))
    placed: list[Placed] = []
    for employee_id in dict.fromkeys(line.row.employee_id for line in rows):
        own = [
            line for line in rows
            if line.row.employee_id == employee_id
            and fits_a_day(lasting(line.row.planned_minutes), days)
        ]  # fmt: skip
        starts = await _starts(crm, employee_id, own, after, days, but=[line.id for line in rows])
        placed += map(Placed, own, starts)
    placed.sort(key=lambda one: one.at.astimezone(UTC))
    found = {one.row.id for one in placed}
    left = tuple(line for line in rows if line.id not in found)
    return Plan(tuple(placed), left, operation)


async def _starts(
    crm: Context,
    employee_id: int,
    rows: Sequence[ListRow],
    after: datetime,
    days: WorkDays,
    *,
    but: Sequence[int],
) -> list[datetime]:
    lengths = [lasting(line.row.planned_minutes) for line in rows]
    working = islice(days.from_on(after.astimezone(crm.zone).date()), LOOKED_AHEAD)
    starts: list[datetime] = []
    while len(starts) < len(lengths):
        week = list(islice(working, _AT_ONCE))
        if not week:
            break
        begins = localise(datetime.combine(week[0], time()), crm.zone)
        ends = localise(datetime.combine(week[-1] + timedelta(days=1), time()), crm.zone)
        busy = await crm.db(
            busy_times,
            employee_id,
            begins,
            ends,
            but=but,
            visible_employee_ids=crm.actor.visible_employee_ids,
        )
        starts += distribute_over(
            week, lengths[len(starts) :], busy, days=days, zone=crm.zone, after=after
        )
    return starts


def plan_lines(
    plan: Plan, width: int, lines: int, *, now: datetime, crm: Context
) -> list[tuple[Piece, ...]]:
    """`Fri 27 Nov  09:00 ALFA · 09:15 Beta S.A. · …`: one line per day, at most *lines*."""
    by_day: dict[object, list[Placed]] = {}
    for one in plan.placed:
        by_day.setdefault(one.at.date(), []).append(one)
    shown_lines: list[tuple[Piece, ...]] = []
    room = lines - bool(plan.left)
    shown = list(by_day.values())
    for number, placed in enumerate(shown):
        if len(shown_lines) >= room - (len(shown) > room and number < len(shown)):
            shown_lines.append(((_more_days_text(shown[number:], now, crm), "muted"),))
            break
        only = len(shown) == 1
        shown_lines += _day_lines(placed, width, room if only else 1, now, crm)
    if plan.left:
        shown_lines.append(((_unplaced_text(len(plan.left)), "urgent"),))
    return shown_lines[:lines]


def _day_lines(
    placed: Sequence[Placed], width: int, lines: int, now: datetime, crm: Context
) -> list[tuple[Piece, ...]]:
    day = formats.full(None, placed[0].at.date(), now=now, zone=crm.zone)
    head = f"{day} ({len(placed)}): "
    texts = [f"{one.at:%H:%M} {_short_name(one.row)}" for one in placed]
    wrapped = in_lines([head + texts[0], *texts[1:]], width, between=" · ")
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], cut(f"{wrapped[lines - 1]} · …", width)]
    first = wrapped[0].removeprefix(head)
    return [((head, "muted"), (first, "echo")), *(((line, "echo"),) for line in wrapped[1:])]


def _short_name(line: ListRow) -> str:
    return cut(plain(line.row.contractor or line.row.subject), _NAME)


def _more_days_text(days: Sequence[Sequence[Placed]], now: datetime, crm: Context) -> str:
    count = sum(len(placed) for placed in days)
    last = formats.full(None, days[-1][0].at.date(), now=now, zone=crm.zone)
    return ngettext("{n} more until {day}", "{n} more until {day}", count).format(n=count, day=last)


def _unplaced_text(count: int) -> str:
    return ngettext(
        "{n} fits into no day, and stays.", "{n} fit into no day, and stay.", count
    ).format(n=count)


def distribution_message(plan: Plan, *, now: datetime, crm: Context) -> str:
    """`5 moved, Fri 27 Nov 09:00 to Mon 30 Nov 10:15.`"""
    first, last = plan.placed[0].at, plan.placed[-1].at
    when = formats.full(first, None, now=now, zone=crm.zone)
    text = _("Moved to {when}.").format(when=when)
    if len(plan.placed) > 1:
        text = ngettext(
            "{n} moved, {first} to {last}.", "{n} moved, {first} to {last}.", len(plan.placed)
        )
        until = formats.full(last, None, now=now, zone=crm.zone)
        text = text.format(n=len(plan.placed), first=when, last=until)
    return f"{text} {_unplaced_text(len(plan.left))}" if plan.left else text
