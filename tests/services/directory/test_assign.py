"""Assigning contractors to another owner, and making several records inactive at once."""

from __future__ import annotations

import pytest

from tests.support.builders import (
    NOW,
    activity,
    contractor,
    deactivate,
    everything,
    instant,
    person,
    row,
)
from tests.support.departments import Office
from tui_crm.domain.errors import Refused, RuleViolation, StaleRecord
from tui_crm.domain.page import PageRequest
from tui_crm.queries.record_change_log import contractor_history
from tui_crm.services import undo
from tui_crm.services.activities import timers
from tui_crm.services.directory.active import set_all_active
from tui_crm.services.directory.assign import assign_contractors
from tui_crm.store.models import Contractor, Employee, Person


def versions(*ids: int) -> dict[int, int]:
    return {one: row(Contractor, one)["version"] for one in ids}


@pytest.mark.parametrize("with_activities", [True, False])
def test_contractors_go_with_or_without_what_is_open(office: Office, with_activities: bool) -> None:
    one, other = office.activity_of("me"), office.activity_of("mate")
    ids = [int(activity(each)["contractor_id"]) for each in (one, other)]
    stranger = office.actor("stranger").employee()
    before = everything()
    done = assign_contractors(
        versions(*ids), stranger, with_activities=with_activities, actor=office.boss, now=NOW
    )
    assert (done.ids, done.activities) == (tuple(ids), 2 if with_activities else 0)
    assert {row(Contractor, each)["owner_id"] for each in ids} == {stranger}
    assert (activity(one)["employee_id"] == stranger) is with_activities
    undo.undo(actor=office.boss, now=NOW)
    assert everything() == before
    undo.redo(actor=office.boss, now=NOW)
    assert {row(Contractor, each)["owner_id"] for each in ids} == {stranger}


@pytest.mark.parametrize(
    ("scope", "of", "to", "refused"),
    [
        ("coworkers", "mate", "me", ""),
        ("coworkers", "stranger", "me", "only within your department"),
        ("coworkers", "mate", "stranger", "only within your department"),
        ("own", "mate", "me", "only what is yours"),
        ("all", "stranger", "mate", ""),
    ],
)
def test_the_right_to_give_holds_for_owners_too(
    office: Office, scope: str, of: str, to: str, refused: str
) -> None:
    office.matrix(operator={"give": scope})
    one = contractor(office.actor(of))
    me, recipient = office.me(), office.actor(to).employee()
    if refused:
        with pytest.raises(Refused, match=refused):
            assign_contractors(versions(one), recipient, with_activities=True, actor=me, now=NOW)
    else:
        assign_contractors(versions(one), recipient, with_activities=True, actor=me, now=NOW)
    assert (row(Contractor, one)["owner_id"] == recipient) is not bool(refused)


def test_what_stays_is_named(office: Office) -> None:
    boss, mate = office.boss, office.actor("mate")
    running = office.activity_of("me")
    timers.start(running, actor=office.me(), instant=instant())
    alfa = int(activity(running)["contractor_id"])
    theirs = contractor(mate, "Theirs")
    stale = contractor(boss, "Stale")
    seen = versions(alfa, theirs) | {stale: 99}
    done = assign_contractors(seen, mate.employee(), with_activities=True, actor=boss, now=NOW)
    assert done.ids == (alfa,)
    said = " ".join(done.refused)
    assert all(word in said for word in ("timer is running", "Theirs: it is theirs", "Stale: a"))
    with pytest.raises(StaleRecord, match="Stale"):
        assign_contractors({stale: 99}, mate.employee(), with_activities=True, actor=boss, now=NOW)


def test_nothing_goes_to_who_has_left(office: Office) -> None:
    mate = office.actor("mate").employee()
    one = contractor(office.boss)
    deactivate(Employee, mate)
    with pytest.raises(RuleViolation, match="not active"):
        assign_contractors(versions(one), mate, with_activities=False, actor=office.boss, now=NOW)


def test_history_names_both_owners(office: Office) -> None:
    one = contractor(office.boss)
    mate = office.actor("mate").employee()
    assign_contractors(versions(one), mate, with_activities=False, actor=office.boss, now=NOW)
    change = contractor_history(one, PageRequest(10))[0]
    assert (change.action, change.field, change.old, change.new) == (
        "contractor.assign", "owner_id", "Anna Nowak", "Ewa Lis",
    )  # fmt: skip


def test_several_become_inactive_in_one_operation(office: Office) -> None:
    boss = office.boss
    ids = [contractor(boss, name) for name in ("Alfa", "Beta")]
    assert set_all_active("contractor", versions(*ids), active=False, actor=boss, now=NOW) == 2
    assert not any(row(Contractor, one)["active"] for one in ids)
    undo.undo(actor=boss, now=NOW)
    assert all(row(Contractor, one)["active"] for one in ids)
    jan = person(boss, ids[0])
    assert set_all_active("person", {jan: 1}, active=False, actor=boss, now=NOW) == 1
    assert not row(Person, jan)["active"]
    with pytest.raises(StaleRecord):
        set_all_active(
            "contractor", versions(ids[0]) | {ids[1]: 99}, active=False, actor=boss, now=NOW
        )
    assert row(Contractor, ids[0])["active"]
