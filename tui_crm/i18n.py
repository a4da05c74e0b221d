"""Translation of messages: gettext catalogues in `locale/`, English built in.

The language is a setting of the whole process, since every operator has a process of their own.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("en", "pl")
LOCALE_DIR: Final = Path(__file__).parent / "locale"

_current: gettext.NullTranslations = gettext.NullTranslations()
_code = "en"


def use_language(code: str) -> None:
    """Use this language from now on; an unknown code means English.

    Raises `OSError` when the catalogue is not built.
    """
    global _current, _code  # noqa: PLW0603
    _code = code if code in LANGUAGES else "en"
    if _code == "en":
        _current = gettext.NullTranslations()
    else:
        _current = gettext.translation("tui_crm", LOCALE_DIR, languages=[_code])


def language() -> str:
    """The code of the language in use."""
    return _code


def language_of_environment() -> str | None:
    """The language of `LC_ALL`, `LC_MESSAGES` or `LANG`; None when it is not available."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            code = value[:2].lower()
            return code if code in LANGUAGES else None
    return None


def _(message: str) -> str:
    # For the empty string gettext would return the catalogue's header.
    return _with_keys(_current.gettext(message)) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The translated form of a phrase for the number *n*."""
    return _with_keys(_current.ngettext(singular, plural, n))


KEY = re.compile(r"<([a-z]+\.[a-z_]+)>")
"""The id of a command in a message, replaced by its key, which operators can change."""

_key_of: Callable[[str], str] = str


def name_keys(key_of: Callable[[str], str]) -> None:
    """Set the function from a command id to the key shown in messages."""
    global _key_of  # noqa: PLW0603
    _key_of = key_of


def _with_keys(message: str) -> str:
    if "<" not in message:
        return message
    return KEY.sub(lambda found: _key_of(found[1]), message)


def N_(message: str) -> str:  # noqa: N802
    """Mark a message for extraction; it is translated when it is shown."""
    return message


def translations_of(message: str) -> tuple[str, ...]:
    """A shipped message in every language, for searching in any of them."""
    found = [message]
    for code in LANGUAGES:
        if code != "en":
            catalogue = gettext.translation("tui_crm", LOCALE_DIR, languages=[code], fallback=True)
            found.append(catalogue.gettext(message))
    return tuple(dict.fromkeys(found))
