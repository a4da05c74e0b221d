"""Activities that come again: the next one of a series is made when the last has had its day.

What the next one is made like stands in the series' pattern, so that a change of one activity
alone leaves the following ones as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from peewee import fn

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
    insert_like,
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
"""Series that are brought up to date in one transaction."""


# Saving


def settle(
    unit: UnitOfWork,
    edit: ActivityEdit,
    before: StoredActivity | None,
    *,
    activity_id: int,
    actor: Actor,
) -> Next | None:
    """Begin, change or end the series of an activity just saved; its next one if it is completed.

    A changed rule is always the series'; what else was changed only with *and_following*.
    """
    row = unit.row(Activity, activity_id)
    if row["series_id"] is not None:
        _change(unit, edit, row, before or row, actor)
    elif edit.repeat:
        _begin(unit, row, edit.repeat, actor)
    if not edit.completed:
        return None
    return next(iter(follow(unit, [unit.row(Activity, activity_id)], actor=actor)), None)


def _begin(unit: UnitOfWork, row: StoredActivity, rule: str, actor: Actor) -> None:
    day = _day_of(row, actor)
    series_id = unit.insert(Series, rule=rule, first_on=day, pattern=pattern_of(row, actor.zone))
    unit.update(Activity, row["id"], series_id=series_id, occurs_on=day)


def _change(
    unit: UnitOfWork, edit: ActivityEdit, row: StoredActivity, before: StoredActivity, actor: Actor
) -> None:
    assert row["series_id"] is not None  # only what is of a series is changed here
    series = unit.row(Series, row["series_id"])
    if edit.repeat == "":
        unit.update(Series, series["id"], active=False)
        return
    day = _day_of(row, actor)
    values: dict[str, Any] = {}
    if edit.repeat is not None and (edit.repeat != series["rule"] or not series["active"]):
        values = {"rule": edit.repeat, "first_on": day, "active": True}
    elif edit.and_following and day != _day_of(before, actor):
        rule = moved(_left_of(series, before, actor), day)
        ended = rule.until is not None and rule.until < day
        values = {"active": False} if ended else {"rule": rule_of(rule), "first_on": day}
    if values:
        _stand_for(unit, row, day)
    if edit.and_following or not series["active"]:
        values["pattern"] = pattern_of(row, actor.zone)
    unit.update(Series, series["id"], **values)
    if edit.and_following:
        _change_later_ones(unit, row, actor)


def _left_of(series: StoredSeries, before: StoredActivity, actor: Actor) -> Repeat:
    whole = read_rule(series["rule"], series["first_on"])
    days = WorkDays.of(read_company())
    assert before["occurs_on"] is not None  # every one of a series stands for a day
    return left_from(whole, before["occurs_on"], _day_of(before, actor), days)


def _stand_for(unit: UnitOfWork, row: StoredActivity, day: date) -> None:
    """Let the activity stand for another day of its series, unless one stands for it already."""
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
    """What stands open of the series after this one follows it; each keeps its day."""
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


def follow(unit: UnitOfWork, rows: Iterable[StoredActivity], *, actor: Actor) -> list[Next]:
    """Make the next one of every series whose newest activity is completed now.

    It stands behind the completed one in the chain, where nothing stands there yet.
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
    """Make the next one of every series whose newest activity lies before today; how many.

    Days that were missed are not made up. It is nobody's deed, so nobody's undo takes it back.
    """
    today = now.astimezone(actor.zone).date()
    if not _due(today):
        return 0
    with write("series.next", actor=None, now=now) as unit:
        made = [_make_next(unit, series_id, day, actor=actor) for series_id, day in _due(today)]
        return sum(following is not None for following in made)


def _due(today: date) -> list[tuple[int, date]]:
    """Active series and the day of their newest activity, where that is over."""
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
    # SQLite gives the text of a MAX, whose type it does not know.
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
    """One activity for the next day of the series, from today on; None where it ends here."""
    series = unit.row(Series, series_id)
    if not series["active"]:
        return None
    pattern = _pattern_of(series, actor)
    day = None if pattern is None else _next_day(unit, series, pattern, newest_on)
    if pattern is None or day is None or not employee_works(pattern):
        unit.update(Series, series_id, active=False)
        return None
    activity_id = insert_like(
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
    unit.subject = unit.subject or row["subject"]
    refresh_contractor(unit, row["contractor_id"])
    return Next(activity_id, start_of_row(row, actor.zone))


def _pattern_of(series: StoredSeries, actor: Actor) -> Pattern | None:
    try:
        return read_pattern(series["pattern"], zone=actor.zone)
    except CrmError:
        # As with a rule that cannot be read.
        return None


def _next_day(
    unit: UnitOfWork, series: StoredSeries, pattern: Pattern, newest_on: date
) -> date | None:
    yesterday = unit.now.astimezone(pattern.zone).date() - timedelta(days=1)
    try:
        repeat = read_rule(series["rule"], series["first_on"])
    except CrmError:
        # Written by something else: the series ends rather than keep anybody from working.
        return None
    return next_day(repeat, max(newest_on, yesterday), WorkDays.of(read_company()))
