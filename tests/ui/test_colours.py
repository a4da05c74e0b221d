"""Colours where there are few of them, or none."""

from __future__ import annotations

import pytest
from textual.color import Color

from tui_crm.ui.themes import fitting

ENOUGH = 0.3


@pytest.mark.parametrize("sixteen", [True, False])
@pytest.mark.parametrize("grey", [True, False])
def test_what_is_overdue_can_be_read_in_the_schedule(*, sixteen: bool, grey: bool) -> None:
    colours = fitting(sixteen=sixteen, grey=grey).variables
    late, behind = (Color.parse(colours[name]) for name in ("late", "late-entry"))
    assert abs(late.brightness - behind.brightness) > ENOUGH


@pytest.mark.parametrize("sixteen", [True, False])
def test_without_colours_nothing_is_brighter_than_what_is_overdue(*, sixteen: bool) -> None:
    theme = fitting(sixteen=sixteen, grey=True)
    said = Color.parse(theme.error or "").brightness
    assert said >= Color.parse(theme.variables["strong"]).brightness
