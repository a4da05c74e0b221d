"""Texts that look like markup, escape sequences or worse are shown as typed, everywhere.

Three of them on every screen; all of them, in all that is drawn: `panels/test_hostile_text.py`.
"""

from __future__ import annotations

import pytest

from tests.support import builders
from tests.support.builders import at
from tests.support.ui.driver import CrmDriver
from tests.support.ui.hostile import FEW, JOINED, clean
from tui_crm.services.activities.save import edit_note, save
from tui_crm.store.models import Contractor, Person
from tui_crm.ui.kit.lookup_field import LookupField


async def inhabited(closed: CrmDriver, texts: list[str]) -> dict[str, int]:
    """Overdue contacts all of whose texts are hostile, above everything else in the list."""

    def move_in(hour: int, text: str) -> int:
        actor = builders.operator()
        contractor = builders.contractor(actor, text)
        person = builders.person(actor, contractor, text, position=text)
        edit = builders.contact(
            actor, contractor, person, starts_at=at(19, f"{hour}:00"), note=text, subject=text
        )
        return int(save(edit, actor=actor, instant=builders.instant()).activity_id)

    added = {text: closed.ask(move_in, hour, text) for hour, text in enumerate(texts, 10)}
    closed.size = (160, 40)
    await closed.start()
    return added


async def test_hostile_text_is_shown_as_typed_in_list_details_and_form(
    closed: CrmDriver,
) -> None:
    for text, added in (await inhabited(closed, FEW)).items():
        await closed.to(added)
        assert closed.cursor_row().count(text[:14]) == 3
        await closed.until(lambda text=text: text in closed.shown("#details"), text)  # type: ignore[misc]
        await closed.press("enter")
        await closed.see("Contact C/2026/")
        for field in ("#contractor", "#subject", "#note", "#persons"):
            assert text in closed.shown(field), field
        await closed.press("escape")


async def test_hostile_text_is_shown_as_typed_in_pickers(
    closed: CrmDriver,
) -> None:
    for text in await inhabited(closed, FEW):
        await closed.press("n")
        await closed.paste(text)
        await closed.until(lambda text=text: any(text in line for line in closed.rows()), text)  # type: ignore[misc]
        await closed.press("enter", "ctrl+n")
        await closed.until(lambda text=text: any(text in line for line in closed.rows()), text)  # type: ignore[misc]
        await closed.press("escape")
        assert closed.shown("#contractor") == text
        await closed.press("escape")


async def test_hostile_text_is_shown_as_typed_in_action_bars_notices_and_history(
    closed: CrmDriver,
) -> None:
    for text, added in (await inhabited(closed, FEW)).items():
        await closed.to(added)
        await closed.press("c")
        await closed.see(f"Complete {text[:20]}")
        await closed.press("escape", "e")
        await closed.see(f"Note: {text[:20]}")
        await closed.press("ctrl+u", *"q", "ctrl+s", "h")
        await closed.see("History of")
        await closed.until(lambda text=text: any(text in line for line in closed.rows()), text)  # type: ignore[misc]
        await closed.press("escape", "u")
        await closed.see("Taken back")
        assert text[:16] in closed.notice()


async def test_hostile_text_is_shown_as_typed_among_the_drafts(
    closed: CrmDriver,
) -> None:
    for text in await inhabited(closed, FEW):
        await closed.press("n")
        await closed.paste(text)
        await closed.press("enter", "ctrl+g", "escape")
        await closed.see("Kept as a draft")
    await closed.press("d")
    await closed.see("Typed and not saved")
    for text in FEW:
        assert any(text in line for line in closed.rows()), text


async def test_hostile_text_is_shown_as_typed_in_the_conflict_window(
    closed: CrmDriver,
) -> None:
    inhabitants = await inhabited(closed, FEW)
    colleague = closed.colleague()
    for text, added in inhabitants.items():
        await closed.open(added)
        await closed.fill("subject", "mine")
        colleague.does(
            edit_note, added, text + "!", version=closed.activity(added)["version"],  # type: ignore[arg-type]
            actor=colleague.actor, now=closed.clock().now,
        )  # fmt: skip
        await closed.press("ctrl+s")
        await closed.see("Someone else changed this activity", text[:25])
        await closed.press("escape", "escape")
        await closed.see("OVERDUE")


@pytest.mark.parametrize(("typed", "shown"), JOINED)
async def test_control_characters_in_a_name_are_dropped_the_rest_is_kept(
    crm: CrmDriver, typed: str, shown: str
) -> None:
    crm.clock.forward(minutes=1)
    await crm.press("n")
    await crm.paste(typed)
    await crm.press("ctrl+n", "ctrl+s")
    # A name that is longer than its field ends with an ellipsis there; the title has all of it.
    await crm.until(lambda: shown[:30] in crm.shown("#contractor"), shown)
    assert crm.app.screen.query_one("#contractor", LookupField).value == shown
    await crm.until(lambda: shown in crm.title, shown)
    assert crm.stored(Contractor)[-1]["name"] == shown
    assert clean(crm)
    await crm.press("enter")
    await crm.paste(typed)
    await crm.press("ctrl+n", "ctrl+s")
    await crm.until(lambda: shown[:20] in crm.shown("#persons"), shown)
    made = crm.stored(Person)[-1]
    assert f"{made['first_name']} {made['last_name']}".strip() == shown
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert clean(crm)
    assert shown[:8] in crm.cursor_row()


@pytest.mark.parametrize(("typed", "shown"), JOINED)
async def test_control_characters_in_notes_and_subjects_reach_no_screen(
    crm: CrmDriver, typed: str, shown: str
) -> None:
    await crm.new_contact()
    await crm.go("subject")
    await crm.paste(typed)
    assert clean(crm)
    await crm.go("note")
    await crm.paste(typed)
    assert clean(crm)
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert clean(crm)
    stored = crm.newest()
    assert stored["subject"] == shown
    assert not {"\x1b", "\x00"} & set(stored["note"])
    await crm.press("h")
    await crm.see("History of")
    assert clean(crm)


async def test_what_a_filter_is_typed_is_shown_as_typed(crm: CrmDriver) -> None:
    await crm.press("/")
    await crm.paste("[@click=app.quit]x[/] \x1b[2J")
    await crm.see("[@click=app.quit]x[/]")
    assert clean(crm)


async def test_a_hostile_complaint_is_shown_as_typed(crm: CrmDriver) -> None:
    await crm.press("n", *"[bold]q[/]", "tab")
    await crm.see("Nothing matches “[bold]q[/]”.")


async def test_an_employee_with_a_hostile_name_is_shown_as_typed(closed: CrmDriver) -> None:
    closed.login, closed.full_name = "eve", "Eve [/] [red]"
    await closed.start()
    await closed.press("n")
    assert closed.shown("#employee") == "Eve [/] [red]"
    await closed.press(*"alfa", "enter", "ctrl+s")
    await closed.see("Saved")
    await closed.press("enter")
    await closed.see("Eve [/] [red]")
