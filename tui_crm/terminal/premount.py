"""Mounting a screen before it is asked for, with what Textual itself calls when one is pushed.

On a version of Textual that was not tested nothing is done: then it is mounted when it is pushed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_crm.terminal.driver import textual_is_tested

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen


def can_premount() -> bool:
    """Whether the installed Textual lets a screen be mounted early."""
    return textual_is_tested()


def premount(app: App[Any], screen: Screen[Any]) -> None:
    """Mount the widgets of a screen that is not on the stack."""
    app._get_screen(screen)


def lay_out_early(app: App[Any], screen: Screen[Any]) -> None:
    """Give each widget of a mounted screen its place and its lines; another size voids them."""
    screen._refresh_layout(app.size)
    # The lines stay in the widgets' caches.
    screen._compositor.render_strips()
