"""What the digest of a day finds: done, agreed on that day, moved, open, what comes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.support.builders import (
    NOW,
    WARSAW,
    activity,
    at,
    contact,
    contractor,
    edit_of,
    instant,
    person,
)
from tests.support.builders import saved_contact as saved
from tests.support.departments import two_departments
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.ids import ActivityId
from tui_crm.queries.activities.digest import DigestRows, digest_rows
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.services import undo
from tui_crm.services.activities.cancel import call_off
from tui_crm.services.activities.complete import Completion, complete, reschedule
from tui_crm.services.activities.no_answer import no_answer
from tui_crm.services.activities.save import edit_note, save

TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)


def digest(actor: Actor, day: date = TODAY, *, everybody: bool = False) -> DigestRows:
    employee = None if everybody else int(actor.employee())
    return digest_rows(
        day,
        day + timedelta(days=1),
        employee_id=employee,
        visible_employee_ids=actor.visible_employee_ids,
        zone=WARSAW,
    )


def ids(rows: list[ActivityRow]) -> list[int]:
    return [row.id for row in rows]


def planned_before(actor: Actor, note: str) -> ActivityId:
    """Made on Friday, with a plan in its note."""
    anna_now = NOW - timedelta(days=3)
    someone = contractor(actor, "BETA")
    edit = contact(actor, someone, person(actor, someone), note=note, starts_at=at(23, "10:00"))
    before = Instant(anna_now, "boot-1", 1.0)
    return save(edit, actor=actor, instant=before).activity_id


def noted(activity_id: ActivityId, note: str, actor: Actor, now: datetime) -> None:
    edit_note(activity_id, note, version=activity(activity_id)["version"], actor=actor, now=now)


def agreed(actor: Actor) -> list[str]:
    return [row.agreed for row in digest(actor).closed]


def test_agreed_is_what_was_said_and_not_the_plan(anna: Actor) -> None:
    done = planned_before(anna, "ask about the offer")
    noted(done, "ask about the offer\nwants 12 pieces", anna, NOW)
    complete([done], Completion(None, note="by Friday"), actor=anna, instant=instant())
    assert agreed(anna) == ["wants 12 pieces\nby Friday"]


def test_of_one_that_was_made_on_the_day_all_of_the_note_was_agreed(anna: Actor) -> None:
    saved(anna, note="wants a sample", completed=True)
    assert agreed(anna) == ["wants a sample"]


def test_completed_without_a_word_nothing_was_agreed(anna: Actor) -> None:
    done = planned_before(anna, "ask about the offer")
    complete([done], Completion(None), actor=anna, instant=instant())
    assert agreed(anna) == [""]


def test_moved_is_what_was_moved_on_the_day_and_is_open_still(anna: Actor) -> None:
    moved, tried, done, back = (saved(anna, name).activity_id for name in "ABCD")
    reschedule([moved, done], "2d", actor=anna, now=NOW)
    no_answer([tried], actor=anna, instant=instant())
    complete([done], Completion(None), actor=anna, instant=instant())
    reschedule([back], "2d", actor=anna, now=NOW)
    undo.undo(actor=anna, now=NOW)
    reschedule([back], "2d", actor=anna, now=NOW + timedelta(days=1))
    assert ids(list(digest(anna).moved)) == [tried, moved]
    assert ids(list(digest(anna, TOMORROW).moved)) == [back]


def test_moved_in_its_form_is_moved(anna: Actor) -> None:
    moved, noted_only = (saved(anna, name).activity_id for name in "AB")
    save(edit_of(moved, starts_at=at(25, "08:00")), actor=anna, instant=instant())
    save(edit_of(noted_only, note="more"), actor=anna, instant=instant())
    assert ids(list(digest(anna).moved)) == [moved]


def test_a_colleagues_many_moves_crowd_nobody_out(anna: Actor, marek: Actor) -> None:
    theirs = [saved(marek, f"M{n}").activity_id for n in range(3)]
    for n in range(120):
        reschedule(theirs, f"{n % 9 + 1}d", actor=marek, now=NOW)
    mine = saved(anna, "ALFA").activity_id
    reschedule([mine], "2d", actor=anna, now=NOW)
    assert ids(list(digest(anna).moved)) == [mine]
    assert len(digest(anna, everybody=True).moved) == 4


def test_a_day_is_the_operators_own_from_midnight_to_midnight(anna: Actor) -> None:
    late = saved(anna, "LATE").activity_id
    complete([late], Completion(None), actor=anna, instant=Instant(at(23, "23:59"), "b", 1.0))
    early = saved(anna, "EARLY").activity_id
    complete([early], Completion(None), actor=anna, instant=Instant(at(24, "00:00"), "b", 1.0))
    assert ids(list(digest(anna).closed)) == [late]
    assert ids(list(digest(anna, TOMORROW).closed)) == [early]


def test_open_and_coming_are_those_of_the_days_also_without_an_hour(anna: Actor) -> None:
    today = saved(anna, "A", starts_at=at(23, "16:00")).activity_id
    all_day = saved(anna, "B", starts_at=None, starts_on=TOMORROW).activity_id
    hour = saved(anna, "C", starts_at=at(24, "00:00")).activity_id
    off = saved(anna, "D", starts_at=at(24, "12:00")).activity_id
    call_off([off], actor=anna, instant=instant())
    found = digest(anna)
    assert ids(list(found.still_open)) == [today]
    assert set(ids(list(found.coming))) == {all_day, hour}
    assert ids(list(found.closed)) == [off]


def test_nobody_reads_of_those_whose_activities_are_hidden_from_them(anna: Actor) -> None:
    office = two_departments()
    office.matrix(operator={"see": "coworkers"})
    hidden = office.activity_of("stranger", completed=True)
    assert hidden in ids(list(digest(anna, everybody=True).closed))
    assert hidden not in ids(list(digest(office.me(), everybody=True).closed))
