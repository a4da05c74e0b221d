"""What is saved of what was typed: every field of the draft, read or refused by its name."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from typing import Any

import pytest

from tests.support.builders import WARSAW, at, instant
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.draft import (
    from_payload,
    read_draft,
    read_follow_up,
    read_planned,
    subject_settled,
    to_payload,
    with_subject,
)
from tui_crm.domain.activities.fields import ActivityDraft, ActivityEdit, values_of
from tui_crm.domain.activities.pending_input import PendingInput, SmallWindow
from tui_crm.domain.choice import Choice, PersonChoice
from tui_crm.domain.dates.duration import read_minutes, shown_minutes
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.merge import merged
from tui_crm.domain.text import NAME_LIMIT, NOTE_LIMIT

CONTACT = ActivityDraft(
    key="k",
    contractor=Choice(1, "ALFA"),
    employee=Choice(2, "Anna Nowak"),
    starts="23.11.2026 14:30",
    persons=(PersonChoice(3, "Jan Kowalski"),),
)
PICKED = at(30, "10:00").isoformat()


def read(standing: ActivityDraft | None = None, **fields: Any) -> ActivityEdit:
    draft = dataclasses.replace(CONTACT, **fields)
    return read_draft(draft, instant=instant(), zone=WARSAW, standing=standing)


def test_what_was_chosen_is_what_is_saved() -> None:
    edit = read(type=Choice(4, "telephone"), priority=Choice(5, "high"), category=Choice(6, "-"))
    assert (edit.contractor_id, edit.employee_id, edit.person_ids) == (1, 2, (3,))
    assert (edit.type_id, edit.priority_id, edit.category_id) == (4, 5, 6)
    assert (edit.starts_at, edit.starts_on) == (at(23, "14:30"), None)


def test_an_all_day_activity_is_on_the_local_date_whatever_the_date_of_utc() -> None:
    edit = read(starts="23.11.2026 0:15", all_day=True)
    assert (edit.starts_at, edit.starts_on) == (None, date(2026, 11, 23))


def test_r07_a_subject_that_was_not_typed_over_is_left_to_be_generated() -> None:
    assert read(subject="phone call: ALFA").subject == ""
    assert read(subject=" the\toffer\x1b", subject_typed=True).subject == "the offer"


def test_r10_the_timer_at_the_moment_of_saving_is_the_duration() -> None:
    assert read(duration_seconds=60, started=instant(-12.5)).duration_seconds == 72


def test_r32_what_is_no_text_is_dropped_from_a_note_and_nothing_else() -> None:
    assert read(note="a\r\n\tb \x1b]0;x\x07[/]\u202e ").note == "a\n\tb ]0;x[/]\u202e "


def test_r44_a_task_is_always_in_the_schedule_and_alone_may_wait() -> None:
    task: dict[str, Any] = {"kind": Kind.TASK, "subject": "prepare", "subject_typed": True}
    assert read(**task, in_schedule=False, waiting=True).in_schedule
    assert read(**task, waiting=True).waiting is True
    assert read(waiting=True).waiting is None
    assert not read(in_schedule=False).in_schedule


def test_a_conversation_that_was_held_is_completed_by_saving() -> None:
    held = read(logged=True, starts="23.11.2026 9:30")
    assert (read().completed, held.completed) == (False, True)
    assert read(completed=True).completed


def test_r43_only_a_meeting_has_a_venue_costs_and_colleagues() -> None:
    fields: dict[str, Any] = {
        "venue": " Sala\t2 ", "planned_cost": "12,50", "actual_cost": "9", "currency": "eur",
        "colleagues": (Choice(7, "Marek"),),
    }  # fmt: skip
    edit = read(kind=Kind.MEETING, **fields)
    assert (edit.venue, str(edit.planned_cost), str(edit.actual_cost)) == (
        "Sala 2",
        "12.50",
        "9.00",
    )
    assert (edit.currency, edit.colleague_ids) == ("EUR", (7,))
    assert (read(**fields).venue, read(**fields).colleague_ids) == ("", ())


def test_a_rule_in_the_words_that_stand_there_is_left_as_it_is() -> None:
    standing = dataclasses.replace(CONTACT, id=9, repeats="weekly")
    assert read(standing, id=9, repeats="weekly").repeat is None
    assert read(standing, id=9, repeats="daily").repeat
    assert read(standing, id=9).repeat == ""
    assert read(standing, id=9, repeats="weekly", and_following=True).and_following


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("contractor", {"contractor": None}), ("persons", {"persons": ()}),
        ("employee", {"employee": None}), ("starts", {"starts": " "}), ("starts", {"starts": "x"}),
        ("subject", {"kind": Kind.TASK}),
        ("subject", {"subject": "x" * (NAME_LIMIT + 1), "subject_typed": True}),
        ("note", {"note": "x" * (NOTE_LIMIT + 1)}),
        ("planned", {"planned": "soon"}), ("planned", {"planned": "200h"}),
        ("planned", {"planned": "do 16", "all_day": True}),
        ("repeats", {"repeats": "now and then"}), ("remind", {"remind": "sometimes"}),
        ("hours", {"follow_up": True, "hours": "1000000000"}),
        ("days", {"follow_up": True, "days": "1000000000"}),
        ("weeks", {"follow_up": True, "weeks": "x"}), ("days", {"follow_up": True}),
        ("days", {"follow_up": True, "days": "9", "starts": "31.12.9998 12:00"}),
        (
            "next_kind",
            {
                "kind": Kind.TASK, "subject": "x", "subject_typed": True, "contractor": None,
                "follow_up": True, "days": "3", "next_kind": Kind.MEETING,
            },
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_is_refused_by_the_name_of_its_field(
    field: str, fields: dict[str, Any]
) -> None:
    with pytest.raises(RuleViolation) as refused:
        read(**fields)
    assert refused.value.field == field
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("", None), ("30", 30), ("30 min", 30), ("1h", 60), ("1h 30", 90), ("1h30m", 90),
        ("1:30", 90), ("2 godz. 5 min", 125), ("0", 0), ("1 G", 60),
    ],
)  # fmt: skip
def test_a_planned_length_is_read(typed: str, minutes: int | None) -> None:
    assert read_minutes(typed) == minutes
    draft = dataclasses.replace(CONTACT, planned=typed, all_day=True)
    assert read_planned(draft, starts=at(23), zone=WARSAW) == minutes
    assert read_minutes(shown_minutes(minutes)) == (minutes or None)


@pytest.mark.parametrize("typed", ["x", "-5", "1.33h", "٣٠", "[/]", "99999999999"])
def test_a_planned_length_that_cannot_be_read_is_refused(typed: str) -> None:
    with pytest.raises(RuleViolation, match="is not a length of time") as refused:
        read_minutes(typed)
    assert refused.value.field == "planned"


def test_r17_a_picked_day_wins_over_offsets_even_unreadable_ones() -> None:
    for days in ("3", "a few"):
        draft = dataclasses.replace(
            CONTACT, follow_up=True, days=days, picked=PICKED, next_kind=Kind.TASK
        )
        follow_up = read_follow_up(draft)
        assert follow_up is not None
        assert (follow_up.picked_at, follow_up.kind) == (at(30, "10:00"), Kind.TASK)


def test_a_draft_comes_back_from_its_file_as_it_was() -> None:
    draft = dataclasses.replace(
        CONTACT,
        type=Choice(4, "telephone"),
        colleagues=(Choice(7, "Marek", "MW"),),
        started=instant(3.5),
        next_kind=Kind.TASK,
        note="żółć \ud800",
        picked=PICKED,
        logged=True,
    )
    assert from_payload(json.loads(json.dumps(to_payload(draft)))) == draft


def test_a_running_timer_alone_is_nothing_typed() -> None:
    assert CONTACT.same_text(CONTACT.with_timer(CONTACT.timer.start(instant())))
    assert not CONTACT.same_text(dataclasses.replace(CONTACT, note="x"))


def test_what_i_changed_is_mine_and_all_else_is_theirs() -> None:
    before = ActivityDraft(key="k", version=3, subject="as it was", note="note", planned="30 min")
    mine = dataclasses.replace(before, subject="mine", planned="1h", duration_seconds=60)
    theirs = dataclasses.replace(before, version=5, subject="theirs", note="their note")
    both = merged(values_of(before), values_of(mine), values_of(theirs))
    assert both == values_of(
        dataclasses.replace(theirs, subject="mine", planned="1h", duration_seconds=60)
    )


def test_a_subject_nobody_typed_follows_contractor_and_type() -> None:
    named = with_subject(CONTACT, ActivityDraft(key="k"))
    assert named.subject == "contact: ALFA"
    visit = dataclasses.replace(named, type=Choice(4, "visit"))
    assert with_subject(visit, named).subject == "visit: ALFA"
    typed = dataclasses.replace(visit, subject="spring", subject_typed=True)
    assert with_subject(typed, named).subject == "spring"
    erased = dataclasses.replace(typed, subject="", subject_typed=False)
    assert with_subject(erased, typed).subject == ""
    assert subject_settled(erased).subject == "visit: ALFA"
    assert subject_settled(typed).subject == "spring"
    nobody = dataclasses.replace(visit, contractor=None)
    assert with_subject(nobody, visit).subject == ""


def test_a_subject_made_in_another_language_stays_while_nothing_renames_it() -> None:
    stored = dataclasses.replace(CONTACT, subject="kontakt: ALFA")
    noted = dataclasses.replace(stored, note="more")
    assert with_subject(noted, stored).subject == "kontakt: ALFA"


def test_what_is_typed_beside_the_fields_comes_back_from_the_file() -> None:
    window = SmallWindow("contractor", "key", "Nowa", (("name", "Nowa"), ("phone", "601")))
    draft = dataclasses.replace(CONTACT, pending=PendingInput((("contractor", "Nowa"),), window))
    kept = json.loads(json.dumps(to_payload(draft)))
    assert from_payload(kept) == draft
    del kept["aside"]
    assert from_payload(kept) == dataclasses.replace(draft, pending=PendingInput())
