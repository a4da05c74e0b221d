"""What the filter form sets, and what it means for the list of all activities."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tui_crm.domain.activity import Kind
from tui_crm.domain.draft import Choice
from tui_crm.domain.when import localise
from tui_crm.i18n import N_
from tui_crm.queries.activities import ActivityFilter
from tui_crm.ui.cells import plain

STATES: tuple[tuple[Literal["all", "open", "completed"], str], ...] = (
    ("all", N_("all")),
    ("open", N_("not completed")),
    ("completed", N_("completed")),
)
PERIODS = (
    ("any", N_("any time")),
    ("today", N_("today")),
    ("week", N_("this week")),
    ("next_week", N_("next week")),
    ("month", N_("this month")),
    ("past_month", N_("last 30 days")),
    ("coming", N_("from today on")),
)
KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class FilterSet:
    """What the form holds; each value as chosen, None where anything goes."""

    state: Choice | None = None
    kind: Choice | None = None
    period: Choice | None = None
    employee: Choice | None = None
    contractor: Choice | None = None
    type: Choice | None = None
    priority: Choice | None = None
    category: Choice | None = None

    def words(self) -> tuple[str, ...]:
        """What is filtered, in the words that were chosen."""
        values = (getattr(self, field.name) for field in dataclasses.fields(self))
        return tuple(plain(value.label) for value in values if value is not None)

    def filter(
        self, text: str, *, now: datetime, zone: ZoneInfo, sees: frozenset[int] | None
    ) -> ActivityFilter:
        """As the query takes it; *sees* are the employees whose activities may be seen."""
        since, until = _bounds(self.period, now=now, zone=zone)
        return ActivityFilter(
            employee_id=_id(self.employee),
            kind=None if self.kind is None else KINDS[self.kind.id],
            state=STATES[self.state.id][0] if self.state else "all",
            contractor_id=_id(self.contractor),
            type_id=_id(self.type),
            priority_id=_id(self.priority),
            category_id=_id(self.category),
            since=since,
            until=until,
            text=text,
            sees=sees,
        )


def _id(choice: Choice | None) -> int | None:
    return None if choice is None else choice.id


def _bounds(
    period: Choice | None, *, now: datetime, zone: ZoneInfo
) -> tuple[datetime | None, datetime | None]:
    """The local days of a period, as instants; the end is not part of it."""
    code = PERIODS[period.id][0] if period else "any"
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    following = (month + timedelta(days=32)).replace(day=1)
    days: dict[str, tuple[date | None, date | None]] = {
        "any": (None, None),
        "today": (today, today + timedelta(days=1)),
        "week": (monday, monday + timedelta(days=7)),
        "next_week": (monday + timedelta(days=7), monday + timedelta(days=14)),
        "month": (month, following),
        "past_month": (today - timedelta(days=30), today + timedelta(days=1)),
        "coming": (today, None),
    }
    first, end = days[code]
    return _midnight(first, zone), _midnight(end, zone)


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return None if day is None else localise(datetime(day.year, day.month, day.day), zone)  # noqa: DTZ001
