"""Section 3: the list of contractors, and everything that is done from it."""

from __future__ import annotations

import asyncio

import pytest

from tests.support import builders
from tests.support.builders import at
from tests.support.ui.company import contractor_id
from tests.support.ui.directory import change, person_id, to_card, to_contractor
from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Activity, Affiliation, Contractor, Person


def names(crm: CrmDriver) -> list[str]:
    return [row.name for row in crm.table().rows]


# The list


async def test_r42_the_list_says_where_whose_and_when(crm: CrmDriver) -> None:
    await to_contractor(crm, "ALFA Sp. z o.o.")
    assert names(crm) == ["ALFA Sp. z o.o.", "Beta S.A.", "Delta", "Gamma s.c.", "Łódź Mebel"]
    row = crm.cursor_row()
    assert [part for part in ("Warszawa", "Anna Nowak", "! 20.11", "2") if part not in row] == []
    beta = crm.listed("Beta")
    assert "12.11" in beta
    assert "today" in beta


async def test_the_lines_below_say_number_what_was_agreed_and_what_is_next(crm: CrmDriver) -> None:
    await to_contractor(crm, "Beta S.A.")
    await crm.see(
        "─ Beta S.A. ─",
        "─ next Mon 23 Nov 10:00 ─",
        "603 456 789 Ewa Lis, purchasing · ewa@beta.example",
        "12 Nov, 4 min wants the new price list",
    )


async def test_beside_the_list_there_is_room_for_everything(closed: CrmDriver) -> None:
    closed.size = (140, 36)
    await closed.start()
    await to_contractor(closed, "ALFA Sp. z o.o.")
    await closed.until(lambda: "Maria Zielińska" in closed.shown("#details"))
    told = closed.shown("#details")
    for text in ("22 612 34 56", "Jan Kowalski", "601 234 567", "LAST AGREED", "next step"):
        assert text in told, told


FOUND_BY = [
    ("lodz", ["Łódź Mebel"]),
    ("warsz", ["ALFA Sp. z o.o."]),
    ("5250001009", ["Beta S.A."]),
    ("gammasc", ["Gamma s.c."]),
    ("345 678", ["ALFA Sp. z o.o."]),
    ("3456", ["ALFA Sp. z o.o."]),
]


async def test_the_filter_finds_by_name_city_tax_id_code_and_number(crm: CrmDriver) -> None:
    beta = crm.ask(contractor_id, "Beta S.A.")
    known = crm.ask(builders.row, Contractor, beta)
    change(crm, Contractor, beta, tax_id="5250001009", fold=f"{known['fold']} 5250001009")
    await crm.press("3")
    for text, found in FOUND_BY:
        await crm.press("/")
        await crm.type(text)
        await crm.see(f"“{text}”")
        assert names(crm) == found
        await crm.press("enter", "escape")
        await crm.until(lambda: len(crm.table().rows) == 5)


async def test_a_filter_that_finds_nothing_says_what_to_do(crm: CrmDriver) -> None:
    await crm.press("3", "/", *"qqq")
    await crm.see("No contractor matches. Esc clears the filter; Enter, then N adds a new one.")


async def test_v_goes_through_the_views_and_esc_shows_all(crm: CrmDriver) -> None:
    delta, gamma = (crm.ask(contractor_id, name) for name in ("Delta", "Gamma s.c."))
    marek = next(row["employee_id"] for row in crm.stored() if row["id"] == crm.known.marek)
    change(crm, Contractor, delta, last_contact_at=at(1, month=9))
    change(crm, Contractor, gamma, owner_id=marek)
    mebel = crm.ask(contractor_id, "Łódź Mebel")
    change(crm, Contractor, mebel, active=False)
    await crm.press("3", "v")
    await crm.see("My contractors")
    assert names(crm) == ["ALFA Sp. z o.o.", "Beta S.A.", "Delta"]
    await crm.press("v")
    await crm.see("Cooling: no contact for 60 days")
    assert names(crm) == ["Delta"]
    await crm.press("v")
    await crm.see("Without a next step")
    assert names(crm) == ["Delta"]
    await crm.press("v")
    await crm.see("Without a telephone number")
    assert names(crm) == ["Delta", "Gamma s.c."]
    await crm.press("v")
    await crm.see("Inactive contractors")
    assert names(crm) == ["Łódź Mebel"]
    await crm.press("escape")
    await crm.see("All contractors")
    assert len(names(crm)) == 5
    assert crm.listed("Łódź").startswith("✗")


