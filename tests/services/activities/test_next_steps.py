"""`=` takes the next step that the outcome or the type proposes, on a working day."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.builders import (
    NOW,
    activity,
    at,
    entry,
    everything,
    instant,
    saved_contact,
    task,
)
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import RuleViolation
from tui_crm.services import undo
from tui_crm.services.activities.complete import Completion, complete
from tui_crm.services.activities.save import save


def next_start(actor: Actor, outcome: str, **values: Any) -> object:
    saved = saved_contact(actor, **values)
    done = complete(
        [saved.activity_id], Completion(entry(outcome), next=" = "), actor=actor, instant=instant()
    )
    return activity(done.next_ids[0])["starts_at"]


def test_the_type_proposes_where_the_outcome_does_not(anna: Actor) -> None:
    assert next_start(anna, "talked") == at(26, "14:30")


def test_the_outcome_goes_before_the_type(anna: Actor) -> None:
    assert next_start(anna, "call_later") == at(24, "14:30")


def test_a_day_off_moves_it_to_the_first_working_day(anna: Actor) -> None:
    assert next_start(anna, "talked", starts_at=at(25, "10:00")) == at(30, "10:00")


def test_what_is_overdue_is_counted_from_today(anna: Actor) -> None:
    assert next_start(anna, "order", starts_at=at(2, "10:00")) == at(30, "10:00")


def test_each_row_gets_what_its_own_type_proposes(anna: Actor) -> None:
    call = saved_contact(anna, "ALFA").activity_id
    mail = saved_contact(anna, "BETA", type_id=entry("email")).activity_id
    plain = save(task(anna), actor=anna, instant=instant()).activity_id
    done = complete(
        [call, mail, plain], Completion(entry("talked"), next="="), actor=anna, instant=instant()
    )
    assert [activity(one)["starts_at"] for one in done.next_ids] == [
        at(26, "14:30"),
        at(25, "14:30"),
    ]


def test_where_nothing_is_proposed_that_is_said_and_nothing_is_done(anna: Actor) -> None:
    saved = save(task(anna), actor=anna, instant=instant())
    before = everything()
    with pytest.raises(RuleViolation, match="Neither the outcome nor the type"):
        complete(
            [saved.activity_id],
            Completion(entry("talked"), next="="),
            actor=anna,
            instant=instant(),
        )
    assert everything() == before


def test_one_undo_takes_completion_and_proposal_back(anna: Actor) -> None:
    saved = saved_contact(anna)
    before = everything()
    complete(
        [saved.activity_id], Completion(entry("busy"), next="="), actor=anna, instant=instant()
    )
    undo.undo(actor=anna, now=NOW)
    assert everything() == before
