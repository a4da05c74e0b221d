"""What is told of a day: done, moved, planned; each thing on its day only."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.queries.conftest import Office
from tests.support.builders import at
from tui_crm.domain.activities.activity import Status
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.dates.dates import localise
from tui_crm.queries.activities.digest import completed_between, moved_between, planned_on
from tui_crm.services import undo
from tui_crm.services.activities.complete import Completion, complete, reschedule
from tui_crm.services.activities.no_answer import no_answer
from tui_crm.services.activities.save import edit_note
from tui_crm.store.models import Activity

BEGINS, ENDS = at(23, "00:00"), at(24, "00:00")
MINUTE = timedelta(minutes=1)


def told(rows: list[Any]) -> list[str]:
    return [row.subject for row in rows]


def asked(office: Office, **asked: Any) -> dict[str, Any]:
    return {"employee_id": office.anna, "visible_employee_ids": None, **asked}


def test_what_was_completed_or_called_off_on_the_day_is_told_in_its_order(office: Office) -> None:
    office.activity("late", done=ENDS - MINUTE)
    office.activity("at midnight", done=BEGINS)
    off = office.activity("called off", done=at(23, "12:00"))
    office.change(Activity, off, status=Status.CANCELLED)
    office.activity("next day", done=ENDS)
    office.activity("day before", done=BEGINS - MINUTE)
    office.activity("open")
    found = completed_between(BEGINS, ENDS, **asked(office))
    assert told(found) == ["at midnight", "called off", "late"]


def test_only_those_of_the_employee_and_what_may_be_seen_are_told(office: Office) -> None:
    marek = office.employee("Marek", "Lis")
    office.activity("hers", at(23, "10:00"), done=at(23))
    office.activity("his", at(23, "10:00"), employee_id=marek, done=at(23))
    for n, owner in enumerate((office.anna, marek)):
        moved = office.activity(f"moved {n}", at(23, "15:00"), employee_id=owner)
        move(office, moved, at(23, "10:00"), "16:00")
    everybody = {"employee_id": None}
    seen = {"employee_id": None, "visible_employee_ids": frozenset({marek})}
    for ask in (completed_between, moved_between):
        assert len(ask(BEGINS, ENDS, **asked(office))) == 1
        assert len(ask(BEGINS, ENDS, **asked(office, **everybody))) == 2
        assert [row.employee_id for row in ask(BEGINS, ENDS, **asked(office, **seen))] == [marek]
    day = BEGINS.date()
    assert len(planned_on(day, BEGINS, ENDS, **asked(office, **everybody))) == 2
    assert told(planned_on(day, BEGINS, ENDS, **asked(office, **seen))) == ["moved 1"]
    assert told(planned_on(day, BEGINS, ENDS, **asked(office))) == ["moved 0"]


def move(office: Office, activity_id: int, now: datetime, to: str) -> None:
    reschedule([activity_id], to, actor=office.actor(), now=now)  # type: ignore[list-item]


def test_what_was_moved_on_the_day_and_is_open_still_is_told_by_its_new_start(
    office: Office,
) -> None:
    far, near = (
        office.activity("far", at(23, "15:00")),
        office.activity("near", on=date(2026, 11, 23)),
    )
    move(office, far, BEGINS, "26.11")
    move(office, near, ENDS - MINUTE, "25.11")
    before, after = office.activity("day before", at(22)), office.activity("next day", at(25))
    move(office, before, BEGINS - MINUTE, "1d")
    move(office, after, ENDS, "1d")
    office.activity("never moved", at(23))
    assert told(moved_between(BEGINS, ENDS, **asked(office))) == ["near", "far"]


def test_a_call_that_nobody_answered_was_moved(office: Office) -> None:
    call = office.activity("call", contractor_id=office.contractor())
    no_answer([call], actor=office.actor(), instant=Instant(at(23), "boot", 1.0))  # type: ignore[list-item]
    assert told(moved_between(BEGINS, ENDS, **asked(office))) == ["call"]


def test_what_was_moved_and_then_done_or_taken_back_is_not_told_as_moved(office: Office) -> None:
    actor, instant = office.actor(), Instant(at(23), "boot", 1.0)
    done, back = office.activity("done", at(23)), office.activity("taken back", at(23))
    move(office, done, at(23), "1d")
    complete([done], Completion(None), actor=actor, instant=instant)  # type: ignore[list-item]
    move(office, back, at(23), "1d")
    undo.undo(actor=actor, now=at(23))
    assert moved_between(BEGINS, ENDS, **asked(office)) == []


def test_another_change_is_no_move(office: Office) -> None:
    call = office.activity("call", at(23))
    edit_note(call, "x", version=1, actor=office.actor(), now=at(23))  # type: ignore[arg-type]
    assert moved_between(BEGINS, ENDS, **asked(office)) == []


def test_what_is_open_on_the_day_is_told_from_midnight_to_midnight(office: Office) -> None:
    office.activity("last", ENDS - MINUTE)
    office.activity("first", BEGINS)
    office.activity("all day", on=BEGINS.date())
    office.activity("next day", ENDS)
    office.activity("day before", BEGINS - MINUTE)
    office.activity("another day", on=ENDS.date())
    office.activity("the day before", on=BEGINS.date() - timedelta(days=1))
    office.activity("done", at(23, "10:00"), done=at(23, "11:00"))
    found = planned_on(BEGINS.date(), BEGINS, ENDS, **asked(office))
    assert sorted(told(found)) == ["all day", "first", "last"]


@pytest.mark.parametrize("key", ["Europe/Warsaw", "America/New_York", "Asia/Kolkata"])
@pytest.mark.parametrize(
    "day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 8), date(2026, 11, 1),
            date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1)],
)  # fmt: skip
def test_a_day_is_told_whole_however_long_the_clocks_make_it(
    office: Office, key: str, day: date
) -> None:
    zone = ZoneInfo(key)
    begins, ends = (
        localise(datetime(on.year, on.month, on.day), zone)  # noqa: DTZ001  # a wall clock
        for on in (day, day + timedelta(days=1))
    )
    office.activity("all day", on=day)
    for subject, start in (("first", begins), ("last", ends - MINUTE), ("after", ends)):
        office.activity(subject, start)
        office.activity(f"{subject} done", start, done=start)
    assert sorted(told(planned_on(day, begins, ends, **asked(office)))) == [
        "all day", "first", "last",
    ]  # fmt: skip
    assert told(completed_between(begins, ends, **asked(office))) == ["first done", "last done"]
