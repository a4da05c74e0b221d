"""A call that comes again, for the tests of series."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.support import builders
from tests.support.builders import NOW, activity, contact, instant
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.ids import ActivityId
from tui_crm.domain.recurrence.phrase import read_repeat, rule_of
from tui_crm.services.activities import complete as complete_service
from tui_crm.services.activities.complete import Completion
from tui_crm.services.activities.save import save
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Activity

DONE = Completion(None)
MONDAY = date(2026, 11, 23)


def rule(text: str, start: date = MONDAY) -> str:
    repeat = read_repeat(text, start)
    assert repeat is not None
    return rule_of(repeat)


def recurring(actor: Actor, text: str = "weekly", **values: Any) -> ActivityId:
    """A call with ALFA on Monday 23 November at 14:30 that comes again."""
    contractor_id = builders.contractor(actor)
    person_ids = [
        builders.person(actor, contractor_id, name) for name in ("Jan Kowalski", "Ewa Lis")
    ]
    edit = contact(actor, contractor_id, *person_ids, repeat=rule(text), **values)
    return save(edit, actor=actor, instant=instant()).activity_id


def complete(activity_id: ActivityId, actor: Actor, **after: int) -> list[dict[str, Any]]:
    """Complete it so much later; gives what was made."""
    when = Instant(NOW + timedelta(**after), builders.BOOT, 1000.0)
    done = complete_service.complete([activity_id], DONE, actor=actor, instant=when)
    return [activity(next_id) for next_id in done.next_ids]


def of_series(series_id: int = 1) -> list[dict[str, Any]]:
    found = fetch_tuples(
        Activity.select(Activity.id)
        .where(Activity.series == series_id)
        .order_by(Activity.occurs_on)
    )
    return [activity(activity_id) for (activity_id,) in found]


def days(series_id: int = 1) -> list[date]:
    return [one["occurs_on"] for one in of_series(series_id)]


def tomorrow(**more: int) -> Any:
    return NOW + timedelta(days=1, **more)
