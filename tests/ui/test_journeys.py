"""Whole ways through the program, in the words of who goes them."""

from __future__ import annotations

import pytest

from tests.support.builders import at, persons_on
from tests.support.ui import company
from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Contractor, Email, Person, Phone


async def test_a_new_contact_with_a_new_person_made_from_the_picker(crm: CrmDriver) -> None:
    await crm.new_contact("beta")
    await crm.press("ctrl+n", *"Ola Nowicka", "ctrl+n")
    await crm.see("New person · Beta S.A.")
    assert crm.shown("#name") == "Ola Nowicka"
    assert crm.focused_id() == "position"
    await crm.press(*"head buyer", "enter", *"604 111 222", "enter", *"ola@beta.example", "enter")
    await crm.not_see("New person")
    await crm.until(lambda: "Ola Nowicka" in crm.shown("#persons"))
    assert "604 111 222" in crm.shown("#persons")
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0006.")
    made = crm.stored(Person)[-1]
    assert (made["first_name"], made["last_name"]) == ("Ola", "Nowicka")
    assert made["id"] in crm.ask(persons_on, crm.newest()["id"])
    assert crm.stored(Phone)[-1]["tail"] == "604111222"
    assert crm.stored(Email)[-1]["raw"] == "ola@beta.example"


async def test_the_new_person_is_linked_to_the_contractor(crm: CrmDriver) -> None:
    await crm.new_contact("gamma")
    await crm.press("ctrl+n", *"Ola Nowicka", "ctrl+n", "ctrl+s")
    await crm.until(lambda: "Ola Nowicka" in crm.shown("#persons"))
    await crm.press("ctrl+s")
    await crm.see("Saved")
    await crm.press("n", *"gamma", "enter", "ctrl+n")
    await crm.until(lambda: any("Ola Nowicka" in line for line in crm.rows()), "the new person")