async def test_the_list_is_sorted_by_every_column_both_ways(crm: CrmDriver) -> None:
    await to_contractor(crm, "Beta S.A.")
    seen = []
    for column in ("code", "city", "owner", "last contact", "next step", "open activities", "name"):
        await crm.press("s")
        await crm.see(f"sorted by {column}")
        seen.append(tuple(names(crm)))
        if column == "code":
            await crm.see("Code")
    assert seen[1][0] == "ALFA Sp. z o.o."
    assert seen[3][:2] == ("Delta", "Beta S.A.")
    assert seen[4][0] == "ALFA Sp. z o.o."
    assert seen[5][0] == "ALFA Sp. z o.o."
    assert seen[6] == tuple(sorted(seen[6], key=str.casefold))
    await crm.press("S")
    await crm.see("sorted by name ↓")
    assert tuple(names(crm)) == seen[6][::-1]


async def test_an_empty_directory_says_what_to_do(closed: CrmDriver) -> None:
    from tui_crm.store.models import Participant, Phone

    def empty() -> None:
        for model in (Participant, Activity, Affiliation, Phone, Contractor):
            model.delete().execute()

    closed.ask(empty)
    await closed.start()
    await closed.press("3")
    await closed.see("No contractors yet.", "N adds the first contractor.")
    await closed.press(*"aeiyYhPMnml", "enter", "space", "down", "pagedown", "G")
    assert closed.app.bug is None


# Activities from the list


async def test_r04_r36_the_activities_of_a_contractor_know_it(crm: CrmDriver) -> None:
    await to_contractor(crm, "Beta S.A.")
    await crm.press("a")
    await crm.see("Activities of Beta S.A.")
    assert {row.row.contractor for row in crm.table().rows} == {"Beta S.A."}
    assert len(crm.table().rows) == 2
    await crm.press("n")
    await crm.see("New contact")
    assert crm.shown("#contractor") == "Beta S.A."
    assert "Ewa Lis" in crm.shown("#persons")


async def test_r36_a_new_activity_from_the_list_has_the_contractor(crm: CrmDriver) -> None:
    await to_contractor(crm, "Gamma s.c.")
    for key, title in (("n", "New contact"), ("m", "New meeting"), ("t", "New task")):
        await crm.press(key)
        await crm.see(title)
        assert crm.shown("#contractor") == "Gamma s.c."
        await crm.press("escape")
        await crm.see("All contractors")


async def test_logging_a_call_on_the_contractors_row_takes_2_keys(crm: CrmDriver) -> None:
    beta = await to_contractor(crm, "Beta S.A.")
    before = crm.keys
    await crm.press("l")
    await crm.type("they take 12 pieces")
    await crm.press("ctrl+s")
    assert crm.keys - before == 2
    await crm.see("Saved C/2026/0006.")
    stored = crm.newest()
    assert (stored["note"], stored["contractor_id"]) == ("they take 12 pieces", beta)
    assert stored["completed_at"] is not None
    assert crm.current_id() == beta
    assert "today" in crm.cursor_row()


async def test_going_back_finds_the_cursor_where_it_was(crm: CrmDriver) -> None:
    delta = await to_contractor(crm, "Delta")
    for enter, leave in (("a", "q"), ("enter", "escape"), ("P", "q"), ("enter", "q")):
        await crm.press(enter)
        await crm.until(lambda: crm.app.screen.is_pushed, "another screen")  # type: ignore[attr-defined]
        await crm.press("down", leave)
        await crm.see("All contractors")
        assert crm.current_id() == delta
    await crm.press("q")
    await crm.see("OVERDUE")


async def test_the_digit_of_the_section_leaves_the_card(crm: CrmDriver) -> None:
    await to_card(crm, "Delta")
    await crm.press("2")
    await crm.see("My activities")
    await crm.press("3")
    await crm.until(lambda: crm.app.screen.query("#head"), "the card, as it was left")
    await crm.press("3")
    await crm.see("All contractors")


# Copying, retiring, history


