"""What cannot be used looks so, and the line of keys offers none of it."""

from __future__ import annotations

import pytest
from rich.style import Style
from textual.widget import Widget

from tests.support.ui.driver import CrmDriver
from tui_crm.ui.activities.form.persons_box import PersonsBox
from tui_crm.ui.commands.available import available
from tui_crm.ui.kit.fields import CheckField, LinkField
from tui_crm.ui.kit.lookup_field import LookupField
from tui_crm.ui.kit.status_bars import HintBar
from tui_crm.ui.kit.styles import style_of

UNUSABLE = ("Ctrl+T", "Ctrl+O", "Ctrl+N", "Ctrl+L", "Ctrl+R")
OPENED = {
    "completed": ("Ctrl+S", "Ctrl+G"),
    "a colleague's": ("Ctrl+S", "Ctrl+G"),
    "about to be completed": (),
}


async def _open(crm: CrmDriver, which: str) -> None:
    if which == "completed":
        await crm.open(crm.known.delta)
        await crm.see("It is completed and can only be read.")
    elif which == "a colleague's":
        await crm.press("a")
        await crm.open(crm.known.marek)
        await crm.see("Marek")
    else:
        await crm.open(crm.known.beta)
        await crm.press("ctrl+g")
        await crm.see("[x] Completed")


def _colours(crm: CrmDriver, widget: Widget) -> set[str]:
    """The foregrounds a widget is painted in, blanks apart."""
    region = crm.app.screen.find_widget(widget).visible_region
    return {
        (segment.style or Style()).color.name  # type: ignore[union-attr]
        for strip in crm._composed()[region.y : region.bottom]
        for segment in strip.crop(region.x, region.right)
        if segment.text.strip()
    }


@pytest.mark.parametrize("which", ["completed", "about to be completed"])
async def test_nothing_in_a_locked_form_looks_as_if_it_could_be_used(
    crm: CrmDriver, which: str
) -> None:
    await _open(crm, which)
    accent = style_of(crm.app.screen, "accent").color
    assert accent is not None
    unused = [
        one
        for one in crm.app.screen.query("CheckField, LinkField, LookupField, TextField")
        if one.is_disabled and one.region.area
    ]
    assert {type(one) for one in unused} >= {CheckField, LinkField, LookupField}
    for one in unused:
        assert accent.name not in _colours(crm, one), one
    for row in crm.app.screen.query("#fields LookupField, #fields CycleField"):
        assert "▾" not in "".join(
            strip.crop(row.region.x, row.region.right).text
            for strip in crm._composed()[row.region.y : row.region.bottom]
        ), row
    assert crm.app.screen.query_one(PersonsBox).rule.right == ()
    assert not crm.is_seen("Ctrl+N")


@pytest.mark.parametrize("which", ["completed", "about to be completed"])
async def test_the_line_of_keys_offers_nothing_that_a_locked_form_cannot_do(
    crm: CrmDriver, which: str
) -> None:
    crm.size = (200, 30)
    await crm.restart()
    await _open(crm, which)
    await crm.until(lambda: "help" in crm.shown("HintBar"), "the keys")
    line = crm.shown("HintBar")
    for key in (*UNUSABLE, *OPENED[which]):
        assert key not in line, key
    offered = {one.command.id for one in available(crm.app.screen) if one.enabled}
    assert not offered & {"form.timer", "form.pick", "form.person", "form.note", "form.follow_up"}
    assert ("form.save" in offered) == (which != "completed")


async def test_unticking_offers_all_keys_again(crm: CrmDriver) -> None:
    await _open(crm, "about to be completed")
    await crm.press("ctrl+g")
    await crm.until(lambda: "Ctrl+T" in crm.shown("HintBar"), "the timer among the keys")
    assert crm.app.screen.query_one(HintBar)
    await crm.see("Ctrl+N add one")


async def test_the_cursor_of_a_locked_form_is_on_what_leads_somewhere(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.press("ctrl+r", "3", "ctrl+s")
    await crm.see("Saved")
    before, after = (one["id"] for one in crm.stored()[-2:])
    await crm.to(before)
    await crm.press("c", "enter")
    await crm.see("Completed")
    await crm.open(before)
    assert crm.focused_id() == "next"
    await crm.press("enter", "ctrl+g", "ctrl+s", "escape")
    await crm.open(after) if crm.current_id() != after else await crm.press("enter")
    await crm.see("It is completed")
    assert crm.focused_id() == "previous"
