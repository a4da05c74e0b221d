"""Getting the operator's attention: the terminal bell and desktop notifications (OSC 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tui_crm.terminal.text import cut, plain

if TYPE_CHECKING:
    from textual.app import App

LONGEST: Final = 200
"""The most cells of a notification."""


def ring(app: App[Any], text: str, *, notify: bool) -> None:
    """Ring the bell; with *notify* also ask the terminal to show *text* on the desktop (OSC 9).

    It works over SSH; terminals without OSC 9 ignore it.
    """
    app.bell()
    driver = app._driver  # Textual has no public way to write such a sequence
    if notify and driver is not None and not app.is_headless:
        # Stored text cannot end the sequence or begin another: `plain` removes control characters.
        driver.write(f"\x1b]9;{cut(plain(text), LONGEST)}\x07")
