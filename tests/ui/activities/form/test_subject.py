"""The subject: generated when its field is left or the form is saved, never while one types."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual import events

from tests.support.ui.driver import CrmDriver

GENERATED = "phone call: ALFA Sp. z o.o."
OWN = "prices for spring"
EMPTIED = {
    "end, ctrl+u": ("end", "ctrl+u"),
    "letter by letter": ("end", *["backspace"] * len(OWN)),
    "the whole selected": ("delete",),
    "from the left": ("home", "ctrl+k"),
}


@pytest.mark.parametrize("keys", EMPTIED.values(), ids=EMPTIED)
async def test_r07_nothing_is_glued_to_what_is_typed_after_emptying_ones_own_subject(
    crm: CrmDriver, keys: Sequence[str]
) -> None:
    await crm.new_contact()
    await crm.fill("subject", OWN)
    await crm.press("ctrl+s")
    await crm.see("Saved")
    await crm.press("enter")
    await crm.go("subject")
    await crm.press(*keys)
    assert crm.shown("#subject") == ""
    await crm.type("Other")
    assert crm.shown("#subject") == "Other"
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert (crm.newest()["subject"], crm.newest()["subject_generated"]) == ("Other", False)


LEFT = {
    "tab": ("tab",),
    "shift+tab": ("shift+tab",),
    "enter": ("enter",),
    "the note": ("ctrl+l",),
    "the next one": ("ctrl+r",),
    "the persons": ("ctrl+n", "escape"),
}


@pytest.mark.parametrize("keys", LEFT.values(), ids=LEFT)
async def test_r07_an_emptied_subject_is_generated_again_when_its_field_is_left(
    crm: CrmDriver, keys: Sequence[str]
) -> None:
    await crm.new_contact()
    await crm.fill("subject", OWN)
    await crm.press("end", "ctrl+u", *keys)
    assert crm.focused_id() != "subject"
    await crm.until(lambda: crm.shown("#subject") == GENERATED, "the generated subject")


async def test_r07_an_emptied_subject_is_generated_by_saving(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("subject", OWN)
    await crm.press("end", "ctrl+u", "ctrl+s")
    await crm.see("Saved")
    assert (crm.newest()["subject"], crm.newest()["subject_generated"]) == (GENERATED, True)


async def test_a_form_left_with_its_generated_subject_emptied_is_no_draft(crm: CrmDriver) -> None:
    await crm.open(crm.known.beta)
    await crm.go("subject")
    await crm.press("end", "ctrl+u", "escape")
    await crm.not_see("Kept as a draft")
    await crm.press("W")
    await crm.see("There is no draft")


async def test_a_draft_left_in_an_emptied_subject_comes_back_with_a_generated_one(
    crm: CrmDriver,
) -> None:
    await crm.new_contact()
    await crm.fill("note", "two crates")
    await crm.fill("subject", OWN)
    await crm.press("end", "ctrl+u")
    # The connection is lost here: nothing leaves the field.
    await crm.restart()
    await crm.press("d")
    await crm.until(lambda: crm.shown("#subject") == GENERATED, "the generated subject")


@pytest.mark.parametrize(("field", "typed"), [("subject", ""), ("starts", "9:00")])
async def test_a_field_left_for_another_window_of_the_desktop_is_found_as_it_was(
    crm: CrmDriver, field: str, typed: str
) -> None:
    await crm.press("l", *"alfa", "enter")
    await crm.go(field)
    await crm.press("end", "ctrl+u", *typed)
    crm.app.post_message(events.AppBlur())
    await crm.rest()
    crm.app.post_message(events.AppFocus())
    await crm.until(lambda: crm.focused_id() == field, field)
    assert crm.shown(f"#{field}") == typed


@pytest.mark.parametrize("size", [(80, 24), (240, 40)])
async def test_r07_a_generated_subject_is_read_in_the_language_of_its_reader(
    closed: CrmDriver, size: tuple[int, int]
) -> None:
    polish, english = "telefon: Delta", "phone call: Delta"
    closed.size = size
    await closed.start(language="pl")
    await closed.new_contact("delta")
    await closed.fill("note", "two crates")
    await closed.press("ctrl+s")
    await closed.until(lambda: closed.newest()["subject"] == polish, "the new one")
    number, made = closed.newest()["number"], closed.newest()["id"]
    await closed.leave()
    await closed.start(language="en")
    await closed.to(made)
    await closed.press("h")
    await closed.see(f"History of {number}")
    assert not closed.is_seen(polish)
    await closed.press("escape", "enter")
    await closed.until(lambda: closed.shown("#subject") == english, english)
    # Reading and noting is no change of it.
    await closed.fill("note", "three crates")
    await closed.press("ctrl+s")
    await closed.see("Saved")
    assert closed.newest()["subject"] == polish
    await closed.press("h")
    await closed.see("three crates")
    assert "Subject" not in closed.shown("HistoryWindow RecordTable")
    await closed.press("escape", "ctrl+f", *"crates")
    await closed.see(english)
    assert not closed.is_seen(polish)
    await closed.press("escape", "x", "u")
    await closed.see("Taken back", english)
