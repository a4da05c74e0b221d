"""The program ends in the middle of something: a hang-up, a signal, Ctrl+Q; never as a bug."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.ui.driver import PATIENCE, CrmDriver
from tests.support.ui.keyboard import key_event

pytestmark = pytest.mark.painted

MIDDLES = {
    "moving": ["down"],
    "choosing a contractor": ["n", "a", "l"],
    "opening": ["enter"],
    "logging": ["l"],
    "saving": ["l", "ctrl+s"],
    "filtering": ["/", "b"],
    "completing": ["c", "3", "d", "enter"],
    "saving a note": ["e", "x", "ctrl+s"],
    "starting a timer": ["p"],
    "changing the section": ["2"],
    "looking at the history": ["h"],
    "undoing": ["u"],
    "finding a command": ["ctrl+p", "n"],
}


@pytest.mark.parametrize("keys", MIDDLES.values(), ids=MIDDLES.keys())
@pytest.mark.parametrize("calls", [1, 3])
async def test_ending_while_the_database_is_asked_is_no_bug(
    crm: CrmDriver, keys: list[str], calls: int
) -> None:
    asked = crm.slow(0.03)
    for key in keys:
        crm.app.post_message(key_event(key))
    # As the guard does on a signal when the keys take long: not in their row, but at once.
    loop = asyncio.get_running_loop()
    end = loop.time() + 0.3
    await crm.until(lambda: len(asked) >= calls or loop.time() > end)
    crm.app.exit(143)
    await crm.leave()
    assert crm.app.bug is None


async def test_what_was_typed_right_before_the_end_is_kept(
    crm: CrmDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_crm.terminal.app.LAST_KEYS", PATIENCE)
    for key in ("e", *"half"):
        crm.app.post_message(key_event(key))
    crm.app.end(143)
    await crm.until(lambda: crm.app.leaving)
    await crm.leave()
    (draft,) = crm.drafts.all()
    assert str(draft.payload["note"]).endswith("half")


async def test_ending_while_the_clock_ticks_is_no_bug(
    closed: CrmDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_crm.ui.colleagues.EVERY", 0.02)
    await closed.start()
    await closed.press("p")
    asked = closed.slow(0.03)
    await closed.until(lambda: asked)
    closed.app.exit(143)
    await closed.leave()
    assert closed.app.bug is None


async def test_ctrl_q_while_details_are_being_read_is_no_bug(crm: CrmDriver) -> None:
    crm.slow(0.05)
    await crm.press("down", "ctrl+q")
    await crm.until(lambda: not crm.app.is_running)
    await crm.leave()
    assert crm.app.bug is None


async def test_the_line_of_keys_says_where_q_leaves_the_program(crm: CrmDriver) -> None:
    await crm.see("q quit")
    await crm.press("2")
    await crm.see("q back")
    assert not crm.is_seen("q quit")
    await crm.press("q")
    await crm.see("q quit")
