"""What can be done here and now, read off the active bindings: hints, palette, help."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from textual.screen import Screen

from tui_crm.i18n import _
from tui_crm.ui import keys
from tui_crm.ui.key_names import KEY_NAMES, key_name
from tui_crm.ui.keys import Command

_EVERYWHERE: tuple[Command, ...] = (
    *keys.LIST,
    *keys.TABLE,
    *keys.DIRECTORY,
    *keys.CONTRACTORS,
    *keys.PERSONS,
    *keys.CONTRACTOR_CARD,
    *keys.PERSON_CARD,
    *keys.FILTER_LINE,
    *keys.SCHEDULE,
    *keys.SCHEDULE_GRID,
    *keys.DIGEST,
    *keys.QUEUE,
    *keys.QUEUE_CARD,
    *keys.REMINDERS,
    *keys.GO_TO_DAY,
    *keys.PUT_OFF,
    *keys.EMPLOYEES,
    *keys.SETUP,
    *keys.COMPLETION,
    *keys.STRIP,
    *keys.NOTE,
    *keys.FORM,
    *keys.RECORD_FORM,
    *keys.MERGE,
    *keys.CALLER,
    *keys.FIND,
    *keys.CALENDAR,
    *keys.DRAFTS,
    *keys.CHAIN,
    *keys.LOOK,
    *keys.FILTER,
    *keys.VIEWS,
    *keys.QUICK,
    *keys.CONFLICT,
    *keys.SECTIONS,
    *keys.GLOBAL,
)
ALL = tuple(dict.fromkeys(_EVERYWHERE))
"""Each once, though several screens may have it."""

BY_ID = {command.id: command for command in ALL}


@dataclass(frozen=True, slots=True)
class Available:
    """A command that works now, with its keys and what it runs on."""

    command: Command
    keys: tuple[str, ...]
    node: Any
    enabled: bool


def available(screen: Screen[Any]) -> list[Available]:
    """The commands of the screen and of what has the focus, each once."""
    found: dict[str, Available] = {}
    for key, active in screen.active_bindings.items():
        command = BY_ID.get(active.binding.id or "")
        if command is None or _is_text(key, screen):
            continue
        known = found.get(command.id)
        pressed = (*known.keys, key) if known else (key,)
        found[command.id] = Available(command, pressed, active.node, active.enabled)
    order = {command.id: place for place, command in enumerate(ALL)}
    ordered = sorted(found.values(), key=lambda one: order[one.command.id])
    return [replace(one, keys=_as_declared(one)) for one in ordered]


def _is_text(key: str, screen: Screen[Any]) -> bool:
    """Whether the field in use takes this key for itself: `/` is a letter there."""
    character = KEY_NAMES.get(key, "") if len(KEY_NAMES.get(key, "")) == 1 else None
    focused = screen.focused
    return focused is not None and bool(character) and focused.check_consume_key(key, character)


def _as_declared(one: Available) -> tuple[str, ...]:
    declared = one.command.keys.split(",")
    return tuple(sorted(one.keys, key=lambda key: declared.index(key) if key in declared else 99))


def hints(screen: Screen[Any]) -> list[tuple[str, str]]:
    """Key and word for the line at the bottom, the most useful first, help last."""
    shown = [one for one in available(screen) if one.command.hint and one.enabled]
    shown.sort(key=lambda one: one.command.hint)
    return [(key_name(one.command.shown_key or one.keys[0]), _(one.command.label)) for one in shown]
