"""The form of a contact person: how they are reached, where they work, who is there already."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.ui.driver import CrmDriver
from tests.support.ui.hostile import FEW, JOINED, clean
from tui_crm.domain.directory.person import FIELDS, AffiliationEdit, PersonEdit
from tui_crm.domain.ids import PersonId
from tui_crm.queries.directory.person_card import PersonCard, person_card
from tui_crm.services.directory import persons
from tui_crm.store.models import Contractor, Person


async def new(crm: CrmDriver) -> None:
    await crm.press("4", "N")
    await crm.see("New contact person")


async def opened(crm: CrmDriver) -> None:
    """Jan Kowalski of ALFA."""
    await crm.press("4", "e")
    await crm.see("Contact person · Jan Kowalski")


def newest(crm: CrmDriver) -> dict[str, Any]:
    return crm.stored(Person)[-1]


def card(crm: CrmDriver, person_id: int) -> PersonCard:
    return crm.ask(person_card, person_id)


async def test_everything_is_typed_in_one_go(crm: CrmDriver) -> None:
    await new(crm)
    await crm.press(
        *"Anna Maria", "enter", *"Wilk", "enter", *"601 777 000, 22 777 00 00", "enter",
        *"a.wilk@beta.example", "enter", *"de", "enter", "enter", "enter",
        *"beta", "enter", *"head of buying", "enter", *"purchasing", "ctrl+s",
    )  # fmt: skip
    await crm.see("Anna Maria Wilk: saved. u takes it back.")
    kept = card(crm, newest(crm)["id"])
    assert (kept.first_name, kept.last_name, kept.language) == ("Anna Maria", "Wilk", "de")
    assert list(kept.phones) == ["601 777 000", "22 777 00 00"]
    assert kept.emails == ("a.wilk@beta.example",)
    affiliations = [(one.contractor, one.position, one.department) for one in kept.affiliations]
    assert affiliations == [("Beta S.A.", "head of buying", "purchasing")]
    assert "Wilk" in crm.cursor_row()


async def test_the_smallest_screen_shows_every_field(crm: CrmDriver) -> None:
    await new(crm)
    for word in (
        "Title", "First name", "Last name*", "Numbers", "E-mails", "Language", "do not call",
        "active", "Works at", "Note",
    ):  # fmt: skip
        assert crm.is_seen(word), word


async def test_a_person_works_at_several_contractors(crm: CrmDriver) -> None:
    await opened(crm)
    await crm.go("place-finder")
    await crm.press(*"gamma", "enter", *"adviser", "ctrl+s")
    await crm.see("Jan Kowalski: saved.")
    affiliations = card(crm, 1).affiliations
    assert [(one.contractor, one.position) for one in affiliations] == [
        ("ALFA Sp. z o.o.", "director"),
        ("Gamma s.c.", "adviser"),
    ]
    await crm.press("u")
    await crm.see("Taken back")
    assert [one.contractor for one in card(crm, 1).affiliations] == ["ALFA Sp. z o.o."]


async def test_a_contractor_that_is_not_there_yet_is_added_on_the_spot(crm: CrmDriver) -> None:
    await new(crm)
    await crm.press("enter", *"Wilk")
    await crm.go("place-finder")
    await crm.press(*"Omega S.A.", "ctrl+n", "ctrl+s")
    await crm.see("New contact person", "Omega S.A.")
    await crm.press("ctrl+s")
    await crm.see("Wilk: saved.")
    assert crm.stored(Contractor)[-1]["name"] == "Omega S.A."
    assert [one.contractor for one in card(crm, newest(crm)["id"]).affiliations] == ["Omega S.A."]


async def test_who_left_stays_on_old_records_and_is_offered_no_more(crm: CrmDriver) -> None:
    await opened(crm)
    await crm.go("place-finder")
    await crm.press("shift+tab", "space", "ctrl+s")
    await crm.see("Jan Kowalski: saved.")
    assert [one.active for one in card(crm, 1).affiliations] == [False]
    await crm.press("1")
    await crm.until(lambda: "Jan Kowalski" in crm.listed("ALFA"))
    await crm.press("n", *"alfa", "enter")
    await crm.see("Maria Zielińska")
    assert not crm.is_seen("Jan Kowalski")


async def test_whom_one_must_not_call_has_no_number_to_copy(crm: CrmDriver) -> None:
    await opened(crm)
    await crm.go("do_not_call")
    await crm.press("space")
    await crm.fill("note", "asked us not to")
    await crm.press("ctrl+s")
    await crm.see("Jan Kowalski: saved.", "do not call: asked us not to")
    await crm.press("y")
    await crm.see("✗")
    assert "601 234 567" not in crm.notice()


REFUSED = [
    ("emails", "wilk", "“wilk”: An e-mail address looks like"),
    ("phones", "none, po 16:00", "“none”: This holds no phone number."),
    ("last_name", "", "Type the person's last name."),
]


async def test_what_is_refused_is_said_and_nothing_is_lost(crm: CrmDriver) -> None:
    await new(crm)
    await crm.press(*"Anna", "enter", *"Wilk")
    await crm.fill("note", "kept")
    for field, typed, said in REFUSED:
        await crm.go(field)
        await crm.press("end", "ctrl+u")
        await crm.type(typed)
        await crm.press("ctrl+s")
        await crm.see(said)
        assert crm.focused_id() == field
        assert crm.shown(f"#{field}") == typed
        assert (crm.shown("#first_name"), crm.shown("#note")) == ("Anna", "kept")
        assert "Wilk" not in {row["last_name"] for row in crm.stored(Person)}
        await crm.press("end", "ctrl+u")


async def test_nearly_the_same_name_is_pointed_out_and_opened(crm: CrmDriver) -> None:
    await new(crm)
    await crm.press(*"Jan", "enter", *"Kowalsky")
    await crm.see("Jan Kowalski", "Ctrl+T opens it.")
    await crm.press("ctrl+t")
    await crm.see("jan@alfa.example")
    await crm.press("escape")
    await crm.see("New contact person")
    assert crm.shown("#last_name") == "Kowalsky"


async def test_hostile_texts_are_shown_as_typed_in_every_field(crm: CrmDriver) -> None:
    crm.size = (120, 36)
    await new(crm)
    fields = ("first_name", "last_name", "phones", "emails", "note")
    for text in FEW:
        for field in fields:
            await crm.fill(field, text)
            assert text.endswith(crm.shown(f"#{field}"))
            assert crm.shown(f"#{field}")
        await crm.press("ctrl+s")  # Refused for its address, which is repeated as it was typed.
        assert clean(crm)


async def test_nothing_that_is_pasted_reaches_the_terminal(crm: CrmDriver) -> None:
    text, seen = JOINED[0]
    await new(crm)
    for field in ("last_name", "note"):
        await crm.go(field)
        await crm.paste(text)
        assert clean(crm)
    await crm.press("ctrl+s")
    await crm.see("saved.")
    assert clean(crm)
    assert newest(crm)["last_name"].replace("\u202e", "") == seen


async def test_a_contractor_half_typed_for_a_new_person_comes_back(crm: CrmDriver) -> None:
    await new(crm)
    await crm.press(*"Zoja", "enter", *"Nowa")
    await crm.go("place-finder")
    await crm.press(*"Huta", "ctrl+n")
    await crm.see("New contractor")
    await crm.press(*"601 999 000")
    await crm.restart()
    await crm.press("d")
    await crm.see("New contractor", "Huta", "601 999 000", "Zoja")
    await crm.press("ctrl+s")
    await crm.not_see("New contractor")
    await crm.press("ctrl+s")
    await crm.see("Zoja Nowa: saved.")
    assert [place.contractor for place in card(crm, newest(crm)["id"]).affiliations] == ["Huta"]


# A colleague was faster


def moved_meanwhile(crm: CrmDriver, *contractor_ids: int) -> None:
    """A colleague saves the person with places at these contractors."""
    colleague = crm.colleague()
    jan = colleague.does(person_card, 1)
    fields = {name: getattr(jan, name) for name in ("key", "version", *FIELDS)}
    places = tuple(AffiliationEdit(one, position="their position") for one in contractor_ids)
    edit = PersonEdit(**fields, id=PersonId(1), affiliations=places)
    colleague.does(persons.save, edit, actor=colleague.actor, now=crm.clock().now)


async def places_conflict(crm: CrmDriver) -> None:
    await opened(crm)
    await crm.fill("position-1", "my position")
    moved_meanwhile(crm, 1, 2)
    await crm.press("ctrl+s")
    await crm.see("Someone else changed this record", "my position", "their position")


async def test_places_that_a_colleague_has_changed_are_shown_when_theirs_are_taken(
    crm: CrmDriver,
) -> None:
    await places_conflict(crm)
    await crm.press("t")
    await crm.see("Ctrl+S saves what you see now.", "Beta S.A.")
    assert crm.shown("#position-1") == "their position"
    await crm.press("ctrl+s")
    await crm.see("Jan Kowalski: saved.")
    places = {one.contractor_id: one.position for one in card(crm, 1).affiliations}
    assert places == {1: "their position", 2: "their position"}


async def test_my_places_stay_where_mine_are_kept(crm: CrmDriver) -> None:
    await places_conflict(crm)
    await crm.press("m", "ctrl+s")
    await crm.see("Jan Kowalski: saved.")
    places = {one.contractor_id: one.position for one in card(crm, 1).affiliations if one.active}
    assert places == {1: "my position"}


@pytest.mark.painted
async def test_a_place_that_goes_while_all_are_drawn_anew_is_painted_no_more(
    crm: CrmDriver,
) -> None:
    await places_conflict(crm)
    form: Any = crm.app.screen_stack[-2]
    field: Any = form.query_one("#position-1")
    gone = field._message_loop_exit

    async def paints_then() -> None:
        await gone()
        # As when the window over the form has closed, and a sixtieth of a second is over just now.
        form._layout_required = False
        form._dirty_widgets.add(form)
        form._compositor._dirty_regions.add(form._compositor.size.region)
        form._on_timer_update()

    field._message_loop_exit = paints_then
    await crm.press("t")
    await crm.rest()
    assert crm.shown("#position-1") == "their position"
