"""What the first screen says to somebody who has not seen it before, and what Ctrl+C says."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from tests.support.builders import NOW
from tests.support.ui.driver import CrmDriver
from tui_crm import bootstrap
from tui_crm.services.setup import login

TOLD = "Ctrl+Q leaves the program; what is typed stays as a draft."


@pytest.mark.parametrize(
    "keys",
    [(), ("n",), ("n", "tab", "tab"), ("c",), ("/",), ("5",), ("3",)],
    ids=str,
)
async def test_ctrl_c_says_in_our_words_what_leaves_the_program(
    crm: CrmDriver, keys: tuple[str, ...]
) -> None:
    await crm.press(*keys)
    await crm.press("ctrl+c")
    await crm.see(TOLD)
    assert not crm.is_seen("Do you want to quit")
    assert crm.app.is_running


WINDOWS = [
    ("question_mark",),
    ("h",),
    ("T",),
    ("#",),
    (":",),
    ("2", "v"),
    ("2", "F"),
    ("5", "E"),
    ("r", "ctrl+o"),
    ("n", *"zzz", "ctrl+n"),
]


@pytest.mark.parametrize("keys", WINDOWS, ids=str)
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Esc closes the window, Ctrl+Q the program"),
        ("pl", "Esc zamyka okno, Ctrl+Q zamyka program"),
    ],
)
async def test_ctrl_c_in_a_window_says_what_closes_it_and_leaves_it_open(
    closed: CrmDriver, keys: tuple[str, ...], language: str, told: str
) -> None:
    await closed.start(language=language)
    await closed.press(*keys)
    await closed.until(lambda: closed.app.screen.query(".window"), "a window")
    window = closed.app.screen
    await closed.press("ctrl+c")
    await closed.see(told)
    assert closed.app.screen is window
    assert not closed.is_seen("Do you want to quit")


async def test_ctrl_c_speaks_polish(closed: CrmDriver) -> None:
    await closed.start(language="pl")
    await closed.press("ctrl+c")
    await closed.see("Ctrl+Q kończy program")
    assert not closed.is_seen("Press")


async def test_the_line_for_new_operators_names_keys_that_work(crm: CrmDriver) -> None:
    given = crm.app.crm.settings
    text = bootstrap._notice(given, fresh=False, new=True)
    assert text == "Letters are commands: / searches, ? shows them all."
    assert bootstrap._notice(given, fresh=False, new=False) == ""
    crm.app.notice = text
    crm.app._show_notice(text)
    await crm.see(text)


async def test_an_operator_is_new_once(closed: CrmDriver) -> None:
    closed.login, closed.full_name = "ewa", "Ewa Lis"
    await closed.start()
    assert closed.ask(login.is_new, closed.actor, since=NOW)
    assert not closed.ask(login.is_new, closed.actor, since=NOW + timedelta(seconds=1))


async def test_the_demo_says_all_the_time_that_it_is_one(crm: CrmDriver) -> None:
    demo = dataclasses.replace(crm.app.crm.settings, throwaway=True)
    assert bootstrap._notice(demo, fresh=True, new=True).startswith(
        "A demo with an invented company: nothing in it is kept."
    )
    crm.app.crm.settings = demo
    for key in ("2", "3", "5"):
        await crm.press(key)
        await crm.until(lambda: " demo" in "".join(crm.screen_text()[:2]), "demo above")
