"""Every style can be read in every theme, on the terminals people have."""

from __future__ import annotations

import pytest

from tests.support.contrast import least, worst
from tui_crm.settings import THEMES
from tui_crm.terminal.pens import Inks
from tui_crm.ui.kit import styles
from tui_crm.ui.kit.themes import OF_OWN_COLOURS, PALETTES, WORDS, fitting, inks_of

FOR_LINES = {"rule", "rule-focus", "field-line", "field-wrong"}
BEHIND = ("page", "window", "panel", "marked")
ONLY_ON = {"done": ("page", "window"), "quieter": ("page", "window"), "heading-off": ("page",)}
"""Styles that are not on every background: what is done is quiet in a marked row."""


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("name", styles._styles("dark"))
def test_a_style_can_be_read_on_all_that_is_behind_it(palette: str, name: str) -> None:
    style = styles._styles(palette)[name]
    if style.color is None or name in FOR_LINES:
        return
    one = PALETTES[palette]
    behind = [getattr(one, part) for part in ONLY_ON.get(name, BEHIND)]
    if style.bgcolor is not None:
        behind = [style.bgcolor.name]
    assert min(worst(palette, style.color.name, colour) for colour in behind) >= least(palette)


def test_every_theme_of_the_settings_has_words_and_a_palette() -> None:
    assert set(WORDS) == set(THEMES)
    assert {fitting(one, sixteen=False, grey=False) for one in THEMES} < set(PALETTES)


@pytest.mark.parametrize("asked", THEMES)
@pytest.mark.parametrize("grey", [True, False])
def test_sixteen_colours_are_never_asked_for_more(asked: str, *, grey: bool) -> None:
    assert inks_of(fitting(asked, sixteen=True, grey=grey)) is not Inks.OWN


@pytest.mark.parametrize("asked", sorted(OF_OWN_COLOURS))
def test_no_colour_means_greys(asked: str) -> None:
    name = fitting(asked, sixteen=False, grey=True)
    one = PALETTES[name]
    for part in ("accent", "number", "overdue", "warning", "success", "blue", "magenta"):
        red, green, blue = (getattr(one, part)[at : at + 2] for at in (1, 3, 5))
        assert red == green == blue, part


@pytest.mark.parametrize("sixteen", [True, False])
def test_without_colours_nothing_stands_out_more_than_what_is_overdue(*, sixteen: bool) -> None:
    name = fitting("auto", sixteen=sixteen, grey=True)
    one = PALETTES[name]
    overdue, strong = (worst(name, colour, one.page) for colour in (one.overdue, one.strong))
    assert overdue >= strong
