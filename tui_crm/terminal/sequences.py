"""Normalising escape sequences of various terminals, and wrapping output for GNU screen."""

from __future__ import annotations

import re
from typing import Final

# Late replies of the terminal to queries, which would be typed into the focused field; tmux passes
# on those that come too late for itself.
_ANSWER: Final = re.compile(
    r"\x1b\[(?:[?>][\d;]*[cnu]|\d+n|\d;\d+;\d+t)"
    r"|\x1b\]\d+;[^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[\d;]*[>$+!|][^\x07\x1b]*\x1b\\"
)
# Keys with their modifiers: xterm's modifyOtherKeys, and CSI u as of tmux and iTerm2.
_WITH_MODIFIERS: Final = re.compile(r"\x1b\[(?:27;(\d{1,3});(\d{1,6})~|(\d{1,6});(\d{1,3})u)")
_SHIFT, _ALT, _CTRL = 1, 2, 4
_PRIVATE: Final = range(0xE000, 0xF900)
_SURROGATES: Final = range(0xD800, 0xE000)
# A longer string is cut off by GNU screen, at 768 bytes; a character has up to four.
_HANDED_ON: Final = 180


def usual(text: str) -> str:
    """The input without replies, with modified keys as terminals without modifier reports send."""
    return _WITH_MODIFIERS.sub(_without_modifiers, _ANSWER.sub("", text))


def _without_modifiers(found: re.Match[str]) -> str:
    pressed, code = int(found[1] or found[4]) - 1, int(found[2] or found[3])
    key, shift, alt, ctrl = chr(code), pressed & _SHIFT, pressed & _ALT, pressed & _CTRL
    if not 0 <= pressed <= _SHIFT | _ALT | _CTRL or code in _PRIVATE or code in _SURROGATES:
        return found[0]
    if code > 0x7F:
        # Typed with AltGr, which some terminals report as Ctrl and Alt, it is an ordinary letter.
        return key
    if key == "\t":
        return "\x1b[Z" if shift else key
    if key == "\r" or (key == "\x7f" and not ctrl):
        return key
    if ctrl or code < 0x20:
        return chr(code & 0x1F) if key.isalpha() else found[0]
    return ("\x1b" if alt else "") + (key.upper() if shift else key)


def handed_on_by_screen(sequence: str) -> str:
    """The sequence wrapped so that GNU screen passes it on to the terminal outside of it."""
    parts = (sequence[at : at + _HANDED_ON] for at in range(0, len(sequence), _HANDED_ON))
    return "".join(f"\x1bP{part}\x1b\\" for part in parts)
