"""What was said is stored by every way of completing; the note itself stays whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.support.builders import (
    NOW,
    activity,
    at,
    contact,
    contractor,
    edit_of,
    instant,
    person,
    persons_on,
)
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.ids import ActivityId
from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities.details import activity_details
from tui_crm.queries.activities.timeline import Whose, timeline_page
from tui_crm.queries.change_log import activity_history
from tui_crm.queries.directory.contact_summary import contractor_summaries, person_summaries
from tui_crm.queries.directory.contractor_card import contractor_card
from tui_crm.queries.directory.person_card import person_card
from tui_crm.services import undo
from tui_crm.services.activities.cancel import call_off
from tui_crm.services.activities.complete import Completion, complete, reopen, reschedule
from tui_crm.services.activities.save import edit_note, save

PLAN, SAID = " ask about the offer\nand about the crates ", "  wants 12 pieces\n\nby Friday"
BOTH = f"{PLAN}\n{SAID}"


def planned(actor: Actor, name: str = "BETA", *, note: str = PLAN) -> ActivityId:
    """Planned on Friday for Monday at 9:00, forty minutes ago."""
    someone = contractor(actor, name)
    edit = contact(actor, someone, person(actor, someone), note=note, starts_at=at(23, "09:00"))
    before = Instant(NOW - timedelta(days=3), "boot-1", 1.0)
    return save(edit, actor=actor, instant=before).activity_id


def note_in_place(activity_id: ActivityId, note: str, actor: Actor, now: datetime = NOW) -> None:
    edit_note(activity_id, note, version=activity(activity_id)["version"], actor=actor, now=now)


def in_the_bar(activity_id: ActivityId, actor: Actor) -> None:
    complete([activity_id], Completion(None, note=SAID), actor=actor, instant=instant())


def in_the_form(activity_id: ActivityId, actor: Actor) -> None:
    save(edit_of(activity_id, note=BOTH, completed=True), actor=actor, instant=instant())


def in_place(activity_id: ActivityId, actor: Actor) -> None:
    note_in_place(activity_id, BOTH, actor)
    complete([activity_id], Completion(None), actor=actor, instant=instant())


def in_the_form_and_then_in_the_bar(activity_id: ActivityId, actor: Actor) -> None:
    save(edit_of(activity_id, note=BOTH), actor=actor, instant=instant())
    complete([activity_id], Completion(None), actor=actor, instant=instant())


def again(activity_id: ActivityId, actor: Actor) -> None:
    """A slip is corrected: completed, reopened, corrected, completed."""
    complete([activity_id], Completion(None, note="wnats 12"), actor=actor, instant=instant())
    reopen(activity_id, actor=actor, now=NOW)
    note_in_place(activity_id, BOTH, actor)
    complete([activity_id], Completion(None), actor=actor, instant=instant(60))


def undone_and_redone(activity_id: ActivityId, actor: Actor) -> None:
    before = activity(activity_id)
    in_the_bar(activity_id, actor)
    undo.undo(actor=actor, now=NOW)
    after = activity(activity_id)
    assert (after["note"], after["agreed"]) == (before["note"], "")
    undo.redo(actor=actor, now=NOW)


def after_a_move(activity_id: ActivityId, actor: Actor) -> None:
    reschedule([activity_id], "24.11 9:00", actor=actor, now=NOW)
    later = Instant(at(24, "09:05"), "boot-1", 1.0)
    complete([activity_id], Completion(None, note=SAID), actor=actor, instant=later)


def called_off(activity_id: ActivityId, actor: Actor) -> None:
    note_in_place(activity_id, BOTH, actor)
    call_off([activity_id], actor=actor, instant=instant())


WAYS: tuple[Callable[[ActivityId, Actor], None], ...] = (
    in_the_bar, in_the_form, in_place, in_the_form_and_then_in_the_bar, again, undone_and_redone,
    after_a_move, called_off,
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_the_plan_is_no_part_of_what_was_said(
    way: Callable[[ActivityId, Actor], None], anna: Actor
) -> None:
    done = planned(anna)
    way(done, anna)
    stored = activity(done)
    assert stored["completed_at"] is not None
    assert (stored["note"], stored["agreed"]) == (BOTH, SAID)


def test_of_a_conversation_that_was_logged_the_whole_note_was_said(anna: Actor) -> None:
    someone = contractor(anna, "BETA")
    edit = contact(anna, someone, person(anna, someone), note=PLAN, completed=True)
    logged = save(edit, actor=anna, instant=instant()).activity_id
    assert activity(logged)["agreed"] == PLAN


def test_of_many_completed_at_once_each_has_its_own_plan(anna: Actor) -> None:
    done = [planned(anna, "BETA"), planned(anna, "GAMMA", note="another plan")]
    complete(done, Completion(None, note=SAID), actor=anna, instant=instant())
    assert [activity(one)["note"] for one in done] == [BOTH, f"another plan\n{SAID}"]
    assert [activity(one)["agreed"] for one in done] == [SAID, SAID]
    undo.undo(actor=anna, now=NOW)
    assert [activity(one)["agreed"] for one in done] == ["", ""]


def test_what_was_said_stands_wherever_the_last_conversation_does(anna: Actor) -> None:
    done = planned(anna)
    in_the_bar(done, anna)
    stored = activity(done)
    contractor_id = stored["contractor_id"]
    (talked_to,) = persons_on(done)
    next_edit = contact(anna, contractor_id, person(anna, contractor_id, "Ewa Lis"))
    other = save(next_edit, actor=anna, instant=instant()).activity_id
    card = contractor_card(contractor_id)
    told = {
        "pane": activity_details(other).last,
        "card": card.last,
        "who": contractor_summaries([contractor_id])[contractor_id].last,
        "who, a person": person_summaries([talked_to])[talked_to].last,
    }
    assert {where: last and last.agreed for where, last in told.items()} == dict.fromkeys(
        told, SAID
    )
    last = person_card(talked_to).last
    assert last is not None
    assert last.note == SAID
    rows = timeline_page(Whose(contractor_id=contractor_id), PageRequest(9))
    assert {one.row.id: one.row.told for one in rows} == {other: "", done: SAID}


def test_the_history_tells_the_note_once(anna: Actor) -> None:
    done = planned(anna)
    in_the_bar(done, anna)
    fields = [one.field for one in activity_history(done, PageRequest(50))]
    assert fields.count("note") == 1
    assert "agreed" not in fields
