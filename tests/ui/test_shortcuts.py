"""What is found out once in a test run is what Textual finds out each time."""

from __future__ import annotations

from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.message_pump import MessagePump
from textual.reactive import Reactive

from tests.support.ui.driver import CrmDriver
from tui_crm.ui.kit.themes import PALETTES, theme

WALK = (
    ("down",), ("c",), ("escape",), ("n",), (*"alfa", "enter"), ("tab", "tab"), ("ctrl+o",),
    ("escape", "escape"), ("3",), ("enter",), ("escape",), ("5",), ("7",), ("question_mark",),
)  # fmt: skip


def found_both_ways(name: str, owner: type, stock: Any) -> tuple[Any, list[Any]]:
    """What stands in for `owner.name`, and the calls whose stock result differs."""
    shortcut = getattr(owner, name)
    different: list[Any] = []

    def both(*args: Any) -> Any:
        found, expected = list(shortcut(*args)), list(stock(*args))
        if found != expected:
            different.append((args, found, expected))
        return found

    return both, different


@pytest.fixture
async def walk(closed: CrmDriver) -> Any:
    async def through() -> None:
        await closed.start()
        for keys in WALK:
            await closed.press(*keys)
        closed.app.register_theme(theme("contrast"))
        closed.app.theme = "contrast"
        await closed.rest()

    return through


async def test_rules_match_as_textual_matches_them(
    walk: Any, stock: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    both, different = found_both_ways("_check_rule", Stylesheet, stock["_check_rule"])
    monkeypatch.setattr(Stylesheet, "_check_rule", staticmethod(both))
    await walk()
    assert not different


async def test_messages_find_the_handlers_that_textual_finds(
    walk: Any, stock: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "_get_dispatch_methods"
    both, different = found_both_ways(name, MessagePump, stock[name])
    monkeypatch.setattr(MessagePump, name, both)
    await walk()
    assert not different


async def test_values_are_read_as_textual_reads_them(
    walk: Any, stock: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    shortcut, different = Reactive.__get__, []

    def both(self: Any, obj: Any, obj_type: Any) -> Any:
        found, expected = shortcut(self, obj, obj_type), stock["__get__"](self, obj, obj_type)
        if found is not expected and found != expected:
            different.append((self.name, obj, found, expected))
        return found

    monkeypatch.setattr(Reactive, "__get__", both)
    await walk()
    assert not different


@pytest.mark.parametrize("name", PALETTES)
def test_the_variables_of_a_theme_are_those_that_textual_makes(
    stock: dict[str, Any], name: str
) -> None:
    colours = theme(name).to_color_system()
    for _time in range(2):
        assert colours.generate() == stock["generate"](colours)
        colours.generate().clear()
