"""The content of a saved view of the activities, and its JSON text in the database.

A period is kept as “this week” and never as dates, unless dates were typed. Records are kept by
id; their names serve only to name a record that has been deleted since.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final, TypeVar

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.list_options import (
    LIST_STATES,
    ActivityOrder,
    FilterPeriod,
    ListScope,
    ListState,
    Without,
)
from tui_crm.domain.dates.unreadable import FIRST_YEAR, LAST_YEAR
from tui_crm.domain.errors import NotFound, Refused
from tui_crm.domain.text import NAME_LIMIT, SEARCH_LIMIT, clean_line
from tui_crm.i18n import _

FORMAT: Final = 2
"""Raised when an older program could no longer read the text."""
_GREATEST_ID: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Named:
    """A record by its id; the name under which it was known does not count for equality."""

    id: int
    name: str = field(default="", compare=False)


RECORDS: Final = ("employee", "contractor", "type", "priority", "category", "outcome")
"""The attributes of a view that hold a record."""


@dataclass(frozen=True, slots=True)
class ViewContent:
    """Scope, filter and order of the list of activities; the defaults filter nothing.

    *since* and *until* are the first and the last day; either stands in place of *period*.
    """

    scope: ListScope = ListScope.MINE
    state: ListState = "all"
    kind: Kind | None = None
    period: FilterPeriod = FilterPeriod.ANY
    since: date | None = None
    until: date | None = None
    employee: Named | None = None
    contractor: Named | None = None
    type: Named | None = None
    priority: Named | None = None
    category: Named | None = None
    outcome: Named | None = None
    without: Without | None = None
    text: str = ""
    order: ActivityOrder = ActivityOrder.STARTS
    descending: bool = True


def days_of(period: FilterPeriod, today: date) -> tuple[date | None, date | None]:
    """The first day of a period and the first day after it; None where it is unbounded."""
    monday = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    following = (month + timedelta(days=32)).replace(day=1)
    days: dict[FilterPeriod, tuple[date | None, date | None]] = {
        FilterPeriod.ANY: (None, None),
        FilterPeriod.TODAY: (today, today + timedelta(days=1)),
        FilterPeriod.YESTERDAY: (today - timedelta(days=1), today),
        FilterPeriod.WEEK: (monday, monday + timedelta(days=7)),
        FilterPeriod.LAST_WEEK: (monday - timedelta(days=7), monday),
        FilterPeriod.NEXT_WEEK: (monday + timedelta(days=7), monday + timedelta(days=14)),
        FilterPeriod.NEXT_DAYS: (today, today + timedelta(days=7)),
        FilterPeriod.MONTH: (month, following),
        FilterPeriod.LAST_MONTH: ((month - timedelta(days=1)).replace(day=1), month),
        FilterPeriod.PAST_MONTH: (today - timedelta(days=30), today + timedelta(days=1)),
        FilterPeriod.COMING: (today, None),
    }
    return days[period]


def span_of(content: ViewContent, today: date) -> tuple[date | None, date | None]:
    """The first day of a view and the first day after it; None where it is unbounded."""
    since, until = days_of(content.period, today)
    if content.since is not None:
        since = content.since
    if content.until is not None:
        until = content.until + timedelta(days=1)
    return since, until


def gone() -> NotFound:
    """The error for a view that was in the list a moment ago."""
    return NotFound(_("This view is not there any more: it was deleted, or is shared no longer."))


# As text in the database


def content_text(content: ViewContent) -> str:
    """The view as JSON text for the database; filters that are not set are left out."""
    kept: dict[str, Any] = {
        "format": FORMAT,
        "scope": content.scope,
        "state": content.state,
        "kind": content.kind,
        "period": content.period,
        "since": None if content.since is None else content.since.isoformat(),
        "until": None if content.until is None else content.until.isoformat(),
        "without": content.without,
        "text": clean_line(content.text)[:SEARCH_LIMIT],
        "order": content.order,
        "descending": content.descending,
    }
    for name in RECORDS:
        record: Named | None = getattr(content, name)
        kept[name] = None if record is None else {"id": record.id, "name": record.name}
    return json.dumps({key: kept[key] for key in kept if kept[key] is not None}, ensure_ascii=False)


def read_content(text: str) -> ViewContent:
    """Read the stored text; raises `Refused` when it is damaged, or newer than this program."""
    try:
        stored = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged() from error
    if not isinstance(stored, dict) or not _is_number(stored.get("format")):
        raise _damaged()
    if stored["format"] > FORMAT:
        raise Refused(
            _("This view was saved by a newer tui-crm. Install that version to use the view.")
        )
    try:
        return _content(stored)
    except (ValueError, TypeError) as error:
        raise _damaged() from error


def _content(stored: Mapping[str, Any]) -> ViewContent:
    kind, without = stored.get("kind"), stored.get("without")
    return ViewContent(
        scope=_one_of(ListScope, stored.get("scope"), ListScope.MINE),
        state=_state(stored.get("state", "all")),
        kind=None if kind is None else Kind(kind),
        period=_one_of(FilterPeriod, stored.get("period"), FilterPeriod.ANY),
        since=_day(stored.get("since")),
        until=_day(stored.get("until")),
        **{name: _named(stored.get(name)) for name in RECORDS},
        without=None if without is None else Without(without),
        text=_line(stored.get("text", ""), SEARCH_LIMIT),
        order=_one_of(ActivityOrder, stored.get("order"), ActivityOrder.STARTS),
        descending=bool(stored.get("descending", True)),
    )


Word = TypeVar("Word", bound=StrEnum)


def _one_of(words: Callable[[Any], Word], value: Any, otherwise: Word) -> Word:
    return otherwise if value is None else words(value)


def _state(value: Any) -> ListState:
    for state in LIST_STATES:
        if state == value:
            return state
    raise ValueError(value)


def _day(value: Any) -> date | None:
    if value is None:
        return None
    day = date.fromisoformat(value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(value)
    return day


def _named(value: Any) -> Named | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not _is_number(value.get("id")):
        raise ValueError(value)
    return Named(value["id"], _line(value.get("name", ""), NAME_LIMIT))


def _line(value: Any, limit: int) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return clean_line(value)[:limit]


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _GREATEST_ID


def _damaged() -> Refused:
    return Refused(_("This view cannot be read: it is damaged. Delete it, or save it anew."))
