"""Recurring activities: creating the next activity of a series, and changing the series.

The next activity is created when the last one is completed or its day is over. It is made from the
series' pattern, so that a change of a single activity does not affect the following ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from peewee import fn

from tui_crm.domain.activities.activity import subject_of
from tui_crm.domain.activities.fields import ActivityEdit
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.domain.errors import CrmError
from tui_crm.domain.recurrence.phrase import Repeat, left_from, moved, next_day, read_rule, rule_of
from tui_crm.services.activities.contractor_summary import refresh_contractor
from tui_crm.services.activities.series_template import (
    KEPT,
    Pattern,
    employee_works,
    insert_from_pattern,
    pattern_of,
    read_pattern,
)
from tui_crm.services.activities.start_time import start_of_row
from tui_crm.services.activities.writes import Next, move_to, person_ids_of, replace_persons
from tui_crm.services.common.company_settings import read_company
from tui_crm.services.common.permissions import may_change
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Activity, Series, StoredActivity, StoredSeries
from tui_crm.store.unit_of_work import UnitOfWork, write

AT_ONCE: Final = 500
"""The most series, or later activities, that are processed in one transaction."""


# Saving


def save_series(
    unit: UnitOfWork,
    edit: ActivityEdit,
    before: StoredActivity | None,
    *,
    activity_id: int,
    actor: Actor,
) -> Next | None:
    """Begin, change or end the series of a saved activity; create the next one if it is completed.

    A changed rule always applies to the series, other changes only with *and_following*. Returns
    the next activity, if one was created.
    """
    row = unit.row(Activity, activity_id)
    if row["series_id"] is not None:
        _change(unit, edit, row, before or row, actor)
    elif edit.repeat:
        _begin(unit, row, edit.repeat, actor)
    if not edit.completed:
        return None
    return next(
        iter(create_next_of_series(unit, [unit.row(Activity, activity_id)], actor=actor)), None
    )


def _begin(unit: UnitOfWork, row: StoredActivity, rule: str, actor: Actor) -> None:
    day = _day_of(row, actor)
    series_id = unit.insert(Series, rule=rule, first_on=day, pattern=pattern_of(row, actor.zone))
    unit.update(Activity, row["id"], series_id=series_id, occurs_on=day)


def _change(
    unit: UnitOfWork, edit: ActivityEdit, row: StoredActivity, before: StoredActivity, actor: Actor
) -> None:
    assert row["series_id"] is not None  # `save_series` calls this for activities of a series only
    series = unit.row(Series, row["series_id"])
    if edit.repeat == "":
        unit.update(Series, series["id"], active=False)
        return
    day = _day_of(row, actor)
    values: dict[str, Any] = {}
    if edit.repeat is not None and (edit.repeat != series["rule"] or not series["active"]):
        values = {"rule": edit.repeat, "first_on": day, "active": True}
    elif edit.and_following and day != _day_of(before, actor):
        rule = moved(_rest_of_rule(series, before, actor), day)
        ended = rule.until is not None and rule.until < day
        values = {"active": False} if ended else {"rule": rule_of(rule), "first_on": day}
    if values:
        _set_occurs_on(unit, row, day)
    if edit.and_following or not series["active"]:
        values["pattern"] = pattern_of(row, actor.zone)
    unit.update(Series, series["id"], **values)
    if edit.and_following:
        _change_later_ones(unit, row, actor)


def _rest_of_rule(series: StoredSeries, before: StoredActivity, actor: Actor) -> Repeat:
    whole = read_rule(series["rule"], series["first_on"])
    days = WorkDays.of(read_company())
    assert before["occurs_on"] is not None  # set for every activity of a series
    return left_from(whole, before["occurs_on"], _day_of(before, actor), days)


def _set_occurs_on(unit: UnitOfWork, row: StoredActivity, day: date) -> None:
    """Assign the activity to another day of its series, unless that day has an activity."""
    taken = fetch_one(
        Activity.select(Activity.id).where(
            (Activity.series == row["series_id"])
            & (Activity.occurs_on == day)
            & (Activity.id != row["id"])
        )
    )
    if taken is None:
        unit.update(Activity, row["id"], occurs_on=day)


def _change_later_ones(unit: UnitOfWork, row: StoredActivity, actor: Actor) -> None:
    """Change the later open activities of the series like this one; each keeps its day."""
    later = fetch_tuples(
        Activity.select(Activity.id)
        .where(
            (Activity.series == row["series_id"])
            & (Activity.occurs_on > row["occurs_on"])
            & Activity.completed_at.is_null()
        )
        .limit(AT_ONCE)
    )
    pattern = read_pattern(pattern_of(row, actor.zone), zone=actor.zone)
    stored: Mapping[str, Any] = row
    for (activity_id,) in later:
        one = unit.row(Activity, activity_id)
        if not may_change(actor, one["employee_id"]):
            continue
        start = pattern.start_on(_day_of(one, actor))
        move_to(unit, one, start, **{name: stored[name] for name in KEPT})
        replace_persons(unit, activity_id, person_ids_of(row["id"]))
        refresh_contractor(unit, one["contractor_id"])


def _day_of(row: StoredActivity, actor: Actor) -> date:
    return start_of_row(row, actor.zone).at.date()


# The next one


def create_next_of_series(
    unit: UnitOfWork, rows: Iterable[StoredActivity], *, actor: Actor
) -> list[Next]:
    """Create the next activity of every series whose newest one is completed.

    It follows the completed one in the chain, unless that has a next activity already.
    """
    made = []
    for series_id in dict.fromkeys(row["series_id"] for row in rows if row["series_id"]):
        newest = _newest(series_id)
        if newest is None or newest["completed_at"] is None:
            continue
        after = None if _has_next(newest["id"]) else newest["id"]
        made.append(
            _make_next(unit, series_id, newest["occurs_on"], actor=actor, previous_id=after)
        )
    return [following for following in made if following is not None]


def bring_up_to_date(*, actor: Actor, now: datetime) -> int:
    """Create the next activity of every series whose newest one is before today; return how many.

    Missed days are skipped. The operation has no operator, so no undo reverts it.
    """
    today = now.astimezone(actor.zone).date()
    if not _due(today):
        return 0
    with write("series.next", actor=None, now=now) as unit:
        made = [_make_next(unit, series_id, day, actor=actor) for series_id, day in _due(today)]
        return sum(following is not None for following in made)


def _due(today: date) -> list[tuple[int, date]]:
    """Active series whose newest activity is before today, with its day."""
    newest = Activity.alias()
    newest_on = newest.select(fn.MAX(newest.occurs_on)).where(newest.series == Series.id)
    found = fetch_tuples(
        Series.select(Series.id, newest_on.alias("newest_on"))
        .where(Series.active & (newest_on < today))
        .order_by(Series.id)
        .limit(AT_ONCE)
    )
    return [(series_id, _as_date(day)) for series_id, day in found]


def _as_date(value: object) -> date:
    # SQLite returns text for MAX, as its type is unknown.
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _newest(series_id: int) -> dict[str, Any] | None:
    names = ("id", "occurs_on", "completed_at")
    found = fetch_one(
        Activity.select(*(getattr(Activity, name) for name in names))
        .where((Activity.series == series_id) & Activity.occurs_on.is_null(False))
        .order_by(Activity.occurs_on.desc())
    )
    return None if found is None else dict(zip(names, found, strict=True))


def _has_next(activity_id: int) -> bool:
    found = fetch_one(Activity.select(Activity.id).where(Activity.previous == activity_id))
    return found is not None


def _make_next(
    unit: UnitOfWork,
    series_id: int,
    newest_on: date,
    *,
    actor: Actor,
    previous_id: int | None = None,
) -> Next | None:
    """Create the activity of the series' next day from today on; None when the series ends."""
    series = unit.row(Series, series_id)
    if not series["active"]:
        return None
    pattern = _pattern_of(series, actor)
    day = None if pattern is None else _next_day(unit, series, pattern, newest_on)
    if pattern is None or day is None or not employee_works(pattern):
        unit.update(Series, series_id, active=False)
        return None
    activity_id = insert_from_pattern(
        unit,
        pattern,
        day,
        actor=actor,
        previous_id=previous_id,
        series_id=series_id,
        occurs_on=day,
        created_by_id=series["created_by_id"],
        changed_by_id=series["created_by_id"],
    )
    row = unit.row(Activity, activity_id)
    unit.subject = unit.subject or subject_of(row)
    refresh_contractor(unit, row["contractor_id"])
    return Next(activity_id, start_of_row(row, actor.zone))


def _pattern_of(series: StoredSeries, actor: Actor) -> Pattern | None:
    try:
        return read_pattern(series["pattern"], zone=actor.zone)
    except CrmError:
        # The series ends, as with an unreadable rule.
        return None


def _next_day(
    unit: UnitOfWork, series: StoredSeries, pattern: Pattern, newest_on: date
) -> date | None:
    yesterday = unit.now.astimezone(pattern.zone).date() - timedelta(days=1)
    try:
        repeat = read_rule(series["rule"], series["first_on"])
    except CrmError:
        # Written by another program: end the series rather than block every operator.
        return None
    return next_day(repeat, max(newest_on, yesterday), WorkDays.of(read_company()))
