"""Ctrl+F: find anywhere; what is found stands there while it is typed."""

from __future__ import annotations

import pytest

from tests.support import builders
from tests.support.builders import at
from tests.support.ui.driver import CrmDriver
from tests.support.ui.hostile import CONTROLS, FEW, clean
from tui_crm.domain.activities.activity import Kind
from tui_crm.services.activities.save import save
from tui_crm.ui.kit.list_screen import SIDE
from tui_crm.ui.search.search_screen import FindScreen

AGREED = "wants the new price list before 1 Dec, 5 % for"


async def found(crm: CrmDriver, text: str) -> None:
    """Ctrl+F, and a text."""
    await crm.press("ctrl+f")
    await crm.type(text)


async def test_what_was_agreed_last_takes_at_most_6_keys_from_anywhere(crm: CrmDriver) -> None:
    await crm.press("4", "G")
    before = crm.keys
    await crm.press("ctrl+f", *"beta")
    await crm.see("Last, 12 Nov telephone 4:10", AGREED, "next: Mon 23 Nov 10:00")
    assert crm.keys - before == 5


async def test_what_is_found_stands_in_groups_the_best_first(crm: CrmDriver) -> None:
    await found(crm, "gam")
    await crm.see("CONTRACTORS", "Gamma s.c.")
    await crm.not_see("PERSONS", "NUMBERS")
    await crm.burst(*["backspace"] * 3)
    await crm.type("pric")
    await crm.see("ACTIVITIES")
    await crm.until(lambda: "send the price list" in crm.listed("23.11"), "the note")
    await crm.see("Beta S.A. · Mon 23 Nov 10:00 · Anna Nowak")


async def test_an_empty_field_says_what_can_be_found(crm: CrmDriver) -> None:
    await crm.press("ctrl+f")
    await crm.see("Contractors by name", "activities by words", "zolc finds żółć")
    await crm.type("b")
    await crm.see("Contractors by name")
    await crm.type("qqq")
    await crm.see("Nothing has these words.")


async def test_enter_opens_the_contractors_card_and_esc_leads_back_step_by_step(
    crm: CrmDriver,
) -> None:
    await found(crm, "lodz")
    await crm.press("enter")
    await crm.until(lambda: crm.app.screen.query("#head"), "a card")
    assert "Łódź Mebel" in crm.shown("#head")
    await crm.press("escape")
    await crm.until(lambda: crm.shown("#find") == "lodz", "what was looked for")
    await crm.type(" meb")
    await crm.see("Łódź Mebel")
    await crm.press("escape")
    await crm.see("OVERDUE")
    assert len(crm.app.screen_stack) == 1


async def test_a_person_and_a_number_open_the_card(crm: CrmDriver) -> None:
    for text in ("ewa", "456 789"):
        await found(crm, text)
        await crm.press("enter")
        await crm.until(lambda: crm.app.screen.query("#head"), "a card")
        assert "Ewa Lis" in crm.shown("#head")
        await crm.press("escape", "escape")


async def test_an_activity_opens_in_its_form_and_what_was_saved_is_told(crm: CrmDriver) -> None:
    await found(crm, "invoice")
    await crm.press("enter")
    await crm.see("Contact C/2026/0002")
    await crm.go("note")
    await crm.type(" at once")
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0002.", "call about the invoice at once")
    assert isinstance(crm.app.screen, FindScreen)


async def test_a_form_below_stays_as_it_was_typed(crm: CrmDriver) -> None:
    await crm.new_contact("gamma")
    await crm.go("note")
    await crm.type("half a sentence")
    before = crm.focused_id()
    await crm.press("ctrl+f", *"beta")
    await crm.see(AGREED)
    await crm.press("enter")
    await crm.until(lambda: crm.app.screen.query("#head"), "a card")
    await crm.press("escape", "escape")
    await crm.see("New contact", "half a sentence")
    assert crm.focused_id() == before
    await crm.type(", the rest")
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0006.")
    assert crm.newest()["note"] == "half a sentence, the rest"


async def test_it_opens_from_a_card(crm: CrmDriver) -> None:
    await crm.press("3", "enter")
    await crm.until(lambda: crm.app.screen.query("#head"), "a card")
    await crm.press("ctrl+f", *"delta", "enter")
    await crm.until(lambda: "Delta" in crm.shown("#head"), "another card")
    await crm.press("escape", "escape")
    await crm.until(lambda: "ALFA" in crm.shown("#head"), "the first card")


@pytest.mark.parametrize("seconds", [0.0, 0.03, 0.08])
async def test_a_burst_ends_with_the_results_of_the_last_text(
    crm: CrmDriver, seconds: float
) -> None:
    crm.slow(seconds)
    await crm.press("ctrl+f", *"alfa", *["backspace"] * 4, *"delta", *["backspace"] * 5, *"gamma")
    await crm.until(lambda: "Gamma s.c." in crm.cursor_row(), "Gamma")
    assert not any("Delta" in line or "ALFA" in line for line in crm.rows())


