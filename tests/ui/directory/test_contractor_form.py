"""The form of a contractor: all that is known of it, and who is there already."""

from __future__ import annotations

from typing import Any

from tests.support.ui.driver import CrmDriver
from tests.support.ui.hostile import FEW, HOSTILE, JOINED, clean
from tui_crm.queries.directory.contractor_card import ContractorCard, contractor_card
from tui_crm.store.models import Contractor

NIP = "526-000-12-46"
TEXTS = ("name", "code", "tax_id", "phones", "emails", "www", "street", "postcode", "city")


async def new(crm: CrmDriver) -> None:
    await crm.press("3", "N")
    await crm.see("New contractor")


async def opened(crm: CrmDriver) -> None:
    await crm.press("3", "e")
    await crm.see("Contractor · ALFA Sp. z o.o.")


def card(crm: CrmDriver, contractor_id: int) -> ContractorCard:
    return crm.ask(contractor_card, contractor_id)


def newest(crm: CrmDriver) -> dict[str, Any]:
    return crm.stored(Contractor)[-1]


async def test_everything_is_typed_in_one_go(crm: CrmDriver) -> None:
    await new(crm)
    await crm.press(
        *"Omega S.A.", "enter", "enter", *NIP, "enter", "space", "enter", "enter", "space", "enter",
        *"601 234 000, 22 612 00 00", "enter", *"biuro@omega.example", "enter", "enter",
        *"Morska 1", "enter", *"80-001", "enter", *"Gdynia", "enter", "enter", "enter", "enter",
        *"met at the fair", "ctrl+s",
    )  # fmt: skip
    await crm.see("Omega S.A.: saved. u takes it back.")
    kept = newest(crm)
    told = {name: kept[name] for name in ("tax_id", "street", "postcode", "city", "note", "code")}
    assert told == {
        "tax_id": "5260001246", "street": "Morska 1", "postcode": "80-001", "city": "Gdynia",
        "note": "met at the fair", "code": "OMEGASA",
    }  # fmt: skip
    assert (kept["customer"], kept["vendor"], kept["prospect"]) == (True, False, True)
    shown = card(crm, kept["id"])
    assert list(shown.phones) == ["601 234 000", "22 612 00 00"]
    assert shown.emails == ("biuro@omega.example",)
    assert shown.owner == "Anna Nowak"
    assert "Omega S.A." in crm.cursor_row()


async def test_the_smallest_screen_shows_every_field(crm: CrmDriver) -> None:
    await new(crm)
    lines = crm.screen_text()
    assert len(lines) == 24
    words = (
        "Name*", "Code", "Tax id", "customer", "vendor", "prospect", "Numbers", "E-mails", "WWW",
        "Street", "Postcode", "City", "Country", "Owner", "active", "Note",
    )  # fmt: skip
    for word in words:
        assert crm.is_seen(word), word


async def test_an_opened_one_is_changed_and_taken_back(crm: CrmDriver) -> None:
    await opened(crm)
    assert crm.shown("#phones") == "22 612 34 56"
    assert crm.shown("#city") == "Warszawa"
    await crm.fill("city", "Łódź")
    await crm.fill("phones", "22 612 34 56, 601 000 000")
    await crm.press("ctrl+s")
    await crm.see("ALFA Sp. z o.o.: saved. u takes it back.")
    shown = card(crm, 1)
    assert shown.city == "Łódź"
    assert list(shown.phones) == ["22 612 34 56", "601 000 000"]
    await crm.press("u")
    await crm.see("Taken back")
    shown = card(crm, 1)
    assert shown.city == "Warszawa"
    assert list(shown.phones) == ["22 612 34 56"]


async def test_saving_without_a_change_changes_nothing(crm: CrmDriver) -> None:
    await opened(crm)
    before = crm.stored(Contractor)[0]
    await crm.press("ctrl+s")
    await crm.see("saved.")
    assert crm.stored(Contractor)[0] == before


async def test_the_name_that_was_looked_for_is_filled_in(crm: CrmDriver) -> None:
    await crm.press("3", "slash", *"omega", "enter", "N")
    await crm.see("New contractor")
    assert crm.shown("#name") == "omega"


async def test_many_numbers_stand_one_below_the_other(crm: CrmDriver) -> None:
    await opened(crm)
    numbers = [f"60{n} 000 000" for n in range(7)]
    await crm.fill("phones", ", ".join(numbers))
    await crm.press("ctrl+s")
    await crm.see("saved.")
    await crm.press("e")
    await crm.go("phones")
    assert [text[:11] for text in crm.shown("#phones").split("\n")] == numbers[-4:]
    await crm.press("tab")
    assert crm.focused_id() == "emails"


