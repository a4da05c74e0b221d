"""Keys by their names, as the events that a terminal makes of them."""

from __future__ import annotations

from textual import events
from textual.keys import _character_to_key

CHARACTERS = {
    "enter": "\r", "tab": "\t", "escape": "\x1b", "backspace": "\x7f", "space": " ",
}  # fmt: skip


def key_event(key: str) -> events.Key:
    """The event a terminal's key makes: `n`, `?`, `enter`, `ctrl+s`."""
    if len(key) == 1:
        return events.Key(_character_to_key(key), key)
    character = CHARACTERS.get(key)
    if key.startswith("ctrl+") and len(key) == 6:
        character = chr(ord(key[5]) & 0x1F)
    return events.Key(key, character)
