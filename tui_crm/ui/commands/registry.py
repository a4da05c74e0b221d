"""All commands by id, and the key that each has for the operator."""

from __future__ import annotations

from tui_crm.ui.commands import keys
from tui_crm.ui.commands.command import KeyContext
from tui_crm.ui.commands.key_names import key_name

CONTEXTS = tuple(
    sorted(
        (value for value in vars(keys).values() if isinstance(value, KeyContext)),
        key=lambda context: context.general,
    )
)
"""In order of declaration, general ones last."""

ALL = tuple(dict.fromkeys(command for context in CONTEXTS for command in context))
"""Every command once, even if several contexts contain it."""

BY_ID = {command.id: command for command in ALL}


def key_of(command_id: str) -> str:
    """The printed name of a command's main key; raises `KeyError` for an unknown id."""
    return key_name(BY_ID[command_id].pressed[0])
