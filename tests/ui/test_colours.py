"""Colours where there are few of them, or none."""

from __future__ import annotations

import pytest
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from tests.support.ui.driver import CrmDriver
from tui_crm.ui.kit.themes import DARK, LIGHT, SIXTEEN, THEMES, fitting

ENOUGH = 0.3


@pytest.mark.parametrize("sixteen", [True, False])
@pytest.mark.parametrize("grey", [True, False])
def test_what_is_overdue_can_be_read_in_the_schedule(*, sixteen: bool, grey: bool) -> None:
    colours = fitting(sixteen=sixteen, grey=grey).variables
    late, behind = (Color.parse(colours[name]) for name in ("late-text", "entry-late"))
    assert abs(late.brightness - behind.brightness) > ENOUGH


@pytest.mark.parametrize("sixteen", [True, False])
def test_without_colours_nothing_is_brighter_than_what_is_overdue(*, sixteen: bool) -> None:
    theme = fitting(sixteen=sixteen, grey=True)
    said = Color.parse(theme.error or "").brightness
    assert said >= Color.parse(theme.variables["strong"]).brightness


READABLE = 4.5
"""The contrast that WCAG asks of text, level AA."""


def luminance(colour: Color) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(text: Color, behind: Color) -> float:
    both = [luminance(text), luminance(behind)]
    return (max(both) + 0.05) / (min(both) + 0.05)


def painted(style: Style) -> float:
    assert style.color is not None
    assert style.bgcolor is not None
    return contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", ["strong", "quiet", "done", "inactive"])
def test_greys_can_be_read(theme: Theme, name: str) -> None:
    assert theme.background is not None
    text, behind = Color.parse(theme.variables[name]), Color.parse(theme.background)
    assert contrast(text, behind) >= READABLE


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_what_can_only_be_read_can_be_read(crm: CrmDriver, theme: Theme) -> None:
    crm.app.theme = theme.name
    await crm.press("end", "enter")
    await crm.see("It is completed and can only be read.")
    styles = [
        segment.style
        for strip in crm._composed()
        for segment in strip
        for text in ("agreed: 12 pieces", "telephone: Delta", "Adam Nowy", "Next:")
        if text in segment.text and segment.style is not None
    ]
    assert len(styles) == 4
    assert min(map(painted, styles)) >= READABLE


async def test_what_a_field_asks_for_can_be_read_in_sixteen_colours(crm: CrmDriver) -> None:
    crm.app.theme = SIXTEEN.name
    await crm.press("2", "/")
    await crm.see("contractor, person")
    asked = [
        segment.style
        for strip in crm._composed()
        for segment in strip
        if segment.style and "person, subject" in segment.text
    ]
    assert asked
    assert min(map(painted, asked)) >= READABLE
