"""The reason that is shown for a person who must not be called."""

from __future__ import annotations

from typing import Final

from tui_crm.domain.text import clean_line
from tui_crm.i18n import _

REASON_READ: Final = 400
"""How many characters of a person's note are read for the reason."""


def reason_not_to_call(do_not_call: bool, note: str) -> str:
    """The first line of the person's note, or a stock sentence; empty when they may be called."""
    if not do_not_call:
        return ""
    lines = (clean_line(line) for line in note.split("\n"))
    return next((line for line in lines if line), _("This person does not want to be called."))
