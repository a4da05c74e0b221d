"""`#`: who is calling, answered while the digits are typed."""

from __future__ import annotations

import pytest

from tests.support import builders
from tests.support.builders import persons_on
from tests.support.ui.company import contractor_id
from tests.support.ui.directory import person_id
from tests.support.ui.driver import CrmDriver
from tests.support.ui.hostile import FEW, FORBIDDEN, clean
from tui_crm.domain.ids import ContractorId
from tui_crm.store.models import Person, Phone

AGREED = "wants the new price list before 1 Dec, 5 % for"
UNKNOWN = "Nobody here has this number."


async def test_who_called_takes_7_keys_and_is_answered_before_enter(crm: CrmDriver) -> None:
    before = crm.keys
    await crm.press("#", *"456789")
    assert crm.keys - before == 7
    await crm.see("Ewa Lis", "Beta S.A.", "603 456 789", "Last, 12 Nov telephone 4:10", AGREED)
    await crm.see("next: Mon 23 Nov 10:00")


async def test_it_works_on_every_list_and_esc_leads_back(crm: CrmDriver) -> None:
    for section in ("1", "2", "3", "4", "7"):
        await crm.press(section, "#", *"567")
        await crm.see("Who is calling", "Jan Kowalski")
        await crm.press("escape")
        await crm.not_see("Who is calling")
        assert len(crm.app.screen_stack) == 1


async def test_any_notation_does(crm: CrmDriver) -> None:
    await crm.press("#")
    for typed in ("+48 601 234 567", "0048601234567", "(601) 234-567"):
        await crm.press("ctrl+u", *typed)
        await crm.see(typed, "─ Jan Kowalski ─", "ALFA Sp. z o.o., director")


async def test_a_number_that_is_read_off_a_display_is_known_before_its_end(crm: CrmDriver) -> None:
    await crm.press("#", *"601 23")
    await crm.see("─ Jan Kowalski ─")
    await crm.press("9")
    await crm.see(UNKNOWN)


async def test_a_pasted_number_is_answered_too(crm: CrmDriver) -> None:
    await crm.press("#")
    await crm.paste("tel.: 601 234 567")
    await crm.see("Jan Kowalski")


async def test_the_first_of_several_is_chosen_and_the_answer_follows_the_cursor(
    crm: CrmDriver,
) -> None:
    delta = ContractorId(crm.ask(contractor_id, "Delta"))
    crm.ask(builders.person, crm.actor, delta, "Zofia Ząb", phone="609 234 567")
    await crm.press("#", *"234567")
    assert [line.split()[0] for line in crm.rows() if line] == ["Jan", "Zofia"]
    await crm.until(lambda: "ALFA" in crm.shown("#details"))
    await crm.press("down")
    await crm.until(lambda: "agreed: 12 pieces" in crm.shown("#details"), "Delta's last")
    await crm.press("up")
    await crm.see("─ Jan Kowalski ─")
    await crm.press("pagedown")
    await crm.until(lambda: "agreed: 12 pieces" in crm.shown("#details"), "a page on")


async def test_enter_opens_the_persons_card_and_esc_leads_back_to_the_list(crm: CrmDriver) -> None:
    await crm.press("#", *"456789", "enter")
    await crm.until(lambda: crm.app.screen.query("#head"), "a card")
    assert "Ewa Lis" in crm.shown("#head")
    await crm.press("escape")
    await crm.see("OVERDUE")


async def test_a_contractors_own_number_opens_its_card(crm: CrmDriver) -> None:
    await crm.press("#", *"6123456", "enter")
    await crm.until(lambda: crm.app.screen.query("#head"), "a card")
    assert "ALFA Sp. z o.o." in crm.shown("#head")


async def test_l_starts_an_inbound_contact_with_everything_filled_in(crm: CrmDriver) -> None:
    await crm.press("#", *"345678", "l")
    await crm.see("Log a conversation", "● 00:00:00 running")
    assert crm.shown("#contractor") == "ALFA Sp. z o.o."
    assert "Maria Zielińska" in crm.shown("#persons")
    assert "Jan Kowalski" not in crm.shown("#persons")
    crm.clock.forward(minutes=2)
    await crm.type("asks for l and N")
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0006.")
    stored = crm.newest()
    assert (stored["direction"], stored["note"]) == ("in", "asks for l and N")
    assert (stored["duration_seconds"], stored["completed_at"] is not None) == (120, True)
    assert list(crm.ask(persons_on, stored["id"])) == [person_id(crm, "Zielińska")]


async def test_from_the_number_to_the_saved_call_in_one_packet(crm: CrmDriver) -> None:
    await crm.press("2", "#", *"456789", "l", *"talked", "ctrl+s")
    await crm.see("Saved C/2026/0006.")
    assert (crm.newest()["contractor_id"], crm.newest()["direction"]) == (2, "in")


