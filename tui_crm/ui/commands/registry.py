"""All commands of the program, each once, and the key that each has for the operator."""

from __future__ import annotations

from tui_crm.ui.commands import declared as keys
from tui_crm.ui.commands.command import Command
from tui_crm.ui.commands.key_names import key_name

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


def key_of(command_id: str) -> str:
    """The first way to a command, as it is printed on keyboards."""
    return key_name(BY_ID[command_id].pressed[0])
