"""What the activity form opens with."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

from tests.queries.conftest import Office
from tests.support.builders import NOW, WARSAW
from tui_crm.domain.activities.activity import Kind, Status
from tui_crm.domain.activities.draft import read_draft
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.errors import NotFound, Refused
from tui_crm.domain.permissions import Role
from tui_crm.queries.activities.defaults import (
    blank_draft,
    contractor_choice,
    persons_linked,
    primary_person,
)
from tui_crm.queries.activities.form import open_activity
from tui_crm.store.models import Entry, Operator, Series

HOUR = timedelta(hours=1)


def test_an_activity_opens_as_it_stands(office: Office) -> None:
    alfa = office.contractor("ALFA", city="Łódź", code="ALFA")
    jan = office.person(alfa, "Jan Kowalski", position="director", phone="+48601234567")
    phone = office.entry("contact_type", "telephone")
    activity = office.activity(
        "call about the offer",
        contractor_id=alfa,
        persons=(jan,),
        type_id=phone,
        planned_minutes=90,
        note="a\n\tb",
        follow_up=True,
        follow_up_days=3,
        duration_seconds=42,
        created_by_id=office.operator_id,
    )

    opened = open_activity(activity, zone=WARSAW)
    draft = opened.draft
    assert draft.contractor is not None
    assert (draft.contractor.label, draft.contractor.detail) == ("ALFA", "Łódź · ALFA")
    assert draft.employee is not None
    assert draft.employee.label == "Anna Nowak"
    assert draft.type is not None
    assert draft.type.label == "telephone"
    assert (draft.priority, draft.category) == (None, None)
    assert (draft.starts, draft.all_day, draft.planned) == ("23.11.2026 09:41", False, "1 h 30 min")
    assert (draft.subject, draft.subject_typed) == ("call about the offer", True)
    assert (draft.follow_up, draft.hours, draft.days, draft.weeks) == (True, "", "3", "")
    assert draft.persons[0].name == "Jan Kowalski"
    assert draft.persons[0].position == "director"
    assert draft.note == "a\n\tb"
    assert (draft.duration_seconds, draft.started, draft.completed) == (42, None, False)
    assert (opened.created_by, opened.changed_by, opened.completed_by) == ("Anna Nowak", "", "")
    assert (opened.next, opened.previous_id) == (None, None)


def test_what_was_opened_is_saved_as_it_was(office: Office) -> None:
    alfa = office.contractor()
    jan = office.person(alfa)
    activity = office.activity(
        contractor_id=alfa, persons=(jan,), follow_up=True, follow_up_picked_at=NOW + HOUR
    )

    opened = open_activity(activity, zone=WARSAW)
    edit = read_draft(opened.draft, instant=Instant(NOW), zone=WARSAW)
    assert edit.starts_at is not None
    assert abs(edit.starts_at - NOW) < timedelta(minutes=1)
    assert edit.follow_up is not None
    assert edit.follow_up.picked_at == NOW + HOUR
    assert (edit.id, edit.version, edit.person_ids) == (activity, 1, (jan,))


def test_an_all_day_activity_opens_with_its_date_alone(office: Office) -> None:
    activity = office.activity(on=date(2026, 3, 5))

    draft = open_activity(activity, zone=WARSAW).draft
    assert (draft.starts, draft.all_day) == ("05.03.2026", True)


def test_a_completed_activity_says_who_completed_it_and_what_follows(office: Office) -> None:
    alfa = office.contractor(active=False)
    done = office.activity(contractor_id=alfa, done=NOW, completed_by_id=office.operator_id)
    following = office.activity("next", HOUR, contractor_id=alfa, previous_id=done)

    opened = open_activity(done, zone=WARSAW)
    assert opened.draft.completed
    assert (opened.completed_at, opened.completed_by) == (NOW, "Anna Nowak")
    assert opened.next is not None
    assert (opened.next.id, opened.next.subject) == (following, "next")
    assert open_activity(following, zone=WARSAW).previous_id == done


def test_a_running_timer_goes_on_in_the_form(office: Office) -> None:
    activity = office.activity(
        timer_started_at=NOW,
        timer_boot_id="b",
        timer_boot_seconds=5.0,
        timer_operator_id=office.operator_id,
    )

    opened = open_activity(activity, zone=WARSAW)
    assert opened.draft.started == Instant(NOW, "b", 5.0)


def test_an_entry_that_was_deactivated_stays_on_the_activity(office: Office) -> None:
    old = office.entry("category", "old one", active=False)

    draft = open_activity(office.activity(category_id=old), zone=WARSAW).draft
    assert draft.category is not None
    assert draft.category.label == "old one"


def test_what_is_gone_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        open_activity(999, zone=WARSAW)
    with pytest.raises(NotFound):
        contractor_choice(999)


def test_a_new_contact_has_everything_filled_in_that_can_be_known(office: Office) -> None:
    alfa = office.contractor("ALFA")
    ewa = office.person(alfa, "Ewa Lis", is_primary=True)
    office.person(alfa, "Jan Kowalski")
    office.entry("contact_type", "telephone", is_default=True, planned_minutes=30)
    office.entry("priority", "normal", is_default=True)

    draft = blank_draft(
        Kind.CONTACT, key="k", actor=office.actor(), starts="23.11.2026 10:00", contractor_id=alfa
    )
    assert draft.contractor is not None
    assert draft.contractor.id == alfa
    assert draft.employee is not None
    assert draft.employee.id == office.anna
    assert [person.id for person in draft.persons] == [ewa]
    assert (draft.subject, draft.subject_typed) == ("phone call: ALFA", False)
    assert draft.planned == "30 min"
    assert draft.priority is not None
    assert (draft.priority.label, draft.category) == ("normal", None)
    assert (draft.key, draft.id, draft.starts) == ("k", None, "23.11.2026 10:00")


def test_with_whom_nothing_new_can_be_saved_no_form_is_filled(office: Office) -> None:
    beta = office.contractor("Beta")
    retired = office.contractor("ALFA", active=False)
    merged = office.contractor("Gamma", active=False, merged_into_id=beta)
    for contractor_id, why in ((retired, "“ALFA” is inactive"), (merged, "merged into “Beta”")):
        with pytest.raises(Refused, match=why):
            blank_draft(
                Kind.CONTACT, key="k", actor=office.actor(), starts="", contractor_id=contractor_id
            )


def test_given_persons_are_taken_if_they_are_linked(office: Office) -> None:
    alfa = office.contractor()
    jan, ewa = office.person(alfa, "Jan Kowalski"), office.person(alfa, "Ewa Lis")
    elsewhere = office.person(office.contractor("Beta"))

    draft = blank_draft(
        Kind.MEETING,
        key="k",
        actor=office.actor(),
        starts="",
        contractor_id=alfa,
        person_ids=(ewa, elsewhere, jan),
    )
    assert [person.id for person in draft.persons] == [ewa, jan]


def test_without_a_contractor_nobody_is_filled_in(office: Office) -> None:
    draft = blank_draft(Kind.CONTACT, key="k", actor=office.actor(), starts="")

    assert (draft.contractor, draft.persons, draft.subject) == (None, (), "")
    assert (draft.type, draft.priority, draft.planned) == (None, None, "")


def test_the_subject_of_a_task_is_left_to_be_typed(office: Office) -> None:
    office.entry("contact_type", "telephone", is_default=True)

    assert blank_draft(Kind.TASK, key="k", actor=office.actor(), starts="").subject == ""


def test_the_types_are_ways_of_talking_and_a_task_has_none_by_itself(office: Office) -> None:
    phone = office.entry("contact_type", "telephone")
    office.change(Entry, phone, is_default=True, planned_minutes=15, remind_minutes=10)
    call, task = (
        blank_draft(kind, key="k", actor=office.actor(), starts="")
        for kind in (Kind.CONTACT, Kind.TASK)
    )
    assert call.type is not None
    assert (call.planned, call.remind) == ("15 min", "10 min")
    assert (task.type, task.planned, task.remind) == (None, "", "")


def test_an_operator_without_an_employee_gets_none_filled_in(office: Office) -> None:
    actor = dataclasses.replace(office.actor(), employee_id=None, employee_name="")

    assert blank_draft(Kind.TASK, key="k", actor=actor, starts="").employee is None


def test_what_waits_follows_and_was_generated_opens_so(office: Office) -> None:
    task = office.activity("prepare", status=Status.WAITING, subject_generated=True)
    alfa = office.contractor()
    office.activity("then", HOUR, kind=Kind.MEETING, contractor_id=alfa, previous_id=task)

    draft = open_activity(task, zone=WARSAW).draft
    assert (draft.waiting, draft.subject_typed, draft.next_kind) == (True, False, Kind.MEETING)


@pytest.mark.parametrize(
    ("rule", "active", "said"),
    [
        ("FREQ=DAILY", True, "daily"),
        ("FREQ=DAILY", False, ""),
        ("FREQ=HOURLY", True, "FREQ=HOURLY"),
    ],
)
def test_how_often_it_repeats_is_said_while_its_series_goes_on(
    office: Office, rule: str, active: bool, said: str
) -> None:
    series = office.add(Series, rule=rule, first_on=date(2026, 11, 23), pattern="{}", active=active)
    opened = open_activity(office.activity(series_id=series), zone=WARSAW)

    assert (opened.draft.repeats, opened.series is not None) == (said, active)


def test_who_has_no_name_is_called_by_the_login(office: Office) -> None:
    marek = office.add(Operator, login="marek", role=Role.OPERATOR)

    assert open_activity(office.activity(created_by_id=marek), zone=WARSAW).created_by == "marek"


def test_a_meeting_is_in_the_currency_of_the_employees_last_one(office: Office) -> None:
    meeting: dict[str, Any] = {"kind": Kind.MEETING, "contractor_id": office.contractor()}
    office.activity("older", -3 * HOUR, currency="USD", **meeting)
    office.activity("last", -HOUR, currency="EUR", **meeting)
    office.activity("without", **meeting)
    office.activity("another's", employee_id=office.employee("Jan", "Lis"), currency="CHF")

    assert blank_draft(Kind.MEETING, key="k", actor=office.actor(), starts="").currency == "EUR"
    assert open_activity(office.activity(**meeting), zone=WARSAW).draft.currency == "EUR"


def test_the_only_person_is_filled_in_and_of_two_none_but_the_primary(office: Office) -> None:
    alfa = office.contractor()
    jan = office.person(alfa, "Jan Kowalski")
    office.person(alfa, "Left Long", linked=False)
    office.person(alfa, "Gone Away", active=False)

    only = primary_person(alfa)
    assert only is not None
    assert only.id == jan
    ewa = office.person(alfa, "Ewa Lis")
    assert primary_person(alfa) is None
    assert persons_linked(alfa, [jan, ewa, jan + 1]) == {jan, ewa}
