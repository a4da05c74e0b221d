"""Laying out: every widget that got another size is told so.

Textual tells the widgets whose place differs from the last map of the screen. It draws that map
anew also when somebody only asks where a widget stands; what had been set by then (a list about to
open in another size) is in the map before its layout, which finds no difference: the widget hears
nothing, and the place it has left may stay on the screen.
"""

from __future__ import annotations

from typing import Any

from textual._compositor import Compositor, CompositorMap, ReflowResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from tui_crm.terminal.driver import textual_is_tested


class TellingCompositor(Compositor):
    """Compares a layout with the one before it, not with what was asked between them."""

    def __init__(self) -> None:
        super().__init__()
        self._laid_out: CompositorMap = {}

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay out all, and say who has appeared, gone, or got another size since the last time."""
        self._full_map = self._laid_out
        result = super().reflow(parent, size)
        self._laid_out = self._full_map
        self._full_map_invalidated = False
        return result

    def clear(self) -> None:
        """Forget every widget."""
        self._laid_out = {}
        super().clear()


def tell_sizes(screen: Screen[Any]) -> None:
    """Have this new screen tell each of its widgets every size it gets."""
    if textual_is_tested():
        screen._compositor = TellingCompositor()
