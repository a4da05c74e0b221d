"""The line on top holds the sections, the call that runs, the operator and the time."""

from __future__ import annotations

import dataclasses

import pytest

from tests.support.ui.driver import CrmDriver
from tui_crm.domain.activities.timer import Timer
from tui_crm.queries.activities.running_timer import RunningTimer
from tui_crm.ui.top_bar import CALL_WIDTH, sections, top_bar


async def test_at_80_columns_everything_is_on_top_also_while_a_call_runs(crm: CrmDriver) -> None:
    await crm.press("3")
    await crm.see("1 Today", "2 Activities", "3 Contractors", "4 Persons", "7 │anna", "Mon 09:41")
    await crm.press("1", "p", "4")
    await crm.see("4 Persons")
    line = crm.screen_text()[0]
    for part in ("1 Today", "2 Activ…", "3", "4 Persons", "● 0:00", "ALFA", "anna", "Mon 09:41"):
        assert part in line, line


@pytest.mark.parametrize("room", [80, 60, 50, 40, 30])
def test_the_section_in_use_is_named_whole_however_narrow_it_is(room: int) -> None:
    pieces = sections("contractors", room)
    line = "".join(text for text, _style in pieces)
    assert "3 Contractors" in line
    assert len(line) <= room
    assert all(f" {digit} " in line for digit in "124")


async def test_the_day_gives_way_before_the_login_is_cut(crm: CrmDriver) -> None:
    for login, width, stands in (
        ("anna", 80, "│anna Mon 09:41 "),
        ("kowalska", 80, "│kowalska 09:41 "),
        ("maksymilian.k", 80, "│maksymi… 09:41 "),
        ("maksymilian.k", 60, "│maksymilian.k Mon 09:41 "),
        ("anna", 100, "│ anna  Mon 09:41 "),
    ):
        crm.app.crm.actor = dataclasses.replace(crm.actor, login=login)
        left, right = top_bar(crm.app.crm, section="contractors", running=None, width=width)
        before, after = ("".join(text for text, _style in pieces) for pieces in (left, right))
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
