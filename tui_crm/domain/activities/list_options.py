"""The options of a list of activities: whose, in which state and period, in which order."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

ListState = Literal["all", "open", "overdue", "waiting", "completed", "cancelled"]
LIST_STATES: Final[tuple[ListState, ...]] = (
    "all", "open", "overdue", "waiting", "completed", "cancelled",
)  # fmt: skip
OPEN_STATES: Final[frozenset[ListState]] = frozenset(("open", "overdue", "waiting"))
"""The states in which nothing is completed."""
PAST_STATES: Final[frozenset[ListState]] = frozenset(("overdue", "completed", "cancelled"))
"""The states of what lies in the past: incomplete dates are looked for backwards."""


class Without(StrEnum):
    """What the activities of a list lack.

    NUMBER: it is with a contractor, and nobody on it or there has a right number.
    NEXT_STEP: it is completed, and nothing is open with its contractor.
    """

    NUMBER = "number"
    NEXT_STEP = "next_step"


class ListScope(StrEnum):
    """Whose activities a list shows, relative to the operator who opens it."""

    MINE = "mine"
    ALL = "all"
    DELEGATED = "given"


class FilterPeriod(StrEnum):
    """When the activities take place, relative to the day on which the list is shown."""

    ANY = "any"
    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    LAST_WEEK = "last_week"
    NEXT_WEEK = "next_week"
    NEXT_DAYS = "next_days"
    MONTH = "month"
    LAST_MONTH = "last_month"
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
