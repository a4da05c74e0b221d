"""The work queue: card after card, a digit and Enter each."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support import builders
from tests.support.builders import NOW, WARSAW, at, contact, contractor, entry, instant, person
from tests.support.ui.driver import CrmDriver
from tests.support.ui.hostile import FEW, clean
from tui_crm.domain.ids import ActivityId
from tui_crm.services.activities import complete
from tui_crm.services.activities.complete import Completion
from tui_crm.services.activities.save import save
from tui_crm.store.models import Activity, Contractor
from tui_crm.ui.panels.activity_columns import ListRow
from tui_crm.ui.queue.card import QueueCardText
from tui_crm.ui.queue.screen import QueueModel


async def queue(crm: CrmDriver) -> None:
    """Anna's four open ones of today, the overdue first."""
    await crm.press("Q")
    await crm.see("Queue", "4 left")


async def test_the_card_says_who_how_and_what_was_agreed_without_a_key(crm: CrmDriver) -> None:
    await queue(crm)
    await crm.see("ALFA Sp. z o.o.", "Jan Kowalski, director · 601 234 567", "jan@alfa.example")
    await crm.see("! Fri 20 Nov 14:00", "call about the invoice", "1 talked")
    await crm.press("right", "right")
    await crm.see("Beta S.A.", "wants the new price list before 1 Dec, 5 % for prepaid")
    assert len(crm.screen_text()) == 24


@pytest.mark.parametrize("room", [9, 4, 3, 2, 1])
def test_what_was_agreed_is_not_cut_without_a_sign_of_it(room: int) -> None:
    note = "one two three four five six seven eight nine ten"
    row = SimpleNamespace(completed_at=NOW, type="", duration_seconds=0, outcome="", told=note)
    held: Any = [SimpleNamespace(row=row)] * 2
    card = QueueCardText(now=NOW, zone=WARSAW, width=20)
    told = ["".join(text for text, _style in line) for line in card._history(held, room, 2)]
    one = ["23 Nov", "  one two three four", "  five six seven ei…"]
    assert told == {
        9: one * 2, 4: [*one, "23 Nov"], 3: one, 2: ["23 Nov", "  one two three fou…"], 1: one[:1]
    }[room]  # fmt: skip


async def test_with_room_what_was_agreed_stands_beside_the_card(closed: CrmDriver) -> None:
    closed.size = (120, 30)
    await closed.start()
    await queue(closed)
    await closed.press("right", "right")
    await closed.see("Beta S.A.", "Last agreed", "wants the new price list before 1 Dec, 5 % for")
    line = next(line for line in closed.screen_text() if "Last agreed" in line)
    assert line.startswith(" ☎ Beta S.A.")
    assert line.index("│") < line.index("Last agreed")


async def test_a_digit_and_enter_complete_and_the_next_card_is_there(crm: CrmDriver) -> None:
    await queue(crm)
    await crm.press("1", "enter")
    await crm.see("prepare offer", "1 done", "3 left")
    done = crm.activity(crm.known.invoice)
    assert (done["completed_at"] is not None, done["outcome_id"]) == (True, entry_id(crm, "talked"))


def entry_id(crm: CrmDriver, code: str) -> int:
    return crm.ask(lambda: int(entry(code)))


async def test_with_a_next_step_it_takes_four_keys(crm: CrmDriver) -> None:
    await queue(crm)
    before = crm.keys
    await crm.press("1", "3", "d", "enter")
    assert crm.keys - before == 4
    await crm.see("1 done", "prepare offer")
    assert crm.newest()["starts_at"] == at(26, "14:00")


async def test_typed_ahead_the_digits_land_on_the_cards_they_were_meant_for(
    crm: CrmDriver,
) -> None:
    await queue(crm)
    await crm.press("1", "enter", "1", "2", "d", "enter", "2", "enter")
    await crm.see("3 done", "1 left", "Gamma s.c.")
    assert crm.activity(crm.known.beta)["outcome_id"] == entry_id(crm, "call_later")
    of_the_task, of_beta = crm.stored()[-2:]
    assert of_the_task["starts_at"] == at(25, "15:30")
    assert (of_beta["previous_id"], of_beta["starts_at"]) == (crm.known.beta, at(24, "10:00"))


async def test_what_is_typed_after_the_digit_replaces_the_step_of_its_outcome(
    crm: CrmDriver,
) -> None:
    await queue(crm)
    await crm.burst("2", "2", "d", "enter")
    await crm.see("1 done")
    assert crm.newest()["starts_at"] == at(25, "14:00")


async def test_nobody_answered_goes_on_and_does_not_come_back(crm: CrmDriver) -> None:
    await queue(crm)
    await crm.press("x")
    await crm.see("1 moved", "3 left", "prepare offer")
    assert crm.activity(crm.known.invoice)["attempts"] == 1


async def test_taken_back_the_card_is_there_again(crm: CrmDriver) -> None:
    await queue(crm)
    await crm.press("1", "enter")
    await crm.see("prepare offer")
    await crm.press("u")
    await crm.see("ALFA Sp. z o.o.", "4 left")


async def test_skipped_it_stays_to_be_done(crm: CrmDriver) -> None:
    await queue(crm)
    await crm.press("s")
    await crm.see("prepare offer", "4 left")
    await crm.press("left")
    await crm.see("call about the invoice")


async def test_a_note_is_written_before_it_is_completed(crm: CrmDriver) -> None:
    await queue(crm)
    await crm.press("e", *" paid today", "ctrl+s")
    await crm.see("Note saved.")
    await crm.press("1", "enter")
    await crm.see("1 done")
    assert crm.activity(crm.known.invoice)["note"].endswith("paid today")


