"""The settings of the program from file and environment, as one frozen `Settings`.

`$XDG_CONFIG_HOME/tui-crm/settings.toml` may hold:

    database = "/srv/crm/crm.db"   # where the database is
    language = "pl"                # pl or en; without it the environment decides
    editor = false                 # whether a note may be opened in $EDITOR
    notify = false                 # whether reminders are sent to the desktop, too (OSC 9)
    theme = "light"                # one of `THEMES`

    [keys]                         # by the ids that `tui-crm keys` lists
    activity.complete = "z"

`TUI_CRM_DB` in the environment names another database, and `--db` yet another one.
"""

from __future__ import annotations

import os
import pwd
import re
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
AUTO_THEME: Final = "auto"
"""The theme that suits the terminal."""
THEMES: Final = (AUTO_THEME, "dark", "light", "contrast", "sixteen", "plain")
_LOG: Final = "tui_crm"
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
    theme: str = AUTO_THEME
    """One of `THEMES`."""
    throwaway: bool = False
    """Whether the database is that of the demo: nothing in it is kept, nor a theme chosen there."""
    is_default_place: bool = False
    """Whether nobody has named the database: only in this place it is made by itself, once."""
    keys: Mapping[str, object] = field(default_factory=dict)
    """The section `[keys]`, unchecked: only `ui` knows the commands."""


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings from the file and the environment; raises `SettingsError`."""
    path = settings_path()
    return _settings(_checked(_read(path), path), environment)


def default_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings as they are without a file."""
    return _settings({}, environment)


def _settings(values: dict[str, Any], environment: Mapping[str, str]) -> Settings:
    import platformdirs  # noqa: PLC0415  # only once the command line is understood

    named = environment.get("TUI_CRM_DB") or values.get("database")
    database = named or platformdirs.user_data_path(APP) / "crm.db"
    return Settings(
        database=Path(database).expanduser(),
        state_dir=state_dir_of_user(),
        language=values.get("language") or language_of_environment() or "en",
        editor_allowed=values.get("editor", True),
        notify=values.get("notify", True) and environment.get("TERM") != "linux",
        styles=_folder("styles"),
        sample_data=_folder("sample_data"),
        theme=values.get("theme", AUTO_THEME),
        is_default_place=not named,
        keys=values.get("keys", {}),
    )


def state_dir_of_user() -> Path:
    """The folder of drafts and the log, also where the settings cannot be read."""
    import platformdirs  # noqa: PLC0415  # as above

    return platformdirs.user_state_path(APP)


def settings_path() -> Path:
    """The path of the settings file, which need not exist."""
    import platformdirs  # noqa: PLC0415  # as above

    return platformdirs.user_config_path(APP) / "settings.toml"


def _read(path: Path) -> dict[str, Any]:
    try:
        # Editors of Windows put a byte order mark in front.
        text = path.read_text(encoding="utf-8-sig")
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
    "theme": str,
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
    if values.get("theme", AUTO_THEME) not in THEMES:
        raise SettingsError(
            _("{path}: the theme is one of {themes}.").format(path=path, themes=", ".join(THEMES))
        )
    return values


_THEME_LINE: Final = re.compile(r"(?m)^[ \t]*(?:theme|\"theme\"|'theme')[ \t]*=.*$")
_TABLE_LINE: Final = re.compile(r"(?m)^[ \t]*\[")


def keep_theme(theme: str) -> None:
    """Write the theme into the settings file, of which nothing else changes.

    Raises `SettingsError` when the file cannot be read or written.
    """
    path = settings_path()
    before = _read(path)
    try:
        text = path.read_bytes().decode() if path.exists() else ""
        text = _with_theme(text, theme)
        import tomllib  # noqa: PLC0415  # as above

        # A name in a text of several lines would be found by the pattern, too.
        if tomllib.loads(text.removeprefix("\ufeff")) != before | {"theme": theme}:
            raise OSError(None, _("write the line yourself: {line}").format(line=_line(theme)))
        path.parent.mkdir(parents=True, exist_ok=True)
        # Through a link, and with the permissions that it has.
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise SettingsError(
            _("The settings {path} cannot be written: {reason}.").format(
                path=path, reason=error.strerror
            )
        ) from error


def _line(theme: str) -> str:
    return f'theme = "{theme}"'


def _with_theme(text: str, theme: str) -> str:
    """The text with another theme: in its line, or in a new one above the first table."""
    end = "\r\n" if "\r\n" in text else "\n"
    table = _TABLE_LINE.search(text)
    top, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
    changed, count = _THEME_LINE.subn(lambda _found: _line(theme), top, count=1)
    if count:
        return changed + rest
    head = top.rstrip()
    lead = "" if head in {"", "\ufeff"} else end
    gap = top[len(head) :].removeprefix(end) or (end if rest else "")
    return f"{head}{lead}{_line(theme)}{end}{gap}{rest}"


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


