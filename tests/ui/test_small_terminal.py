"""At 60 columns and 15 lines, and even at 40 and 12, all is reached, and seen with the focus."""

from __future__ import annotations

import pytest
from textual import events
from textual.geometry import Size
from textual.widget import Widget

from tests.support.ui.driver import CrmDriver
from tui_crm.ui.kit.fields import CheckField
from tui_crm.ui.kit.lookup_list import LookupList
from tui_crm.ui.kit.status_bars import Notice
from tui_crm.ui.kit.table import RecordTable

pytestmark = pytest.mark.painted


@pytest.fixture(params=[("en", 60, 15), ("pl", 40, 12)])
async def small(closed: CrmDriver, request: pytest.FixtureRequest) -> CrmDriver:
    language, *size = request.param
    closed.size = (size[0], size[1])
    await closed.start(language=language)
    return closed


def seen(crm: CrmDriver, widget: Widget) -> bool:
    """Whether the whole widget is on the screen."""
    found = crm.app.screen.find_widget(widget)
    return found.visible_region.size == found.region.size


async def until_seen(crm: CrmDriver) -> None:
    """Wait until what has the focus has been scrolled to."""
    focused = crm.app.focused
    assert focused is not None
    await crm.until(lambda: seen(crm, focused), f"{focused} to be seen")


async def each_is_seen(crm: CrmDriver) -> None:
    """Put the focus on each field as Tab does, without what leaving a field sets off."""
    for field in crm.app.screen.focus_chain:
        crm.app.screen.set_focus(field)
        await crm.until(lambda field=field: seen(crm, field), f"{field} to be seen")  # type: ignore[misc]


@pytest.mark.parametrize("key", ["n", "m", "t"])
async def test_every_field_of_the_form_is_seen_when_it_has_the_focus(
    small: CrmDriver, key: str
) -> None:
    await small.press(key)
    assert "weeks" in [field.id for field in small.app.screen.focus_chain]
    await each_is_seen(small)


async def test_every_field_of_a_record_is_seen_when_it_has_the_focus(small: CrmDriver) -> None:
    await small.press("3", "e")
    await small.until(lambda: bool(small.app.screen.query("#www")), "the form")
    await each_is_seen(small)


async def test_no_tick_of_the_form_is_cut(small: CrmDriver) -> None:
    await small.press("n")
    for name in ("all_day", "in_schedule", "incoming", "follow_up", "completed"):
        await small.go(name)
        await until_seen(small)
        tick = small.app.screen.query_one(f"#{name}")
        assert small.shown(f"#{name}").endswith(tick.label)  # type: ignore[attr-defined]


async def test_a_complaint_is_seen_with_its_field(small: CrmDriver) -> None:
    await small.press("n")
    await small.go("weeks")
    await small.type("x")
    await small.press("shift+tab")
    assert small.shown("#error-follow")


@pytest.mark.parametrize("key", ["c", "r"])
async def test_every_field_of_the_action_bars_is_seen(small: CrmDriver, key: str) -> None:
    await small.press(key)
    first = small.app.focused
    while True:
        await until_seen(small)
        await small.press("tab")
        if small.app.focused is first:
            break
    assert "ALFA" in small.shown(".bar-title" if key == "c" else "#rescheduling .bar-head")


async def test_every_field_of_the_filter_form_is_seen(small: CrmDriver) -> None:
    await small.press("2", "F")
    for _field in small.app.screen.focus_chain:
        await small.press("tab")
        await until_seen(small)
        assert small.app.screen.find_widget(small.app.focused).region.right < small.size[0]  # type: ignore[arg-type]


async def test_a_card_leaves_room_for_what_happened(small: CrmDriver) -> None:
    for section in ("3", "4"):
        await small.press(section, "enter")
        await small.until(lambda: bool(small.app.screen.query("CardHead")), "the card")
        assert small.app.screen.query_one(RecordTable).size.height - 1 >= 3


async def test_setup_is_seen_whole_in_the_part_one_is_in(small: CrmDriver) -> None:
    await small.press("7", "end", "right")
    for _role in ("operator", "manager"):
        await small.until(lambda: "[" in small.shown("#list"), "the value in brackets")
        await small.press("right")
    await small.press("escape")
    assert seen(small, small.app.screen.query_one("#branches"))
    await small.press("up", "right", "enter")
    await small.until(lambda: bool(small.app.screen.query("#holidays")), "the settings")
    await small.go("holidays")
    await until_seen(small)
    tick = small.app.screen.query_one("#holidays", CheckField)
    assert small.shown("#holidays").endswith(tick.label)


async def test_the_sections_fit_into_the_new_width_at_once(crm: CrmDriver) -> None:
    wide = crm.screen_text()[0]
    assert "3 Contractors" in wide
    await crm.pilot.resize_terminal(40, 12)
    await crm.until(
        lambda: crm.screen_text()[0].startswith(" 1 Today  2 Activ…  3  4  5  7 "), "the digits"
    )
    # So narrow that nothing is left for the words of a card.
    await crm.press("3", "enter")
    await crm.pilot.resize_terminal(1, 1)
    await crm.pilot.resize_terminal(80, 24)
    await crm.see("NEXT", "★ Jan Kowalski")
    await crm.press("1")
    await crm.until(lambda: crm.screen_text()[0] == wide, "the names of the sections")


async def test_a_size_that_comes_late_does_not_stay(crm: CrmDriver) -> None:
    # While the terminal is dragged, a screen tells itself the size before last after the last one.
    await crm.press("n", *"alf")
    await crm.see("ALFASPZO")
    painted = crm.screen_text()
    for size in (Size(60, 15), Size(100, 30)):
        crm.app.screen.post_message(events.Resize(size, size))
        await crm.rest()
        await crm.until(lambda: crm.screen_text() == painted, "the screen as it was")


async def test_an_open_list_follows_its_field_when_the_terminal_changes(crm: CrmDriver) -> None:
    await crm.press("n", *"a")
    matches = crm.app.screen.query_one(LookupList)
    field = crm.app.screen.query_one("#contractor")
    for size in (Size(60, 15), Size(120, 36), Size(80, 24)):
        await crm.pilot.resize_terminal(*size)
        await crm.rest()
        await crm.until(lambda: matches.region.y == field.region.bottom, "the list below the field")
        assert matches.region.right <= crm.app.size.width
        assert matches.region.bottom <= crm.app.size.height


async def test_the_note_in_place_stays_on_a_smaller_screen(crm: CrmDriver) -> None:
    await crm.to(crm.known.gamma)
    await crm.press("e")
    note = crm.app.focused
    await crm.pilot.resize_terminal(60, 15)
    await crm.rest()
    await until_seen(crm)
    assert crm.app.focused is note


async def test_what_to_do_is_never_cut_off_beside_a_list(crm: CrmDriver) -> None:
    await crm.pilot.resize_terminal(120, 36)
    why = "A sentence that says at length why something cannot be done. " * 3
    crm.app.screen.query_one(Notice).show_done(why + "Do so.")
    await crm.see("Do so.")