@pytest.mark.parametrize("seconds", [0.02, 0.08])
async def test_enter_typed_ahead_opens_whose_number_was_typed_last(
    crm: CrmDriver, seconds: float
) -> None:
    crm.slow(seconds)
    await crm.press("#", *"234567", *["backspace"] * 6, *"456789", "enter")
    await crm.until(lambda: crm.app.screen.query("#head"), "a card")
    await crm.until(lambda: "Ewa Lis" in crm.shown("#head"), "Ewa's card")


async def test_a_call_that_comes_while_a_form_is_open_leaves_it_as_it_is(crm: CrmDriver) -> None:
    await crm.new_contact("gamma")
    await crm.go("note")
    await crm.type("half a sentence")
    await crm.go("completed")
    await crm.press("#", *"456789", "l")
    await crm.until(lambda: crm.shown("#contractor") == "Beta S.A.", "the call's form")
    await crm.press("ctrl+s")
    await crm.see("New contact", "half a sentence", "Saved C/2026/0006.")
    assert crm.newest()["contractor_id"] == 2
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0007.")
    assert crm.newest()["note"] == "half a sentence"


async def test_a_person_at_several_places_tells_them_all(crm: CrmDriver) -> None:
    gamma = crm.ask(contractor_id, "Gamma s.c.")
    crm.ask(builders.link, person_id(crm, "Lis"), gamma, actor=crm.actor)
    await crm.press("#", *"456789")
    await crm.see("Beta S.A. +1", "Beta S.A., purchasing", "Gamma s.c.")


async def test_do_not_call_is_said_with_the_reason(crm: CrmDriver) -> None:
    jan = person_id(crm, "Kowalski")
    crm.ask(
        lambda: (
            Person.update(do_not_call=True, note="Only by e-mail.\nSaid in May.")
            .where(Person.id == jan)
            .execute()
        )
    )
    await crm.press("#", *"234567")
    await crm.see("⊘ do not call: Only by e-mail.")


async def test_an_unknown_number_becomes_a_new_person_with_one_key(crm: CrmDriver) -> None:
    await crm.press("#", *"799 111 222")
    await crm.see(UNKNOWN, "N adds a new person with it.", "N new person")
    await crm.press("N")
    await crm.see("New contact person", "799 111 222")
    await crm.go("last_name")
    await crm.type("Nowa")
    await crm.press("ctrl+s")
    await crm.until(lambda: crm.app.screen.query("#head"), "the card")
    assert crm.stored(Phone)[-1]["normalised"] == "+48799111222"
    assert crm.stored(Person)[-1]["last_name"] == "Nowa"


async def test_n_and_l_mean_nothing_where_there_is_nothing_to_do(crm: CrmDriver) -> None:
    await crm.press("#", *"234567", "N")
    await crm.see("Who is calling", "Jan Kowalski")
    await crm.burst(*["backspace"] * 6)
    await crm.press("l", "enter", *"799111222", "l", "enter")
    await crm.see("Who is calling", UNKNOWN)
    assert crm.shown("#number") == "799111222"
    assert crm.count() == 7


async def test_less_than_three_digits_say_what_to_type(crm: CrmDriver) -> None:
    await crm.press("#")
    await crm.see("Type the number or its last digits, at least three")
    await crm.press("6", "7")
    await crm.see("Type the number")
    await crm.press("backspace", "backspace", *"567")
    await crm.not_see("Type the number")


async def test_a_colleague_has_no_card_and_that_is_said(crm: CrmDriver) -> None:
    from tui_crm.store.models import Employee

    crm.ask(
        lambda: (
            Employee.update(phone="22 4521", phone_backwards="125422")
            .where(Employee.last_name == "Nowak")
            .execute()
        )
    )
    await crm.press("#", *"4521")
    await crm.see("Anna Nowak", "colleague")
    await crm.press("enter", "l")
    await crm.see("A colleague: there is no card")


async def test_hostile_names_are_shown_as_typed(closed: CrmDriver) -> None:
    def move_in() -> None:
        actor = builders.operator()
        for n, text in enumerate(FEW):
            alfa = builders.contractor(actor, text)
            builders.person(actor, alfa, text, position=text, phone=f"70{n} 000 {n}99")

    closed.ask(move_in)
    await closed.start()
    for n, text in enumerate(FEW):
        await closed.press("#", *f"000{n}99")
        await closed.until(lambda text=text: closed.cursor_row().count(text[:14]) == 2, text)  # type: ignore[misc]
        await closed.until(lambda text=text: closed.shown("#details").count(text) == 2, text)  # type: ignore[misc]
        assert clean(closed)
        assert not FORBIDDEN & set(closed.shown("#details").replace("\n", ""))
        await closed.press("escape")
