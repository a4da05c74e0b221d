"""Telling somebody who looks elsewhere: the bell, and a notification of their own desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tui_crm.terminal.text import cut, plain

if TYPE_CHECKING:
    from textual.app import App

LONGEST: Final = 200
"""Cells of a notification."""


def ring(app: App[Any], text: str, *, notify: bool) -> None:
    """Ring; with *notify* the terminal is asked to show *text* on the desktop (OSC 9).

    It works over SSH; terminals that know no OSC 9 ignore it.
    """
    app.bell()
    driver = app._driver  # Textual has no public way to write such a sequence
    if notify and driver is not None and not app.is_headless:
        # Nothing stored can end the sequence or begin another: `plain` leaves no control signs.
        driver.write(f"\x1b]9;{cut(plain(text), LONGEST)}\x07")
