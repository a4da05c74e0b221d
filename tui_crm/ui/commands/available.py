"""Which commands work now, from the active bindings; used by key hints, palette and help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from textual.screen import Screen

from tui_crm.i18n import _
from tui_crm.ui.commands.command import Command
from tui_crm.ui.commands.key_names import KEY_NAMES, key_name
from tui_crm.ui.commands.keys import GLOBAL
from tui_crm.ui.commands.registry import ALL, BY_ID


@dataclass(frozen=True, slots=True)
class Available:
    """A command that works now, with its keys and the widget or screen it runs on."""

    command: Command
    keys: tuple[str, ...]
    node: Any
    enabled: bool


_ORDER: Final = {command.id: place for place, command in enumerate(ALL)}


def available(screen: Screen[Any]) -> list[Available]:
    """The commands of the screen and of the focused widget, each once, in order of declaration."""
    found: dict[str, Available] = {}
    for key, active in screen.active_bindings.items():
        command = BY_ID.get(active.binding.id or "")
        if command is None or _is_text(key, screen):
            continue
        known = found.get(command.id)
        pressed = (*known.keys, key) if known else (key,)
        found[command.id] = Available(command, pressed, active.node, active.enabled)
    if "app.palette" in found:
        for command in (one for one in GLOBAL if not one.declared):
            found[command.id] = Available(command, command.pressed, screen.app, enabled=True)
    ordered = sorted(found.values(), key=lambda one: _ORDER[one.command.id])
    return [
        one if len(one.keys) == 1 else replace(one, keys=_declared_key_first(one))
        for one in ordered
    ]


def _is_text(key: str, screen: Screen[Any]) -> bool:
    """Whether the focused field takes this key as a letter, such as `/`."""
    character = KEY_NAMES.get(key, "") if len(KEY_NAMES.get(key, "")) == 1 else None
    focused = screen.focused
    return focused is not None and bool(character) and focused.check_consume_key(key, character)


def _declared_key_first(one: Available) -> tuple[str, ...]:
    order = one.command.pressed
    return tuple(sorted(one.keys, key=lambda key: order.index(key) if key in order else 99))


ALWAYS = frozenset({
    "list.filter", "record.filter", "setup.filter", "history.undo", "screen.leave", "record.leave",
    "setup.leave", "app.help",
})  # fmt: skip
"""Finding, undoing and leaving are in the key hints however narrow the terminal is."""


class Hint(NamedTuple):
    """A key and its word in the key hints."""

    key: str
    word: str
    always: bool = False
    """It is shown also where others have no room."""


def hints(screen: Screen[Any]) -> list[Hint]:
    """The key hints, most useful first, help last."""
    shown = [one for one in available(screen) if one.command.hint and one.enabled]
    shown.sort(key=lambda one: one.command.hint)
    words: Mapping[str, str] = getattr(screen, "hint_words", {})
    return [
        Hint(
            key_name(one.command.shown_key or one.keys[0]),
            _(words.get(one.command.id, one.command.label)),
            one.command.id in ALWAYS,
        )
        for one in shown
    ]
