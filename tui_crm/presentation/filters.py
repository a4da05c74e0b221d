"""The filter fields of the list of activities: their options, names and present values."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

from tui_crm.domain.activities.activity import KIND_NAMES, Kind
from tui_crm.domain.activities.list_options import FilterPeriod, ListState
from tui_crm.domain.activities.saved_view import RECORDS, Named, ViewContent
from tui_crm.domain.choice import Choice
from tui_crm.i18n import N_, _
from tui_crm.terminal.text import plain

STATES: Final[tuple[tuple[ListState, str], ...]] = (
    ("all", N_("all")),
    ("open", N_("not completed")),
    ("completed", N_("completed")),
)
PERIODS: Final = (
    (FilterPeriod.ANY, N_("any time")),
    (FilterPeriod.TODAY, N_("today")),
    (FilterPeriod.WEEK, N_("this week")),
    (FilterPeriod.NEXT_WEEK, N_("next week")),
    (FilterPeriod.NEXT_DAYS, N_("next 7 days")),
    (FilterPeriod.MONTH, N_("this month")),
    (FilterPeriod.PAST_MONTH, N_("last 30 days")),
    (FilterPeriod.COMING, N_("from today on")),
)
OPTIONS: Final[dict[str, tuple[tuple[Any, str], ...]]] = {
    "state": STATES,
    "kind": tuple((kind, KIND_NAMES[kind]) for kind in Kind),
    "period": PERIODS,
}
"""The fields with fixed options: each value with its name."""

ANYTHING: Final = ViewContent()
FIELDS: Final = (*OPTIONS, *RECORDS)
"""The names of the filter fields, in the order of the form."""


def chosen(content: ViewContent, field: str) -> Choice | None:
    """The present choice of a filter field; None when it filters nothing."""
    value = getattr(content, field)
    if value == getattr(ANYTHING, field):
        return None
    if field in RECORDS:
        return Choice(value.id, value.name)
    at, name = next((n, name) for n, (one, name) in enumerate(OPTIONS[field]) if one == value)
    return Choice(at, _(name))


def narrowed(content: ViewContent, field: str, value: Any) -> ViewContent:
    """The view with another value in a field: a `Choice`, an option's value, None for no filter."""
    if value is None:
        value = getattr(ANYTHING, field)
    elif field in RECORDS:
        value = Named(value.id, value.label)
    return dataclasses.replace(content, **{field: value})


def unnarrowed(content: ViewContent) -> ViewContent:
    """The view without filters; scope, text and order stay."""
    return dataclasses.replace(content, **{name: getattr(ANYTHING, name) for name in FIELDS})


def filter_words(content: ViewContent) -> tuple[str, ...]:
    """The names of the present filter choices."""
    found = (chosen(content, field) for field in FIELDS)
    return tuple(plain(choice.label) for choice in found if choice is not None)
