"""Mounting a screen in advance, with the methods that Textual itself calls when one is pushed.

On a Textual version that was not tested nothing is done, and the screen is mounted when pushed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_crm.terminal.driver import textual_is_tested

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen


def can_premount() -> bool:
    """Whether the installed Textual is a tested version."""
    return textual_is_tested()


def premount(app: App[Any], screen: Screen[Any]) -> None:
    """Mount the widgets of a screen that is not on the screen stack."""
    app._get_screen(screen)


def lay_out_early(app: App[Any], screen: Screen[Any]) -> None:
    """Lay out and render a mounted screen in advance; a change of size invalidates it."""
    screen._refresh_layout(app.size)
    # The rendered lines stay in the widgets' caches.
    screen._compositor.render_strips()
