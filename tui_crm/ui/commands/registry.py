"""All commands of the program, each once, and the key that each has for the operator."""

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
"""In the order in which they are declared, the general ones last."""

ALL = tuple(dict.fromkeys(command for context in CONTEXTS for command in context))
"""Each once, though several contexts may have it."""

BY_ID = {command.id: command for command in ALL}


def key_of(command_id: str) -> str:
    """The first way to a command, as it is printed on keyboards."""
    return key_name(BY_ID[command_id].pressed[0])
