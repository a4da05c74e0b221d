"""The list of activities by page, filtered and in any order; one activity by id or number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import JOIN, SQL, Expression, fn

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.list_options import OPEN_STATES, ActivityOrder, ListState, Without
from tui_crm.domain.page import PageRequest, Place
from tui_crm.domain.permissions import check_seen
from tui_crm.queries.activities.due import is_open, overdue
from tui_crm.queries.common.activity_rows import (
    FIRST,
    FIRST_PERSON,
    PRIORITY,
    TYPE,
    ActivityRow,
    first_participant,
    rows_of,
)
from tui_crm.queries.common.keyset import KeysetPart, in_order, page_of
from tui_crm.queries.common.lacking import (
    activity_without_next_step,
    activity_without_number,
    silent_contractors,
)
from tui_crm.queries.common.text_match import all_words_in, search_words
from tui_crm.queries.common.visibility import unindexed, whose, within
from tui_crm.store.models import Activity, Contractor, Employee, Participant, Person


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """The filter of the list, None or empty is no filter; `until` is exclusive.

    All-day activities are compared by date, in the zone that `since`, `until` and `now` come in.
    The state “overdue” needs `now`.
    """

    employee_id: int | None = None
    kind: Kind | None = None
    state: ListState = "all"
    contractor_id: int | None = None
    type_id: int | None = None
    priority_id: int | None = None
    category_id: int | None = None
    outcome_id: int | None = None
    without: Without | None = None
    since: datetime | None = None
    until: datetime | None = None
    now: datetime | None = None
    text: str = ""
    visible_employee_ids: frozenset[int] | None = None
    """The employees whose activities may be seen; None is all of them."""


def activities_page(
    chosen: ActivityFilter,
    request: PageRequest,
    *,
    order: ActivityOrder = ActivityOrder.STARTS,
    descending: bool = True,
) -> list[ActivityRow]:
    """One page of the list; by default the newest plan first."""
    where, few = conditions(chosen), request.only is not None or _few(chosen)
    if chosen.without is Without.NUMBER and not few:
        silent = silent_contractors()
        if silent is not None:
            where, few = conditions(chosen, silent=silent), True
    if order is ActivityOrder.EMPLOYEE:
        # The scan starts from the employees: those who may not be seen are skipped as a whole.
        where += within(Employee.id, chosen.visible_employee_ids)
    return _page(_parts(order, where, descending=descending, few=few), request)


def activity_row(
    activity_id: int,
    *,
    order: ActivityOrder = ActivityOrder.STARTS,
    descending: bool = True,
    visible_employee_ids: frozenset[int] | None = None,
) -> ActivityRow | None:
    """One activity with its place in this order; None when it is deleted or may not be seen."""
    where = [Activity.id == activity_id, *whose(None, visible_employee_ids)]
    rows = _page(_parts(order, where, descending=descending, few=True), PageRequest(1))
    return rows[0] if rows else None


def place_of(
    activity_id: int,
    order: ActivityOrder,
    *,
    descending: bool = True,
    visible_employee_ids: frozenset[int] | None = None,
) -> Place | None:
    """The place of an activity in this order; None when it is deleted or may not be seen."""
    row = activity_row(
        activity_id, order=order, descending=descending, visible_employee_ids=visible_employee_ids
    )
    return None if row is None else row.place


_NUMBER = re.compile(r"\s*([a-z])\s*/\s*(\d{1,4})\s*/\s*(\d{1,9})\s*", re.ASCII)


def activity_by_number(
    number: str, *, visible_employee_ids: frozenset[int] | None = None
) -> ActivityRow | None:
    """The activity with this number; `c/2026/42` is read as `C/2026/0042`.

    Raises `Refused` for one that may not be seen.
    """
    found = _NUMBER.fullmatch(number.lower())
    if found is None:
        return None
    letter, year, running = found.groups()
    where = [Activity.number == f"{letter.upper()}/{int(year)}/{int(running):04d}"]
    parts = _parts(ActivityOrder.STARTS, where, descending=True, few=True)
    rows = _page(parts, PageRequest(1))
    for row in rows:
        check_seen(visible_employee_ids, row.employee_id)
    return rows[0] if rows else None


def _page(parts: list[KeysetPart], request: PageRequest) -> list[ActivityRow]:
    places = 2 + len(parts[0].fixed) + len(parts[0].keys)
    return in_order(rows_of(page_of(parts, request), places=places), parts)


def conditions(chosen: ActivityFilter, *, silent: Sequence[int] | None = None) -> list[Any]:
    """The conditions of the filter, in SQL; *silent* as in `activity_without_number`."""
    where = whose(
        chosen.employee_id, chosen.visible_employee_ids, rare=_is_rare(chosen) or silent is not None
    )
    where += [
        column == value
        for column, value in (
            (Activity.contractor_id, chosen.contractor_id),
            (Activity.kind, chosen.kind),
            (Activity.type_id, chosen.type_id),
            (Activity.priority_id, chosen.priority_id),
            (Activity.category_id, chosen.category_id),
            (Activity.outcome_id, chosen.outcome_id),
        )
        if value is not None
    ]
    where += _in_state(chosen) + _lacking(chosen.without, silent)
    if chosen.since is not None:
        where += _since(chosen.since)
    if chosen.until is not None:
        where += _until(chosen.until)
    return where + found_by(chosen.text)


def _in_state(chosen: ActivityFilter) -> list[Any]:
    if chosen.state == "overdue":
        assert chosen.now is not None
        return overdue(chosen.now, chosen.now.date())
    # Statuses as literal SQL, not as bound values: otherwise the partial indexes are not used.
    conditions: dict[ListState, list[Any]] = {
        "open": [is_open()],
        "waiting": [Activity.status == SQL("'waiting'")],
        "completed": [Activity.completed_at.is_null(False)],
        "cancelled": [Activity.status.in_([SQL("'cancelled'"), SQL("'not_held'")])],
    }
    return conditions.get(chosen.state, [])


def _lacking(without: Without | None, silent: Sequence[int] | None) -> list[Any]:
    if without is Without.NUMBER:
        return activity_without_number(silent)
    return [] if without is None else activity_without_next_step()


# The greatest difference between a local midnight and midnight UTC.
_FURTHEST_ZONE = timedelta(hours=14)


def _since(since: datetime) -> list[Any]:
    return [
        Activity.order_at >= since - _FURTHEST_ZONE,
        (Activity.starts_at >= since) | (Activity.starts_on >= since.date()),
    ]


def _until(until: datetime) -> list[Any]:
    last_day = (until - timedelta(microseconds=1)).date()
    return [
        Activity.order_at < until + _FURTHEST_ZONE,
        (Activity.starts_at < until) | (Activity.starts_on <= last_day),
    ]


def found_by(text: str) -> list[Any]:
    """The condition that each word occurs in the activity, the contractor or a participant."""
    return [_word_occurs(word) for word in search_words(text)]


def _word_occurs(word: str) -> Any:
    contractors = Contractor.select(Contractor.id).where(
        all_words_in(Contractor.fold, [word], Contractor.joined)
    )
    persons = Person.select(Person.id).where(all_words_in(Person.fold, [word], Person.joined))
    # Neither subquery depends on the row, so SQLite runs each of them once.
    present = Participant.select(Participant.activity_id).where(Participant.person.in_(persons))
    return (
        all_words_in(Activity.fold, [word], Activity.joined)
        | Activity.contractor.in_(contractors)
        | Activity.id.in_(present)
    )


def _few(chosen: ActivityFilter) -> bool:
    """Whether an index leaves so few activities that sorting is faster than an index scan."""
    of_one = chosen.employee_id is not None or (
        chosen.visible_employee_ids is not None and len(chosen.visible_employee_ids) <= 1
    )
    mine = of_one and chosen.state in OPEN_STATES
    return mine or chosen.contractor_id is not None or _is_rare(chosen)


def _is_rare(chosen: ActivityFilter) -> bool:
    """Whether a state or the outcome has an index that leaves fewer rows than the employee's."""
    return chosen.state in {"waiting", "cancelled"} or chosen.outcome_id is not None


