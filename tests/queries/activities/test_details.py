"""The lines under the list, the directory, the history, the running conversation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.queries.conftest import Office
from tests.support.builders import NOW
from tui_crm.domain.activities.activity import Kind, Status
from tui_crm.domain.errors import NotFound
from tui_crm.domain.page import PageRequest
from tui_crm.domain.permissions import Role
from tui_crm.queries.activities.details import activity_details
from tui_crm.queries.activities.running_timer import running_timer
from tui_crm.queries.change_log import activity_history
from tui_crm.store.models import Activity, Contractor, Operator, Participant, Phone
from tui_crm.store.unit_of_work import write

ALL = PageRequest(100)
HOUR = timedelta(hours=1)


def test_the_persons_are_listed_with_their_numbers_five_at_most(office: Office) -> None:
    alfa = office.contractor()
    office.add(Phone, contractor_id=alfa, raw="+48421234567")
    persons = tuple(
        office.person(alfa, f"Jan P{n}", position="director", phone="+48601234567")
        for n in range(7)
    )
    activity = office.activity(contractor_id=alfa, persons=persons)

    details = activity_details(activity)
    assert [person.name for person in details.persons] == [f"Jan P{n}" for n in range(5)]
    assert details.persons[0].position == "director"
    assert details.persons[0].phone.replace(" ", "").endswith("601234567")
    assert details.more == 2
    assert [(one.shown, one.owner, one.of_contractor) for one in details.numbers] == [
        *(("601 234 567", f"Jan P{n}", False) for n in range(5)),
        ("42 123 45 67", "ALFA Sp. z o.o.", True),
    ]


def test_what_was_agreed_last_with_the_contractor_is_said(office: Office) -> None:
    alfa = office.contractor()
    phone = office.entry("contact_type", "telephone", code="telephone")
    talked = office.entry("outcome", "talked", code="talked")
    last = office.activity(
        contractor_id=alfa,
        done=NOW - HOUR,
        type_id=phone,
        outcome_id=talked,
        duration_seconds=250,
        note="wants the new price list",
    )
    office.change(Contractor, alfa, last_activity_id=last)
    current = office.activity(contractor_id=alfa)

    said = activity_details(current).last
    assert said is not None
    assert (said.type, said.outcome, said.duration_seconds) == ("telephone", "talked", 250)
    assert (said.note, said.at) == ("wants the new price list", NOW - HOUR)


def test_who_else_is_in_a_call_is_not_the_operators_call(office: Office) -> None:
    other = office.add(Operator, login="marek", role=Role.OPERATOR)
    office.activity(timer_started_at=NOW, timer_operator_id=other)

    assert running_timer(office.operator_id) is None
    assert running_timer(other) is not None


def test_on_the_last_one_itself_the_one_before_is_said(office: Office) -> None:
    alfa = office.contractor()
    before = office.activity(contractor_id=alfa, done=NOW - 3 * HOUR)
    office.activity(contractor_id=alfa, done=NOW - 9 * HOUR)
    office.activity(contractor_id=alfa, done=NOW - 2 * HOUR, status=Status.CANCELLED)
    office.activity(contractor_id=office.contractor("Beta"), done=NOW - 2 * HOUR)
    last = office.activity(contractor_id=alfa, done=NOW - HOUR)
    office.change(Contractor, alfa, last_activity_id=last)

    said = activity_details(last).last
    assert said is not None
    assert said.id == before
    office.change(Contractor, alfa, last_activity_id=before)
    assert activity_details(last).last is not None


def test_the_next_step_is_its_own_or_else_the_contractors_first_open_one(office: Office) -> None:
    alfa = office.contractor(next_activity_at=NOW + HOUR)
    done = office.activity(contractor_id=alfa, done=NOW)
    office.activity("later", 2 * HOUR, contractor_id=alfa)
    first = office.activity("first open", HOUR, contractor_id=alfa)

    step = activity_details(done).next
    assert step is not None
    assert (step.id, step.subject, step.kind) == (first, "first open", Kind.CONTACT)
    own = office.activity("own", on=date(2026, 12, 1), contractor_id=alfa, previous_id=done)
    step = activity_details(done).next
    assert step is not None
    assert (step.id, step.at, step.on) == (own, None, date(2026, 12, 1))
    step = activity_details(first).next
    assert step is not None
    assert step.subject == "later"


def test_a_next_one_that_is_done_already_is_no_next_step(office: Office) -> None:
    alfa = office.contractor()
    first = office.activity(contractor_id=alfa)
    office.activity(contractor_id=alfa, previous_id=first, done=NOW - HOUR)
    to_come = office.activity("to come", HOUR, contractor_id=alfa)
    office.change(Contractor, alfa, next_activity_at=NOW - HOUR)

    following = activity_details(first).next
    assert following is not None
    assert following.id == to_come


def test_a_task_without_a_contractor_says_what_came_before_it(office: Office) -> None:
    before = office.activity("before", done=NOW, note="said")
    task = office.activity("task", previous_id=before)

    details = activity_details(task)
    assert details.last is not None
    assert details.last.note == "said"
    assert (details.persons, details.numbers, details.next) == ((), (), None)


def test_the_details_of_what_is_gone_are_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        activity_details(999)


def test_the_history_tells_who_changed_what_newest_first(office: Office) -> None:
    alfa, beta = office.contractor("Alfa"), office.contractor("Beta")
    activity = office.activity("call", contractor_id=alfa)
    office.activity("other", contractor_id=alfa)
    office.change(Activity, activity, contractor_id=beta)
    office.change(Activity, activity, note="Zażółć\n„gęślą”", status=Status.WAITING)

    rows = activity_history(activity, ALL)
    told = [(row.by, row.field, row.old, row.new) for row in rows]
    assert sorted(told[:2]) == [
        ("Anna Nowak", "note", "", "Zażółć\n„gęślą”"),
        ("Anna Nowak", "status", "planned", "waiting"),
    ]
    assert told[2:] == [
        ("Anna Nowak", "contractor_id", "Alfa", "Beta"),
        ("", "", "", "call"),
    ]
    assert rows[0].at == NOW
    assert rows[0].action == "test.change"
    assert activity_history(activity, PageRequest(2)) == rows[:2]
    assert activity_history(activity, PageRequest(9, rows[1].place)) == rows[2:]


def test_the_history_tells_of_persons_who_were_added_and_removed(office: Office) -> None:
    alfa = office.contractor()
    jan, ewa = office.person(alfa, "Jan Abacki"), office.person(alfa, "Ewa Lis")
    activity = office.activity("call", contractor_id=alfa, persons=(jan,))
    other = office.activity("other", contractor_id=alfa)
    with write("activity.edit", actor=office.actor(), now=NOW) as unit:
        unit.update(Activity, activity, note="new")
        unit.delete(Participant, 1)
        unit.insert(Participant, activity_id=other, person_id=ewa)
        unit.insert(Participant, activity_id=activity, person_id=ewa)

    rows = [row for row in activity_history(activity, ALL) if row.field == "person_id"]
    assert [(row.old, row.new) for row in rows] == [
        ("", "Ewa Lis"),
        ("Jan Abacki", ""),
        ("", "Jan Abacki"),
    ]


def test_the_running_conversation_of_an_operator_is_found(office: Office) -> None:
    alfa = office.contractor("Alfa")
    assert running_timer(office.operator_id) is None
    office.activity(
        "call",
        contractor_id=alfa,
        timer_started_at=NOW,
        timer_operator_id=office.operator_id,
        timer_heartbeat_at=NOW + HOUR,
    )

    found = running_timer(office.operator_id)
    assert found is not None
    assert (found.contractor, found.subject) == ("Alfa", "call")
    assert found.timer.running
    assert found.timer.heartbeat_at == NOW + HOUR
