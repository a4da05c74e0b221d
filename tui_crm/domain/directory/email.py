"""Reading e-mail addresses as people paste them: with a name around, with `mailto:` before."""

from __future__ import annotations

import re
from typing import Final

from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import clean_line
from tui_crm.i18n import _

_BRACKETS: Final = re.compile(r"<\s*(?P<address>[^<>]*@[^<>]*?)\s*>")
_MAILTO: Final = re.compile(r"mailto:\s*(?P<address>[^?]*)(?:\?.*)?", re.IGNORECASE)
_NAME_BEHIND: Final = re.compile(r"(?P<address>\S+@\S+)\s*\([^()]*\)")


def bare_email(typed: str) -> str:
    """The address in `Jan Kowalski <jan@alfa.example>` and `mailto:jan@alfa.example`.

    Any other text is only cleaned.
    """
    line = clean_line(typed)
    if (found := _BRACKETS.search(line)) or (found := _NAME_BEHIND.fullmatch(line)):
        line = found["address"]
    if found := _MAILTO.fullmatch(line):
        line = found["address"].strip()
    return line


def read_email(typed: str) -> str:
    """The address to store, as it was typed; empty when nothing was. Raises `CrmError`."""
    email = bare_email(typed)
    local, _at, host = email.partition("@")
    if email and (not local or not host or "@" in host or re.search(r"[\s<>,;]", email)):
        raise CrmError(_("An e-mail address looks like jan@alfa.example."))
    return email
