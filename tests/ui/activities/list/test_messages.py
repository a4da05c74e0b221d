"""A message goes with its row; in a filtered list the keys tell of the filter."""

from __future__ import annotations

import pytest

from tests.support.ui.driver import CrmDriver
from tui_crm.ui.kit import status_bars
from tui_crm.ui.kit.status_bars import Notice


@pytest.mark.parametrize("move", ["down", "j", "up", "k", "G", "g", "home", "end", "pagedown"])
async def test_a_message_goes_when_the_cursor_is_moved(crm: CrmDriver, move: str) -> None:
    await crm.to(crm.known.offer)
    await crm.press("p")
    await crm.see("Timer running")
    await crm.press(move)
    await crm.not_see("Timer running")


@pytest.mark.parametrize("section", ["3", "4"])
async def test_on_other_lists_too(crm: CrmDriver, section: str) -> None:
    await crm.press(section, "i")
    await crm.see("inactive")
    await crm.press("down")
    await crm.not_see("takes it back")


async def test_where_the_cursor_cannot_go_on_the_message_stays(crm: CrmDriver) -> None:
    await crm.press("p")
    await crm.see("Timer running")
    await crm.press("up")
    await crm.see("Timer running")


async def test_what_an_action_says_outlives_its_own_step_to_the_next_row(crm: CrmDriver) -> None:
    await crm.press("c", "enter")
    await crm.see("Completed.")


@pytest.mark.parametrize("section", ["1", "2"])
async def test_in_an_empty_filtered_list_the_keys_tell_of_the_filter(
    crm: CrmDriver, section: str
) -> None:
    hidden = "The filter hides everything here: Esc clears it."
    await crm.press(section, "/", *"zzzz", "enter")
    for key in ("c", "r", "x", "p", "e", "y", "enter", "h", "X"):
        assert not crm.is_seen(hidden), key
        await crm.press(key)
        assert crm.is_seen(hidden), key
        await crm.press("u")


@pytest.mark.parametrize("section", ["3", "4"])
async def test_so_do_the_keys_of_contractors_and_persons(crm: CrmDriver, section: str) -> None:
    await crm.press(section, "/", *"zzzz", "enter", "e")
    await crm.see("The filter hides everything here: Esc clears it.")


async def test_a_result_goes_by_itself(crm: CrmDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_bars, "DONE_STAYS", 0.2)
    await crm.press("p")
    await crm.see("Timer running")
    await crm.not_see("Timer running")


async def test_an_error_and_a_state_stay(crm: CrmDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_bars, "DONE_STAYS", 0.05)
    await crm.press("2", "[")
    await crm.see("nothing comes before it")
    notice = crm.app.screen.query_one(Notice)
    assert notice._fading is None
    await crm.press("/", *"zzz", "enter", "c")
    await crm.see("The filter hides everything here")
    assert notice._fading is None


def test_results_stay_long_enough_to_be_read_and_not_for_minutes() -> None:
    assert 15 <= status_bars.DONE_STAYS <= 60
