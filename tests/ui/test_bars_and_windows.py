"""Bars have room for what is typed, windows for themselves, cards for what happened."""

from __future__ import annotations

import dataclasses

import pytest
from rich.cells import cell_len

from tests.support.builders import NOW, WARSAW
from tests.support.ui.directory import to_card
from tests.support.ui.driver import CrmDriver
from tests.support.ui.hostile import filled
from tui_crm.queries.directory.contractor_card import CardPerson, ContractorCard
from tui_crm.ui.kit.fields import Lined
from tui_crm.ui.panels.contractor_head import ContractorHead

LONG = "Wielobranżowe Przedsiębiorstwo Usługowo-Handlowe „Zorza” Maksymilian Młynarczyk"


async def test_the_note_of_the_completion_bar_has_fifty_cells(crm: CrmDriver) -> None:
    await crm.press("c")
    await crm.until(lambda: crm.app.screen.query("#done-note"), "the bar")
    note = crm.app.screen.query_one("#done-note")
    await crm.until(lambda: note.size.width >= 50, "fifty cells")
    await crm.press("tab", "tab", "tab")
    assert crm.focused_id() == "done-note"


async def test_search_fields_above_a_list_stay_lines(crm: CrmDriver) -> None:
    await crm.press("#", *"601")
    await crm.until(lambda: crm.focused_id() == "number", "the window")
    number = crm.app.screen.query_one("#number", Lined)
    await crm.until(
        lambda: any(one.style and one.style.underline for one in number.render_line(0)), "its line"
    )


@pytest.mark.parametrize("keys", [("2", "F"), ("#",), (":",), ("h",), ("2", "v"), ("?",)])
@pytest.mark.parametrize("width", [80, 120, 143, 160])
async def test_a_window_leaves_no_shreds_of_the_list_beside_it(
    closed: CrmDriver, keys: tuple[str, ...], width: int
) -> None:
    closed.size = (width, 45)
    await closed.start()
    await closed.press(*keys)
    await closed.until(lambda: closed.app.screen.query(".window"), "a window")
    window = closed.app.screen.query_one(".window")
    await closed.until(lambda: window.outer_size.width, "its size")
    beside = width - window.outer_size.width
    assert beside == 0 or beside >= 36
    assert beside or keys == ("?",) or width < 160


@pytest.mark.parametrize(
    "keys", [("#",), (":",), ("h",), ("T",), ("2", "v"), ("5", "E"), ("?",)], ids=str
)
@pytest.mark.parametrize("size", [(80, 24), (80, 30), (120, 36)], ids=str)
async def test_a_list_in_a_window_leaves_no_line_of_the_screen_under_it(
    closed: CrmDriver, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    closed.size = size
    await closed.start()
    await closed.press(*keys)
    await closed.until(lambda: closed.app.screen.query(".window"), "a window")
    window = closed.app.screen.query_one(".window")
    await closed.until(lambda: window.region.bottom == size[1], "the last line")
    assert window.region.y <= 1


def head(width: int, height: int, persons: int) -> list[str]:
    card = filled(ContractorCard, LONG)
    someone = filled(CardPerson, "Maksymilian Młynarczyk-Wierzbicki")._replace(do_not_call="")
    card = dataclasses.replace(card, persons=(someone,) * persons, person_count=persons)
    lines = ContractorHead(card, now=NOW, zone=WARSAW).lines(width, height)
    return ["".join(text for text, _style in line) for line in lines]


@pytest.mark.parametrize("persons", [1, 3, 9])
@pytest.mark.parametrize(("width", "height"), [(38, 5), (78, 8), (118, 13), (198, 19)])
def test_a_head_is_no_taller_and_no_wider_than_its_place(
    width: int, height: int, persons: int
) -> None:
    lines = head(width, height, persons)
    assert len(lines) <= height
    assert all(cell_len(line.rstrip()) <= width for line in lines), lines


async def test_the_history_has_most_of_the_card_at_80_columns(crm: CrmDriver) -> None:
    await to_card(crm, "ALFA Sp. z o.o.")
    await crm.until(lambda: crm.table().size.height >= 12, "twelve lines of the timeline")


async def test_persons_of_a_card_are_a_table(crm: CrmDriver) -> None:
    await to_card(crm, "ALFA Sp. z o.o.")
    await crm.see("Maria Zielińska", "602 345 678")
    lines = crm.screen_text()
    jan, maria = (
        next(line for line in lines if name in line and number in line)
        for name, number in (("Jan Kowalski", "601 234 567"), ("Maria Zielińska", "602 345 678"))
    )
    assert jan.index("Jan") == maria.index("Maria")
    assert jan.index("601 234") == maria.index("602 345")
