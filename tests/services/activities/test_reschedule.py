"""Each row to a start of its own, all of them or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.support.builders import NOW, activity, at, everything, instant, row, saved_contact, task
from tests.support.departments import two_departments
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused, StaleRecord
from tui_crm.domain.ids import ActivityId
from tui_crm.queries.activities.busy_times import last_operation
from tui_crm.services import undo
from tui_crm.services.activities.reschedule import Move, reschedule_to
from tui_crm.services.activities.save import edit_note, save
from tui_crm.services.activities.snooze import snooze
from tui_crm.services.activities.start_time import Start
from tui_crm.store.models import Contractor, Operation


def move(activity_id: ActivityId, clock: str, day: int = 24) -> Move:
    """There, as planned from what stands there now."""
    return Move(activity_id, Start(at(day, clock)), activity(activity_id)["version"])


def test_all_of_them_move_in_one_operation_and_one_undo_takes_it_back(anna: Actor) -> None:
    first, second = (saved_contact(anna, name).activity_id for name in ("ALFA", "BETA"))
    before, operations = everything(), Operation.select().count()
    moved = reschedule_to([move(first, "09:15"), move(second, "09:00")], actor=anna, now=NOW)
    assert (moved.ids, moved.first_at) == ((first, second), at(24, "09:00"))
    assert activity(first)["starts_at"] == at(24, "09:15")
    contractor_id = activity(second)["contractor_id"]
    assert row(Contractor, contractor_id)["next_activity_at"] == at(24, "09:00")
    assert Operation.select().count() == operations + 1
    undo.undo(actor=anna, now=NOW)
    assert everything() == before


def test_an_all_day_task_gets_an_hour(anna: Actor) -> None:
    edit = task(anna, starts_at=None, starts_on=date(2026, 11, 23))
    saved = save(edit, actor=anna, instant=instant()).activity_id
    reschedule_to([move(saved, "09:00")], actor=anna, now=NOW)
    assert (activity(saved)["starts_at"], activity(saved)["starts_on"]) == (at(24, "09:00"), None)


def test_what_somebody_has_changed_since_is_not_moved_unseen(anna: Actor) -> None:
    first, second = (saved_contact(anna, name).activity_id for name in ("ALFA", "BETA"))
    moves = [move(first, "09:00"), move(second, "09:15")]
    edit_note(second, "call in December", version=1, actor=anna, now=NOW)
    before = everything()
    with pytest.raises(StaleRecord, match=r"Somebody has changed this .* BETA"):
        reschedule_to(moves, actor=anna, now=NOW)
    assert everything() == before


def test_an_appointment_made_since_free_time_was_looked_for_is_not_overlooked(anna: Actor) -> None:
    first = saved_contact(anna, "ALFA").activity_id
    standing = last_operation()
    saved_contact(anna, "BETA")
    reschedule_to([move(first, "09:00")], planned_at=standing, actor=anna, now=NOW)
    standing = last_operation()
    saved_contact(replace(anna, session="another"), "BETA")
    before = everything()
    with pytest.raises(StaleRecord, match="changed the schedule meanwhile"):
        reschedule_to([move(first, "10:00")], planned_at=standing, actor=anna, now=NOW)
    assert everything() == before


def test_a_moved_one_is_snoozed_no_longer(anna: Actor) -> None:
    saved = saved_contact(anna).activity_id
    snooze(saved, "2d", actor=anna, now=NOW)
    reschedule_to([move(saved, "09:00")], actor=anna, now=NOW)
    assert activity(saved)["snoozed_until"] is None


def test_a_completed_one_and_a_strangers_are_refused(anna: Actor) -> None:
    office = two_departments()
    done = office.activity_of("me", completed=True)
    theirs = office.activity_of("stranger")
    for refused in (done, theirs):
        with pytest.raises(Refused):
            reschedule_to([move(refused, "09:00")], actor=office.me(), now=NOW)


def test_the_first_of_them_is_the_first_in_time_when_the_clocks_are_turned_back(
    anna: Actor,
) -> None:
    first, second = (saved_contact(anna, name).activity_id for name in ("ALFA", "BETA"))
    later, sooner = at(25, "02:10", month=10).replace(fold=1), at(25, "02:30", month=10)
    moves = [Move(first, Start(later), 1), Move(second, Start(sooner), 1)]
    assert reschedule_to(moves, actor=anna, now=NOW).first_at is sooner