async def test_all_done_it_says_so_and_esc_leads_back(crm: CrmDriver) -> None:
    await queue(crm)
    await crm.press(*["1", "enter"] * 4)
    await crm.see("4 done", "All is done. Esc goes back.", "0 left")
    await crm.press("1", "enter", "x", "escape")
    await crm.see("Queue: 4 done.", "DONE")


@pytest.mark.parametrize(
    ("typed", "report"),
    [
        (("3", "enter"), "Queue: 1 moved."),
        (("x", "1", "enter"), "Queue: 1 done, 1 moved."),
        (("r", *"1d", "enter", "r", *"2d", "enter"), "Queue: 2 moved."),
        (("A", *"marek", "enter", "1", "enter"), "Queue: 1 done, 1 assigned."),
        (("s",), "Queue: 0 done."),
    ],
)
async def test_leaving_it_reports_what_became_of_the_cards(
    crm: CrmDriver, typed: tuple[str, ...], report: str
) -> None:
    await queue(crm)
    await crm.press(*typed, "escape")
    await crm.see(report)


def marek_completes(crm: CrmDriver, activity_id: int) -> None:
    """At his own screen, at this moment."""
    marek = crm.colleague()
    marek.does(
        complete.complete,
        [ActivityId(activity_id)],
        Completion(None),
        actor=marek.actor,
        instant=crm.clock(),
    )


async def test_what_a_colleague_has_done_meanwhile_is_not_done_again(crm: CrmDriver) -> None:
    await queue(crm)
    marek_completes(crm, crm.known.offer)
    await crm.press("1", "enter")
    await crm.see("Beta S.A.", "2 done", "2 left")


async def test_the_card_stays_under_the_hand_when_a_colleague_completes_it(crm: CrmDriver) -> None:
    await queue(crm)
    marek_completes(crm, crm.known.invoice)
    await crm.see("A colleague has completed this meanwhile; → goes on to the next.")
    await crm.see("ALFA Sp. z o.o.", "1 done", "3 left")
    await crm.press("1", "enter", "escape")
    assert crm.activity(crm.known.offer)["completed_at"] is None
    await crm.press("Q")
    await crm.see("prepare offer", "3 left")


async def test_gone_on_from_it_the_queue_is_the_rest(crm: CrmDriver) -> None:
    await queue(crm)
    marek_completes(crm, crm.known.invoice)
    await crm.see("A colleague has completed this meanwhile")
    await crm.press("s", "1", "enter")
    await crm.see("Beta S.A.", "2 done", "2 left")
    await crm.press("left")
    assert crm.is_seen("Beta S.A.")


async def test_a_look_at_what_others_did_keeps_no_card_that_was_done_here(
    crm: CrmDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    await queue(crm)
    marek_completes(crm, crm.known.beta)
    read, looks = QueueModel.read, list[asyncio.Task[None]]()

    async def looked_for_meanwhile(self: QueueModel) -> list[ListRow]:
        if not looks:
            known = crm.app.colleagues.version
            looks.append(asyncio.create_task(crm.app.colleagues.look()))
            await crm.until(lambda: looks[0].done() or crm.app.colleagues.version != known)
        return await read(self)

    await crm.press("1")
    monkeypatch.setattr(QueueModel, "read", looked_for_meanwhile)
    await crm.press("enter")
    await looks[0]
    await crm.see("prepare offer", "2 done", "2 left")
    assert "colleague" not in crm.notice()


async def test_only_the_marked_ones_are_worked_through(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("space", "Q")
    await crm.see("1 left", "Beta S.A.")


async def test_of_completed_ones_there_is_no_queue(crm: CrmDriver) -> None:
    await crm.to(crm.known.delta)
    await crm.press("space", "Q")
    await crm.see("There is nothing open here to be worked through.")


def twenty() -> None:
    anna = builders.operator()
    for n in range(20):
        someone = contractor(anna, f"Queue {n:02}")
        edit = contact(anna, someone, person(anna, someone), starts_at=at(24, f"{n:02}:00"))
        save(edit, actor=anna, instant=instant())


async def test_twenty_calls_with_outcome_and_next_step_take_at_most_80_keys(
    closed: CrmDriver,
) -> None:
    closed.ask(twenty)
    await closed.start()
    await closed.press("2", "/", *"queue", "enter", "Q")
    await closed.see("20 left")
    before = closed.keys
    for _n in range(20):
        await closed.press("1", "3", "d", "enter")
    assert closed.keys - before <= 80
    await closed.see("20 done", "0 left")


async def test_hostile_names_stand_on_the_card_as_they_are(crm: CrmDriver) -> None:
    for text in FEW:
        crm.ask(
            lambda text=text: Contractor.update(name=text).where(Contractor.id == 1).execute()  # type: ignore[misc]
        )
        await crm.press("Q")
        await crm.see(text)
        assert clean(crm)
        await crm.press("escape")


async def test_only_what_is_talked_now_counts_as_talk(crm: CrmDriver) -> None:
    invoice = crm.known.invoice
    crm.ask(lambda: Activity.update(duration_seconds=600).where(Activity.id == invoice).execute())
    await crm.press("2", "1")
    await queue(crm)
    await crm.see("talk 0:00")


async def test_what_was_said_of_one_card_is_gone_on_the_next(crm: CrmDriver) -> None:
    await queue(crm)
    await crm.press("right", "y")
    await crm.see("prepare offer", "There is no number here.")
    await crm.press("left")
    await crm.not_see("There is no number here.")


async def test_marked_ones_are_worked_through_and_marked_no_more(crm: CrmDriver) -> None:
    await crm.press("space", "space", "Q")
    await crm.see("Queue", "2 left")
    await crm.press("escape")
    await crm.see("OVERDUE")
    assert not crm.table().marked
