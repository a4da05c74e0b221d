"""What an employee is to be reminded of now, and with what."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.queries.conftest import Office, utc
from tests.support.builders import NOW, WARSAW, at
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.directory.phone import shown
from tui_crm.queries.activities.reminders import due_reminders
from tui_crm.store.models import Activity, Phone

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def subjects(office: Office, now: datetime = NOW, zone: ZoneInfo = WARSAW) -> list[str]:
    return [one.subject for one in due_reminders(office.anna, now=now, zone=zone)]


def reminded(office: Office, subject: str, at: Any = None, **values: Any) -> int:
    return office.activity(subject, at, **{"remind_minutes": 15, **values})


def test_what_is_within_its_reminder_is_told_the_earliest_first(office: Office) -> None:
    reminded(office, "in a quarter", 15 * MINUTE)
    reminded(office, "later", 16 * MINUTE)
    reminded(office, "at once", timedelta(0), remind_minutes=0)
    reminded(office, "in four weeks", 28 * DAY, remind_minutes=28 * 24 * 60)
    reminded(office, "just begun", -5 * MINUTE)
    office.activity("without", 5 * MINUTE)
    assert subjects(office) == ["just begun", "at once", "in a quarter", "in four weeks"]


def test_what_is_closed_or_somebody_elses_is_not_told(office: Office) -> None:
    marek = office.employee("Marek", "Lis")
    reminded(office, "done", MINUTE, done=NOW)
    reminded(office, "his", MINUTE, employee_id=marek)
    assert subjects(office) == []
    assert [one.subject for one in due_reminders(marek, now=NOW, zone=WARSAW)] == ["his"]


def test_a_day_after_its_start_it_is_among_the_overdue_ones(office: Office) -> None:
    reminded(office, "yesterday", -DAY)
    reminded(office, "before", -DAY - MINUTE)
    reminded(office, "the day before", on=at(22).date())
    assert subjects(office, at(23, "08:00")) == ["the day before", "before", "yesterday"]
    assert subjects(office) == ["yesterday"]


def test_a_snooze_decides_alone_for_two_months(office: Office) -> None:
    reminded(office, "put off", MINUTE, snoozed_until=NOW + HOUR)
    reminded(office, "its hour has come", 3 * DAY, snoozed_until=NOW)
    reminded(office, "long past", -59 * DAY, snoozed_until=NOW - MINUTE)
    reminded(office, "forgotten", -61 * DAY, snoozed_until=NOW - MINUTE)
    assert subjects(office) == ["long past", "its hour has come"]
    assert "put off" in subjects(office, NOW + HOUR)


def test_all_day_is_told_from_the_morning_of_its_day_in_every_zone(office: Office) -> None:
    reminded(office, "stocktaking", on=at(24).date(), remind_minutes=60)
    for key in ("Europe/Warsaw", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"):
        zone = ZoneInfo(key)
        seven = datetime(2026, 11, 24, 7, tzinfo=zone)
        assert subjects(office, seven - MINUTE, zone) == []
        assert subjects(office, seven, zone) == ["stocktaking"]
        assert subjects(office, seven + 25 * HOUR, zone) == ["stocktaking"]
        assert subjects(office, seven + 25 * HOUR + MINUTE, zone) == []


def test_in_the_night_the_clocks_are_turned_back_the_order_is_that_of_time(office: Office) -> None:
    reminded(office, "second", utc(2026, 10, 25, 1, 10))
    reminded(office, "first", utc(2026, 10, 25, 0, 30))
    assert subjects(office, utc(2026, 10, 25, 1, 0)) == ["first", "second"]


def test_all_day_and_hours_are_told_in_one_order(office: Office) -> None:
    reminded(office, "all day", on=at(23).date())
    reminded(office, "at seven", at(23, "07:00"))
    reminded(office, "at nine", at(23, "09:00"))
    assert subjects(office) == ["at seven", "all day", "at nine"]


def test_it_is_told_with_whom_and_by_which_number(office: Office) -> None:
    alfa = office.contractor()
    office.add(
        Phone, contractor_id=alfa, raw="225 551 234", normalised="+48225551234", tail="225551234"
    )
    jan = office.person(alfa, phone="+48501200300")
    ewa = office.person(alfa, "Ewa Lis", do_not_call=True, note="\n by e-mail only\nsince May")
    reminded(office, "call", MINUTE, contractor_id=alfa, persons=(jan, ewa))
    reminded(office, "visit", 2 * MINUTE, contractor_id=alfa, persons=(ewa,), kind=Kind.MEETING)
    reminded(office, "task", 3 * MINUTE)
    call, visit, task = due_reminders(office.anna, now=NOW, zone=WARSAW)
    assert (call.kind, call.contractor, call.person) == (
        Kind.CONTACT,
        "ALFA Sp. z o.o.",
        "Jan Kowalski",
    )
    assert (call.phone, call.do_not_call) == ("501 200 300", "")
    assert (visit.phone, visit.do_not_call) == (shown("+48225551234"), "by e-mail only")
    assert (task.contractor, task.person, task.phone) == ("", "", "")


def test_it_is_another_reminder_when_it_was_moved_or_put_off(office: Office) -> None:
    activity_id = reminded(office, "call", MINUTE)

    def told() -> object:
        (one,) = due_reminders(office.anna, now=NOW + HOUR, zone=WARSAW)
        return one.announced_as

    told_first = told()
    office.change(Activity, activity_id, note="more")
    assert told() == told_first
    office.change(Activity, activity_id, snoozed_until=NOW + MINUTE)
    told_again = told()
    office.change(Activity, activity_id, starts_at=NOW + 2 * MINUTE)
    assert len({told_first, told_again, told()}) == 3
