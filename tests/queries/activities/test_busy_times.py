"""What fills an employee's time, and what does not."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

from tests.queries.conftest import Office
from tests.support.builders import at
from tui_crm.domain.activities.activity import Kind
from tui_crm.queries.activities.busy_times import busy_times
from tui_crm.store.models import Colleague


def planned(office: Office, clock: str, minutes: int | None = 60, **values: Any) -> int:
    """Something with ALFA at that time of the 24th."""
    alfa = office.contractor(f"ALFA {clock}")
    given = {"contractor_id": alfa, "planned_minutes": minutes, **values}
    return office.activity("call", at(24, clock), **given)


def labels(employee_id: int, begins: str, ends: str, **asked: Any) -> list[str]:
    found = busy_times(employee_id, at(24, begins), at(24, ends), **asked)
    return [one.label for one in found]


def test_what_runs_into_the_time_counts_and_what_ends_before_does_not(office: Office) -> None:
    planned(office, "09:00", 90)
    planned(office, "08:00", 60)
    planned(office, "11:00")
    assert labels(office.anna, "10:00", "11:00") == ["ALFA 09:00"]
    assert labels(office.anna, "10:00", "11:01") == ["ALFA 09:00", "ALFA 11:00"]


def test_without_a_planned_length_it_takes_a_quarter(office: Office) -> None:
    planned(office, "10:00", None)
    assert labels(office.anna, "10:14", "11:00") == ["ALFA 10:00"]
    assert labels(office.anna, "10:15", "11:00") == []


def test_what_is_completed_unticked_or_somebody_elses_takes_no_time(office: Office) -> None:
    marek = office.employee("Marek", "Lis")
    planned(office, "10:00", done=at(24, "10:30"))
    planned(office, "10:05", in_schedule=False)
    planned(office, "10:10", employee_id=marek)
    assert labels(office.anna, "09:00", "12:00") == []
    assert labels(marek, "09:00", "12:00") == ["ALFA 10:10"]


def test_an_all_day_activity_takes_no_hours(office: Office) -> None:
    office.activity("stocktaking", on=at(24).date())
    assert labels(office.anna, "00:00", "23:00") == []


def test_a_meeting_takes_the_time_of_its_colleagues_too(office: Office) -> None:
    marek = office.employee("Marek", "Lis")
    meeting = planned(office, "10:00", kind=Kind.MEETING)
    office.add(Colleague, activity_id=meeting, employee_id=marek)
    assert labels(marek, "10:30", "11:00") == ["ALFA 10:00"]
    assert labels(marek, "10:30", "11:00", visible_employee_ids=frozenset({marek})) == [""]
    assert labels(marek, "10:30", "11:00", visible_employee_ids=frozenset({office.anna})) == [
        "ALFA 10:00"
    ]
    assert labels(marek, "10:30", "11:00", but=[meeting]) == []


def test_what_lasts_for_days_is_seen_on_its_last(office: Office) -> None:
    planned(office, "10:00", 5 * 24 * 60)
    found = busy_times(office.anna, at(29, "09:00"), at(29, "09:30"))
    assert [one.ends - one.begins for one in found] == [timedelta(days=5)]


def test_a_task_without_a_contractor_is_called_by_its_subject(office: Office) -> None:
    office.activity("prepare offer", at(24, "10:00"))
    assert labels(office.anna, "10:00", "11:00") == ["prepare offer"]


def test_the_hour_that_comes_twice_is_two_hours(office: Office) -> None:
    first = at(25, "02:30", month=10).astimezone(UTC)
    second, quarter = first + timedelta(hours=1), timedelta(minutes=15)
    office.activity("first", first, planned_minutes=30)
    assert busy_times(office.anna, second, second + quarter) == []
    office.activity("second", second, planned_minutes=30)
    found = busy_times(office.anna, second, second + quarter)
    assert [one.label for one in found] == ["second"]
