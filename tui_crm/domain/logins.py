"""The grammar of logins: what may name an operator, and a folder of drafts."""

from __future__ import annotations

from typing import Final

from tui_crm.i18n import _

LOGIN_LIMIT: Final = 64
"""Most characters of a login."""

_BYTES: Final = 200
# Names of domains (`FIRM\anna`, `anna@firm.example`) and of machines (`host$`) are logins too.
_SIGNS: Final = frozenset("._-@+\\$")


def why_no_login(text: str) -> str:
    """Why this cannot be a login, in a sentence that says what can; empty when it is one.

    A login is also the name of a folder, so it holds no slash and does not begin with a dot.
    """
    if not text:
        return _("Type the login: the name of the user in the operating system.")
    if len(text) > LOGIN_LIMIT or len(text.encode("utf-8", "replace")) > _BYTES:
        return _("A login has at most {limit} characters.").format(limit=LOGIN_LIMIT)
    if text[0] in ".-" or not all(sign.isalnum() or sign in _SIGNS for sign in text):
        return _("A login is one word of letters, digits and . _ - @, beginning with a letter.")
    return ""