def _parts(
    order: ActivityOrder, where: list[Any], *, descending: bool, few: bool
) -> list[KeysetPart]:
    if order is ActivityOrder.STARTS:
        keys: tuple[Any, ...] = (Activity.order_at,)
        return [KeysetPart(_filtered(where), Activity.id, keys, descending=descending)]
    if order is ActivityOrder.NUMBER:
        keys = (Activity.number_year, Activity.kind, Activity.number_running)
        return [KeysetPart(_filtered(where), Activity.id, keys, descending=descending)]
    if order is ActivityOrder.PERSON:
        return _by_person(where, descending=descending, few=few)
    if order in {ActivityOrder.TYPE, ActivityOrder.PRIORITY}:
        return [_by_entry(order, where, descending=descending)]
    return _by_reference(order, where, descending=descending, few=few)


def _filtered(where: list[Any]) -> Any:
    query = Activity.select()
    return query.where(*where) if where else query


def _by_reference(
    order: ActivityOrder, where: list[Any], *, descending: bool, few: bool
) -> list[KeysetPart]:
    """Ordered by the name of the contractor or employee, then by the start."""
    referred: Any = Contractor if order is ActivityOrder.CONTRACTOR else Employee
    column = Activity.contractor if referred is Contractor else Activity.employee
    has, lacks = column.is_null(False), column.is_null()
    if few:
        joined = Activity.select().join(referred, JOIN.LEFT_OUTER, on=referred.id == column)
        # Not by the index that begins with this column: another one leaves few rows.
        has, lacks = (Expression(unindexed(column), op, SQL("NULL")) for op in ("IS NOT", "IS"))
    else:
        # CROSS fixes the join order: along the index of names, for each along that of the starts.
        joined = Activity.select().from_(referred).join(Activity, JOIN.CROSS)
        joined = joined.where(referred.id == column)
    keys = (referred.sort_key, referred.id, Activity.order_at)
    having = joined.where(has, *where)
    if order is ActivityOrder.EMPLOYEE:
        return [KeysetPart(having, Activity.id, keys, descending=descending)]
    without = Activity.select().where(lacks, *where)
    return [
        KeysetPart(having, Activity.id, keys, descending=descending),
        KeysetPart(without, Activity.id, keys[2:], fixed=("", 0), descending=descending),
    ]


