"""The options of a list of activities: whose, in which state and period, in which order."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

ListState = Literal["all", "open", "completed"]
LIST_STATES: Final[tuple[ListState, ...]] = ("all", "open", "completed")


class ListScope(StrEnum):
    """Whose activities a list shows, relative to the operator who opens it."""

    MINE = "mine"
    ALL = "all"
    DELEGATED = "given"


class FilterPeriod(StrEnum):
    """When the activities take place, relative to the day on which the list is shown."""

    ANY = "any"
    TODAY = "today"
    WEEK = "week"
    NEXT_WEEK = "next_week"
    NEXT_DAYS = "next_days"
    MONTH = "month"
    PAST_MONTH = "past_month"
    COMING = "coming"


class ActivityOrder(StrEnum):
    """The sort orders of the list; activities without a value come last in both directions."""

    STARTS = "starts"
    CONTRACTOR = "contractor"
    PERSON = "person"
    TYPE = "type"
    PRIORITY = "priority"
    EMPLOYEE = "employee"
    NUMBER = "number"
