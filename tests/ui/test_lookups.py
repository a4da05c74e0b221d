"""What a lookup field takes, and what it must never take by itself."""

from __future__ import annotations

from tests.ui.driver import CrmDriver


async def test_an_emptied_contractor_stays_empty_when_the_field_is_left(crm: CrmDriver) -> None:
    await crm.press("n", *"beta", "enter")
    await crm.go("contractor")
    await crm.press("ctrl+u", "tab")
    assert crm.shown("#contractor") == ""


async def test_r05_an_emptied_contractor_is_not_saved(crm: CrmDriver) -> None:
    await crm.press("n", *"beta", "enter")
    await crm.go("contractor")
    await crm.press("ctrl+u", "ctrl+s")
    await crm.see("Choose the contractor")
    assert crm.focused_id() == "contractor"


async def test_saving_never_chooses_between_two_contractors(crm: CrmDriver) -> None:
    await crm.press("n", "a", "ctrl+s")
    await crm.see("Several match “a”: choose one")
    assert crm.focused_id() == "contractor"


async def test_typing_among_the_persons_looks_for_one(crm: CrmDriver) -> None:
    await crm.press("n", *"alfa", "enter")
    await crm.go("persons")
    await crm.press(*"ewa")
    await crm.see("Enter take")
    assert crm.shown("#person-finder") == "ewa"


async def test_after_a_person_was_taken_the_note_is_next(crm: CrmDriver) -> None:
    await crm.press("n", *"alfa", "enter", "ctrl+n", "down", "enter")
    await crm.until(lambda: crm.focused_id() == "note")


async def test_esc_in_the_completion_strip_keeps_what_was_typed(crm: CrmDriver) -> None:
    await crm.press("c", "shift+tab", *"agreed 5 %", "escape")
    await crm.see("c on this row goes on with what was typed")
    await crm.press("c")
    assert crm.shown("#done-note") == "agreed 5 %"
