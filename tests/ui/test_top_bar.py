"""The line on top holds the sections, the call that runs, the operator and the time."""

from __future__ import annotations

import dataclasses

import pytest

from tests.support.ui.driver import CrmDriver
from tui_crm.domain.activities.timer import Timer
from tui_crm.queries.activities.running_timer import RunningTimer
from tui_crm.ui.top_bar import CALL_WIDTH, sections, top_bar

SECTIONS = "1 Today  2 Activities  3 Contractors  4 Persons  5 Schedule  7 Setup "


async def test_at_80_columns_every_section_has_its_name(crm: CrmDriver) -> None:
    await crm.press("3")
    await crm.see(SECTIONS)
    assert crm.screen_text()[0].endswith(" 09:41")


async def test_beside_a_running_call_only_the_section_in_use_has_its_name(crm: CrmDriver) -> None:
    await crm.press("p")
    await crm.see("1 Today  2  3  4  5  7 ", "● 0:00")
    line = crm.screen_text()[0]
    assert "ALFA" in line
    assert line.endswith(" 09:41")


@pytest.mark.parametrize("room", [80, 60, 50, 40, 30])
def test_the_section_in_use_is_named_whole_however_narrow_it_is(room: int) -> None:
    pieces = sections("contractors", room)
    line = "".join(text for text, _style in pieces)
    assert "3 Contractors" in line
    assert len(line) <= room
    assert all(f" {digit} " in line for digit in "124")


async def test_at_80_columns_all_sections_have_their_names_in_both_languages(
    closed: CrmDriver,
) -> None:
    for language, last in (("en", "7 Setup"), ("pl", "7 Konfiguracja")):
        await closed.start(language=language)
        for key in "1247":
            await closed.press(key)
            line = closed.screen_text()[0]
            assert f" {last} " in line
            assert "…" not in line
            assert line.endswith(" 09:41")
        await closed.leave()


async def test_the_operator_leaves_the_bar_first_and_then_the_day(crm: CrmDriver) -> None:
    for name, width, stands in (
        ("Anna Nowak", 80, " 09:41 "),
        ("Anna Nowak", 92, " Mon 23 Nov  09:41 "),
        ("Anna Nowak", 104, " Anna Nowak  Mon 23 Nov  09:41 "),
        ("Maksymilian Kowalski", 104, " Maksymilian…  Mon 23 Nov  09:41 "),
        ("", 104, " anna  Mon 23 Nov  09:41 "),
    ):
        crm.app.crm.actor = dataclasses.replace(crm.actor, employee_name=name)
        left, right = top_bar(crm.app.crm, section="contractors", running=None, width=width)
        before, after = ("".join(text for text, _style in pieces) for pieces in (left, right))
        assert before.strip() == SECTIONS.strip()
        assert after == stands
        assert len(before) + len(after) <= width


async def test_a_long_name_of_a_call_gives_way_to_the_sections(crm: CrmDriver) -> None:
    timer = Timer(60)
    running = RunningTimer("Przedsiębiorstwo Wielobranżowe „Zorza”", "", timer)
    for width, most in ((80, CALL_WIDTH), (140, 40)):
        left, right = top_bar(crm.app.crm, section="today", running=running, width=width)
        call = right[0][0].split(" ", 2)[2].strip()
        assert len(call) <= most
        assert call.startswith("Przedsię")
        assert sum(len(text) for text, _style in (*left, *right)) <= width