async def test_number_and_address_are_copied_from_the_row(crm: CrmDriver) -> None:
    await to_contractor(crm, "ALFA Sp. z o.o.")
    await crm.press("y")
    await crm.see("Copied: 22 612 34 56")
    assert crm.app.clipboard == "22 612 34 56"
    await crm.press("Y")
    await crm.see("Copied: jan@alfa.example")
    await crm.to(crm.ask(contractor_id, "Łódź Mebel"))
    await crm.press("y")
    await crm.see("There is no number here.")
    await crm.press("Y")
    await crm.see("There is no e-mail here.")


async def test_a_number_that_must_not_be_called_is_not_copied(crm: CrmDriver) -> None:
    change(crm, Person, person_id(crm, "Lis"), do_not_call=True, note="asked for it on 3 Nov")
    await to_contractor(crm, "Beta S.A.")
    await crm.press("y")
    await crm.see("Do not call Ewa Lis: asked for it on 3 Nov")
    assert crm.app.clipboard == ""
    await crm.press("Y")
    await crm.see("Copied: ewa@beta.example")


async def test_i_retires_a_contractor_and_u_takes_it_back(crm: CrmDriver) -> None:
    delta = await to_contractor(crm, "Delta")
    await crm.press("i")
    await crm.see("Delta is inactive now and not offered any more. u takes it back.")
    assert crm.cursor_row().startswith("✗ Delta")
    assert crm.current_id() == delta
    await crm.press("u")
    await crm.see("Taken back:")
    assert crm.cursor_row().startswith("Delta")
    await crm.press("U")
    await crm.see("Done again:")
    await crm.press("i")
    await crm.see("Delta is active again.")
    await crm.press("enter", "i")
    await crm.see("✗ inactive")


async def test_r07_the_history_of_a_contractor_tells_who_changed_what(crm: CrmDriver) -> None:
    await to_contractor(crm, "Delta")
    await crm.press("i", "h")
    await crm.see("History of Delta")
    assert "Anna Now" in crm.rows()[0]
    assert "Active" in crm.rows()[0]
    assert "Adam Nowy" in "\n".join(crm.rows())
    await crm.press("escape")
    await crm.see("All contractors")


# Forms


async def test_a_new_contractor_stands_under_the_cursor_in_any_view(crm: CrmDriver) -> None:
    await crm.press("3", "v", "v")
    await crm.see("Cooling")
    await crm.press("N")
    await crm.see("New contractor")
    await crm.type("Zeta Papier")
    await crm.press("ctrl+s")
    await crm.see("All contractors")
    await crm.until(lambda: "Zeta Papier" in crm.cursor_row())


@pytest.mark.parametrize("looked_for", ["Kappa Druk", "58 301 22 44"])
async def test_what_was_looked_for_in_vain_begins_the_new_one(
    crm: CrmDriver, looked_for: str
) -> None:
    await crm.press("3", "/")
    await crm.type(looked_for)
    await crm.see("No contractor matches.")
    await crm.press("enter", "N")
    await crm.see("New contractor", looked_for)


async def test_the_form_changes_the_row_under_the_cursor(crm: CrmDriver) -> None:
    gamma = await to_contractor(crm, "Gamma s.c.")
    await crm.press("e")
    await crm.see("Contractor · Gamma s.c.")
    await crm.fill("city", "Gdańsk")
    await crm.press("ctrl+s")
    await crm.see("All contractors")
    assert crm.current_id() == gamma
    assert "Gdańsk" in crm.cursor_row()


async def test_reading_anew_does_not_pull_back_a_cursor_that_moved_meanwhile(
    crm: CrmDriver,
) -> None:
    await to_contractor(crm, "ALFA Sp. z o.o.")
    crm.slow(0.05)
    reading = asyncio.ensure_future(crm.app.screen.reload())  # type: ignore[attr-defined]
    await crm.press("down", "down")
    assert crm.cursor_row().startswith("Delta")
    await reading
    assert crm.cursor_row().startswith("Delta")


async def test_after_merging_the_cursor_is_on_the_one_that_stays(crm: CrmDriver) -> None:
    await to_contractor(crm, "Delta")
    await crm.press("M", *"gamma", "enter", "ctrl+s")
    await crm.until(lambda: "Delta" not in names(crm))
    assert crm.cursor_row().startswith("Gamma s.c.")
    await crm.press("u")
    await crm.until(lambda: "Delta" in names(crm))
