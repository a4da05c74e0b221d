"""Names of keys as printed on keyboards: `Ctrl+S`, `PgDn`, `?`."""

from __future__ import annotations

KEY_NAMES = {
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "asterisk": "*",
    "space": "Space",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": "↑",
    "left": "←",
    "right": "→",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "number_sign": "#",
    "equals_sign": "=",
    "full_stop": ".",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "delete": "Del",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "plus": "+",
    "minus": "-",
    "comma": ",",
    "semicolon": ";",
    "exclamation_mark": "!",
    "at": "@",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "underscore": "_",
    "quotation_mark": '"',
    "apostrophe": "'",
    "vertical_line": "|",
    "backslash": "\\",
    "backspace": "Backspace",
}


def key_name(key: str) -> str:
    """The printed name of a Textual key: `Ctrl+S`, `Esc`, `n`."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    if key.startswith("ctrl+"):
        return "Ctrl+" + key[5:].upper()
    return key.upper() if key.startswith("f") and key[1:].isdigit() else key
