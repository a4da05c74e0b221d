"""Every pair of text and background that is painted can be read in every theme."""

from __future__ import annotations

from dataclasses import fields

import pytest
from rich.color import Color

from tests.support.contrast import least, worst
from tests.support.ui.driver import CrmDriver
from tui_crm.ui.kit.palettes import Palette
from tui_crm.ui.kit.themes import PALETTES, theme

PARTS = [part.name for part in fields(Palette)]
LINES = frozenset("─│╭╮╰╯┌┐└┘├┤┬┴▌▐▏▕▔▁█▊▎▍━┃")
"""Signs of rules and frames, which are no text."""


def marked_parts() -> Palette:
    """A palette that gives every part a colour of its own, to tell the parts on the screen."""
    # Far from each other, so that a blend of two is none of them.
    return Palette(
        **{part: f"#{at * 5 + 20:02x}{at * 71 % 256:02x}22" for at, part in enumerate(PARTS)}
    )


@pytest.fixture
def told_apart(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a theme in which every part has a colour of its own."""
    monkeypatch.setitem(PALETTES, "told-apart", marked_parts())
    return "told-apart"


MARKED = {getattr(marked_parts(), part): part for part in PARTS}


def part_of(colour: Color) -> str:
    """The part that has this colour; the colour itself if it is none's."""
    value = f"#{''.join(f'{one:02x}' for one in colour.get_truecolor())}"
    return MARKED.get(value, value)


WALK: tuple[tuple[str, ...], ...] = (
    ("down",), ("space", "down"), ("c",), ("#",), ("escape", "escape"), ("r",), ("z",),
    ("escape",), ("/",), ("x",), ("escape", "escape"), ("F",), ("escape",), ("v",), ("escape",),
    ("e",), ("escape",), ("T",), ("escape",), ("h",), ("escape",), ("A",), ("escape",), ("p",),
    ("n",), ("tab", "tab"), ("ctrl+o",), ("escape", "escape"), ("end", "enter"), ("escape",),
    ("D",), ("escape",), ("Q",), ("c",), ("escape", "escape"), ("W",), ("escape",),
    ("2",), ("s",), ("3",), ("space",), ("enter",), ("e",), ("escape", "escape"), ("N",),
    ("escape",), ("4",), ("enter",), ("escape",), ("5",), ("d",), ("m",), ("w",), ("o",),
    ("escape",), ("question_mark",), ("escape",), ("7",), ("down", "right"), ("enter",),
    ("escape",), ("colon",), ("escape",), ("number_sign",), ("6",), ("escape",), ("ctrl+f",),
    ("a", "l", "f", "a"), ("down",), ("escape",), ("ctrl+y",), ("escape",),
)  # fmt: skip


async def walked(crm: CrmDriver) -> dict[tuple[str, str], str]:
    """Every pair of text and background that was painted on the way, with a text that had it."""
    seen: dict[tuple[str, str], str] = {}
    for keys in WALK:
        await crm.press(*keys)
        for strip in crm._composed():
            for text, style, _control in strip:
                shown = set(text) - LINES - {" "}
                if shown and style is not None and style.color and style.bgcolor:
                    pair = part_of(style.color), part_of(style.bgcolor)
                    seen.setdefault(pair, f"{text.strip()} after {keys}")
    return seen


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_pair_that_is_painted_can_be_read_in_every_theme(
    closed: CrmDriver, told_apart: str, size: tuple[int, int]
) -> None:
    closed.size = size
    await closed.start()
    closed.app.register_theme(theme(told_apart))
    closed.app.theme = told_apart
    await closed.rest()
    seen = await walked(closed)
    assert len(seen) > 20
    unnamed = {pair: text for pair, text in seen.items() if not set(pair) <= set(PARTS)}
    assert not unnamed, "colours that are no part of a palette"
    unreadable = {
        (palette, *pair): (round(ratio, 2), text)
        for pair, text in seen.items()
        for palette, one in PALETTES.items()
        if palette != told_apart
        and (ratio := worst(palette, *(getattr(one, part) for part in pair))) < least(palette)
    }
    assert not unreadable
