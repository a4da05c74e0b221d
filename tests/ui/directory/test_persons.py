"""Section 4: the list of contact persons, their card, and what is done from both."""

from __future__ import annotations

import pytest

from tests.support import builders
from tests.support.builders import NOW
from tests.support.ui.company import contractor_id
from tests.support.ui.directory import change, person_id
from tests.support.ui.driver import CrmDriver
from tui_crm.domain.ids import ContractorId
from tui_crm.services import undo
from tui_crm.services.directory import persons
from tui_crm.services.directory.persons import QuickPerson
from tui_crm.store.models import Affiliation, Person


def leaves(crm: CrmDriver, last_name: str) -> None:
    """The person does not work there any more."""
    person = person_id(crm, last_name)
    place = next(row["id"] for row in crm.stored(Affiliation) if row["person_id"] == person)
    change(crm, Affiliation, place, active=False)


async def to_person(crm: CrmDriver, last_name: str) -> int:
    """Section 4, the cursor on a person."""
    await crm.press("4")
    await crm.see("Contact persons")
    wanted = person_id(crm, last_name)
    await crm.to(wanted)
    return wanted


async def to_card(crm: CrmDriver, last_name: str) -> int:
    """The card of a person."""
    wanted = await to_person(crm, last_name)
    await crm.press("enter")
    await crm.until(lambda: crm.app.screen.query("#head"), "a card")
    return wanted


# The list


async def test_r42_the_list_says_who_where_and_how_to_reach_them(crm: CrmDriver) -> None:
    await to_person(crm, "Kowalski")
    row = crm.cursor_row()
    for text in ("Jan Kowalski", "ALFA Sp. z o.o.", "director", "601 234 567"):
        assert text in row, row
    assert [row.name for row in crm.table().rows] == [
        "Jan Kowalski", "Ewa Lis", "Adam Nowy", "Piotr Zając", "Maria Zielińska",
    ]  # fmt: skip
    await crm.see(
        "─ Jan Kowalski ─", "601 234 567 ALFA Sp. z o.o. · director · company 22 612 34 56"
    )


async def test_what_was_said_last_is_below_the_list(crm: CrmDriver) -> None:
    await to_person(crm, "Lis")
    await crm.see("12 Nov, Beta S.A. wants the new price list before 1 Dec")


@pytest.mark.parametrize(
    ("text", "found"),
    [("zajac", "Piotr Zając"), ("ewa", "Ewa Lis"), ("345678", "Maria Zielińska")],
)
async def test_the_filter_finds_by_name_and_number(crm: CrmDriver, text: str, found: str) -> None:
    await crm.press("4", "/")
    await crm.type(text)
    await crm.see(f"“{text}”")
    assert [row.name for row in crm.table().rows] == [found]
    await crm.press("escape", "escape")
    await crm.until(lambda: len(crm.table().rows) == 5)


async def test_s_sorts_by_contractor(crm: CrmDriver) -> None:
    await crm.press("4", "s")
    await crm.see("sorted by contractor ↑")
    assert crm.table().rows[0].contractor == "ALFA Sp. z o.o."
    await crm.press("S")
    await crm.see("sorted by contractor ↓")
    assert crm.table().rows[0].contractor == "Gamma s.c."


async def test_i_moves_a_person_to_the_inactive_view_and_u_takes_it_back(crm: CrmDriver) -> None:
    nowy = await to_person(crm, "Nowy")
    await crm.press("i")
    await crm.see("Adam Nowy is inactive now and not offered any more. u takes it back.")
    assert nowy not in [row.id for row in crm.table().rows]
    await crm.press("v", "v")
    await crm.see("Persons who are not active any more")
    assert crm.current_id() == nowy
    await crm.press("u")
    await crm.see("Taken back:", "Nobody is in this view.")
    await crm.press("escape")
    await crm.until(lambda: len(crm.table().rows) == 5)


async def test_who_left_is_shown_as_such(crm: CrmDriver) -> None:
    leaves(crm, "Nowy")
    await crm.press("4")
    await crm.see("left: Delta")


