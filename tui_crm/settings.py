"""The settings of the program from file and environment, as one frozen `Settings`.

`$XDG_CONFIG_HOME/tui-crm/settings.toml` may hold:

    database = "/srv/crm/crm.db"   # where the database is
    language = "pl"                # pl or en; without it the environment decides
    editor = false                 # whether a note may be opened in $EDITOR
    notify = false                 # whether reminders are sent to the desktop, too (OSC 9)

    [keys]                         # by the ids that `tui-crm keys` lists
    activity.complete = "z"

`TUI_CRM_DB` in the environment names another database, and `--db` yet another one.
"""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tui_crm.i18n import LANGUAGES, _, language_of_environment, use_language

APP: Final = "tui-crm"
BUG: Final = 70
"""The exit status after a bug; the traceback is in the log, drafts are saved."""
_PACKAGE: Final = Path(__file__).resolve().parent


class SettingsError(Exception):
    """The settings are invalid or cannot be read; the message is a sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, constant during a run."""

    database: Path
    """The database to open unless another one is named on the command line."""
    state_dir: Path
    """The folder of drafts and the log, on this machine, for this operator."""
    language: str
    """The language for operators who have not set one in the database."""
    editor_allowed: bool
    """Whether a note may be opened in `$EDITOR`, which is as good as a shell."""
    notify: bool
    """Whether reminders are sent to the desktop, where a locked screen may show their names."""
    styles: Path
    """The folder of the stylesheets."""
    sample_data: Path
    """The folder of the sample company."""
    keys: Mapping[str, object] = field(default_factory=dict)
    """The section `[keys]`, unchecked: only `ui` knows the commands."""


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings from the file and the environment; raises `SettingsError`."""
    import platformdirs  # noqa: PLC0415  # only once the command line is understood

    path = settings_path()
    values = _checked(_read(path), path)
    database = environment.get("TUI_CRM_DB") or values.get("database")
    if database is None:
        database = platformdirs.user_data_path(APP) / "crm.db"
    return Settings(
        database=Path(database).expanduser(),
        state_dir=platformdirs.user_state_path(APP),
        language=values.get("language") or language_of_environment() or "en",
        editor_allowed=values.get("editor", True),
        notify=values.get("notify", True) and environment.get("TERM") != "linux",
        styles=_folder("styles"),
        sample_data=_folder("sample_data"),
        keys=values.get("keys", {}),
    )


def settings_path() -> Path:
    """The path of the settings file, which need not exist."""
    import platformdirs  # noqa: PLC0415  # as above

    return platformdirs.user_config_path(APP) / "settings.toml"


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SettingsError(
            _("The settings {path} cannot be read: {reason}.").format(path=path, reason=reason)
        ) from error
    import tomllib  # noqa: PLC0415  # only for who has settings

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            _("The settings {path} are not valid TOML: {reason}.").format(path=path, reason=error)
        ) from error


_KINDS: Final[dict[str, type]] = {
    "database": str,
    "language": str,
    "editor": bool,
    "notify": bool,
    "keys": dict,
}


def _checked(values: dict[str, Any], path: Path) -> dict[str, Any]:
    for name, value in values.items():
        kind = _KINDS.get(name)
        if kind is None or not isinstance(value, kind):
            raise SettingsError(
                _("{path}: “{name}” is not a setting, or not with this value.").format(
                    path=path, name=name
                )
            )
    language = values.get("language")
    if language is not None and language not in LANGUAGES:
        raise SettingsError(
            _("{path}: the language is one of {languages}.").format(
                path=path, languages=", ".join(LANGUAGES)
            )
        )
    return values


def _folder(name: str) -> Path:
    """The path of a folder that is inside the package in a wheel, and beside it in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def documentation_folder() -> Path:
    """The folder of the pages that `tui-crm help` prints, the Polish ones in `pl` below it."""
    return _folder("docs")


def login_of_process() -> tuple[str, str]:
    """Login and full name of the process's user id; the environment is not trusted."""
    user_id = os.getuid()
    try:
        account = pwd.getpwuid(user_id)
    except KeyError:
        return f"uid{user_id}", ""
    return account.pw_name, account.pw_gecos.partition(",")[0].strip()


def use_available_language(code: str) -> None:
    """Use a language; English when its catalogue is not built, as in a fresh checkout."""
    try:
        use_language(code)
    except OSError:
        use_language("en")


def local_zone(environment: Mapping[str, str] = os.environ, etc: Path = Path("/etc")) -> ZoneInfo:
    """The time zone of the session ($TZ), else of the machine, else UTC."""
    for name in _zone_names(environment, etc):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    try:
        with (etc / "localtime").open("rb") as file:
            return ZoneInfo.from_file(file, key="local")
    except (OSError, ValueError):
        return ZoneInfo("UTC")


def _zone_names(environment: Mapping[str, str], etc: Path) -> Iterator[str]:
    yield _name_in(environment.get("TZ", "").removeprefix(":"))
    with suppress(OSError):
        yield (etc / "timezone").read_text(encoding="ascii", errors="replace").strip()
    yield _name_in(str((etc / "localtime").resolve()))


def _name_in(path: str) -> str:
    """`Europe/Warsaw` from `/usr/share/zoneinfo/Europe/Warsaw`, or from itself."""
    return path.rpartition("zoneinfo/")[2]
