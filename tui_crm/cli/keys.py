"""The command `tui-crm keys`: all key commands with their ids, for the settings."""

from __future__ import annotations

from tui_crm.cli.render.table import print_json, print_table
from tui_crm.i18n import _, name_keys
from tui_crm.settings import Settings
from tui_crm.ui.commands.command import use_own_keys
from tui_crm.ui.commands.key_names import key_name
from tui_crm.ui.commands.registry import ALL, key_of
from tui_crm.ui.commands.user_keymap import keys_of_settings


def list_keys(settings: Settings, *, as_json: bool) -> None:
    """Print the commands with the keys that the operator's settings give them."""
    use_own_keys(keys_of_settings(settings))
    name_keys(key_of)
    if as_json:
        print_json(
            [
                {
                    "id": command.id,
                    "keys": [key_name(key) for key in command.pressed],
                    "does": _(command.help),
                }
                for command in ALL
            ]
        )
        return
    print_table(
        (_("Id"), _("Key"), _("What it does")),
        (
            (command.id, " ".join(map(key_name, command.pressed)), _(command.help))
            for command in ALL
        ),
    )
