"""Next ones and series in every zone, on the days on which calendars and clocks trip."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.support.builders import BOOT, activity, saved_contact
from tests.support.days import ALL_ZONES
from tests.support.recurring import DONE, of_series, recurring
from tui_crm.domain.activities.activity import FollowUp
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dates.follow_up import Offsets
from tui_crm.services.activities import complete, series
from tui_crm.services.activities.complete import Completion
from tui_crm.store.models import Series

DAYS = [
    date(2027, 3, 28), date(2027, 10, 31), date(2027, 3, 14), date(2027, 11, 7),
    date(2028, 2, 29), date(2028, 3, 1), date(2027, 4, 30), date(2027, 12, 31), date(2028, 1, 1),
]  # fmt: skip
MINUTE = timedelta(minutes=1)


@pytest.fixture(params=ALL_ZONES, ids=str)
def actor(anna: Actor, request: pytest.FixtureRequest) -> Actor:
    return replace(anna, zone=request.param)


def at(day: date, clock: time, actor: Actor) -> datetime:
    # In UTC: an hour that comes twice is equal to none of another zone.
    return localise(datetime.combine(day, clock), actor.zone).astimezone(UTC)


def test_one_comes_by_itself_when_its_day_comes_and_another_after_it_is_done(actor: Actor) -> None:
    clock = time(2, 30)
    for number, day in enumerate(DAYS, 1):
        recurring(actor, "daily", starts_at=at(day - timedelta(days=1), clock, actor))
        midnight = at(day, time(), actor)
        assert series.bring_up_to_date(actor=actor, now=midnight - MINUTE) == 0
        assert series.bring_up_to_date(actor=actor, now=midnight) == 1
        made = of_series(number)[-1]
        assert (made["occurs_on"], made["starts_at"]) == (day, at(day, clock, actor))
        done = complete.complete(
            [made["id"]], DONE, actor=actor, instant=Instant(midnight, BOOT, 1.0)
        )
        (after,) = (activity(one) for one in done.next_ids)
        assert after["starts_at"] == at(day + timedelta(days=1), clock, actor)
        Series.update(active=False).execute()


def test_a_next_one_lands_on_them_at_the_same_hour(actor: Actor) -> None:
    for day in DAYS:
        for offsets in (Offsets(days=1), Offsets(weeks=1), Offsets(days=3, weeks=1)):
            before = day - timedelta(days=offsets.days, weeks=offsets.weeks)
            start = at(before, time(9, 15), actor)
            saved = saved_contact(actor, starts_at=start, follow_up=FollowUp(offsets))
            assert saved.follow_up_id is not None
            assert activity(saved.follow_up_id)["starts_at"] == at(day, time(9, 15), actor)


def test_what_is_typed_lands_on_them_at_the_same_hour(actor: Actor) -> None:
    for day in DAYS:
        start = at(day - timedelta(days=7), time(9, 15), actor)
        saved = saved_contact(actor, starts_at=start)
        now = Instant(start - MINUTE, BOOT, 1.0)
        done = complete.complete(
            [saved.activity_id], Completion(None, next="1w"), actor=actor, instant=now
        )
        assert done.next_at == at(day, time(9, 15), actor)
        moved = complete.reschedule(done.next_ids, "2w", actor=actor, now=now.now)
        assert moved.first_at == at(day + timedelta(days=14), time(9, 15), actor)