async def test_who_is_there_already_is_told_and_taken_instead_of_made_again(
    crm: CrmDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_crm.ui.forms.quick_duplicate.AFTER", 0.01)

    def told() -> str:
        return (
            " ".join(crm.shown("#duplicate").split()) if crm.app.screen.query("#duplicate") else ""
        )

    before = len(crm.stored(Contractor)), len(crm.stored(Person))
    await crm.press("n", *"Alfa spółka z o.o.", "ctrl+n")
    await crm.until(lambda: told().endswith("nearly the same. Ctrl+T takes it."), "the twin")
    await crm.press("ctrl+t")
    await crm.until(lambda: crm.shown("#contractor") == "ALFA Sp. z o.o.", "the contractor")
    await crm.press("ctrl+n", *"Marysia", "ctrl+n")
    await crm.fill("phone", "603 456 789")
    await crm.until(lambda: "Ewa Lis" in told(), "who has that number")
    assert "Ctrl+T" not in told()
    await crm.fill("phone", "602 345 678")
    await crm.until(lambda: told().endswith("Ctrl+T takes it."), "somebody of this contractor")
    await crm.press("ctrl+t")
    await crm.until(lambda: "Maria Zielińska" in crm.shown("#persons"))
    assert (len(crm.stored(Contractor)), len(crm.stored(Person))) == before


async def test_a_new_contact_with_a_new_contractor_and_its_first_person(crm: CrmDriver) -> None:
    await crm.press("n", *"Żółw i Syn", "ctrl+n")
    await crm.see("New contractor")
    assert crm.shown("#name") == "Żółw i Syn"
    await crm.fill("city", "Kraków")
    await crm.fill("phone", "12 345 67 89")
    await crm.press("ctrl+s")
    await crm.until(lambda: crm.shown("#contractor") == "Żółw i Syn", "the contractor")
    assert crm.shown("#subject") == "phone call: Żółw i Syn"
    assert crm.focused_id() == "persons"
    await crm.press("enter", *"Jan Żółw", "ctrl+n", "ctrl+s")
    await crm.until(lambda: "Jan Żółw" in crm.shown("#persons"))
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0006.")
    stored = crm.newest()
    made = crm.stored(Contractor)[-1]
    assert (made["name"], made["city"]) == ("Żółw i Syn", "Kraków")
    assert stored["contractor_id"] == made["id"]
    assert len(crm.ask(persons_on, stored["id"])) == 1


async def test_leaving_the_small_window_makes_nobody(crm: CrmDriver) -> None:
    before = len(crm.stored(Person))
    await crm.new_contact("beta")
    await crm.press("ctrl+n", *"Ola", "ctrl+n", "escape")
    await crm.not_see("New person")
    assert len(crm.stored(Person)) == before
    assert "New contact" in crm.title


async def test_the_fields_of_the_small_window_end_inside_its_frame(crm: CrmDriver) -> None:
    await crm.new_contact("beta")
    await crm.press("ctrl+n", *"Ola", "ctrl+n")
    await crm.see("New person")
    frame = crm.app.screen.query_one(".window").content_region
    for field in ("name", "position", "phone", "email"):
        assert frame.contains_region(crm.app.screen.query_one(f"#{field}").region), field


async def test_a_wrong_number_of_a_new_person_is_said_and_nothing_is_lost(crm: CrmDriver) -> None:
    await crm.new_contact("beta")
    await crm.press("ctrl+n", *"Ola Nowicka", "ctrl+n", "enter", *"not a number", "ctrl+s")
    await crm.see("New person")
    assert crm.focused_id() == "phone"
    assert crm.shown("#phone") == "not a number"
    assert crm.shown("#wrong")
    assert crm.shown("#name") == "Ola Nowicka"


async def test_a_call_registered_while_it_happens(crm: CrmDriver) -> None:
    await crm.new_contact()
    crm.clock.forward(minutes=2)
    await crm.press("ctrl+t")
    crm.clock.forward(minutes=5)
    await crm.press("ctrl+t")
    crm.clock.forward(seconds=41)
    await crm.go("note")
    await crm.type("takes 12, wants an offer for 40")
    await crm.press("ctrl+r", "tab", *"2", "ctrl+g", "ctrl+s")
    await crm.see("Saved C/2026/0006; next contact Mon 7 Dec 09:45.")
    held, following = crm.stored()[-2:]
    assert held["duration_seconds"] == 161
    assert held["completed_at"] is not None
    assert following["starts_at"] == at(7, "09:45", month=12)
    await crm.see("talk 12:41")


async def test_reviewing_the_morning(crm: CrmDriver) -> None:
    """Overdue is moved, one is done with a next step, one gets a note, all is seen at once."""
    await crm.press("*", "r", *"tomorrow", "enter")
    await crm.see("2 moved")
    assert crm.current_id() == crm.known.beta
    await crm.press("c", *"1w", "enter")
    await crm.see("Completed. Next Mon 30 Nov 10:00.")
    assert crm.current_id() == crm.known.gamma
    await crm.press("e", *"bring the drawings", "ctrl+s")
    await crm.see("Note saved.", "bring the draw")
    await crm.see("1 to do", "2 done")
    assert not crm.is_seen("OVERDUE")


async def test_the_next_one_is_opened_edited_and_the_first_goes_on(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", *"3d", "enter")
    await crm.see("Completed.")
    await crm.to(crm.known.beta)
    await crm.press("enter")
    await crm.see("✓ completed", "Next: Thu 26 Nov 10:00")
    await crm.press("f7")
    await crm.see("Contact C/2026/0006")
    await crm.go("note")
    await crm.type("offer first")
    await crm.press("ctrl+s")
    await crm.see("Contact C/2026/0003")
    await crm.press("escape")
    await crm.see("DONE")
    assert crm.newest()["note"] == "offer first"


async def test_every_command_of_the_list_is_found_by_its_name(crm: CrmDriver) -> None:
    await crm.press("ctrl+p", *"set a new task")
    await crm.until(lambda: len(crm.table().rows) == 1)
    assert crm.cursor_row().startswith("t ")
    await crm.press("enter")
    await crm.see("New task")


async def test_help_shows_the_keys_of_this_screen(crm: CrmDriver) -> None:
    await crm.press("?")
    await crm.see("Keys of this screen", "Log a conversation just held with this contractor")
    await crm.press("escape", "n", "f1")
    await crm.see("Keys of this screen", "Save and go back", "Ctrl+S")


async def test_help_says_the_whole_sentence_of_the_key_under_the_cursor(crm: CrmDriver) -> None:
    await crm.press("?", *["down"] * 6)
    whole = "Nobody answered: count it, and try again in 2 h, then the next day, then in 3 days"
    await crm.see(whole)
    await crm.press("down")
    await crm.not_see(whole)


async def test_the_program_speaks_polish(closed: CrmDriver) -> None:
    await closed.start(language="pl")
    await closed.press("n", *"alfa", "enter")
    await closed.fill("starts", "jutro 9")
    await closed.press("ctrl+s")
    await closed.until(lambda: closed.count() == 8)
    assert closed.newest()["starts_at"] == at(24, "09:00")
    assert closed.newest()["contractor_id"] == closed.ask(company.contractor_id, "ALFA Sp. z o.o.")
    assert not closed.is_seen("Saved")
