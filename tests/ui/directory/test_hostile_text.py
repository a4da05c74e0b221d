"""Hostile texts are shown as typed in the directory: lists, cards, notices, windows."""

from __future__ import annotations

import pytest

from tests.support import builders
from tests.support.ui.driver import CrmDriver
from tests.support.ui.hostile import CONTROLS, FEW, clean
from tui_crm.services.activities.save import save
from tui_crm.store.models import Contractor, Person


async def moved_in(closed: CrmDriver, texts: list[str]) -> dict[str, tuple[int, int]]:
    """A contractor and a person for each text, everything of theirs called so."""

    def move_in(text: str) -> tuple[int, int]:
        actor = builders.operator()
        contractor = builders.contractor(actor, text, city=text, phone="22 612 34 56")
        person = builders.person(actor, contractor, text, position=text, phone="601 234 567")
        Contractor.update(note=text, street=text, www=text).where(
            Contractor.id == contractor
        ).execute()
        Person.update(note=text).where(Person.id == person).execute()
        edit = builders.contact(actor, contractor, person, note=text, subject=text)
        save(edit, actor=actor, instant=builders.instant())
        return int(contractor), int(person)

    added = {text: closed.ask(move_in, text) for text in texts}
    closed.size = (200, 44)
    await closed.start()
    return added


def said(closed: CrmDriver) -> str:
    """The sentence in the line of the program, however it is broken."""
    return " ".join(closed.notice().split())


async def test_contractors_are_shown_as_typed(closed: CrmDriver) -> None:
    added = await moved_in(closed, FEW)
    await closed.press("3")
    await closed.see("All contractors")
    for text, (contractor, _person) in added.items():
        await closed.to(contractor)
        assert closed.cursor_row().count(text[:9]) == 2
        await closed.until(lambda text=text: text in closed.shown("#details"), text)  # type: ignore[misc]
        await closed.press("i")
        await closed.until(lambda text=text: said(closed).startswith(f"✓ {text} is inactive"))  # type: ignore[misc]
        await closed.press("u", "a")
        await closed.see(f"Activities of {text}")
        await closed.press("q", "enter")
        await closed.until(lambda: closed.app.screen.query("#head"), "a card")
        assert closed.shown("#head").count(text) >= 5, closed.shown("#head")
        assert text in closed.cursor_row()
        await closed.press("P")
        await closed.see(f"Contact persons · {text}")
        await closed.press("q", "H")
        await closed.see(f"History of {text}")
        await closed.press("escape", "q")


async def test_persons_are_shown_as_typed(closed: CrmDriver) -> None:
    added = await moved_in(closed, FEW)
    for _contractor, person in added.values():
        closed.ask(lambda p=person: Person.update(do_not_call=True).where(Person.id == p).execute())  # type: ignore[misc]
    await closed.press("4")
    await closed.see("Contact persons")
    for text, (_contractor, person) in added.items():
        await closed.to(person)
        assert closed.cursor_row().count(text[:14]) == 3
        await closed.press("y")
        await closed.until(lambda text=text: said(closed) == f"✗ Do not call {text}: {text}")  # type: ignore[misc]
        await closed.press("enter")
        await closed.until(lambda: closed.app.screen.query("#head"), "a card")
        assert closed.shown("#head").count(text) >= 4, closed.shown("#head")
        await closed.press("q")


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_nothing_that_acts_on_a_terminal_is_drawn(
    closed: CrmDriver, size: tuple[int, int]
) -> None:
    def move_in() -> int:
        actor = builders.operator()
        contractor = builders.contractor(actor, "Zzz")
        person = builders.person(actor, contractor, "Zzz Zzz", phone="601 234 567")
        evil = "".join(text for text, _shown in CONTROLS)
        Contractor.update(
            name=evil, city=evil, note=evil * 9, street=evil, code=evil, tax_id=evil
        ).where(Contractor.id == contractor).execute()
        Person.update(first_name=evil, last_name=evil, note=evil, do_not_call=True).where(
            Person.id == person
        ).execute()
        return int(contractor)

    contractor = closed.ask(move_in)
    closed.size = size
    await closed.start()
    await closed.press("3")
    await closed.see("All contractors")
    await closed.to(contractor)
    await closed.until(lambda: "red" in closed.shown("#details"))
    for keys in (["i"], ["enter"], ["P"], ["y"], ["enter"], ["y"]):
        await closed.press(*keys)
        assert clean(closed), "\n".join(closed.screen_text())


async def test_names_of_300_characters_push_nothing_away(crm: CrmDriver) -> None:
    def move_in() -> tuple[int, int]:
        actor = builders.operator()
        contractor = builders.contractor(actor, "Aaa", phone="22 612 34 56")
        person = builders.person(actor, contractor, "Bbb Bbb", phone="601 234 567")
        name = "Przedsiębiorstwo " * 18
        Contractor.update(name=name[:300], note="uwaga " * 3000).where(
            Contractor.id == contractor
        ).execute()
        Person.update(last_name=name[:300]).where(Person.id == person).execute()
        return int(contractor), int(person)

    contractor, person = crm.ask(move_in)
    await crm.press("3")
    await crm.see("All contractors")
    await crm.to(contractor)
    await crm.see("601 234 567", "no next step ─")
    await crm.press("enter")
    await crm.until(lambda: "601 234 567" in crm.shown("#head"))
    assert "22 612 34 56" in crm.shown("#head")
    assert "owner Anna Nowak" in crm.shown("#head")
    assert crm.table().size.height >= 8
    await crm.press("4")
    await crm.see("Contact persons")
    await crm.to(person)
    assert "601 234 567" in crm.cursor_row()
