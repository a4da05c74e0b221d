"""The card of a contractor: data, persons, and a timeline on which everything is done."""

from __future__ import annotations

from tests.support import builders
from tests.support.builders import at
from tests.support.ui.company import contractor_id
from tests.support.ui.directory import change, to_card
from tests.support.ui.driver import CrmDriver
from tui_crm.services.activities.save import save
from tui_crm.store.models import Activity, Affiliation, Contractor, Person


async def test_the_card_says_who_it_is_what_was_agreed_and_what_is_next(crm: CrmDriver) -> None:
    await to_card(crm, "Beta S.A.")
    head = crm.shown("#head")
    for text in ("Beta S.A.", "owner Anna Nowak", "★ Ewa Lis  purchasing", "603 456 789"):
        assert text in head, head
    lines = crm.rows()
    assert (lines[0], lines[2]) == ("NEXT 1", "HISTORY 1")
    await crm.see("next Mon 23 Nov 10:00", "1 open of 2", "last 12.11")
    assert "send the price list" in lines[1]
    assert "wants the new price list" in lines[3]
    assert lines[3].startswith("✓ Thu 12.11")


async def test_the_note_of_the_row_is_told_below_the_timeline(crm: CrmDriver) -> None:
    await to_card(crm, "Beta S.A.")
    await crm.press("down")
    await crm.until(lambda: "5 % for prepaid" in crm.shown("#details"))
    await crm.see("─ C/2026/0001 · phone call: Beta S.A. ─")


async def test_everything_that_is_done_on_a_row_is_done_on_the_card_too(crm: CrmDriver) -> None:
    await to_card(crm, "Beta S.A.")
    await crm.press("e", *" QQQ", "ctrl+s")
    await crm.see("Note saved.")
    await crm.press("r", *"tomorrow 9", "enter")
    await crm.see("Moved to Tue 24 Nov 09:00.", "next Tue 24 Nov 09:00")
    await crm.press("c", *"3d", "enter")
    await crm.see("Completed. Next Fri 27 Nov 09:00.")
    assert "✓" in crm.listed("QQQ")
    await crm.see("next Fri 27 Nov 09:00")
    await crm.press("u")
    await crm.see("Taken back: completed", "next Tue 24 Nov 09:00")
    await crm.press("U")
    await crm.see("Done again")
    await crm.press("enter")
    await crm.see("Contact C/2026/")
    await crm.press("escape")
    await crm.press("n")
    await crm.see("New contact")
    assert crm.shown("#contractor") == "Beta S.A."


async def test_on_the_card_the_timeline_is_filtered_while_typing(crm: CrmDriver) -> None:
    await to_card(crm, "Beta S.A.")
    await crm.press("/", *"prepaid", "enter")
    await crm.until(lambda: len(crm.table().rows) == 1)
    await crm.press("escape")
    await crm.until(lambda: len(crm.table().rows) == 2)
    await crm.press("s")
    await crm.see("A card has an order of its own. a shows these activities to sort and filter.")
    await crm.press("a")
    await crm.see("Activities of Beta S.A.")


async def test_everybodys_activities_are_on_the_card(crm: CrmDriver) -> None:
    await to_card(crm, "ALFA Sp. z o.o.")
    assert {row.id for row in crm.table().rows} == {crm.known.invoice, crm.known.marek}


async def test_a_contractor_nothing_happened_with_says_what_to_do(crm: CrmDriver) -> None:
    await to_card(crm, "Łódź Mebel")
    await crm.see(
        "No contact person yet: N adds the first one.",
        "Nothing planned, nothing held yet.",
        "no contact yet",
    )
    await crm.press(*"cerxpyYho[]", "enter", "space")
    assert crm.app.bug is None


async def test_who_left_is_dimmed_and_who_must_not_be_called_says_why(crm: CrmDriver) -> None:
    people = {row["last_name"]: row["id"] for row in crm.stored(Person)}
    change(crm, Affiliation, next(
        row["id"] for row in crm.stored(Affiliation) if row["person_id"] == people["Zielińska"]
    ), active=False)  # fmt: skip
    change(crm, Person, people["Kowalski"], do_not_call=True, note="only by e-mail\nmore")
    await to_card(crm, "ALFA Sp. z o.o.")
    head = crm.shown("#head").split("\n")
    jan = next(line for line in head if "Jan Kowalski" in line)
    assert "⊘ do not call: only by e-mail" in jan
    assert "601 234 567" not in jan
    assert any("left: Maria Zielińska, buyer" in line for line in head)


async def test_a_merged_contractor_names_the_one_it_went_into(crm: CrmDriver) -> None:
    await to_card(crm, "Delta")
    beta, delta = (crm.ask(contractor_id, name) for name in ("Beta S.A.", "Delta"))
    change(crm, Contractor, delta, active=False, merged_into_id=beta)
    await crm.press("/", "escape", "H", "escape")
    await crm.see("✗ merged into Beta S.A.")


async def test_5000_activities_are_read_a_stretch_at_a_time(crm: CrmDriver) -> None:
    def fill() -> None:
        from tui_crm.store.unit_of_work import insert_many

        pattern = builders.activity(crm.known.beta)
        rows = [
            {
                **pattern, "id": 1000 + n, "key": f"bulk-{n}", "number": f"C/2020/{n:04d}",
                "number_year": 2020, "number_running": n, "note": f"old talk {n}",
                "completed_at": at(1, month=3), "status": "done",
            }
            for n in range(5000)
        ]  # fmt: skip
        insert_many(Activity, rows, now=builders.NOW)

    crm.ask(fill)
    await to_card(crm, "Beta S.A.")
    await crm.press("G")
    await crm.until(lambda: crm.current_id() == 1000)
    await crm.see("old talk 0")
    assert len(crm.table().rows) < 700
    await crm.press("g")
    assert crm.current_id() == crm.known.beta


async def test_two_contractors_of_one_name_are_told_apart(crm: CrmDriver) -> None:
    def duplicate() -> int:
        actor = builders.operator()
        made = builders.contractor(actor, "Beta S.A.", city="Gdynia")
        person = builders.person(actor, made, "Olga Gdyńska")
        save(builders.contact(actor, made, person), actor=actor, instant=builders.instant())
        return int(made)

    added = crm.ask(duplicate)
    await crm.press("3")
    await crm.see("Gdynia")
    await crm.to(added)
    await crm.press("enter")
    await crm.see("Olga Gdyńska")
    assert len(crm.table().rows) == 1


async def test_data_are_changed_and_a_person_is_added_from_the_card(crm: CrmDriver) -> None:
    await to_card(crm, "Gamma s.c.")
    await crm.press("E")
    await crm.see("Contractor · Gamma s.c.")
    await crm.fill("city", "Gdańsk")
    await crm.press("ctrl+s")
    await crm.until(lambda: "Gdańsk" in crm.shown("#head"))
    await crm.press("N")
    await crm.see("New contact person")
    await crm.type("Zenon")
    await crm.fill("last_name", "Nowicki")
    await crm.press("ctrl+s")
    await crm.until(lambda: "Zenon Nowicki" in crm.shown("#head"))


async def test_after_merging_the_card_is_that_of_the_one_that_stays(crm: CrmDriver) -> None:
    await to_card(crm, "Delta")
    await crm.press("M", *"beta", "enter", "ctrl+s")
    await crm.until(lambda: "Beta S.A." in crm.shown("#head"))
    await crm.until(lambda: len(crm.table().rows) == 3)
    assert "Adam Nowy" in crm.shown("#head")
    await crm.press("n")
    await crm.see("New contact")
    assert crm.shown("#contractor") == "Beta S.A."
