"""Setting the next contact: by hours, days, weeks, by the calendar; opening it on top."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.builders import at, persons_on
from tests.support.ui.driver import CrmDriver
from tui_crm.ui.commands.registry import BY_ID

BACK = BY_ID["form.previous"].keys.split(",")[0]
CARRIED = (
    "kind", "contractor_id", "employee_id", "type_id", "priority_id", "category_id", "in_schedule",
    "subject", "planned_minutes",
)  # fmt: skip


async def follow_up(crm: CrmDriver, *, starts: str = "14:30", **offsets: str) -> None:
    """A new contact with ALFA whose next one is set by these offsets."""
    await crm.new_contact()
    await crm.fill("starts", starts)
    await crm.press("ctrl+r")
    for field, value in offsets.items():
        await crm.fill(field, value)


def next_of(crm: CrmDriver, stored: dict[str, Any]) -> dict[str, Any]:
    following = [row for row in crm.stored() if row["previous_id"] == stored["id"]]
    assert len(following) == 1
    return following[0]


async def test_r11_saving_creates_exactly_one_next_activity_and_one_undo_takes_both(
    crm: CrmDriver,
) -> None:
    before = crm.count()
    await follow_up(crm, days="3")
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0006; next contact Thu 26 Nov 14:30.")
    assert crm.count() == before + 2
    saved = crm.stored()[-2]
    assert next_of(crm, saved)["starts_at"] == at(26, "14:30")
    await crm.press("u")
    await crm.see("Taken back")
    assert crm.count() == before


async def test_r11_saving_again_makes_no_second_one(crm: CrmDriver) -> None:
    await follow_up(crm, days="3")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    count = crm.count()
    await crm.press("enter")
    await crm.see("Next: Thu 26 Nov 14:30")
    await crm.go("note")
    await crm.type("they will call")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.count() == count


async def test_r11_without_the_tick_nothing_is_created(crm: CrmDriver) -> None:
    before = crm.count()
    await follow_up(crm, days="3")
    await crm.go("follow_up")
    await crm.press("space", "ctrl+s")
    await crm.see("Saved C/2026/0006.")
    assert crm.count() == before + 1


async def test_r12_the_next_one_is_analogous(crm: CrmDriver) -> None:
    await follow_up(crm, days="3")
    await crm.fill("priority", "high")
    await crm.press("enter")
    await crm.fill("category", "nego")
    await crm.press("enter")
    await crm.fill("subject", "spring order")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    saved = crm.stored()[-2]
    following = next_of(crm, saved)
    assert {name: following[name] for name in CARRIED} == {name: saved[name] for name in CARRIED}
    assert following["subject"] == "spring order"
    assert crm.ask(persons_on, following["id"]) == crm.ask(persons_on, saved["id"])


async def test_r12_what_only_this_one_has_is_not_carried_over(crm: CrmDriver) -> None:
    await follow_up(crm, days="3")
    crm.clock.forward(minutes=5)
    await crm.go("note")
    await crm.type("agreed on 12 pieces")
    await crm.press("ctrl+g", "ctrl+s")
    await crm.see("Saved")
    following = next_of(crm, crm.stored()[-2])
    assert following["completed_at"] is None
    assert (following["note"], following["duration_seconds"]) == ("", 0)
    assert (following["follow_up"], following["outcome_id"]) == (False, None)


async def test_r13_r14_r15_hours_days_and_weeks_are_added(crm: CrmDriver) -> None:
    await follow_up(crm, hours="4")
    await crm.see("→ Mon 23 Nov 18:30")
    await crm.fill("days", "3")
    await crm.see("→ Thu 26 Nov 18:30")
    await crm.fill("weeks", "2")
    await crm.see("→ Thu 10 Dec 18:30")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["starts_at"] == at(10, "18:30", month=12)


async def test_r16_the_offsets_count_from_the_current_activity(crm: CrmDriver) -> None:
    await follow_up(crm, starts="26.11.2026 10:00", days="7")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["starts_at"] == at(3, "10:00", month=12)


async def test_r16_after_a_past_start_they_count_from_now_at_its_hour(crm: CrmDriver) -> None:
    await follow_up(crm, starts="20.11.2026 14:00", days="2")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["starts_at"] == at(25, "14:00")


async def test_r17_a_day_is_picked_in_the_calendar(crm: CrmDriver) -> None:
    await follow_up(crm)
    await crm.press("ctrl+o")
    await crm.see("November 2026")
    await crm.press("down", "right")
    await crm.see("Tue 1 Dec 14:30")
    await crm.press("enter")
    await crm.see("→ Tue 1 Dec 14:30")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["starts_at"] == at(1, "14:30", month=12)


async def test_r17_a_picked_day_wins_over_the_offsets_until_it_is_deleted(crm: CrmDriver) -> None:
    await follow_up(crm, days="3")
    await crm.press("ctrl+o")
    await crm.see("Thu 26 Nov 14:30")
    await crm.press("down", "enter")
    await crm.see("→ Thu 3 Dec 14:30")
    await crm.go("calendar")
    await crm.press("delete")
    await crm.see("→ Thu 26 Nov 14:30")
    await crm.press("enter")
    await crm.see("November 2026")
    await crm.press("escape")
    await crm.not_see("November 2026")
    assert crm.focused_id() == "calendar"
    await crm.press("enter", "down", "enter", "ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["starts_at"] == at(3, "14:30", month=12)


@pytest.mark.parametrize(
    ("key", "number"), [("m", "M/2026/0002; next meeting"), ("t", "T/2026/0002; next task")]
)
async def test_r18_meetings_and_tasks_have_the_same_setting(
    crm: CrmDriver, key: str, number: str
) -> None:
    await crm.press(key)
    if key == "m":
        await crm.type("gamma")
        await crm.press("enter")
    await crm.fill("subject", "go through the drawings")
    await crm.fill("starts", "14:30")
    await crm.press("ctrl+r")
    await crm.fill("weeks", "1")
    await crm.press("ctrl+s")
    await crm.see(f"Saved {number} Mon 30 Nov 14:30.")
    assert crm.newest()["kind"] == crm.stored()[-2]["kind"]
    assert crm.newest()["starts_at"] == at(30, "14:30")


async def chained(crm: CrmDriver) -> int:
    """A saved contact with a next one; the cursor is on it, its form is open."""
    await follow_up(crm, days="3")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    await crm.press("enter")
    await crm.see("Next: Thu 26 Nov 14:30 ▸")
    return int(crm.stored()[-2]["id"])


async def test_r26_closing_it_returns_to_the_first_with_its_unsaved_edits(
    crm: CrmDriver,
) -> None:
    first = await chained(crm)
    await crm.go("note")
    await crm.type("half a sentence")
    await crm.press("f7")
    await crm.see("Contact C/2026/0007")
    await crm.press("escape")
    await crm.see("Contact C/2026/0006")
    assert crm.shown("#note") == "half a sentence"
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0006")
    assert crm.activity(first)["note"] == "half a sentence"


async def test_r26_the_next_one_is_edited_there(crm: CrmDriver) -> None:
    await chained(crm)
    await crm.go("next")
    await crm.press("enter")
    await crm.see("Contact C/2026/0007")
    await crm.fill("starts", "27.11.2026 9:00")
    await crm.press("ctrl+s")
    await crm.see("Contact C/2026/0006", "Next: Fri 27 Nov 09:00")
    assert crm.newest()["starts_at"] == at(27, "09:00")


async def test_r27_the_icon_is_inactive_while_there_is_no_next_one(crm: CrmDriver) -> None:
    await crm.open(crm.known.beta)
    await crm.see("Next: – (none yet)")
    await crm.press("f7")
    await crm.see("There is no next one yet: set it with Ctrl+R and save.")
    assert "Contact C/2026/0003" in crm.title


async def test_r27_the_way_back_opens_the_previous_one_by_its_sign_and_its_key(
    crm: CrmDriver,
) -> None:
    await chained(crm)
    await crm.press("f7")
    await crm.see("Contact C/2026/0007", "◂ previous")
    assert "26.11.2026 14:30" in crm.shown("#starts")
    await crm.go("previous")
    await crm.press("enter")
    await crm.see("Contact C/2026/0006")
    await crm.press("escape")
    await crm.see("Contact C/2026/0007")
    await crm.go("note")
    await crm.press(BACK)
    await crm.see("Contact C/2026/0006")


async def test_r27_the_first_one_has_no_way_back(crm: CrmDriver) -> None:
    await crm.open(crm.known.beta)
    await crm.go("subject")
    await crm.press(BACK)
    await crm.see("This is the first one: nothing comes before it.")


@pytest.mark.parametrize("letter", ["c", "m", "t"])
@pytest.mark.parametrize("key", ["n", "m", "t"])
async def test_r12_the_next_one_is_of_the_chosen_kind_and_named_so(
    crm: CrmDriver, key: str, letter: str
) -> None:
    word = {"c": "contact", "m": "meeting", "t": "task"}[letter]
    glyph = {"c": "☎", "m": "⚑", "t": "☐"}[letter]
    own = {"n": "contact", "m": "meeting", "t": "task"}[key]
    await crm.press(key)
    await crm.fill("contractor", "gamma")
    await crm.press("enter")
    await crm.fill("subject", "the drawings")
    await crm.fill("starts", "14:30")
    await crm.go("next_kind")
    await crm.press(letter)
    await crm.fill("days", "3")
    await crm.see(f"[x] Next {word}", "→ Thu 26 Nov 14:30")
    await crm.press("ctrl+s")
    await crm.see(f"; next {word} Thu 26 Nov 14:30.")
    first, following = crm.stored()[-2:]
    assert (first["kind"], following["kind"]) == (own, word)
    assert following["previous_id"] == first["id"]
    same = ("subject", "contractor_id", "employee_id", "starts_at")
    assert [following[name] for name in same[:3]] == [first[name] for name in same[:3]]
    await crm.to(first["id"])
    await crm.press("enter")
    await crm.see(f"Next: {'' if word == own else f'{glyph} '}Thu 26 Nov 14:30")


@pytest.mark.parametrize(
    ("letter", "words"),
    [("k", "Kolejny kontakt"), ("s", "Kolejne spotkanie"), ("z", "Kolejne zadanie")],
)
async def test_r12_in_polish_the_kind_is_named_in_its_gender(
    closed: CrmDriver, letter: str, words: str
) -> None:
    await closed.start(language="pl")
    await closed.new_contact()
    await closed.go("next_kind")
    await closed.press(letter)
    await closed.see(words)
