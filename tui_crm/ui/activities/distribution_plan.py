"""Where rows go that are spread over free time: each employee's into their own days."""

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
"""Working days whose busy times are read together."""

_NAME: Final = 18
"""Cells of a name in the preview."""


class Placed(NamedTuple):
    """A row and the start it gets."""

    row: ListRow
    at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows that have found a place, the earliest first, and those that fit into no day."""

    placed: tuple[Placed, ...]
    left: tuple[ListRow, ...] = ()
    operation: int = 0
    """The last one when free time was looked for."""


async def plan_distribution(crm: Context, rows: Sequence[ListRow], after: datetime) -> Plan:
    """Place the rows one after the other from that moment on, in their order."""
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
    """`Fri 27 Nov  09:00 ALFA · 09:15 Beta S.A. · …`: the days, and how many go on after them."""
    by_day: dict[object, list[Placed]] = {}
    for one in plan.placed:
        by_day.setdefault(one.at.date(), []).append(one)
    told: list[tuple[Piece, ...]] = []
    room = lines - bool(plan.left)
    shown = list(by_day.values())
    for number, placed in enumerate(shown):
        if len(told) >= room - (len(shown) > room and number < len(shown)):
            told.append(((_rest(shown[number:], now, crm), "muted"),))
            break
        only = len(shown) == 1
        told += _day_lines(placed, width, room if only else 1, now, crm)
    if plan.left:
        told.append(((_stay(len(plan.left)), "urgent"),))
    return told[:lines]


def _day_lines(
    placed: Sequence[Placed], width: int, lines: int, now: datetime, crm: Context
) -> list[tuple[Piece, ...]]:
    day = formats.full(None, placed[0].at.date(), now=now, zone=crm.zone)
    head = f"{day} ({len(placed)}): "
    texts = [f"{one.at:%H:%M} {_named(one.row)}" for one in placed]
    told = in_lines([head + texts[0], *texts[1:]], width, between=" · ")
    if len(told) > lines:
        told = [*told[: lines - 1], cut(f"{told[lines - 1]} · …", width)]
    first = told[0].removeprefix(head)
    return [((head, "muted"), (first, "accent")), *(((line, "accent"),) for line in told[1:])]


def _named(line: ListRow) -> str:
    return cut(plain(line.row.contractor or line.row.subject), _NAME)


def _rest(days: Sequence[Sequence[Placed]], now: datetime, crm: Context) -> str:
    count = sum(len(placed) for placed in days)
    last = formats.full(None, days[-1][0].at.date(), now=now, zone=crm.zone)
    return ngettext("{n} more until {day}", "{n} more until {day}", count).format(n=count, day=last)


def _stay(count: int) -> str:
    return ngettext(
        "{n} fits into no day, and stays.", "{n} fit into no day, and stay.", count
    ).format(n=count)


def distribution_message(plan: Plan, *, now: datetime, crm: Context) -> str:
    """What was done: `5 spread, Fri 27 Nov 09:00 to Mon 30 Nov 10:15.`"""
    first, last = plan.placed[0].at, plan.placed[-1].at
    when = formats.full(first, None, now=now, zone=crm.zone)
    text = _("Moved to {when}.").format(when=when)
    if len(plan.placed) > 1:
        text = ngettext(
            "{n} moved, {first} to {last}.", "{n} moved, {first} to {last}.", len(plan.placed)
        )
        until = formats.full(last, None, now=now, zone=crm.zone)
        text = text.format(n=len(plan.placed), first=when, last=until)
    return f"{text} {_stay(len(plan.left))}" if plan.left else text
