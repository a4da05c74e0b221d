"""Reads and checks the operator's own keys from `[keys]` in the settings file."""

from __future__ import annotations

import difflib
import string
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from tui_crm.i18n import _
from tui_crm.settings import Settings, SettingsError, settings_path
from tui_crm.ui.commands.command import KEPT, Command
from tui_crm.ui.commands.key_names import KEY_NAMES, key_name
from tui_crm.ui.commands.registry import BY_ID, CONTEXTS

_TEXT_KEYS = set("adekuwcxv")
"""With Ctrl these letters edit text in every field."""
_LOST_KEYS = set("bimhj")
"""With Ctrl these letters belong to tmux or arrive as Tab, Enter, Backspace or a newline."""
CONTROL = frozenset(
    f"ctrl+{letter}" for letter in set(string.ascii_lowercase) - _TEXT_KEYS - _LOST_KEYS
)
PUNCTUATION = frozenset(
    {
        "question_mark", "colon", "slash", "asterisk", "space", "left_square_bracket",
        "right_square_bracket", "plus", "minus", "number_sign", "full_stop", "less_than_sign",
        "greater_than_sign", "comma", "equals_sign", "left_curly_bracket", "right_curly_bracket",
        "semicolon", "exclamation_mark", "at", "dollar_sign", "percent_sign", "ampersand",
        "left_parenthesis", "right_parenthesis", "underscore", "quotation_mark", "apostrophe",
        "vertical_line", "backslash",
    }
)  # fmt: skip
MOVING = frozenset({"home", "end", "pageup", "pagedown", "delete", "backspace"}) | KEPT
FUNCTION = frozenset(f"f{number}" for number in range(1, 13))
PRINTED = PUNCTUATION | set(string.ascii_letters + string.digits)
ALLOWED = CONTROL | PRINTED | MOVING | FUNCTION
"""Keys that arrive from every terminal: PuTTY, tmux, mosh, macOS, Windows."""

TYPING = {
    command.id for context in CONTEXTS if context.letters_are_text for command in context.commands
}
"""Ids of commands in contexts where a letter is text."""


class UnfitKey(Exception):
    """A key in the settings is not possible; the message is for the operator."""


def keys_of_settings(settings: Settings) -> dict[str, tuple[str, ...]]:
    """The operator's keys by command id; raises `SettingsError` for an impossible key."""
    try:
        return own_keys(settings.keys)
    except UnfitKey as error:
        raise SettingsError(f"{settings_path()}: {error}") from error


def own_keys(table: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The keys in the settings by command id; raises `UnfitKey`.

    A value is one key or a list, as printed on keyboards (`Ctrl+K`, `PgDn`, `?`) or as Textual
    names it. The dot in an id may also be TOML's: nested tables are flattened.
    """
    own = {name: _read(name, value) for name, value in _flat(table)}
    for context in CONTEXTS:
        _check_no_clash(context.listening, own)
    return own


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _read(name: str, value: object) -> tuple[str, ...]:
    if name not in BY_ID:
        raise UnfitKey(_unknown(name))
    typed = value if isinstance(value, list) else [value]
    named = [key for key in typed if isinstance(key, str)]
    if not named or named != typed:
        raise UnfitKey(_("“{id}” needs a key, or a list of keys.").format(id=name))
    found = tuple(dict.fromkeys(_key(name, key) for key in named))
    printed = [key for key in found if key in PRINTED]
    if printed and name in TYPING:
        raise UnfitKey(
            _("“{id}”: {key} is text there. Choose Ctrl and a letter, or an F-key.").format(
                id=name, key=key_name(printed[0])
            )
        )
    return found


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, BY_ID, n=3, cutoff=0.5)
    if near:
        return _("There is no command “{id}”. Near it are: {near}.").format(
            id=name, near=", ".join(near)
        )
    return _("There is no command “{id}”. “tui-crm keys” lists them all.").format(id=name)


_PRINTED_AS = {name.lower(): key for key, name in KEY_NAMES.items() if len(name) > 1}
_SIGNS = {name: key for key, name in KEY_NAMES.items() if len(name) == 1}


def _key(name: str, typed: str) -> str:
    key = _SIGNS.get(typed) or (typed if len(typed) == 1 else typed.lower().replace(" ", ""))
    key = _PRINTED_AS.get(key, key)
    if key in KEPT:
        raise UnfitKey(
            _("“{id}”: {key} means the same everywhere. Choose another key.").format(
                id=name, key=key_name(key)
            )
        )
    if key not in ALLOWED:
        raise UnfitKey(
            _("“{id}”: “{key}” does not arrive over every terminal. Choose another key.").format(
                id=name, key=typed
            )
        )
    return key


def _check_no_clash(commands: Iterable[Command], own: Mapping[str, tuple[str, ...]]) -> None:
    """Raise where two commands would share a key, unless both have it by declaration."""
    for one, other in combinations(dict.fromkeys(commands), 2):
        if not (one.id in own or other.id in own):
            continue
        shared = set(one.with_keys_of(own)) & set(other.with_keys_of(own))
        fresh = shared - (set(one.declared) & set(other.declared))
        if fresh:
            raise UnfitKey(
                _(
                    "{key} is both “{one}” and “{other}” on one screen. Give one another key."
                ).format(key=key_name(min(fresh)), one=one.id, other=other.id)
            )
