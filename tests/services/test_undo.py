"""Undo and redo: whole operations, never over a colleague's head."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable

import pytest

from tests.support.builders import (
    NOW,
    activity,
    activity_count,
    at,
    contact,
    contractor,
    edit_of,
    entry,
    everything,
    instant,
    link,
    person,
    row,
    saved_contact,
    task,
)
from tui_crm.domain.activities.activity import FollowUp
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.follow_up import Offsets
from tui_crm.domain.errors import Refused
from tui_crm.domain.ids import ActivityId, ContractorId, PersonId
from tui_crm.services.activities import timers
from tui_crm.services.activities.complete import Completion, complete, reopen, reschedule
from tui_crm.services.activities.save import edit_note, save
from tui_crm.services.directory import contractors
from tui_crm.services.undo import redo, undo
from tui_crm.store.models import Activity, Contractor, Operation, Person

FOLLOW_UP = FollowUp(Offsets(days=3))


Case = Callable[[Actor, ActivityId, ActivityId], object]


def _person_of(activity_id: ActivityId) -> PersonId:
    return edit_of(activity_id).person_ids[0]


def _contractor_of(activity_id: ActivityId) -> ContractorId:
    return ContractorId(activity(activity_id)["contractor_id"])


def _create(actor: Actor, first: ActivityId, _second: ActivityId) -> None:
    edit = contact(actor, _contractor_of(first), _person_of(first), follow_up=FOLLOW_UP)
    save(edit, actor=actor, instant=instant())


def _link_second_person(actor: Actor, first: ActivityId, second: ActivityId) -> None:
    link(_person_of(second), _contractor_of(first), actor=actor)


def _edit(actor: Actor, first: ActivityId, second: ActivityId) -> None:
    edit = edit_of(
        first,
        subject="new",
        note="n",
        person_ids=(_person_of(second),),
        starts_at=None,
        starts_on=at(27).date(),
        follow_up=FOLLOW_UP,
        priority_id=entry("urgent"),
        completed=True,
    )
    save(edit, actor=actor, instant=instant())


def _note(actor: Actor, first: ActivityId, _second: ActivityId) -> None:
    edit_note(first, "x\n[/]", version=1, actor=actor, now=NOW)


def _complete_both(actor: Actor, first: ActivityId, second: ActivityId) -> None:
    completion = Completion(entry("talked"), "agreed", "3d")
    complete([first, second], completion, actor=actor, instant=instant(60))


def _complete_first(actor: Actor, first: ActivityId, _second: ActivityId) -> None:
    complete([first], Completion(entry("talked")), actor=actor, instant=instant())


def _reschedule(actor: Actor, first: ActivityId, second: ActivityId) -> None:
    reschedule([first, second], "2d", actor=actor, now=NOW)


def _start_first(actor: Actor, first: ActivityId, _second: ActivityId) -> None:
    timers.start(first, actor=actor, instant=instant())
    timers.heartbeat(actor=actor, instant=instant(20))


def _start_second(actor: Actor, _first: ActivityId, second: ActivityId) -> None:
    timers.start(second, actor=actor, instant=instant(60))


def _pause(actor: Actor, first: ActivityId, _second: ActivityId) -> None:
    timers.pause(first, actor=actor, instant=instant(60))


def _reopen(actor: Actor, first: ActivityId, _second: ActivityId) -> None:
    reopen(first, actor=actor, now=NOW)


def _contractor(actor: Actor, _first: ActivityId, _second: ActivityId) -> None:
    contractor(actor, "Łódź Sp. z o.o.", phone="601 234 567", email="a@b.example", city="Łódź")


def _person(actor: Actor, first: ActivityId, _second: ActivityId) -> None:
    person(actor, _contractor_of(first), "Ewa Lis", phone="601 234 567")


OPERATIONS: dict[str, Case] = {
    "activity.create": _create,
    "activity.edit": _edit,
    "activity.note": _note,
    "activity.complete": _complete_both,
    "activity.reopen": _reopen,
    "activity.reschedule": _reschedule,
    "timer.start": _start_second,
    "timer.pause": _pause,
    "contractor.create": _contractor,
    "person.create": _person,
    "person.edit": _link_second_person,
}
BEFORE: dict[str, Case] = {
    "activity.edit": _link_second_person,
    "activity.complete": _start_first,
    "activity.reopen": _complete_first,
    "timer.start": _start_first,
    "timer.pause": _start_first,
}


@pytest.mark.parametrize("action", list(OPERATIONS))
def test_every_operation_is_undone_and_redone_whole(anna: Actor, action: str) -> None:
    first = saved_contact(anna, "ALFA").activity_id
    second = saved_contact(anna, "BETA").activity_id
    if action in BEFORE:
        BEFORE[action](anna, first, second)
    before = everything()
    OPERATIONS[action](anna, first, second)
    after = everything()
    assert after != before
    for _turn in range(2):
        undone = undo(actor=anna, now=NOW)
        assert undone.action == action
        assert undone.subject
        assert everything() == before
        assert redo(actor=anna, now=NOW).action == action
        assert everything() == after


def test_undo_walks_back_and_redo_walks_forth(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    for version, note in enumerate(("a", "b", "c"), start=1):
        edit_note(call, note, version=version, actor=anna, now=NOW)
    notes = []
    for step in (undo, undo, redo, undo, undo, redo, redo, redo):
        step(actor=anna, now=NOW)
        notes.append(activity(call)["note"])
    assert notes == ["b", "a", "b", "a", "", "a", "b", "c"]
    with pytest.raises(Refused, match="redo"):
        redo(actor=anna, now=NOW)


def test_redo_is_refused_once_something_else_was_done(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    edit_note(call, "a", version=1, actor=anna, now=NOW)
    undo(actor=anna, now=NOW)
    edit_note(call, "b", version=3, actor=anna, now=NOW)
    with pytest.raises(Refused, match="redo"):
        redo(actor=anna, now=NOW)
    undo(actor=anna, now=NOW)
    redo(actor=anna, now=NOW)
    assert activity(call)["note"] == "b"
    with pytest.raises(Refused, match="redo"):
        redo(actor=anna, now=NOW)


def test_undo_stays_within_the_operators_own_session(anna: Actor, marek: Actor) -> None:
    saved_contact(anna)
    with pytest.raises(Refused, match="nothing to undo"):
        undo(actor=marek, now=NOW)
    with pytest.raises(Refused, match="nothing to undo"):
        undo(actor=dataclasses.replace(anna, session="tomorrow"), now=NOW)


def test_undo_tells_which_activities_are_back(anna: Actor) -> None:
    first = saved_contact(anna, "ALFA").activity_id
    second = saved_contact(anna, "BETA").activity_id
    complete([first, second], Completion(None, next="3d"), actor=anna, instant=instant())
    undone = undo(actor=anna, now=NOW)
    assert undone.activity_ids == (first, second)
    assert (undone.action, undone.subject) == ("activity.complete", "phone call: ALFA +1")


def test_undo_is_refused_where_a_colleague_has_changed_the_same(anna: Actor, marek: Actor) -> None:
    call = saved_contact(anna).activity_id
    edit_note(call, "hers", version=1, actor=anna, now=NOW)
    edit_note(call, "his", version=2, actor=marek, now=NOW)
    before = everything()
    with pytest.raises(Refused, match="meanwhile"):
        undo(actor=anna, now=NOW)
    assert everything() == before


def test_undo_leaves_what_a_colleague_changed_beside_it(anna: Actor, marek: Actor) -> None:
    call = saved_contact(anna).activity_id
    edit_note(call, "hers", version=1, actor=anna, now=NOW)
    save(edit_of(call, priority_id=entry("urgent")), actor=marek, instant=instant())
    undo(actor=anna, now=NOW)
    assert activity(call)["note"] == ""
    assert activity(call)["priority_id"] == entry("urgent")


def test_a_new_activity_that_a_colleague_has_edited_is_not_taken_away(
    anna: Actor, marek: Actor
) -> None:
    call = saved_contact(anna).activity_id
    edit_note(call, "his", version=1, actor=marek, now=NOW)
    with pytest.raises(Refused, match="meanwhile"):
        undo(actor=anna, now=NOW)
    assert activity(call)["note"] == "his"


def test_a_new_contractor_that_something_points_at_is_not_taken_away(
    anna: Actor, marek: Actor
) -> None:
    alfa = contractor(anna)
    person(marek, alfa, "Ewa Lis")
    with pytest.raises(Refused, match="meanwhile"):
        undo(actor=anna, now=NOW)
    assert Contractor.select().count() == Person.select().count() == 1


def test_a_timer_is_not_given_back_while_another_call_runs(anna: Actor) -> None:
    first, second = saved_contact(anna, "ALFA"), saved_contact(anna, "BETA")
    timers.start(first.activity_id, actor=anna, instant=instant())
    timers.pause(first.activity_id, actor=anna, instant=instant(5))
    elsewhere = dataclasses.replace(anna, session="s9")
    timers.start(second.activity_id, actor=elsewhere, instant=instant(6))
    with pytest.raises(Refused, match="meanwhile"):
        undo(actor=anna, now=NOW)


def test_a_call_that_goes_on_can_still_be_undone_after_a_sign_of_life(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    timers.start(call, actor=anna, instant=instant())
    timers.heartbeat(actor=anna, instant=instant(30))
    undo(actor=anna, now=NOW)
    assert activity(call)["timer_started_at"] is None


def test_redo_is_refused_when_the_number_was_given_to_another_one(
    anna: Actor, marek: Actor
) -> None:
    save(task(anna), actor=anna, instant=instant())
    undo(actor=anna, now=NOW)
    save(task(marek, "his"), actor=marek, instant=instant())
    with pytest.raises(Refused, match="meanwhile"):
        redo(actor=anna, now=NOW)
    assert activity_count() == 1


def test_the_contractors_next_step_follows_the_undo(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    alfa = activity(call)["contractor_id"]
    complete([call], Completion(None, next="3d"), actor=anna, instant=instant())
    undo(actor=anna, now=NOW)
    stored = row(Contractor, alfa)
    assert stored["next_activity_at"] == at(23, "14:30")
    assert stored["last_activity_id"] is stored["last_contact_at"] is None


def test_an_undo_is_an_operation_with_changes_of_its_own(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    edit_note(call, "a", version=1, actor=anna, now=NOW)
    undo(actor=anna, now=NOW)
    last, noted = Operation.select().order_by(Operation.id.desc()).limit(2)
    assert (last.action, last.undoes_id, noted.undone_by_id) == ("undo", noted.id, last.id)


def test_an_operation_that_changes_nothing_is_not_undone(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    edit_note(call, "a", version=1, actor=anna, now=NOW)
    edit_note(call, "a", version=2, actor=anna, now=NOW)
    undo(actor=anna, now=NOW)
    assert activity(call)["note"] == ""


def test_the_same_contractor_twice_is_one_operation(anna: Actor) -> None:
    quick = contractors.QuickContractor(key=str(uuid.uuid4()), name="ALFA")
    contractors.create(quick, actor=anna, now=NOW)
    contractors.create(quick, actor=anna, now=NOW)
    undo(actor=anna, now=NOW)
    assert Contractor.select().count() == Activity.select().count() == 0
