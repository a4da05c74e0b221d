"""Dictionaries in Setup, by keyboard (R31, R42)."""

from __future__ import annotations

import pytest

from tests.support.builders import NOW, entry
from tests.support.ui.driver import CrmDriver
from tests.support.ui.hostile import HOSTILE, clean
from tests.support.ui.setup import names, on, setup
from tui_crm.services.setup import dictionaries
from tui_crm.services.setup.dictionaries import EntryEdit
from tui_crm.store.models import Activity, Dictionary, Employee, Entry
from tui_crm.store.unit_of_work import insert_many, write
from tui_crm.ui.setup.words import counted


async def choose_on_a_new_contact(crm: CrmDriver, field: str) -> str:
    """What the list of a field offers."""
    await crm.press("1")
    await crm.new_contact()
    await crm.go(field)
    await crm.press("ctrl+o")
    offered = "\n".join(crm.rows())
    await crm.press("escape", "escape")
    return offered


async def test_r42_the_tree_shows_every_part_and_the_list_follows_it(crm: CrmDriver) -> None:
    before = crm.listed("Beta")
    await setup(crm, within=False)
    await crm.see("CRM", "Contact type", "STAFF", "Employees", "COMPANY", "Rights")
    assert names(crm)[:2] == ["telephone", "e-mail"]
    await crm.press("down")
    assert names(crm) == ["low", "normal", "high", "urgent"]
    await crm.press("down", "down", "down")
    assert "Marek Lis" in crm.rows()[0]
    await crm.press("down", "enter")
    assert crm.focused_id() == "list"
    assert "administrator" in crm.listed("anna")
    await crm.press("q")
    await crm.see("OVERDUE")
    assert crm.listed("Beta") == before


async def test_r31_an_entry_is_added_and_offered_at_once(crm: CrmDriver) -> None:
    await setup(crm, down=2)
    await crm.press("N")
    await crm.type("complaints")
    await crm.press("ctrl+s")
    await crm.see("complaints: saved.")
    assert "complaints" in crm.cursor_row()
    assert "complaints" in await choose_on_a_new_contact(crm, "category")


async def test_r31_an_entry_is_renamed_where_it_stands(crm: CrmDriver) -> None:
    await setup(crm)
    await on(crm, "e-mail")
    await crm.press("e")
    await crm.fill("name", "letter by wire")
    await crm.press("ctrl+s")
    await crm.see("letter by wire: saved.")
    await crm.press("1")
    await crm.open(crm.known.beta)
    assert crm.shown("#type") == "letter by wire"


async def test_r31_a_value_in_use_is_not_deleted_and_it_says_where_it_is_used(
    crm: CrmDriver,
) -> None:
    own = crm.ask(dictionaries.save, EntryEdit(1, "fax"), actor=crm.actor, now=NOW)
    with_it = crm.known.beta
    crm.ask(lambda: Activity.update(type=own).where(Activity.id == with_it).execute())
    await setup(crm)
    await on(crm, "fax")
    await crm.press("w")
    await crm.see("“fax” is used by 1 activity.")
    await crm.press("delete")
    await crm.see("“fax” is used by 1 activity and cannot be deleted. Make it inactive instead.")
    await on(crm, "letter")
    await crm.press("delete")
    await crm.see("“letter” comes with the program and cannot be deleted.")


async def test_r31_an_unused_value_is_deleted_and_u_brings_it_back(crm: CrmDriver) -> None:
    await setup(crm, down=2)
    await crm.press("N")
    await crm.type("complaints")
    await crm.press("ctrl+s", "delete")
    await crm.see("“complaints” was deleted. u takes it back.")
    assert "complaints" not in "\n".join(crm.rows())
    await crm.press("u")
    await crm.see("Taken back: deleted, complaints")
    crm.listed("complaints")
    await crm.press("U")
    await crm.see("Done again")
    assert "complaints" not in "\n".join(crm.rows())


async def test_r31_a_deactivated_value_is_marked_and_not_offered(crm: CrmDriver) -> None:
    await setup(crm)
    await on(crm, "e-mail")
    await crm.press("i")
    await crm.see("“e-mail” stays on old records and is not offered on new ones.")
    assert crm.listed("e-mail").startswith("✗")
    assert "e-mail" not in await choose_on_a_new_contact(crm, "type")
    await crm.open(crm.known.beta)
    assert crm.shown("#type") == "e-mail"


async def test_r31_entries_are_reordered_by_one_key_and_the_cursor_stays_on_them(
    crm: CrmDriver,
) -> None:
    await setup(crm, down=1)
    await crm.press("J")
    assert names(crm) == ["normal", "low", "high", "urgent"]
    await crm.press("J", "J", "J")
    assert names(crm) == ["normal", "high", "urgent", "low"]
    assert "low" in crm.cursor_row()
    await crm.see("It is the last one already.")
    await crm.press("<")
    assert names(crm)[0] == "low"
    await crm.press("K")
    await crm.see("It is the first one already.")
    await crm.press(">", "K")
    assert names(crm) == ["normal", "high", "low", "urgent"]


async def test_r31_the_default_is_set_by_a_key(crm: CrmDriver) -> None:
    await setup(crm, down=1)
    await on(crm, "high")
    await crm.press("*")
    await crm.see("New records begin with “high”.")
    assert "★" in crm.listed("high")
    assert "★" not in crm.listed("normal")
    await crm.press("1", "n")
    assert crm.shown("#priority") == "high"


