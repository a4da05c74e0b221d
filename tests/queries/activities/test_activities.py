"""What the list of activities shows, and what it is narrowed to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.queries.conftest import Office
from tests.support.builders import NOW, WARSAW
from tui_crm.domain.activities.activity import Kind, Status
from tui_crm.domain.activities.list_options import ActivityOrder
from tui_crm.domain.page import PageRequest
from tui_crm.i18n import use_language
from tui_crm.queries.activities.activities import (
    ActivityFilter,
    activities_page,
    activity_by_number,
    activity_row,
)
from tui_crm.store.models import Activity

HOUR = timedelta(hours=1)
ALL = PageRequest(100)


def found(**filters: object) -> list[str]:
    return sorted(row.subject for row in activities_page(ActivityFilter(**filters), ALL))  # type: ignore[arg-type]


def test_contacts_meetings_and_tasks_share_one_list(office: Office) -> None:
    alfa = office.contractor()
    for kind in Kind:
        office.activity(kind, kind=kind, contractor_id=alfa)

    assert found() == ["contact", "meeting", "task"]
    assert found(kind=Kind.MEETING) == ["meeting"]


def test_my_activities_are_those_of_my_employee_and_all_are_everybodys(office: Office) -> None:
    office.activity("mine")
    office.activity("his", employee_id=office.employee("Jan", "Lis"))

    assert found(employee_id=office.anna) == ["mine"]
    assert found() == ["his", "mine"]


def test_open_and_completed_ones_are_told_apart(office: Office) -> None:
    office.activity("planned")
    office.activity("waiting", status=Status.WAITING)
    office.activity("held", done=NOW)
    office.activity("not held", done=NOW, status=Status.NOT_HELD)

    assert found(state="open") == ["planned", "waiting"]
    assert found(state="completed") == ["held", "not held"]


def test_a_row_says_all_that_the_list_shows(office: Office) -> None:
    alfa = office.contractor("ALFA")
    jan, ewa = office.person(alfa, "Jan Kowalski"), office.person(alfa, "Ewa Lis")
    phone = office.entry("contact_type", "telephone", code="telephone")
    urgent = office.entry("priority", "urgent", code="urgent")
    first = office.activity(
        "first", contractor_id=alfa, persons=(ewa, jan), type_id=phone, priority_id=urgent
    )
    following = office.activity("following", contractor_id=alfa, previous_id=first, note="a\nb")

    row = activity_row(first)
    assert row is not None
    assert (row.contractor, row.person, row.more_persons) == ("ALFA", "Ewa Lis", 1)
    assert (row.employee, row.employee_name) == ("AN", "Anna Nowak")
    assert (row.type, row.type_code, row.priority_code) == ("telephone", "telephone", "urgent")
    assert (row.next_id, row.previous_id, row.completed) == (following, None, False)
    assert row.starts_at == NOW.astimezone(UTC)
    later = activity_row(following)
    assert later is not None
    assert (later.person, later.more_persons, later.previous_id) == ("", 0, first)
    assert (later.note, later.type, later.outcome) == ("a\nb", "", "")


def test_shipped_names_are_translated_and_typed_ones_are_not(office: Office) -> None:
    shipped = office.entry("contact_type", "telephone", code="telephone")
    typed = office.entry("contact_type", "low")
    office.activity("a", type_id=shipped)
    office.activity("b", type_id=typed)
    try:
        use_language("pl")
    except OSError:
        pytest.skip("the Polish catalogue is not built yet")
    try:
        rows = {row.subject: row for row in activities_page(ActivityFilter(), ALL)}
    finally:
        use_language("en")

    assert rows["b"].type == "low"
    assert rows["a"].type_code == "telephone"
    assert rows["a"].type != "telephone"


def test_a_running_timer_is_on_its_row(office: Office) -> None:
    running = office.activity(
        timer_started_at=NOW,
        timer_boot_id="b",
        timer_boot_seconds=5.0,
        timer_operator_id=office.operator_id,
        duration_seconds=7,
    )

    row = activity_row(running)
    assert row is not None
    assert row.timer_running
    assert row.timer.started is not None
    assert (row.timer.started.now, row.duration_seconds) == (NOW, 7)


@pytest.mark.parametrize("typed", ["lodz", "ŁÓDŹ", "zaklad lodz", "łódź  ZAKŁ"])
def test_a_contractor_is_found_without_its_diacritics(office: Office, typed: str) -> None:
    office.activity("there", contractor_id=office.contractor("Zakład Łódź"))
    office.activity("elsewhere", contractor_id=office.contractor("Zakład Opole"))

    assert found(text=typed) == ["there"]


def test_words_may_occur_in_different_places(office: Office) -> None:
    alfa = office.contractor("ALFA")
    jan = office.person(alfa, "Jan Żak")
    office.activity("price list", contractor_id=alfa, persons=(jan,), note="Discount")

    assert found(text="alfa zak price discount") == ["price list"]
    assert found(text="alfa zak price beta") == []


@pytest.mark.parametrize("typed", ["%", "_", "\\", "100%", "a_b", "c\\d"])
def test_wildcards_are_looked_for_as_they_are(office: Office, typed: str) -> None:
    office.activity("100% a_b c\\d")
    office.activity("1000 axb cd")

    assert found(text=typed) == ["100% a_b c\\d"]


@pytest.mark.parametrize(
    "typed", ["'; DROP TABLE activity; --", '"', "\x00", "[/]", "\ud800", "a" * 5000, "💥 \u202e"]
)
def test_hostile_words_find_nothing_and_break_nothing(office: Office, typed: str) -> None:
    office.activity("call")

    assert found(text=typed) in ([], ["call"])


def test_blank_words_narrow_nothing(office: Office) -> None:
    office.activity("call")

    assert found(text="  \t ") == ["call"]


def test_a_period_takes_all_day_activities_by_their_date(office: Office) -> None:
    zone = ZoneInfo("America/New_York")
    since = datetime(2026, 11, 23, tzinfo=zone)
    office.activity("day", on=date(2026, 11, 23))
    office.activity("day before", on=date(2026, 11, 22))
    office.activity("day after", on=date(2026, 11, 24))
    office.activity("first minute", since)
    office.activity("minute before", since - timedelta(minutes=1))
    office.activity("midnight after", since + timedelta(days=1))

    assert found(since=since, until=since + timedelta(days=1)) == ["day", "first minute"]


@pytest.mark.parametrize("typed", ["C/2026/0042", "c/2026/42", " c/2026/042 ", "C / 2026 / 42"])
def test_a_number_is_understood_however_it_is_said(office: Office, typed: str) -> None:
    alfa = office.contractor()
    wanted = office.activity("wanted", contractor_id=alfa)
    office.change(Activity, wanted, number="C/2026/0042", number_running=42)

    row = activity_by_number(typed)
    assert row is not None
    assert row.id == wanted


@pytest.mark.parametrize(
    "typed", ["", "42", "C/2026", "C/2026/x", "C/2026/43", "%/2026/0042", "Ⅽ/2026/42"]
)
def test_what_is_no_number_of_an_activity_finds_none(office: Office, typed: str) -> None:
    office.activity()

    assert activity_by_number(typed) is None


def test_an_activity_that_is_gone_is_none(office: Office) -> None:
    assert activity_row(999) is None


def test_urgent_ones_come_first_when_sorted_by_priority_downwards(office: Office) -> None:
    low, urgent = office.entry("priority", "low", 0), office.entry("priority", "urgent", 1)
    office.activity("low", priority_id=low)
    office.activity("none")
    office.activity("urgent", priority_id=urgent)

    for descending, expected in (
        (True, ["urgent", "low", "none"]),
        (False, ["low", "urgent", "none"]),
    ):
        rows = activities_page(
            ActivityFilter(), ALL, order=ActivityOrder.PRIORITY, descending=descending
        )
        assert [row.subject for row in rows] == expected


def test_names_are_sorted_by_the_polish_alphabet(office: Office) -> None:
    for name in ("Żuk", "Zorza", "Łan", "lampa", "Lublin"):
        office.activity(name, contractor_id=office.contractor(name))

    rows = activities_page(ActivityFilter(), ALL, order=ActivityOrder.CONTRACTOR, descending=False)
    assert [row.contractor for row in rows] == ["lampa", "Lublin", "Łan", "Zorza", "Żuk"]


def test_numbers_are_sorted_as_numbers(office: Office) -> None:
    alfa = office.contractor()
    for running in (99999, 10000, 9999):
        office.activity(
            str(running),
            contractor_id=alfa,
            number=f"C/2026/{running:04d}",
            number_running=running,
        )

    rows = activities_page(ActivityFilter(), ALL, order=ActivityOrder.NUMBER, descending=False)
    assert [row.subject for row in rows] == ["9999", "10000", "99999"]


def test_in_warsaw_the_hour_that_comes_twice_keeps_its_order(office: Office) -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=WARSAW)
    office.activity("second", first.replace(fold=1))
    office.activity("first", first)

    rows = activities_page(ActivityFilter(), ALL, descending=False)
    assert [row.subject for row in rows] == ["first", "second"]
