"""Assigning activities to another employee: what goes, what stays and why, undone as a whole."""

from __future__ import annotations

import pytest

from tests.support.builders import (
    NOW,
    activity,
    contact,
    contractor,
    deactivate,
    everything,
    instant,
    person,
    row,
    task,
)
from tests.support.departments import NAMES, Office
from tests.support.recurring import complete as complete_recurring
from tests.support.recurring import of_series, recurring
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused, RuleViolation, StaleRecord
from tui_crm.domain.ids import ActivityId
from tui_crm.domain.page import PageRequest
from tui_crm.presentation import changes, formats
from tui_crm.queries.change_log import activity_history
from tui_crm.services import undo
from tui_crm.services.activities import timers
from tui_crm.services.activities.assign import Assigned, assign
from tui_crm.services.activities.complete import Completion, complete, reschedule
from tui_crm.services.activities.kinds import colleague_ids_of
from tui_crm.services.activities.save import save
from tui_crm.services.activities.snooze import snooze
from tui_crm.services.activities.writes import Seen
from tui_crm.store.models import Activity, Contractor, Employee, Operation


def holder(activity_id: int) -> int:
    return int(activity(activity_id)["employee_id"])


def give(office: Office, ids: list[ActivityId], login: str, *, by: Actor) -> Assigned:
    return assign(ids, office.actor(login).employee(), actor=by, now=NOW)


def test_all_go_in_one_operation_and_come_back_with_one_undo(office: Office) -> None:
    ids = [office.activity_of("mate") for _ in range(3)]
    done = give(office, ids, "stranger", by=office.boss)
    assert done == Assigned(tuple(ids), NAMES["stranger"])
    assert {holder(one) for one in ids} == {office.actor("stranger").employee_id}
    last = Operation.select().order_by(Operation.id.desc()).first()
    assert (last.action, last.subject.endswith("+2")) == ("activity.assign", True)
    assert undo.undo(actor=office.boss, now=NOW).activity_ids == tuple(ids)
    assert {holder(one) for one in ids} == {office.actor("mate").employee_id}
    undo.redo(actor=office.boss, now=NOW)
    assert {holder(one) for one in ids} == {office.actor("stranger").employee_id}


SCOPES = [
    # role, scope of the right, holder, recipient, whether it goes
    ("operator", "own", "me", "me", "theirs already"),
    ("operator", "own", "me", "mate", "only what is yours, and only to yourself"),
    ("operator", "own", "mate", "me", "only what is yours"),
    ("operator", "coworkers", "me", "mate", ""),
    ("operator", "coworkers", "mate", "me", ""),
    ("operator", "coworkers", "me", "stranger", "only within your department"),
    ("operator", "coworkers", "stranger", "me", "only within your department"),
    ("operator", "coworkers", "stranger", "mate", "only within your department"),
    ("operator", "all", "stranger", "mate", ""),
    ("manager", "all", "stranger", "boss", ""),
    ("manager", "own", "mate", "stranger", "Ask them or an administrator."),
    ("administrator", "own", "stranger", "mate", ""),
    ("unlinked", "all", "stranger", "mate", "not linked to an employee"),
]


@pytest.mark.parametrize(("role", "scope", "of", "to", "refused"), SCOPES)
def test_the_right_to_give_holds_for_both_sides(
    office: Office, role: str, scope: str, of: str, to: str, refused: str
) -> None:
    office.matrix(operator={"change": "all", "give": scope}, manager={"give": scope})
    one, recipient = office.activity_of(of), office.actor(to).employee()
    me = office.me(role)
    if not refused:
        assert assign([one], recipient, actor=me, now=NOW).ids == (one,)
        assert holder(one) == recipient
        return
    before = everything()
    with pytest.raises(Refused, match=refused):
        assign([one], recipient, actor=me, now=NOW)
    assert everything() == before


@pytest.mark.parametrize("scope", ["own", "coworkers", "all"])
def test_a_company_that_had_set_the_right_to_change_has_set_this_one(
    office: Office, scope: str
) -> None:
    office.matrix(operator={"change": scope})
    me = office.me()
    assert (me.rights.give, me.gives) == (me.rights.change, me.changes)


