"""Reminders in the running program: told once, put off, dismissed, never in the way."""

from __future__ import annotations

from typing import Any

from tests.support.builders import NOW, at
from tests.support.ui.driver import CrmDriver
from tests.support.ui.hostile import HOSTILE, clean
from tests.support.ui.setup import on, setup
from tui_crm.store.models import Activity, Contractor, Entry


async def minute(crm: CrmDriver, clock: str = "09:46", day: int = 23) -> None:
    """So late it is now, and the program has seen the minute turn."""
    crm.clock.seconds = (at(day, clock) - NOW).total_seconds()
    await crm.app.remind()
    await crm.rest()


def remind_of_beta(crm: CrmDriver, minutes: int = 15) -> None:
    """Today at 10:00, with Ewa Lis of Beta."""
    crm.ask(
        lambda: (
            Activity.update(remind_minutes=minutes).where(Activity.id == crm.known.beta).execute()
        )
    )


async def test_it_is_told_in_time_with_whom_and_the_number_and_only_once(crm: CrmDriver) -> None:
    remind_of_beta(crm)
    await minute(crm, "09:44")
    assert not crm.is_seen("Reminder")
    await minute(crm, "09:46")
    await crm.see("· Reminder: 10:00, in 14 min · Beta S.A. · Ewa Lis · 603 456 789")
    await crm.press("down", "escape")
    await crm.not_see("Reminder")
    await minute(crm, "09:50")
    assert not crm.is_seen("Reminder")


async def test_over_a_form_it_moves_nothing_and_no_letter_goes_astray(crm: CrmDriver) -> None:
    remind_of_beta(crm)
    await crm.new_contact()
    await crm.go("note")
    await crm.type("first ")
    await minute(crm)
    await crm.type("second")
    await crm.see("Reminder: 10:00")
    assert crm.focused_id() == "note"
    assert crm.shown("#note") == "first second"


async def test_one_key_shows_them_and_enter_opens_it(crm: CrmDriver) -> None:
    remind_of_beta(crm)
    await minute(crm)
    await crm.press("ctrl+y")
    await crm.see("Reminders", "Beta S.A.", "in 14 min")
    await crm.see("s 10 min h 1 h t tomorrow r at … d dismiss")
    await crm.press("enter")
    await crm.see("Contact C/2026/0003")


async def test_put_off_it_comes_again_and_leaves_no_history(crm: CrmDriver) -> None:
    remind_of_beta(crm)
    await minute(crm)
    before = crm.activity(crm.known.beta)["version"]
    await crm.press("ctrl+y", "s")
    await crm.not_see("Reminders")
    await crm.press("escape")
    await minute(crm, "09:50")
    assert not crm.is_seen("Reminder:")
    await minute(crm, "09:57")
    await crm.see("Reminder: 10:00, in 3 min")
    assert crm.activity(crm.known.beta)["version"] == before


async def test_dismissed_it_is_not_told_again(crm: CrmDriver) -> None:
    remind_of_beta(crm)
    await minute(crm)
    await crm.see("Reminder: 10:00")
    await crm.press("ctrl+y", "d")
    await crm.not_see("Reminder")
    await minute(crm, "09:55")
    await crm.press("ctrl+y")
    await crm.see("Nothing to be reminded of now.")


async def test_what_is_completed_is_never_told(crm: CrmDriver) -> None:
    remind_of_beta(crm)
    await crm.to(crm.known.beta)
    await crm.press("c", "enter")
    await crm.see("Completed.")
    await minute(crm)
    assert not crm.is_seen("Reminder")


async def test_in_a_small_window_it_rings_and_is_said_when_that_is_closed(crm: CrmDriver) -> None:
    rung: list[bool] = []
    crm.app.bell = lambda: rung.append(True)  # type: ignore[method-assign]
    remind_of_beta(crm)
    await crm.press("?")
    await minute(crm)
    assert not crm.is_seen("Reminder:")
    await crm.press("escape")
    await crm.see("Reminder: 10:00")
    await minute(crm, "09:47")
    assert rung == [True]