_NO_POSITION = 1_000_000_000


def _by_entry(order: ActivityOrder, where: list[Any], *, descending: bool) -> KeysetPart:
    """Ordered by the dictionary; there is no index for it, so all rows are sorted."""
    by_type = order is ActivityOrder.TYPE
    entry, column = (TYPE, Activity.type_id) if by_type else (PRIORITY, Activity.priority_id)
    query = Activity.select().join(entry, JOIN.LEFT_OUTER, on=(entry.id == column))
    last = -_NO_POSITION if descending else _NO_POSITION
    keys = (fn.COALESCE(entry.position, last), fn.COALESCE(entry.id, 0), Activity.order_at)
    query = query.where(*where) if where else query
    return KeysetPart(query, Activity.id, keys, descending=descending)


def _by_person(where: list[Any], *, descending: bool, few: bool) -> list[KeysetPart]:
    """Ordered by the first person, then by the order in which that person was added."""
    first = first_participant(Activity.id)
    if few:
        having = (
            Activity.select()
            .join(FIRST, JOIN.LEFT_OUTER, on=first)
            .join(FIRST_PERSON, JOIN.LEFT_OUTER, on=(FIRST_PERSON.id == FIRST.person_id))
            .where(FIRST_PERSON.id.is_null(False), *where)
        )
    else:
        having = (
            Activity.select()
            .from_(FIRST_PERSON)
            .join(FIRST, JOIN.CROSS)
            .join(Activity, JOIN.CROSS)
            .where(FIRST.person_id == FIRST_PERSON.id, first, *where)
        )
    no_participant = ~fn.EXISTS(
        Participant.select(Participant.id).where(Participant.activity_id == Activity.id)
    )
    without = Activity.select().where(no_participant, *where)
    keys = (FIRST_PERSON.sort_key, FIRST_PERSON.id, FIRST.id)
    return [
        KeysetPart(having, Activity.id, keys, descending=descending),
        KeysetPart(
            without, Activity.id, (Activity.order_at,), fixed=("", 0), descending=descending
        ),
    ]
