"""The data at the top of a record card, and copying a number or address from it."""

from __future__ import annotations

from collections.abc import Sequence

from tui_crm.i18n import _
from tui_crm.terminal.text import plain
from tui_crm.ui.kit.host import Host
from tui_crm.ui.panels.clipboard import Copied
from tui_crm.ui.panels.text_pane import TextPane

OTHERS = 3
"""How many of the others are named beside what was copied."""


class CardHead(TextPane):
    """The data of a card; its height follows its content."""

    DEFAULT_CSS = "CardHead { height: auto; }"

    def __init__(self) -> None:
        super().__init__("head")


def offer(host: Host, offered: Sequence[Copied], *, of: tuple[object, ...]) -> None:
    """Give the next one to the clipboard of the terminal (OSC 52) and show it, or say why not.

    *of* names what is copied of which row: the same again is the next one, round and round. What
    else there is stands beside it.
    """
    place = host.copies.next(of, len(offered))
    copied = offered[place]
    others = [one.told for one in (*offered[place + 1 :], *offered[:place]) if one.value]
    more = f" +{len(others) - OTHERS}" if len(others) > OTHERS else ""
    also = f"   {_('also')}: {', '.join(others[:OTHERS])}{more}" if others else ""
    if copied.value:
        host.app.copy_to_clipboard(plain(copied.value))
        host.show_done(_("Copied: {value}").format(value=copied.told) + also)
    else:
        host.show_error(copied.reason + also)
