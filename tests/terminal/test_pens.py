"""Which colours are sent to the terminal."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from rich._palettes import EIGHT_BIT_PALETTE
from rich.color import ColorSystem
from rich.style import Style

from tui_crm.terminal.pens import Inks, pen_of
from tui_crm.ui.kit import palettes

OWN = {
    colour
    for palette in (palettes.DARK, palettes.LIGHT, palettes.CONTRAST, palettes.GREYS)
    for colour in astuple(palette)
}


@pytest.mark.parametrize("colour", sorted(OWN))
def test_a_colour_of_a_theme_arrives_exactly_in_256_colours(colour: str) -> None:
    """Rich would send #c6c6c6 for #d0d0d0."""
    pen = pen_of(Style(color=colour), ColorSystem.EIGHT_BIT, Inks.OWN)
    assert pen.startswith("38;5;")
    number = int(pen.removeprefix("38;5;"))
    # The first sixteen are another colour in every terminal.
    assert number >= 16
    shown = EIGHT_BIT_PALETTE[number]
    assert f"#{shown.red:02x}{shown.green:02x}{shown.blue:02x}" == colour


def test_a_colour_that_is_no_entry_of_the_table_gets_a_near_one() -> None:
    pen = pen_of(Style(color="#d1d0d0"), ColorSystem.EIGHT_BIT, Inks.OWN)
    assert pen.startswith("38;5;")


@pytest.mark.parametrize("system", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT])
def test_the_sixteen_colours_are_the_terminals_also_where_there_are_more(
    system: ColorSystem,
) -> None:
    style = Style(color="#55ffff", bgcolor="#0000aa", bold=True)
    assert pen_of(style, system, Inks.SIXTEEN) == "1;96;44"


@pytest.mark.parametrize("colour", sorted({*astuple(palettes.SIXTEEN)}))
def test_none_of_the_sixteen_is_approximated(colour: str) -> None:
    number = Style(color=colour).color
    assert number is not None
    sent = number.downgrade(ColorSystem.STANDARD)
    assert sent.get_truecolor() == number.triplet or sent.number is not None
    assert pen_of(Style(color=colour), ColorSystem.TRUECOLOR, Inks.SIXTEEN).isdigit()


@pytest.mark.parametrize(
    ("style", "pen"),
    [
        (Style(color="#ffffff", bgcolor="#000000"), ""),
        (Style(color="#ffffff", bgcolor="#000000", bold=True), "1"),
        (Style(color="#000000", bgcolor="#ffffff"), "7"),
        (Style(color="#000000", bgcolor="#ffffff", bold=True, underline=True), "1;4;7"),
        (Style(), ""),
    ],
)
def test_without_own_colours_page_and_text_are_the_terminals(style: Style, pen: str) -> None:
    assert pen_of(style, ColorSystem.TRUECOLOR, Inks.PLAIN) == pen
