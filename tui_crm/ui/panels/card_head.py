"""What the cards have in common: the data above the timeline, and copying from it."""

from __future__ import annotations

from tui_crm.i18n import _
from tui_crm.terminal.text import plain
from tui_crm.ui.kit.host import Host
from tui_crm.ui.panels.clipboard import Copied
from tui_crm.ui.panels.text_pane import TextPane


class CardHead(TextPane):
    """The data of a card: as many lines as it takes."""

    DEFAULT_CSS = "CardHead { height: auto; }"

    def __init__(self) -> None:
        super().__init__("head")


def offer(host: Host, copied: Copied) -> None:
    """Give it to the clipboard of the terminal (OSC 52) and show it, or say why not."""
    value = plain(copied.value)
    if value:
        host.app.copy_to_clipboard(value)
        host.show_done(_("Copied: {value}").format(value=value))
    else:
        host.show_error(copied.reason)
