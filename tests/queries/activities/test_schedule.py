"""What stands in a schedule, and in whose."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.queries.conftest import Office
from tests.support.builders import at
from tui_crm.domain.activities.activity import Kind, Status
from tui_crm.queries.activities.schedule import colleagues_on, schedule_rows, start_of_activity
from tui_crm.store.models import Activity, Colleague

MONDAY, SATURDAY = at(23, "00:00"), at(28, "00:00")


def subjects(*employee_ids: int, **asked: Any) -> list[str]:
    begins: datetime = asked.pop("begins", MONDAY)
    return [row.subject for row in schedule_rows(employee_ids, begins, SATURDAY, **asked)]


def test_r19_what_is_ticked_stands_in_it_and_what_is_not_does_not(office: Office) -> None:
    office.activity("ticked", at(24, "10:00"))
    office.activity("not ticked", at(24, "11:00"), in_schedule=False)
    office.activity("all day", on=at(25).date())
    office.activity("next month", at(28, "10:00", month=12))
    assert subjects(office.anna) == ["ticked", "all day"]


def test_r20_it_is_the_schedule_of_the_employee_on_the_activity(office: Office) -> None:
    marek = office.employee("Marek", "Lis")
    moved = office.activity("call", at(24, "10:00"))
    assert (subjects(office.anna), subjects(marek)) == (["call"], [])
    office.change(Activity, moved, employee_id=marek)
    assert (subjects(office.anna), subjects(marek)) == ([], ["call"])


def test_a_meeting_stands_in_the_schedules_of_its_colleagues_too(office: Office) -> None:
    marek = office.employee("Marek", "Lis")
    meeting = office.activity(
        "visit", at(24, "10:00"), kind=Kind.MEETING, contractor_id=office.contractor()
    )
    office.add(Colleague, activity_id=meeting, employee_id=marek)
    assert (subjects(office.anna), subjects(marek)) == (["visit"], ["visit"])
    assert subjects(office.anna, marek) == ["visit"]
    assert colleagues_on([meeting], [office.anna, marek]) == {meeting: [marek]}


def test_what_was_called_off_is_gone_and_what_was_done_stays(office: Office) -> None:
    done = at(24, "10:20")
    office.activity("done", at(24, "10:00"), done=done)
    off = office.activity("called off", at(24, "11:00"), done=done)
    office.change(Activity, off, status=Status.CANCELLED)
    missed = office.activity("not held", at(24, "12:00"), done=done)
    office.change(Activity, missed, status=Status.NOT_HELD)
    assert subjects(office.anna) == ["done"]


def test_what_lasts_into_the_time_is_among_them(office: Office) -> None:
    office.activity("fair", at(20, "10:00"), planned_minutes=5 * 24 * 60)
    assert subjects(office.anna) == ["fair"]


def test_nobodys_schedule_is_empty_and_rights_narrow_what_is_seen(office: Office) -> None:
    marek = office.employee("Marek", "Lis")
    office.activity("hers", at(24, "10:00"))
    office.activity("his", at(24, "11:00"), employee_id=marek)
    assert subjects() == []
    assert subjects(office.anna, marek) == ["hers", "his"]
    assert subjects(office.anna, marek, visible_employee_ids=frozenset({marek})) == ["his"]


def test_a_whole_month_is_read_at_once(office: Office) -> None:
    for n in range(60):
        office.activity(f"call {n}", MONDAY + timedelta(hours=n))
    assert len(subjects(office.anna)) == 60


def test_an_all_day_entry_of_the_last_day_is_there_where_the_day_is_later(office: Office) -> None:
    office.activity("stocktaking", on=at(27).date())
    honolulu = ZoneInfo("Pacific/Honolulu")
    begins, ends = (datetime(2026, 11, day, tzinfo=honolulu) for day in (26, 28))
    rows = schedule_rows([office.anna], begins, ends)
    kiritimati = ZoneInfo("Pacific/Kiritimati")
    begins, ends = (datetime(2026, 11, day, tzinfo=kiritimati) for day in (26, 28))
    assert rows == schedule_rows([office.anna], begins, ends)
    assert [row.subject for row in rows] == ["stocktaking"]


def test_only_the_colleagues_that_are_asked_about_are_told(office: Office) -> None:
    marek, ewa = office.employee("Marek", "Lis"), office.employee("Ewa", "Nowa")
    meeting = office.activity("visit", kind=Kind.MEETING, contractor_id=office.contractor())
    for employee_id in (marek, ewa):
        office.add(Colleague, activity_id=meeting, employee_id=employee_id)
    assert colleagues_on([meeting], [ewa]) == {meeting: [ewa]}
    assert colleagues_on([], [ewa]) == {}


def test_where_an_activity_starts_is_told_to_who_may_see_it(office: Office) -> None:
    hour, day = office.activity(at=at(24, "10:00")), office.activity(on=at(25).date())
    assert start_of_activity(hour) == (at(24, "10:00"), None)
    assert start_of_activity(day, visible_employee_ids=frozenset({office.anna})) == (
        None,
        at(25).date(),
    )
    assert start_of_activity(hour, visible_employee_ids=frozenset({office.anna + 1})) is None
    assert start_of_activity(99) is None
