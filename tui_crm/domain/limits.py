"""Checks of the length of names and notes; the message names the length and the limit."""

from __future__ import annotations

from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.text import NAME_LIMIT, NOTE_LIMIT
from tui_crm.i18n import _


def check_length(field: str, text: str, limit: int = NAME_LIMIT) -> None:
    """Raise `RuleViolation` on *field* when the text has more than *limit* characters."""
    if len(text) > limit:
        raise RuleViolation(
            field,
            _("This is {n} characters long; {limit} is the most.").format(n=len(text), limit=limit),
        )


def check_note_length(note: str) -> None:
    """Raise `RuleViolation` on “note” when it has more than `NOTE_LIMIT` characters."""
    if len(note) > NOTE_LIMIT:
        raise RuleViolation(
            "note",
            _("The note is {n} characters long; {limit} is the most.").format(
                n=len(note), limit=NOTE_LIMIT
            ),
        )
