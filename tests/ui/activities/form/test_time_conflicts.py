"""What a typed time runs into is said behind it; the next free time is one key away."""

from __future__ import annotations

import pytest

from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Activity
from tui_crm.ui.activities.form import time_conflicts as form_remarks
from tui_crm.ui.activities.form.screen import ActivityForm
from tui_crm.ui.kit.fields import NoteArea


async def test_an_overlap_is_said_behind_the_start_and_saving_is_not_forbidden(
    crm: CrmDriver,
) -> None:
    await crm.new_contact()
    await crm.fill("starts", "10:05")
    await crm.see("Mon · overlaps 10:00 Beta")
    await crm.fill("starts", "12:00")
    await crm.not_see("overlaps")
    await crm.fill("starts", "10:05")
    await crm.press("ctrl+s")
    await crm.see("Saved")


async def test_a_day_off_is_named(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("starts", "11.11.2027 10:00")
    await crm.see("Thu · National Independence")


async def test_the_next_one_is_looked_at_too(closed: CrmDriver) -> None:
    closed.size = (120, 36)
    await closed.start()
    await closed.new_contact()
    await closed.fill("starts", "10:30")
    await closed.press("ctrl+r", "5")
    await closed.see("→ Sat 28 Nov 10:30 · Saturday")


async def test_at_80_columns_the_date_of_the_next_one_is_marked_and_said_below(
    crm: CrmDriver,
) -> None:
    await crm.new_contact()
    await crm.fill("starts", "10:30")
    await crm.press("ctrl+r", "5")
    await crm.see("! Sat 28 Nov 10:30", "! The next one: Saturday")
    await crm.press("backspace", "4")
    await crm.see("→ Fri 27 Nov 10:30")
    await crm.not_see("The next one:")


async def test_an_all_day_task_of_today_is_today_at_any_hour(crm: CrmDriver) -> None:
    await crm.press("t")
    await crm.fill("starts", "today")
    await crm.see("Mon 23 Nov · today")


async def test_an_opened_one_does_not_overlap_itself(crm: CrmDriver) -> None:
    await crm.open(crm.known.beta)
    await crm.go("starts")
    await crm.type("10:01")
    await crm.see("10:01 ·")
    assert not crm.is_seen("overlaps")


@pytest.fixture
async def chained(crm: CrmDriver) -> CrmDriver:
    """The form of a contact of today 14:00, whose next one is on Thursday."""
    await crm.new_contact()
    await crm.fill("starts", "14:00")
    await crm.press("ctrl+r", "3", "ctrl+s")
    await crm.see("Saved")
    await crm.to(crm.stored(Activity)[-2]["id"])
    await crm.press("enter")
    await crm.see("Next: Thu 26 Nov 14:00")
    return crm


@pytest.mark.parametrize(
    ("field", "typed", "echo"),
    [
        ("days", "3", "→ Thu 26 Nov 14:00"),
        ("starts", "26.11 14:05", "14:05 ·"),
        ("planned", "80h", "Mon ·"),
    ],
)
async def test_the_very_next_one_of_its_chain_is_no_conflict(
    chained: CrmDriver, field: str, typed: str, echo: str
) -> None:
    await chained.fill(field, typed)
    await chained.see(echo)
    await chained.app.screen.workers.wait_for_complete()
    await chained.rest()
    assert not chained.is_seen("overlaps")


async def test_another_one_at_the_time_of_the_next_is_a_conflict(chained: CrmDriver) -> None:
    await chained.press("escape")
    await chained.new_contact("beta")
    await chained.fill("starts", "26.11 14:05")
    await chained.press("ctrl+s")
    await chained.see("Saved")
    await chained.to(chained.stored(Activity)[-3]["id"])
    await chained.press("enter")
    await chained.fill("days", "3")
    await chained.see("overlaps 14:05 Beta S.A.")


async def test_a_row_moved_to_the_time_of_its_next_one_is_no_conflict(chained: CrmDriver) -> None:
    await chained.press("escape", "r", *"26.11 14:05")
    await chained.see("→ Thu 26 Nov 14:05", "free")
    assert not chained.is_seen("overlaps")


async def test_the_calendar_knows_the_next_free_time(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("starts", "10:00")
    await crm.see("Mon · overlaps 10:00 Beta")
    await crm.press("ctrl+o")
    await crm.see("Choose a day")
    await crm.press("f")
    await crm.see("Mon 23 Nov 09:45")
    await crm.press("enter")
    await crm.until(lambda: crm.shown("#starts") == "23.11.2026 09:45", "the free time")


async def test_a_key_pressed_as_a_remark_arrives_is_kept(
    crm: CrmDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer comes whenever it comes: also between a key and what the form makes of it."""

    await crm.new_contact()
    await crm.fill("note", "want")
    keys = ["s"]

    async def answered_amid_typing(*_: object, **__: object) -> tuple[str, str]:
        crm.app.screen.query_one(NoteArea).insert(keys.pop() if keys else "")
        return "overlaps it", "urgent"

    monkeypatch.setattr(form_remarks, "slot_remark", answered_amid_typing)
    await crm.fill("starts", "10:05")
    await crm.see("overlaps it", "wants")


@pytest.mark.parametrize("line", ["starts-echo", "follow-echo", "stamps", "repeats-echo"])
async def test_of_a_form_that_is_being_closed_nothing_is_said_any_more(
    crm: CrmDriver, line: str
) -> None:
    await crm.new_contact()
    form = crm.app.screen
    assert isinstance(form, ActivityForm)
    # Its lines go one after the other, while its workers still read.
    going = form.query_one(f"#{line}")
    closed = crm.app.pop_screen()
    await going.remove()
    await form._while_open(form.remarks._read())
    await form._while_open(form.repeats.read_days())
    await closed
