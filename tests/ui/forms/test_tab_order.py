"""Tab goes through the fields in the order they are drawn."""

from __future__ import annotations

import pytest
from textual.widget import Widget

from tests.support.ui.driver import CrmDriver
from tui_crm.ui.activities.form.persons_box import PersonsBox

OPENED = [
    ("n",),
    ("m",),
    ("t",),
    ("2", "F"),
    ("3", "N"),
    ("4", "N"),
]


def place(widget: Widget) -> tuple[int, int]:
    """Where a widget begins, by lines from the top of its form."""
    region = widget.virtual_region
    parent = widget.parent
    while isinstance(parent, Widget) and parent is not widget.screen:
        region = region.translate(parent.virtual_region.offset)
        parent = parent.parent
    return region.y, region.x


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)], ids=str)
@pytest.mark.parametrize("keys", OPENED, ids="".join)
async def test_tab_follows_the_order_on_the_screen(
    closed: CrmDriver, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    closed.size = size
    await closed.start()
    for key in keys:
        await closed.press(key)
    await closed.until(lambda: closed.app.screen.query("TextField"), "a form")
    await closed.rest()
    fields = closed.app.screen.focus_chain
    assert len(fields) > 4
    assert fields == sorted(fields, key=place)


async def test_a_field_just_shown_is_left_to_the_one_below_it(crm: CrmDriver) -> None:
    # Keys that arrive in one packet come before the screen is laid out again.
    await crm.new_contact()
    box = crm.app.screen.query_one(PersonsBox)
    box.finder.display = True
    crm.app.screen.set_focus(box.finder)
    crm.app.screen.focus_next()
    assert crm.focused_id() == "note"
