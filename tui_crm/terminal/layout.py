"""A compositor that reports every change of a widget's size.

Textual compares each layout with its last map of the screen, and sends events to widgets whose
region differs. But it also rebuilds that map when code only reads a widget's region. A size set
shortly before (a list about to open) is then in the map before the layout, which finds no
difference: the widget gets no `Resize`, and its old region may not be repainted.
"""

from __future__ import annotations

from typing import Any

from textual._compositor import Compositor, CompositorMap, ReflowResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from tui_crm.terminal.driver import textual_is_tested


class SizeReportingCompositor(Compositor):
    """Compares a layout with the one before it, not with maps built between them."""

    def __init__(self) -> None:
        super().__init__()
        self._laid_out: CompositorMap = {}

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay out, and return which widgets appeared, vanished or changed since the last layout."""
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
    """Make this new screen report every change of size to its widgets."""
    if textual_is_tested():
        screen._compositor = SizeReportingCompositor()
