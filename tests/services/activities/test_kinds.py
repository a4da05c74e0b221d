"""What meetings and tasks have that contacts have not, and what a next one of another kind gets."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import (
    activity,
    at,
    contact,
    contractor,
    deactivate,
    edit_of,
    entry,
    instant,
    person,
    persons_on,
    saved_contact,
    task,
)
from tui_crm.domain.activities.activity import FollowUp, Kind
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.follow_up import Offsets
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.text import NAME_LIMIT
from tui_crm.services.activities.complete import Completion, complete
from tui_crm.services.activities.kinds import colleague_ids_of
from tui_crm.services.activities.save import Saved, save
from tui_crm.store.models import Employee, Entry

IN_3_DAYS = Offsets(days=3)
MEETING: dict[str, Any] = {
    "kind": Kind.MEETING, "venue": "Kraków", "planned_cost": Decimal("120.50"),
    "actual_cost": Decimal(99), "currency": "EUR", "type_id": None,
}  # fmt: skip


def saved_meeting(actor: Actor, **values: Any) -> Saved:
    alfa = contractor(actor, "ALFA")
    edit = contact(actor, alfa, person(actor, alfa), **{**MEETING, **values})
    return save(edit, actor=actor, instant=instant())


def costs(activity_id: int) -> tuple[Any, ...]:
    stored = activity(activity_id)
    return stored["venue"], stored["planned_cost"], stored["actual_cost"], stored["currency"]


def following(saved: Saved) -> dict[str, Any]:
    assert saved.follow_up_id is not None
    return activity(saved.follow_up_id)


# Meetings


def test_r43_a_meeting_has_a_venue_and_costs_with_their_currency(anna: Actor) -> None:
    saved = saved_meeting(anna)
    assert costs(saved.activity_id) == ("Kraków", Decimal("120.50"), Decimal(99), "EUR")


@pytest.mark.parametrize("paid", ["planned_cost", "actual_cost"])
def test_r43_costs_are_in_zloty_unless_another_currency_is_said(anna: Actor, paid: str) -> None:
    nothing = {"planned_cost": None, "actual_cost": None, "currency": ""}
    saved = saved_meeting(anna, **{**nothing, paid: Decimal(5)})
    assert costs(saved.activity_id)[-1] == "PLN"


def test_a_currency_without_a_cost_is_none(anna: Actor) -> None:
    saved = saved_meeting(anna, planned_cost=None, actual_cost=None)
    assert costs(saved.activity_id) == ("Kraków", None, None, "")


@pytest.mark.parametrize("kind", [Kind.CONTACT, Kind.TASK])
def test_other_kinds_have_none_of_it_whatever_is_saved(
    anna: Actor, marek: Actor, kind: Kind
) -> None:
    saved = saved_meeting(anna, kind=kind, subject="call", colleague_ids=(marek.employee(),))
    assert costs(saved.activity_id) == ("", None, None, "")
    assert colleague_ids_of(saved.activity_id) == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("planned_cost", Decimal(-1)), ("actual_cost", Decimal("0.001")), ("currency", "EURO"),
        ("venue", "x" * (NAME_LIMIT + 1)), ("planned_minutes", -1),
        ("planned_minutes", 7 * 24 * 60 + 1), ("remind_minutes", 28 * 24 * 60 + 1),
    ],
)  # fmt: skip
def test_what_no_meeting_has_is_refused_in_its_field(anna: Actor, field: str, value: Any) -> None:
    with pytest.raises(RuleViolation) as refused:
        saved_meeting(anna, **{field: value})
    assert refused.value.field == field.removesuffix("_minutes")


def test_a_plan_of_a_week_and_a_reminder_of_four_are_the_longest(anna: Actor) -> None:
    saved = saved_meeting(anna, planned_minutes=7 * 24 * 60, remind_minutes=28 * 24 * 60)
    stored = activity(saved.activity_id)
    assert (stored["planned_minutes"], stored["remind_minutes"]) == (10_080, 40_320)


# Colleagues


def test_colleagues_are_each_there_once_and_the_employee_is_none_of_them(
    anna: Actor, marek: Actor
) -> None:
    ids = (marek.employee(), anna.employee(), marek.employee())
    saved = saved_meeting(anna, colleague_ids=ids)
    assert colleague_ids_of(saved.activity_id) == (marek.employee(),)


def test_a_change_of_colleagues_alone_counts_as_a_change(anna: Actor, marek: Actor) -> None:
    saved = saved_meeting(anna, colleague_ids=(marek.employee(),))
    costs_too = {name: value for name, value in MEETING.items() if name not in {"kind", "type_id"}}
    save(edit_of(saved.activity_id, **costs_too), actor=anna, instant=instant())
    assert colleague_ids_of(saved.activity_id) == ()
    assert activity(saved.activity_id)["version"] == 2
    both = edit_of(saved.activity_id, **costs_too, colleague_ids=(marek.employee(),))
    save(both, actor=anna, instant=instant())
    assert colleague_ids_of(saved.activity_id) == (marek.employee(),)
    assert activity(saved.activity_id)["version"] == 3


def test_who_has_left_is_refused_as_a_new_colleague_and_stays_as_an_old_one(
    anna: Actor, marek: Actor
) -> None:
    saved = saved_meeting(anna, colleague_ids=(marek.employee(),))
    deactivate(Employee, marek.employee())
    again = edit_of(saved.activity_id, note="x", colleague_ids=(marek.employee(),))
    save(again, actor=anna, instant=instant())
    assert colleague_ids_of(saved.activity_id) == (marek.employee(),)
    with pytest.raises(RuleViolation) as refused:
        saved_meeting(anna, colleague_ids=(marek.employee(),))
    assert refused.value.field == "colleagues"


def test_r12_the_next_meeting_has_the_venue_the_plan_and_who_is_still_here(
    anna: Actor, marek: Actor
) -> None:
    saved = saved_meeting(anna, colleague_ids=(marek.employee(),), remind_minutes=30)
    done = complete([saved.activity_id], Completion(None, next="3d"), actor=anna, instant=instant())
    (next_id,) = done.next_ids
    assert costs(next_id) == ("Kraków", Decimal("120.50"), None, "EUR")
    assert activity(next_id)["remind_minutes"] == 30
    assert colleague_ids_of(next_id) == (marek.employee(),)
    deactivate(Employee, marek.employee())
    done = complete([next_id], Completion(None, next="3d"), actor=anna, instant=instant())
    assert colleague_ids_of(done.next_ids[0]) == ()


# A next one of another kind


def test_a_task_after_a_contact_is_called_as_the_contact_was(anna: Actor) -> None:
    saved = saved_contact(
        anna, in_schedule=False, follow_up=FollowUp(IN_3_DAYS, kind=Kind.TASK), planned_minutes=20
    )
    made = following(saved)
    assert (made["kind"], made["subject"]) == (Kind.TASK, "phone call: ALFA")
    assert not made["subject_generated"]
    assert (made["in_schedule"], made["planned_minutes"]) == (True, 20)
    assert (made["previous_id"], made["starts_at"]) == (saved.activity_id, at(26, "14:30"))
    assert persons_on(made["id"]) == persons_on(saved.activity_id)


def test_a_contact_after_a_meeting_leaves_behind_what_only_meetings_have(
    anna: Actor, marek: Actor
) -> None:
    saved = saved_meeting(
        anna, colleague_ids=(marek.employee(),), follow_up=FollowUp(IN_3_DAYS, kind=Kind.CONTACT)
    )
    made = following(saved)
    assert costs(made["id"]) == ("", None, None, "")
    assert colleague_ids_of(made["id"]) == ()
    assert made["subject"] == "phone call: ALFA"
    assert made["subject_generated"]


def test_the_type_goes_along_where_the_kind_may_have_it_else_the_default_one(anna: Actor) -> None:
    assert following(next_meeting(anna, "contact meeting"))["type_id"] == entry("telephone")
    assert following(next_meeting(anna, "contact"))["type_id"] is None
    Entry.update(kinds="meeting").where(Entry.code == "email").execute()
    assert following(next_meeting(anna, "contact"))["type_id"] is None
    Entry.update(is_default=Entry.code == "email").execute()
    assert following(next_meeting(anna, "contact"))["type_id"] == entry("email")
    deactivate(Entry, entry("email"))
    assert following(next_meeting(anna, "contact"))["type_id"] is None


def test_a_type_that_is_offered_no_more_does_not_go_along_to_another_kind(anna: Actor) -> None:
    Entry.update(kinds="contact meeting").where(Entry.code == "telephone").execute()
    call = saved_contact(anna).activity_id
    Entry.update(active=False).where(Entry.code == "telephone").execute()
    Entry.update(is_default=False).execute()
    edit = edit_of(call, follow_up=FollowUp(IN_3_DAYS, kind=Kind.MEETING))
    assert following(save(edit, actor=anna, instant=instant()))["type_id"] is None


def next_meeting(actor: Actor, telephone: str) -> Saved:
    """A telephone call that a meeting follows, where that type is for those kinds."""
    Entry.update(kinds=telephone).where(Entry.code == "telephone").execute()
    return saved_contact(actor, follow_up=FollowUp(IN_3_DAYS, kind=Kind.MEETING))


@pytest.mark.parametrize("kind", [Kind.CONTACT, Kind.MEETING])
def test_a_contact_or_meeting_after_a_task_needs_whom_it_is_with(anna: Actor, kind: Kind) -> None:
    follow_up = FollowUp(IN_3_DAYS, kind=kind)
    alfa = contractor(anna, "ALFA")
    nobody: dict[str, Any] = {}
    for whom in (nobody, {"contractor_id": alfa}):
        with pytest.raises(RuleViolation) as refused:
            save(task(anna, follow_up=follow_up, **whom), actor=anna, instant=instant())
        assert refused.value.field == "next_kind"
    them: dict[str, Any] = {"contractor_id": alfa, "person_ids": (person(anna, alfa),)}
    made = following(save(task(anna, follow_up=follow_up, **them), actor=anna, instant=instant()))
    assert (made["kind"], made["subject"]) == (kind, "prepare offer")


def test_a_task_may_follow_a_task_without_anybody(anna: Actor) -> None:
    for kind in (None, Kind.TASK):
        saved = save(
            task(anna, follow_up=FollowUp(IN_3_DAYS, kind=kind)), actor=anna, instant=instant()
        )
        assert following(saved)["kind"] is Kind.TASK


def test_the_kind_of_what_stands_never_changes(anna: Actor) -> None:
    saved = saved_contact(anna)
    number = row_number(saved.activity_id)
    changed = edit_of(
        saved.activity_id, kind=Kind.MEETING, venue="Kraków", follow_up=FollowUp(IN_3_DAYS)
    )
    again = save(changed, actor=anna, instant=instant())
    assert (activity(saved.activity_id)["kind"], costs(saved.activity_id)[0]) == (Kind.CONTACT, "")
    assert row_number(saved.activity_id) == number
    assert following(again)["kind"] is Kind.CONTACT


def row_number(activity_id: int) -> str:
    return str(activity(activity_id)["number"])
