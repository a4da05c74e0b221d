"""Saving activities: what is asked for, what is kept, what is never doubled or lost."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, timedelta

import pytest

from tests.support.builders import (
    NOW,
    activity,
    activity_count,
    at,
    contact,
    contractor,
    deactivate,
    edit_of,
    employees,
    entry,
    instant,
    link,
    person,
    persons_on,
    row,
    saved_contact,
    task,
)
from tui_crm.domain.activities.activity import Kind, Status
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import NotFound, Refused, RuleViolation, StaleRecord
from tui_crm.domain.ids import ActivityId
from tui_crm.services.activities.save import edit_note, save
from tui_crm.store.models import Activity, Affiliation, Change, Contractor, Employee, Operation


def test_r01_a_planned_and_a_held_conversation_are_saved_by_the_same_form(anna: Actor) -> None:
    planned = saved_contact(anna, "ALFA", starts_at=at(24, "10:00"))
    held = saved_contact(anna, "BETA", starts_at=at(20, "10:00"), completed=True)

    assert activity(planned.activity_id)["completed_at"] is None
    stored = activity(held.activity_id)
    assert stored["status"] is Status.DONE
    assert stored["completed_at"] == NOW
    assert stored["completed_by_id"] == anna.operator_id


def test_r02_a_contact_names_one_employee_one_contractor_and_several_persons(anna: Actor) -> None:
    alfa = contractor(anna)
    jan, ewa = person(anna, alfa, "Jan Kowalski"), person(anna, alfa, "Ewa Lis")

    saved = save(contact(anna, alfa, ewa, jan), actor=anna, instant=instant())

    stored = activity(saved.activity_id)
    assert (stored["employee_id"], stored["contractor_id"]) == (anna.employee_id, alfa)
    assert persons_on(saved.activity_id) == (ewa, jan)


@pytest.mark.parametrize("kind", [Kind.CONTACT, Kind.MEETING])
def test_r05_r43_without_a_contractor_the_save_is_refused_and_names_the_field(
    anna: Actor, kind: Kind
) -> None:
    edit = contact(anna, None, person(anna, contractor(anna)), kind=kind)
    with pytest.raises(RuleViolation) as refused:
        save(edit, actor=anna, instant=instant())
    assert refused.value.field == "contractor"
    assert activity_count() == 0


@pytest.mark.parametrize("kind", [Kind.CONTACT, Kind.MEETING])
def test_r06_r43_without_a_person_the_save_is_refused_and_names_the_field(
    anna: Actor, kind: Kind
) -> None:
    with pytest.raises(RuleViolation) as refused:
        save(contact(anna, contractor(anna), kind=kind), actor=anna, instant=instant())
    assert refused.value.field == "persons"
    assert activity_count() == 0


def test_r07_a_blank_subject_is_generated_until_it_is_typed_over(anna: Actor) -> None:
    saved = saved_contact(anna, "ALFA")
    assert activity(saved.activity_id)["subject"] == "phone call: ALFA"

    save(edit_of(saved.activity_id, type_id=entry("email")), actor=anna, instant=instant())
    assert activity(saved.activity_id)["subject"] == "e-mail: ALFA"

    typed = edit_of(saved.activity_id, subject="price list")
    save(typed, actor=anna, instant=instant())
    save(edit_of(saved.activity_id, type_id=entry("sms")), actor=anna, instant=instant())
    assert activity(saved.activity_id)["subject"] == "price list"


def test_r07_an_activity_is_stamped_with_its_author_and_with_who_changed_it(
    anna: Actor, marek: Actor
) -> None:
    saved = saved_contact(anna)
    save(edit_of(saved.activity_id, note="x"), actor=marek, instant=instant(60))
    stored = activity(saved.activity_id)
    assert (stored["created_at"], stored["created_by_id"]) == (NOW, anna.operator_id)
    assert stored["changed_at"] == NOW + timedelta(seconds=60)
    assert stored["changed_by_id"] == marek.operator_id


def test_r10_the_time_at_the_moment_of_saving_is_stored_as_the_duration(anna: Actor) -> None:
    saved = saved_contact(anna, duration_seconds=221)
    assert activity(saved.activity_id)["duration_seconds"] == 221


def test_r21_r22_a_completed_activity_cannot_be_changed(anna: Actor) -> None:
    saved = saved_contact(anna, completed=True)
    with pytest.raises(Refused, match="completed"):
        save(edit_of(saved.activity_id, note="more"), actor=anna, instant=instant())
    assert activity(saved.activity_id)["note"] == ""


def test_r24_the_employee_can_be_changed_to_any_other_active_one(anna: Actor, marek: Actor) -> None:
    saved = saved_contact(anna)
    save(edit_of(saved.activity_id, employee_id=marek.employee_id), actor=anna, instant=instant())
    assert activity(saved.activity_id)["employee_id"] == marek.employee_id


def test_r24_an_inactive_employee_is_refused_on_new_work_and_stays_on_old(
    anna: Actor, marek: Actor
) -> None:
    saved = saved_contact(anna, employee_id=marek.employee_id)
    deactivate(Employee, employees()["ML"])

    save(edit_of(saved.activity_id, note="still his"), actor=anna, instant=instant())
    with pytest.raises(RuleViolation) as refused:
        saved_contact(anna, "BETA", employee_id=marek.employee_id)
    assert refused.value.field == "employee"


def test_r25_an_operator_without_an_employee_is_told_so(anna: Actor) -> None:
    lonely = dataclasses.replace(anna, employee_id=None)
    with pytest.raises(Refused, match="not linked to an employee"):
        lonely.employee()


def test_r33_the_note_alone_is_saved_from_the_list(anna: Actor) -> None:
    saved = saved_contact(anna)
    version = edit_note(saved.activity_id, "wants 5 %", version=1, actor=anna, now=NOW)
    assert activity(saved.activity_id)["note"] == "wants 5 %"
    assert version == activity(saved.activity_id)["version"] == 2


@pytest.mark.parametrize("kind", list(Kind))
def test_r34_r35_the_note_of_a_completed_row_is_refused_with_the_reason(
    anna: Actor, kind: Kind
) -> None:
    saved = saved_contact(anna, kind=kind, subject="offer", completed=True)
    with pytest.raises(Refused, match="completed"):
        edit_note(saved.activity_id, "more", version=1, actor=anna, now=NOW)


def test_r38_a_person_who_is_not_linked_to_the_contractor_is_refused(anna: Actor) -> None:
    alfa, beta = contractor(anna, "ALFA"), contractor(anna, "BETA")
    stranger = person(anna, beta)
    with pytest.raises(RuleViolation) as refused:
        save(contact(anna, alfa, stranger), actor=anna, instant=instant())
    assert refused.value.field == "persons"

    link(stranger, alfa, actor=anna)
    save(contact(anna, alfa, stranger), actor=anna, instant=instant())


def test_r38_a_person_who_has_left_stays_on_old_records_only(anna: Actor) -> None:
    alfa = contractor(anna)
    jan = person(anna, alfa)
    saved = save(contact(anna, alfa, jan), actor=anna, instant=instant())
    Affiliation.update(active=False).execute()

    save(edit_of(saved.activity_id, note="he has left"), actor=anna, instant=instant())
    with pytest.raises(RuleViolation) as refused:
        save(contact(anna, alfa, jan), actor=anna, instant=instant())
    assert refused.value.field == "persons"


def test_r40_persons_of_the_old_contractor_cannot_stay_when_it_is_changed(anna: Actor) -> None:
    saved = saved_contact(anna)
    with pytest.raises(RuleViolation) as refused:
        save(
            edit_of(saved.activity_id, contractor_id=contractor(anna, "BETA")),
            actor=anna,
            instant=instant(),
        )
    assert refused.value.field == "persons"


def test_r44_a_task_needs_a_subject_and_no_contractor(anna: Actor) -> None:
    with pytest.raises(RuleViolation) as refused:
        save(task(anna, ""), actor=anna, instant=instant())
    assert refused.value.field == "subject"
    saved = save(task(anna), actor=anna, instant=instant())
    assert saved.number == "T/2026/0001"


def test_without_a_start_the_save_is_refused_and_names_the_field(anna: Actor) -> None:
    with pytest.raises(RuleViolation) as refused:
        save(task(anna, starts_at=None), actor=anna, instant=instant())
    assert refused.value.field == "starts"


def test_r44_a_task_is_in_the_schedule_whatever_the_form_says(anna: Actor) -> None:
    saved = save(task(anna, in_schedule=False), actor=anna, instant=instant())
    assert activity(saved.activity_id)["in_schedule"] is True


def test_an_inactive_or_missing_contractor_is_refused_on_a_new_activity(anna: Actor) -> None:
    alfa = contractor(anna)
    jan = person(anna, alfa)
    deactivate(Contractor, alfa)
    with pytest.raises(RuleViolation) as refused:
        save(contact(anna, alfa, jan), actor=anna, instant=instant())
    assert refused.value.field == "contractor"


def test_numbers_run_by_kind_and_by_the_operators_year(anna: Actor) -> None:
    first = saved_contact(anna, "ALFA")
    second = saved_contact(anna, "BETA", starts_at=at(24))
    meeting = saved_contact(anna, "GAMMA", kind=Kind.MEETING)
    alfa = activity(first.activity_id)["contractor_id"]
    # In Warsaw it is 2027 already, in UTC not yet.
    midnight = NOW.replace(month=12, day=31, hour=23, minute=30, tzinfo=UTC)
    late = save(
        contact(anna, alfa, *persons_on(first.activity_id)),
        actor=anna,
        instant=dataclasses.replace(instant(), now=midnight),
    )
    numbers = [saved.number for saved in (first, second, meeting, late)]
    assert numbers == ["C/2026/0001", "C/2026/0002", "M/2026/0001", "C/2027/0001"]


def test_saving_the_same_key_again_makes_no_second_record(anna: Actor) -> None:
    alfa = contractor(anna)
    edit = contact(anna, alfa, person(anna, alfa))
    first = save(edit, actor=anna, instant=instant())
    again = save(edit, actor=anna, instant=instant(5))
    assert again == first
    assert activity_count() == 1
    assert activity(first.activity_id)["version"] == 1


def test_text_typed_after_a_lost_answer_is_not_lost(anna: Actor) -> None:
    alfa = contractor(anna)
    edit = contact(anna, alfa, person(anna, alfa))
    first = save(edit, actor=anna, instant=instant())
    save(dataclasses.replace(edit, note="and one more thing"), actor=anna, instant=instant(5))
    assert activity(first.activity_id)["note"] == "and one more thing"
    assert activity_count() == 1


def test_a_repeated_save_of_a_completed_activity_answers_as_the_first(anna: Actor) -> None:
    alfa = contractor(anna)
    edit = contact(anna, alfa, person(anna, alfa), completed=True)
    assert save(edit, actor=anna, instant=instant()) == save(edit, actor=anna, instant=instant(9))
    more = dataclasses.replace(edit, note="and one more thing")
    with pytest.raises(Refused, match="this is completed and can only be read"):
        save(more, actor=anna, instant=instant(9))


def test_a_stale_save_is_refused_with_what_stands_there_now(anna: Actor, marek: Actor) -> None:
    saved = saved_contact(anna)
    mine = edit_of(saved.activity_id, note="mine")
    save(edit_of(saved.activity_id, note="his"), actor=marek, instant=instant(1))
    with pytest.raises(StaleRecord) as stale:
        save(mine, actor=anna, instant=instant(2))
    assert stale.value.current["note"] == "his"
    assert activity(saved.activity_id)["note"] == "his"


def test_changing_only_the_persons_counts_as_a_change(anna: Actor, marek: Actor) -> None:
    saved = saved_contact(anna)
    mine = edit_of(saved.activity_id, note="mine")
    ewa = person(anna, activity(saved.activity_id)["contractor_id"], "Ewa Lis")
    save(edit_of(saved.activity_id, person_ids=(ewa,)), actor=marek, instant=instant(1))
    with pytest.raises(StaleRecord):
        save(mine, actor=anna, instant=instant(2))
    assert persons_on(saved.activity_id) == (ewa,)


def test_a_stale_note_is_refused(anna: Actor, marek: Actor) -> None:
    saved = saved_contact(anna)
    edit_note(saved.activity_id, "his", version=1, actor=marek, now=NOW)
    with pytest.raises(StaleRecord) as stale:
        edit_note(saved.activity_id, "mine", version=1, actor=anna, now=NOW)
    assert stale.value.current["note"] == "his"


def test_a_removed_activity_is_told_as_not_there(anna: Actor) -> None:
    with pytest.raises(NotFound):
        edit_note(ActivityId(999), "x", version=1, actor=anna, now=NOW)


def test_persons_are_replaced_in_the_order_given(anna: Actor) -> None:
    saved = saved_contact(anna)
    (jan,) = persons_on(saved.activity_id)
    ewa = person(anna, activity(saved.activity_id)["contractor_id"], "Ewa Lis")
    save(edit_of(saved.activity_id, person_ids=(ewa, jan, ewa)), actor=anna, instant=instant())
    assert persons_on(saved.activity_id) == (ewa, jan)


def test_an_all_day_activity_is_a_local_date(anna: Actor) -> None:
    saved = saved_contact(anna, starts_at=None, starts_on=date(2026, 11, 24))
    stored = activity(saved.activity_id)
    assert (stored["starts_at"], stored["starts_on"]) == (None, date(2026, 11, 24))


def test_the_contractor_knows_what_was_last_and_what_is_next(anna: Actor) -> None:
    held = saved_contact(anna, completed=True)
    alfa = activity(held.activity_id)["contractor_id"]
    jan = persons_on(held.activity_id)
    save(contact(anna, alfa, *jan, starts_at=at(26)), actor=anna, instant=instant())
    save(contact(anna, alfa, *jan, starts_at=at(25)), actor=anna, instant=instant())
    stored = row(Contractor, alfa)
    assert stored["last_activity_id"] == held.activity_id
    assert stored["last_contact_at"] == NOW
    assert stored["next_activity_at"] == at(25)


def test_both_contractors_are_refreshed_when_the_activity_moves_between_them(anna: Actor) -> None:
    saved = saved_contact(anna)
    alfa, beta = activity(saved.activity_id)["contractor_id"], contractor(anna, "BETA")
    ewa = person(anna, beta, "Ewa Lis")
    save(
        edit_of(saved.activity_id, contractor_id=beta, person_ids=(ewa,)),
        actor=anna,
        instant=instant(),
    )
    assert row(Contractor, alfa)["next_activity_at"] is None
    assert row(Contractor, beta)["next_activity_at"] == at(23, "14:30")
    assert activity(saved.activity_id)["subject"] == "phone call: BETA"


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE activity; --", "paid [/] unpaid [@click=app.quit]x[/]", "%_\\", "{0} {x}",
        "Zażółć gęślą jaźń 👩‍👩‍👧 e" + "\u0301" * 4, "line\n\n\ttab\n", "<b>&amp;", "\u202e abc",
    ],
)  # fmt: skip
def test_hostile_text_is_stored_exactly(anna: Actor, text: str) -> None:
    saved = saved_contact(anna, note=text, subject=text)
    stored = activity(saved.activity_id)
    assert (stored["note"], stored["subject"]) == (text, text)


def test_a_save_that_fails_leaves_nothing_behind(anna: Actor) -> None:
    operations = Operation.select().count()
    alfa = contractor(anna)
    jan = person(anna, alfa)
    with pytest.raises(RuleViolation):
        save(contact(anna, alfa, jan, person_ids=(jan, 999)), actor=anna, instant=instant())
    assert activity_count() == 0
    assert Operation.select().count() == operations + 2


def test_the_history_tells_who_changed_what(anna: Actor) -> None:
    saved = saved_contact(anna)
    save(edit_of(saved.activity_id, note="new"), actor=anna, instant=instant())
    change = Change.select().order_by(Change.id.desc()).get()
    operation = Operation.select().order_by(Operation.id.desc()).get()
    assert (change.table, change.row_id, change.field) == ("activity", saved.activity_id, "note")
    assert (change.old, change.new) == ('""', '"new"')
    assert (operation.action, operation.subject) == ("activity.edit", "phone call: ALFA")
    assert Activity.select().count() == 1
