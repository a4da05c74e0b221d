"""A card of the queue measures the call from when it is shown until its outcome is chosen."""

from __future__ import annotations

import pytest

from tests.support.builders import NOW
from tests.support.ui.driver import CrmDriver
from tui_crm.services.common.company_settings import read_company, save_company
from tui_crm.store.models import Activity, Change, Operation


async def queue(crm: CrmDriver) -> None:
    await crm.press("Q")
    await crm.see("Queue", "4 left")


def length(crm: CrmDriver, activity_id: int) -> int:
    return int(crm.activity(activity_id)["duration_seconds"])


async def test_what_is_after_the_outcome_was_chosen_does_not_count(crm: CrmDriver) -> None:
    await queue(crm)
    crm.clock.forward(minutes=4, seconds=10)
    await crm.press("1")
    await crm.see("length", "4 min 10 s")
    crm.clock.forward(minutes=20)
    await crm.press("shift+tab")
    await crm.type("wants 12 pieces")
    await crm.press("enter")
    await crm.see("prepare offer", "1 done", "talk 4:10")
    assert length(crm, crm.known.invoice) == 250
    await crm.press("escape")
    await crm.see("talk 14:10")


async def test_with_the_proposed_outcome_the_bar_ends_it(crm: CrmDriver) -> None:
    await queue(crm)
    crm.clock.forward(minutes=3)
    await crm.press("c")
    await crm.see("Complete", "3 min")
    crm.clock.forward(minutes=9)
    await crm.press("enter")
    await crm.see("1 done")
    assert length(crm, crm.known.invoice) == 180


async def test_every_card_is_measured_by_itself(crm: CrmDriver) -> None:
    await queue(crm)
    crm.clock.forward(minutes=2)
    await crm.press("1", "enter")
    await crm.see("1 done", "prepare offer")
    await crm.press("right")
    await crm.see("Beta S.A.")
    crm.clock.forward(minutes=5)
    await crm.press("1", "enter")
    await crm.see("2 done", "talk 7:00")
    assert (length(crm, crm.known.invoice), length(crm, crm.known.beta)) == (120, 300)


async def test_skipped_and_unanswered_cards_add_nothing_and_write_nothing(crm: CrmDriver) -> None:
    await queue(crm)
    before = crm.stored(), crm.ask(lambda: Operation.select().count())
    crm.clock.forward(minutes=5)
    await crm.press("s")
    await crm.see("prepare offer")
    crm.clock.forward(minutes=5)
    await crm.press("left")
    await crm.see("call about the invoice")
    assert (crm.stored(), crm.ask(lambda: Operation.select().count())) == before
    crm.clock.forward(minutes=5)
    await crm.press("x")
    await crm.see("1 moved", "talk 0:00")
    assert length(crm, crm.known.invoice) == 0


async def test_nobody_was_reached_is_no_talk(crm: CrmDriver) -> None:
    await queue(crm)
    crm.clock.forward(minutes=5)
    await crm.press("3")
    await crm.see("Complete")
    assert not crm.is_seen("5 min")
    await crm.press("enter")
    await crm.see("1 moved", "talk 0:00")
    assert length(crm, crm.known.invoice) == 0


async def test_a_timer_that_was_run_counts_instead(crm: CrmDriver) -> None:
    await queue(crm)
    crm.clock.forward(minutes=5)
    await crm.press("p")
    await crm.see("Timer running")
    crm.clock.forward(minutes=1)
    await crm.press("1", "enter")
    await crm.see("1 done", "talk 1:00")
    assert length(crm, crm.known.invoice) == 60


async def test_it_is_typed_over_in_the_bar(crm: CrmDriver) -> None:
    await queue(crm)
    crm.clock.forward(minutes=45)
    await crm.press("1", "tab", "tab", *"7:30")
    await crm.see("7 min 30 s")
    await crm.press("enter")
    await crm.see("1 done", "talk 7:30")
    assert length(crm, crm.known.invoice) == 450


async def test_the_company_may_not_want_it(crm: CrmDriver) -> None:
    def unwanted() -> None:
        company = read_company()._replace(queue_measures=False)
        save_company(company, actor=crm.actor, now=NOW)

    crm.ask(unwanted)
    await queue(crm)
    crm.clock.forward(minutes=5)
    await crm.press("1")
    await crm.see("Complete")
    assert not crm.is_seen("5 min")
    await crm.press("enter")
    await crm.see("1 done", "talk 0:00")


async def test_undo_takes_the_length_back_and_history_tells_it(crm: CrmDriver) -> None:
    await queue(crm)
    crm.clock.forward(minutes=2)
    await crm.press("1", "enter")
    await crm.see("1 done")
    assert crm.ask(lambda: Change.select().where(Change.field == "duration_seconds").count())
    await crm.press("u")
    await crm.see("4 left", "talk 0:00")
    assert length(crm, crm.known.invoice) == 0


@pytest.mark.parametrize("language", ["en", "pl"])
async def test_the_bar_has_room_for_all_at_80_columns(closed: CrmDriver, language: str) -> None:
    closed.size = (80, 24)
    await closed.start(language=language)
    await closed.press("Q")
    await closed.until(lambda: closed.current_id() == closed.known.invoice, "the first card")
    closed.clock.forward(minutes=7, seconds=30)
    await closed.press("1")
    await closed.see("7 min 30 s")
    assert closed.ask(lambda: Activity.select().count()) == 7
