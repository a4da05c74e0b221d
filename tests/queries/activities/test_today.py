"""The first screen: what is overdue, what is to be done, what was done."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.queries.conftest import Office
from tests.support.builders import NOW, WARSAW
from tui_crm.domain.activities.activity import Kind, Status
from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities.today import Section, today_counts, today_page, today_row

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def sections(
    office: Office, now: datetime = NOW, zone: ZoneInfo = WARSAW, **filters: object
) -> dict[str, list[str]]:
    filters.setdefault("employee_id", office.anna)
    rows = today_page(PageRequest(100), now=now, zone=zone, **filters)  # type: ignore[arg-type]
    return {
        section.value: [row.row.subject for row in rows if row.section is section]
        for section in Section
    }


def test_overdue_come_oldest_first_then_today_in_order_then_done_latest_first(
    office: Office,
) -> None:
    office.activity("hour ago", -HOUR)
    office.activity("last week", -7 * DAY)
    office.activity("later", 3 * HOUR)
    office.activity("soon", HOUR)
    office.activity("tomorrow", DAY)
    office.activity("done first", -5 * HOUR, done=NOW - 4 * HOUR)
    office.activity("done last", 9 * DAY, done=NOW - HOUR)
    office.activity("done yesterday", -DAY, done=NOW - DAY)

    assert sections(office) == {
        "overdue": ["last week", "hour ago"],
        "today": ["soon", "later"],
        "done": ["done last", "done first"],
    }


def test_what_is_going_on_heads_today_whatever_its_date(office: Office) -> None:
    office.activity("soon", HOUR)
    office.activity("begun last week", -7 * DAY, status=Status.IN_PROGRESS)
    office.activity("talking", 9 * DAY, timer_started_at=NOW, timer_operator_id=office.operator_id)

    assert sections(office) == {
        "overdue": ["begun last week"],
        "today": ["talking", "soon"],
        "done": [],
    }


def test_an_all_day_activity_is_due_until_midnight(office: Office) -> None:
    office.activity("yesterday", on=date(2026, 11, 22))
    office.activity("today", on=date(2026, 11, 23))
    office.activity("tomorrow", on=date(2026, 11, 24))

    late = datetime(2026, 11, 23, 23, 59, tzinfo=WARSAW)
    assert sections(office, late)["overdue"] == ["yesterday"]
    assert sections(office, late)["today"] == ["today"]


@pytest.mark.parametrize(
    "zone", ["Europe/Warsaw", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago"]
)
def test_an_all_day_activity_is_todays_in_every_zone(office: Office, zone: str) -> None:
    office.activity("today", on=date(2026, 11, 23))
    office.activity("yesterday", on=date(2026, 11, 22))
    office.activity("tomorrow", on=date(2026, 11, 24))

    for clock in ((0, 30), (12, 0), (23, 30)):
        now = datetime(2026, 11, 23, *clock, tzinfo=ZoneInfo(zone))
        shown = sections(office, now, ZoneInfo(zone))
        assert (shown["overdue"], shown["today"]) == (["yesterday"], ["today"])


def test_half_past_midnight_belongs_to_the_new_day(office: Office) -> None:
    now = datetime(2026, 11, 23, 0, 30, tzinfo=WARSAW)
    office.activity("at 23:50", now - timedelta(minutes=40))
    office.activity("at 0:45", now + timedelta(minutes=15))
    office.activity("at 23:45", datetime(2026, 11, 23, 23, 45, tzinfo=WARSAW))
    office.activity("at 0:15 tomorrow", datetime(2026, 11, 24, 0, 15, tzinfo=WARSAW))
    office.activity("done 0:10", done=now - timedelta(minutes=20))
    office.activity("done 23:59", done=now - timedelta(minutes=31))

    assert sections(office, now) == {
        "overdue": ["at 23:50"],
        "today": ["at 0:45", "at 23:45"],
        "done": ["done 0:10"],
    }


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_day_is_as_long_as_the_clock_change_makes_it(
    office: Office, day: date, hours: int
) -> None:
    midnight = datetime(day.year, day.month, day.day, tzinfo=WARSAW)
    now = midnight + timedelta(minutes=30)
    last = midnight.timestamp() + hours * 3600 - 60
    office.activity("last minute", datetime.fromtimestamp(last, WARSAW))
    office.activity("first of next day", datetime.fromtimestamp(last + 60, WARSAW))

    assert sections(office, now)["today"] == ["last minute"]


def test_mine_are_shown_or_everybodys(office: Office) -> None:
    office.activity("mine", HOUR)
    office.activity("his", HOUR, employee_id=office.employee("Jan", "Lis"))

    assert sections(office)["today"] == ["mine"]
    assert sections(office, employee_id=None)["today"] == ["mine", "his"]


def test_typing_narrows_all_sections(office: Office) -> None:
    lodz = office.contractor("Łódź")
    office.activity("overdue", -HOUR, contractor_id=lodz)
    office.activity("done", -HOUR, contractor_id=lodz, done=NOW - HOUR)
    office.activity("other", HOUR)

    assert sections(office, text="lodz") == {"overdue": ["overdue"], "today": [], "done": ["done"]}


def test_the_cursor_finds_an_activity_where_it_stands_now(office: Office) -> None:
    office.activity("before", -2 * HOUR)
    wanted = office.activity("wanted", -HOUR)
    tomorrow = office.activity("tomorrow", DAY)
    filters = {"employee_id": office.anna, "now": NOW, "zone": WARSAW}

    row = today_row(wanted, **filters)  # type: ignore[arg-type]
    assert row is not None
    request = PageRequest(1, row.place, inclusive=True)
    assert today_page(request, **filters) == [row]  # type: ignore[arg-type]
    assert today_row(tomorrow, **filters) is None  # type: ignore[arg-type]


def test_the_head_line_counts_what_the_sections_hold(office: Office) -> None:
    followed = office.contractor("followed", next_activity_at=NOW + DAY)
    forgotten = office.contractor("forgotten")
    office.activity("overdue", -HOUR)
    office.activity("soon", HOUR)
    office.activity("going on", -DAY, timer_started_at=NOW, timer_operator_id=office.operator_id)
    office.activity("all day", on=date(2026, 11, 23))
    for contractor_id in (followed, forgotten, forgotten):
        office.activity(
            "held", -HOUR, done=NOW - HOUR, contractor_id=contractor_id, duration_seconds=100
        )
    office.activity("task", -HOUR, done=NOW - HOUR, kind=Kind.TASK, duration_seconds=1000)
    office.activity("his", HOUR, employee_id=office.employee("Jan", "Lis"))

    counts = today_counts(employee_id=office.anna, now=NOW, zone=WARSAW)
    shown = sections(office)
    assert (counts.overdue, counts.to_do, counts.done) == (2, 2, 4)
    assert (counts.overdue, counts.to_do, counts.done) == tuple(map(len, shown.values()))
    assert counts.talk_seconds == 300
    assert counts.without_next == 1
    assert today_counts(employee_id=None, now=NOW, zone=WARSAW).to_do == 3


def test_an_empty_day_counts_nothing(office: Office) -> None:
    counts = today_counts(employee_id=office.anna, now=NOW, zone=WARSAW)

    assert (counts.overdue, counts.to_do, counts.done, counts.talk_seconds) == (0, 0, 0, 0)


def test_a_late_hour_of_the_west_is_still_todays(office: Office) -> None:
    new_york = ZoneInfo("America/New_York")
    # It is the 24th in UTC already.
    now = datetime(2026, 11, 24, 1, 30, tzinfo=WARSAW)
    office.activity("at 21:30 there", datetime(2026, 11, 23, 21, 30, tzinfo=new_york))
    office.activity("the next day", datetime(2026, 11, 24, 0, 15, tzinfo=new_york))

    assert sections(office, now, new_york)["today"] == ["at 21:30 there"]


def test_the_figures_count_what_waits_and_neither_tasks_as_talk_nor_what_was_called_off(
    office: Office,
) -> None:
    alfa = office.contractor()
    beta = office.contractor("Beta", next_activity_at=NOW + DAY)
    office.activity("waits", -DAY, status=Status.WAITING)
    talking: dict[str, Any] = {"timer_started_at": NOW, "timer_operator_id": office.operator_id}
    office.activity("talking", HOUR, status=Status.IN_PROGRESS, **talking)
    for kind, seconds in ((Kind.MEETING, 60), (Kind.TASK, 999), (Kind.CONTACT, 5)):
        office.activity(done=NOW - HOUR, kind=kind, contractor_id=beta, duration_seconds=seconds)
    office.activity(
        done=NOW - HOUR, contractor_id=alfa, status=Status.CANCELLED, duration_seconds=700
    )

    counts = today_counts(employee_id=office.anna, now=NOW, zone=WARSAW)
    assert (counts.overdue, counts.to_do, counts.done, counts.talk_seconds) == (0, 2, 3, 65)
    assert counts.without_next == 1