async def test_what_is_wrong_is_said_under_its_field_and_nothing_is_lost(crm: CrmDriver) -> None:
    await setup(crm)
    await crm.press("N", "ctrl+s")
    await crm.see("Type the name of the entry.")
    await crm.type("e-mail")
    await crm.press("ctrl+s")
    await crm.see("This dictionary has an entry of this name already.")
    await crm.type("2")
    await crm.fill("planned_minutes", "soon")
    await crm.press("ctrl+s")
    await crm.see("Type a whole number, for example 15.")
    assert crm.focused_id() == "planned_minutes"
    await crm.fill("planned_minutes", "25")
    await crm.press("ctrl+s")
    await crm.see("e-mail2: saved.")
    stored = crm.stored(Entry)[-1]
    assert (stored["name"], stored["planned_minutes"]) == ("e-mail2", 25)


async def test_what_was_typed_and_not_saved_is_there_again(crm: CrmDriver) -> None:
    await setup(crm, down=2)
    await crm.press("e")
    await crm.fill("name", "talks")
    await crm.press("escape")
    await crm.see("Kept as a draft")
    await crm.press("e")
    await crm.see("What was typed before and not saved is here again.")
    assert crm.shown("#name") == "talks"


async def test_an_own_dictionary_is_added_filled_and_deleted(crm: CrmDriver) -> None:
    await setup(crm, within=False)
    await crm.press("N")
    await crm.type("Industries")
    await crm.press("ctrl+s")
    await crm.see("Industries: saved.", "No entries yet.")
    assert crm.stored(Dictionary)[-1]["group"] == "CRM"
    await crm.press("N")
    await crm.see("New entry · Industries")
    await crm.type("glass")
    await crm.press("ctrl+s")
    await crm.see("glass: saved.")
    await crm.press("escape", "delete")
    await crm.see("“Industries” still has entries.")
    await crm.press("tab", "delete", "escape", "delete")
    await crm.see("“Industries” was deleted.")


async def test_a_dictionary_is_renamed_in_the_tree(crm: CrmDriver) -> None:
    await setup(crm, within=False)
    await crm.press("e")
    await crm.fill("name", "How")
    await crm.press("ctrl+s")
    await crm.see("How: saved.")
    assert crm.shown("#branches").split("\n")[1].split() == ["How", "7"]


async def test_twenty_thousand_entries_are_filtered_and_walked(closed: CrmDriver) -> None:
    rows = [
        {"dictionary_id": 3, "name": f"value {n:05}", "position": n + 10} for n in range(20_000)
    ]
    closed.ask(insert_many, Entry, rows, now=NOW)
    await closed.start()
    await setup(closed, down=2)
    await closed.see("Categories · 20004 entries")
    await closed.press("G")
    assert "value 19999" in closed.cursor_row()
    await closed.press("/")
    await closed.type("12345")
    await closed.press("enter")
    assert names(closed) == ["value 12345"]
    await closed.press("J")
    await closed.see("Clear the filter first: Esc.")
    await closed.press("escape", "K")
    assert "value 12345" in closed.cursor_row()
    assert names(closed).index("value 12345") + 1 == names(closed).index("value 12344")


def test_where_not_all_are_counted_that_is_said() -> None:
    assert (counted(20_004, 99_999), counted(99_999, 99_999)) == ("20004", "99999+")


# Whatever is typed


async def test_names_are_shown_as_typed(closed: CrmDriver) -> None:
    batch = HOSTILE[2:7]

    def fill() -> None:
        with write("test", actor=None, now=NOW) as unit:
            own = unit.insert(Dictionary, code="own", name=batch[0], group=batch[1])
            for n, name in enumerate(batch):
                unit.insert(Entry, dictionary_id=own, name=name, position=n)
                unit.insert(Employee, code=f"X{n}", last_name=name)

    closed.ask(fill)
    closed.size = (120, 36)
    await closed.start()
    await setup(closed, down=4)
    await closed.see(*batch, batch[1].upper())
    await closed.press("i")
    await closed.see(f"“{batch[0]}” stays on old records")
    await closed.press("enter")
    await closed.see(batch[0])
    await closed.press("escape", "h")
    await closed.see(f"History of {batch[0]}")
    await closed.press("q", "tab", "down", "tab")
    await closed.see(*batch)
    assert clean(closed)


async def test_a_name_of_two_hundred_signs_leaves_the_columns_where_they_are(
    crm: CrmDriver,
) -> None:
    edit = EntryEdit(1, "ż" * 200, planned_minutes=77)
    crm.ask(dictionaries.save, edit, actor=crm.actor, now=NOW)
    await setup(crm)
    assert "…" in crm.listed("żżż")
    assert "77" in crm.listed("żżż")


@pytest.mark.parametrize("language", ["en", "pl"])
async def test_a_renamed_entry_is_shown_as_typed_in_both_languages(
    closed: CrmDriver, language: str
) -> None:
    letter = closed.ask(entry, "letter")
    closed.ask(lambda: Entry.update(name="urgent").where(Entry.id == letter).execute())
    await closed.start(language=language)
    await setup(closed)
    assert names(closed)[-1] == "urgent"
    assert names(closed)[0] == ("telephone" if language == "en" else "telefoniczny")


async def test_a_draft_of_setup_is_gone_on_with_from_today(crm: CrmDriver) -> None:
    await setup(crm, down=2)
    await crm.press("N")
    await crm.type("complaints")
    await crm.press("escape")
    await crm.see("Kept as a draft: on Today, d to resume.")
    await crm.press("1", "d")
    await crm.see("New entry · Categories")
    assert crm.shown("#name") == "complaints"
    await crm.press("ctrl+s")
    await crm.see("complaints: saved.")
    assert crm.stored(Entry)[-1]["dictionary_id"] == 3


async def test_a_colour_is_a_column_only_where_an_entry_has_one(crm: CrmDriver) -> None:
    await crm.press("7", "enter")
    await crm.see("Contact type ·")
    assert not crm.is_seen("Colour")
    await crm.press("escape", "down")
    await crm.see("Colour", "■ red")
