"""What the next activity takes over from the one before, and what a subject says by itself."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

from tests.support.builders import at
from tui_crm.domain.activities.activity import Direction, FollowUp, Kind, Status, generated_subject
from tui_crm.domain.activities.fields import ActivityEdit
from tui_crm.domain.activities.rules import analogous
from tui_crm.domain.ids import ActivityId, ContractorId, EmployeeId, EntryId, PersonId
from tui_crm.domain.text import NAME_LIMIT


def test_r12_the_next_one_is_the_same_but_for_what_only_this_one_has() -> None:
    carried = ActivityEdit(
        key="k2",
        kind=Kind.MEETING,
        employee_id=EmployeeId(1),
        subject="the offer",
        contractor_id=ContractorId(2),
        person_ids=(PersonId(3),),
        starts_at=at(26),
        planned_minutes=45,
        type_id=EntryId(4),
        priority_id=EntryId(5),
        category_id=EntryId(6),
        direction=Direction.IN,
        in_schedule=False,
        venue="Sala 2",
        planned_cost=Decimal(12),
        currency="EUR",
        colleague_ids=(EmployeeId(7),),
        remind_minutes=10,
        duration_seconds=0,
    )
    current = dataclasses.replace(
        carried,
        key="k1",
        id=ActivityId(9),
        version=3,
        starts_at=None,
        starts_on=date(2026, 11, 23),
        outcome_id=EntryId(10),
        note="agreed",
        completed=True,
        duration_seconds=60,
        follow_up=FollowUp(picked_at=at(26)),
        actual_cost=Decimal(13),
        waiting=True,
        repeat="FREQ=DAILY",
        and_following=True,
    )
    assert analogous(current, key="k2", starts_at=at(26)) == carried


def test_r07_a_generated_subject_fits_into_its_column() -> None:
    name = "x" * NAME_LIMIT
    subject = generated_subject(Kind.CONTACT, type_name="telephone", contractor_name=name)
    assert subject == f"phone call: {name}"[:NAME_LIMIT]
    assert generated_subject(Kind.MEETING, type_name="", contractor_name="ALFA") == "meeting: ALFA"


def test_r21_what_is_done_not_held_or_called_off_is_completed() -> None:
    completed = {status for status in Status if status.completed}
    assert completed == {Status.DONE, Status.NOT_HELD, Status.CANCELLED}