@pytest.mark.parametrize("seconds", [0.0, 0.03, 0.08])
async def test_enter_typed_ahead_takes_the_row_of_the_last_text(
    crm: CrmDriver, seconds: float
) -> None:
    crm.slow(seconds)
    await crm.press("ctrl+f", *"alfa", *["backspace"] * 4, *"delta", "enter")
    await crm.until(lambda: crm.app.screen.query("#head"), "a card")
    await crm.until(lambda: "Delta" in crm.shown("#head"), "Delta's card")


async def test_arrows_typed_ahead_take_the_row_they_mean(crm: CrmDriver) -> None:
    await crm.press("ctrl+f", *"beta", "down", "enter")
    await crm.see("Contact C/2026/0003")


async def test_enter_on_nothing_stays(crm: CrmDriver) -> None:
    await crm.press("ctrl+f", "enter", *"qqq", "enter", "down")
    assert isinstance(crm.app.screen, FindScreen)
    await crm.see("Nothing has these words.")


async def test_ctrl_f_twice_opens_it_once(crm: CrmDriver) -> None:
    await crm.press("ctrl+f", "ctrl+f", *"beta", "escape")
    await crm.see("OVERDUE")


async def test_a_colleagues_note_out_of_sight_is_not_found(closed: CrmDriver) -> None:
    await closed.start()
    await found(closed, "marek")
    await closed.see("Marek's own")
    await closed.press("escape")
    own = frozenset({int(closed.actor.employee_id or 0)})
    object.__setattr__(closed.actor, "visible_employee_ids", own)
    await found(closed, "marek")
    await closed.see("Nothing has these words.")


async def test_hostile_text_is_shown_as_typed(closed: CrmDriver) -> None:
    texts = [*FEW, *(text for text, _shown in CONTROLS[::2])]

    def move_in() -> None:
        actor = builders.operator()
        for n, text in enumerate(texts):
            alfa = builders.contractor(actor, f"zzy{n} {text}")
            ewa = builders.person(actor, alfa, f"zzy{n} {text}")
            edit = builders.contact(
                actor, alfa, ewa, starts_at=at(19, "10:00"), note=f"zzy{n} {text}",
                subject=f"zzy{n} {text}", kind=Kind.CONTACT,
            )  # fmt: skip
            save(edit, actor=actor, instant=builders.instant())

    closed.ask(move_in)
    closed.size = (140, 36)
    await closed.start()
    shown = dict(CONTROLS)
    for n, text in enumerate(texts):
        await found(closed, f"zzy{n}")
        painted = f"zzy{n} {shown.get(text, text)}"[:20]
        await closed.until(lambda p=painted: closed.is_seen(p), painted)  # type: ignore[misc]
        assert len([line for line in closed.rows() if f"zzy{n}" in line]) == 3
        assert sum(line.count(painted) for line in closed.rows()) >= 3
        for _row in range(2):
            await closed.press("down")
            assert painted in closed.shown("#details")
        assert clean(closed)
        await closed.press("escape")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45), (200, 50)], ids=str)
async def test_the_rule_above_the_answer_says_whose_it_is_and_what_is_next(
    closed: CrmDriver, size: tuple[int, int]
) -> None:
    closed.size = size
    await closed.start()
    await closed.press("ctrl+f", *"ewa lis")
    await closed.see("─ Ewa Lis")
    assert closed.shown("#details").startswith("603 456 789"), "the number first"
    side = closed.app.screen.query_one("#side")
    assert (side.region.x > 0) is (size[0] >= SIDE), "beside the list when it loses nothing"
    assert closed.app.screen.query_one("#details").size.height >= (3 if size[1] < 30 else 8)
    await closed.press("ctrl+u", *"invoice")
    await closed.see("─ C/2026/0002 · ")
    await closed.press("ctrl+u", *"zzzz")
    await closed.not_see("─ C/2026/0002 · ", "─ Ewa Lis")


async def test_the_rule_in_who_is_calling_says_who_it_is(crm: CrmDriver) -> None:
    await crm.press("#", *"456789")
    await crm.see("─ Ewa Lis ─", "next: Mon 23 Nov 10:00 ─")
    assert crm.shown("#details").startswith("603 456 789")


async def test_the_rule_in_setup_names_the_row_in_full(crm: CrmDriver) -> None:
    await crm.press("7", "right")
    await crm.see("─ telephone ─")
    await crm.press("down")
    await crm.see("─ e-mail ─")
    await crm.press("left", "down", "down", "right", "down")
    await crm.see("─ acquiring a customer ─")
