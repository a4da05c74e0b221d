"""Another theme is tried in place, and kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from tests.support.ui.driver import CrmDriver
from tui_crm.terminal.pens import Inks
from tui_crm.ui.kit.palettes import DARK, LIGHT

pytestmark = pytest.mark.usefixtures("settings_file", "_many_colours")


@pytest.fixture
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file of this test, which is not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "tui-crm" / "settings.toml"


@pytest.fixture
def _many_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with 256 colours."""
    monkeypatch.setattr(Console, "color_system", property(lambda _self: "256"))


def bar(crm: CrmDriver) -> str:
    """The colour behind the line on top of the screen."""
    style = crm._composed()[0]._segments[-1].style
    assert style is not None
    assert style.bgcolor is not None
    return style.bgcolor.name


def given(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text)


def held(path: Path) -> str:
    return path.read_text()


async def find_theme(crm: CrmDriver) -> None:
    await crm.press("colon")
    await crm.type("theme")
    await crm.press("enter")
    await crm.see("what suits the terminal")


async def test_a_theme_is_tried_while_the_cursor_moves(crm: CrmDriver) -> None:
    before = bar(crm)
    await find_theme(crm)
    assert bar(crm) == before
    await crm.press("down")
    assert bar(crm) == DARK.bar
    await crm.press("down")
    assert bar(crm) == LIGHT.bar
    await crm.press("escape")
    assert bar(crm) == before


async def test_enter_keeps_it_in_the_settings_file(crm: CrmDriver, settings_file: Path) -> None:
    given(settings_file, 'language = "en"\n\n[keys]\n"activity.log" = "K"\n')
    await find_theme(crm)
    await crm.press("down", "down", "enter")
    await crm.not_see("what suits the terminal")
    assert bar(crm) == LIGHT.bar
    assert held(settings_file) == (
        'language = "en"\ntheme = "light"\n\n[keys]\n"activity.log" = "K"\n'
    )


async def test_one_that_cannot_be_kept_is_used_and_says_so(
    crm: CrmDriver, settings_file: Path
) -> None:
    given(settings_file / "in-the-way", "")
    await find_theme(crm)
    await crm.press("down", "down", "enter")
    await crm.see("Is a directory.")
    await crm.press("escape")
    assert bar(crm) == LIGHT.bar


async def test_screens_opened_later_have_it_too(crm: CrmDriver) -> None:
    """Also the sections that were open before, and a form that was prepared beforehand."""
    await crm.press("3", "1")
    await find_theme(crm)
    await crm.press("down", "down", "enter")
    for keys in (("3",), ("1",), ("n",)):
        await crm.press(*keys)
        assert bar(crm) == LIGHT.bar


async def test_the_terminals_own_colours_are_sent_as_such(crm: CrmDriver) -> None:
    await find_theme(crm)
    sent = []
    for key in ("down", "end", "up"):
        await crm.press(key)
        sent.append(crm.app.inks)
    assert sent == [Inks.OWN, Inks.PLAIN, Inks.SIXTEEN]


async def test_where_there_are_sixteen_colours_the_others_say_what_they_need(
    crm: CrmDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Console, "color_system", property(lambda _self: "standard"))
    await find_theme(crm)
    for name in ("dark", "light", "contrast"):
        assert "needs 256 colours" in crm.listed(f"{name} ")
    assert "needs" not in crm.listed("sixteen")
