"""`tui-crm keys`: every command with its id, its keys and what it does, for the settings."""

from __future__ import annotations

from tui_crm.i18n import _, name_keys
from tui_crm.settings import Settings, SettingsError, settings_path
from tui_crm.tables import print_json, print_table
from tui_crm.ui.command import use_own_keys
from tui_crm.ui.command_index import ALL, key_of
from tui_crm.ui.key_map import UnfitKey, own_keys
from tui_crm.ui.key_names import key_name


def keys_of_settings(settings: Settings) -> dict[str, tuple[str, ...]]:
    """The keys that the operator has chosen; raises `SettingsError` where they cannot be."""
    try:
        return own_keys(settings.keys)
    except UnfitKey as error:
        raise SettingsError(f"{settings_path()}: {error}") from error


def list_keys(settings: Settings, *, as_json: bool) -> None:
    """Print the commands with the keys they have for whoever asks."""
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
