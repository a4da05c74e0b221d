"""What an outcome does: it completes, or it counts a try; every try is a row of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.support.builders import (
    NOW,
    activity,
    at,
    contact,
    contractor,
    edit_of,
    entry,
    everything,
    instant,
    person,
    persons_on,
    row,
    saved_contact,
    task,
)
from tui_crm.domain.activities.activity import Direction, FollowUp, Kind, Status
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.follow_up import Offsets
from tui_crm.domain.errors import Refused, RuleViolation
from tui_crm.domain.ids import ActivityId, EntryId
from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities.next_steps import outcomes
from tui_crm.queries.change_log import activity_history
from tui_crm.queries.directory.person_card import person_card
from tui_crm.queries.setup.dictionaries import entry_row
from tui_crm.services import undo
from tui_crm.services.activities import timers
from tui_crm.services.activities.complete import Completed, Completion, reopen
from tui_crm.services.activities.no_answer import Unanswered, no_answer
from tui_crm.services.activities.outcomes import apply_outcome
from tui_crm.services.activities.save import save
from tui_crm.services.directory.wrong_number import set_wrong
from tui_crm.services.setup import dictionaries
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Activity, Attempt, Contractor, Entry, Operation, Phone

NOT_REACHED = ("no_answer", "busy", "voice_mail")
REACHED = ("talked", "call_later", "wrong_number", "not_interested", "meeting_arranged", "order")


def attempts(activity_id: int) -> list[tuple[Any, ...]]:
    """Moment, employee, person, number and outcome of each try, in their order."""
    found = Attempt.select(
        Attempt.at, Attempt.employee, Attempt.person, Attempt.number, Entry.code
    ).left_outer_join(Entry, on=(Entry.id == Attempt.outcome))
    return fetch_tuples(found.where(Attempt.activity == activity_id).order_by(Attempt.id))


def tried(activity_id: int) -> list[str | None]:
    return [one[-1] for one in attempts(activity_id)]


def apply(
    ids: list[ActivityId], code: str, actor: Actor, *, seconds: float = 0, **completion: Any
) -> Completed | Unanswered:
    return apply_outcome(
        ids, Completion(entry(code), **completion), actor=actor, instant=instant(seconds)
    )


# What they are for


@pytest.mark.parametrize("kind", Kind)
def test_tasks_have_no_outcome_and_only_contacts_go_unanswered(anna: Actor, kind: Kind) -> None:
    del anna
    offered = outcomes((kind,))
    unanswered = {one.id for one in offered if one.not_reached}
    wanted = {entry(code) for code in NOT_REACHED} if kind is Kind.CONTACT else set()
    assert unanswered == wanted
    assert len(offered) == {Kind.CONTACT: 9, Kind.MEETING: 4, Kind.TASK: 0}[kind]


def test_of_marked_rows_only_those_of_its_kinds_get_the_outcome(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    errand = save(task(anna), actor=anna, instant=instant()).activity_id
    apply([call, errand], "talked", anna)
    assert [activity(one)["outcome_id"] for one in (call, errand)] == [entry("talked"), None]
    assert activity(errand)["status"] is Status.DONE


# In the bar


@pytest.mark.parametrize("code", NOT_REACHED)
def test_reaching_nobody_counts_a_try_and_leaves_it_open(anna: Actor, code: str) -> None:
    call = saved_contact(anna, note="plan").activity_id
    done = apply([call], code, anna, note="secretary: after two")
    assert isinstance(done, Unanswered)
    stored = activity(call)
    assert (stored["completed_at"], stored["outcome_id"], stored["attempts"]) == (None, None, 1)
    assert (stored["starts_at"], stored["note"]) == (at(23, "11:45"), "plan\nsecretary: after two")
    assert tried(call) == [code]


@pytest.mark.parametrize("code", REACHED)
def test_any_other_outcome_completes(anna: Actor, code: str) -> None:
    call = saved_contact(anna).activity_id
    assert isinstance(apply([call], code, anna), Completed)
    assert (activity(call)["outcome_id"], tried(call)) == (entry(code), [code])


def test_a_typed_date_wins_over_the_ladder_for_all_of_them(anna: Actor) -> None:
    calls = [saved_contact(anna, name).activity_id for name in ("ALFA", "BETA")]
    apply(calls, "busy", anna, next="26.11 8:00")
    assert [activity(one)["starts_at"] for one in calls] == [at(26, "08:00")] * 2
    apply([calls[0]], "busy", anna, next="=")
    assert activity(calls[0])["starts_at"] == at(24, "14:00")


def test_past_the_ladder_it_asks_unless_a_date_is_typed(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    Activity.update(attempts=3).where(Activity.id == call).execute()
    before = everything()
    with pytest.raises(RuleViolation, match="4 attempts without an answer: when next") as asked:
        apply([call], "voice_mail", anna)
    assert asked.value.field == "next"
    assert everything() == before
    apply([call], "voice_mail", anna, next="1w")
    assert (activity(call)["attempts"], activity(call)["starts_at"]) == (4, at(30, "14:30"))


def test_a_time_that_has_passed_is_refused(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    with pytest.raises(RuleViolation, match="That time has passed"):
        apply([call], "busy", anna, next="yesterday")


def test_marked_rows_are_one_operation_and_one_undo(anna: Actor) -> None:
    calls = [saved_contact(anna, name).activity_id for name in ("ALFA", "BETA", "GAMMA")]
    timers.start(calls[0], actor=anna, instant=instant())
    before, operations = everything(), Operation.select().count()
    apply(calls, "no_answer", anna, seconds=30)
    assert Operation.select().count() == operations + 1
    assert [tried(one) for one in calls] == [["no_answer"]] * 3
    assert len({activity(one)["starts_at"] for one in calls}) == 3
    undo.undo(actor=anna, now=NOW)
    assert everything() == before
    undo.redo(actor=anna, now=NOW)
    assert [tried(one) for one in calls] == [["no_answer"]] * 3


def test_a_meeting_or_a_task_among_them_refuses_all(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    errand = save(task(anna), actor=anna, instant=instant()).activity_id
    before = everything()
    with pytest.raises(Refused, match="Only a contact"):
        apply([call, errand], "busy", anna)
    assert everything() == before


# In the form


def held(anna: Actor, code: str, **values: Any) -> ActivityId:
    someone = contractor(anna, "BETA", phone="22 555 01 23")
    edit = contact(
        anna, someone, person(anna, someone, phone="601 234 567"), starts_at=at(23, "09:30"),
        outcome_id=entry(code), outcome_chosen=True, **values,
    )  # fmt: skip
    return save(edit, actor=anna, instant=instant()).activity_id


def next_of(activity_id: int) -> list[dict[str, Any]]:
    found = Activity.select(Activity.id).where(Activity.previous == activity_id)
    return [activity(one) for (one,) in fetch_tuples(found)]


@pytest.mark.parametrize("completed", [True, False], ids=["logged", "new"])
def test_a_held_attempt_is_completed_and_the_next_one_follows_by_the_ladder(
    anna: Actor, completed: bool
) -> None:
    call = held(anna, "busy", completed=completed)
    stored, (following,) = activity(call), next_of(call)
    assert (stored["status"], stored["outcome_id"]) == (Status.DONE, entry("busy"))
    assert (following["starts_at"], following["completed_at"]) == (at(23, "11:45"), None)
    assert (following["attempts"], following["kind"]) == (1, Kind.CONTACT)
    assert (tried(call), tried(following["id"])) == (["busy"], [])
    no_answer([following["id"]], actor=anna, instant=instant())
    assert activity(following["id"])["starts_at"] == at(24, "14:00")


def test_a_next_one_that_is_typed_in_the_form_wins(anna: Actor) -> None:
    call = held(anna, "busy", completed=True, follow_up=FollowUp(Offsets(days=3)))
    (following,) = next_of(call)
    assert following["starts_at"] == at(26, "09:30")


def test_a_held_attempt_is_undone_with_its_next_one_and_its_row(anna: Actor) -> None:
    alfa = contractor(anna, "ALFA")
    jan = person(anna, alfa)
    before = everything()
    edit = contact(anna, alfa, jan, outcome_id=entry("busy"), outcome_chosen=True)
    save(edit, actor=anna, instant=instant())
    assert Attempt.select().count() == 1
    undo.undo(actor=anna, now=NOW)
    assert everything() == before


def test_a_conversation_that_is_logged_has_its_outcome_and_its_row(anna: Actor) -> None:
    call = held(anna, "talked", completed=True)
    (jan,) = persons_on(call)
    assert activity(call)["outcome_id"] == entry("talked")
    assert attempts(call) == [(at(23, "09:30"), anna.employee_id, jan, "+48601234567", "talked")]
    assert next_of(call) == []


def test_an_outcome_chosen_on_an_open_contact_completes_it(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    save(
        edit_of(call, outcome_id=entry("order"), outcome_chosen=True), actor=anna, instant=instant()
    )
    assert (activity(call)["status"], tried(call)) == (Status.DONE, ["order"])


def test_reaching_nobody_on_an_open_contact_moves_it(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    before = everything()
    edit = edit_of(call, outcome_id=entry("busy"), outcome_chosen=True, note="rings out")
    result = save(edit, actor=anna, instant=instant())
    stored = activity(call)
    assert result.tried_at is not None
    assert (result.tried_at.at, result.attempts) == (at(23, "11:45"), 1)
    assert (stored["starts_at"], stored["completed_at"]) == (at(23, "11:45"), None)
    assert (stored["attempts"], stored["outcome_id"], stored["note"]) == (1, None, "rings out")
    assert tried(call) == ["busy"]
    undo.undo(actor=anna, now=NOW)
    assert everything() == before


def test_a_new_start_or_a_next_step_typed_there_wins(anna: Actor) -> None:
    busy: dict[str, Any] = {"outcome_id": entry("busy"), "outcome_chosen": True}
    moved = saved_contact(anna, "ALFA").activity_id
    save(edit_of(moved, starts_at=at(25, "10:00"), **busy), actor=anna, instant=instant())
    assert activity(moved)["starts_at"] == at(25, "10:00")
    next_day = saved_contact(anna, "BETA").activity_id
    edit = edit_of(next_day, follow_up=FollowUp(Offsets(days=2)), **busy)
    save(edit, actor=anna, instant=instant())
    assert (activity(next_day)["starts_at"], next_of(next_day)) == (at(25, "14:30"), [])


def test_past_the_ladder_the_form_asks(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    Activity.update(attempts=3).where(Activity.id == call).execute()
    edit = edit_of(call, outcome_id=entry("busy"), outcome_chosen=True)
    with pytest.raises(RuleViolation, match="when next") as asked:
        save(edit, actor=anna, instant=instant())
    assert asked.value.field == "days"


def test_ticked_as_completed_it_is_completed_whoever_was_reached(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    edit = edit_of(call, outcome_id=entry("busy"), outcome_chosen=True, completed=True)
    save(edit, actor=anna, instant=instant())
    assert (activity(call)["status"], tried(call)) == (Status.DONE, ["busy"])


def test_an_outcome_that_stands_already_completes_nothing(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    apply([call], "talked", anna)
    reopen(call, actor=anna, now=NOW)
    save(edit_of(call, note="more"), actor=anna, instant=instant())
    assert (activity(call)["completed_at"], activity(call)["outcome_id"]) == (None, entry("talked"))


# A row for every try


def by_x(call: ActivityId, anna: Actor) -> None:
    no_answer([call], actor=anna, instant=instant())


def in_the_bar(call: ActivityId, anna: Actor) -> None:
    apply([call], "no_answer", anna)


def in_the_form(call: ActivityId, anna: Actor) -> None:
    edit = edit_of(call, outcome_id=entry("no_answer"), outcome_chosen=True)
    save(edit, actor=anna, instant=instant())


@pytest.mark.parametrize("way", [by_x, in_the_bar, in_the_form])
def test_every_way_of_trying_writes_who_when_whom_and_which_number(
    anna: Actor, marek: Actor, way: Callable[[ActivityId, Actor], None]
) -> None:
    someone = contractor(anna, "BETA", phone="22 555 01 23")
    jan = person(anna, someone, phone="601 234 567")
    call = save(
        contact(marek, someone, jan), actor=anna, instant=Instant(at(20), "boot-1", 1.0)
    ).activity_id
    way(call, anna)
    now: datetime = NOW.replace(microsecond=0)
    assert attempts(call) == [(now, anna.employee_id, jan, "+48601234567", "no_answer")]


def test_a_wrong_number_is_neither_proposed_nor_counted(anna: Actor) -> None:
    someone = contractor(anna, "BETA", phone="22 555 01 23")
    call = save(
        contact(anna, someone, person(anna, someone, phone="601 234 567")),
        actor=anna, instant=instant(),
    ).activity_id  # fmt: skip
    numbers = []
    for wrong in (None, "+48601234567", "+48225550123"):
        for (phone_id,) in fetch_tuples(Phone.select(Phone.id).where(Phone.normalised == wrong)):
            set_wrong(phone_id, wrong=True, actor=anna, now=NOW)
        no_answer([call], actor=anna, instant=instant())
        numbers.append(attempts(call)[-1][3])
    assert numbers == ["+48601234567", "+48225550123", ""]


def marked() -> list[str]:
    """The numbers that are marked as wrong."""
    found = Phone.select(Phone.normalised).where(Phone.bad_since.is_null(False))
    return [number for (number,) in fetch_tuples(found.order_by(Phone.id))]


def beta(actor: Actor, *, phone: str = "601 234 567", **values: Any) -> ActivityId:
    """A call to somebody with a number of a contractor with another one."""
    someone = contractor(actor, "BETA", phone="22 555 01 23")
    edit = contact(actor, someone, person(actor, someone, phone=phone), **values)
    return save(edit, actor=actor, instant=instant()).activity_id


def in_form(call: ActivityId, actor: Actor) -> tuple[str, ...]:
    edit = edit_of(call, outcome_id=entry("wrong_number"), outcome_chosen=True)
    return (save(edit, actor=actor, instant=instant()).wrong_number,)


def in_bar(call: ActivityId, actor: Actor) -> tuple[str, ...]:
    return apply([call], "wrong_number", actor).wrong_numbers


@pytest.mark.parametrize("choose", [in_form, in_bar])
@pytest.mark.parametrize(
    ("phone", "shown", "number"),
    [("601 234 567", "601 234 567", "+48601234567"), ("", "22 555 01 23", "+48225550123")],
    ids=["the person's", "the contractor's"],
)
def test_the_outcome_wrong_number_marks_the_number_that_was_dialled(
    anna: Actor,
    choose: Callable[[ActivityId, Actor], tuple[str, ...]],
    phone: str,
    shown: str,
    number: str,
) -> None:
    call = beta(anna, phone=phone)
    assert choose(call, anna) == (shown,)
    assert marked() == [number]
    assert attempts(call)[-1][3:] == (number, "wrong_number")
    undo.undo(actor=anna, now=NOW)
    assert marked() == []
    assert activity(call)["completed_at"] is None
    undo.redo(actor=anna, now=NOW)
    assert marked() == [number]


@pytest.mark.parametrize("code", [*NOT_REACHED, *(one for one in REACHED if "wrong" not in one)])
def test_no_other_outcome_marks_a_number(anna: Actor, code: str) -> None:
    assert apply([beta(anna)], code, anna).wrong_numbers == ()
    assert marked() == []


def test_of_marked_rows_each_number_is_marked_once(anna: Actor) -> None:
    call = beta(anna)
    again = save(edit_of(call, id=None, key="again"), actor=anna, instant=instant()).activity_id
    done = apply([call, again, saved_contact(anna).activity_id], "wrong_number", anna)
    # The second try goes to the next number that was right until then.
    assert done.wrong_numbers == ("601 234 567", "22 555 01 23")


def test_where_no_number_was_dialled_none_is_marked(anna: Actor) -> None:
    for values in ({"type_id": entry("email")}, {"direction": Direction.IN}):
        assert apply([beta(anna, **values)], "wrong_number", anna).wrong_numbers == ()
    assert marked() == []


def test_an_outcome_corrected_to_wrong_number_marks_the_number_of_that_try(anna: Actor) -> None:
    call = beta(anna)
    apply([call], "talked", anna)
    reopen(call, actor=anna, now=NOW)
    assert apply([call], "wrong_number", anna, seconds=60).wrong_numbers == ("601 234 567",)
    assert marked() == ["+48601234567"]


def test_without_the_right_to_the_directory_the_outcome_is_kept_and_the_number_stays(
    anna: Actor,
) -> None:
    call = beta(anna)
    clerk = replace(anna, rights=anna.rights._replace(directory=False))
    assert apply([call], "wrong_number", clerk).wrong_numbers == ()
    assert (tried(call), marked()) == (["wrong_number"], [])


def test_a_wrong_number_that_counts_a_try_is_marked_too(anna: Actor) -> None:
    stored = entry_row(entry("wrong_number"))
    Entry.update(not_reached=True).where(Entry.id == stored.id).execute()
    done = apply([beta(anna)], "wrong_number", anna)
    assert isinstance(done, Unanswered)
    assert done.wrong_numbers == ("601 234 567",)


def test_no_number_is_dialled_for_an_e_mail(anna: Actor) -> None:
    someone = contractor(anna, "BETA", phone="22 555 01 23")
    edit = contact(anna, someone, person(anna, someone), type_id=entry("email"))
    call = save(edit, actor=anna, instant=instant()).activity_id
    apply([call], "talked", anna)
    assert attempts(call)[0][3] == ""


def test_a_correction_is_no_second_try(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    apply([call], "talked", anna)
    reopen(call, actor=anna, now=NOW)
    apply([call], "order", anna, seconds=3600)
    assert tried(call) == ["order"]


def test_meetings_and_tasks_are_not_tried(anna: Actor) -> None:
    errand = save(task(anna), actor=anna, instant=instant()).activity_id
    apply([errand], "talked", anna)
    assert tried(errand) == []


def test_the_history_says_the_outcome_of_each_try(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    apply([call], "busy", anna)
    rows = activity_history(call, PageRequest(50))
    assert ("attempt", "", "busy") in [(one.field, one.old, one.new) for one in rows]


# In Setup


def flagged(anna: Actor, code: str, **values: Any) -> None:
    stands = entry_row(entry(code))
    fields = {
        name: getattr(stands, name)
        for name in ("colour", "follow_up_days", "connected", "is_default", "active", "version")
    }
    edit = dictionaries.EntryEdit(
        4, stands.name, id=stands.id, kinds=stands.kinds, **{**fields, **values}
    )
    dictionaries.save(edit, actor=anna, now=NOW)


def test_the_flag_decides_and_never_the_name(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    flagged(anna, "busy", not_reached=False)
    flagged(anna, "not_interested", not_reached=True)
    assert isinstance(apply([call], "not_interested", anna), Unanswered)
    assert isinstance(apply([call], "busy", anna), Completed)


def test_what_reaches_nobody_is_for_contacts_and_is_no_talk(anna: Actor) -> None:
    flagged(anna, "talked", not_reached=True)
    stands = entry_row(entry("talked"))
    assert (stands.kinds, stands.connected, stands.not_reached) == ((Kind.CONTACT,), False, True)


def test_without_its_flag_no_answer_is_counted_as_the_first_that_has_it(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    for code, last in (("no_answer", "busy"), ("busy", "voice_mail"), ("voice_mail", None)):
        flagged(anna, code, not_reached=False)
        no_answer([call], to="1w", actor=anna, instant=instant())
        assert tried(call)[-1] == last


def test_an_outcome_of_a_try_cannot_be_deleted(anna: Actor) -> None:
    edit = dictionaries.EntryEdit(4, "line dead", not_reached=True)
    own = dictionaries.save(edit, actor=anna, now=NOW)
    call = saved_contact(anna).activity_id
    apply_outcome([call], Completion(EntryId(own)), actor=anna, instant=instant())
    with pytest.raises(Refused, match="used by 1 activity"):
        dictionaries.delete(own, actor=anna, now=NOW)


def test_a_held_attempt_is_no_conversation(anna: Actor) -> None:
    call = saved_contact(anna, note="wants 12", completed=True, outcome_id=entry("talked"))
    done = activity(call.activity_id)
    contractor_id = done["contractor_id"]
    (jan,) = persons_on(call.activity_id)
    edit = contact(
        anna, contractor_id, jan, note="rings out", completed=True, outcome_id=entry("busy"),
        outcome_chosen=True,
    )  # fmt: skip
    save(edit, actor=anna, instant=instant(60))
    stored = row(Contractor, contractor_id)
    assert stored["last_activity_id"] == call.activity_id
    assert stored["last_contact_at"] == done["completed_at"]
    last = person_card(jan).last
    assert last is not None
    assert last.note == "wants 12"