def test_what_cannot_go_stays_and_is_named(office: Office) -> None:
    office.matrix(operator={"give": "coworkers"})
    me = office.me()
    goes, completed, running, moved, theirs = (
        save(task(me, name), actor=me, instant=instant()).activity_id
        for name in ("goes", "is over", "is on the phone", "was moved", "had before")
    )
    foreign = office.activity_of("stranger")
    mate = office.actor("mate")
    office.give(theirs, "mate")
    complete([completed], Completion(None), actor=me, instant=instant())
    timers.start(running, actor=me, instant=instant())
    seen: Seen = {moved: (activity(moved)["starts_at"], activity(moved)["starts_on"])}
    reschedule([moved], "3d", actor=mate, now=NOW)
    ids = [goes, completed, running, moved, foreign, theirs, ActivityId(999)]
    done = assign(ids, mate.employee(), seen=seen, actor=me, now=NOW)
    assert (done.ids, done.stale, len(done.refused)) == ((goes,), True, 6)
    for said, words in zip(
        done.refused,
        (("is over", "completed"), ("is on the phone", "timer"), ("was moved", "moved"),
         ("Jan Zając", "department"), ("had before", "already"), ("removed",)),
        strict=True,
    ):  # fmt: skip
        assert all(word in said for word in words), said
    assert holder(running) == holder(moved) == me.employee()


def test_where_none_can_go_nothing_is_written(office: Office) -> None:
    one = office.activity_of("me")
    me = office.me()
    complete([one], Completion(None), actor=me, instant=instant())
    before = everything()
    with pytest.raises(Refused, match="completed"):
        give(office, [one], "mate", by=me)
    with pytest.raises(Refused, match="no activity"):
        give(office, [], "mate", by=me)
    assert everything() == before


def test_what_a_colleague_assigned_meanwhile_is_not_assigned_again(office: Office) -> None:
    one = office.activity_of("me")
    holders = {int(one): holder(one)}
    office.give(one, "stranger")
    with pytest.raises(StaleRecord, match="a colleague has assigned it meanwhile"):
        assign([one], office.actor("mate").employee(), holders=holders, actor=office.boss, now=NOW)
    assert holder(one) == office.actor("stranger").employee_id


def test_nothing_goes_to_who_has_left(office: Office) -> None:
    one = office.activity_of("me")
    mate = office.actor("mate").employee()
    deactivate(Employee, mate)
    with pytest.raises(RuleViolation, match="not active") as refused:
        assign([one], mate, actor=office.boss, now=NOW)
    assert refused.value.field == "employee"


def test_history_says_it_in_words(office: Office) -> None:
    one = office.activity_of("me")
    give(office, [one], "mate", by=office.boss)
    change = activity_history(one, PageRequest(10))[0]
    assert formats.ACTIONS[change.action] == "assigned"
    assert (changes.field(change.field), change.old, change.new) == (
        "Employee", NAMES["me"], NAMES["mate"],
    )  # fmt: skip


def test_the_new_one_is_no_colleague_at_their_own_meeting(office: Office) -> None:
    boss, mate = office.boss, office.actor("mate").employee()
    alfa = contractor(boss)
    values = {"kind": Kind.MEETING, "colleague_ids": (mate,), "type_id": None}
    edit = contact(boss, alfa, person(boss, alfa), **values)
    one = save(edit, actor=boss, instant=instant()).activity_id
    assert colleague_ids_of(one) == (mate,)
    give(office, [one], "mate", by=boss)
    assert colleague_ids_of(one) == ()
    undo.undo(actor=boss, now=NOW)
    assert colleague_ids_of(one) == (mate,)


def test_a_put_off_reminder_is_theirs_to_put_off(office: Office) -> None:
    me = office.me()
    one = save(task(me, remind_minutes=10), actor=me, instant=instant()).activity_id
    snooze(one, "1h", actor=me, now=NOW)
    assert activity(one)["snoozed_until"] is not None
    give(office, [one], "mate", by=me)
    assert activity(one)["snoozed_until"] is None


def test_the_series_goes_on_with_the_new_one(office: Office) -> None:
    me = office.me()
    one = recurring(me)
    give(office, [one], "mate", by=me)
    mate = office.actor("mate")
    complete_recurring(one, mate)
    assert [int(each["employee_id"]) for each in of_series()] == [mate.employee()] * 2


def test_undo_gives_the_series_back(office: Office) -> None:
    me = office.me()
    one = recurring(me)
    give(office, [one], "mate", by=me)
    undo.undo(actor=me, now=NOW)
    complete_recurring(one, me)
    assert {int(each["employee_id"]) for each in of_series()} == {me.employee()}


def test_the_summary_of_the_contractor_stays_true(office: Office) -> None:
    alfa = contractor(office.boss, "mate")
    one = office.activity_of("mate")
    give(office, [one], "stranger", by=office.boss)
    of_it = row(Contractor, activity(one)["contractor_id"])
    assert of_it["open_activities"] == Activity.select().where(Activity.id == one).count()
    assert row(Contractor, alfa)["open_activities"] == 0
