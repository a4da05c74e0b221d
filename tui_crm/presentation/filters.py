"""The filter fields of the list of activities: their options, names and present values."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any, Final

from tui_crm.domain.activities.activity import KIND_NAMES, Kind
from tui_crm.domain.activities.list_options import (
    PAST_STATES,
    FilterPeriod,
    ListScope,
    ListState,
    Without,
)
from tui_crm.domain.activities.saved_view import RECORDS, Named, ViewContent
from tui_crm.domain.actor import Actor
from tui_crm.domain.choice import Choice
from tui_crm.domain.dates.span import shown_day
from tui_crm.domain.text import fold
from tui_crm.i18n import N_, _
from tui_crm.presentation.scope import delegated_title, scope_title
from tui_crm.terminal.text import plain

STATES: Final[tuple[tuple[ListState, str], ...]] = (
    ("all", N_("all")),
    ("open", N_("not completed")),
    ("overdue", N_("overdue")),
    ("waiting", N_("waiting for somebody")),
    ("completed", N_("completed")),
    ("cancelled", N_("called off or not held")),
)
PERIODS: Final = (
    (FilterPeriod.ANY, N_("any time")),
    (FilterPeriod.TODAY, N_("today")),
    (FilterPeriod.YESTERDAY, N_("yesterday")),
    (FilterPeriod.WEEK, N_("this week")),
    (FilterPeriod.LAST_WEEK, N_("last week")),
    (FilterPeriod.NEXT_WEEK, N_("next week")),
    (FilterPeriod.NEXT_DAYS, N_("next 7 days")),
    (FilterPeriod.MONTH, N_("this month")),
    (FilterPeriod.LAST_MONTH, N_("last month")),
    (FilterPeriod.PAST_MONTH, N_("last 30 days")),
    (FilterPeriod.COMING, N_("from today on")),
)
LACKING: Final = (
    (Without.NUMBER, N_("a telephone number")),
    (Without.NEXT_STEP, N_("a next step")),
)
OPTIONS: Final[dict[str, tuple[tuple[Any, str], ...]]] = {
    "state": STATES,
    "kind": tuple((kind, KIND_NAMES[kind]) for kind in Kind),
    "period": PERIODS,
    "without": LACKING,
}
"""The fields with fixed options: each value with its name."""

OTHER_WORDS: Final[dict[Any, str]] = {
    "open": N_("open, to do, planned, pending"),
    "overdue": N_("late, past due"),
    "waiting": N_("on hold"),
    "completed": N_("done, finished, closed"),
    "cancelled": N_("cancelled, canceled, missed"),
    Kind.CONTACT: N_("call, telephone, e-mail"),
    Kind.MEETING: N_("appointment, visit"),
    Kind.TASK: N_("to do"),
    FilterPeriod.LAST_WEEK: N_("previous week"),
    FilterPeriod.LAST_MONTH: N_("previous month"),
    FilterPeriod.COMING: N_("future, upcoming"),
    Without.NUMBER: N_("phone, no number"),
    Without.NEXT_STEP: N_("follow-up, no next step"),
}
"""What options are called as well, by their value, separated by commas."""

ANYTHING: Final = ViewContent()
DAYS: Final = ("since", "until")
FIELDS: Final = ("state", "kind", "period", *DAYS, *RECORDS, "without")
"""The names of the filter fields, in the order of the form."""


def matching(field: str, wanted: str) -> list[tuple[int, Any, str]]:
    """The options of a field for folded text: place, value and name.

    Those that begin with it come first, then those that have it, then those only called so.
    """
    ranked: list[tuple[int, tuple[int, Any, str]]] = []
    for n, (value, name) in enumerate(OPTIONS[field]):
        folded = fold(_(name))
        also = OTHER_WORDS.get(value)
        called = fold(_(also)).split(", ") if also else []
        if wanted in folded:
            ranked.append((not folded.startswith(wanted), (n, value, _(name))))
        elif any(word.startswith(wanted) for word in called):
            ranked.append((2, (n, value, _(name))))
    return [option for _rank, option in sorted(ranked, key=lambda one: one[0])]


def chosen(content: ViewContent, field: str) -> Choice | None:
    """The present choice of a filter field other than a day; None when it filters nothing."""
    value = getattr(content, field)
    if value == getattr(ANYTHING, field):
        return None
    if field in RECORDS:
        return Choice(value.id, value.name)
    at, name = next((n, name) for n, (one, name) in enumerate(OPTIONS[field]) if one == value)
    return Choice(at, _(name))


def narrowed(content: ViewContent, field: str, value: Any) -> ViewContent:
    """The view with another value in a field: a `Choice`, an option's value, None for no filter.

    A period replaces the typed days, and they replace it.
    """
    changed: dict[str, Any] = {field: value}
    if value is None:
        changed = {field: getattr(ANYTHING, field)}
    elif field in RECORDS:
        changed = {field: Named(value.id, value.label)}
    elif field in DAYS:
        changed["period"] = FilterPeriod.ANY
    elif field == "period" and value is not FilterPeriod.ANY:
        changed |= dict.fromkeys(DAYS)
    return dataclasses.replace(content, **changed)


def unnarrowed(content: ViewContent) -> ViewContent:
    """The view without filters; scope, text and order stay."""
    return dataclasses.replace(content, **{name: getattr(ANYTHING, name) for name in FIELDS})


def is_past(content: ViewContent) -> bool:
    """Whether the view holds only what has happened: incomplete dates are looked for backwards."""
    return (
        content.state in PAST_STATES
        or content.outcome is not None
        or content.without is Without.NEXT_STEP
    )


def days_text(since: date | None, until: date | None) -> str:
    """`27.11.2026 – 30.11.2026`, `from 27.11.2026`, `to 30.11.2026`; empty without either."""
    first = "" if since is None else shown_day(since)
    last = "" if until is None else shown_day(until)
    if first and last:
        return first if first == last else f"{first} – {last}"
    if first:
        return _("from {day}").format(day=first)
    return _("to {day}").format(day=last) if last else ""


def filter_words(content: ViewContent, *, employee: bool = True) -> tuple[str, ...]:
    """The present filter choices in words; without the *employee* where the title names them."""
    words: list[str] = []
    for field in FIELDS:
        if field == "since":
            words.append(days_text(content.since, content.until))
        elif field not in DAYS and (employee or field != "employee"):
            choice = chosen(content, field)
            words.append("" if choice is None else _word(field, choice.label))
    return tuple(plain(word) for word in words if word)


def _word(field: str, label: str) -> str:
    return _("without {what}").format(what=label) if field == "without" else label


def whose_title(content: ViewContent, actor: Actor) -> str:
    """Whose activities a view shows, as a title: `My activities`, `Activities of Marek Lis`."""
    if content.scope is ListScope.DELEGATED:
        return delegated_title()
    if content.employee is not None and content.employee.id != actor.employee_id:
        return _("Activities of {name}").format(name=plain(content.employee.name))
    if content.employee is not None:
        return _("My activities")
    return scope_title(actor, everybody=content.scope is ListScope.ALL)


def words_beside(content: ViewContent) -> tuple[str, ...]:
    """The filter in words beside `whose_title`, which names the employee unless delegated."""
    return filter_words(content, employee=content.scope is ListScope.DELEGATED)
