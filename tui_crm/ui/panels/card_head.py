"""The data at the top of a record card, and copying a number or address from it."""

from __future__ import annotations

from tui_crm.i18n import _
from tui_crm.terminal.text import plain
from tui_crm.ui.kit.host import Host
from tui_crm.ui.panels.clipboard import Copied
from tui_crm.ui.panels.text_pane import TextPane


class CardHead(TextPane):
    """The data of a card; its height follows its content."""

    DEFAULT_CSS = "CardHead { height: auto; }"

    def __init__(self) -> None:
        super().__init__("head")


def offer(host: Host, copied: Copied) -> None:
    """Copy to the clipboard of the terminal (OSC 52), or show why there is nothing."""
    value = plain(copied.value)
    if value:
        host.app.copy_to_clipboard(value)
        host.show_done(_("Copied: {value}").format(value=value))
    else:
        host.show_error(copied.reason)
