"""What a list of activities is narrowed to and sorted by."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

ListState = Literal["all", "open", "completed"]
LIST_STATES: Final[tuple[ListState, ...]] = ("all", "open", "completed")


class ListScope(StrEnum):
    """Whose activities a list shows, seen from whoever looks at it."""

    MINE = "mine"
    ALL = "all"
    DELEGATED = "given"


class FilterPeriod(StrEnum):
    """When they take place, seen from the day on which the list is looked at."""

    ANY = "any"
    TODAY = "today"
    WEEK = "week"
    NEXT_WEEK = "next_week"
    NEXT_DAYS = "next_days"
    MONTH = "month"
    PAST_MONTH = "past_month"
    COMING = "coming"


class ActivityOrder(StrEnum):
    """What the list can be sorted by; activities without a value come last, either way."""

    STARTS = "starts"
    CONTRACTOR = "contractor"
    PERSON = "person"
    TYPE = "type"
    PRIORITY = "priority"
    EMPLOYEE = "employee"
    NUMBER = "number"