async def test_nobody_yet_says_what_to_do(closed: CrmDriver) -> None:
    from tui_crm.store.models import Attempt, Participant, Phone

    def empty() -> None:
        for model in (Attempt, Participant, Affiliation, Phone, Person):
            model.delete().execute()

    closed.ask(empty)
    await closed.start()
    await closed.press("4")
    await closed.see("No contact persons yet.", "N adds the first one.")
    await closed.press(*"eiyYhC", "enter", "down", "G")
    assert closed.app.bug is None


# Activities, numbers, cards


@pytest.mark.parametrize(("key", "title"), [("n", "New contact"), ("m", "New meeting")])
async def test_r36_a_new_activity_has_contractor_and_person(
    crm: CrmDriver, key: str, title: str
) -> None:
    await to_person(crm, "Zielińska")
    await crm.press(key)
    await crm.see(title)
    assert crm.shown("#contractor") == "ALFA Sp. z o.o."
    assert "Maria Zielińska" in crm.shown("#persons")
    assert "Jan Kowalski" not in crm.shown("#persons")


async def test_logging_a_call_with_the_person_of_the_row_takes_2_keys(crm: CrmDriver) -> None:
    maria = await to_person(crm, "Zielińska")
    before = crm.keys
    await crm.press("l")
    await crm.type("orders 500 pieces")
    await crm.press("ctrl+s")
    assert crm.keys - before == 2
    await crm.see("Saved C/2026/0006.")
    assert crm.ask(builders.persons_on, crm.newest()["id"]) == (maria,)


async def test_a_person_at_three_contractors_is_once_on_the_list(crm: CrmDriver) -> None:
    jan = person_id(crm, "Kowalski")

    def place() -> None:
        actor = builders.operator()
        for name in ("Beta S.A.", "Delta"):
            builders.link(jan, contractor_id(name), actor=actor)

    crm.ask(place)
    await to_card(crm, "Kowalski")
    head = crm.shown("#head")
    for text in ("ALFA Sp. z o.o.", "Beta S.A.", "Delta"):
        assert text in head, head
    await crm.press("q")
    assert "ALFA Sp. z o.o. +2" in crm.cursor_row()


async def test_number_and_address_are_copied(crm: CrmDriver) -> None:
    await to_person(crm, "Kowalski")
    await crm.press("y")
    await crm.see("Copied: 601 234 567")
    assert crm.app.clipboard == "601 234 567"
    await crm.press("enter", "Y")
    await crm.see("Copied: jan@alfa.example")


async def test_a_number_that_must_not_be_called_is_neither_shown_nor_copied(crm: CrmDriver) -> None:
    jan = person_id(crm, "Kowalski")
    change(crm, Person, jan, do_not_call=True, note="only by e-mail\nsince May")
    await to_person(crm, "Kowalski")
    assert "⊘ do not call" in crm.cursor_row()
    await crm.see("⊘ do not call: only by e-mail")
    for where in ("list", "card"):
        await crm.press("y")
        await crm.see("Do not call Jan Kowalski: only by e-mail")
        assert crm.app.clipboard == "", where
        assert not crm.is_seen("601 234 567"), where
        await crm.press("enter")


async def test_the_card_says_where_the_person_works_and_what_they_took_part_in(
    crm: CrmDriver,
) -> None:
    await to_card(crm, "Lis")
    for text in ("Ewa Lis", "603 456 789 · ewa@beta.example", "★ Beta S.A.  purchasing"):
        assert text in crm.shown("#head")
    await crm.see("next Mon 23 Nov 10:00", "2 in all", "NEXT", "HISTORY")
    assert len(crm.table().rows) == 2
    await crm.press("c", *"3d", "enter")
    await crm.see("Completed. Next Thu 26 Nov 10:00.", "3 in all")
    await crm.press("n")
    await crm.see("New contact")
    assert crm.shown("#contractor") == "Beta S.A."
    assert "Ewa Lis" in crm.shown("#persons")