async def test_it_is_put_off_to_a_time_that_is_typed(crm: CrmDriver) -> None:
    remind_of_beta(crm)
    await minute(crm)
    await crm.press("ctrl+y", "r", *"9:30")
    await crm.see("Remind again", "That time has passed.")
    await crm.press("enter", "end", "ctrl+u", *"14:30")
    await crm.see("→ Mon 23 Nov 14:30 · in 5 h")
    await crm.press("enter")
    await crm.not_see("Remind again", "Reminders", "Reminder: 10:00")
    await crm.see("✓ The reminder comes again Mon 23 Nov 14:30.")
    assert crm.activity(crm.known.beta)["snoozed_until"] == at(23, "14:30")


async def test_not_put_off_after_all_it_is_due_as_before(crm: CrmDriver) -> None:
    remind_of_beta(crm)
    await minute(crm)
    await crm.press("ctrl+y", "r", *"1h", "escape")
    await crm.see("Reminders", "in 14 min")
    assert crm.activity(crm.known.beta)["snoozed_until"] is None


async def test_hostile_names_are_told_as_they_are(crm: CrmDriver) -> None:
    text = HOSTILE[4]
    crm.ask(lambda: Contractor.update(name=text).where(Contractor.id == 2).execute())
    remind_of_beta(crm)
    await minute(crm)
    await crm.see("Reminder: 10:00", text)
    await crm.press("ctrl+y")
    await crm.see("Reminders")
    assert clean(crm)


async def test_the_length_before_is_typed_in_the_form(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("remind", "1h")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    stored: dict[str, Any] = crm.newest()
    assert stored["remind_minutes"] == 60


async def test_a_type_proposes_how_long_before_one_is_reminded(crm: CrmDriver) -> None:
    await setup(crm)
    await on(crm, "telephone")
    await crm.press("e")
    await crm.fill("remind", "10")
    await crm.press("ctrl+s")
    await crm.see("telephone: saved.")
    await on(crm, "e-mail")
    await crm.press("e")
    await crm.fill("remind", "1h")
    await crm.press("ctrl+s")
    await crm.see("e-mail: saved.")
    await crm.press("1")
    await crm.new_contact()
    assert crm.shown("#remind") == "10 min"
    await crm.fill("type", "e-mail")
    await crm.press("enter")
    await crm.until(lambda: crm.shown("#remind") == "1 h", "what the other type proposes")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["remind_minutes"] == 60


async def test_a_remind_of_ones_own_survives_another_type(crm: CrmDriver) -> None:
    crm.ask(lambda: Entry.update(remind_minutes=60).where(Entry.code == "email").execute())
    await crm.new_contact()
    await crm.fill("remind", "5")
    await crm.fill("type", "e-mail")
    await crm.press("enter", "ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["remind_minutes"] == 5


async def test_on_a_new_day_what_comes_again_is_made(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("repeats", "daily")
    await crm.press("enter", "ctrl+s")
    await crm.see("Saved")
    count = crm.count()
    await minute(crm, "08:00", day=24)
    assert crm.count() == count + 1
    await minute(crm, "08:01", day=24)
    assert crm.count() == count + 1


async def test_with_nothing_due_the_window_offers_the_way_back_alone(crm: CrmDriver) -> None:
    await crm.press("ctrl+y")
    await crm.see("Nothing to be reminded of now.", "Esc back")
    assert not crm.is_seen("10 min")
    await crm.press("s", "r", "escape")
    await crm.see("OVERDUE")


async def test_of_several_the_first_is_told_and_how_many_more_there_are(crm: CrmDriver) -> None:
    at_ten = {"remind_minutes": 75, "starts_at": at(23, "10:00")}
    crm.ask(lambda: Activity.update(**at_ten).where(Activity.id == crm.known.gamma).execute())
    remind_of_beta(crm)
    await minute(crm)
    await crm.see("Reminder: 10:00, in 14 min", " +1")
