"""`fri..` spreads rows over the free time from Friday on, and shows where each of them goes."""

from __future__ import annotations

import pytest

from tests.support import builders
from tests.support.builders import at
from tests.support.ui.driver import CrmDriver
from tui_crm.domain.ids import ActivityId
from tui_crm.services.activities.save import edit_note, save
from tui_crm.store.models import Activity
from tui_crm.ui.kit.action_bar import RescheduleBar


async def overdue(crm: CrmDriver, *keys: str) -> None:
    """ALFA at 14:00 and the task at 15:30, both of Friday, are marked; `r`, and these keys."""
    await crm.press("*", "r", *keys)


def starts(crm: CrmDriver) -> list[object]:
    """Where the two went."""
    return [crm.activity(one)["starts_at"] for one in (crm.known.invoice, crm.known.offer)]


async def test_the_empty_field_tells_how_to_spread(crm: CrmDriver) -> None:
    await overdue(crm)
    await crm.see("“fri..”: free time from Friday on")


async def test_all_overdue_go_into_the_free_time_of_today_in_5_keys(crm: CrmDriver) -> None:
    before = crm.keys
    await overdue(crm, ".", ".", "enter")
    assert crm.keys - before == 5
    await crm.see("2 moved, Mon 23 Nov 09:45 to Mon 23 Nov 10:15. u takes it back.")
    assert starts(crm) == [at(23, "09:45"), at(23, "10:15")]
    await crm.not_see("OVERDUE")
    await crm.press("u")
    assert starts(crm) == [at(20, "14:00"), at(20, "15:30")]


async def test_where_each_goes_is_shown_before(crm: CrmDriver) -> None:
    await overdue(crm, *"fri..")
    await crm.see(
        "→ 2 activities: free time from Fri 27 Nov on",
        "Fri 27 Nov (2): 08:00 ALFA Sp. z o.o. · 08:15 prepare offer",
    )
    await crm.press("enter")
    await crm.see("2 moved, Fri 27 Nov 08:00 to Fri 27 Nov 08:15.")


@pytest.mark.parametrize("keys", ["fri..", "fri 13..", "16.02 13.."])
@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_echo_can_be_read_to_its_end(
    closed: CrmDriver, keys: str, language: str, width: int
) -> None:
    closed.size = (width, 24)
    await closed.start(language=language)
    await closed.press("*", "r", *(keys.replace("fri", "pt") if language == "pl" else keys))
    bar = closed.app.screen.query_one(RescheduleBar)
    await closed.until(lambda: bool(bar.adviser.echo(bar.to)[0]), "the echo")
    await closed.see(bar.adviser.echo(bar.to)[0])


async def test_it_takes_the_planned_lengths_and_goes_on_to_the_next_working_day(
    crm: CrmDriver,
) -> None:
    def lengthen() -> None:
        Activity.update(planned_minutes=7 * 60).where(Activity.id == crm.known.invoice).execute()
        Activity.update(planned_minutes=90).where(Activity.id == crm.known.offer).execute()

    crm.ask(lengthen)
    await crm.press("2", "1")
    await overdue(crm, *"fri..")
    await crm.see("Fri 27 Nov (1): 08:00 ALFA", "Mon 30 Nov (1): 08:00 prepare offer")
    await crm.press("enter")
    await crm.see("2 moved, Fri 27 Nov 08:00 to Mon 30 Nov 08:00.")


async def test_what_is_longer_than_a_day_stays_and_that_is_said(crm: CrmDriver) -> None:
    def lengthen() -> None:
        Activity.update(planned_minutes=9 * 60).where(Activity.id == crm.known.invoice).execute()

    crm.ask(lengthen)
    await crm.press("2", "1")
    await overdue(crm, *"1d..")
    await crm.see("1 fits into no day, and stays.")
    await crm.press("enter")
    await crm.see("Moved to Tue 24 Nov 08:00. 1 fits into no day, and stays.")
    assert starts(crm) == [at(20, "14:00"), at(24, "08:00")]
    await crm.to(crm.known.invoice)
    await crm.press(".")
    await crm.see("There is no free time for that in working hours.")


async def test_an_hour_is_from_when_on(crm: CrmDriver) -> None:
    await overdue(crm, *"fri 13..")
    await crm.see("Fri 27 Nov (2): 13:00 ALFA")


async def test_one_row_goes_into_the_first_free_time(crm: CrmDriver) -> None:
    await crm.to(crm.known.gamma)
    await crm.press("r", *"today 10..", "enter")
    await crm.see("Moved to Mon 23 Nov 10:15.")


async def test_a_day_that_is_over_is_said_in_the_action_bar(crm: CrmDriver) -> None:
    await overdue(crm, *"yesterday..", "enter")
    await crm.see("That day has passed.")
    assert crm.focused_id() == "move-to"
    assert starts(crm) == [at(20, "14:00"), at(20, "15:30")]


async def test_completing_does_not_spread(crm: CrmDriver) -> None:
    await crm.press("c", *"fri..", "enter")
    await crm.see("is not a date")
    assert crm.activity(crm.known.invoice)["completed_at"] is None


async def test_a_colleagues_change_is_not_moved_unseen_and_enter_plans_anew(
    crm: CrmDriver,
) -> None:
    colleague = crm.colleague()
    await overdue(crm, *"fri..")
    version = crm.activity(crm.known.offer)["version"]
    colleague.does(
        edit_note, ActivityId(crm.known.offer), "theirs", version=version, actor=colleague.actor,
        now=builders.NOW,
    )  # fmt: skip
    await crm.press("enter")
    await crm.see("Somebody has changed this meanwhile; look, and do it again: prepare offer")
    assert (crm.focused_id(), crm.shown("#move-to")) == ("move-to", "fri..")
    assert starts(crm) == [at(20, "14:00"), at(20, "15:30")]
    await crm.press("enter")
    await crm.see("2 moved, Fri 27 Nov 08:00 to Fri 27 Nov 08:15.")


async def test_a_row_that_was_changed_by_oneself_after_it_was_marked_is_spread(
    crm: CrmDriver,
) -> None:
    await crm.press("*", "p", "p")
    await crm.see("Timer paused.")
    await crm.press("r", *"fri..", "enter")
    await crm.see("2 moved, Fri 27 Nov 08:00 to Fri 27 Nov 08:15.")


async def test_everybody_gets_their_own_into_their_own_days(crm: CrmDriver) -> None:
    await crm.press("a")
    for marked in (crm.known.beta, crm.known.marek):
        await crm.to(marked)
        await crm.press("space")
    await crm.press("r", *"fri..", "enter")
    await crm.see("2 moved, Fri 27 Nov 08:00 to Fri 27 Nov 08:00.")


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
async def test_many_rows_are_told_in_three_lines(closed: CrmDriver, size: tuple[int, int]) -> None:
    closed.size = size

    def move_in(hour: int) -> None:
        actor = builders.operator()
        contractor = builders.contractor(actor, f"Company number {hour}")
        edit = builders.contact(
            actor, contractor, builders.person(actor, contractor), starts_at=at(19, f"{hour}:00"),
            planned_minutes=60,
        )  # fmt: skip
        save(edit, actor=actor, instant=builders.instant())

    for hour in range(24):
        closed.ask(move_in, hour)
    await closed.start()
    await closed.press("*", "r", *"1d..")
    await closed.see("Tue 24 Nov (8): 08:00 Company", "Wed 25 Nov (8): 08:00 Company")
    await closed.see("10 more until Fri 27 Nov")
    await closed.press("enter")
    await closed.see("26 moved, Tue 24 Nov 08:00 to")
