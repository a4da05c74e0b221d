"""Recurring activities at the keyboard: typed, chosen, followed, changed, ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.support.builders import at
from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Series


def newest_of(crm: CrmDriver) -> dict[str, Any]:
    return max(
        (row for row in crm.stored() if row["series_id"]), key=lambda row: str(row["occurs_on"])
    )


async def weekly_call(crm: CrmDriver, repeats: str = "weekly") -> int:
    """A new call with ALFA, today at 14:30, that comes again."""
    await crm.new_contact()
    await crm.fill("starts", "14:30")
    await crm.fill("repeats", repeats)
    await crm.press("enter", "ctrl+s")
    await crm.see("Saved")
    return int(crm.newest()["id"])


async def test_what_is_typed_is_understood_at_once_and_said_with_its_next_days(
    crm: CrmDriver,
) -> None:
    await crm.new_contact()
    await crm.fill("starts", "14:30")
    await crm.fill("repeats", "every weekday")
    await crm.see("→ Tue 24 Nov")
    assert "every weekday" in crm.listed("every weekday")
    await crm.press("enter")
    assert crm.focused_id() == "remind"
    assert crm.shown("#repeats") == "every weekday"


async def test_a_weekly_call_made_and_completed_is_followed_by_the_next_one(
    crm: CrmDriver,
) -> None:
    call = await weekly_call(crm)
    assert crm.activity(call)["occurs_on"] == date(2026, 11, 23)
    await crm.to(call)
    await crm.press("c", "enter")
    await crm.see("Completed. Next Mon 30 Nov 14:30.")
    made = newest_of(crm)
    assert (made["starts_at"], made["completed_at"]) == (at(30, "14:30"), None)
    await crm.press("u")
    await crm.see("Taken back")
    assert newest_of(crm)["id"] == call


async def test_typing_filters_and_enter_takes_what_is_pointed_at(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("repeats")
    await crm.press("down")
    await crm.see("daily", "every weekday", "weekly on Mon", "last working day of the month")
    await crm.type("work")
    assert len(crm.rows()) == 1
    await crm.press("enter")
    assert crm.app.screen.draft.repeats == "last working day of the month"  # type: ignore[attr-defined]


async def test_a_burst_into_the_field_and_on_lands_where_it_was_meant(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("repeats")
    await crm.burst(*"co 2 tygodnie we wt, czw", "enter", *"15", "tab", "tab", *"note", "ctrl+s")
    await crm.see("Saved")
    row = crm.newest()
    assert (row["note"], row["remind_minutes"]) == ("note", 15)
    assert crm.stored(Series)[0]["rule"] == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"


async def test_tab_takes_a_text_that_means_something(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("repeats")
    await crm.burst(*"co tydzień", "tab")
    assert crm.shown("#repeats") == "weekly on Mon"


async def test_a_text_that_means_nothing_stays_and_is_complained_about(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("repeats", "now and then")
    await crm.see("→ ? cannot be read")
    await crm.press("tab")
    await crm.see("“now and then” does not say how often.")
    await crm.press("ctrl+s")
    assert crm.focused_id() == "repeats"
    assert crm.shown("#repeats") == "now and then"
    assert crm.stored(Series) == []


async def test_letters_of_a_preset_alone_are_not_taken_without_a_look(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("repeats")
    await crm.burst(*"wor", "ctrl+s")
    await crm.see("“wor” does not say how often.")
    assert crm.stored(Series) == []


async def test_escape_puts_back_what_stood_there(crm: CrmDriver) -> None:
    call = await weekly_call(crm)
    await crm.open(call)
    await crm.go("repeats")
    await crm.burst(*"dai")
    await crm.press("escape")
    assert crm.shown("#repeats") == "weekly on Mon"
    await crm.press("escape")
    await crm.not_see("Kept as a draft")


async def test_a_draft_keeps_what_is_typed(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("repeats", "every blue mo")
    await crm.fill("remind", "1h")
    await crm.press("escape")
    await crm.see("Kept as a draft")
    await crm.restart()
    await crm.press("d")
    await crm.see("every blue mo")
    assert crm.shown("#remind") == "1h"


async def test_recurring_ones_are_marked_in_the_list_and_the_title(crm: CrmDriver) -> None:
    call = await weekly_call(crm)
    assert "↻" in crm.cursor_row()
    await crm.open(call)
    assert crm.title.startswith("↻ Contact")


async def test_this_one_alone_is_changed_unless_the_following_are_ticked(crm: CrmDriver) -> None:
    call = await weekly_call(crm)
    await crm.open(call)
    await crm.see("change the following ones along with this one")
    await crm.fill("subject", "only this one")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    await crm.press("c", "enter")
    await crm.see("Completed. Next")
    following = newest_of(crm)
    assert following["subject"] == "phone call: ALFA Sp. z o.o."


async def test_the_following_change_along_when_ticked(crm: CrmDriver) -> None:
    call = await weekly_call(crm)
    await crm.open(call)
    await crm.fill("starts", "25.11 16:00")
    await crm.go("and_following")
    await crm.press("space")
    await crm.see("→ Wed 2 Dec")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    await crm.press("2")
    await crm.to(call)
    await crm.press("c", "enter")
    await crm.see("Completed. Next Wed 2 Dec 16:00.")
    assert crm.stored(Series)[0]["rule"] == "FREQ=WEEKLY;BYDAY=WE"


async def test_a_new_one_has_nothing_that_follows(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.not_see("change the following ones")


async def test_an_emptied_field_ends_the_series(crm: CrmDriver) -> None:
    call = await weekly_call(crm)
    await crm.open(call)
    await crm.go("repeats")
    await crm.burst("end", "ctrl+u", "ctrl+s")
    await crm.see("Saved")
    assert not crm.stored(Series)[0]["active"]
    assert "↻" not in crm.cursor_row()
    await crm.press("c", "enter")
    await crm.see("Completed. u takes it back.")
    await crm.press("2")
    await crm.to(call)
    await crm.press("h")
    await crm.see("Repeats")


async def test_the_history_tells_of_repeats_in_words(crm: CrmDriver) -> None:
    call = await weekly_call(crm)
    await crm.open(call)
    await crm.fill("repeats", "daily")
    await crm.press("enter", "ctrl+s")
    await crm.see("Saved")
    await crm.press("h")
    await crm.see("Repeats", "weekly on", "daily")


async def test_the_usual_reminder_of_a_type_comes_along_unless_one_was_typed(
    crm: CrmDriver,
) -> None:
    await crm.new_contact()
    assert crm.shown("#remind") == ""
    await crm.fill("type", "video")
    await crm.press("enter")
    assert crm.shown("#remind") == "15 min"
    await crm.fill("remind", "1h")
    await crm.fill("type", "telephone")
    await crm.press("enter")
    assert crm.shown("#remind") == "1h"


async def test_a_reminder_that_cannot_be_read_is_complained_about(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("remind", "soon")
    await crm.press("ctrl+s")
    await crm.see("“soon” is not a length of time. Type for example 15, 1h or 1d.")
    assert crm.focused_id() == "remind"


async def test_a_later_one_of_a_counted_series_tells_what_is_left_of_it(crm: CrmDriver) -> None:
    call = await weekly_call(crm, "weekly 3 times")
    await crm.to(call)
    await crm.press("c", "enter")
    await crm.see("Completed. Next Mon 30 Nov 14:30.")
    await crm.press("2")
    await crm.open(newest_of(crm)["id"])
    await crm.until(lambda: crm.shown("#repeats-echo") == "→ Mon 7 Dec")
    await crm.fill("repeats", "weekly 2 times")
    await crm.until(lambda: crm.shown("#repeats-echo") == "→ Mon 7 Dec")
    await crm.fill("repeats", "weekly 3 times")
    await crm.until(lambda: crm.shown("#repeats-echo") == "→ Mon 7 Dec")