_NAME: Final = r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)"
_OFFSET: Final = r"[+-]?[0-9]{1,2}(?::[0-9]{2}(?::[0-9]{2})?)?"
_RULE: Final = r"(?:J?[0-9]{1,3}|M[0-9]{1,2}\.[1-5]\.[0-6])(?:/[+-]?[0-9]{1,3}(?::[0-9]{2}){0,2})?"
_POSIX: Final = re.compile(
    rf"{_NAME}{_OFFSET}(?P<summer>{_NAME}(?:{_OFFSET})?(?P<rules>,{_RULE},{_RULE})?)?"
)
_SHOWN: Final = 40
_DEFAULT_RULES: Final = ",M3.2.0,M11.1.0"
"""What the C library takes for a summer time without rules."""


def local_zone(environment: Mapping[str, str] = os.environ, etc: Path = Path("/etc")) -> ZoneInfo:
    """The time zone of this session (`TZ`, as the C library reads it), else of this machine.

    UTC when nothing tells; an unknown zone in `TZ` is passed over, see `unknown_zone`.
    """
    if "TZ" in environment and (zone := _zone_of(environment["TZ"])) is not None:
        return zone
    for name in _zone_names(etc):
        if (zone := _zone_named(name)) is not None:
            return zone
    return _zone_in(etc / "localtime", key="local") or ZoneInfo("UTC")


def unknown_zone(environment: Mapping[str, str] = os.environ) -> str:
    """What to say of a `TZ` that names no zone; empty when it names one, or is not set."""
    if "TZ" not in environment or _zone_of(environment["TZ"]) is not None:
        return ""
    return _(
        "TZ={name} is not a known time zone; times are shown in that of this machine, {zone}. "
        "Set it for example to Europe/Warsaw."
    ).format(
        name=environment["TZ"][:_SHOWN].encode("ascii", "replace").decode(),
        zone=local_zone(environment).key,
    )


def _zone_of(value: str) -> ZoneInfo | None:
    """The zone that a value of `TZ` means; set but empty it is UTC."""
    value = value.removeprefix(":")
    if not value:
        return ZoneInfo("UTC")
    path = Path(value)
    zone = _zone_named(_name_in(value)) or posix_zone(value)
    return zone or (_zone_in(path, key=value) if path.is_absolute() else None)


def _zone_named(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _zone_in(path: Path, *, key: str) -> ZoneInfo | None:
    try:
        with path.open("rb") as file:
            return ZoneInfo.from_file(file, key=key)
    except (OSError, ValueError):
        return None


def _zone_names(etc: Path) -> Iterator[str]:
    with suppress(OSError):
        yield (etc / "timezone").read_text(encoding="ascii", errors="replace").strip()
    yield _name_in(str((etc / "localtime").resolve()))


def _name_in(path: str) -> str:
    """`Europe/Warsaw` from `/usr/share/zoneinfo/Europe/Warsaw`, or from itself."""
    return path.rpartition("zoneinfo/")[2]


def posix_zone(rules: str) -> ZoneInfo | None:
    """The zone of rules like `CET-1CEST,M3.5.0,M10.5.0/3`; None for any other text.

    Its `key` is the text. The sign is the one of POSIX: `CET-1` is an hour east of Greenwich.
    """
    found = _POSIX.fullmatch(rules)
    if found is None:
        return None
    footer = rules + (_DEFAULT_RULES if found["summer"] and not found["rules"] else "")
    import io  # noqa: PLC0415  # only for who has such rules
    import struct  # noqa: PLC0415

    # A file of a zone (RFC 9636) without transitions: all of it follows from the rules at its end.
    head = b"TZif2" + bytes(15) + struct.pack(">6l", 0, 0, 0, 0, 1, 4)
    body = struct.pack(">lbb", 0, 0, 0) + b"UTC\0"
    data = head + body + head + body + f"\n{footer}\n".encode("ascii")
    try:
        return ZoneInfo.from_file(io.BytesIO(data), key=rules)
    except ValueError:
        return None


# The log


def log_file(state_dir: Path) -> Path:
    """Where the details of errors are written."""
    return state_dir / "tui-crm.log"


def log_to(state_dir: Path) -> None:
    """Write the program's log into the state folder, for its owner only; raises `OSError`."""
    import logging  # noqa: PLC0415  # most commands write no log
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415  # as above

    state_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = RotatingFileHandler(
        log_file(state_dir), maxBytes=1_000_000, backupCount=3, delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    os.umask(0o077)
    log = logging.getLogger(_LOG)
    log.addHandler(handler)
    log.propagate = False


def log_bug(state_dir: Path, error: BaseException) -> bool:
    """Write an unexpected error with its traceback into the log; returns whether it could be."""
    import logging  # noqa: PLC0415  # as above

    log = logging.getLogger(_LOG)
    try:
        if not log.handlers:
            log_to(state_dir)
        log.error("the command has failed", exc_info=error)
    except OSError:
        return False
    return True
