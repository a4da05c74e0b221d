"""Who may do what: every deed on activities called as each role, on everybody's activities."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.builders import (
    NOW,
    activity,
    edit_of,
    entry,
    instant,
    persons_on,
    saved_contact,
    task,
)
from tests.support.departments import Office
from tui_crm.domain.activities.activity import FollowUp
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.follow_up import Offsets
from tui_crm.domain.errors import Refused
from tui_crm.domain.ids import ActivityId, EmployeeId
from tui_crm.domain.permissions import Role
from tui_crm.services import undo
from tui_crm.services.activities import timers
from tui_crm.services.activities.complete import Completion, complete, reopen, reschedule
from tui_crm.services.activities.save import edit_note, save
from tui_crm.store.models import Activity

# Activities


def _save(actor: Actor, activity_id: ActivityId) -> None:
    save(edit_of(activity_id, note="changed"), actor=actor, instant=instant())


def _complete_in_the_form(actor: Actor, activity_id: ActivityId) -> None:
    edit = edit_of(activity_id, completed=True, outcome_id=entry("talked"))
    save(edit, actor=actor, instant=instant())


def _change_persons(actor: Actor, activity_id: ActivityId) -> None:
    save(
        edit_of(activity_id, person_ids=persons_on(activity_id)[:1]), actor=actor, instant=instant()
    )


def _edit_note(actor: Actor, activity_id: ActivityId) -> None:
    edit_note(activity_id, "changed", version=1, actor=actor, now=NOW)


def _complete(actor: Actor, activity_id: ActivityId) -> None:
    complete([activity_id], Completion(None), actor=actor, instant=instant())


def _reschedule(actor: Actor, activity_id: ActivityId) -> None:
    reschedule([activity_id], "3d", actor=actor, now=NOW)


def _start(actor: Actor, activity_id: ActivityId) -> None:
    timers.start(activity_id, actor=actor, instant=instant())


DEEDS: dict[str, Callable[[Actor, ActivityId], None]] = {
    deed.__name__.strip("_"): deed
    for deed in (
        _save, _complete_in_the_form, _change_persons, _edit_note, _complete, _reschedule, _start,
    )
}  # fmt: skip
EVERYBODY = ("me", "mate", "stranger")
MAY_CHANGE = {
    "operator": {"me", "mate"},
    "manager": {"me", "mate", "stranger"},
    "administrator": {"me", "mate", "stranger"},
    "unlinked": set(),
}


def _stored(activity_id: ActivityId) -> tuple[Any, ...]:
    return activity(activity_id), persons_on(activity_id)


@pytest.mark.parametrize("role", list(MAY_CHANGE))
@pytest.mark.parametrize("deed", list(DEEDS))
def test_an_activity_is_changed_by_whose_role_reaches_its_employee(
    office: Office, deed: str, role: str
) -> None:
    ids = {whose: office.activity_of(whose) for whose in EVERYBODY}
    me = office.me(role)
    for whose, activity_id in ids.items():
        before = _stored(activity_id)
        if whose in MAY_CHANGE[role]:
            DEEDS[deed](me, activity_id)
            assert _stored(activity_id) != before
            continue
        with pytest.raises(Refused, match="not linked" if role == "unlinked" else "strange"):
            DEEDS[deed](me, activity_id)
        assert _stored(activity_id) == before


def test_one_of_others_among_the_marked_rows_leaves_all_as_they_are(office: Office) -> None:
    ids = [office.activity_of("me"), office.activity_of("stranger")]
    with pytest.raises(Refused, match="phone call: stranger"):
        complete(ids, Completion(None), actor=office.me(), instant=instant())
    with pytest.raises(Refused, match="phone call: stranger"):
        reschedule(ids, "3d", actor=office.me(), now=NOW)
    assert [activity(row_id)["version"] for row_id in ids] == [1, 1]


@pytest.mark.parametrize(
    ("role", "scope", "sentence"),
    [
        ("operator", "coworkers", "your department's activities. Ask them or a manager."),
        ("operator", "own", "your own activities. Ask them or a manager."),
        ("manager", "own", "your own activities. Ask them or an administrator."),
    ],
)
def test_the_refusal_names_the_reason_and_who_can_help(
    office: Office, role: str, scope: str, sentence: str
) -> None:
    activity_id = office.activity_of("stranger")
    others = {} if role == "manager" else {"manager": {"change": "all"}}
    office.matrix(**{role: {"change": scope}}, **others)
    with pytest.raises(Refused) as refused:
        _save(office.me(role), activity_id)
    whole = "phone call: stranger: this belongs to Jan Zając, and you may change only "
    assert refused.value.message == whole + sentence


def test_a_long_subject_leaves_room_for_whom_to_ask(office: Office) -> None:
    saved = save(task(office.actor("stranger"), "x" * 200), actor=office.boss, instant=instant())
    with pytest.raises(Refused) as refused:
        _save(office.me(), saved.activity_id)
    assert len(refused.value.message) < 3 * 76


def test_whom_even_managers_cannot_help_is_sent_to_an_administrator(office: Office) -> None:
    activity_id = office.activity_of("stranger")
    office.matrix(manager={"change": "own"})
    with pytest.raises(Refused, match="Ask them or an administrator"):
        _save(office.me(), activity_id)


@pytest.mark.parametrize("unlinked", ["operator", "administrator"])
def test_r25_who_works_as_nobody_registers_nothing_and_is_told_how_to_mend_it(
    office: Office, unlinked: str
) -> None:
    whole = task(office.boss)
    office.change("me", role=Role(unlinked))
    me = office.me("unlinked")
    with pytest.raises(Refused, match="An administrator can link them in Setup"):
        save(whole, actor=me, instant=instant())


# Giving away


@pytest.mark.parametrize("role", ["operator", "manager"])
def test_r24_a_new_activity_may_be_anybodys(office: Office, role: str) -> None:
    me, stranger = office.me(role), office.actor("stranger").employee()
    edit = task(me, employee_id=stranger)
    saved = save(edit, actor=me, instant=instant())
    assert activity(saved.activity_id)["employee_id"] == stranger
    # The answer was lost, so the form saves it again.
    assert save(edit, actor=me, instant=instant()).activity_id == saved.activity_id
    undone = undo.undo(actor=me, now=NOW)
    assert undone.activity_ids == ()


def _hand_over(office: Office, me: Actor, of: str, to: str) -> ActivityId:
    activity_id = office.activity_of(of)
    edit = edit_of(activity_id, employee_id=EmployeeId(office.actor(to).employee()))
    save(edit, actor=me, instant=instant())
    return activity_id


def test_r24_ones_own_is_handed_over_to_anybody_and_taken_back(office: Office) -> None:
    me = office.me()
    activity_id = _hand_over(office, me, "me", "stranger")
    assert activity(activity_id)["employee_id"] == office.actor("stranger").employee_id
    with pytest.raises(Refused, match="only your department's"):
        _save(me, activity_id)
    undo.undo(actor=me, now=NOW)
    assert activity(activity_id)["employee_id"] == me.employee_id
    undo.redo(actor=me, now=NOW)
    assert activity(activity_id)["employee_id"] == office.actor("stranger").employee_id


@pytest.mark.parametrize(
    ("role", "of", "to", "allowed"),
    [
        ("operator", "mate", "me", True),
        ("operator", "mate", "stranger", False),
        ("operator", "stranger", "me", False),
        ("manager", "stranger", "mate", True),
        ("manager", "mate", "stranger", True),
    ],
)
def test_a_colleagues_activity_stays_among_those_one_may_change(
    office: Office, role: str, of: str, to: str, allowed: bool
) -> None:
    me = office.me(role)
    if allowed:
        activity_id = _hand_over(office, me, of, to)
        assert activity(activity_id)["employee_id"] == office.actor(to).employee_id
    else:
        with pytest.raises(Refused, match=r"this belongs to|You may not assign anything to Jan"):
            _hand_over(office, me, of, to)


def test_a_next_one_of_another_department_is_left_where_it_is(office: Office) -> None:
    me = office.me()
    saved = saved_contact(me, follow_up=FollowUp(Offsets(days=3)))
    assert saved.follow_up_id is not None
    Activity.update(employee_id=office.actor("stranger").employee_id).where(
        Activity.id == saved.follow_up_id
    ).execute()
    before = activity(saved.follow_up_id)["starts_at"]
    done = complete([saved.activity_id], Completion(None, next="5d"), actor=me, instant=instant())
    assert (done.next_ids, done.next_kept) == ((saved.follow_up_id,), True)
    assert activity(saved.follow_up_id)["starts_at"] == before


# Timers


def test_a_call_goes_on_under_whoever_began_it_also_when_it_is_given_away(office: Office) -> None:
    me = office.me()
    activity_id = office.activity_of("me")
    timers.start(activity_id, actor=me, instant=instant())
    office.give(activity_id, "stranger")
    timers.pause(activity_id, actor=me, instant=instant(60))
    assert activity(activity_id)["duration_seconds"] == 60


@pytest.mark.parametrize(("role", "allowed"), [("operator", False), ("manager", True)])
def test_a_colleagues_call_is_paused_only_by_who_may_change_everybodys(
    office: Office, role: str, allowed: bool
) -> None:
    activity_id = office.activity_of("mate")
    timers.start(activity_id, actor=office.actor("mate"), instant=instant())
    me = office.me(role)
    if allowed:
        timers.pause(activity_id, actor=me, instant=instant(60))
    else:
        with pytest.raises(Refused, match="A colleague is on this call"):
            timers.pause(activity_id, actor=me, instant=instant(60))


# Reopening


@pytest.mark.parametrize(
    ("role", "scope", "whose"),
    [
        ("operator", None, {"me"}),
        ("operator", "coworkers", {"me", "mate"}),
        ("operator", "all", {"me", "mate", "stranger"}),
        ("manager", None, {"me", "mate", "stranger"}),
        ("manager", "own", {"me"}),
        ("administrator", "own", {"me", "mate", "stranger"}),
        ("unlinked", "all", set()),
    ],
)
def test_r22_reopening_is_for_whom_the_role_says_by_who_completed_it(
    office: Office, role: str, scope: str | None, whose: set[str]
) -> None:
    completed = {login: office.activity_of(login, completed=True) for login in EVERYBODY}
    if scope is not None:
        roles = ("operator", "manager", "administrator")
        office.matrix(**{name: {"reopen": scope} for name in roles})
    me = office.me(role)
    for login, activity_id in completed.items():
        if login in whose:
            reopen(activity_id, actor=me, now=NOW)
            assert activity(activity_id)["completed_at"] is None
            continue
        with pytest.raises(Refused, match="not linked" if role == "unlinked" else "somebody else"):
            reopen(activity_id, actor=me, now=NOW)
        assert activity(activity_id)["completed_at"] is not None


# Undo


def test_undo_stops_where_the_activity_has_gone_to_another_department(office: Office) -> None:
    me = office.me()
    activity_id = office.activity_of("me")
    edit_note(activity_id, "mine", version=1, actor=me, now=NOW)
    office.give(activity_id, "stranger")
    with pytest.raises(Refused, match="only your department's"):
        undo.undo(actor=me, now=NOW)
    assert activity(activity_id)["note"] == "mine"


def test_undo_of_persons_alone_stops_there_too(office: Office) -> None:
    me = office.me()
    activity_id = office.activity_of("me")
    _change_persons(me, activity_id)
    office.give(activity_id, "stranger")
    with pytest.raises(Refused, match="only your department's"):
        undo.undo(actor=me, now=NOW)
    assert len(persons_on(activity_id)) == 1