async def test_from_the_card_of_a_person_to_that_of_the_contractor_and_back(
    crm: CrmDriver,
) -> None:
    await to_card(crm, "Lis")
    await crm.press("C")
    await crm.see("★ Ewa Lis  purchasing")
    await crm.press("P")
    await crm.see("Contact persons · Beta S.A.")
    await crm.press("q", "q")
    await crm.see("★ Beta S.A.  purchasing")
    await crm.press("escape")
    await crm.see("Contact persons", "sorted by name")


async def test_a_person_who_works_nowhere_chooses_the_contractor_in_the_form(
    crm: CrmDriver,
) -> None:
    leaves(crm, "Nowy")
    await to_card(crm, "Nowy")
    await crm.see("left: Delta")
    await crm.press("n")
    await crm.see("New contact", "choose the contractor first")


@pytest.mark.parametrize("key", ["n", "y"])
async def test_somebody_whom_a_colleague_has_taken_back_is_told_as_gone(
    crm: CrmDriver, key: str
) -> None:
    marek = crm.colleague()
    delta = ContractorId(crm.ask(contractor_id, "Delta"))
    zenon = QuickPerson(key="zenon", name="Zenon Zanik", contractor_id=delta)
    marek.does(persons.create, zenon, actor=marek.actor, now=NOW)
    await to_person(crm, "Zanik")
    marek.does(undo.undo, actor=marek.actor, now=NOW)
    await crm.press(key)
    await crm.see("This is not there any more: someone else has removed it.")


async def test_r07_the_history_of_a_person(crm: CrmDriver) -> None:
    await to_person(crm, "Nowy")
    await crm.press("i", "u", "h")
    await crm.see("History of Adam Nowy", "Active")
    await crm.press("escape", "enter", "i", "H")
    await crm.see("History of Adam Nowy")


async def test_a_new_person_stands_under_the_cursor(crm: CrmDriver) -> None:
    await crm.press("4", "/", *"Zenon Nowicki", "enter", "N")
    await crm.see("New contact person", "Zenon", "Nowicki")
    await crm.press("ctrl+s")
    await crm.see("Contact persons")
    await crm.until(lambda: "Zenon Nowicki" in crm.cursor_row())
    await crm.press("e")
    await crm.see("Contact person · Zenon Nowicki")
    await crm.fill("last_name", "Nowak")
    await crm.press("ctrl+s")
    await crm.until(lambda: "Zenon Nowak" in crm.cursor_row())


async def test_a_number_that_must_not_be_called_is_hidden_on_the_days_list_too(
    crm: CrmDriver,
) -> None:
    change(crm, Person, person_id(crm, "Kowalski"), do_not_call=True, note="by e-mail")
    await crm.press("down", "up")
    await crm.see("⊘ do not call: by e-mail")
    assert not crm.is_seen("601 234 567")
    await crm.press("y")
    await crm.see("Do not call Jan Kowalski: by e-mail")
    assert crm.app.clipboard == ""


@pytest.mark.parametrize("language", ["en", "pl"])
async def test_who_must_not_be_called_is_named_with_the_next_step_and_the_reason(
    closed: CrmDriver, language: str
) -> None:
    reason = "she asked for letters only, since the spring of 2025"
    name = "Agnieszka Młynarczyk-Wiśniewska"

    def barred() -> None:
        known = person_id(closed, "Kowalski")
        first, _blank, last = name.partition(" ")
        change(
            closed, Person, known, do_not_call=True, note=reason, first_name=first, last_name=last
        )

    barred()
    await closed.start(language=language)
    await closed.press("down", "up")
    words = "she asked"
    await closed.until(lambda: words in "\n".join(closed.screen_text()), "the reason")
    rule, who = [line for line in closed.screen_text() if "ALFA" in line or words in line][-2:]
    assert rule.rstrip(" ─").endswith("23 Nov 12:00" if language == "en" else "23 lis 12:00")
    assert name in who
    assert "⊘" in who
    assert words in who
