"""Where the focus goes once the contractor is chosen; the keys to note, next contact and start."""

from __future__ import annotations

import pytest

from tests.support.builders import contractor
from tests.support.ui.directory import to_card, to_contractor
from tests.support.ui.driver import CrmDriver

FIELDS = (
    "contractor", "employee", "subject", "starts", "planned", "priority", "type", "category",
    "persons", "note", "hours", "days", "weeks", "calendar", "next_kind", "repeats", "completed",
)  # fmt: skip


@pytest.mark.parametrize("key", ["n", "m", "L"])
async def test_what_is_typed_after_the_contractor_is_the_note(crm: CrmDriver, key: str) -> None:
    await crm.press(key, *"beta", "enter")
    await crm.type("wants 12")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert (crm.newest()["contractor_id"], crm.newest()["note"]) == (2, "wants 12")


@pytest.mark.parametrize("key", ["n", "m", "L"])
async def test_r06_without_a_main_person_the_persons_come_first(crm: CrmDriver, key: str) -> None:
    crm.ask(lambda: contractor(crm.actor, "Omega"))
    await crm.press(key, *"omega", "enter")
    assert crm.focused_id() == "persons"
    await crm.press("enter", *"Ola Nowicka", "ctrl+n", "ctrl+s")
    await crm.until(lambda: "Ola Nowicka" in crm.shown("#persons"))
    assert crm.focused_id() == "note"


async def test_a_new_contact_of_a_card_begins_in_the_note_too(crm: CrmDriver) -> None:
    await to_card(crm, "Beta S.A.")
    await crm.press("n")
    assert crm.focused_id() == "note"


async def test_a_new_contact_of_a_contractors_row_begins_in_the_note_too(crm: CrmDriver) -> None:
    await to_contractor(crm, "Beta S.A.")
    await crm.press("n")
    assert crm.focused_id() == "note"


async def test_what_stands_between_is_reached_by_tab(crm: CrmDriver) -> None:
    await crm.press("n", *"beta", "tab")
    assert crm.focused_id() == "employee"


async def test_the_contractor_of_a_stored_contact_leads_to_the_next_field(crm: CrmDriver) -> None:
    await crm.open(crm.known.beta)
    await crm.fill("contractor", "gamma")
    await crm.press("enter")
    assert crm.focused_id() == "employee"


async def test_from_anywhere_one_key_leads_to_the_note(crm: CrmDriver) -> None:
    await crm.new_contact()
    for key in ("ctrl+l", "f5"):
        for field in FIELDS:
            await crm.go(field)
            await crm.press(key)
            assert crm.focused_id() == "note", (key, field)


async def test_the_way_to_the_note_takes_the_contractor_that_is_being_typed(
    crm: CrmDriver,
) -> None:
    await crm.press("n", *"beta", "ctrl+l", *"wants 12", "ctrl+s")
    await crm.see("Saved")
    assert (crm.newest()["contractor_id"], crm.newest()["note"]) == (2, "wants 12")


async def test_the_way_to_the_note_takes_the_person_that_is_being_typed(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.press("ctrl+n", *"mar", "ctrl+l")
    await crm.until(lambda: "Maria Zielińska" in crm.shown("#persons"))
    assert crm.focused_id() == "note"


async def test_the_next_contact_and_pressed_again_the_start(crm: CrmDriver) -> None:
    await crm.new_contact()
    for key in ("ctrl+r", "f6"):
        for field in ("contractor", "note", "starts", "persons", "completed"):
            await crm.go(field)
            for there in ("days", "starts", "days"):
                await crm.press(key)
                assert crm.focused_id() == there, (key, field)


async def test_from_each_field_of_the_next_contact_the_key_leads_to_the_start(
    crm: CrmDriver,
) -> None:
    await crm.new_contact()
    for day, field in enumerate(("hours", "weeks", "calendar", "next_kind"), start=24):
        await crm.go(field)
        await crm.press("ctrl+r", "end", "ctrl+u", *f"{day}.11. 9:00")
        assert crm.focused_id() == "starts", field
        assert crm.shown("#starts").startswith(f"{day}.11. 9:00"), field
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["starts_at"].day == 27


async def test_on_the_way_to_the_start_no_next_contact_is_set(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.press("ctrl+r", "ctrl+r", "ctrl+s")
    await crm.see("Saved")
    assert [row for row in crm.stored() if row["previous_id"] == crm.newest()["id"]] == []
    assert crm.newest()["contractor_id"] == 1


async def test_a_next_contact_that_was_typed_outlives_the_way_to_the_start(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.press("ctrl+r", *"3", "ctrl+r", "ctrl+s")
    await crm.see("next contact Thu 26 Nov")


async def test_r26_the_next_one_is_opened_by_its_key_from_the_note(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", *"3d", "enter")
    await crm.see("Completed.")
    await crm.to(crm.known.beta)
    await crm.press("enter", "f7")
    await crm.see("Contact C/2026/0006")
    assert crm.focused_id() == "note"
    await crm.press("f7")
    await crm.see("There is no next one yet: set it with Ctrl+R and save.")