# What cannot be saved


REFUSED = [
    ("emails", "omega", "“omega”: An e-mail address looks like"),
    ("phones", "none, po 16:00", "“none”: This holds no phone number."),
    ("country", "Polska", "Type the country as two letters"),
    ("tax_id", "526-000-12-45", "This NIP cannot be right"),
    ("code", "alfaspzo", "has the code ALFASPZO"),
    ("name", "", "Type the contractor's name."),
]
"""The one that is asked for first comes last, so that each is the only one that is wrong."""


async def test_what_is_refused_is_said_and_nothing_is_lost(crm: CrmDriver) -> None:
    await new(crm)
    await crm.type("Omega")
    await crm.fill("note", "kept")
    for field, typed, said in REFUSED:
        await crm.go(field)
        await crm.press("end", "ctrl+u")
        await crm.type(typed)
        await crm.press("ctrl+s")
        await crm.see(said)
        assert crm.focused_id() == field
        assert crm.shown(f"#{field}")[-3:] == typed[-3:]  # A short field shows the end of it.
        assert crm.shown("#note") == "kept"
        assert "Omega" not in {row["name"] for row in crm.stored(Contractor)}
        await crm.press("end", "ctrl+u")
        await crm.type("PL" if field == "country" else "")


async def test_a_refused_field_is_mended_and_saved(crm: CrmDriver) -> None:
    await new(crm)
    await crm.type("Omega")
    await crm.fill("emails", "omega")
    await crm.press("ctrl+s")
    await crm.see("An e-mail address looks like")
    await crm.press(*"@omega.example")
    await crm.not_see("An e-mail address looks like")
    await crm.press("ctrl+s")
    await crm.see("Omega: saved.")


# Who is there already


async def test_nearly_the_same_name_is_pointed_out_and_opened(crm: CrmDriver) -> None:
    await new(crm)
    await crm.type("Betta")
    await crm.see("Beta S.A. · BETASA · Its name is nearly the same. Ctrl+T opens it.")
    await crm.press("ctrl+t")
    await crm.see("Ewa Lis")
    await crm.press("escape")
    await crm.see("New contractor")
    assert crm.shown("#name") == "Betta"


async def test_the_same_number_is_pointed_out_under_it(crm: CrmDriver) -> None:
    await new(crm)
    await crm.type("Omega")
    await crm.fill("phones", "+48226123456")
    await crm.see("ALFA Sp. z o.o. · Warszawa · ALFASPZO · It has the same number.")
    lines = crm.screen_text()
    at = next(i for i, text in enumerate(lines) if "the same number" in text)
    assert "Numbers" in lines[at - 1]


async def test_a_duplicate_keeps_nobody_from_saving(crm: CrmDriver) -> None:
    await new(crm)
    await crm.type("Beta")
    await crm.see("Its name is nearly the same.")
    await crm.press("ctrl+s")
    await crm.see("Beta: saved.")


async def test_without_a_duplicate_the_key_and_the_line_are_gone(crm: CrmDriver) -> None:
    await new(crm)
    await crm.type("Beta")
    await crm.see("Ctrl+T opens it.")
    await crm.type("xyz")
    await crm.not_see("Ctrl+T")
    await crm.press("ctrl+t")
    await crm.see("New contractor")


async def test_a_contractor_is_no_duplicate_of_itself(crm: CrmDriver) -> None:
    await opened(crm)
    await crm.fill("name", "ALFA")
    await crm.go("phones")
    await crm.type("0")
    await crm.press("backspace")
    assert not crm.is_seen("Ctrl+T")


# Texts that want to be more than texts


async def test_hostile_texts_are_shown_as_typed_in_every_field(crm: CrmDriver) -> None:
    crm.size = (120, 36)
    await new(crm)
    for field, text in zip(TEXTS, HOSTILE, strict=False):
        await crm.fill(field, text)
        assert text.endswith(crm.shown(f"#{field}"))  # A short field shows the end of it.
        assert crm.shown(f"#{field}")
    for text in FEW:
        await crm.fill("name", text)
        await crm.press("ctrl+s")  # Refused for the tax id, which repeats nothing as markup.
        assert crm.shown("#name") == text
        assert clean(crm)


async def test_nothing_that_is_pasted_reaches_the_terminal(crm: CrmDriver) -> None:
    text, seen = JOINED[0]
    await new(crm)
    for field in ("name", "phones", "note"):
        await crm.go(field)
        await crm.paste(text)
        assert clean(crm)
    await crm.fill("phones", "601 000 000")
    await crm.press("ctrl+s")
    await crm.see("saved.")
    assert clean(crm)
    assert newest(crm)["name"].replace("\u202e", "") == seen
